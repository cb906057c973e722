"""Fields by layout: label words, badges, tables, bare blocks, broken lines, repeats."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from masking.errors import NoPartyError, NoTextError
from masking.fields import find_fields
from masking.fields.page import Part
from masking.geometry import Quad
from masking.model import Code, CodeKind, FieldKind, Reading, Role, TextLine
from masking.reasons import Reason
from tests.lines import label, line

NAME, PHONE, ADDRESS = FieldKind.NAME, FieldKind.PHONE, FieldKind.ADDRESS


def found(lines: list[TextLine], kind: FieldKind, codes: tuple[Code, ...] = ()) -> list[str]:
    """The texts of all fields of a kind, an address's lines joined."""
    page, findings = find_fields(Reading(tuple(lines), codes))
    return sorted(
        "".join(page.lines[part.line].text[part.start : part.end] for part in field.parts)
        for field in findings.fields
        if field.kind is kind
    )


def reasons(lines: list[TextLine]) -> set[Reason]:
    return {doubt.reason for doubt in find_fields(Reading(tuple(lines)))[1].doubts}


BLOCK = ("收件人：王小明 13812345678", "浙江省杭州市西湖区文三路1号阳光花园3幢2单元1502室")
BADGE = [
    line("收", 0, 10, 60),
    line("王小明 13812345678", 90, 0, 34),
    line("浙江省杭州市西湖区文三路1号阳光花园3幢2单元1502室", 90, 44, 30),
    line("寄", 0, 160, 44),
    line("李四 13987654321", 70, 150, 26),
    line("江苏省南京市鼓楼区中山路2号", 70, 184, 24),
]
LABELLED = label(
    "收件人：王小明",
    "电话：13812345678",
    "地址：浙江省杭州市西湖区文三路1号阳光花园3幢2单元1502室",
    "",
    "寄件人：李四",
    "电话：13987654321",
    "地址：江苏省南京市鼓楼区中山路2号",
)
FORM = label(
    ("姓名", "王小明", "电话", "13812345678"),
    ("地址", "浙江省杭州市西湖区文三路1号阳光花园3幢2单元1502室"),
    column=130,
)
TABLE = label(
    ("联系人", "联系电话", "详细地址"),
    ("王小明", "13812345678", "杭州市西湖区文三路1号3幢1502室"),
    ("李四", "13987654321", "南京市鼓楼区中山路2号"),
    column=420,
)
BARE = label("13812345678 王小明", "浙江省杭州市西湖区文三路1号阳光花园3幢2单元1502室")
TWO_PLY = [*LABELLED, *(line(one.text, 0, 900 + i * 45) for i, one in enumerate(LABELLED))]


@pytest.mark.parametrize(
    ("lines", "names", "phones"),
    [
        (BADGE, ["李四", "王小明"], ["13812345678", "13987654321"]),
        (LABELLED, ["李四", "王小明"], ["13812345678", "13987654321"]),
        (FORM, ["王小明"], ["13812345678"]),
        (TABLE, ["李四", "王小明"], ["13812345678", "13987654321"]),
        (BARE, ["王小明"], ["13812345678"]),
        (TWO_PLY, ["李四", "李四", "王小明", "王小明"], ["13812345678"] * 2 + ["13987654321"] * 2),
        (label("王小明", "13812345678"), ["王小明"], ["13812345678"]),
        (label("13812345678", "王小明"), ["王小明"], ["13812345678"]),
        (label(("王小明", "13812345678"), column=200), ["王小明"], ["13812345678"]),
        (label(("13812345678", "王小明"), column=240), ["王小明"], ["13812345678"]),
        (label("收件人", "王小明", "13812345678"), ["王小明"], ["13812345678"]),
    ],
    ids=["badge", "labelled", "form", "table", "bare", "two-ply", "two-lines", "phone-first",
         "one-row", "row-phone-first", "label-above"],
)  # fmt: skip
def test_names_and_phones_by_layout(
    lines: list[TextLine], names: list[str], phones: list[str]
) -> None:
    assert found(lines, NAME) == names
    assert found(lines, PHONE) == phones
    assert not reasons(lines)


@pytest.mark.parametrize("lines", [BADGE, LABELLED], ids=["badge", "labelled"])
def test_every_field_has_its_role(lines: list[TextLine]) -> None:
    page, findings = find_fields(Reading(tuple(lines)))
    roles = {
        page.lines[field.parts[0].line].text[field.parts[0].start : field.parts[0].end]: field.role
        for field in findings.fields
    }
    assert roles["王小明"] is roles["13812345678"] is Role.RECEIVER
    assert roles["李四"] is roles["13987654321"] is Role.SENDER


def test_an_address_goes_on_below() -> None:
    lines = label(
        "王小明 13812345678",
        "浙江省杭州市西湖区文三路1号阳光花园3幢2单",
        "元1502室",
        "订单号：1234567890123456",
    )
    assert found(lines, ADDRESS) == ["浙江省杭州市西湖区文三路1号阳光花园3幢2单元1502室"]


def test_a_remark_with_a_phone_belongs_to_the_address() -> None:
    lines = label(
        "王小明 13812345678",
        "杭州市西湖区香榭里12栋1单元2302(放丰",
        "巢，13987654321)",
    )
    (address,) = found(lines, ADDRESS)
    assert address.endswith("13987654321)")
    assert "13987654321" in found(lines, PHONE)


def test_a_phone_broken_across_two_lines_is_one_phone() -> None:
    lines = label("收件人：王小明，杭州市西湖区文三路1号，1381", "2345678")
    assert "13812345678" in found(lines, PHONE)


def test_a_known_phone_is_found_again_where_it_was_read_differently() -> None:
    lines = [*BADGE, line("备注 电联13812845678谢谢", 0, 400)]
    assert "13812845678" in found(lines, PHONE)


def test_a_known_name_is_found_again_in_a_remark() -> None:
    lines = [*BADGE, line("内附贺卡给王小明同学", 0, 400)]
    assert found(lines, NAME).count("王小明") == 2


NOT_PERSONAL = [
    "运单号：SF1013398203430",
    "订单号：1029384756102938475",
    "客服热线 95338",
    "全国统一客服电话 400-811-1111",
    "打印时间 2026-03-01 12:30:45",
    "重量：1.25kg 件数：2",
    "746 V50 010",
    "356-01-02A0F3-11",
    "73144233224145",
    "月结卡号：7788990011",
    "已验视 已安检",
    "取件码 10-2-7507",
]


