"""Unit, floor and room go; road, village, building, locker and station stay."""

from __future__ import annotations

import pytest

from masking.rules import address_is_clear, hide_address, hide_address_value
from tests.rules.marked import marked, marks, table

TAILS = table("""
阳光花园3幢【2单元1502室】
翠湖家园12-【2-1203】
金桂苑7-【602】
望江府A座【1502】
学林东校区14栋【3002宿舍】
学林东校区14栋【302寝室】
学林东校区14栋【302寝】
锦绣城3#【2单元501】
海棠小区29#【2#2405】
和平里12号楼【东单元301】
水岸名都18号楼【三单元十层东户】
建宁路88弄14号【602室】
长风路66弄5支弄3号【1楼后间】
学府小区五栋【二门四楼左手】
理工大学21栋【305寝室】
理工大学59号宿舍楼【2605宿舍】
人民医院3号楼【12楼8病房3床】
龙湖天街54#【4-1502】
滨河东路691弄92号【29○1室】
创业大厦【2406至】
义乌小商品市场【8576号商铺】
翠湖家园7-【602】元芳
望江府A座【1502】月子中心
融创壹号院1座【1402A】菜鸟驿站
幸福里4#【903】丰巢2号柜
幸福里2-【1-1203】菜鸟驿站
幸福里4号楼【1307号】菜鸟驿站
99城11座【9E】菜鸟驿站
幸福里十座【1304号】楼下超市
翠湖家园9幢【四单元28楼右】快递超市
绿地世纪城13座【3305A】 月亮
绿地世纪城13座【3305】 菜鸟驿站
八一小区宿舍12栋【307柜】
阳光花园9#【4-2304柜】
金茂大厦【1502】日用品店
紫荆苑3幢【1502】米兰公司
紫荆苑3-【1502】机械公司
人民路88弄14号【602】元芳
翠湖家园12-【2-1203】日用品
紫荆苑11栋【D2802】机械键盘
紫荆苑3幢【1502】路遥
紫荆苑3幢【1502】区小明
紫荆苑3幢【1502】期货公司
紫荆苑3幢【2单元1502】社保代办
学府小区五栋【二门四楼左手】南屿茶叶官方
数码港【員一层B18】
桃园新村6栋【3梯802房】
15号院2号楼【6门101】
金融大厦B座【18层1806】
望江府【負一层B17】
云谷中心【22F-08】
滨河大厦【1101、1102室】
幸福里9幢【一单元一〇二】
海棠湾8栋【0504号】
渝北大道56号附12号【3-4】
金街【L2-208】
北苑宿舍5栋【312】
职工宿舍A-【407】
工业园22号厂房【1层H区】
招商局大厦【31F/B】
香港九龍旺角彌敦道12號康怡閣【7/F B】
云密城【17/F 1703室】
财富大厦B座【11层东区】
黑龙江省大庆市让胡路区清河镇安阳路1711号春江明月23栋【201号】
山东省淄博市淄川区商家镇商家村3号楼【2单元501】
公寓女生楼【6楼614床位3】
医院住院部【8楼24床】
西城家园3号楼【2单元】楼下超市
10-【1-12-1203】
T3-【2801】
紫荆苑8栋【2单⏎元1103室】
紫荆苑8栋【２单元ll03市】
紫荆苑8撞【２单元ll03市】
绿洲康城31幢【九单元二(二】
绿洲康城31幢【九单元二()二】
保利香槟24幢****【〇一】
建宁路88弄14号【1楼后间】海沧茶叶店
紫荆苑8栋****【左手】
学府小区五栋****楼【东户】
绿洲康城31幢【九单元二O二室】
紫荆苑8栋【3搂】
紫荆苑8栋【2单元1lo3室】
紫荆苑8栋【2单元11O3室】
紫荆苑8一【2一1103】
紫荆苑 8 栋【 2 单元 1103】
【负一层B12】
星河园【3楼】楼晓梅
市场【159号】
深圳市南山区幸福镇云海天下【37E2905】
三河市城关镇云海名都【41B607 2号】
杭州市西湖区三墩镇【1101、1102室】
龙湖时代天街【1101,1102室】
文三路12号【1101、1102、1103室】
文三路【1106-1107室】
吴中区8#【1-1602】
江苏省苏州市吴中区8#【1-1602室】
杭州市西湖区学府小区2栋【二单元三楼左边】转姜浩
【Flat B】,【 12/F】, Tower 5, Harbour View, 88 Queen Road, Hong Kong
【Apt 4B】, 1203 Main Street, Monterey Park, CA 91754
【Room 1502】,【 Unit 2】, Building 3, Sunshine Garden, 478 Wensan Road, Hangzhou
No.66 Lane 88 Jianning Rd【 Room 602】, Shanghai 200120
城东商城【344号】
云间广场【B3】
翠湖家园23幢【单元402室】
翠湖家园23号楼【单元一层北户】
保利香槟34号楼【东单无2801】
创智天地【1 8楼】
云谷中心【1 207、1208室】
时代广场【1 5F-04】
翠竹街1690弄1号【320 6室】
星河园女生楼【l楼2004床位1】
康宁胡同6支弄33号【l楼后间】
万象汇【l2F一04】
紫荆广场【LG-12】
金街【L3268】
银泰步行街R9-【242号】
文三路【B1203】
龙湖苑2-【-206】
半山云邸四栋【一门四楼左 手】
滨河大厦【负 一层B17】
阳光花园3栋【Ⅱ单元1502】
大溪北路【117398号】
世昌大道【1631179】
下沙海天城【13352861】
文三路142号老中州【5231】
厦门市集美区中央公园13#【3单元504】
长风路644弄8号【2 608室】
山水文园22#【单元2901】
绿洲康城 2 栋【 单元3203】
保利香槟21栋【梯3101房】
江南大道1267号附 2号【2-2】
恒通大厦【25 F-03】
山水文园一栋【 -门四楼左】
电商产业园【负-层B17】
职工宿舍【E130 3】
世纪大厦12层【】
浙江省杭州市西湖区文三路12号世纪大厦【12层1203】
浙江省杭州市西湖区文三路12号阳光花园3幢【2单元1502室】
浙江省杭州市西湖区文三路12号阳光花园3幢【2单元1502】(电联)
文三路12号世纪大厦【1203】
文三路12号【1203室】
星湖街328号创意产业园5栋【403】
建材市场【C区15号】
""")
TAILS = [
    row.replace("12层【】", "【12层】").replace("建材市场【C区15号】", "建材市场C区【15号】")
    for row in TAILS
]
KEPT = table("""
国贸大厦200米
凤凰城16幢东区
中山路1/2号
服装城A区
物流园3号仓B区
大理石瓷砖胶
黑龙江省大庆市让胡路区清河镇安阳路1711号
山东省淄博市淄川区商家镇商家村
幸福里4号楼3号丰巢柜
幸福里4号楼2号菜鸟驿站
幸福里4号楼菜鸟驿站
人民路1203号菜鸟驿站
阳光花园10号楼下超市
阳光花园9幢左岸咖啡
幸福里3号快递柜
绿地世纪城13座 2026年
绿地世纪城13座 2号柜
绿地世纪城13座丰巢102柜
国际大厦300米远
国贸大厦100米处
紫荆苑3栋100米远
紫荆苑3栋302路公交站
复兴路28号301医院
已到阳光里菜鸟驿站，请凭16-9-4181领取
解放路5号202厂
人民路12号205国道旁
工业路3号205线
和平里5号楼二期
软件园3号楼东区
公园路100米兰花园
杭州市西湖区文三路12号左手咖啡
杭州市西湖区文三路12号人員公寓
人民东路1203号
京港路2号院
学林东校区3号宿舍
职工宿舍楼
学林路302宿舍楼
四件套1.8m床
金湾負郭花园
凤凰城16幢
理工大学12宿舍
阳光花园7-11便利店
龙湖天街16幢
义乌小商品市场北门
理工大学第三宿舍区
人民路711号便利店
第一病房大楼
阳光里菜鸟驿站
丰巢2号柜
取件码 10-2-7507
石桥村3组26号
幸福镇工业路37E
幸福镇工业路37E 2号
幸福镇12A3号
五星村十二社附8号
林语别墅28号
东单无印良品
翠湖家园单元楼
阳光花园3 8幢
阳光花园12 3号楼
石桥村5231号
文三路邮编 310012
银泰步行街74号
文三路12A号
文三路12 14号
六合一楼村
单元路3号
阳光花园23幢单身公寓
翠湖家园二期23幢 3期
人民路一段12号
文三路-12号
石桥村--12号
左手街12号
Ⅱ号桥村
八里店镇西山路1231号
文三路12号 3号楼
双桥街道第二小区
江门市蓬江区中央公园13号
文三路120 3号
附海镇文三路2号
山水文园一栋 - 门口
FANS25 Fashion店
梅花坞2号梯云街道
长风路644弄8号 2幢
负责路-层林尽染小区
厦门市思明区阳光里3栋
梯田小区12幢
文三路1号 2号楼
浙江省杭州市西湖区文三路12号
浙江省杭州市西湖区
文三路456-458号
文三路36-2号
文三路1203
滨海六路18号
二环南路东段66号
三元桥地铁站一号口
一品江山小区
四季青街道
三里屯街道
五一新村
百丈东路
七星镇六合村
千岛湖镇
万达广场3号楼
阳光花园二期
阳光花园A区12幢
第三人民医院
第一中学
七中育才学校
1号线文三路站
文三路12号1号门
文三路100米
莫干山路12号3号仓库
365创意园
东单元路5号
文三路12号顺丰速运
三门县海游街道
文三路456、458号
人民路12,14号
南山路8#
长江路101-103号
阳光花园8#
吴中区8#
三墩镇1101号
文三路12、14号阳光花园
478 Wensan Road, Hangzhou City
No.66 Lane 88 Jianning Rd, Shanghai City 200120
Building 3, Sunshine Garden, 478 Wensan Road
Tower 5, Harbour View, 88 Queen Road, Hong Kong
六安市金安区
石桥村26号
石桥村3-5号
上海市浦东新区世纪大道100号
北京市朝阳区建国路甲92号
紫荆苑8栋*单元***室
紫荆苑8栋***左边菜鸟驿站
紫荆苑8栋********
翠湖家园12-******
文三路12号菜鸟驿站2号柜
邮编 310000
2024-05-13
13812345678
张三
""")
LINES = table("""
收 王小明 13812345678 阳光花园3幢【2单元1502室】
地址：阳光花园3幢【2单元1502室】 电话：13812345678
张三13812345678阳光花园3幢【2单元1502室】
阳光花园3幢【2单元1502室】 张三 13812345678
收 张三 13812345678 阳光花园3幢【1502室】 寄 李四 13912345678 翠湖家园5幢【602】
香榭里12栋【1单元2302】(放丰巢，【13812345678】)
香榭里12栋【1单元2302】(放丰巢2号柜)
香榭里12栋【1单元2302】放丰巢2号柜
香榭里12栋【1单元2302】[配送请拨打【18400001111】转【5835】]
香榭里12栋(送到【2单元】门口)
运单号 73144233224145 阳光花园3幢【1502室】
日期 2024-05-13 重量 1.2kg 件数 3
746 V50 010
356-01-02AOF3-11
编号 1203
共3件第1件
月结卡号 1357924680
体积 30*40*50
第1联/共2联
尺码 12-18个月
融创ONE12幢【604】
某某大学8#【402】
某某电机厂3-【402】
数学 12-402
学习机 1203
收件人杨一楼 地址 阳光花园3幢【604】
文三路12号大厦【95302室】
客服 95338 阳光花园3幢【604】
""")


