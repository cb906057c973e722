"""Label words announce values; inside other words and behind names they do not."""

from __future__ import annotations

import pytest

from masking.model import Role
from masking.text.labels import LabelKind, find_labels

R, S = Role.RECEIVER, Role.SENDER


def seen(text):
    return [(text[w.start : w.end], w.kind.value, w.role, w.leading) for w in find_labels(text)]


@pytest.mark.parametrize(
    ("text", "word", "kind", "role"),
    [
        ("收件人：张伟", "收件人：", "party", R),
        ("收件人:张伟", "收件人:", "party", R),
        ("收件人 张伟", "收件人", "party", R),
        ("收件人张伟", "收件人", "party", R),
        ("收 件 人 ： 张伟", "收 件 人 ：", "party", R),
        ("收货人 张伟", "收货人", "party", R),
        ("收方 张伟", "收方", "party", R),
        ("收 张伟", "收", "party", R),
        ("收张伟", "收", "party", R),
        ("收", "收", "party", R),
        ("(收)", "收", "party", R),
        ("收货", "收货", "party", R),
        ("收货****", "收货", "party", R),
        ("发货：张伟", "发货：", "party", S),
        ("TO: ZHANG", "TO:", "party", R),
        ("寄件人 李娜", "寄件人", "party", S),
        ("发件人 李娜", "发件人", "party", S),
        ("发货人 李娜", "发货人", "party", S),
        ("寄方：李娜", "寄方：", "party", S),
        ("寄 李娜", "寄", "party", S),
        ("寄那英", "寄", "party", S),
        ("FROM LI", "FROM", "party", S),
        ("Sender: LI", "Sender:", "party", S),
        ("Shipper LI", "Shipper", "party", S),
        ("Consignee: LI", "Consignee:", "party", R),
        ("RECIPIENT: LI", "RECIPIENT:", "party", R),
        ("团长：李娜", "团长：", "name", None),
        ("提货人 李娜", "提货人", "name", None),
        ("托运人：李娜", "托运人：", "party", S),
        ("客户信", "客户信", "party", R),
        ("客户电话：138", "客户电话：", "phone", None),
        ("邮政编码 Postal Code：681420", "邮政编码", "other", None),
        ("订单 18575036575633", "订单", "other", None),
        ("联系人 高峰", "联系人", "name", None),
        ("姓 名：高峰", "姓 名：", "name", None),
        ("客户姓名 高峰", "客户姓名", "name", None),
        ("顾问 高峰", "顾问", "name", None),
        ("买家 高峰", "买家", "name", None),
        ("收件人姓名 高峰", "收件人姓名", "name", R),
        ("收货人姓", "收货人姓", "name", R),
        ("收货人姓性海", "收货人", "party", R),
        ("电话：138", "电话：", "phone", None),
        ("手机 138", "手机", "phone", None),
        ("联系电话 138", "联系电话", "phone", None),
        ("聯絡電話：138", "電話：", "phone", None),
        ("電話：138", "電話：", "phone", None),
        ("寄件人电话 138", "寄件人电话", "phone", S),
        ("Tel:138", "Tel:", "phone", None),
        ("地址：某路", "地址：", "address", None),
        ("收货地址 某路", "收货地址", "address", R),
        ("详细地址 某路", "详细地址", "address", None),
        ("寄件地址 某路", "寄件地址", "address", S),
        ("攵件人：张", "攵件人：", "party", R),
        ("收仵入 张", "收仵入", "party", R),
        ("电活:138", "电活:", "phone", None),
        ("地扯：某路", "地扯：", "address", None),
        ("运单号：123", "运单号：", "other", None),
        ("订单号 123", "订单号", "other", None),
        ("快递单号:123", "快递单号:", "other", None),
        ("日期 2024", "日期", "other", None),
        ("时间", "时间", "other", None),
        ("重量 1", "重量", "other", None),
        ("备注：无", "备注：", "remark", None),
        ("买家留言：无", "买家留言：", "remark", None),
        ("快递员 李强", "快递员", "remark", None),
        ("内件 裙", "内件", "other", None),
        ("物品：裙", "物品：", "other", None),
        ("客服热线 95338", "客服热线", "other", None),
        ("网址 www", "网址", "other", None),
        ("月结卡号 123", "月结卡号", "other", None),
        ("付款方式", "付款方式", "other", None),
        ("代收货款 12", "代收货款", "other", None),
        ("件数 1", "件数", "other", None),
        ("收件人签名", "收件人签名", "person", None),
        ("签收人：王芳", "签收人：", "person", None),
        ("代收人 王芳", "代收人", "person", None),
        ("单位名称：某公司", "单位名称：", "person", None),
        ("买家昵称 momo", "买家昵称", "name", None),
        ("客户信息", "客户信息", "party", R),
        ("收货人信息：张三", "收货人信息：", "party", R),
        ("寄方信息", "寄方信息", "party", S),
        ("址：某路", "址：", "address", None),
        ("【址】某路", "址", "address", None),
        ("电联：138", "电联：", "phone", None),
        ("电联138", "电联", "phone", None),
        ("合计：5 单", "合计：", "other", None),
        ("客户名称：国正燕", "客户名称：", "name", None),
        ("旺旺：糯米糍", "旺旺：", "name", None),
        ("单位 华讯数码专营店", "单位", "person", None),
        ("单位百草堂大药房", "单位", "person", None),
        ("单位 蓝天图文广告", "单位", "person", None),
        ("单位泉州尚足鞋业", "单位", "person", None),
        ("收货人签章：", "收货人签章：", "person", None),
        ("收货单位（盖章）", "收货单位（盖章）", "person", None),
        ("公司地址：某路", "公司地址：", "address", None),
        ("传真：0510", "传真：", "phone", None),
        ("收件人号码：138", "收件人号码：", "phone", R),
        ("Te1：138", "Te1：", "phone", None),
        ("取：某路", "取：", "party", S),
        ("送：某路", "送：", "party", R),
        ("退至：李娜", "退至：", "party", R),
        ("Ship To: LI", "Ship To:", "party", R),
        ("ShipTo:LI", "ShipTo:", "party", R),
        ("收寄机构 某支局", "收寄机构", "other", None),
        ("波次号：68359436", "波次号：", "other", None),
        ("HS Code 8501", "HS Code", "other", None),
        ("路区 012", "路区", "other", None),
        ("经三路营业部路区 471", "路区", "other", None),
        ("客服备注：无", "客服备注：", "remark", None),
    ],
)
def test_leading_labels(text, word, kind, role):
    assert seen(text)[0] == (word, kind, role, True)


