"""Whether a text may be somebody's name. Surnames are evidence; alone they decide nothing."""

from __future__ import annotations

import re

from masking.text.fold import fold
from masking.text.verdict import Verdict

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于余蒋蔡杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范"
    "金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟申殷詹欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟"
    "艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛"
    "仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹"
    "井祖漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逄隆茹诺战慕危玉银亢嵇公哈湛宾"
    "戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由"
)
COMPOUND_SURNAMES = frozenset(
    [
        "欧阳",
        "上官",
        "司马",
        "诸葛",
        "令狐",
        "皇甫",
        "尉迟",
        "公孙",
        "慕容",
        "司徒",
        "端木",
        "夏侯",
        "长孙",
        "宇文",
        "东方",
        "南宫",
        "独孤",
        "轩辕",
        "百里",
        "呼延",
        "东郭",
        "西门",
        "澹台",
        "公冶",
        "宗政",
        "濮阳",
        "淳于",
        "单于",
        "太叔",
        "申屠",
        "仲孙",
        "钟离",
        "鲜于",
        "闾丘",
        "司空",
        "万俟",
        "闻人",
        "赫连",
        "第五",
        "拓跋",
        "纳兰",
        "完颜",
        "叶赫",
        "那拉",
        "张简",
        "范姜",
    ]
)
HONORIFICS = [
    "先生",
    "女士",
    "小姐",
    "老师",
    "同学",
    "师傅",
    "经理",
    "总",
    "阿姨",
    "叔叔",
    "哥",
    "姐",
    "医生",
    "律师",
    "主任",
    "老板",
    "太太",
    "夫人",
    "校长",
    "院长",
    "警官",
    "教授",
    "护士",
    "工",
    "生",
    "先森",
    "宝宝",
    "妈妈",
    "爸爸",
    "奶奶",
    "爷爷",
    "大姐",
    "大哥",
    "美女",
    "帅哥",
    "店长",
    "老板娘",
    "会计",
    "科长",
    "处长",
    "局长",
    "部长",
    "队长",
    "厂长",
    "董事长",
    "书记",
]
_NOT_NAMES = [
    "顺丰",
    "速运",
    "圆通",
    "中通",
    "韵达",
    "申通",
    "极兔",
    "邮政",
    "京东",
    "德邦",
    "百世",
    "天天快递",
    "快递",
    "快运",
    "物流",
    "速递",
    "丰网",
    "菜鸟",
    "丰巢",
    "驿站",
    "集散",
    "分拨",
    "转运",
    "中心",
    "验视",
    "安检",
    "到付",
    "寄付",
    "月结",
    "代收",
    "货款",
    "易碎",
    "生鲜",
    "服饰",
    "文件",
    "日用品",
    "签收",
    "签名",
    "签字",
    "保价",
    "已验",
    "已安",
    "标准",
    "特快",
    "特惠",
    "隔日",
    "次日",
    "电子",
    "面单",
    "运单",
    "单号",
    "订单",
    "条码",
    "扫码",
    "扫一扫",
    "二维码",
    "下载",
    "关注",
    "微信",
    "公众号",
    "小程序",
    "网址",
    "官网",
    "客服",
    "热线",
    "投诉",
    "服务",
    "打印",
    "日期",
    "时间",
    "重量",
    "体积",
    "备注",
    "内件",
    "物品",
    "数量",
    "件数",
    "品名",
    "尺码",
    "颜色",
    "规格",
    "商品",
    "赠品",
    "配件",
    "化妆品",
    "食品",
    "水果",
    "茶叶",
    "药品",
    "衣服",
    "鞋",
    "手机壳",
    "数码",
    "图书",
    "书籍",
    "玩具",
    "家具",
    "家居",
    "母婴",
    "零食",
    "电器",
    "蔬菜",
    "海鲜",
    "肉类",
    "礼品",
    "首饰",
    "其他",
    "其它",
    "本人",
    "同事",
    "代签",
    "门卫",
    "物业",
    "前台",
    "保安",
    "家人",
    "包裹",
    "包邮",
    "拒收",
    "破损",
    "开箱",
    "当面",
    "验货",
    "请勿",
    "勿压",
    "小心",
    "轻放",
    "防潮",
    "向上",
    "谨慎",
    "加急",
    "送货",
    "上门",
    "自提",
    "收件",
    "寄件",
    "发件",
    "发货",
    "收货",
    "收方",
    "寄方",
    "姓名",
    "电话",
    "手机",
    "地址",
    "联系",
    "派件",
    "揽收",
    "揽件",
    "目的地",
    "原寄地",
    "始发地",
    "第一联",
    "第二联",
    "存根",
    "回单",
    "联次",
    "总计",
    "合计",
    "费用",
    "运费",
    "声明",
    "价值",
    "付款",
    "现结",
    "方式",
    "类型",
    "产品",
    "业务",
    "航空",
    "陆运",
    "汽运",
    "空运",
]
_NOT_NAME = re.compile("|".join(map(re.escape, sorted(set(_NOT_NAMES), key=len, reverse=True))))
_PLACE = re.compile(
    r"[省市区县旗州盟镇乡村街路道巷弄号楼栋幢座单室层厦城苑园庭院庄府湾寓场店厂站港桥门铺组队社校学馆所局部处机]$"
)
_COMPANY = re.compile(
    r"公司|旗舰店|专卖店|专营店|官方店|集团|商行|商贸|贸易|工厂|厂家|商城|超市|企业|工作室|经营部|门市|事务所|服务部|批发|直营|店铺|企业店|店$|厂$|行$|中心$|仓$|仓库"
)
_HAN_NAME = re.compile(r"[㐀-䶿一-鿿〇\U00020000-\U0003ffff]{2,4}")
_DOTTED_NAME = re.compile(r"[一-鿿]{2,}(?:[·.][一-鿿]{1,}){1,4}")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z'-]*(?: [A-Z][A-Za-z'.-]*){1,3}")
_MASKED_NAME = re.compile(r"[一-鿿A-Za-z]{1,3}(?:\*+|[Xx×]{1,3}|\^_+\^)[一-鿿]?|\*+[一-鿿]{1,2}")
_HONORIFIC = re.compile(rf"[一-鿿]{{1,3}}(?:{'|'.join(sorted(HONORIFICS, key=len, reverse=True))})")
_FAMILIAR = re.compile(r"[小老阿大][一-鿿]{1,2}")
MAX_NAME = 30
"""Characters of the longest name taken for one, Latin or dotted."""