def test_there_are_as_many_negatives():
    assert len(KEPT) >= len(TAILS)


@pytest.mark.parametrize("rule", [hide_address, hide_address_value])
@pytest.mark.parametrize("row", TAILS + KEPT[:-2])
def test_standard(rule, row):
    text, _ = marked(row)
    assert marks(text, rule(text)) == row


@pytest.mark.parametrize("row", LINES + KEPT[-2:])
def test_lines_with_other_fields(row):
    text, _ = marked(row)
    assert marks(text, hide_address(text)) == row


@pytest.mark.parametrize(
    "row",
    table("""
    阳光花园【3幢2单元1502室】
    翠湖家园【12-2-1203】
    望江府【A座1502】
    凤凰城【16幢】
    石桥村【3组26号】
    五星村【十二社附8号】
    林语别墅【28号】
    建宁路88弄14号【602室】
    取件码 【10-2-7507】
    人民东路1203号
    京港路2号院
    丰巢2号柜
    文三路12号
    """),
)
def test_strict(row):
    text, _ = marked(row)
    assert marks(text, hide_address_value(text, "strict")) == row


@pytest.mark.parametrize(
    "row",
    table("""
    【浙江省杭州市西湖区文三路12号】
    收 张三 13812345678 【浙江省杭州市西湖区文三路12号】
    地址：【阳光花园3幢2单元1502室】 电话：13812345678
    已验视
    """),
)
def test_full(row):
    text, _ = marked(row)
    assert marks(text, hide_address(text, "full")) == row