@pytest.mark.parametrize("text", NOT_PERSONAL)
def test_what_is_not_personal_is_no_field(text: str) -> None:
    lines = [*BADGE, line(text, 0, 420)]
    for kind in (NAME, PHONE, ADDRESS):
        assert found(lines, kind) == found(BADGE, kind)
    assert not reasons(lines)


def test_groups_of_the_barcodes_number_are_no_phone() -> None:
    quad = Quad.of_box(0, 500, 300, 560)
    code = Code(quad, CodeKind.LINEAR, "777813066766171")
    lines = [*BADGE, line("7778 1306 6766 171", 0, 570)]
    assert found(lines, PHONE, (code,)) == found(BADGE, PHONE)
    assert found(lines, FieldKind.WAYBILL_NUMBER, (code,)) == ["7778 1306 6766 171"]


def test_a_phone_in_a_barcode_is_still_a_phone() -> None:
    code = Code(Quad.of_box(0, 500, 300, 560), CodeKind.LINEAR, "13812345678")
    assert "13812345678" in found(BADGE, PHONE, (code,))


def test_no_text_is_an_error() -> None:
    with pytest.raises(NoTextError):
        find_fields(Reading(()))


def test_text_without_a_party_is_an_error() -> None:
    with pytest.raises(NoPartyError):
        find_fields(Reading(tuple(label("今日特价", "欢迎光临"))))


@pytest.mark.parametrize(
    "digits", ["1 7 76 6 8 9 9 2 7 7", "1381234567", "138 1234 567", "8123 4567"]
)
def test_misread_digits_beside_a_name_are_its_phone(digits: str) -> None:
    assert found(label(f"王小明，{digits}，", "南京市鼓楼区中山路2号"), PHONE) == [digits]


@pytest.mark.parametrize("other", ["2026-03-01 12:30", "SF1013398203430", "43", "订单号：10293847"])
def test_other_digits_beside_a_name_are_not(other: str) -> None:
    assert found(label(f"王小明 13812345678 {other}"), PHONE) == ["13812345678"]


def test_wrapped_text_goes_on_below_the_label() -> None:
    lines = [
        *label(("地址：", "安徽省合肥市蜀山区翠湖家园1-1-1"), column=130),
        line("002", 0, 45),
    ]
    assert found(lines, ADDRESS) == ["安徽省合肥市蜀山区翠湖家园1-1-1002"]


@pytest.mark.parametrize("below", ["3693", "_3693", "转3693"])
def test_an_extension_on_the_next_line_belongs_to_its_number(below: str) -> None:
    lines = label("收件人 王小明", ("电话", "17051405726"), ("", below), column=130)
    assert found(lines, PHONE) == ["17051405726" + below]


@pytest.mark.parametrize("below", ["36930011", "3693 广州", "第1件"])
def test_what_else_stands_below_a_number_does_not(below: str) -> None:
    lines = label("收件人 王小明", ("电话", "17051405726"), ("", below), column=130)
    assert found(lines, PHONE) == ["17051405726"]


def test_a_company_between_address_and_phone_is_the_name() -> None:
    lines = label("寄：山东省济南市历下区软件园二期前台禾木箱包优选店15200665952")
    assert found(lines, NAME) == ["禾木箱包优选店"]


def test_a_phone_right_behind_an_address_needs_its_name() -> None:
    lines = label("寄：山东省济南市历下区星湖路3号小雨的杂货铺15200665952")
    assert Reason.NAME_MISSING in reasons(lines)


def test_a_phone_within_an_address_needs_none() -> None:
    lines = label("收件人 王小明 13812345678", "浙江省杭州市西湖区星湖路3号2幢(放驿站15200665952)")
    assert not reasons(lines)


def test_a_name_wrapped_in_its_cell_is_one_name() -> None:
    lines = [line("姓名", 0, 16), line("温州清源电子商务有", 130, 0), line("限公司", 130, 32)]
    lines += label("", "", "", ("电话", "13812345678"), column=130)
    assert found(lines, NAME) == ["温州清源电子商务有限公司"]


def test_the_cell_of_the_next_label_is_not_the_name() -> None:
    lines = [line("姓名", 0, 0), line("温州清源电子商务有限公司", 130, 0)]
    lines += [line("备注", 0, 32), line("放门口", 130, 32), line("电话 13812345678", 0, 120)]
    assert found(lines, NAME) == ["温州清源电子商务有限公司"]


@pytest.mark.parametrize(
    ("cell", "name"),
    [("门卫代收*****", "*****"), ("门卫代收***芳", "***芳"), ("门卫代收", "门卫代收")],
)
def test_a_hidden_name_behind_a_post(cell: str, name: str) -> None:
    lines = [line("姓名", 180, 0), line("电话", 560, 0), line("地址", 800, 0)]
    lines += [line("收件", 0, 80), line(cell, 110, 80), line("1******5678", 560, 80)]
    lines += [line("陕西省咸阳市秦都区", 800, 80)]
    assert found(lines, FieldKind.NAME) == [name]


@pytest.mark.parametrize(("remark", "named"), [("(快递超市)", False), ("(清源商贸公司)", True)])
def test_a_shop_in_brackets_is_where_the_parcel_is_left(remark: str, named: bool) -> None:
    lines = [line("1******7919 **", 0, 0, 66), line("福建省厦门市集美区绿洲康城4栋*", 0, 70, 44)]
    lines += [line("*****", 0, 122, 30), line(remark, 220, 118, 44)]
    assert found(lines, FieldKind.NAME) == [*[remark] * named, "**"]


def test_a_name_behind_a_post_is_the_name() -> None:
    lines = label(("姓名", "门卫代收 罗金"), ("电话", "13812345678"), column=130)
    assert found(lines, NAME) == ["罗金"]


def test_an_address_below_a_short_name_is_not_its_cell() -> None:
    lines = [line("姓名", 0, 0), line("秋", 130, 0, 28), line("电话 13812345678", 600, 0)]
    lines += [line("山东省潍坊市奎文区世纪新城", 130, 38, 26), line("地址", 0, 52)]
    assert found(lines, NAME) == ["秋"]


