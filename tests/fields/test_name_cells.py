"""A table's cells, where the detector ran two cells of a row together or one stands aside."""

from __future__ import annotations

import pytest

from masking.fields.find import find_fields
from masking.hiding import hide
from masking.model import FieldKind, Reading
from masking.policy import Policy
from tests.fields.test_find import ADDRESS, NAME, PHONE, found
from tests.lines import line, placed


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("关玉豪/祁慧佳15030051260", "关玉豪/祁慧佳"),
        ("天************+86 1******9928", "天************"),
        ("15030051260 关玉豪", "关玉豪"),
        ("关玉豪 15030051260 北京市", "关玉豪 "),
        ("关玉豪", "关玉豪"),
        ("一路顺风888", "一路顺风888"),  # no phone: all of it is the name
    ],
)
def test_a_phone_on_the_line_is_no_part_of_the_name(cell: str, name: str) -> None:
    lines = [line("姓名", 180, 0), line("电话", 560, 0), line("地址", 800, 0)]
    lines += [line("收件", 0, 80), line(cell, 110, 80), line("陕西省咸阳市秦都区", 720, 80)]
    if "15030051260" not in cell and "9928" not in cell:
        lines.append(line("15030051260", 500, 80))
    page, findings = find_fields(Reading(tuple(lines)))
    assert [
        page.lines[part.line].text[part.start : part.end]
        for field in findings.fields
        for part in field.parts
        if field.kind is FieldKind.NAME
    ] == [name]


@pytest.mark.parametrize("first", ["静", "静 怡", "关玉豪"])
def test_a_short_name_beside_its_heading_does_not_end_the_column(first: str) -> None:
    lines = [line("联系人", 150, 0, 32), line("联系电话", 330, 0, 32), line("详细地址", 580, 0, 32)]
    lines += [
        line("收件", 40, 160, 30),
        line(first, 111, 160, 30),
        line("18938854225", 280, 160, 26),
    ]
    lines += [line("河南省洛阳市西工区", 490, 160, 26), line("寄件", 40, 380, 30)]
    lines += [line("临沂立木供应", 118, 350, 24), line("链管理有限责", 118, 378, 24)]
    lines += [line("任公司", 118, 406, 24), line("17556064866", 280, 380, 22)]
    lines += [line("山东省济南市历下区", 490, 380, 26)]
    page, findings = find_fields(Reading(tuple(lines)))
    names = [
        "".join(page.lines[part.line].text[part.start : part.end] for part in field.parts)
        for field in findings.fields
        if field.kind is FieldKind.NAME
    ]
    assert names == [first, "临沂立木供应链管理有限责任公司"]


def test_a_rows_heading_beside_a_cell_of_two_lines_does_not_end_the_column() -> None:
    lines = [line("姓名", 130, 0, 40), line("电话", 400, 0, 40), line("地址", 760, 0, 40)]
    # Heading and name of the first row were read as one line: the column is as wide as both.
    lines += [line("收货 庄冬云", 20, 200, 40), line("13742425767", 400, 205, 34)]
    lines += [line("湖北省武汉市洪山区", 700, 205, 34), line("深圳佳木贸易", 136, 520, 34)]
    lines += [
        line("发货", 20, 540, 40),
        line("商行", 134, 562, 34),
        line("15652305335", 400, 545, 34),
    ]
    lines.append(line("柳州市鱼峰区江南大道17号", 700, 545, 34))
    page, findings = find_fields(Reading(tuple(lines)))
    names = [
        "".join(page.lines[part.line].text[part.start : part.end] for part in field.parts)
        for field in findings.fields
        if field.kind is FieldKind.NAME
    ]
    assert names == ["庄冬云", "深圳佳木贸易商行"]


@pytest.mark.parametrize(
    ("middle", "phone", "address"),
    [
        ("18442294138-9407关区望亭镇中心大厦", "18442294138-9407", "关区望亭镇中心大厦"),
        ("游瑶 18442294138 关区望亭镇中心大厦", "18442294138", " 关区望亭镇中心大厦"),
        ("17821446579转3318区中山北路120号", "17821446579转3318", "区中山北路120号"),
    ],
)
def test_a_phone_and_an_address_read_as_one_line_are_two_cells(
    middle: str, phone: str, address: str
) -> None:
    lines = [line("姓名", 60, 0), line("电话", 320, 0), line("地址", 700, 0)]
    lines += [line("拉萨市城", 620, 60), line(middle, 200, 95), line("前台5号", 620, 130)]
    page, findings = find_fields(Reading(tuple(lines)))
    texts = {
        field.kind: [page.lines[p.line].text[p.start : p.end] for p in field.parts]
        for field in findings.fields
    }
    assert texts[FieldKind.PHONE] == [phone]
    assert texts[FieldKind.ADDRESS] == ["拉萨市城", address, "前台5号"]


def test_a_remarks_phone_in_an_addresss_cell_belongs_to_it() -> None:
    lines = [line("姓名", 60, 0), line("电话", 320, 0), line("地址", 700, 0)]
    lines += [line("苏雪晨", 40, 90), line("15547912908", 260, 90)]
    lines += [line("花苑30栋4单元2608(放丰", 620, 60), line("巢，14511831616)", 620, 95)]
    page, findings = find_fields(Reading(tuple(lines)))
    parts = [f.parts for f in findings.fields if f.kind is FieldKind.ADDRESS]
    assert [page.lines[p.line].text[p.start : p.end] for p in parts[0]] == [
        "花苑30栋4单元2608(放丰",
        "巢，14511831616)",
    ]


