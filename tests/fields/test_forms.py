"""Forms with a label before each value, blocks side by side, tables of goods, prints on the side."""

from __future__ import annotations

import math

import pytest

from masking.model import TextLine
from tests.fields.test_find import ADDRESS, NAME, PHONE, found, reasons
from tests.lines import line

ROAD = "广东省深圳市福田区大坪村六社43号"


def form(*rows: tuple[str, str], value: float = 200, step: float = 45) -> list[TextLine]:
    """A label and its value in each row."""
    lines = []
    for number, (label, text) in enumerate(rows):
        lines += [line(label, 0, number * step)] if label else []
        lines += [line(text, value, number * step)]
    return lines


@pytest.mark.parametrize("label", ["退货商品：", "货物名称", "件数", "派送渠道：", "订单编号："])
def test_the_value_of_the_next_row_is_no_part_of_an_address(label: str) -> None:
    lines = form(("收件人：", "王小明"), ("地址：", ROAD), (label, "充电宝20000mAh"))
    assert found(lines, ADDRESS) == [ROAD]


@pytest.mark.parametrize(
    "rows",
    [
        # No label: the address is wrapped.
        [("收件人：", "王小明"), ("地址：", ROAD[:14]), ("", ROAD[14:])],
        # The label is centred beside both lines, or a party's badge stands beside the second.
        [("", ROAD[:14]), ("地址：", ROAD[14:])],
        [("", ROAD[:14]), ("收", ROAD[14:])],
        [("地址：", ROAD[:14]), ("收", ROAD[14:])],
    ],
)
def test_an_address_goes_on_beside_its_own_label(rows: list[tuple[str, str]]) -> None:
    assert found(form(*rows, step=34), ADDRESS) == [ROAD]


def wrapped(last: str, below: str) -> list[TextLine]:
    """A receiver whose address has a last line, and another line right below it."""
    lines = [
        line("收件人 林中原 13872591524", 0, 0),
        line("河南省周口市太康县柳湖观澜府4弄7号903", 0, 40),
    ]
    return [*lines, line(last, 0, 74), line(below, 0, 108)]


def test_behind_a_room_that_ends_a_short_line_something_else_begins() -> None:
    lines = wrapped("室", "304不锈钢保温杯 500ml ×2")
    assert found(lines, ADDRESS) == ["河南省周口市太康县柳湖观澜府4弄7号903室"]


@pytest.mark.parametrize(
    ("last", "below"),
    [
        ("室", "（放丰巢柜）"),
        ("号楼1单元", "1807"),  # no room yet
        ("室（放丰巢", "柜）"),
        ("房", "、904房"),
    ],
)
def test_an_address_goes_on_behind_a_short_line(last: str, below: str) -> None:
    whole = f"河南省周口市太康县柳湖观澜府4弄7号903{last}{below}"
    assert found(wrapped(last, below), ADDRESS) == [whole]


def test_two_columns_with_only_a_rule_between_them() -> None:
    lines = [
        line("黑龙江省哈尔滨市南岗区滨河街与翠", 0, 0),
        line("地址：西藏自治区拉萨市城关区振兴", 505, 0),
        line("竹路交叉口东南角橡树湾31号楼2单元", 0, 40),
        line("路1750号雪域小区1栋403", 505, 40),
        line("2702", 0, 80),
    ]
    assert found(lines, ADDRESS) == [
        "西藏自治区拉萨市城关区振兴路1750号雪域小区1栋403",
        "黑龙江省哈尔滨市南岗区滨河街与翠竹路交叉口东南角橡树湾31号楼2单元2702",
    ]


def side_by_side(name: str) -> list[TextLine]:
    """A receiver's block with labels, and a sender's whose first line has none."""
    lines = [line("收方信息", 0, 0), line("寄方信息", 500, 0)]
    lines += [line("姓名：林中原", 0, 40), line("手机：13872591524", 0, 80)]
    return [*lines, line(name, 500, 40), line("电话：15061271892", 500, 80)]