def test_full_hides_all_of_a_value():
    assert [tuple(s) for s in hide_address_value("某处\n3号", "full")] == [(0, 5)]


def test_a_phone_in_an_address_is_hidden_whole():
    text = "阳光花园3幢13812345678"
    assert marks(text, hide_address_value(text)) == "阳光花园3幢【13812345678】"


@pytest.mark.parametrize("cut", range(1, 14))
def test_a_line_break_anywhere_counts_as_nothing(cut):
    whole = "紫荆苑8栋2单元1103室"
    broken = whole[:cut] + "\n" + whole[cut:]
    hidden = {o for s in hide_address_value(broken) for o in range(*s)}
    shown = "".join(c for o, c in enumerate(broken) if o not in hidden and c != "\n")
    assert shown == "紫荆苑8栋"


@pytest.mark.parametrize(
    ("text", "clear"),
    [
        ("阳光花园3幢2单元1502室", True),
        ("浙江省杭州市西湖区文三路12号", True),
        ("石桥村3组26号", True),
        ("阳光里菜鸟驿站", True),
        ("紫荆苑8栋*单元***室", True),
        ("阳光花园(丰巢2号柜)", True),
        ("No.637 Jiefang West Road,Ningbo,China080925", True),
        ("阳光花园 99887766554433", False),
        ("7", False),
    ],
)
def test_whether_all_was_placed(text, clear):
    assert address_is_clear(text) is clear


