"""Names and rooms at the end of something else: wraps, tables, cells, badges."""

from __future__ import annotations

import pytest

from masking.model import FieldKind, TextLine
from masking.reasons import Reason
from tests.fields.test_find import ADDRESS, BADGE, NAME, PHONE, found, reasons
from tests.lines import label, line

PLACE = "浙江省杭州市西湖区文三路478号阳光花园3幢"


@pytest.mark.parametrize(
    ("end", "below", "name"),
    [
        ("1502室袁", "艳", "袁艳"),
        ("丙单元501熊", "敏", "熊敏"),
        ("2单", "元1103室 郑芳鸣", "郑芳鸣"),
        ("2603", "室转向文怡", "向文怡"),
        ("8楼24", "床沈曦钰", "沈曦钰"),
        ("1502室（郝瑾", "收）", "郝瑾"),
    ],
)
def test_a_name_behind_a_wrapped_address(end: str, below: str, name: str) -> None:
    assert name in found(label(PLACE + end, below, "13812345678"), NAME)


@pytest.mark.parametrize("end", ["1502室彭鸣", "1502彭鸣", "1502室 袁艳", "1502室（郝瑾家）"])
def test_a_name_at_the_end_of_an_address(end: str) -> None:
    assert found(label("电话：13812345678", "地址：" + PLACE + end), NAME)


@pytest.mark.parametrize(
    "end", ["1502室", "1502室东户", "1502室（南门）", "楼下超市", "1502室(电联)"]
)
def test_what_ends_an_address_otherwise_is_no_name(end: str) -> None:
    assert found(label("收件人：王小明 13812345678", "地址：" + PLACE + end), NAME) == ["王小明"]


@pytest.mark.parametrize(
    ("end", "below"),
    [("6楼614", "床位3"), ("二门四楼", "左手"), ("2单元1502", "号铺")],
)
def test_a_room_goes_on_below(end: str, below: str) -> None:
    lines = label("收件人：王小明 13812345678", PLACE + end, below)
    assert found(lines, ADDRESS) == [PLACE + end + below]


@pytest.mark.parametrize("first", ["NO.", "序号", "#"])
def test_a_tables_heading_may_hold_other_words(first: str) -> None:
    lines = label(
        (first, "收件人", "手机号", "收货地址", "数量"),
        ("1", "格桑卓玛", "13812345678", "杭州市西湖区1502室", "3"),
        ("2", "Lucy", "13812345679", "杭州市西湖区1503室", "5"),
    )
    assert found(lines, NAME) == ["Lucy", "格桑卓玛"]
    assert found(lines, ADDRESS) == ["杭州市西湖区1502室", "杭州市西湖区1503室"]


def test_rows_that_stand_close_are_cells_of_their_own() -> None:
    rows = [("收件人", "手机号", "收货地址"), ("丹", "13812345678", "杭州市西湖区1502室")]
    rows.append(("风吹麦浪", "13812345679", "杭州市西湖区1503室"))
    lines = [line(t, 400 * x, 38 * y) for y, row in enumerate(rows) for x, t in enumerate(row)]
    assert found(lines, NAME) == ["丹", "风吹麦浪"]


def test_a_badge_beside_an_address_does_not_end_it() -> None:
    lines = [line("收", 19, 287, 43), line(PLACE + "6楼614", 78, 277), line("床位3", 74, 310, 39)]
    lines.append(line("汪敏(收) 0512-31261325", 79, 350))
    assert found(lines, ADDRESS) == [PLACE + "6楼614床位3"]


def test_two_badges_side_by_side_head_no_names() -> None:
    lines = label(
        ("收件人", "寄件人"),
        ("王小明", "李四"),
        ("13812345678", "13987654321"),
        ("软件园", "科技城"),
        column=500,
    )
    assert "软件园" not in found(lines, NAME)


def test_a_firm_in_its_cell_is_a_name() -> None:
    lines = label(("单位名称", "杭州云桥科技有限公司"), "收件人：王小明 13812345678")
    assert "杭州云桥科技有限公司" in found(lines, NAME)


@pytest.mark.parametrize("value", ["", "本人", "内件 衣服", "前台"])
def test_a_signature_may_be_empty(value: str) -> None:
    lines = [*BADGE, line("签收人", 0, 400), line(value or "2026-03-01", 0, 440)]
    assert found(lines, NAME) == found(BADGE, NAME)
    assert not reasons(lines)