@pytest.mark.parametrize("name", ["义乌市彩蝶日用品有限公司", "雷雨桐", "草莓家"])
def test_each_of_two_headings_side_by_side_announces_a_name(name: str) -> None:
    assert name in found(side_by_side(name), NAME)


@pytest.mark.parametrize("text", ["电话：0512-63016908", "2026-03-11", "浙江省杭州市西湖区"])
def test_below_a_heading_may_stand_something_else(text: str) -> None:
    assert found(side_by_side(text), NAME) == ["林中原"]


def goods(heading: str, name: str) -> list[TextLine]:
    """A packing list whose third row's name was not read as one."""
    lines = [line("收货人", 120, 0), line("联系电话", 300, 0), line("收货地址", 620, 0)]
    lines.append(line(heading, 1200, 0))
    for row, (who, phone) in enumerate(
        [("董翀平", "17121767225"), ("郭翀珩", "14790421468"), (name, "13800930535")]
    ):
        top = 90 + row * 110
        lines += [line(who, 120, top), line(phone, 300, top)]
        lines.append(line(f"湖南长沙市岳麓区和平路{row + 1}号", 620, top))
        lines += [line("304不锈钢保", 1200, top), line("温杯 500ml", 1200, top + 34)]
    return lines


@pytest.mark.parametrize("heading", ["商品", "品名", "货物名称"])
def test_goods_are_nobody(heading: str) -> None:
    assert found(goods(heading, "郝建"), NAME) == ["董翀平", "郝建", "郭翀珩"]


def test_every_row_of_a_table_has_a_name_of_its_own() -> None:
    assert "郝" in found(goods("商品", "郝"), NAME)


@pytest.mark.parametrize("heading", ["No. 收货人", "# 姓名", "编号 收货人"])
def test_running_numbers_before_a_column_are_no_names(heading: str) -> None:
    lines = [line(heading, 0, 0), line("联系电话", 300, 0), line("详细地址", 620, 0)]
    for row, (who, phone) in enumerate([("李洋", "13872591524"), ("古丽娜扎尔", "14790421468")]):
        top = 90 + row * 90
        lines += [line(str(row + 1), 0, top), line(who, 70, top), line(phone, 300, top)]
        lines.append(line(f"湖南长沙市岳麓区和平路{row + 1}号", 620, top))
    assert found(lines, NAME) == ["古丽娜扎尔", "李洋"]


def turned(text: str, x: float, y: float) -> TextLine:
    """A line that runs upwards from a place."""
    return line(text, x, y, angle=-math.pi / 2)


def test_an_address_goes_on_along_a_labels_side() -> None:
    lines = [
        line("收件人：邱小姐 15853090727", 0, 0),
        line("浙江金华市义乌市五一路673号荷塘月色25号楼", 0, 40),
        line("内件：日用品", 0, 400),
        turned("寄件人：杜静玲 19938358647", 900, 800),
        turned("广东省广州市番禺区莲花一路506号锦绣江南19栋1", 940, 800),
        turned("单元1605", 980, 800),
    ]
    assert "广东省广州市番禺区莲花一路506号锦绣江南19栋1单元1605" in found(lines, ADDRESS)


@pytest.mark.parametrize("word", ["投递时间：2026-03-11", "柜机编号：FC1234567"])
def test_a_lockers_slip_names_the_receiver_only(word: str) -> None:
    lines = [line("运单号：YT8812345678901", 0, 0), line("收件人：王小明", 0, 40)]
    lines += [line("电话：13872591524", 0, 80), line("浙江省杭州市西湖区文三路1号", 0, 120)]
    assert reasons(lines)
    assert not reasons([*lines, line(word, 0, 160)])


@pytest.mark.parametrize(
    ("caption", "name"),
    [
        ("取货：", "逯轩"),
        ("取货：", "晨拓五金批发部"),
        ("寄送至：", "杜璟"),
        ("配送信息：", "杜璟"),
    ],
)
def test_captions_of_a_couriers_receipt(caption: str, name: str) -> None:
    lines = [line(caption + name, 0, 0), line("15911991438", 0, 40)]
    assert found(lines, NAME) == [name]
    assert found(lines, PHONE) == ["15911991438"]