def test_spans_say_which_rule_and_why():
    (span,) = hide_address("阳光花园3幢2单元1502室")
    assert (span.rule, span.evidence) == ("address.cellno", "unit word")
    (span,) = hide_address("金桂苑7-602")
    assert (span.rule, span.evidence) == ("address.roomno", "after building")


@pytest.mark.parametrize(
    ("value", "hidden"),
    [
        ("半山云邸21幢二单元二\nO川", "二单元二\nO川"),
        ("半山云邸21幢2单元203\n张三", "2单元203"),
        ("半山云邸21幢2单元203\n(收)", "2单元203"),
        ("半山云邸21幢2单元203\n请放门口", "2单元203"),
        ("半山云邸21幢\nO川", ""),
        ("半山云邸21幢2单元九-", "2单元九-"),
    ],
)
def test_the_misread_rest_of_a_room_number_below_it(value: str, hidden: str) -> None:
    assert "".join(value[s.start : s.end] for s in hide_address_value(value)) == hidden


def test_a_bracket_that_another_one_follows_holds_its_phone_at_once() -> None:
    text = "(13812345678收件人2单元(一单元一〇二"
    spans = hide_address(text)
    once = "".join(
        "*" if any(s.start <= o < s.end for s in spans) else c for o, c in enumerate(text)
    )
    assert "13812345678" not in once
    assert hide_address(once) == ()


@pytest.mark.parametrize(
    ("value", "masked"),
    [
        # 8-4-3105 whose first dash was not read, or 84-3105.
        ("东莞市长安镇碧水云天8\n4-3105", "东莞市长安镇碧水云天8\n******"),
        ("东莞市长安镇碧水云天\n84-3105", "东莞市长安镇碧水云天\n84-****"),
    ],
)
def test_a_number_that_a_wrap_may_part_from_the_next(value: str, masked: str) -> None:
    hidden = {o for span in hide_address_value(value) for o in range(span.start, span.end)}
    assert "".join("*" if o in hidden else c for o, c in enumerate(value)) == masked
