"""The line through measured costs, and the picture of it."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from benchmarks.cost import STRAIGHT, Series, svg


def series(*seconds: float) -> Series:
    return Series("lines", "lines", tuple(float(x) for x in range(1, len(seconds) + 1)), seconds)


def test_a_straight_line_is_found() -> None:
    assert series(2.5, 3.0, 3.5, 4.0).fit() == pytest.approx((0.5, 2.0, 1.0))


@pytest.mark.parametrize("seconds", [(1, 2, 4, 8, 16, 32), (1, 9, 1, 9, 1)])
def test_what_is_not_straight_is_told(seconds: tuple[float, ...]) -> None:
    assert series(*seconds).fit()[2] < STRAIGHT


def test_the_picture_holds_every_point() -> None:
    root = ElementTree.fromstring(svg([series(1, 2, 3), series(2, 3, 5, 7)]))
    circles = list(root.iter("{http://www.w3.org/2000/svg}circle"))
    assert len(circles) == 7
    assert all(0 <= float(one.get("cy", "-1")) <= 220 for one in circles)
