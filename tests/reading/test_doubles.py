"""What two lines of one row have both read belongs to the longer one."""

from __future__ import annotations

import pytest

from masking.model import TextLine
from masking.reading.doubles import without_doubles
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
