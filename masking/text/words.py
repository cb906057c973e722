"""Words of waybills, shops and goods that are nobody's name, though some begin like one."""

from __future__ import annotations


def listed(words: str) -> tuple[str, ...]:
    """The words of a text, in order: a list that stays readable."""
    return tuple(words.split())


_CARRIERS = (
    "顺丰 速运 圆通 中通 韵达 申通 极兔 邮政 京东 德邦 百世 天天快递 快递 快运 物流 速递 丰网 菜鸟 丰巢 EMS 跨越 "
    "优速 安能 壹米 宅急送 品骏 苏宁 唯品会 淘宝 天猫 拼多多 抖音 快手 小红书 闲鱼 得物"
)
_HUBS = (
    "集散 分拨 转运 中转 网点 集包 分拣 委会 居委 驿站 自提 代收点 营业部 枢纽 航空部 处理中心 分部"
)
_SERVICE = (
    "验视 安检 到付 寄付 月结 货款 易碎 生鲜 签收 签名 签字 保价 已验 已安 标准 特快 特惠 标快 隔日 次日 次晨 当日 "
    "电子 面单 运单 单号 订单 条码 扫码 扫一扫 二维码 下载 关注 微信 公众号 小程序 网址 官网 客服 热线 投诉 服务 "
    "打印 拒收 破损 开箱 当面 验货 请勿 勿压 小心 轻放 防潮 向上 谨慎 加急 送货 上门 包邮 存根 回单 第一联 "
    "第二联 第三联 声明 须知 条款 协议 温馨 提示 感谢 谢谢 祝您 祝福 您好 欢迎 支付 现结 应收 实收 应付 实付 方式 类型 产品 业务 "
    "航空 陆运 汽运 空运 平邮 平信 经济 时效 实名 安全 检查 查验 查件 派件 揽收 揽件 退回 退件 改址 预约 派送 "
    "寄到 发到 送到 邮到 寄往 发往 送往 保持 登记 信息表 列表 明细 清单 "
    "配送 收货地 送货地 联系电 官方 送至 楼层 步梯 打不通 请拨 常规 常用 常见 常州 常熟 常德 常驻 常备 "
    "本人 同事 代签 家人 包裹 信封 信件 回执 发票 快件 邮件 寄递 打包 合并 备用 通知 来电 拨打 转接 电联"
)
_FIELDS = (
    "日期 时间 重量 体积 备注 内件 物品 数量 件数 品名 尺码 颜色 规格 商品 赠品 总计 合计 费用 运费 价值 金额 付款 "
    "收件 寄件 发件 发货 收货 收方 寄方 姓名 电话 手机 地址 联系 目的地 原寄地 始发地 公斤 千克 单价 总价 "
    "税号 账号 编号 编码 货号 款号 型号 批次 序号 名称 单位 店铺 仓库 库位 取件码 提货码 邮编 月份 星期"
)
_GOODS = (
    "文件 日用品 服饰 配件 化妆品 食品 水果 茶叶 药品 衣服 鞋 数码 图书 书籍 玩具 家具 家居 母婴 零食 电器 蔬菜 海鲜 "
    "肉类 礼品 首饰 其他 其它 包装 毛衣 毛巾 牛仔 牛肉 羊肉 花生 花茶 米粉 石榴 白酒 白茶 茅台 麦片 葛根 燕窝 燕麦 "
    "阿胶 连衣裙 夏装 童装 文具 文胸 沙发 项链 管件 面膜 口红 耳机 充电 数据线 手机壳 键盘 鼠标 电脑 平板 "
    "T恤 短袖 长袖 裤 裙 袜 帽 袋 盒装 瓶 套装 牛奶 奶粉 大米 面粉 咖啡 蜂蜜 坚果 饼干 糖果 巧克力 辣酱 "
    "金属 零件 元件 五金 灯具 工具 农药 种子 化肥 标签 样品 耗材 冷藏 冷冻 冷链 常温 保鲜 全新 全棉 白色 "
    "黄色 蓝色 红色 黑色 均码 默认 成人 成品 儿童 方便面 调料 洗衣液 纸巾 牙膏 洗发 沐浴 护肤 香水 "
    "保温杯 水杯 笔记本 绘本 拼图 积木 大闸蟹 螺蛳粉 螺狮粉 "
    "米饭 件套 党参 枸杞 人参 石斛 车载 车品 门票 宠物 猫粮 狗粮"
)
CARRIERS = frozenset(listed(" ".join((_CARRIERS, _HUBS))))
"""Carriers and their sites: never a sender's or receiver's name, even where they end in 公司."""
GOODS = frozenset(listed(_GOODS))
"""What is sent."""
NOT_NAMES = frozenset(listed(" ".join((_CARRIERS, _HUBS, _SERVICE, _FIELDS, _GOODS))))
"""A text that holds one of them is no name."""
