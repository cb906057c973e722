"""A large view is seen in bands, and no line is lost, cut or found twice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masking.geometry import Quad
from masking.reading.bands import CONTEXT, MOST_PIXELS, detect_in_bands
from masking.reading.engine import Detected, Pixels, Recognized, Turn

LINE = 40


class Rows:
    """Knows lines of a view by their rows, and sees what of them is in its picture.

    Each picture's rows are told from its pixels: the view's red and green hold the row's number.
    """

    def __init__(self, tops: Sequence[int]) -> None:
        self.tops = tops
        self.areas: list[int] = []

    def detect(self, image: Pixels, side: int) -> list[Detected]:
        height, width = image.shape[:2]
        assert side == max(height, width)
        self.areas.append(height * width)
        first = int(image[0, 0, 0]) * 256 + int(image[0, 0, 1])
        found = []
        for top in self.tops:
            upper, lower = max(top - first, 0), min(top + LINE - first, height)
            if upper < lower:
                found.append(Detected(Quad.of_box(10, upper, width - 10, lower), 1.0))
        return found

    def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
        raise NotImplementedError

    def turn(self, crops: Sequence[Pixels]) -> list[Turn]:
        raise NotImplementedError


def view(height: int, width: int) -> Pixels:
    rows = np.arange(height)
    image = np.zeros((height, width, 3), np.uint8)
    image[:, :, 0], image[:, :, 1] = (rows // 256)[:, None], (rows % 256)[:, None]
    return image


@pytest.mark.parametrize(("height", "bands"), [(900, 1), (1500, 1), (1501, 2), (4600, 4)])
def test_a_view_is_seen_in_as_many_bands_as_it_needs(height: int, bands: int) -> None:
    engine = Rows([])
    assert detect_in_bands(engine, view(height, 1000)) == []
    assert len(engine.areas) == bands
    # A band's edges move by a quarter at most, and context is seen with it.
    assert max(engine.areas) <= 1.5 * MOST_PIXELS + 2 * CONTEXT * 1000


@given(
    st.lists(st.integers(0, 4000 // (LINE + 4) - 1), unique=True, max_size=60),
    st.booleans(),
)
@settings(deadline=None)
def test_every_line_is_found_once_and_whole(places: list[int], known: bool) -> None:
    tops = sorted(place * (LINE + 4) for place in places)
    lines = [Quad.of_box(10, top, 990, top + LINE) for top in tops]
    found = detect_in_bands(Rows(tops), view(4000, 1000), lines if known else ())
    assert sorted(quad.bounds for quad in found) == [line.bounds for line in lines]


def test_an_edge_keeps_clear_of_what_was_seen() -> None:
    # Higher than the context: an edge through its middle would cut it.
    large = Quad.of_box(0, 900, 1000, 1100)

    class Tall(Rows):
        def detect(self, image: Pixels, side: int) -> list[Detected]:
            super().detect(image, side)
            first = int(image[0, 0, 0]) * 256 + int(image[0, 0, 1])
            upper, lower = max(900 - first, 0), min(1100 - first, image.shape[0])
            return [Detected(Quad.of_box(0, upper, 1000, lower), 1.0)] if upper < lower else []

    (found,) = detect_in_bands(Tall([]), view(2000, 1000), [large])
    assert found.bounds == large.bounds
