"""Lines that are read once more with the room beside them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from masking.geometry import Quad
from masking.model import TextLine
from masking.reading.room import with_room
from tests.lines import line


def texts(lines: Sequence[TextLine], seen: str, score: float = 0.99) -> list[str]:
    """What the lines read as when every area that is looked at again shows `seen`."""

    def read(areas: Sequence[Quad]) -> list[TextLine]:
        return [TextLine(quad, score, line(seen, score=score).characters) for quad in areas]

    return [one.text for one in with_room(lines, read)]


@pytest.mark.parametrize("seen", ["1****** 1607", "1******1607", "1 ****** 1607"])
@pytest.mark.parametrize("detected", ["1607", "*1607", "***1607"])
def test_the_asterisks_before_the_digits_that_a_masked_phone_shows(
    detected: str, seen: str
) -> None:
    lines = [line("电话", 100, 0), line(detected, 400, 0)]
    assert texts(lines, seen) == ["电话", seen]


@pytest.mark.parametrize(
    ("digits", "seen"),
    [
        ("1607", "1607"),
        ("1607", "12345671607"),  # a number that was seen would have been detected
        ("1607", "1****** 1667"),
        ("2-1607", "1******1607"),
        ("160", "1******160"),
    ],
)
def test_other_digits_stay_as_they_were(digits: str, seen: str) -> None:
    assert texts([line(digits, 400, 0)], seen) == [digits]


@pytest.mark.parametrize(("name", "wanted"), [("姚**", "1******9538"), ("姚*******", "******9538")])
def test_the_1_before_the_asterisks_of_a_masked_phone(name: str, wanted: str) -> None:
    beside = line(name, 100, 0)
    assert texts([beside, line("******9538", 200, 0)], "1******9538") == [name, wanted]


def test_only_free_room_is_looked_at() -> None:
    lines = [line("取件码", 350, 0, height=30), line("1607", 445, 0)]
    assert texts(lines, "1******1607") == ["取件码", "1607"]


@pytest.mark.parametrize(
    ("seen", "score", "wanted"),
    [("任*", 0.9, "任*"), ("任*", 0.5, "任"), ("汪*", 0.9, "任"), ("任", 0.9, "任")],
)
def test_what_stands_behind_a_surname(seen: str, score: float, wanted: str) -> None:
    assert texts([line("任", 100, 0)], seen, score) == [wanted]