def test_a_broken_phone_that_a_remark_repeats_needs_no_second_name() -> None:
    lines = [
        line("姓名 秋", 0, 0),
        line("13842045518转0", 200, 0),
        line("456", 200, 34),
        line("备注:到货联系13842045518转0456", 0, 600),
    ]
    assert not reasons(lines)


def test_a_remark_whose_bracket_opens_at_the_lines_end_belongs_to_the_address() -> None:
    lines = label(
        "收件人 王小明 13812345678",
        "福建省厦门市集美区书香门第9栋1单元1802(",
        "放丰巢，18851725653)",
    )
    assert found(lines, ADDRESS) == ["福建省厦门市集美区书香门第9栋1单元1802(放丰巢，18851725653)"]


def test_wrapped_text_of_one_row_goes_on_below_its_beginning() -> None:
    lines = [
        line("收：戚江", 0, 0),
        line("18095921794", 200, 0),
        line("福建省厦门市集美区横山镇职工", 420, 0),
        line("宿舍D-2607", 0, 45),
    ]
    assert found(lines, ADDRESS) == ["福建省厦门市集美区横山镇职工宿舍D-2607"]


def test_a_name_of_one_character_is_found_again_in_a_remark_only() -> None:
    lines = label("收件人 露 13812345678", "备注：请露本人签收", "内件：露营灯")
    assert found(lines, NAME) == ["露", "露"]


@pytest.mark.parametrize(
    ("remark", "copies"), [("请苑建林/于宏凯本人签收", 2), ("送到苑建林场", 1)]
)
def test_somebody_whom_the_courier_is_asked_for_is_no_place(remark: str, copies: int) -> None:
    lines = label("收件人 苑建林 13812345678", "哈尔滨市南岗区万象汇前台")
    lines.append(line(remark, 400, 300))
    assert len([name for name in found(lines, NAME) if name == "苑建林"]) == copies


@pytest.mark.parametrize(("second", "named"), [("吉安", True), ("到付", False), ("江西省", False)])
def test_a_second_name_that_is_a_city_as_well(second: str, named: bool) -> None:
    lines = label(f"寄 景欣珍/{second} 008619304412132", "浙江省杭州市西湖区文三路1号")
    assert (second in found(lines, NAME)) is named


@pytest.mark.parametrize(("remark", "copies"), [("请苑智本人签收", 2), ("大苑智能家居", 1)])
def test_somebody_of_two_characters_is_no_place_either(remark: str, copies: int) -> None:
    lines = [*label("收件人 苑智 13812345678", "哈尔滨市南岗区万象汇前台"), line(remark, 400, 300)]
    assert len([name for name in found(lines, NAME) if name == "苑智"]) == copies


@pytest.mark.parametrize(
    ("remark", "copy"),
    [
        ("备注：请驿站代收 减欣玲本人签收", "减欣玲"),
        ("备注：请臧欣岭本人签收", "臧欣岭"),
        ("备注：请减心玲本人签收", None),  # two of three
        ("备注：减欣玲", None),
    ],
)
def test_a_copy_of_which_one_character_was_misread_is_hidden_in_a_remark(
    remark: str, copy: str | None
) -> None:
    lines = label("收件:驿站代收 臧欣玲，15042632443", "浙江省杭州市余杭区银杏大道391号", remark)
    assert (copy in found(lines, NAME)) is (copy is not None)


@pytest.mark.parametrize(
    ("first", "second", "names"),
    [
        ("四楼左手；樊晓颖（转", "柴梓丽收）；18249559828", ["柴梓丽", "樊晓颖（转"]),
        ("四楼左手；", "柴梓丽；18249559828", ["柴梓丽"]),
    ],
)
def test_whoever_forwards_to_the_name_on_the_next_line_is_one(
    first: str, second: str, names: list[str]
) -> None:
    lines = label("寄件人：江苏省苏州市吴中区枫桥街道星河园二栋八门" + first, second)
    told = "⏎".join(found(lines, NAME))
    assert all(name in told for name in names)
    assert ("樊晓颖" in told) is ("樊晓颖" in first)


def test_the_rest_of_a_broken_word_is_no_city() -> None:
    lines = label("收件人 王小明 13812345678", "辽宁沈阳铁西区翠湖家园36号楼4单", "元楼下超市")
    assert found(lines, ADDRESS) == ["辽宁沈阳铁西区翠湖家园36号楼4单元楼下超市"]


def test_a_phone_and_extension_run_together_beside_a_name_are_a_phone() -> None:
    lines = label("孔雨生；191247316018520；湖南省长沙", "市岳麓区文昌巷12号")
    assert found(lines, PHONE) == ["191247316018520"]


@pytest.mark.parametrize("line_of", ["订单号：191247316018520", "191247316018520"])
def test_an_order_number_is_no_phone(line_of: str) -> None:
    lines = label("收件人 王小明 13812345678", "浙江省杭州市西湖区文三路1号", line_of)
    assert found(lines, PHONE) == ["13812345678"]


def test_a_company_before_a_phone_that_is_broken_across_lines_is_the_name() -> None:
    lines = label("惠州市惠城区丽景湾24幢3单元2508室，郑州天梭日用品有限公司，0", "351-7406708")
    assert found(lines, NAME) == ["郑州天梭日用品有限公司"]
    assert found(lines, PHONE) == ["0351-7406708"]


def test_a_company_before_a_phone_that_is_broken_in_a_row_of_several_lines_is_the_name() -> None:
    lines = [
        line("贵州省贵阳市观山湖区数码港E座902", 37, 0),
        line("佳木数码优选店", 430, 0),
        line("180-1228-", 637, 0),
        line("6300", 37, 40),
    ]
    assert found(lines, NAME) == ["佳木数码优选店"]
    assert found(lines, PHONE) == ["180-1228-6300"]


def test_a_phone_in_a_wrapped_bracket_needs_no_name() -> None:
    lines = label(
        "收件人 王小明 13812345678", "浙江省杭州市西湖区星湖路3号2幢(放驿站", "15200665952)"
    )
    assert not reasons(lines)


