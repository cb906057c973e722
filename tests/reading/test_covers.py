"""Fingers, tape and reflections are seen; print, shadows and plain paper are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from masking.geometry import Quad
from masking.reading.covers import find_covers
from masking.reading.engine import Pixels

UNIT = 30.0
LINES = [Quad.of_box(50, 60 + 60 * n, 650, 90 + 60 * n) for n in range(6)]
SKIN, PAPER = (215, 165, 140), 220


def label(paper: int = PAPER) -> Pixels:
    image = np.full((480, 720, 3), paper, np.uint8)
    for quad in LINES:
        left, top, right, bottom = (int(v) for v in quad.bounds)
        image[top:bottom:3, left:right:4] = 30
    return image


def covers(image: Pixels) -> list[Quad]:
    return find_covers(image, LINES, [], 0.0, UNIT)


def test_a_finger_is_a_cover() -> None:
    image = label()
    cv2.ellipse(image, (60, 180), (140, 35), 0, 0, 360, SKIN, -1)
    (found,) = covers(image)
    left, top, right, bottom = found.bounds
    assert left <= 60
    assert right == pytest.approx(200, abs=25)
    assert top == pytest.approx(145, abs=8)
    assert bottom == pytest.approx(215, abs=8)


@pytest.mark.parametrize(("paper", "seen"), [(220, 1), (250, 0)])
def test_a_reflection_is_seen_on_dull_paper(paper: int, seen: int) -> None:
    image = label(paper)
    cv2.circle(image, (300, 200), 60, (255, 255, 255), -1)
    assert len(covers(image)) == seen


@pytest.mark.parametrize(("blur", "seen"), [(9.0, 1), (0.0, 0)])
def test_a_narrow_reflection_fades_into_the_paper_and_a_white_box_does_not(
    blur: float, seen: int
) -> None:
    image = label()
    light = np.zeros(image.shape[:2], np.float32)
    if blur:
        cv2.ellipse(light, (300, 190), (24, 70), 20, 0, 360, 3.0, -1)
        light = np.asarray(cv2.GaussianBlur(light, (0, 0), blur), np.float32)
    else:
        light[180:212, 280:500] = 1.0  # painted over by somebody
    share = np.clip(light, 0, 1)[..., None]
    image = np.round(image * (1 - share) + 255 * share).astype(np.uint8)
    assert len(covers(image)) == seen


def test_coloured_type_dark_bars_and_shadows_are_none() -> None:
    image = label()
    cv2.putText(image, "SF EXPRESS", (60, 240), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (200, 30, 30), 3)
    image[100:160, 100:300] = 15
    image[300:, 400:] = (image[300:, 400:] * 0.6).astype(np.uint8)
    assert covers(image) == []


def test_coloured_paper_is_paper() -> None:
    image = label()
    image[image[:, :, 0] == PAPER] = (235, 225, 170)
    assert covers(image) == []


def test_a_colour_that_lines_are_printed_on_is_none() -> None:
    image = label()
    bubble = image[50:220, 30:680]
    bubble[bubble[:, :, 0] == PAPER] = (120, 220, 90)
    assert len(find_covers(image, LINES, [], 0.0, UNIT)) > 0
    assert find_covers(image, LINES, LINES, 0.0, UNIT) == []


def test_a_finger_beside_read_lines_is_still_one() -> None:
    image = label()
    cv2.ellipse(image, (60, 180), (140, 35), 0, 0, 360, SKIN, -1)
    assert len(find_covers(image, LINES, [LINES[0], LINES[1], LINES[4]], 0.0, UNIT)) == 1


@pytest.mark.parametrize(("ends", "seen"), [((20, 420), 1), ((200, 200), 0)])
def test_a_narrow_strip_is_one_where_it_is_slanted(ends: tuple[int, int], seen: int) -> None:
    image = label()
    cv2.line(image, (0, ends[0]), (720, ends[1]), SKIN, 24)
    assert len(covers(image)) == seen


def test_the_ground_beside_a_label_photographed_askew_is_none() -> None:
    image = label()
    slanted = [Quad.of_box(50 + 20 * n, 60 + 60 * n, 650, 90 + 60 * n) for n in range(6)]
    ground = np.array([(0, 150), (30, 150), (140, 480), (0, 480)], np.int32)
    cv2.fillPoly(image, [ground], SKIN)
    assert find_covers(image, slanted, [], 0.0, UNIT) == []


def sheets(gap: tuple[int, int], *rows: int) -> tuple[Pixels, list[Quad]]:
    """Two sheets side by side on a coloured ground, and their lines; `gap` is the ground's columns."""
    image = np.full((480, 1000, 3), PAPER, np.uint8)
    image[:, gap[0] : gap[1]] = SKIN
    lines = [
        Quad.of_box(left, top, left + 400, top + 30)
        for left in (20, 580)
        for top in (rows or (60, 120, 180, 240))
    ]
    for quad in lines:
        left, top, right, bottom = (int(v) for v in quad.bounds)
        image[top:bottom:3, left:right:4] = 30
    return image, lines