def test_a_signature_below_its_label() -> None:
    lines = [*BADGE, line("签收人", 0, 400), line("陈红", 0, 440)]
    assert "陈红" in found(lines, NAME)


def test_a_nickname_needs_no_phone() -> None:
    lines = [*BADGE, line("会员名 tb88_lily", 0, 800)]
    assert "tb88_lily" in found(lines, NAME)
    assert not reasons(lines)


def test_a_firm_beside_a_name() -> None:
    lines = label("杭州云桥科技有限公司 方辉", "13812345678", PLACE + "1502室")
    assert found(lines, NAME) == ["方辉", "杭州云桥科技有限公司"]


def test_a_badge_below_a_phone_is_no_name() -> None:
    lines = label(
        "收件人：王小明",
        "地址：" + PLACE + "15-3 潘平",
        "电话：18351925052",
        "寄：彭曦鸣 13912345678",
    )
    assert found(lines, NAME) == ["彭曦鸣", "潘平", "王小明"]


def test_whatever_stands_between_a_badge_and_a_phone_is_the_name() -> None:
    lines = [*BADGE[:3], line("寄", 0, 160, 44), line("发货小哥 13987654321", 70, 165, 26)]
    assert "发货小哥" in found(lines, NAME)


def test_a_payment_above_a_signature_is_no_name() -> None:
    lines = [*BADGE, line("重量：0.8kg付款方式：寄付", 0, 400), line("签收人：", 0, 440)]
    assert found(lines, NAME) == found(BADGE, NAME)
    assert not reasons(lines)


def test_a_contact_below_an_address_heading_is_no_address() -> None:
    lines = label("收货地址", "朱静 13812345678", PLACE + "1502室")
    assert found(lines, ADDRESS) == [PLACE + "1502室"]
    assert (found(lines, NAME), found(lines, PHONE)) == (["朱静"], ["13812345678"])


ENGLISH = ["Flat B, 12/F, Tower 5, Harbour View", "Apt 4B, 1203 Main Street, Monterey Park"]


@pytest.mark.parametrize("text", ENGLISH)
@pytest.mark.parametrize("before", ["ADD: ", ""])
def test_an_english_address_is_one(text: str, before: str) -> None:
    lines: list[TextLine] = label("TO: ZHANG WEI", "TEL: +86 13812345678", before + text)
    assert found(lines, FieldKind.ADDRESS) == [text]
    assert Reason.ADDRESS_MISSING not in reasons(lines)


def test_two_people_below_what_may_be_a_place_are_both_names() -> None:
    lines = [
        line("临沂包", 26, 316, 45),
        line("冯俊然/顾芳", 94, 373, 35),
        line("18512226194", 282, 373, 34),
        line("天津市河西区望亭镇文华里北区17号楼3-2708", 94, 417, 29),
    ]
    assert found(lines, NAME) == ["冯俊然", "顾芳"]


def test_a_name_before_a_landline_that_is_broken_behind_its_area_code() -> None:
    lines = label("寄：" + PLACE + "一门四楼左手 HUANG LI 021", "36781494")
    assert found(lines, NAME) == ["HUANG LI"]
    assert found(lines, PHONE) == ["02136781494"]


def test_a_name_that_is_a_city_stands_before_a_province() -> None:
    lines = label("收件人：13128040549,安康,四川省 成都市 武", "侯区 金街L2-258")
    assert "安康" in found(lines, NAME)


def test_an_address_in_a_table_goes_on_in_its_cell() -> None:
    lines = [
        line("寄件", 24, 529, 24),
        line("金华天梭电子", 72, 522, 19),
        line("商务经营部", 71, 539, 18),
        line("130-3548-1931", 200, 534, 15),
        line("广东省深圳市龙岗区临江", 372, 522, 17),
        line("街道水岸名都33-2-408", 372, 539, 17),
    ]
    assert "广东省深圳市龙岗区临江街道水岸名都33-2-408" in found(lines, ADDRESS)


def test_a_room_below_goes_on_before_a_phone_that_is_broken_there() -> None:
    lines = label(
        "收件人：甘肃省 兰州市 城关区 北苑宿舍6栋2",
        "单元1908(放丰巢，18604474877),褚兴怡,16",
        "535854166-3272",
    )
    (place,) = found(lines, ADDRESS)
    assert place.startswith("甘肃省 兰州市 城关区 北苑宿舍6栋2单元1908(放丰巢，18604474877")
    assert "16535854166-3272" in found(lines, PHONE)
    assert "褚兴怡" in found(lines, NAME)