def test_a_brackets_phone_on_the_rest_of_its_row_is_the_addresss() -> None:
    lines = [
        line("蒙爱丽 13251950662", 0, 0),
        line("广西壮族自治区 南宁市 青秀区 新桥镇 中央公园34栋3单元2904(", 0, 45),
        line("放丰巢，", 0, 90),
        line("18616798022)", 130, 90),
        line("章总 17693929501", 0, 200),
        line("广东省佛山市顺德区东湖街道凤凰城8幢", 0, 245),
    ]
    told = found(lines, ADDRESS)
    assert any(address.endswith("(放丰巢，18616798022)") for address in told)
    assert "广东省佛山市顺德区东湖街道凤凰城8幢" in told


def test_the_separator_between_two_wrapped_rooms_belongs_to_them() -> None:
    lines = label("收件人 王小明 13812345678", "广东省汕头市澄海区望江府2107、", "2108室")
    assert found(lines, ADDRESS) == ["广东省汕头市澄海区望江府2107、2108室"]


def test_people_in_brackets_are_found_again_in_a_remark() -> None:
    lines = label(
        "收件人 邱涛(转黎石收) 13812345678", "备注:请邱涛（转黎石收）本人签收", "请黎石签收"
    )
    assert {"邱涛（转黎石收）", "黎石"} <= set(found(lines, NAME))


def test_a_shop_at_the_end_of_the_line_above_its_phone_is_the_name() -> None:
    lines = label("寄：拉萨市城关区双塔街道云谷中心负一层B16，鼎顺童装旗舰店，", "15933335744")
    assert found(lines, NAME) == ["鼎顺童装旗舰店"]


def test_a_shop_in_a_remark_above_a_phone_is_not() -> None:
    lines = label("备注：送到童装旗舰店", "15933335744", "王小明")
    assert found(lines, NAME) == ["王小明"]


def test_a_name_broken_across_two_lines_is_found_again_whole() -> None:
    lines = label(
        "收：潍坊市奎文区望亭镇玫瑰园32幢2单元607室，武",
        "新媛，13883706159",
        "",
        "备注：请武新媛本人签收",
    )
    assert "武新媛" in found(lines, NAME)


def test_an_extension_whose_separator_was_lost_belongs_to_its_number() -> None:
    lines = label("收件人 王小明", ("电话", "17128549833 903"), column=130)
    assert found(lines, PHONE) == ["17128549833 903"]


def test_a_phone_broken_behind_a_gap_in_its_row_is_one_phone() -> None:
    lines = [
        line("山东青岛崂山区职工宿舍C-3006 卫哥", 0, 0),
        line("1810", 640, 0),
        line("6905124", 0, 40),
        line("订单号：7634916678681841", 0, 200),
    ]
    assert found(lines, PHONE) == ["18106905124"]


def test_numbers_of_a_forms_rows_are_not_joined() -> None:
    lines = [*BADGE, line("月结 1810", 300, 400), line("6905124", 0, 600)]
    assert "18106905124" not in found(lines, PHONE)


def test_a_room_goes_on_below_a_row_whose_areas_run_into_each_other() -> None:
    lines = [
        line("发件:汤佳航 17396233147", 0, 0),
        line("西藏自治区拉萨市城关区龙湖苑7座503", 335, 0),
        line("室", 0, 38, height=40),
    ]
    assert found(lines, ADDRESS) == ["西藏自治区拉萨市城关区龙湖苑7座503室"]


def test_whom_a_parcel_is_handed_to_is_no_end_of_an_address() -> None:
    lines = [
        line("临沂包", 0, 0, height=36),
        line("路秀龙 (转章晨收)", 0, 45),
        line("15614988038", 400, 45),
        line("新疆维吾尔自治区乌鲁木齐市天山区丽景湾E7栋1705号房", 0, 90),
    ]
    assert "路秀龙 (转章晨收)" in found(lines, NAME)


def test_a_shop_right_below_an_address_is_the_name_of_its_phone() -> None:
    lines = label(
        "尤哥(送货前联系)",
        "1******3312",
        "北京北京市丰台区城南街道14号院9号楼3门1905",
        "东莞启元家居用品商行 150-6544-9913",
        "山西省太原市小店区龙泉街道万和公馆女生楼3楼120",
    )
    assert "东莞启元家居用品商行" in found(lines, NAME)


def test_a_room_before_a_room_belongs_to_the_address() -> None:
    lines = label("伍嘉艳 16778112674", "宁夏回族自治区 银川市 兴庆区", "心907、908室")
    assert any(text.endswith("心907、908室") for text in found(lines, ADDRESS))


@pytest.mark.parametrize("torn", ["15954311.337", "1 5 954 311 337"])
def test_a_torn_mobile_beside_a_name_is_a_phone(torn: str) -> None:
    lines = [
        *BADGE,
        *(
            line(t, 0, 400 + 45 * n)
            for n, t in enumerate(("柯淑玲 " + torn, "吉林省长春市朝阳区人民路1号"))
        ),
    ]
    assert torn in found(lines, PHONE)


def test_a_shop_before_its_phone_and_a_wrapped_address_is_the_name() -> None:
    lines = [
        line("石家庄鼎顺家居用品有限公司，15167380634，重庆重庆南岸区江", 0, 0),
        line("南大道1222号8栋8楼1505", 0, 40),
    ]
    assert found(lines, NAME) == ["石家庄鼎顺家居用品有限公司"]


@pytest.mark.parametrize(
    ("text", "kind", "seen"),
    [
        ("45678", PHONE, True),
        ("345678", PHONE, True),
        ("5678", PHONE, False),
        ("23456", PHONE, False),
        ("1号阳光花园3幢2单元1502室", ADDRESS, True),
        ("批次1502", ADDRESS, False),
    ],
)
def test_what_a_finger_left_of_a_second_copy_is_found(
    text: str, kind: FieldKind, seen: bool
) -> None:
    lines = [*LABELLED, line(text, 500, 900)]
    assert (text in found(lines, kind)) is seen


def test_a_lone_character_goes_on_with_a_curved_line() -> None:
    # The area of the curved line is nearly twice as high as its type.
    first = line("青海西宁城西区天鹅堡8栋1单元240", 0, 0, 57)
    bent = TextLine(Quad.of_box(0, 0, first.quad.width, 100), 0.99, first.characters)
    lines = [
        line("13812345678", 0, -150, 57),
        line("屈静", 500, -150, 57),
        bent,
        line("8", 0, 104, 57),
    ]
    assert found(lines, ADDRESS) == ["青海西宁城西区天鹅堡8栋1单元2408"]


