"""A line whose area took in a watermark is read from the band of its own ink."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from masking.geometry import Quad
from masking.model import TextLine
from masking.reading.engine import Pixels
from masking.reading.tightened import tightened
from tests.lines import placed

UNIT = 24.0
"""Pixels of the usual line's height."""
AREA = (10, 20, 330, 86)
"""Where the detector saw a line, across a watermark."""
PALE, BLACK = 225, 0


def picture(*bands: tuple[int, int], pale: bool = True, rule: int | None = None) -> Pixels:
    """Characters between rows, a watermark that runs across and a dashed rule."""
    image = np.full((120, 360, 3), 255, np.uint8)
    for x in range(40, 320, 16):
        if pale:
            image[86 - x // 5 : 90 - x // 5, x : x + 16] = PALE
        for top, bottom in bands:
            image[top:bottom, x : x + 3] = BLACK
            image[(top + bottom) // 2, x : x + 10] = BLACK
    if rule is not None:
        for x in range(10, 330, 6):
            image[rule, x : x + 4] = BLACK
    return image


def reads(text: str, score: float, seen: list[Quad]) -> Callable[[Sequence[Quad]], list[TextLine]]:
    def read(quads: Sequence[Quad]) -> list[TextLine]:
        seen.extend(quads)
        return [TextLine(quad, score, placed(text, 0, 0, 9, 9).characters) for quad in quads]

    return read


def answer(
    image: Pixels, text: str = "寄件：邓程锦 13803218853", score: float = 0.97, other: int = 95
) -> tuple[str, list[Quad]]:
    line = TextLine(
        Quad.of_box(*map(float, AREA)), 0.81, placed("件：13021853", 0, 0, 9, 9).characters
    )
    beside = placed("地址：海南省海口市", 10, other, 330, other + 22)
    seen: list[Quad] = []
    return tightened(image, line, [line, beside], UNIT, reads(text, score, seen)).text, seen


@pytest.mark.parametrize("rule", [None, 24])
def test_a_watermarks_line_is_read_from_its_own_band(rule: int | None) -> None:
    text, (quad,) = answer(picture((45, 61), rule=rule))
    assert text == "寄件：邓程锦 13803218853"
    _, top, _, bottom = quad.bounds
    assert 38 <= top <= 45
    assert 61 <= bottom <= 68


def test_a_band_that_another_line_shows_is_not_its_own() -> None:
    text, (quad,) = answer(picture((32, 48), (68, 84)), other=65)
    assert text == "寄件：邓程锦 13803218853"
    assert quad.bounds[3] < 60


@pytest.mark.parametrize(
    "image",
    [
        picture((24, 82)),
        picture((32, 46), (60, 76)),
        picture(),
        picture((50, 54)),
    ],
    ids=["large type", "two lines", "no ink", "a speck's height"],
)
def test_where_no_single_band_of_usual_type_shows_it_stays(image: Pixels) -> None:
    assert answer(image) == ("件：13021853", [])


@pytest.mark.parametrize(
    ("text", "score"), [("寄件：邓程锦 13803218853", 0.7), ("件", 0.99), ("", 0.0)]
)
def test_a_worse_reading_changes_nothing(text: str, score: float) -> None:
    assert answer(picture((45, 61)), text, score)[0] == "件：13021853"


def test_what_is_hidden_stays_as_high_as_the_area() -> None:
    high = TextLine(
        Quad.of_box(*map(float, AREA)), 0.81, placed("件：13021853", 0, 0, 9, 9).characters
    )
    beside = placed("地址：海南省海口市", 10, 95, 330, 117)
    read = reads("寄件：邓程锦 13803218853", 0.97, [])
    found = tightened(picture((45, 61)), high, [high, beside], UNIT, read)
    assert found.text == "寄件：邓程锦 13803218853"
    assert found.quad.bounds[1] <= AREA[1] + 1
    assert found.quad.bounds[3] >= AREA[3] - 1
