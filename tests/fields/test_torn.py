"""Numbers that the reader tore apart, or of which it lost a digit, beside or below a name."""

from __future__ import annotations

import pytest

from masking.fields import find_fields
from masking.model import FieldKind, Reading, TextLine
from tests.lines import label, line

NAME, PHONE = FieldKind.NAME, FieldKind.PHONE
ADDRESS = "浙江省杭州市西湖区文三路1号阳光花园3幢2单元1502室"


def found(lines: list[TextLine], kind: FieldKind) -> list[str]:
    page, findings = find_fields(Reading(tuple(lines)))
    return sorted(
        "|".join(page.lines[part.line].text[part.start : part.end] for part in field.parts)
        for field in findings.fields
        if field.kind is kind
    )


def row(*texts: str, gap: float = 10, y: float = 0) -> list[TextLine]:
    """Lines side by side with little white between them."""
    lines: list[TextLine] = []
    x = 0.0
    for text in texts:
        lines.append(line(text, x, y))
        x = lines[-1].quad.bounds[2] + gap
    return lines


@pytest.mark.parametrize(
    ("texts", "phone"),
    [
        (("王小明 1381", "2345678"), "1381|2345678"),
        (("王小明 138", "1234", "5678"), "138|1234|5678"),
        (("王小明 13l81", "234567"), "13l81|234567"),
        (("王小明 138123", "45678转5835"), "138123|45678转5835"),
        (("王小明 13812345678", "转5835"), "13812345678|转5835"),
        (("王小明 028-67292674", "ext.9667"), "028-67292674|ext.9667"),
        (("王小明 028-67292674", "Ext 96"), "028-67292674|Ext 96"),
        (("王小明 13812345678-5", "835"), "13812345678-5|835"),
        (("电话：1381", "2345678"), "1381|2345678"),
        (("云帆茶叶工厂店", "1381 2345678"), "1381 2345678"),
        (("王小明 954844 5517",), "954844 5517"),
    ],
)
def test_a_number_in_two_lines_of_one_row(texts: tuple[str, ...], phone: str) -> None:
    assert found([*row(*texts), line(ADDRESS, 0, 45)], PHONE) == [phone]


@pytest.mark.parametrize(
    ("texts", "gap"),
    [
        (("王小明 13812345678", "2024"), 300),
        (("规格：1381", "234567"), 10),
        (("王小明", "2026- 08-0316"), 10),
        (("数量：3", "8123"), 10),
        (("重量 1.38", "12345678"), 300),
    ],
)
def test_numbers_that_do_not_go_on_beside_another(texts: tuple[str, ...], gap: float) -> None:
    phones = found([*row(*texts, gap=gap), *label("李四 13987654321", ADDRESS)[:2]], PHONE)
    assert not any("|" in phone for phone in phones)


@pytest.mark.parametrize(
    ("first", "second", "phone"),
    [
        ("阳光花园21幢4单元2101 樊婷 01", "032290378转5", "01|032290378转5"),
        ("阳光花园21幢4单元2101 樊婷 010", "32290378", "010|32290378"),
        ("阳光花园21幢4单元2101 樊婷 0571-", "32290378", "0571-|32290378"),
        ("阳光花园21幢4单元2101 樊婷 0", "57132290378-5", "0|57132290378-5"),
    ],
)
def test_a_landline_broken_within_its_area_code(first: str, second: str, phone: str) -> None:
    assert found(label(first, second), PHONE) == [phone]


@pytest.mark.parametrize(
    ("first", "second", "phone"),
    [
        ("杭州市西湖区文三路1号阳光花园3幢，林", "森,45651 93238", "45651 93238"),
        ("杭州市西湖区文三路1号阳光花园3幢，项哥,186", "544390 39", "186|544390 39"),
        ("杭州市西湖区文三路1号阳光花园3幢，白洋, 95560", "09520", "95560|09520"),
    ],
)
def test_digits_behind_a_name_broken_across_lines(first: str, second: str, phone: str) -> None:
    assert found(label(first, second), PHONE) == [phone]


@pytest.mark.parametrize("digits", ["9100523278转9084", "1386402B65转7222", "842 3662186-3829"])
def test_the_extension_of_a_number_that_lost_a_digit(digits: str) -> None:
    assert found(label(f"王小明 {digits}", ADDRESS), PHONE) == [digits]


