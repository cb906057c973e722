"""A lone asterisk read as X is told from a letter by its size."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from masking.geometry import Quad
from masking.model import FieldKind, Region, TextLine
from masking.painting import paint
from masking.reading.engine import Pixels
from masking.reading.lone_stars import with_lone_stars
from tests.lines import line

NAME = line("客户姓名：贺", 20, 50, height=40)  # it ends at 260


def picture() -> Pixels:
    """White paper with an asterisk behind the name, and a stroke of its last character."""
    paper = Image.new("RGB", (600, 200), (255, 255, 255))
    region = Region(Quad.of_box(262, 50, 282, 90), FieldKind.NAME, 1)
    pixels = np.array(paint(paper, [region]))
    cv2.line(pixels, (252, 70), (258, 84), (0, 0, 0), 3)
    return pixels


STAR = Quad.of_box(256, 56, 284, 80)


def seen(text: str, area: Quad = STAR) -> TextLine:
    return replace(line(text, score=0.57), quad=area)


@pytest.mark.parametrize("text", ["X", "x", "×", "米"])
def test_it_is_an_asterisk(text: str) -> None:
    name, star = with_lone_stars(picture(), [NAME, seen(text)])
    assert name is NAME
    assert star.text == "*"
    assert star.score > 0.9


@pytest.mark.parametrize(
    "other",
    [
        seen("一"),
        seen("XX"),
        seen("X", Quad.of_box(256, 50, 284, 90)),  # as high as the line
        seen("X", Quad.of_box(356, 56, 384, 80)),  # far away, and nothing there
        seen("X", Quad.of_box(256, 96, 284, 120)),  # of the next row
    ],
)
def test_other_lines_stay(other: TextLine) -> None:
    assert with_lone_stars(picture(), [NAME, other]) == [NAME, other]


ROOM = line("文三路5支弄31号***", 20, 50, height=40)


def below() -> Pixels:
    """White paper with an asterisk below a line's beginning."""
    region = Region(Quad.of_box(22, 96, 42, 136), FieldKind.ADDRESS, 1)
    return np.array(paint(Image.new("RGB", (600, 200), (255, 255, 255)), [region]))


BROKEN_OFF = Quad.of_box(18, 102, 46, 126)


def test_one_that_a_line_breaks_off_its_row_is_an_asterisk() -> None:
    room, star = with_lone_stars(below(), [ROOM, seen("X", BROKEN_OFF)])
    assert (room, star.text) == (ROOM, "*")


@pytest.mark.parametrize(
    ("above", "text", "area"),
    [
        (line("文三路5支弄31号", 20, 50, height=40), "X", BROKEN_OFF),  # nothing hidden above
        (ROOM, "一", BROKEN_OFF),
        (ROOM, "X", Quad.of_box(18, 96, 46, 136)),  # as high as the line
        (ROOM, "X", Quad.of_box(218, 102, 246, 126)),  # nothing there
        (line("文三路5支弄31号***", 200, 50, height=40), "X", BROKEN_OFF),  # of another column
        (line("文三路5支弄31号***", 20, 0, height=40), "X", BROKEN_OFF),  # of a row further up
    ],
)
def test_others_below_a_row_stay(above: TextLine, text: str, area: Quad) -> None:
    other = seen(text, area)
    assert with_lone_stars(below(), [above, other]) == [above, other]


def test_a_letter_is_no_asterisk() -> None:
    pixels = np.full((200, 600, 3), 255, np.uint8)
    cv2.putText(pixels, "K", (262, 78), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (0, 0, 0), 2)
    assert with_lone_stars(pixels, [NAME, seen("K")])[1].text == "K"