@pytest.mark.parametrize(
    "text", ["期望送达：21:17", "送达：2026-03-11", "官方寄件", "集 浙江省 杭州市"]
)
def test_times_services_and_marks_name_nobody(text: str) -> None:
    lines = [line(text, 0, 0), line("王小明 13872591524", 0, 90)]
    assert found(lines, NAME) == ["王小明"]


def test_a_sorting_code_is_no_address() -> None:
    lines = [line("王小明 13872591524", 0, 0), line("浙江省杭州市西湖区文三路1号", 0, 40)]
    assert found([*lines, line("968-F76-73 980", 0, 160)], ADDRESS) == [
        "浙江省杭州市西湖区文三路1号"
    ]


@pytest.mark.parametrize("room", ["单元10楼2号（工作日送）", "单元1002室"])
def test_a_name_of_no_known_shape_stands_between_a_room_and_a_phone(room: str) -> None:
    lines = [line("宝龙巷1183号幸福里六期23栋3", 0, 0), line(room, 0, 40)]
    lines += [line("潘王娜芳", 0, 80), line("17640403567", 0, 120)]
    assert found(lines, NAME) == ["潘王娜芳"]
    assert found(lines, ADDRESS) == [f"宝龙巷1183号幸福里六期23栋3{room}"]


def test_without_a_room_the_words_above_a_phone_may_be_the_estate() -> None:
    lines = [line("王小明", 0, 0), line("浙江省杭州市西湖区宝龙巷1183号幸福", 0, 40)]
    lines += [line("里雅苑", 0, 80), line("17640403567", 0, 120)]
    assert found(lines, ADDRESS) == ["浙江省杭州市西湖区宝龙巷1183号幸福里雅苑"]


def test_the_characters_of_a_label_that_runs_down_are_no_part_of_an_address() -> None:
    lines = [
        line("海南省海口市龙华区五一巷1249号时代天街13-1-", 72, 0),
        line("3202，麻烦放快递柜", 72, 40),
    ]
    lines += [line("收", 14, 0), line("件", 14, 38), line("人", 14, 76)]
    lines.append(line("艾尼瓦尔·卡德尔 13967800323", 72, 80))
    (address,) = found(lines, ADDRESS)
    assert address.startswith("海南省海口市龙华区五一巷1249号时代天街13-1-3202")


@pytest.mark.parametrize("goods", ["四件套 1.8m床", "四件套 1.5m床", "三件套1.8M床"])
def test_the_width_of_a_bed_is_no_room(goods: str) -> None:
    lines = [line("王小明 17640403567", 0, 0), line("浙江省杭州市西湖区文三路1号", 0, 40)]
    assert found([*lines, line(goods, 0, 140)], ADDRESS) == ["浙江省杭州市西湖区文三路1号"]
    assert found([*lines, line(goods, 0, 140)], NAME) == ["王小明"]


def test_running_numbers_are_no_names_though_their_heading_was_read_sideways() -> None:
    lines = [line("姓名", 82, 0), line("手机", 200, 0), line("地址", 460, 0)]
    for row, (who, phone) in enumerate([("江文明", "18633601411"), ("逄国", "13159331873")]):
        top = 90 + row * 90
        lines += [line(str(row + 1), 52, top), line(who, 82, top), line(phone, 200, top)]
        lines.append(line(f"湖南长沙市岳麓区和平路{row + 1}号", 460, top))
    assert found(lines, NAME) == ["江文明", "逄国"]


def flush(*rows: tuple[str, str]) -> list[TextLine]:
    """Labels at the left edge and values that end at the right one."""
    lines = []
    for number, (label, text) in enumerate(rows):
        lines += [line(label, 0, number * 40)] if label else []
        lines += [line(text, 800 - line(text).quad.width, number * 40)] if text else []
    return lines


@pytest.mark.parametrize("rest", ["702", "702室", "单元1603室"])
def test_an_address_goes_on_where_values_are_set_flush_right(rest: str) -> None:
    lines = flush(("收件人", "王小明"), ("手机号", "13140324045"))
    lines += flush(
        ("", ""), ("", ""), ("收件地址", "云南省昆明市盘龙区长江巷海棠公社3栋1"), ("", rest)
    )
    assert f"云南省昆明市盘龙区长江巷海棠公社3栋1{rest}" in found(lines, ADDRESS)