def looks_like_name(text: str) -> Verdict:
    """Whether an isolated text, without label or phone, is somebody's name."""
    value = fold(text).strip(" .,:;、()[]")
    if not value or len(value) > MAX_NAME or value.isdigit():
        return Verdict.NO
    if _MASKED_NAME.fullmatch(value) or _DOTTED_NAME.fullmatch(value):
        return Verdict.YES
    if _NOT_NAME.search(value):
        return Verdict.NO
    if looks_like_company(value):
        return Verdict.UNSURE
    if any(c.isdigit() for c in value):
        return Verdict.NO if sum(c.isdigit() for c in value) > 4 else Verdict.UNSURE
    compact = value.replace(" ", "")
    if _HONORIFIC.fullmatch(compact):
        return Verdict.YES if has_surname(compact) else Verdict.UNSURE
    if _HAN_NAME.fullmatch(compact):
        if _PLACE.search(compact) and len(compact) > 2:
            return Verdict.UNSURE if has_surname(compact) and len(compact) == 3 else Verdict.NO
        if compact[:2] in COMPOUND_SURNAMES and len(compact) >= 3:
            return Verdict.YES
        if has_surname(compact) and len(compact) <= 3:
            return Verdict.YES
        return Verdict.UNSURE
    if len(compact) > 8 and not compact.isascii():
        return Verdict.NO
    return Verdict.UNSURE


def has_surname(text: str) -> bool:
    """Whether it begins with a known surname: evidence only."""
    return text[:1] in SURNAMES or text[:2] in COMPOUND_SURNAMES


def looks_like_company(text: str) -> bool:
    """Whether it names a company, shop or workshop rather than a person."""
    return _COMPANY.search(fold(text)) is not None