def test_a_number_before_a_misread_name_and_its_phone_is_not_the_name() -> None:
    lines = label("收件人：浙江省杭州市西湖区文三路23号楼2-", "1608;Emi1yLin;15509486934")
    assert "Emi1yLin" in found(lines, FieldKind.NAME)
    assert "1608" not in found(lines, FieldKind.NAME)


def test_a_service_number_and_the_sorting_code_below_are_no_landline() -> None:
    lines = label("客服热线400-020-4436", "122 T26 402", "", *BLOCK)
    assert found(lines, FieldKind.PHONE) == ["13812345678"]


def test_a_remarks_phone_does_not_take_the_name_from_another() -> None:
    lines = [line("远洋之星零食企业店", 0, 0), line("13768752101", 310, 0)]
    lines += label("", "佛山市顺德区天鹅堡29栋1单元306(放丰巢，139811311", "17)")
    assert Reason.NAME_MISSING not in reasons(lines)


@pytest.mark.parametrize(
    ("rows", "numbers"),
    [
        ([("证件号:3205", "5507184181")], ["32055507184181"]),
        (["身份证号码：32058119550718418 内件：图书"], ["32058119550718418"]),
        (["证件号:", "内件：图书 12345678"], []),
        (["证件号:******************"], []),
        ([("证件号:******************", "2026-03-16 18:37:11")], []),
        ([("证件号:********", "0719")], ["0719"]),
    ],
)
def test_whatever_stands_behind_an_identity_label_is_its_number(
    rows: list[str | tuple[str, ...]], numbers: list[str]
) -> None:
    lines = label(*BLOCK, "", *rows)
    assert found(lines, FieldKind.ID_NUMBER) == numbers
    assert (Reason.UNREAD_TEXT in reasons(lines)) is bool(numbers)


def test_a_whole_identity_number_raises_no_doubt() -> None:
    lines = label(*BLOCK, "", "身份证号：11010519491231002X")
    assert found(lines, FieldKind.ID_NUMBER) == ["11010519491231002X"]
    assert Reason.UNREAD_TEXT not in reasons(lines)


def test_a_remark_that_repeats_a_phone_before_its_address_needs_no_name() -> None:
    lines = label(
        "收：凌娜收,186-6697-5747,山东省潍坊市",
        "奎文区 书香门第25号楼东单元2608",
        "",
        "寄：聚善文具专营店,13565960038,福建省泉州市晋江市星河园27号",
        "",
        "备注:到货联系186-6697-5747",
    )
    assert Reason.NAME_MISSING not in reasons(lines)


def test_an_address_goes_on_with_the_first_piece_of_the_row_below() -> None:
    lines = label("收件人：王小明 13812345678", "湖北省宜昌市西陵区渝北大道1864号附6号4-")
    lines += [line("6", 0, 94), line("1", 40, 90)]
    (address,) = found(lines, FieldKind.ADDRESS)
    assert address.startswith("湖北省宜昌市西陵区渝北大道1864号附6号4-6")


def test_a_carrier_in_large_type_is_no_address_that_goes_on() -> None:
    lines = [line("邮驿国际", 0, 0, height=70), line("367-74-34AOF3-64", 0, 80, height=70)]
    lines += [line(text, 0, 200 + 45 * n) for n, text in enumerate((*BLOCK, "备注：加急"))]
    assert found(lines, FieldKind.ADDRESS) == [BLOCK[1]]


@pytest.mark.parametrize(("heading", "found_too"), [("邮驿国际", False), ("时代国际", True)])
def test_a_carrier_is_none_on_the_second_ply_either(heading: str, found_too: bool) -> None:
    lines = [line(heading, 0, 0, height=50), line("邮驿国际", 0, 600, height=36)]
    lines += [line(text, 0, 100 + 45 * n) for n, text in enumerate((*BLOCK, "备注：加急"))]
    lines += [line(text, 0, 700 + 45 * n) for n, text in enumerate(("运费：9元", "第1/1件"))]
    expected = ["邮驿国际"] if found_too else []
    assert sorted(found(lines, FieldKind.ADDRESS)) == sorted([BLOCK[1], *expected])


@pytest.mark.parametrize(
    ("height", "place", "there"), [(42, 0, False), (30, 0, True), (42, 90, True)]
)
def test_a_carrier_above_everything_else_is_no_address(
    height: float, place: float, there: bool
) -> None:
    lines = [line("邮驿国际", 0, place, height=height), line("服务热线:4009656899", 0, 45)]
    lines += [line(text, 0, 200 + 45 * n) for n, text in enumerate((*BLOCK, "备注：加急"))]
    expected = ["邮驿国际"] if there else []
    assert sorted(found(lines, FieldKind.ADDRESS)) == sorted([BLOCK[1], *expected])


def test_what_is_left_of_a_masked_address_is_no_name() -> None:
    lines = [
        line("收：项*", 0, 0),
        line("1******1436:", 120, 0),
        line("北京市丰台区云谷中", 320, 0),
    ]
    lines += [line("心****", 0, 44), line("11", 150, 41, height=34)]
    assert found(lines, FieldKind.NAME) == ["项*"]
    assert found(lines, FieldKind.ADDRESS) == ["北京市丰台区云谷中心****11"]


@pytest.mark.parametrize("name", ["金***********", "欧阳**"])
def test_a_name_of_which_much_is_hidden_is_a_name(name: str) -> None:
    lines = [line(name, 0, 0), line("1******0937", 400, 0), line(BLOCK[1], 0, 45)]
    assert found(lines, FieldKind.NAME) == [name]


def test_a_separator_ends_an_address_before_the_next_party() -> None:
    lines = [line("寄件人：广东省深圳市龙岗区电商产业园******", 0, 0), line("；严**", 650, 0)]
    lines += [line("; 1***", 760, 0), line("***4602", 0, 40)]
    assert found(lines, FieldKind.ADDRESS) == ["广东省深圳市龙岗区电商产业园******"]
    assert found(lines, FieldKind.NAME) == ["严**"]


