"""Views: every geometric step is undone exactly."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from masking.geometry import Quad
from masking.reading.direction import along, long_axis, page_angle
from masking.reading.frame import CROP_MAX_HEIGHT, Frame, cut


def turned(quad: Quad, angle: float, x: float = 0, y: float = 0) -> Quad:
    """A quad turned around the origin, then moved."""
    cos, sin = math.cos(angle), math.sin(angle)
    return Quad.of([(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in quad.points])


@given(
    angle=st.floats(-math.pi, math.pi),
    scale=st.floats(0.1, 4),
    margin=st.floats(0, 50),
    x=st.floats(-500, 500),
    y=st.floats(-500, 500),
)
def test_a_frame_holds_its_points_and_undoes_itself(
    angle: float, scale: float, margin: float, x: float, y: float
) -> None:
    quad = turned(Quad.of_box(0, 0, 400, 40), angle, x, y)
    frame = Frame.around(quad.points, angle, scale, margin)
    seen = frame.to_view(quad)
    assert np.allclose(frame.to_source(seen).points, quad.points, atol=1e-6)
    # In the view the text is level, and the margin lies around it.
    assert math.isclose(math.cos(seen.angle), 1, abs_tol=1e-9)
    left, top, right, bottom = seen.bounds
    assert left == pytest.approx(margin * scale, abs=1e-6)
    assert top == pytest.approx(margin * scale, abs=1e-6)
    assert right <= frame.size[0] + 1e-6
    assert bottom <= frame.size[1] + 1e-6
    assert seen.height == pytest.approx(40 * scale)


@pytest.mark.parametrize("scale", [0.3, 1.0, 2.0])
@pytest.mark.parametrize("angle", [0.0, 0.4, math.pi / 2, math.pi])
def test_a_view_shows_what_stands_in_the_frame(angle: float, scale: float) -> None:
    image = np.full((600, 600, 3), 255, np.uint8)
    mark = turned(Quad.of_box(-60, -20, 60, 20), angle, 300, 300)
    import cv2

    cv2.fillPoly(image, [np.round(mark.points).astype(np.int32)], (0, 0, 0))
    frame = Frame.around(mark.points, angle, scale, 40)
    view = frame.view(image)
    assert view.shape == (frame.size[1], frame.size[0], 3)
    left, top, right, bottom = (round(v) for v in frame.to_view(mark).bounds)
    inset = 3
    assert view[top + inset : bottom - inset, left + inset : right - inset].max() < 60
    assert view[: top - inset].min() > 200
    assert view[:, : left - inset].min() > 200


@pytest.mark.parametrize("angle", [0.0, 0.3, math.pi / 2, -2.0])
def test_a_cut_is_upright(angle: float) -> None:
    image = np.full((500, 500, 3), 255, np.uint8)
    area = turned(Quad.of_box(-80, -15, 80, 15), angle, 250, 250)
    first_half = np.array(area.part(0, 0.5).points)
    import cv2

    cv2.fillPoly(image, [np.round(first_half).astype(np.int32)], (0, 0, 0))
    crop = cut(image, area)
    assert crop.shape == (30, 160, 3)
    assert crop[5:-5, 5:75].max() < 60
    assert crop[5:-5, 85:-5].min() > 200


def test_high_crops_are_scaled_down() -> None:
    crop = cut(np.zeros((900, 900, 3), np.uint8), Quad.of_box(0, 0, 900, 400))
    assert crop.shape[0] == CROP_MAX_HEIGHT


@given(st.floats(-math.pi, math.pi), st.integers(0, 3))
def test_along_finds_the_order_of_the_corners(angle: float, order: int) -> None:
    quad = turned(Quad.of_box(0, 0, 300, 30), angle)
    points = quad.points[order:] + quad.points[:order]
    assert along(Quad.of(points), angle) == quad


@given(st.floats(-1.5, 1.5), st.lists(st.floats(-0.05, 0.05), min_size=3, max_size=9))
def test_the_page_runs_as_most_of_its_text(angle: float, wobble: list[float]) -> None:
    lines = [turned(Quad.of_box(0, 0, 300, 25), angle + w, 0, 60 * i) for i, w in enumerate(wobble)]
    stray = turned(Quad.of_box(0, 0, 120, 25), angle + math.pi / 2, 500, 0)
    dot = turned(Quad.of_box(0, 0, 25, 25), 1.0, 700, 0)
    found = page_angle([*lines, stray, dot])
    assert abs(math.sin(found - angle)) <= math.sin(0.06)


def test_no_long_area_tells_no_direction() -> None:
    assert page_angle([]) == 0.0
    assert page_angle([Quad.of_box(0, 0, 30, 30)]) == 0.0


def test_the_long_axis_of_an_upright_box_runs_down() -> None:
    axis = long_axis(Quad.of_box(0, 0, 20, 200))
    assert (axis.width, axis.height) == (200, 20)
    assert axis.angle == pytest.approx(math.pi / 2)


def test_an_area_far_higher_than_wide_is_cut_as_well() -> None:
    image = np.full((3000, 40, 3), 200, np.uint8)
    crop = cut(image, Quad.of_box(10, 0, 11, 3000))
    assert crop.shape[1] == 1
    assert (crop == 200).all()
