"""Labels side by side in one picture, a little askew to each other."""

from __future__ import annotations

import math

import pytest

from masking.fields import find_fields
from masking.fields.sheets import side_by_side
from masking.geometry import Quad
from masking.model import Code, CodeKind, FieldKind, Reading, TextLine
from masking.reasons import Reason
from tests.lines import label

ROWS = ("内件：图书两本", "备注：请放门口", "服务热线请见官网")
FIRST = label("收件人：王小明 13812345678", "浙江省杭州市西湖区文三路1号3幢1502室", *ROWS)
SECOND = label("收件人：李四方 13987654321", "江苏省南京市鼓楼区中山路2号8幢17", "04室", *ROWS)


def moved(lines: list[TextLine], x0: float, y0: float, degrees: float) -> list[TextLine]:
    """The same lines, turned and moved."""
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return [
        TextLine(
            Quad.of([(x0 + x * cos - y * sin, y0 + x * sin + y * cos) for x, y in one.quad.points]),
            one.score,
            one.characters,
        )
        for one in lines
    ]


WIDTH = max(one.quad.bounds[2] for one in FIRST)


def test_each_label_has_its_own_address() -> None:
    lines = [*moved(FIRST, 0, 0, -4), *moved(SECOND, WIDTH + 120, 0, 4)]
    page, findings = find_fields(Reading(tuple(lines)))
    addresses = [
        "".join(page.lines[p.line].text[p.start : p.end] for p in field.parts)
        for field in findings.fields
        if field.kind is FieldKind.ADDRESS
    ]
    assert sorted(text[-6:] for text in addresses) == ["幢1502室", "幢1704室"]


PAPER = label(*["多美效头社能手小太历必也多"] * 6)
BARS = Code(Quad.of_box(20, 300, 320, 360), CodeKind.LINEAR, None)


@pytest.mark.parametrize(
    "rows", [PAPER, label("浙江省杭州市西湖区的天气", *["多美效头社能手"] * 5)]
)
def test_a_newspaper_beside_a_label_asks_for_nobody(rows: list[TextLine]) -> None:
    parties = label("寄件人：李四方 13987654321", "江苏省南京市鼓楼区中山路2号8幢1704室")
    whole = [*FIRST, *moved(parties, 0, 230, 0)]
    lines = (*moved(rows, WIDTH + 120, 0, 5), *whole)
    _, findings = find_fields(Reading(lines, (BARS,)))
    assert findings.doubts == ()
    # A label of its own has its own code, and somebody on it.
    codes = (BARS, Code(Quad.of_box(WIDTH + 150, 280, WIDTH + 400, 340), CodeKind.LINEAR, None))
    doubts = find_fields(Reading(lines, codes))[1].doubts
    assert [doubt.reason for doubt in doubts] == [Reason.NO_PARTY_BLOCK]


def test_a_sheet_with_a_long_number_is_no_newspaper() -> None:
    rows = [*PAPER, *label(*[""] * 6, "流水 20261128000177 见背面")]
    parties = label("寄件人：李四方 13987654321", "江苏省南京市鼓楼区中山路2号8幢1704室")
    lines = (*moved(rows, WIDTH + 120, 0, 5), *FIRST, *moved(parties, 0, 230, 0))
    doubts = find_fields(Reading(lines, (BARS,)))[1].doubts
    assert [doubt.reason for doubt in doubts] == [Reason.NO_PARTY_BLOCK]


@pytest.mark.parametrize("order", [1, -1])
def test_labels_askew_to_each_other_are_apart(order: int) -> None:
    lines = [*moved(FIRST, 0, 0, -4), *moved(SECOND, WIDTH + 120, 0, 4)][::order]
    left, right = side_by_side(lines)
    assert {len(left), len(right)} == {len(FIRST), len(SECOND)}
    assert max(lines[i].quad.center[0] for i in left) < min(lines[i].quad.center[0] for i in right)


@pytest.mark.parametrize(
    ("degrees", "gap", "count"),
    [
        (1.0, 120, 6),  # columns of one label, seen at a slant
        (6.0, 20, 6),  # no room for the edges of two sheets
        (6.0, 120, 3),  # too little text for a label
    ],
)
def test_what_else_stands_side_by_side_is_one_page(degrees: float, gap: float, count: int) -> None:
    lines = [*FIRST, *moved(SECOND[:count], WIDTH + gap, 0, degrees)]
    assert side_by_side(lines) == [tuple(range(len(lines)))]


@pytest.mark.parametrize(("second", "count"), [("13587654321", 2), ("", 1), ("13987654321", 1)])
def test_labels_with_two_parties_each_need_not_lie_askew(second: str, count: int) -> None:
    left = [*FIRST, *moved(label("寄件人：周平 13612345678"), 0, 240, 0)]
    right = [*SECOND, *moved(label(f"寄件人：吴六一 {second}"), 0, 280, 0)]
    lines = [*left, *moved(right, WIDTH + 120, 0, 0)]
    assert len(side_by_side(lines)) == count


def test_lines_that_lean_one_above_the_other_are_one_page() -> None:
    lines = [*FIRST, *moved(SECOND, 0, 400, 6)]
    assert side_by_side(lines) == [tuple(range(len(lines)))]