def test_the_next_value_that_is_set_flush_right_is_no_part_of_an_address() -> None:
    lines = flush(("收件人", "王小明"), ("手机号", "13140324045"))
    place = "云南省昆明市盘龙区长江巷3号"
    lines += flush(("", ""), ("", ""), ("收件地址", place), ("物品类型", "猫粮10kg"))
    assert found(lines, ADDRESS) == [place]


def test_boxes_of_a_form_with_their_labels_above_the_values() -> None:
    lines = [line("寄件人姓名 From", 0, 0, 24), line("电话 Phone", 270, 0, 24)]
    lines += [line("收件人姓名 To", 620, 0, 24), line("电话 Phone", 800, 0, 24)]
    lines += [line("余阿姨", 0, 32), line("17671505063", 270, 32)]
    lines += [line("豆豆妈", 620, 32), line("15940324045", 800, 32)]
    lines += [line("单位名称 Company", x, 80, 24) for x in (0, 620)]
    lines += [line("寄件人地址 Address", 0, 130, 24), line("收件人地址 Address", 620, 130, 24)]
    lines += [line("河南省郑州市金水区云台路860号", 0, 160)]
    lines += [line("浙江省金华市义乌市创业园17层", 620, 160)]
    assert found(lines, NAME) == ["余阿姨", "豆豆妈"]
    assert found(lines, PHONE) == ["15940324045", "17671505063"]


@pytest.mark.parametrize("text", ["寄件详情", "收件详情", "740-F34", "153-F16-02 789"])
def test_headings_and_codes_are_neither_names_nor_addresses(text: str) -> None:
    lines = [line(text, 0, 0), line("收件人 王小明 13140324045", 0, 90)]
    lines.append(line("浙江省杭州市西湖区文三路1号", 0, 130))
    assert found(lines, NAME) == ["王小明"]
    assert found(lines, ADDRESS) == ["浙江省杭州市西湖区文三路1号"]


def test_a_plys_name_is_hidden_where_a_heading_seemed_to_go_on_in_it() -> None:
    block = [("大白兔Candy", 60), ("15098607903", 100)]
    lines = [line("集甘肃省兰", 0, 10, 36)]
    for top in (0, 400):
        lines += [line(text, 60, y + top) for text, y in block]
        lines.append(line("甘肃省兰州市城关区翠竹巷903号望江府6-3-2208", 60, 140 + top))
    assert found(lines, NAME) == ["大白兔Candy", "大白兔Candy"]


@pytest.mark.parametrize("badge", ["寄", "寄方"])
def test_a_badge_beside_an_address_does_not_make_a_name_of_it(badge: str) -> None:
    lines = [line("梁翎 13872591524", 60, 0), line(badge, 0, 34)]
    place = "内蒙古自治区 呼和浩特市 赛罕区 新安街道银河丹堤"
    lines += [line(place, 60, 34), line("24栋2门六楼右手", 60, 68)]
    assert found(lines, NAME) == ["梁翎"]
    assert f"{place}24栋2门六楼右手" in found(lines, ADDRESS)


@pytest.mark.parametrize("name", ["王小明", "和田玉", "海口先生"])
def test_a_badge_beside_a_name_that_may_be_a_place(name: str) -> None:
    lines = [line("收", 0, 0), line(name, 60, 0), line("13872591524", 60, 40)]
    assert found(lines, NAME) == [name]


@pytest.mark.parametrize("rest", ["南省 昆明市 盘龙区", "连市 甘井子区"])
def test_what_a_lines_end_leaves_of_a_region_is_no_name(rest: str) -> None:
    lines = [line("薛志兰 15939093378", 0, 0), line(f"{rest}石桥村197号", 0, 40)]
    assert found(lines, NAME) == ["薛志兰"]


