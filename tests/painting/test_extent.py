"""Spans to areas: the hidden characters are covered, the kept ones are not."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from masking.model import Span
from masking.painting.extent import extent, whole
from tests.lines import line

BLANK = np.full((200, 900, 3), 255, np.uint8)
TEXT = "收件人王小明13812345678"


@given(st.data())
def test_hidden_centres_are_inside_and_kept_ones_outside(data: st.DataObject) -> None:
    angle = data.draw(st.floats(-0.3, 0.3))
    start = data.draw(st.integers(0, len(TEXT) - 1))
    end = data.draw(st.integers(start + 1, len(TEXT)))
    one = line(TEXT, 60, 90, 30, angle=angle)
    area = extent(BLANK, one, Span(start, end))
    left, right = one.quad.at(0, 0.5), one.quad.at(1, 0.5)
    along = ((right[0] - left[0]) / one.quad.width, (right[1] - left[1]) / one.quad.width)

    def place(point: tuple[float, float]) -> float:
        return (point[0] - left[0]) * along[0] + (point[1] - left[1]) * along[1]

    begin, stop = place(area.left_middle), place(area.right_middle)
    for offset, character in enumerate(one.characters):
        at = place(one.quad.at(character.x, 0.5))
        assert (begin < at < stop) == (start <= offset < end)


def test_a_span_at_the_end_reaches_beyond_the_line() -> None:
    one = line(TEXT, 60, 90, 30)
    area = extent(BLANK, one, Span(6, len(TEXT)))
    assert area.top_right[0] > one.quad.top_right[0]
    assert area.top_left[1] < one.quad.top_left[1]
    assert area.bottom_left[1] > one.quad.bottom_left[1]


def test_the_cut_falls_into_the_gap_between_two_strokes() -> None:
    one = line("12345678", 100, 90, 30)
    image = BLANK.copy()
    image[94:116, 100:220] = 0  # one stroke after the other, without a gap ...
    image[94:116, 162:164] = 255  # ... but here, two pixels beside the recogniser's guess of 160
    area = extent(image, one, Span(4, 8))
    assert 161 <= area.top_left[0] <= 164


@pytest.mark.parametrize(
    ("text", "lightest", "cut"),
    [
        ("栋904", 60, (124, 128)),  # blurred: what is emptiest may be the hollow of the 9
        ("栋904", 255, (129, 132)),
        ("14904", 60, (129, 132)),  # a digit would not be legible any more
    ],
)
def test_where_nothing_is_a_gap_a_little_of_a_wide_neighbour_is_covered(
    text: str, lightest: int, cut: tuple[int, int]
) -> None:
    one = line(text, 100, 90, 30)
    image = BLANK.copy()
    image[94:116, 100:175] = 0
    image[94:116, 130:132] = lightest
    area = extent(image, one, Span(text.index("9"), len(text)))
    assert cut[0] <= area.top_left[0] <= cut[1]


def test_digits_whose_places_are_given_late_are_covered_from_the_gap_before_the_first() -> None:
    one = line("万象汇E座901", 100, 90, 20)
    places = (112, 133, 153, 171, 188, 206, 216, 223)  # the last three 3 behind, 3 behind, 1 before
    left, width = 100, one.quad.width
    characters = [
        replace(c, x=(x - left) / width) for c, x in zip(one.characters, places, strict=True)
    ]
    one = replace(one, characters=tuple(characters))
    image = BLANK.copy()
    for start, end in ((102, 120), (123, 141), (144, 162), (166, 175), (177, 195)):
        image[93:107, start:end] = 0
    for start, end in ((198, 207), (209, 218)):  # hollow
        image[93:107, start:end] = 150
        image[93:107, [start, start + 1, end - 2, end - 1]] = 0
    image[93:107, 222:225] = 0
    area = extent(image, one, Span(5, 8))
    assert 195 <= area.top_left[0] <= 198


def test_whole_covers_more_than_the_detected_area() -> None:
    one = line(TEXT, 60, 90, 30)
    left, top, right, bottom = whole(one).bounds
    assert left < 60
    assert top < 90
    assert right > one.quad.bounds[2]
    assert bottom > 120


@pytest.mark.parametrize(("start", "end"), [(0, 0), (5, 3), (-1, 2), (0, 99)])
def test_a_span_that_is_not_on_the_line_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="span"):
        extent(BLANK, line(TEXT), Span(start, end))


def test_a_place_given_too_late_is_moved_back_to_the_gap_before_the_character() -> None:
    one = line("号楼2104", 100, 90, 30)
    image = BLANK.copy()
    image[94:116, 100:220] = 0
    image[94:116, 148:150] = 255  # the gap stands 11 pixels, 0.37 line heights, before the guess
    area = extent(image, one, Span(2, 6))
    assert 146 <= area.top_left[0] <= 150


def test_a_digit_that_stays_is_not_taken_for_the_gap() -> None:
    one = line("12345678", 100, 90, 30)
    image = BLANK.copy()
    image[94:116, 100:220] = 0
    image[94:116, 145] = 255  # the gap of the digit before: that digit stays
    area = extent(image, one, Span(4, 8))
    assert area.top_left[0] > 150


@pytest.mark.parametrize("shift", [-9, -6, 0, 4])
def test_a_group_of_digits_is_cut_in_the_white_before_and_behind_it(shift: int) -> None:
    one = line("176 5060 2682", 100, 90, 30)
    image = np.full((200, 900, 3), 250, np.uint8)
    groups = ((100, 145), (160 + shift, 220 + shift), (235, 295))
    for first, last in groups:
        # Blurred: what is lightest within a group are the middles of its digits.
        image[94:116, first:last] = 120
        for column in range(first + 6, last, 15):
            image[94:116, column : column + 3] = 245
    area = extent(image, one, Span(4, 8))
    assert 145 <= area.top_left[0] <= 160 + shift + 1
    assert 220 + shift - 1 <= area.top_right[0] <= 235


@pytest.mark.parametrize(
    ("text", "behind", "moved"),
    [
        ("楼栋1单", 190, True),  # the place, 160, is right behind the 1
        ("楼栋7单", 190, False),  # no single stroke is hidden first
        ("楼栋1单", 168, False),  # the 1 stands behind the place, a stroke of the 栋 before it
        ("楼-1单", 190, False),  # a dash says nothing, covered or not
    ],
)
def test_a_one_whose_place_is_right_behind_it_is_covered(
    text: str, behind: int, moved: bool
) -> None:
    one = line(text, 205 - line(text).quad.width, 90, 30)
    image = BLANK.copy()
    for start, end in ((125, 146), (151, 157), (163, behind)):
        image[94:116, start:end] = 0
    left = extent(image, one, Span(2, 4)).top_left[0]
    assert (left < 150) is moved


@pytest.mark.parametrize(
    ("ink", "reaches"),
    [
        ((265, 290), 290),  # the last character's other half
        ((268, 275), 275),  # a thin one right behind the area
        ((280, 300), 265 + 6),  # another text behind a gap
        ((265, 400), 265 + 6),  # a rule
    ],
)
def test_the_last_character_is_covered_to_its_end(ink: tuple[int, int], reaches: int) -> None:
    one = line("12345678901", 100, 90, 30)  # its area ends at 265
    image = BLANK.copy()
    image[94:116, 100:265:4] = 0
    image[94:116, ink[0] : ink[1]] = 0
    right = extent(image, one, Span(4, 11)).top_right[0]
    assert reaches - 2 <= right <= reaches + 3


def test_a_rule_through_the_upper_edge_does_not_move_the_cut() -> None:
    one = line("12345678", 100, 90, 30)
    image = BLANK.copy()
    image[98:116, 95:215] = 0
    image[98:116, 154:157] = 255  # the gap stands a little before the recogniser's guess of 160 ...
    image[90:94, 95:215] = 0  # ... and a rule runs over it and all the strokes
    area = extent(image, one, Span(4, 8))
    assert 153 <= area.top_left[0] <= 158
