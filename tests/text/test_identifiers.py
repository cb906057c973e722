"""Numbers with a shape of their own, each with numbers that only look alike."""

from __future__ import annotations

import pytest

from masking.policy import Policy
from masking.rules import hide_id_number, hide_waybill_number
from masking.text.identifiers import (
    find_id_cards,
    find_identifiers,
    find_waybill_numbers,
    is_id_card,
)
from tests.rules.marked import marked, marks, table


@pytest.mark.parametrize(
    "number",
    [
        "33010619900101123X",
        "11010519491231002X",
        "440524188001010014",
        "330106199001011234",  # a wrong check character: one digit may be misread
        "110105194912310020",
    ],
)
def test_identity_numbers(number):
    assert is_id_card(number)
    assert [(i.start, i.end) for i in find_id_cards(f"证件{number} 张三")] == [(2, 20)]


@pytest.mark.parametrize(
    "number",
    [
        "123456789012345678",
        "990106199001011234",
        "254281342404145695",  # an order's number whose check character is right
        "330106199013011234",
        "330106199001321234",
        "330106209901011234",
        "33010619900101123",
        "3301061990010112345",
        "",
        "abc",
        "0" * 18,
    ],
)
def test_no_identity_numbers(number):
    assert not is_id_card(number)
    assert find_id_cards(number) == ()


@pytest.mark.parametrize(
    "row",
    table("""
    身份证 【33010619900101123X】
    【330106 19900101 123x】 张三
    【330106199001011234】
    订单 123456789012345678
    13812345678
    73144233224145
    2024051312345678
    330106199001011234567
    """),
)
def test_hide_id_number(row):
    text, _ = marked(row)
    assert marks(text, hide_id_number(text)) == row


WAYBILLS = table("""
SF1013398203430
SFl0l33982O3430
DPK3B1234567890
SF1013 3982 03430
73144233224145
75412345678901
YT8812345678901
773123456789012
4312345678901234
JT3012345678901
JD0123456789012
DPK381234567890
621123456789012
EA123456789CN
1123456789012
""")
OTHERS = table("""
13812345678
0512-63016908
SF101339820
SFBOBSOLIDBOOKS
SFlO1l3398203
SF13812345678
72144233224145
YT88123456789
123456789012345678901
33010619900101123X
2024-05-13
ABCDEFGHIJK
阳光花园12-2-1203
A73144233224145
731442332241451
746 V50 010
""")


@pytest.mark.parametrize("text", WAYBILLS)
def test_waybill_numbers(text):
    assert [(i.start, i.end) for i in find_waybill_numbers(text)] == [(0, len(text))]


@pytest.mark.parametrize("text", OTHERS)
def test_no_waybill_numbers(text):
    assert find_waybill_numbers(text) == ()


@pytest.mark.parametrize(
    ("policy", "row"),
    [
        (Policy.STANDARD, "SF1013398203430"),
        (Policy.STRICT, "SF1013398203430"),
        (Policy.FULL, "【SF1013398203430】"),
        (Policy(hide_waybill_number=True), "【73144233224145】"),
        (Policy("full", keep_last_four=True), "【SF101339820】3430"),
        (Policy("full", keep_last_four=True), "【SF1013 3982 0】3430"),
        (Policy.FULL, "13812345678"),
        ("full", "单号 【73144233224145】 张三"),
    ],
)
def test_hide_waybill_number(policy, row):
    text, _ = marked(row)
    assert marks(text, hide_waybill_number(text, policy)) == row


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("2024-05-13 12:22:11", ["date", "time"]),
        ("2024-05-131222", []),
        ("2024-05-1312:22:11", ["date"]),
        ("2024年5月13日", ["date"]),
        ("¥12.50", ["amount"]),
        ("重量 1.2kg", ["amount"]),
        ("1234567890123456", ["order_number"]),
        ("客服 95338", ["service_line"]),
        ("400-888-8888", ["service_line"]),
        ("11183", ["service_line"]),
        ("33010619900101123X", ["id_card"]),
        ("73144233224145", ["waybill_number"]),
        ("13812345678", []),
        ("12-2-1203", []),
        ("2024-99-99", []),
        ("25:99", []),
        ("张三", []),
    ],
)
def test_kinds(text, kinds):
    assert [i.kind.value for i in find_identifiers(text)] == kinds