def test_pieces_of_one_row_are_one_line_of_an_address() -> None:
    words = ("山东省", "青岛市", "崂山区", "临江街道", "和平里3-2-1")
    row = [line(word, 250 + 130 * at, 200) for at, word in enumerate(words)]
    below = [line("402", 250, 232), line("时间:2026-01-02", 250, 300)]
    lines = [line("寄件人", 20, 160), line("刘雨彤 13812345678", 250, 160), *row, *below]
    assert found(lines, ADDRESS) == ["".join(words) + "402"]


@pytest.mark.parametrize(
    ("first", "below", "left", "whole"),
    [
        ("保利国际23栋5梯507房", "304不锈钢保温杯 500ml", 30, False),
        ("保利国际23栋5梯507房", "304不锈钢保温杯 500ml", 60, True),  # in the block: not told apart
        ("保利国际23栋5梯50", "7房", 30, True),
        ("保利国际23栋5梯507房", "（放门口）", 30, True),
    ],
)
def test_what_begins_outside_the_block_of_a_whole_address(
    first: str, below: str, left: float, whole: bool
) -> None:
    place = f"北京市朝阳区学院路{first}"
    lines = [line("朱珏 13280825527", 60, 0), line(place, 60, 40), line(below, left, 76)]
    assert found(lines, ADDRESS) == [place + below * whole]


GOODS = (
    "[3件] 猫粮",
    "[1件]拼图 1000片",
    "保温杯 500ml",
    "机械键盘 87键 红轴",
    "Description: Toy 2",
)


@pytest.mark.parametrize(
    ("end", "below", "whole"),
    [
        *(("3幢2单元1502室", goods, False) for goods in GOODS),
        ("3幢2单元", "1502 保温杯 500ml", True),
        ("3幢2单元", "室1502 大米 5斤", True),
        ("2楼", "五金城A12", True),
        ("2楼", "服饰区12号铺", True),
        ("阳光", "花园3幢1502 苹果 5斤装", True),
    ],
)
def test_what_the_parcel_holds_is_no_more_of_the_address(end: str, below: str, whole: bool) -> None:
    place = f"北京市朝阳区学院路保利国际{end}"
    lines = [line("朱珏 13280825527", 60, 0), line(place, 60, 40), line(below, 60, 76)]
    assert found(lines, ADDRESS) == [place + below * whole]


def test_a_sorting_code_beside_a_block_does_not_go_on_with_its_address() -> None:
    place = "浙江金华市义乌市宝龙一路16号翠湖天地20"
    lines = [line("孟先生 13280825527", 0, 0), line(place, 0, 40), line("栋A座2407房", 0, 78)]
    lines += [line("521", line(place).quad.width + 70, 30, 52)]
    assert found(lines, ADDRESS) == [f"{place}栋A座2407房"]


@pytest.mark.parametrize("rest", ["单元701", "单元701室", "楼3单元701"])
def test_a_badge_beside_the_rest_of_an_address_does_not_make_a_name_of_it(rest: str) -> None:
    place = "湖南省长沙市岳麓区三里河西路434号保利国际32号楼东"
    lines = [line(place, 60, 0), line("收", 0, 36), line(rest, 60, 38)]
    lines.append(line("莫华女士 13936324189", 60, 76))
    assert found(lines, ADDRESS) == [place + rest]
    assert found(lines, NAME) == ["莫华女士"]


@pytest.mark.parametrize("badge", ["收", "收件人"])
def test_a_badge_beside_a_surname_that_is_a_units_word(badge: str) -> None:
    lines = [line(badge, 0, 0), line("楼晓梅", 120, 0), line("13936324189", 120, 40)]
    assert found(lines, NAME) == ["楼晓梅"]


def test_a_firm_before_a_phone_opens_the_next_block() -> None:
    place = "陕西省西安市雁塔区迎宾路181号快递超市"
    lines = [line("邓赞华 13936324189", 60, 0), line(place, 60, 40)]
    lines.append(line("木槿家居专营店 021 32842979", 60, 80))
    assert found(lines, NAME) == ["木槿家居专营店", "邓赞华"]
    assert found(lines, ADDRESS) == [place]


