"""A mobile behind other digits from which no space sets it apart, and numbers that are none."""

from __future__ import annotations

import pytest

from masking.text.phones import find_phones
from masking.text.split import PieceKind, split


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("momo12318612693599", "18612693599"),
        ("momo13918612693599", "18612693599"),
        ("小太阳8818612693599", "18612693599"),
        ("收件人 momo12318612693599", "18612693599"),
        ("金色公寓100318816112694 吴霞", "18816112694"),
        ("阳光花园3栋150213812345678", "13812345678"),
        ("幸福里31-210815997068125苏文", "15997068125"),
        ("幸福里3-1-110315997068125", "15997068125"),
        ("建宁路88弄14号60213812345678", "13812345678"),
        ("凤凰城7#260319868862795 廖哥", "19868862795"),
        ("幸福里8号楼1门140213812345678", "13812345678"),
        ("方明珠7号楼6门6041******6682滕", "1******6682"),
        ("富力桃园T9座2-9061******1213", "1******1213"),
        ("富力桃园T9座906138****1213", "138****1213"),
        ("幸福里5号楼6单元2206 197****0965", "197****0965"),
        ("绿地世纪城3-1-1208 166****2444 从龙", "166****2444"),
        ("家属院5#5-200619382780089 月亮", "19382780089"),
        ("0571 197****0965", "197****0965"),
        ("电话2206 197****0965", "2206 197****0965"),
    ],
)
def test_a_mobile_behind_a_nickname_or_a_room(text: str, number: str) -> None:
    assert [text[p.start : p.end] for p in find_phones(text)] == [number]


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("张三 0991-3869289915733877124", ["0991-38692899", "15733877124"]),
        ("(0757)511660013077487658", ["(0757)5116600", "13077487658"]),
        ("张三 157338771240991-38692899", ["15733877124", "0991-38692899"]),
        ("张三 05718765432113812345678", ["057187654321", "13812345678"]),
    ],
)
def test_a_landline_and_a_mobile_between_which_the_space_was_lost(
    text: str, numbers: list[str]
) -> None:
    assert [text[p.start : p.end] for p in find_phones(text, contact=True)] == numbers


@pytest.mark.parametrize(
    "text",
    [
        "订单 3869289915733877124",
        "单号 0991-1869289915733877124",
        "157338771240991",
        "20991-3869289915733877124",
    ],
)
def test_a_long_number_without_an_area_code_is_no_two_numbers(text: str) -> None:
    assert not find_phones(text)


@pytest.mark.parametrize(
    "text",
    [
        "SF1013398203430",
        "YT8618612693599",
        "JDX018612693599",
        "73144233224145",
        "运单号310813412345678",
        "订单 310813412345678",
        "单号7318612693599",
        "中通7318612693599",
        "圆通 8818612693599",
        "快递单号:12318612693599",
        "110101199003071234",
    ],
)
def test_a_mobile_is_not_found_within_other_numbers(text: str) -> None:
    assert not find_phones(text)


@pytest.mark.parametrize(
    ("text", "country"),
    [("张三0086138-1234-5678", "0086"), ("momo8613812345678", "86"), ("momo+8613812345678", "+86")],
)
def test_a_country_code_belongs_to_the_number(text: str, country: str) -> None:
    (phone,) = find_phones(text)
    assert text[phone.start :].startswith(country)


def test_the_room_stays_with_the_address() -> None:
    text = "收件人 南山区金色公寓100318816112694 吴霞"
    kinds = {(p.kind, text[p.start : p.end]) for p in split(text)}
    assert (PieceKind.ADDRESS, "南山区金色公寓1003") in kinds
    assert (PieceKind.NAME, "吴霞") in kinds
