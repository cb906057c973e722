"""The first character of a name stays, the rest goes; everything else on the line stays."""

from __future__ import annotations

import pytest

from masking.policy import Policy
from masking.rules import hide_name, hide_name_value
from tests.rules.marked import marked, marks, table

HIDDEN = table("""
收件人：张【伟】
收 王【小明】 13812345678
收王【小明】13812345678
李【娜】
欧【阳青青】
阿【依古丽·买买提】
阿【依古丽•买买提】
阿【依古丽.买买提】
阿【依古丽・买买提】
王【女士】
李【先生】(电联)
林【生】
小【草莓】
m【omo123】
【丹】
13812345678 赵【六】
赵【六】13812345678
张【三】[【5835】]
TO: Z【HANG WEI】
王【芳】（转李【强】收）
王【芳】（转李【强】
王【芳】（转李【强】）
王【芳】/李【强】
周【 杰】
联系人 高【峰】
收件人 平【安】
收件人 黄【河】
吴【明】收
收⏎刘【洋】
驿站代收 王【芳】
门卫转 王【芳】 13812345678
13812345678 前台潘【明轩】
收件人：收发室 何【宁】
寄自：文【菊】 13812345678
顾客姓名：王【芳】
收：涂【明】收电话：13812345678
成【国栋】
匡【沐宸】、谷【国栋】
前台小【刘】
18888：张【小姐】.
收 件 人 ： 高【峰】
攵件人：高【峰】
寄件人：某【某贸易有限公司】
寄 某【某旗舰店】 13812345678
收件人张【三】电话13812345678地址杭州市西湖区文三路1号
姓名:张【三】;电话:13812345678;地址:杭州市西湖区文三路1号
张【三】，13812345678，阳光花园3幢2单元1502室
张【三】浙江省杭州市西湖区阳光花园3幢2单元1502室 13812345678
浙江省杭州市西湖区阳光花园3幢2单元1502室张【三】13812345678
浙江省 杭州市 西湖区 文三路12号 阳光花园 3幢 1502室 张【三】 13812345678
赵【六】13812345678浙江省杭州市西湖区文一路12号阳光花园3幢2单元1502室
收 张【三】 13812345678 杭州市西湖区文三路1号 寄 李【四】 13912345678 上海市浦东新区世纪大道100号
阳光花园3幢2单元1502室 张【三】收 13812345678
星河园3楼楼【晓梅】
订单号 1234567890123456 张【三】
顾问 李【娜】 138 1234 5678
寄 方【文浩】 13812345678
收件人杨【一楼】 13812345678
周【志园】13812345678
13812345678小【明水果店】
Z【HANG WEI】13812345678
黄【远】138****5678
小【雨点】13812345678
苑【小区】 13812345678
收件人：路【小路】
姓名：村【一楼】
前台 路【小路】 13812345678
小【草莓_01】 13812345678
王【芳-5835】 13812345678
【123】小【草莓】 13812345678
收货人：戚【少涛】（转柴【宇林】攵）
王【芳本人】收 13812345678
门卫代收 王【芳】 13812345678
前台 小【草莓】 13812345678
收件人：前台 王【芳】
顾客：王【芳】
""")
UNTOUCHED = table("""
孙**
孙^_^
李XX
王** 13812345678
张*13812345678
TO: Z********
商家：便民小卖部
始发：盐城市
始发站 盐城
实付款 67.46
路区 851
5栋
中三栋
顺丰速运
圆通速递
杭州转运中心
华东分拨中心
已验视
已安检
到付
寄付月结
代收货款
二维码
已揽收
易碎品
生鲜
日用品
文件
服饰
连衣裙 均码 白色
牛仔裤
13812345678
73144233224145
SF1013398203430
运单号：73144233224145
客服电话 95338
2024-05-13 12:22:11
付款方式：寄付月结
重量 1.2kg
件数：1
内件：连衣裙
备注：易碎
物品 手机壳
746 V50 010
356-01-02AOF3-11
浙江省杭州市西湖区文三路12号
阳光花园3幢2单元1502室
签收人
收件人签名
第二联
扫码关注公众号
¥12.50
杭州
浙江
第1联/共2联
共3件第1件
收费标准
寄付现结
江西 13812345678
江西省 13812345678
易碎 13812345678
时间 13812345678
重量：大 13812345678
阳光花园3幢 13812345678
派件 13812345678
重庆市 13812345678
电联 13812345678
第2/2件
收件人：文三路12号
收件人：西湖区文三路12号
攵费标准
收 货
B12-03
""")


def test_there_are_as_many_negatives():
    assert len(UNTOUCHED) >= len(HIDDEN) - 4


@pytest.mark.parametrize("row", HIDDEN + UNTOUCHED)
def test_standard(row):
    text, _ = marked(row)
    assert marks(text, hide_name(text)) == row


@pytest.mark.parametrize("row", HIDDEN + UNTOUCHED)
def test_strict_is_the_same(row):
    text, _ = marked(row)
    assert marks(text, hide_name(text, "strict")) == row


@pytest.mark.parametrize(
    "row",
    table("""
    收件人：【张伟】
    收 【王小明】 13812345678
    【阿依古丽·买买提】
    【王芳】（转【李强】收）
    【王芳】/【李强】
    【李先生】(电联)
    【孙】**
    顺丰速运
    """),
)
def test_full(row):
    text, _ = marked(row)
    assert marks(text, hide_name(text, "full")) == row


@pytest.mark.parametrize(
    "row",
    table("""
    张【三】
    【张】
    顺【丰速运】
    1【2345】
    杭【州转运中心】
    欧【阳 青青】
    (张【三】)
    王【芳】 / 李【强】
    王【芳】(李【强】)
    张【三】(【5835】)
    张【三】(电联)
    张【三】(请放门口)
    张【三】（转李【四】收）
    孙**
    【玉1991648】
    【8】佛【山万象文化公司】
    7【喜】
    m【omo123】
    小【8】
    张*【明】
    *小【明】
    *明
    ***
    """),
)
def test_a_value_is_a_name_whatever_it_looks_like(row):
    text, _ = marked(row)
    assert marks(text, hide_name_value(text)) == row


@pytest.mark.parametrize("company", ["某某贸易有限公司", "某某旗舰店", "某某电子商行"])
def test_companies_stay_where_the_policy_keeps_them(company):
    keep = Policy(keep_companies=True)
    assert hide_name_value(company, keep) == ()
    assert hide_name(f"寄件人：{company}", keep) == ()
    assert hide_name_value(company) != ()
    assert hide_name_value(company, Policy("full", keep_companies=True)) != ()


def test_people_are_hidden_where_the_policy_keeps_companies():
    assert marks("李娜", hide_name_value("李娜", Policy(keep_companies=True))) == "李【娜】"


@pytest.mark.parametrize("rule", [hide_name, hide_name_value])
@pytest.mark.parametrize("text", ["", " ", "\n", "、", "()", "***"])
def test_nothing_to_hide(rule, text):
    assert rule(text) == ()


def test_an_unknown_policy_is_an_error():
    with pytest.raises(ValueError, match="lenient"):
        hide_name("张三", "lenient")


def test_spans_say_why():
    (span,) = hide_name("收件人：张伟")
    assert span.rule == "name.given"
    assert span.evidence
