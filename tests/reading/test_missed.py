"""Rows of ink among the seen lines are looked at as text."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.reading.missed import MOST, missed_lines

UNIT = 30.0
SEEN = [Quad.of_box(40, 40, 860, 70), Quad.of_box(40, 500, 860, 530)]


def paper() -> NDArray[np.uint8]:
    return np.full((600, 900, 3), 245, np.uint8)


def write(image: NDArray[np.uint8], text: str, x: int, y: int) -> None:
    cv2.putText(image, text, (x, y), cv2.FONT_HERSHEY_SIMPLEX, 0.9, (0, 0, 0), 2, cv2.LINE_AA)


@pytest.mark.parametrize("text", ["13812345678", "1 3 8 1 2 3 4 5 6 7 8", "Wang 138"])
def test_a_row_that_nobody_saw_is_found_whole(text: str) -> None:
    image = paper()
    write(image, text, 100, 300)
    (found,) = missed_lines(image, SEEN, 0.0, UNIT)
    ys, xs = np.nonzero(image[:, :, 0] < 128)
    left, top, right, bottom = found.bounds
    assert left <= xs.min()
    assert right >= xs.max()
    assert top <= ys.min()
    assert bottom >= ys.max()
    assert bottom - top < 2 * UNIT


def test_what_was_seen_is_not_found_again() -> None:
    image = paper()
    write(image, "13812345678", 100, 300)
    assert missed_lines(image, [*SEEN, Quad.of_box(95, 270, 320, 305)], 0.0, UNIT) == []


def test_rules_borders_and_bars_are_no_text() -> None:
    image = paper()
    image[200:203, 50:850] = 0
    image[100:480, 60:63] = 0
    for x in range(400, 700, 9):
        image[300:400, x : x + 4] = 0
    assert missed_lines(image, SEEN, 0.0, UNIT) == []


def test_large_type_and_specks_are_no_missed_line() -> None:
    image = paper()
    cv2.putText(image, "738", (300, 300), cv2.FONT_HERSHEY_SIMPLEX, 4, (0, 0, 0), 20)
    image[400:404, 100:104] = 0
    assert missed_lines(image, SEEN, 0.0, UNIT) == []


def test_a_rough_ground_is_no_text() -> None:
    image = paper()
    for row in range(MOST + 3):
        write(image, "1", 60 + row * 55, 140 + (row % 5) * 70)
        write(image, "11", 60 + row * 55, 140 + (row % 5) * 70)
    assert len(missed_lines(image, SEEN, 0.0, UNIT)) <= MOST


def curved(sag: float) -> NDArray[np.uint8]:
    """A long row of digits that sinks by `sag` pixels in its middle."""
    image = paper()
    for number, digit in enumerate("138123456781398765432113512345678"):
        x = 60 + 24 * number
        write(image, digit, x, 280 + round(sag * (1 - ((x - 450) / 390) ** 2)))
    return image


def test_a_curved_row_is_found_in_pieces_that_are_nearly_straight() -> None:
    image = curved(30)
    found = missed_lines(image, SEEN, 0.0, UNIT)
    assert len(found) > 2
    ys, xs = np.nonzero(image[:, :, 0] < 128)
    for x, y in zip(xs.tolist(), ys.tolist(), strict=True):
        assert any(
            q.bounds[0] - 1 <= x <= q.bounds[2] + 1 and q.bounds[1] <= y <= q.bounds[3]
            for q in found
        )
    assert all(quad.bounds[3] - quad.bounds[1] < 2.2 * UNIT for quad in found)


def test_a_row_that_the_area_of_large_type_reaches_over_is_found() -> None:
    image = paper()
    cv2.putText(image, "803-8327", (60, 200), cv2.FONT_HERSHEY_SIMPLEX, 4, (0, 0, 0), 9)
    write(image, "13812345678", 100, 260)
    large = Quad.of_box(50, 90, 700, 270)
    (found,) = missed_lines(image, [*SEEN, large], 0.0, UNIT)
    assert found.bounds[0] <= 102
    assert found.bounds[1] > 200
