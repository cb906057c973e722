"""Where a line of text runs into something that is not paper."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from masking.geometry import Quad
from masking.reading.edges import cut_ends
from masking.reading.engine import Pixels

PAPER = 215
FIRST = Quad.of_box(50, 60, 300, 90)
LINE = Quad.of_box(200, 160, 500, 190)
LINE_ROWS = slice(164, 186)


def label() -> Pixels:
    image = np.full((300, 800, 3), PAPER, np.uint8)
    for quad in (FIRST, LINE):
        left, top, right, bottom = (int(v) for v in quad.bounds)
        image[top + 4 : bottom - 4 : 3, left:right:4] = 30
    return image


def ends(image: Pixels) -> list[Quad]:
    return cut_ends(image, [FIRST, LINE], 0.0)


def test_a_line_runs_into_a_grey_edge() -> None:
    image = label()
    image[100:250, 495:] = 150
    (found,) = ends(image)
    assert found.left_middle[0] == pytest.approx(495, abs=3)


def test_a_line_begins_behind_one() -> None:
    image = label()
    image[100:250, :205] = 150
    (found,) = ends(image)
    assert found.left_middle[0] == pytest.approx(205, abs=3)


def test_a_slanted_edge_is_one() -> None:
    image = label()
    cv2.fillPoly(
        image, (np.array([[480, 200], [508, 150], [700, 100], [700, 250]]),), (150, 150, 150)
    )
    assert len(ends(image)) == 1


def test_large_type_and_lines_along_the_edge_may_stand_close_to_it() -> None:
    image = label()
    image[:, 495:] = 150
    large = Quad.of_box(200, 150, 500, 200)
    along = Quad.of([(480, 250), (480, 100), (500, 100), (500, 250)])
    assert cut_ends(image, [FIRST, FIRST, large, along], 0.0) == []
    assert len(cut_ends(image, [FIRST, FIRST, LINE], 0.0)) == 1


@pytest.mark.parametrize(
    "what",
    ["paper", "shade", "rule", "bar", "far", "text", "left edge", "dark"],
)
def test_other_things_beside_a_line_are_none(what: str) -> None:
    image = label()
    if what == "shade":
        image[:] = (image * np.linspace(1.0, 0.6, 800)[None, :, None]).astype(np.uint8)
    elif what == "rule":
        image[:, 503:507] = 150
    elif what == "bar":
        image[150:200, 495:700] = 20
    elif what == "far":
        image[:, 520:] = 150
    elif what == "text":
        image[164:186:3, 510:700:4] = 30
    elif what == "dark":
        image[:] = 255 - image
        image[LINE_ROWS, 200:500:2] = 190
    elif what == "left edge":
        image[:, :50] = 150
    assert ends(image) == []


def test_light_type_on_a_dark_page_ends_at_nothing() -> None:
    image = np.full((300, 800, 3), 60, np.uint8)
    for quad in (FIRST, LINE):
        left, top, right, bottom = (int(v) for v in quad.bounds)
        # Thin strokes are no brighter than this where they are small.
        image[top + 4 : bottom - 4, left:right:2] = 97
    assert ends(image) == []


@pytest.mark.parametrize(("shade", "kept"), [(150, 0), (110, 1)])
def test_paper_that_another_line_is_printed_on_is_paper_in_a_shadow(shade: int, kept: int) -> None:
    image = label()
    image[100:250, 495:] = 150
    below = Quad.of_box(520, 210, 760, 240)
    image[200:250, 500:] = shade
    image[214:236:3, 520:760:4] = 30
    assert len(cut_ends(image, [FIRST, LINE, below], 0.0, [FIRST, LINE, below])) == kept
    # What could not be read may lie below a tape itself.
    assert len(cut_ends(image, [FIRST, LINE, below], 0.0, [FIRST, LINE])) == 1


@pytest.mark.parametrize(("start", "soft", "seen"), [(493, 1, 1), (493, 4, 1), (480, 40, 0)])
def test_the_shade_of_a_bend_comes_slowly(start: int, soft: int, seen: int) -> None:
    image = label()
    place = np.clip((np.arange(800) - start) / soft, 0, 1)
    image[100:250] = (image[100:250] * (1 - 0.3 * place)[None, :, None]).astype(np.uint8)
    assert len(ends(image)) == seen