@pytest.mark.parametrize("rooms", ["36-****06", "12-****07", "10-****01", "15-****07", "1-***07"])
def test_a_house_and_its_masked_rooms_are_no_phone(rooms: str) -> None:
    lines = label(
        "收货人：寇**", "手机：1******9468", f"收货地址:黑龙江哈尔滨南岗区西城家园{rooms}"
    )
    assert found(lines, FieldKind.PHONE) == ["1******9468"]


@pytest.mark.parametrize("number", ["13-****5907", "0571-****07", "1-******0907", "158****07"])
def test_a_masked_phone_beside_an_address_is_one(number: str) -> None:
    lines = label("寇**", f"黑龙江哈尔滨南岗区西城家园 {number}")
    assert found(lines, FieldKind.PHONE) == [number]


@pytest.mark.parametrize("said", ["寄付，转罗伟收也行", "退货人：罗伟"])
def test_people_named_besides_a_partys_label(said: str) -> None:
    assert "罗伟" in found(label(*BLOCK, "", "", "", said), FieldKind.NAME)


@pytest.mark.parametrize("courier", ["快递员：严刚", "派送中 骑手 严刚"])
def test_a_courier_has_no_address(courier: str) -> None:
    lines = label(*BLOCK, "", "", "", f"{courier} 13987654321", "", "", "SF1013398203430")
    assert Reason.ADDRESS_MISSING not in reasons(lines)


def test_a_line_within_the_box_of_a_curved_one_goes_on_with_it() -> None:
    first = line("江西省赣州市章贡区山水文园十栋八门四", 0, 0, 57)
    bent = TextLine(Quad.of_box(0, 0, first.quad.width, 120), 0.99, first.characters)
    lines = [line("13812345678", 0, -150, 57), line("屈静", 500, -150, 57)]
    lines += [bent, line("楼左手", 0, 76, 57)]
    assert found(lines, ADDRESS) == ["江西省赣州市章贡区山水文园十栋八门四楼左手"]
    assert found(lines, NAME) == ["屈静"]


def test_an_extension_without_its_separator_goes_on_below() -> None:
    lines = [line("严翠凯", 0, 0), line("19193098570 681", 300, 0), line("4", 300, 40)]
    assert found(lines, PHONE) == ["19193098570 6814"]


def test_a_list_goes_on_behind_a_pickup_code() -> None:
    lines = label(
        "收件人：江西省赣州市章贡区紫金大道91号菜鸟驿站 取件码 8-4-504,骆振香,13383765616"
    )
    assert found(lines, NAME) == ["骆振香"]
    assert found(lines, PHONE) == ["13383765616"]


def test_an_address_with_spaces_holds_no_names() -> None:
    lines = label("15805652443 王小明", "浙江省 温州市 瑞安市 文华里 31 栋 1 单元 106")
    assert found(lines, NAME) == ["王小明"]
    assert "106" in found(lines, ADDRESS)[0]


def test_a_firms_phone_and_extension_run_together_are_a_phone() -> None:
    lines = label("苗静 18278334224", BLOCK[1], "", "清源数码专营店 171427425493862")
    assert "171427425493862" in found(lines, PHONE)


def test_an_extension_far_below_a_curved_line_is_another_line() -> None:
    first = line("收方：屈浩 联系电话：18348386333", 0, 0, 57)
    bent = TextLine(Quad.of_box(0, 0, first.quad.width, 110), 0.99, first.characters)
    lines = [bent, line("3", 0, 230, 57)]
    assert found(lines, PHONE) == ["18348386333"]


@pytest.mark.parametrize(
    "digits", ["15 5 39085 388", "18 10 28 2 9 45 6", "1 8 1 0 2 8 2 9 4 5 6", "1 3 91412612 2"]
)
def test_widely_spaced_digits_below_a_name_are_its_phone(digits: str) -> None:
    lines = label("孟天琪", digits, "贵州省贵阳市观山湖区幸福里西区8号楼")
    assert found(lines, PHONE) == [digits]


def test_an_address_before_a_masked_name_that_a_line_breaks_stays_one() -> None:
    lines = label("大连市甘井子区东湖街道枫林绿洲20-3-2203 祝", "** 15909832083")
    assert "20-3-2203" in found(lines, ADDRESS)[0]
    assert found(lines, NAME) == ["祝**"]


@pytest.mark.parametrize(
    ("name", "copy", "hidden"),
    [
        ("momol23", "momo123加急", "momo123"),  # a 1 that was read as l
        ("lilio", "11110加急", ""),  # a number
        ("Li", "11加急", ""),
    ],
)
def test_a_copy_of_a_latin_name_read_slightly_differently(
    name: str, copy: str, hidden: str
) -> None:
    lines = label(f"15516165147 {name}", BLOCK[1], "", f"备注：{copy}")
    assert found(lines, NAME) == sorted({name, hidden} - {""})


def test_a_room_below_a_line_that_shows_a_phone_is_none() -> None:
    first = "苟诗花，1******2124，福建省厦门市集美区万和公馆"
    assert found(label(first, "32-2-2802"), PHONE) == ["1******2124"]


def test_a_phone_right_behind_a_masked_name() -> None:
    assert found(label("庄XX18 10 28 2 9 45 6", BLOCK[1]), PHONE) == ["18 10 28 2 9 45 6"]


@pytest.mark.parametrize("label_word", ["证仵号:", "证件:", "证件 "])
def test_an_identity_label_that_was_misread_is_one(label_word: str) -> None:
    lines = label(*BLOCK, "", label_word + "3205811955")
    assert found(lines, FieldKind.ID_NUMBER) == ["3205811955"]


def test_photographs_for_documents_are_no_identity_label() -> None:
    assert found(label(*BLOCK, "", "内件:证件照 2寸 12张"), FieldKind.ID_NUMBER) == []


def test_a_masked_phone_that_a_row_of_two_lines_breaks_ends_the_address() -> None:
    lines = [line("收：安徽合肥蜀山区龙湖苑31-*****龚**", 0, 0), line("1 ******", 640, 0)]
    lines += [line("0128", 0, 40), line("寄：杭州市西湖区文三路1号 蒋** 1******5982", 0, 200)]
    assert sorted(found(lines, FieldKind.NAME)) == ["蒋**", "龚**"]
    assert sorted(found(lines, FieldKind.PHONE)) == ["1 ******0128", "1******5982"]
    assert found(lines, FieldKind.ADDRESS)[0] == "安徽合肥蜀山区龙湖苑31-*****龚**"


