"""A surname lost before a row of asterisks is read by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from masking.geometry import Quad
from masking.model import Character, TextLine
from masking.reading.beginnings import with_beginnings
from tests.lines import line

WIDE = Quad.of_box(0, 0, 240, 40)


def stars(first: float, score: float) -> TextLine:
    """Twelve asterisks that begin at a fraction of their area."""
    places = [first + (0.95 - first) * n / 11 for n in range(12)]
    return TextLine(WIDE, score, tuple(Character("*", x, score) for x in places))


@pytest.mark.parametrize(
    ("row", "read", "told"),
    [
        (stars(0.19, 0.77), line("温"), "温" + "*" * 12),
        (stars(0.19, 0.77), line("温", score=0.5), "*" * 12),
        (stars(0.19, 0.77), line("-"), "*" * 12),
        (stars(0.19, 0.95), line("温"), "*" * 12),  # seen and counted
        (stars(0.05, 0.77), line("温"), "*" * 12),  # no room
        (line("温***", score=0.7), line("李"), "温***"),
    ],
)
def test_what_stands_before_asterisks(row: TextLine, read: TextLine, told: str) -> None:
    asked: list[Quad] = []

    def answer(areas: Sequence[Quad]) -> list[TextLine]:
        asked.extend(areas)
        return [replace(read, quad=area) for area in areas]

    (one,) = with_beginnings([row], answer)
    assert one.text == told
    assert one.quad == row.quad
    if told.startswith("温*****"):
        (area,) = asked
        assert 20 < area.width < 46
        assert 0 < one.characters[0].x * 240 < area.width
