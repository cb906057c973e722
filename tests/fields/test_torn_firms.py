"""A company, or a person, whom a line's end breaks is one name."""

from __future__ import annotations

import pytest

from masking.fields import find_fields
from masking.model import FieldKind, Reading
from tests.lines import line

ROOM = "寄：甘肃省兰州市城关区枫林绿洲东区3号楼2-3007；"


def names(first: str, second: str) -> list[str]:
    page, found = find_fields(Reading((line(first, 0, 0), line(second, 0, 40))))
    return [
        "⏎".join(page.lines[part.line].text[part.start : part.end] for part in field.parts)
        for field in found.fields
        if field.kind is FieldKind.NAME
    ]


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        (ROOM + "苏州万象日用", "品有限责任公司；18559867326", "苏州万象日用⏎品有限责任公司"),
        (ROOM + "青禾箱包企", "业店，13709171480", "青禾箱包企⏎业店"),
        # A head that looks like a name by itself.
        (ROOM + "杭州天", "梭电器经营部 18032680585", "杭州天⏎梭电器经营部"),
        # A surname behind a separator.
        (ROOM + "黎", "志媛；13709171480", "黎⏎志媛"),
        (ROOM + "欧阳", "志媛；13709171480", "欧阳⏎志媛"),
        (ROOM + "送", "王志媛；13709171480", "王志媛"),
        # Not the beginning of one: a region, the way to it, a number's unit, another person.
        (ROOM + "广州市", "鼎顺图书专卖店 13709171480", "鼎顺图书专卖店"),
        (ROOM + "楼下", "便民超市 13709171480", "便民超市"),
        ("寄：甘肃省兰州市城关区万象路756号楼", "便民超市 13709171480", "便民超市"),
        (ROOM + "青禾箱包", "王小明 13709171480", "王小明"),
    ],
)
def test_a_company_begins_above_the_line_that_ends_it(first: str, second: str, name: str) -> None:
    assert names(first, second)[-1] == name


def test_a_line_that_does_not_go_on_below_begins_no_company() -> None:
    short = "青禾箱包企"
    assert names(short, "业店，13709171480，" + ROOM)[-1] == "业店"


def test_the_head_of_a_company_is_no_name_of_its_own() -> None:
    assert names(ROOM + "杭州天", "梭电器经营部 18032680585") == ["杭州天⏎梭电器经营部"]