@pytest.mark.parametrize(
    ("second", "hidden"),
    [("138123456", True), ("5671 0943", True), ("中山路1号", False), ("08", False)],
)
def test_a_second_number_in_a_phones_cell_is_hidden_though_it_is_misread(
    second: str, hidden: bool
) -> None:
    lines = [line("姓名", 60, 0), line("电话", 320, 0), line("地址", 700, 0)]
    lines += [line("苏雪晨", 40, 75), line("15547912908", 260, 60), line(second, 310, 95)]
    lines += [line("江苏省南京市鼓楼区", 620, 60), line("云谷中心8幢", 620, 95)]
    page, findings = find_fields(Reading(tuple(lines)))
    parts = [p for f in findings.fields if f.kind is FieldKind.PHONE for p in f.parts]
    assert any(page.lines[part.line].text == second for part in parts) is hidden


def test_a_remark_that_ends_on_the_second_line_of_a_names_cell_is_no_name() -> None:
    # The label is centred beside both lines, nearer to the second.
    lines = [line("姓名", 93, 371, 32), line("毛同学（送货前", 181, 352, 32)]
    lines += [line("联系）", 181, 384, 32), line("电话", 397, 371, 32)]
    lines += [line("15854614633", 484, 369, 36), line("地址", 100, 499, 32)]
    lines += [line("湖北省宜昌市西陵区电商产业园", 184, 499, 32)]
    page, findings = find_fields(Reading(tuple(lines)))
    (name,) = (field for field in findings.fields if field.kind is FieldKind.NAME)
    (shown,) = hide(page, (name,), Policy.STANDARD)
    assert [page.lines[i].text[s.start : s.end] for i, s in shown.spans] == ["同学"]


HEADINGS = [placed(*cell) for cell in (("姓名", 21, 14, 79, 47), ("电话", 214, 14, 270, 48))]
HEADINGS += [placed("地址", 411, 16, 465, 46)]


def test_a_sheets_row_whose_phone_its_cell_breaks_is_a_row() -> None:
    lines = [
        *HEADINGS,
        placed("严然秀", 23, 106, 102, 138),
        placed("19941909255", 216, 110, 366, 134),
        placed("辽宁省沈阳市铁西区望江巷57号22号102室", 412, 110, 1049, 136),
        placed("买买提江·吐尔", 22, 140, 185, 174),
        placed("86-187729606", 215, 144, 380, 168),
        placed("重庆市渝北区中山北路万科花园17座1单元15", 412, 142, 1133, 172),
        placed("逊", 24, 162, 55, 195),
        placed("96", 213, 167, 250, 195),
        placed("层1号", 412, 167, 477, 195),
    ]
    assert found(lines, NAME) == ["严然秀", "买买提江·吐尔逊"]
    assert found(lines, PHONE) == ["19941909255", "86-18772960696"]
    assert found(lines, ADDRESS) == [
        "辽宁省沈阳市铁西区望江巷57号22号102室",
        "重庆市渝北区中山北路万科花园17座1单元15层1号",
    ]


def test_a_name_that_was_read_with_its_phone_is_a_row_of_its_own() -> None:
    lines = [
        *HEADINGS,
        placed("韦同学", 27, 109, 94, 125),
        placed("(0755)44280931", 214, 109, 320, 124),
        placed("杭州市西湖区中山北路58号星河湾13号楼", 412, 108, 760, 124),
        placed("吉涵老师 17763479195", 27, 131, 300, 147),
        placed("成都市武侯区中山北路1132号星河湾T3-3108", 412, 131, 800, 146),
    ]
    assert [name.strip() for name in found(lines, NAME)] == ["吉涵老师", "韦同学"]


def test_what_a_wide_space_leaves_of_a_label_is_no_name() -> None:
    lines = [line("收件人：章远", 45, 0), line("电", 45, 45), line("话：15107803373", 112, 45)]
    assert found(lines, NAME) == ["章远"]


def test_goods_right_behind_an_address_are_no_piece_of_it() -> None:
    lines = [
        *(
            placed(text, x, 0, x + 50, 20)
            for text, x in (("收件人", 100), ("电话", 220), ("地址", 540))
        ),
        placed("商品", 800, 0, 840, 20),
        placed("崔诺三", 100, 50, 150, 70),
        placed("13157081979", 220, 50, 310, 70),
        placed("武汉市洪山区凤起路1560号环球金融中心", 362, 45, 753, 65),
        placed("苹果 5斤装", 761, 50, 843, 70),
        placed("27层2702", 361, 66, 436, 86),
    ]
    assert found(lines, ADDRESS) == ["武汉市洪山区凤起路1560号环球金融中心27层2702"]


def test_a_remarks_phone_in_an_address_cell_begins_no_row() -> None:
    lines = [
        *HEADINGS,
        placed("严然秀", 23, 106, 102, 138),
        placed("19941909255", 216, 106, 366, 134),
        placed("沈阳市铁西区望江巷57号阳光苑28栋3单元205(放丰巢，", 412, 106, 1049, 136),
        placed("13812345678)", 412, 138, 600, 168),
    ]
    assert found(lines, ADDRESS) == [
        "沈阳市铁西区望江巷57号阳光苑28栋3单元205(放丰巢，13812345678)"
    ]


def test_asterisks_behind_a_single_character_in_a_names_cell_are_the_rest_of_the_name() -> None:
    lines = [line("姓名", 0, 0), line("义 ********", 90, 0), line("电话", 300, 0)]
    lines += [line("1******4010", 390, 0), line("地址", 0, 60)]
    lines.append(line("浙江省杭州市西湖区文三路1号", 90, 60))
    page, findings = find_fields(Reading(tuple(lines)))
    (name,) = (field for field in findings.fields if field.kind is FieldKind.NAME)
    (shown,) = hide(page, (name,), Policy.STANDARD)
    assert shown.spans == ()