@pytest.mark.parametrize(
    "text", ["吴明收", "吴明收 138", "吴明 收", "王芳（转李强收）", "吴明收\n某路", "吴明 收\n某路"]
)
def test_a_closing_label_is_not_leading(text):
    assert [(w[0], w[2], w[3]) for w in seen(text)] == [("收", R, False)]


@pytest.mark.parametrize(
    "text", ["王芳 尾号5678", "李女士尾号 5678", "阿绿 尾号：5678", "王芳(尾号5678)"]
)
def test_the_last_digits_of_a_phone_close_a_name(text):
    assert [(w[0], w[3]) for w in seen(text)] in ([("尾号", False)], [])


@pytest.mark.parametrize(
    "text", ["卡尾号5678", "订单 尾号5678", "尾号5678", "王芳 尾号56789", "王芳 尾号限行"]
)
def test_the_last_digits_of_something_else_close_none(text):
    assert seen(text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [("袁革大缄", "缄"), ("王明亲启", "亲启"), ("王明先生启", "启"), ("王明先生 启\n某路", "启")],
)
def test_the_word_that_ends_a_letters_address_closes_a_name(text, word):
    assert [(w[0], w[3]) for w in seen(text)] == [(word, False)]


@pytest.mark.parametrize(
    "text",
    [
        "大庆市让胡路区清河镇",
        "淄川区商家镇",
        "张启",
        "三缄其口",
        "等待买家收货",
        "单位套个箱件",
        "单位",
    ],
)
def test_words_within_other_words_are_no_labels(text):
    assert seen(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "收到",
        "寄到浙江省",
        "收件人信息表",
        "寄件登记表",
        "义乌小商品市场",
        "电话畅通",
        "手机城",
        "今天收到货",
        "收费标准",
        "收据",
        "收款",
        "寄存处",
        "寄语",
        "代收",
        "驿站代收 王芳",
        "签收",
        "揽收",
        "应收：0.00",
        "实收 12",
        "付款方式：寄付",
        "请电联",
        "电联，谢谢",
        "把收货信息发过来",
        "请当面 收货",
        "确认收货",
        "收货了",
        "已发货：",
        "网址：www",
        "选址",
        "回收站",
        "手机壳",
        "电话卡",
        "客户端",
        "TOYOTA",
        "TOTAL",
        "hotel",
        "张三",
        "浙江省杭州市",
        "13812345678",
        "",
    ],
)
def test_no_party_phone_or_name_label(text):
    assert [w for w in find_labels(text) if w.kind is not LabelKind.OTHER] == []


def test_several_labels_in_order():
    text = "收件人：张三 电话：138 地址：某路 寄 李四"
    assert [w[1] for w in seen(text)] == ["party", "phone", "address", "party"]
    assert [w[2] for w in seen(text)] == [R, None, None, S]


@pytest.mark.parametrize(
    "text",
    [
        "快件送达收件人地址，经收件人或收件人允许",
        "经收件人或收件人（寄件人）允许",
        "经收件人或收件人\n指定",
        "寄件人已阅读并同意背面条款",
        "允许的代收人",
        "快件送动收件人地址·经收件人或收件人允计的代收人",
        "请收件人当面验收",
        "收件人拒收",
        "收件人存",
        "第二联 寄件人联",
        "寄件人存根",
        "寄件人签署：",
        "收寄人员：",
        "收寄局",
        "顾客催发",
        "亲爱的顾客：如需退换货请寄回",
        "尊敬的客户，您的包裹已签收请评价",
        "亲，麻烦发一下收货信息哦",
        "寄托物品签名：",
        "银行卡尾号8888",
        "订单 尾号1234",
        "客户自提",
        "寄件凭条",
        "客户签_",
        "我的收货地址",
        "新建地址",
        "管理收货地址 >",
        "收件人号码已加密，请拨打",
        "老客户，送小样",
        "客户拒收",
        "寄这里哈",
        "请提供新地址",
        "今天邮寄",
        "发顺丰寄",
        "旺旺雪饼 3包",
    ],
)
def test_terms_and_the_names_of_copies_announce_nobody(text):
    assert [w for w in find_labels(text) if w.kind is not LabelKind.OTHER] == []


@pytest.mark.parametrize(
    "text",
    ["收件人联芳", "收件人存志", "收件人：当面", "或收件人王芳", "收件人\n或", "收件人 应当阳"],
)
def test_names_that_begin_like_terms_are_announced(text):
    assert [w.role for w in find_labels(text)] == [R]


def test_whoever_signs_is_no_party():
    assert [w[1] for w in seen("收件人/代收人签名：")] == ["person", "other"]
