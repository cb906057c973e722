"""A character below an address that the detector does not see."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.reading.specks import ink_before, ink_behind, ink_below
from tests.lines import line

PAPER = 235


def paper() -> NDArray[np.uint8]:
    return np.full((400, 900, 3), PAPER, np.uint8)


LINE = line("浙江省杭州市西湖区文一路", 100, 100, 30).quad


def test_a_lone_stroke_below_the_beginning_is_found() -> None:
    image = paper()
    image[146:149, 102:126] = 20  # 一
    found = ink_below(image, LINE)
    assert found is not None
    left, top, right, bottom = found.bounds
    assert left < 102
    assert right > 126
    assert top < 146
    assert bottom > 149
    assert bottom - top == pytest.approx(30, abs=2)


@pytest.mark.parametrize(
    ("type_", "stroke", "found"),
    [(150, 185, True), (20, 185, False), (150, 215, False), (60, 150, True)],
)
def test_below_faded_type_a_thin_stroke_is_paler_still(
    type_: int, stroke: int, found: bool
) -> None:
    image = paper()
    image[105:125, 104:440:8] = type_
    image[146:148, 102:126] = stroke
    assert (ink_below(image, LINE) is not None) is found


def test_it_is_found_on_tilted_paper_as_well() -> None:
    import cv2

    image = paper()
    image[146:149, 102:126] = 20
    turn = cv2.getRotationMatrix2D((100, 100), -math.degrees(0.2), 1)
    image = np.asarray(cv2.warpAffine(image, turn, (900, 400), borderValue=(PAPER,) * 3), np.uint8)
    tilted = line("浙江省杭州市西湖区文一路", 100, 100, 30, angle=0.2).quad
    assert ink_below(image, tilted) is not None


@pytest.mark.parametrize(
    ("rows", "columns"),
    [
        (slice(0, 0), slice(0, 0)),  # bare paper
        (slice(140, 142), slice(0, 900)),  # a rule across the label
        (slice(0, 400), slice(92, 94)),  # the border of a cell
        (slice(138, 160), slice(102, 300)),  # the next line of text, which the detector does see
        (slice(150, 151), slice(110, 112)),  # a speck of dust
        (slice(190, 220), slice(102, 126)),  # something farther down
        (slice(146, 149), slice(300, 324)),  # something below the middle of the line
    ],
)
def test_what_else_stands_below_is_not(rows: slice, columns: slice) -> None:
    image = paper()
    image[rows, columns] = 20
    assert ink_below(image, LINE) is None


def test_at_the_edge_of_the_picture_there_is_nothing() -> None:
    image = paper()[:131]
    assert ink_below(image, Quad.of_box(0, 100, 400, 130)) is None


@pytest.mark.parametrize(
    ("rows", "columns", "found"),
    [
        (slice(105, 126), slice(470, 485), True),
        (slice(112, 115), slice(468, 494), True),  # 一
        (slice(112, 115), slice(457, 484), True),  # which the line's area takes in a little
        (slice(105, 126), slice(457, 460), False),  # a stroke of the line's last character
        (slice(90, 190), slice(470, 472), False),  # a rule runs through
        (slice(105, 126), slice(520, 600), False),  # text far behind
        (slice(0, 0), slice(0, 0), False),
    ],
)
def test_a_character_right_behind_a_line(rows: slice, columns: slice, found: bool) -> None:
    image = paper()
    image[rows, columns] = 20
    area = ink_behind(image, LINE)
    assert (area is not None) == found
    if area is not None:
        assert area.bounds[0] < columns.start < columns.stop < area.bounds[2]


@pytest.mark.parametrize(
    ("rows", "columns", "found"),
    [
        (slice(105, 126), slice(62, 80), True),
        (slice(103, 128), slice(72, 102), True),  # 〇 reaches into the line's area
        (slice(112, 115), slice(70, 96), True),  # 一
        (slice(90, 190), slice(70, 72), False),  # a rule runs through
        (slice(105, 126), slice(0, 80), False),  # text that goes on to the left
        (slice(0, 0), slice(0, 0), False),
    ],
)
def test_a_character_right_before_a_line(rows: slice, columns: slice, found: bool) -> None:
    image = paper()
    image[rows, columns] = 20
    area = ink_before(image, Quad.of_box(100, 100, 400, 130))
    assert (area is not None) == found
    if area is not None:
        assert area.bounds[0] < columns.start < columns.stop < area.bounds[2]


@pytest.mark.parametrize(
    ("lengths", "character"),
    [((24, 20, 26), True), ((24, 24, 24), True), ((24, 24, 24, 24), False)],
    ids=["三", "of one length", "bars"],
)
def test_a_barcode_on_the_edge_is_no_character(lengths: tuple[int, ...], character: bool) -> None:
    image = paper()
    end = round(LINE.bounds[2]) + 20
    for number, length in enumerate(lengths):
        image[101 + 7 * number : 104 + 7 * number, end : end + length] = 20
    assert (ink_behind(image, LINE) is not None) is character