@pytest.mark.parametrize(
    ("text", "phones"), [("10999999630", 1), ("11104969933", 1), ("10999999631", 2)]
)
def test_a_misread_copy_of_the_waybill_number_along_the_edge_is_no_phone(text, phones) -> None:
    lines = [line("收件人：王小明 13812345678", 0, 0), line("浙江省杭州市文三路1号201室", 0, 45)]
    lines += [line("1110496999630", 0, 200), line(text, 600, 0, score=0.8, angle=math.pi / 2)]
    assert len(found(lines, FieldKind.PHONE)) == phones


def test_a_room_number_goes_on_in_a_line_of_its_own_digit() -> None:
    lines = [line("收件人：王小明 13812345678", 0, 0)]
    lines += [line("北京市朝阳区凤凰城4期37栋4单元140", 0, 45), line("1", 4, 90, height=16)]
    assert found(lines, FieldKind.ADDRESS) == ["北京市朝阳区凤凰城4期37栋4单元1401"]


@pytest.mark.parametrize(
    ("end", "address", "name"),
    [("405", "水岸名都14栋1梯405房", "左竹"), ("1梯", "水岸名都14栋1梯", "房左竹")],
)
def test_the_word_of_a_room_on_the_line_below_is_nobodys_surname(end, address, name) -> None:
    lines = [line(f"收：郑州市金水区横山镇水岸名都14栋1梯{end.removeprefix('1梯')}", 0, 0)]
    lines += [line("房左竹17174576647", 0, 40)]
    assert found(lines, FieldKind.ADDRESS) == [f"郑州市金水区横山镇{address}"]
    assert found(lines, FieldKind.NAME) == [name]


def test_a_name_between_the_two_lines_of_its_phones_cell() -> None:
    lines = [line("联系人", 145, 0), line("联系电话", 320, 0), line("收件", 40, 157)]
    lines += [line("CC", 114, 158), line("17142478843", 280, 144, 23), line("转 1773", 276, 170)]
    assert found(lines, FieldKind.NAME) == ["CC"]


def test_a_province_apart_from_its_city_begins_the_row_of_the_address() -> None:
    lines = [line("席云花", 0, 0), line("18656656777", 140, 0)]
    lines += [
        line("河北省", 0, 45),
        line("保定市 莲池区 书香门第38栋1", 100, 43),
        line("605", 0, 85),
    ]
    assert found(lines, FieldKind.ADDRESS) == ["河北省保定市 莲池区 书香门第38栋1605"]


@pytest.mark.parametrize("below", ["广州白云集散", "2023-11-0802:5905", "第2/3件"])
def test_what_is_printed_below_a_table_is_nobodys(below: str) -> None:
    lines = [line("姓名", 80, 0), line("电话", 250, 0), line("地址", 480, 0)]
    lines += [
        line("连立飞", 60, 60),
        line("13664694215", 200, 60),
        line("洛阳市西工区白石镇", 400, 60),
    ]
    lines += [line(below, 60, 160), line(below, 200, 160), line("YT5598347669829", 0, 400)]
    page, findings = find_fields(Reading(tuple(lines)))
    assert all(below != page.lines[p.line].text for f in findings.fields for p in f.parts)


@pytest.mark.parametrize(
    ("phone", "below", "parts"),
    [("19897192310", "7", 1), ("19897192310", "7301", 2), ("19897192310-73", "0", 2)],
)
def test_a_lone_digit_below_a_whole_number_is_no_extension(phone, below, parts) -> None:
    lines = [line(f"收：左竹 {phone}", 0, 0), line(below, 0, 40)]
    lines += [line("广州市白云区枫林绿洲38号楼4-310", 0, 200)]
    fields = find_fields(Reading(tuple(lines)))[1].fields
    assert [len(f.parts) for f in fields if f.kind is FieldKind.PHONE] == [parts]


def test_a_curved_line_goes_on_below_its_end() -> None:
    bent = line("广州市白云区枫林绿洲38号楼4-310", 0, 40, height=40)
    curved = replace(bent, quad=bent.quad.grown(0, 12))
    assert curved.type_height < curved.quad.height
    lines = [line("左竹 19897192310", 0, -20), curved, line("7", 4, 62, height=34)]
    assert found(lines, FieldKind.ADDRESS) == ["广州市白云区枫林绿洲38号楼4-3107"]


@pytest.mark.parametrize(
    ("behind", "phone"),
    [
        ("2850 辽宁省大连市中山路1570号", "17051604452 2850"),
        ("2850，辽宁省大连市中山路1570号", "17051604452 2850"),
        ("2850 室", "17051604452"),
        ("2850号院3栋", "17051604452"),
        ("28503 辽宁省大连市", "17051604452"),
    ],
)
def test_an_extension_without_its_separator_before_an_address(behind: str, phone: str) -> None:
    lines = [line(f"查峰 17051604452 {behind}", 0, 0)]
    assert found(lines, PHONE) == [phone]


def test_a_name_between_commas_before_a_phone_on_the_next_line() -> None:
    # 多 is no surname; the comma that ends the line says that the phone below belongs to it.
    lines = [
        line("寄：内蒙古自治区呼和浩特市赛罕区创智天地负一层B12，多吉德吉，", 0, 0),
        line("147****8453", 0, 40),
    ]
    assert found(lines, NAME) == ["多吉德吉"]


def test_a_branch_of_a_carrier_in_a_table_is_a_party() -> None:
    lines = [line("姓名", 80, 0), line("电话", 300, 0), line("地址", 530, 0)]
    lines += [
        line("城西营业部", 40, 60),
        line("13664694215", 250, 60),
        line("洛阳市西工区", 450, 60),
    ]
    lines += [line("阿May", 60, 140), line("13730218740", 250, 140), line("宜昌市西陵区", 450, 140)]
    page, findings = find_fields(Reading(tuple(lines)))
    labelled = {
        page.lines[field.parts[0].line].text
        for field in findings.fields
        if field.kind is FieldKind.NAME and field.evidence == "label"
    }
    assert labelled == {"城西营业部", "阿May"}


