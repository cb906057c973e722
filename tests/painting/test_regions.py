"""Which spans of a line are painted as one region."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from masking.fields.find import find_fields
from masking.geometry import Quad
from masking.hiding import hide
from masking.model import FieldKind, Reading, TextLine
from masking.painting.regions import field_regions
from masking.policy import Policy
from tests.lines import line

BLANK = np.full((200, 1600, 3), 255, np.uint8)
TEXT = "收货人信息：王小明，139-6776-6281，浙江省杭州市西湖区文三路1号"


def curved(text: str) -> TextLine:
    """A line whose area is much higher than its type."""
    straight = line(text, 20, 60, 30)
    left, top, right, bottom = straight.quad.bounds
    return replace(straight, quad=Quad.of_box(left, top - 12, right, bottom + 12))


@pytest.mark.parametrize(
    ("one", "characters"),
    [
        (line(TEXT, 20, 60, 30), [2, 4]),
        (curved(TEXT), [7]),
        (curved(TEXT.replace("-", "")), [6]),
    ],
)
def test_the_separators_of_a_number_on_a_curved_line_go_with_it(
    one: TextLine, characters: list[int]
) -> None:
    page, findings = find_fields(Reading((one,)))
    _, regions = field_regions(BLANK, page, hide(page, findings.fields, Policy.parse("standard")))
    assert [r.stars for r in regions if r.kind is FieldKind.PHONE] == characters


@pytest.mark.parametrize(
    ("number", "policy", "characters"),
    [
        ("139****6281", "full", [11]),
        ("139****6281", "standard", [2]),
        ("139 **** 6281", "full", [13]),
        ("139-6776-6281", "full", [3, 4, 4]),
    ],
)
def test_printed_asterisks_between_two_hidden_parts_go_with_them(
    number: str, policy: str, characters: list[int]
) -> None:
    one = line(f"收货人信息：王小明，{number}，浙江省杭州市西湖区文三路1号", 20, 60, 30)
    page, findings = find_fields(Reading((one,)))
    _, regions = field_regions(BLANK, page, hide(page, findings.fields, Policy.parse(policy)))
    assert [r.stars for r in regions if r.kind is FieldKind.PHONE] == characters