@pytest.mark.parametrize(
    ("gap", "rows", "seen"),
    [
        ((450, 550), (60, 120, 180, 240), 0),  # the ground between two sheets
        ((415, 550), (60, 120, 180, 240), 1),  # tape, where lines end
        ((450, 550), (60, 120), 1),  # too few lines for a sheet
    ],
)
def test_the_ground_between_two_sheets_is_none(
    gap: tuple[int, int], rows: tuple[int, ...], seen: int
) -> None:
    image, lines = sheets(gap, *rows)
    assert len(find_covers(image, lines, [], 0.0, UNIT)) == seen


def test_a_finger_that_comes_from_the_ground_beside_a_label_is_one() -> None:
    image = label()
    slanted = [Quad.of_box(50 + 45 * n, 60 + 60 * n, 650, 90 + 60 * n) for n in range(6)]
    ground = np.array([(0, 100), (60, 100), (270, 480), (0, 480)], np.int32)
    cv2.fillPoly(image, [ground], SKIN)
    assert find_covers(image, slanted, [], 0.0, UNIT) == []
    cv2.ellipse(image, (160, 220), (200, 40), 0, 0, 360, SKIN, -1)
    found = find_covers(image, slanted, [], 0.0, UNIT)
    assert any(q.bounds[0] < 280 < 320 < q.bounds[2] for q in found)


def test_a_bent_cover_leaves_what_lies_in_its_bend() -> None:
    image = label()
    image[90:150, 100:600] = SKIN
    image[90:400, 100:160] = SKIN
    found = covers(image)
    assert any(q.bounds[0] <= 120 <= q.bounds[2] and q.bounds[3] > 380 for q in found)
    assert any(q.bounds[2] >= 580 for q in found)
    assert not any(q.bounds[0] < 400 < q.bounds[2] and q.bounds[3] > 280 for q in found)


@pytest.mark.parametrize(
    ("tilt", "text", "seen"),
    [
        (0, True, 0),  # a bubble of the chat that the photo was sent in
        (0, False, 1),  # nothing can be read there
        (8, True, 1),  # what is photographed lies askew
    ],
)
def test_a_white_box_that_text_is_read_in_is_no_reflection(
    tilt: float, text: bool, seen: int
) -> None:
    image = label()
    corners = cv2.boxPoints(((350, 240), (500, 100), tilt))
    cv2.fillConvexPoly(image, np.rint(corners).astype(np.int32), (255, 255, 255))
    line = Quad.of_box(150, 225, 540, 255)
    if text:
        image[228:252:4, 160:530:6] = 30
    assert bool(find_covers(image, LINES, [line] if text else [], 0.0, UNIT)) == bool(seen)


@pytest.mark.parametrize(("hidden", "seen"), [(True, 0), (False, 1)])
@pytest.mark.parametrize("tilt", [0, 2.5])
def test_a_white_fill_that_asterisks_stand_in_is_no_reflection(
    tilt: float, hidden: bool, seen: int
) -> None:
    image = label()
    corners = cv2.boxPoints(((310, 240), (220, 40), tilt))
    cv2.fillConvexPoly(image, np.rint(corners).astype(np.int32), (255, 255, 255))
    for x in range(220, 300, 20):
        cv2.putText(image, "*", (x, 250), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (30, 30, 30), 2)
    stars = [Quad.of_box(215, 226, 300, 254)] if hidden else []
    assert bool(find_covers(image, LINES, [], 0.0, UNIT, stars)) == bool(seen)