def test_a_tables_column_goes_on_below_a_heading_read_with_its_name() -> None:
    lines = [line("联系人", 110, 0), line("联系电话", 300, 0), line("详细地址", 530, 0)]
    lines += [
        line("收件孔文佳", 0, 80),
        line("15857365970", 250, 80),
        line("拉萨市城关区", 450, 80),
    ]
    lines += [line("发货", 0, 210), line("临沂远洋之星", 80, 195), line("科技有限公司", 80, 228)]
    lines += [line("19900125611", 280, 210), line("福州市仓山区", 480, 210)]
    names = [name.replace(" ", "") for name in found(lines, NAME)]
    assert "孔文佳" in names
    assert "临沂远洋之星科技有限公司" in names


def test_a_room_word_glued_to_a_company_belongs_to_the_room_above() -> None:
    lines = [
        line("海南省海口市龙华区北环路538号创智天地E座17楼1703", 0, 0),
        line("室泉州海沧农业开发商行13897767658转6620", 0, 36),
    ]
    _, findings = find_fields(Reading(tuple(lines)))
    address = next(f for f in findings.fields if f.kind is FieldKind.ADDRESS)
    assert [(p.line, p.start) for p in address.parts] == [(0, 0), (1, 0)]
    assert "泉州海沧农业开发商行" in found(lines, NAME)


@pytest.mark.parametrize(("beside", "named"), [("郎平 13812344423", False), ("", True)])
def test_a_badge_below_a_sorting_code_closes_no_name(beside: str, named: bool) -> None:
    lines = [line("武汉东西湖", 42, 0, 50), line("收", 38, 76, 60)]
    lines += [line(beside, 137, 76), line("北京市海淀区中关村1号", 137, 116)] if beside else []
    lines += [line("寄 郎小红 13812344424", 38, 300)]
    assert ("武汉东西湖" in found(lines, NAME)) == named


def test_the_rest_of_a_broken_phone_goes_on_with_no_address() -> None:
    lines = [
        line("收件:浙江省嘉兴市南湖区马家沟村7组31号，向江，13084277530", 0, 0),
        line("发件:重庆市渝北区科苑南路22号圆梦服装店，立木童装小店，1", 0, 200),
        line("8918946767", 0, 240),
    ]
    assert "18918946767" in found(lines, PHONE)
    assert found(lines, FieldKind.ADDRESS)[1] == "重庆市渝北区科苑南路22号圆梦服装店"


def test_a_phones_cell_in_a_table_has_digits() -> None:
    # A heading that is read as wide as the table has all its cells below it.
    wide = replace(line("联系电话", 100, 0), quad=Quad.of_box(100, 0, 650, 30))
    lines = [line("姓名", 0, 0), wide, line("详细地址", 700, 0)]
    lines += [line("19939201589", 320, 80), line("海沧运动旗舰店", 80, 92)]
    assert "19939201589" in found(lines, PHONE)
    assert not any("旗舰店" in text for text in found(lines, PHONE))


def test_a_phone_broken_in_an_addresss_bracket_belongs_to_the_address() -> None:
    lines = [
        line("纪德凯 13931615399", 0, 0),
        line("黑龙江省哈尔滨市南岗区翠湖家", 0, 40),
        line("园12栋4单元3103(放丰巢，17380", 0, 80),
        line("262786)", 0, 120),
    ]
    (address,) = found(lines, ADDRESS)
    assert address.endswith("262786)")


def test_a_name_that_could_be_an_estate_between_a_phone_and_a_region() -> None:
    lines = [
        line("收件:0512-60294933尉迟新轩贵州省贵阳市观山", 0, 0),
        line("湖区古渡镇金桂苑A3栋806号房", 0, 40),
        line("发件:15659980198齐先生重庆重庆市渝北区万象汇前台", 0, 200),
    ]
    assert "尉迟新轩" in found(lines, NAME)


def test_an_address_right_behind_a_phone_makes_no_remark_of_it() -> None:
    # 水云轩 is nobody's surname; that no name stands there has to be said.
    lines = [
        line("收件:0512-60294933水云轩贵州省贵阳市观山", 0, 0),
        line("湖区古渡镇金桂苑A3栋806号房", 0, 40),
        line("发件:15659980198齐先生重庆重庆市渝北区万象汇前台", 0, 200),
    ]
    page, findings = find_fields(Reading(tuple(lines)))
    (doubt,) = [d for d in findings.doubts if d.reason is Reason.NAME_MISSING]
    start = page.lines[0].text.index("水")
    name = page.box_of(Part(0, start, start + 3))
    assert any(
        page.box(q).left <= name.left and name.right <= page.box(q).right for q in doubt.quads
    )


def test_a_unit_torn_in_its_word_goes_on_though_its_rest_looks_like_a_name() -> None:
    lines = [
        line("收：陕西省西安市雁塔区江畔人家10幢九单", 0, 0),
        line("元九一；姬振红；14578894199", 0, 40),
    ]
    assert found(lines, ADDRESS) == ["陕西省西安市雁塔区江畔人家10幢九单元九一；"]
    assert found(lines, NAME) == ["姬振红"]


def test_an_address_goes_on_below_the_name_that_opens_its_row() -> None:
    lines = [line("党*", 38, 0), line("1******3390", 130, 0), line("北京市朝阳区翠湖家", 342, 0)]
    lines += [line("园5-****08", 40, 40), line("房** 1******2199 太原市小店区红旗村", 35, 200)]
    assert found(lines, ADDRESS)[0] == "北京市朝阳区翠湖家园5-****08"


def test_a_mobile_of_which_a_gap_sets_two_digits_apart() -> None:
    lines = [line("姚小平15 313565209", 90, 0), line("绵阳市涪城区金桂苑28栋507", 90, 40)]
    assert found(lines, PHONE) == ["15 313565209"]
    assert found(lines, NAME) == ["姚小平"]


def test_what_stands_below_a_closed_name_is_none() -> None:
    lines = [
        line("寄", 0, 0),
        line("13784186548 杜诗宇收", 60, 0),
        line("新疆维吾尔自治区 乌鲁木齐市 天山区 双塔街道 云谷", 60, 40),
        line("中心C座706", 60, 80),
    ]
    assert found(lines, NAME) == ["杜诗宇"]