def test_an_estate_broken_behind_what_looks_like_a_name_is_an_address() -> None:
    lines = label(
        "姚** 13804879864", "江西省 南昌市 红谷滩区 龙泉街道 东方名", "邸3-4-1105", "", "寄"
    )
    (place,) = found(lines, ADDRESS)
    assert place.endswith("邸3-4-1105")


def test_a_name_behind_a_room_stays_one() -> None:
    lines = label(PLACE + "1502室 王方名", "13812345678")
    assert found(lines, NAME) == ["王方名"]
    assert found(lines, ADDRESS) == [PLACE + "1502室"]


def test_a_person_beside_a_phone_comes_before_the_shop_of_the_address() -> None:
    lines = [
        line("收件:山西省太原市小店区龙泉街道白鹭村村", 22, 106, 23),
        line("委会旁圆梦服装店 周宝颖", 22, 130, 22),
        line("15951733381", 293, 133, 18),
    ]
    assert "周宝颖" in found(lines, NAME)


FIRM_ROW = [line("杭州云裳服饰有限公司", 100, 0), line("15529617119", 520, 0)]


@pytest.mark.parametrize(
    ("between", "left", "is_name"),
    [
        ("撒琴弟", 100, True),
        ("矫女士", 100, True),
        ("阿依古丽·买买提", 100, True),
        ("已签收", 100, False),
        ("放驿站", 100, False),
        ("谢谢", 100, False),
        ("撒琴弟", 330, False),  # of another column
    ],
)
def test_a_contact_on_a_line_between_a_firms_phone_and_its_address(
    between: str, left: float, is_name: bool
) -> None:
    lines = [*FIRM_ROW, line(between, left, 40), line(PLACE + "1502室", 40, 80)]
    assert any(between in name for name in found(lines, NAME)) is is_name


def test_where_the_phone_has_somebodys_name_no_other_word_is_one() -> None:
    row = [line("王小明", 100, 0), line("15529617119", 520, 0)]
    lines = [*row, line("撒琴弟", 100, 40), line(PLACE + "1502室", 100, 80)]
    assert found(lines, NAME) == ["王小明"]


def test_an_address_behind_the_rest_of_a_phone_goes_on_below() -> None:
    lines = label("收件 迪丽努尔·阿不都热合曼，1522", "1775112泉州市晋江市五一路20弄5号", "1502室")
    assert "".join(found(lines, PHONE)) == "15221775112"
    assert found(lines, ADDRESS) == ["泉州市晋江市五一路20弄5号1502室"]


@pytest.mark.parametrize(
    ("first", "second"), [("花园2705；13279", "958422"), ("花园2705室，13279", "958422")]
)
def test_a_phone_whose_rest_begins_like_a_service_line_behind_a_separator(
    first: str, second: str
) -> None:
    lines = label(f"廖香豆；浙江省杭州市西湖区文三路1号{first}", second)
    assert "".join(found(lines, PHONE)) == "13279958422"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("迪丽努尔·阿不都热合曼山东省青岛市即墨区文三路1号3幢1502室", "迪丽努尔·阿不都热合曼"),
        ("寄件人 义乌市晨曦日用品有限公司 阿依古丽·买买提15", "阿依古丽·买买提15"),
    ],
)
def test_names_glued_to_what_stands_beside_them(text: str, name: str) -> None:
    assert any(name in one for one in found(label(text, "13987654321"), NAME))


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("[收货地址]程达  19006634132", "程达"),
        ("[收货地址]云淡风轻  19006634132", "云淡风轻"),
        ("收货地址：程小明 浙江省杭州市西湖区文三路1号3幢502 19006634132", "程小明"),
        ("收货地址：程小明，19006634132，浙江省杭州市西湖区文三路1号3幢502", "程小明"),
    ],
)
def test_an_addresss_label_may_head_the_whole_block(row: str, name: str) -> None:
    lines = label(row, "浙江省杭州市西湖区文三路1号3幢502")
    assert found(lines, NAME) == [name]
    assert found(lines, ADDRESS)[0].startswith("浙江省")


@pytest.mark.parametrize("row", ["收货地址：阳光花园3幢502 13812345678", "收货地址：西湖区 文三路"])
def test_an_address_behind_its_label_is_no_name(row: str) -> None:
    lines = label("王小明 19006634132", row)
    assert found(lines, NAME) == ["王小明"]
