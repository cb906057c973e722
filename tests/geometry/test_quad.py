"""Quads: order, parts and growth."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masking.geometry import Quad

numbers = st.floats(-5000, 5000, allow_nan=False)
sizes = st.floats(1, 3000)
angles = st.floats(-math.pi, math.pi)


@st.composite
def rectangles(draw: st.DrawFn) -> tuple[Quad, float, float, float]:
    """A turned rectangle with its width, height and angle."""
    x, y = draw(numbers), draw(numbers)
    width, height, angle = draw(sizes), draw(sizes), draw(angles)
    along = (math.cos(angle) * width, math.sin(angle) * width)
    down = (-math.sin(angle) * height, math.cos(angle) * height)
    corners = [
        (x, y),
        (x + along[0], y + along[1]),
        (x + along[0] + down[0], y + along[1] + down[1]),
        (x + down[0], y + down[1]),
    ]
    return Quad.of(corners), width, height, angle


@given(rectangles())
def test_a_rectangle_knows_its_size_and_direction(case: tuple[Quad, float, float, float]) -> None:
    quad, width, height, angle = case
    assert quad.width == pytest.approx(width, abs=1e-6)
    assert quad.height == pytest.approx(height, abs=1e-6)
    assert math.cos(quad.angle - angle) == pytest.approx(1, abs=1e-6)
    assert quad.area == pytest.approx(width * height, rel=1e-6)


@given(rectangles(), st.floats(0, 1), st.floats(0, 1))
def test_parts_lie_where_their_fractions_say(
    case: tuple[Quad, float, float, float], a: float, b: float
) -> None:
    quad, width, *_ = case
    start, end = sorted((a, b))
    part = quad.part(start, end)
    assert part.width == pytest.approx((end - start) * width, abs=1e-6)
    assert part.top_left == pytest.approx(quad.at(start, 0), abs=1e-6)
    assert part.bottom_right == pytest.approx(quad.at(end, 1), abs=1e-6)


@given(rectangles(), st.floats(0, 50), st.floats(0, 50))
def test_growing_adds_the_same_on_both_sides(
    case: tuple[Quad, float, float, float], along: float, across: float
) -> None:
    quad, width, height, _ = case
    grown = quad.grown(along, across)
    assert grown.width == pytest.approx(width + 2 * along, abs=1e-5)
    assert grown.height == pytest.approx(height + 2 * across, abs=1e-5)
    assert grown.center == pytest.approx(quad.center, abs=1e-5)


@given(rectangles(), st.floats(0, 5000))
def test_shrinking_stops_at_the_middle(case: tuple[Quad, float, float, float], by: float) -> None:
    quad, width, height, _ = case
    shrunk = quad.grown(-by, -by)
    assert shrunk.width <= width + 1e-6
    assert shrunk.height <= height + 1e-6
    assert shrunk.center == pytest.approx(quad.center, abs=1e-4)


@given(rectangles())
def test_turning_twice_changes_nothing(case: tuple[Quad, float, float, float]) -> None:
    quad = case[0]
    assert quad.turned().turned() == quad
    assert math.cos(quad.turned().angle - quad.angle) == pytest.approx(-1, abs=1e-6)


@pytest.mark.parametrize(
    "points",
    [
        [],
        [(0, 0), (1, 0), (1, 1)],
        [(0, 0), (1, 0), (1, 1), (0, 1), (0, 0)],
        [(0, 0), (1, 0), (1, 1), (0,)],
        [(0, 0), (1, 0), (1, 1), (0, math.nan)],
        [(0, 0), (math.inf, 0), (1, 1), (0, 1)],
    ],
)
def test_what_is_no_quad_is_refused(points: list[tuple[float, ...]]) -> None:
    with pytest.raises(ValueError, match="quad"):
        Quad.of(points)


def test_the_report_gets_four_corners_with_one_decimal() -> None:
    quad = Quad.of([(0.04, 0), (10.26, 0), (10, 5), (0, 5)])
    assert quad.rounded() == [[0.0, 0.0], [10.3, 0.0], [10.0, 5.0], [0.0, 5.0]]