def test_a_copy_of_a_phone_that_lost_a_digit() -> None:
    lines = label("王小明 13812345678", ADDRESS, "", "", "备注：联系1381234678")
    assert "1381234678" in found(lines, PHONE)
    lines = label("王小明 13812345678", ADDRESS, "", "", "备注：联系1234567890")
    assert "1234567890" not in found(lines, PHONE)


def test_a_phone_in_a_names_cell_is_no_part_of_the_name() -> None:
    lines = label(
        ("姓名", "电话", "地址"),
        ("田心悦[9954]138-1234-5678", "", "杭州市西湖区文三路1号3幢1502室"),
        column=420,
    )
    assert found(lines, NAME) == ["田心悦[9954]"]


@pytest.mark.parametrize(
    ("cell", "name"),
    [("前台 葛波", "葛波"), ("驿站代收葛波", "葛波"), ("葛波收", "葛波"), ("前台", "前台")],
)
def test_what_stands_with_a_name_in_its_cell(cell: str, name: str) -> None:
    lines = label(
        ("姓名", "电话", "地址"),
        (cell, "13812345678", "杭州市西湖区文三路1号3幢1502室"),
        column=420,
    )
    assert found(lines, NAME) == [name]


def test_a_place_that_a_lines_end_tears_is_no_name_where_the_phone_has_one() -> None:
    lines = label("莫石 13812345678", "浙江省杭州市西湖区望亭镇 金融", "大厦A座2704")
    assert found(lines, NAME) == ["莫石"]
    # Without it, it may be the phone's.
    assert "金融" in found([*lines[1:], line("13812345678", 0, 180)], NAME)


@pytest.mark.parametrize(
    ("ends", "begins", "is_name"),
    [
        ("时代广", "场E座6层601", False),
        ("阳光花", "园3栋402", False),
        ("时代广", "场***", False),
        ("江南大", "道1322号7栋", False),
        ("时代广", "E座6层601", True),
        ("时代广", "场外E座6层601", True),
        ("李小明", "中心E座6层601", True),
    ],
)
def test_a_building_whose_word_a_lines_end_tears_is_no_name(
    ends: str, begins: str, is_name: bool
) -> None:
    lines = label("13812345678", f"江西省 赣州市 章贡区 龙泉街道 {ends}", begins)
    assert (ends in found(lines, NAME)) is is_name


def test_a_name_that_was_read_apart_from_its_phone_is_the_phones() -> None:
    row = [line("1******7653", 220, 0), line("景**", 80, -2, 40)]
    rest = [line("浙江省杭州市西湖区望亭镇 云谷", 80, 45), line("中心D座****", 80, 90)]
    assert found([*row, *rest], NAME) == ["景**"]
    # Where only the place may be the phone's, it is not shown.
    assert found([row[0], *rest], NAME) == ["云谷"]
    elsewhere = line("景**", 600, 400)
    assert "云谷" in found([row[0], *rest, elsewhere], NAME)


def test_a_digit_beside_a_whole_mobile_is_another_number() -> None:
    lines = [*row("王小明 13812345678", "9"), line(ADDRESS, 0, 45)]
    assert found(lines, PHONE) == ["13812345678"]


def test_a_name_behind_the_second_piece_of_its_phone() -> None:
    lines = [*row("1865173", "8 183蒙明然"), line("江西省赣州市章贡区凤凰城快递超市", 0, 45)]
    assert found(lines, NAME) == ["蒙明然"]


def test_a_name_whose_bracket_goes_on_below() -> None:
    lines = label(
        "收件人：河南省郑州市金水区世纪新城23栋1",
        "单元2208(放丰巢，13515152405)，喻家轩（",
        "转金立华收），18579043140",
        "备注:请喻家轩（转金立华收）本人签收",
    )
    page, findings = find_fields(Reading(tuple(lines)))
    shown = {
        (part.line, offset)
        for field in findings.fields
        if field.kind is NAME
        for part in field.parts
        for offset in range(part.start, part.end)
    }
    for index, name in ((1, "喻家轩"), (2, "金立华"), (3, "喻家轩")):
        at = page.lines[index].text.index(name)
        assert {(index, at + 1), (index, at + 2)} <= shown, name


