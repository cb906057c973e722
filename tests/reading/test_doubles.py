"""What two lines of one row have both read belongs to the longer one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from masking.model import TextLine
from masking.reading.doubles import repeats, without_doubles
from tests.lines import line

PHONE = line("17827749996-2678", 0, 0)  # 240 wide: its last digit stands at 232


@pytest.mark.parametrize(
    ("text", "x", "told"),
    [
        ("3阳彩森", 226, "阳彩森"),
        ("78阳彩", 210, "阳彩"),
        ("阳彩森", 245, "阳彩森"),
        ("8", 226, "8"),  # nothing would be left
    ],
)
def test_the_end_of_the_line_before_is_dropped(text: str, x: float, told: str) -> None:
    phone, name = without_doubles([PHONE, line(text, x, 2)])
    assert phone == PHONE
    assert name.text == told
    assert name.quad.bounds[2] == pytest.approx(line(text, x, 2).quad.bounds[2])


def test_its_characters_keep_their_places() -> None:
    whole = line("3阳彩森", 226, 2)
    (_, name) = without_doubles([PHONE, whole])
    for character, before in zip(name.characters, whole.characters[1:], strict=True):
        assert name.quad.at(character.x, 0.5) == pytest.approx(whole.quad.at(before.x, 0.5))


def test_another_row_is_left() -> None:
    lines = [PHONE, line("3阳彩森", 226, 40)]
    assert without_doubles(lines) == lines


@pytest.mark.parametrize(
    "other", [line("7827 7499 9996-2678", 0, 0, score=0.5), line("178277499996-2678", 0, -30, 90)]
)
def test_an_unsure_line_and_large_type_take_nothing(other: TextLine) -> None:
    name = line("138123456", 100, 2)
    assert without_doubles([other, name])[1] == name


NAME, OTHER = line("师立晨", 0, 100, height=50), line("崔欣明", 0, 300, height=50)


def test_a_stroke_of_a_character_that_was_read_is_no_line() -> None:
    stroke = line("一", 5, 115, height=14, score=0.33)
    assert without_doubles([NAME, OTHER, stroke]) == [NAME, OTHER]


@pytest.mark.parametrize(
    "other",
    [
        line("一", 5, 115, height=14, score=0.9),  # it was read
        line("一", 5, 95, height=14, score=0.3),  # it stands out
        line("一二", 5, 115, height=14, score=0.3),  # it is more than a stroke
        line("一", 5, 110, height=32, score=0.3),
    ],
)
def test_other_unread_lines_stay(other: TextLine) -> None:
    assert other in without_doubles([NAME, OTHER, other])


def test_small_type_below_large_type_stays() -> None:
    large = line("320-15", 0, 60, height=150)
    small = line("一", 20, 100, height=30, score=0.3)
    others = [line("王小明", 0, y) for y in (300, 340, 380, 420)]
    assert small in without_doubles([large, small, *others])


def test_an_unread_character_at_the_end_of_a_line_that_was_read_is_no_line() -> None:
    again = line("也", 178, -4, height=36, score=0.43)
    phone = line("17827749996 旦", 0, 0, height=30)
    assert without_doubles([phone, again]) == [phone]


def test_a_character_that_was_detected_once_more_below_a_rule_is_no_line() -> None:
    remark = line("(送货前联系)", 0, 10)
    again = line("前", 75, -4, height=47)
    assert again.quad.at(0.5, 0.5)[0] == pytest.approx(98, abs=1)
    assert without_doubles([remark, replace(again, quad=again.quad.grown(-8, 0))]) == [remark]
    other = line("后", 75, -4, height=47)
    assert other in without_doubles([remark, other])


def test_a_line_that_another_repeats() -> None:
    short = line("4293 青海省", 60, 2)
    assert repeats(line("12344293 青海省", 0, 0), short)
    assert not repeats(line("12344293 青海省", 0, 40), short)
    assert not repeats(line("12344293 青梅省", 0, 0), short)
    assert not repeats(short, line("", 60, 2))


def _behind(text: str, x: float, score: float) -> TextLine:
    """A line whose first character was not read surely."""
    read = line(text, x, 4, height=30)
    first = replace(read.characters[0], score=score)
    return replace(read, characters=(first, *read.characters[1:]))


@pytest.mark.parametrize(
    ("score", "x", "told"),
    [
        (0.7, 12, "**"),  # 日 is the right half of 阳
        (0.95, 12, "日**"),
        (0.7, 30, "日**"),  # a character of its own
        (0.7, -20, "日**"),
    ],
)
def test_the_half_of_a_character_that_was_detected_by_itself_begins_no_line(
    score: float, x: float, told: str
) -> None:
    surname = line("阳", 0, 0, height=40)
    assert [one.text for one in without_doubles([_behind("日**", x, score), surname])] == [
        told,
        "阳",
    ]


@pytest.mark.parametrize(
    "other", [line("阳", 0, 0, height=40, score=0.9), line("1", 0, 0, height=40), line("阳", 0, 60)]
)
def test_only_a_sure_chinese_character_of_the_same_row_has_a_half(other: TextLine) -> None:
    name = _behind("日**", 12, 0.7)
    assert without_doubles([name, other])[0] == name
