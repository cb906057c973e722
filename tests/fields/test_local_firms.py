"""Firms behind their city and district: names where a name stands, places elsewhere."""

from __future__ import annotations

import pytest

from masking.fields import find_fields
from masking.model import Reading, TextLine
from masking.reasons import Reason
from masking.text.companies import is_local_firm
from tests.fields.test_find import ADDRESS, NAME, found
from tests.lines import label, line

PLACE = "浙江省杭州市西湖区文三路1号阳光花园3幢2单元1502室"
FIRMS = [
    "佛山市南海区恒固家具厂",
    "宁波海曙区拾光咖啡馆",
    "广州白云区顺达汽配经营部",
    "成都蜀乡人家食品专营店",
]


@pytest.mark.parametrize("firm", FIRMS)
def test_a_firm_of_a_district(firm: str) -> None:
    assert is_local_firm(firm)


@pytest.mark.parametrize(
    "text",
    [
        "杭州市西湖区",
        "杭州市西湖区文三路恒固家具厂",
        "杭州市西湖区恒固家具厂3号",
        "恒固家具厂",
        "佛山市南海区阳光花园",
        "杭州市西湖区路口超市",
        "浙江省杭州市西湖区恒固家具厂",
    ],
)
def test_no_firm_of_a_district(text: str) -> None:
    assert not is_local_firm(text)


@pytest.mark.parametrize("firm", FIRMS)
@pytest.mark.parametrize("words", ["寄件人：{} 13812345678", "13812345678 {}", "{} 13812345678"])
def test_at_a_phone_without_a_name_it_is_the_name(firm: str, words: str) -> None:
    lines = label("收件人：王小明 13912345678", PLACE, words.format(firm), PLACE)
    assert firm in found(lines, NAME)


@pytest.mark.parametrize("firm", FIRMS)
def test_above_a_phone_without_a_name_it_is_the_name(firm: str) -> None:
    lines = label("收件人：王小明 13912345678", PLACE, "", firm, "13812345678", PLACE)
    assert firm in found(lines, NAME)


@pytest.mark.parametrize("firm", FIRMS)
def test_behind_a_partys_label_it_is_the_name(firm: str) -> None:
    lines = label("收件人：王小明 13912345678", PLACE, f"发货单位：{firm}")
    assert firm in found(lines, NAME)


@pytest.mark.parametrize("firm", ["杭州市西湖区好又多超市", "宁波海曙区拾光咖啡馆"])
def test_beside_a_name_it_is_the_place(firm: str) -> None:
    lines = label(f"收件人：王小明 13912345678 {firm}", "3楼302室")
    assert firm not in found(lines, NAME)
    assert [text for text in found(lines, ADDRESS) if "302" in text]


@pytest.mark.parametrize("row", ["寄 无锡市 → 收 西宁市", "寄件 无锡市→收件 西宁市", "寄 浙江省"])
def test_from_where_to_where_names_nobody(row: str) -> None:
    lines = [line(row, 0, 400), *label("收件人：王小明 13912345678", PLACE)]
    assert found(lines, NAME) == ["王小明"]


@pytest.mark.parametrize("name", ["安康", "黄河", "平安"])
def test_a_city_without_its_word_may_be_a_name(name: str) -> None:
    assert name in found(label(f"收 {name}", "13912345678", PLACE), NAME)


def form(*asked: str) -> list[TextLine]:
    return label(
        "客户：王小明　电话：13912345678",
        f"收货地址：{PLACE}",
        "",
        "品名规格",
        "",
        "",
        "",
        "发货单位：云帆食品厂　电话：13812345678",
        *asked,
    )


@pytest.mark.parametrize(("asked", "missing"), [((), False), (("发货地址：",), True)])
def test_a_form_that_asks_for_one_address_misses_none(
    asked: tuple[str, ...], missing: bool
) -> None:
    doubts = {doubt.reason for doubt in find_fields(Reading(tuple(form(*asked))))[1].doubts}
    assert bool(doubts & {Reason.ADDRESS_MISSING, Reason.LABEL_WITHOUT_VALUE}) is missing


def test_without_its_labels_a_party_misses_its_address() -> None:
    lines = [*form()[:-1], line("云帆食品厂 13812345678", 0, 400)]
    doubts = {doubt.reason for doubt in find_fields(Reading(tuple(lines)))[1].doubts}
    assert Reason.ADDRESS_MISSING in doubts


@pytest.mark.parametrize(
    ("rows", "asked"),
    [
        (("王芳 13812345678", "入库时间：2026-08-02", "营业时间：08:30-21:00"), False),
        (("甲乙丙丁戊己庚辛壬癸 *******5678", "入库时间：2026-08-02", "营业时间：08:30"), True),
        (("王芳 13812345678", "入库时间：2026-08-02", "营业时间：08:30", "寄件："), True),
    ],
)
def test_a_stations_slip_names_no_sender(rows: tuple[str, ...], asked: bool) -> None:
    lines = label("18-9-2439", *rows, "SF1013398203430")
    found_doubts = {doubt.reason for doubt in find_fields(Reading(tuple(lines)))[1].doubts}
    assert (Reason.NO_PARTY_BLOCK in found_doubts) is asked


def test_whom_a_remark_names_is_not_the_name_of_a_phone_above() -> None:
    lines = label(
        "柏君容 13912345678",
        PLACE,
        "成都蜀乡人家食品专营店",
        "13812345678",
        PLACE,
        "请送到前台，联系汤家宏",
    )
    assert {"柏君容", "汤家宏", "成都蜀乡人家食品专营店"} <= set(found(lines, NAME))


@pytest.mark.parametrize("remark", ["请联系汤家宏 13812345678", "请送到前台，联系汤家宏"])
def test_whom_a_remark_names_has_the_phone_beside_or_below(remark: str) -> None:
    lines = label(
        "柏君容 13912345678", PLACE, "", remark, "13712345678"[: 11 * ("138" not in remark)]
    )
    doubts = {doubt.reason for doubt in find_fields(Reading(tuple(lines)))[1].doubts}
    assert Reason.NAME_MISSING not in doubts


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("温州清源服饰 商行", "温州清源服饰 商行"),
        ("嘉兴花间电器 旗舰店", "嘉兴花间电器 旗舰店"),
        ("清源服饰 有限公司", "清源服饰 有限公司"),
    ],
)
def test_a_space_before_a_firms_word(row: str, name: str) -> None:
    lines = label(f"{row} 15780847676", "惠州市惠城区中心大厦前台")
    assert found(lines, NAME) == [name]


def test_a_shop_that_people_know_their_way_by_is_no_part_of_the_name_before_it() -> None:
    lines = label("张小明 超市 15780847676", "惠州市惠城区中心大厦前台")
    assert "张小明" in found(lines, NAME)


@pytest.mark.parametrize("word", ["公司", "商贸"])
def test_a_firms_word_behind_an_address_stays_with_it(word: str) -> None:
    lines = label("张小明 15780847676", f"惠州市惠城区中心大厦 {word}")
    assert found(lines, NAME) == ["张小明"]