@pytest.mark.parametrize(
    ("phone", "copy", "same"),
    [
        ("1597414O 403", "1597414403", True),
        ("13812345678", "1381234568", True),
        ("13812345678", "1381234599", False),
    ],
)
def test_a_copy_of_which_the_reader_lost_digits(phone: str, copy: str, same: bool) -> None:
    lines = label(f"王小明 {phone}", ADDRESS, "", "", f"备注：到货{copy}")
    assert (copy in found(lines, PHONE)) is same


@pytest.mark.parametrize(
    ("pieces", "phone"),
    [
        ((("转", 240), ("7254", 300)), "18453816616|转|7254"),
        ((("转 7254", 240),), "18453816616|转 7254"),
        ((("转运", 240), ("7254", 320)), "18453816616"),
        ((("7254", 240),), "18453816616"),
    ],
)
def test_an_extension_apart_on_the_row(pieces: tuple[tuple[str, float], ...], phone: str) -> None:
    lines = [line("雷建诺", 0, 0), line("18453816616", 120, 0, 20)]
    lines += [line(text, x, 0, 20) for text, x in pieces]
    lines.append(line("广西柳州市鱼峰区海棠湾30幢", 0, 45))
    assert phone in found(lines, PHONE)


@pytest.mark.parametrize(
    ("below", "phone"),
    [
        ("7876578864 832", "1|7876578864 832"),
        ("7876578864 8326", "1|7876578864 8326"),
        ("7876578864 83261", "1|7876578864"),
        ("7876578864 832室", "1|7876578864"),
    ],
)
def test_an_extension_whose_separator_was_lost_behind_a_broken_phone(
    below: str, phone: str
) -> None:
    lines = label("寄件人：广东省广州市白云区保利香槟23栋2608，卞梓诺，1", below)
    assert found(lines, PHONE) == [phone]


@pytest.mark.parametrize("number", ["1 ******", "1******"])
def test_a_masked_phone_that_a_line_breaks_is_no_room(number: str) -> None:
    place = "湖南省株洲市天元区时代广场前台，梁**"
    page, findings = find_fields(Reading((line(place + number, 40, 0), line("1316", 40, 40))))
    ends = {
        field.kind: page.lines[field.parts[0].line].text[: field.parts[0].end]
        for field in findings.fields
    }
    assert ends[FieldKind.ADDRESS] == place
    assert ends[FieldKind.PHONE] == place + number


@pytest.mark.parametrize(("gap", "goes_on"), [(8, True), (60, False)])
def test_a_remark_goes_on_below_the_first_word_of_a_row(gap: float, goes_on: bool) -> None:
    # 北京 北京市 is an address of its own as far as its line tells.
    words = row("北京", "北京市", "朝阳区", "枫桥街道", "中央公园31栋2单元1605(", gap=gap)
    lines = [*words, line("放丰巢，15111814978)", 0, 36), *row("王小明", "13812345678", y=200)]
    addresses = found(lines, FieldKind.ADDRESS)
    assert any("15111814978" in text for text in addresses) is goes_on


@pytest.mark.parametrize(
    ("above", "below", "phone"),
    [
        ("17897644316 27", "02", "17897644316 27|02"),
        ("17897644316 2", "70", "17897644316 2|70"),
        ("17897644316 27", "02件", "17897644316"),
        ("17897644316 27", "", "17897644316"),
    ],
)
def test_an_extension_whose_separator_was_lost_goes_on_below(
    above: str, below: str, phone: str
) -> None:
    lines = [line("廖宝熙", 0, 12), line(above, 200, 0)]
    lines += [line(below, 200, 36)] if below else []
    page, findings = find_fields(Reading(tuple(lines)))
    assert [
        "|".join(page.lines[part.line].text[part.start : part.end] for part in field.parts)
        for field in findings.fields
        if field.kind is FieldKind.PHONE
    ] == [phone]


def form(phone: str, rest: str) -> list[TextLine]:
    """A form of two columns, of which the right one breaks its phone."""
    return [
        line("寄件人姓名：苏松 电话：13912345678", 0, 0),
        line("收件人姓名：朱小玲", 700, 0),
        line(f"电话：{phone}", 1080, 0),
        line("单位名称：云帆文具店", 0, 45),
        line(rest, 700, 45),
        line(f"地址：{ADDRESS}", 700, 90, 24),
    ]


