"""Pieces of a room that belong to no field are painted."""

from __future__ import annotations

import pytest

from masking.fields.find import find_fields
from masking.model import Reading
from masking.reasons import Reason
from tests.lines import label, line

BLOCK = label("王小明 13812345678", "浙江省杭州市西湖区中央公园")


@pytest.mark.parametrize(
    ("row", "painted"),
    [
        (("栋", "1"), 2),
        (("单元", "708"), 2),
        (("3单元", "708室"), 0),  # an address by themselves
        (("*单元", "***室"), 0),  # somebody has hidden it
        (("单元", "***"), 0),
        (("栋",), 0),
        (("第1/2件", "708"), 0),
        (("单元格", "708"), 0),  # other words
        (("2kg", "708"), 0),
    ],
)
def test_a_lone_piece_is_painted_with_its_number(row: tuple[str, ...], painted: int) -> None:
    far = [line(text, 700 + 90 * place, 600) for place, text in enumerate(row)]
    _, findings = find_fields(Reading((*BLOCK, *far)))
    quads = [q for d in findings.doubts if d.reason is Reason.UNREAD_TEXT for q in d.quads]
    boxes = {tuple(round(v) for v in quad.bounds) for quad in quads}
    assert len(boxes & {tuple(round(v) for v in one.quad.bounds) for one in far}) == painted


def test_what_a_field_holds_is_no_stray_piece() -> None:
    lines = label("王小明 13812345678", "浙江省杭州市西湖区阳光花园3幢2", "单元1502室")
    assert not find_fields(Reading(tuple(lines)))[1].doubts


@pytest.mark.parametrize(
    ("house", "doubted"), [("B1栋", True), ("B1栋1单元", False), ("南门", False)]
)
def test_a_bare_number_before_a_name_below_a_building_is_painted(house: str, doubted: bool) -> None:
    lines = [
        line("收件人：李娜 13987654321", 0, 0),
        line(f"湖南省吉首市农业东路142号荣盛花语城{house}", 0, 90),
        line("2604 郑强良 缄", 440, 124),
        line("电话 16747861126", 440, 158),
    ]
    assert (
        Reason.UNREAD_TEXT in {d.reason for d in find_fields(Reading(tuple(lines)))[1].doubts}
    ) is doubted