def test_a_cell_of_goods_right_beside_an_address_does_not_stand_before_its_next_line() -> None:
    place = "辽宁省大连市甘井子区五一路329号紫荆苑10"
    right = line(place).quad.width + 14
    lines = [line("刘邱文明", -200, 0), line("17736869451", -200, 40), line(place, 0, 0)]
    lines += [line("栋2608(送货上门)", 0, 40), line("猫粮", right, 0), line("罐头", right, 40)]
    assert found(lines, ADDRESS) == [f"{place}栋2608(送货上门)"]


def test_an_address_that_was_read_as_two_lines_of_one_row_goes_on_in_it() -> None:
    place, rest = "辽宁省大连市甘井子区五一路329号紫荆苑", "10栋1单元"
    lines = [line("刘邱文明", 0, 0), line("17736869451", 300, 0), line(place, 0, 40)]
    lines += [line(rest, line(place).quad.width + 14, 40), line("2608室", 0, 76)]
    assert found(lines, ADDRESS) == [f"{place}{rest}2608室"]


def test_two_cells_that_were_read_as_one_line_do_not_widen_a_column() -> None:
    lines = [line("收件人", 0, 0), line("联系电话", 200, 0), line("收货地址", 500, 0)]
    place = "甘肃省兰州市城关区二环南路"
    lines += [line("努尔兰", 0, 60), line(f"17149863871 {place}", 200, 60)]
    lines += [line("周浩昊", 0, 120), line("13973662018", 200, 120), line(place, 500, 120)]
    lines += [line("廖娟", 0, 180), line("14733478948", 200, 180), line(place, 500, 180)]
    assert found(lines, NAME) == ["努尔兰", "周浩昊", "廖娟"]


@pytest.mark.parametrize(
    ("label", "firm"),
    [
        ("发货人", "广州番禺区石楼镇万通汽配"),
        ("发货单位", "泉州丰泽区尚足鞋业周军（收）"),
        ("托运人", "阳江市永利刀具"),
        ("托运人", "哈尔滨冰城红肠店-谢财琛"),
    ],
)
def test_a_partys_cell_above_its_address_is_its_name(label: str, firm: str) -> None:
    lines = form((label, firm), ("地址", ROAD), step=34)
    assert found(lines, NAME) == [firm]
    assert found(lines, ADDRESS) == [ROAD]


@pytest.mark.parametrize("place", ["无锡市", "浙江省杭州市", "江苏无锡"])
def test_a_partys_city_above_an_address_is_nobody(place: str) -> None:
    assert found(form(("发货人", place), ("地址", ROAD), step=34), NAME) == []


@pytest.mark.parametrize("firm", ["广州番禺区石楼镇万通汽配", "绍兴柯桥锦纺布行", "国正燕"])
def test_a_customers_name_may_be_a_firms(firm: str) -> None:
    assert found([line(f"客户名称：{firm}", 0, 0), line("电话：13812345678", 0, 45)], NAME) == [
        firm
    ]


def test_an_address_behind_a_customers_label_is_none() -> None:
    lines = [line(f"客户：{ROAD}", 0, 0), line("王小明 13812345678", 0, 45)]
    assert found(lines, NAME) == ["王小明"]


@pytest.mark.parametrize("heading", ["单位", "单位："])
def test_a_firm_stands_in_a_partys_cell(heading: str) -> None:
    lines = [
        line("姓名 王小明", 0, 0),
        line("电话 13812345678", 400, 0),
        line(f"{heading} 百草堂大药房", 0, 45),
        line(f"详细地址 {ROAD}", 0, 90),
    ]
    assert found(lines, NAME) == sorted(["王小明", "百草堂大药房"])


def test_the_units_of_goods_are_nobody() -> None:
    heads = ["序号", "品名规格", "单位", "数量"]
    lines = [line("联系人：王小明 13812345678", 0, 0)]
    lines += [line(text, 200 * place, 60) for place, text in enumerate(heads)]
    lines += [line(text, 400, 94 + 34 * row) for row, text in enumerate("套个箱件")]
    assert found(lines, NAME) == ["王小明"]