@pytest.mark.parametrize(
    ("phone", "rest"),
    [
        ("0471-", "5577-7881转164"),
        ("86 196417470", "93"),
        ("1381234", "5678"),
        ("0510", "87654321"),
    ],
)
def test_a_number_that_the_second_column_of_a_form_breaks(phone: str, rest: str) -> None:
    assert f"{phone}|{rest}" in found(form(phone, rest), PHONE)


@pytest.mark.parametrize("rest", ["数量：2", "云帆文具店", "2026-05-12"])
def test_what_is_no_rest_of_a_number_in_the_second_column(rest: str) -> None:
    assert not [text for text in found(form("13812345678", rest), PHONE) if rest in text]


@pytest.mark.parametrize(("first", "given"), [("冯", "恒"), ("孙", "缘盈"), ("孙缘", "盈")])
def test_the_rest_of_a_name_that_a_line_breaks(first: str, given: str) -> None:
    lines = label("收 王小明 13912345678", ADDRESS, "", f"备注：13812345678 {first}")
    lines.append(line(given, 0, 180))
    assert f"{first}|{given}" in found(lines, NAME)


def test_the_rest_of_a_name_before_a_comma() -> None:
    lines = label("您的订单已发货，收货人：蒙杨", "林，电话：13812345678，地址：")
    assert "蒙杨|林" in found([*lines, line(ADDRESS, 0, 90)], NAME)


@pytest.mark.parametrize("below", ["林小", "路，电话：13812345678", "3号，电话"])
def test_a_whole_name_before_a_line_goes_not_on(below: str) -> None:
    assert "蒙杨林" in found(label("您的订单已发货，收货人：蒙杨林", below, ADDRESS), NAME)


@pytest.mark.parametrize(
    ("first", "below"),
    [("冯", "收"), ("孙缘盈", "恒"), ("冯", "缘盈恒"), ("安", "室"), ("冯", "3幢")],
)
def test_what_is_no_rest_of_a_name(first: str, below: str) -> None:
    lines = label("收 王小明 13912345678", ADDRESS, "", f"备注：13812345678 {first}")
    lines.append(line(below, 0, 180))
    assert not [text for text in found(lines, NAME) if below in text]


def test_the_number_of_a_lists_entry_is_none_of_its_name() -> None:
    lines = label("1.何师长 13812345678 锦绣江南3幢302", "2.柚子 13912345678 锦绣江南4幢1102")
    assert found(lines, NAME) == ["何师长", "柚子"]


@pytest.mark.parametrize(
    ("rows", "phones"),
    [
        (("手机号码:19046290597,1869", "0199347"), ["1869|0199347", "19046290597"]),
        (("手机号码:18957638481/18661", "422978"), ["18661|422978", "18957638481"]),
        (("手机号码:18957638481,1866",), ["18957638481,1866"]),
        (("手机号码:18957638481-1866", "地址：杭州市西湖区文三路1号"), ["18957638481-1866"]),
        (("备用联系人：尹峰电话：18645", "954471 地址：西藏拉萨市"), ["18645|954471"]),
        (("湖南长沙市公园1号27D，陈先生，19903", "955654"), ["19903|955654"]),
        (("电话：18645954471", "95338 快递热线"), ["18645954471"]),
        (("卖家备注：送货前联系肖女士136586", "95242"), ["136586|95242"]),
        (("杭州市西湖区锦江国际14栋甲单元", "280613624168406"), ["13624168406"]),
        (("杭州市西湖区锦江国际14栋", "订单编号280613624168406"), []),
        (("杭州市西湖区世茂滨江T6幢6-1403", "159-9496-1091"), ["159-9496-1091"]),
        (("杭州市西湖区世茂滨江T6幢6-1403 158", "59496109-1091"), ["158|59496109-1091"]),
    ],
)
def test_where_a_line_breaks_a_number_among_others(
    rows: tuple[str, ...], phones: list[str]
) -> None:
    assert found(label("收货人 王芳", *rows), PHONE) == phones
