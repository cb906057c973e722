"""Asterisks detected apart belong to the text beside them."""

from __future__ import annotations

import numpy as np
import pytest

from masking.model import TextLine
from masking.reading.asterisks import with_asterisks
from tests.lines import line


def texts(*lines: TextLine) -> list[str]:
    return sorted(one.text for one in with_asterisks(lines))


def test_asterisks_hold_a_line_together() -> None:
    parts = (
        line("解", 100, 100, 40),
        line("**", 140, 105, 28, score=0.5),
        line("1******", 216, 100, 40),
        line("8030", 358, 100, 40),
    )
    joined = with_asterisks(parts)
    assert sorted(one.text for one in joined) == ["1******8030", "解**"]
    # What may be a faint word taken for asterisks stays in doubt.
    assert {one.text: one.score for one in joined} == {"解**": 0.5, "1******8030": 0.99}
    for one in joined:
        assert [c.x for c in one.characters] == sorted(c.x for c in one.characters)
        assert one.quad.bounds[0] in (pytest.approx(100), pytest.approx(216))


def test_asterisks_beside_a_badge_stand_higher_than_the_rest_of_their_number() -> None:
    parts = (line("寄******", 26, 563, 45), line("3443 雷**", 206, 558, 27))
    assert texts(*parts) == ["寄******3443 雷**"]


@pytest.mark.parametrize(
    "apart",
    [
        line("**", 240, 105, 28),  # far to the right
        line("**", 140, 160, 28),  # on the next row
        line("明", 140, 100, 40),  # no asterisk
        line("**", 40, 105, 28),  # before it, with a gap
    ],
)
def test_other_lines_stay_apart(apart: TextLine) -> None:
    assert texts(line("解", 100, 100, 40), apart) == sorted(["解", apart.text])


def test_asterisks_behind_a_name_are_not_the_badges() -> None:
    badge, name, star = line("收", 23, 80, 68), line("喻", 94, 95, 40), line("*", 125, 97, 34)
    assert texts(badge, name, star) == ["喻*", "收"]
    # Without the name they are.
    assert texts(badge, star) == ["收*"]


@pytest.mark.parametrize(
    ("rule", "joined"),
    [((138, 0, 141, 300), False), ((138, 100, 141, 140), True), ((0, 0, 3, 300), True)],
)
def test_a_rule_parts_asterisks_from_the_cell_beside(
    rule: tuple[int, int, int, int], joined: bool
) -> None:
    picture = np.full((300, 400, 3), 255, np.uint8)
    left, top, right, bottom = rule
    picture[top:bottom, left:right] = 0
    lines = (line("解", 96, 100, 40), line("**", 144, 105, 28))
    told = [one.text for one in with_asterisks(lines, picture)]
    assert told == (["解**"] if joined else ["解", "**"])


@pytest.mark.parametrize(
    ("left", "right", "place", "joined"),
    [
        ("蔡* 1 ******", "5 75 4", 440, "蔡* 1 ******5754"),
        ("蔡* 1 ******", "5 75 4", 560, None),  # of another column
        ("蔡* 1 ******", "5 75 42", 440, None),
        ("蔡* ********", "5 75 4", 440, None),
    ],
)
def test_widely_spaced_digits_end_a_masked_number(
    left: str, right: str, place: float, joined: str | None
) -> None:
    lines = (line(left, 100, 100, 40), line(right, place, 100, 40))
    assert texts(*lines) == ([joined] if joined else sorted([left, right]))


def test_positions_stay_where_they_were_on_tilted_lines() -> None:
    whole = line("解** 1******8030", 100, 100, 40, angle=0.1)
    middle = whole.boundary(3)
    parts = [
        TextLine(quad, 0.9, tuple(c for c in one.characters))
        for quad, one in (
            (whole.quad.part(0, middle), line("解**", 0, 0, 40)),
            (whole.quad.part(middle, 1), line(" 1******8030", 0, 0, 40)),
        )
    ]
    (joined,) = with_asterisks(parts)
    for got, expected in zip(joined.characters, whole.characters, strict=True):
        assert joined.quad.at(got.x, 0.5) == pytest.approx(whole.quad.at(expected.x, 0.5), abs=3)


@pytest.mark.parametrize(
    ("text", "read"), [("水水水水水", "*****"), ("水水", "水水"), ("水果米", "水果米")]
)
def test_misread_asterisks(text: str, read: str) -> None:
    assert texts(line(text, 0, 0, score=0.83)) == [read]


def test_a_nickname_that_is_read_clearly_is_none() -> None:
    assert texts(line("水水水水", 0, 0, score=0.99)) == ["水水水水"]


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1*水水水**1236", "1******1236"),
        ("1水水水水水水1236", "1******1236"),
        ("1**冰冰冰*3104", "1******3104"),
        ("1 水冰水水水水", "1 ******"),
        ("21水冰水水水水", "21水冰水水水水"),
        ("1水米冰水米冰", "1水米冰水米冰"),
        ("1号水厂1236", "1号水厂1236"),
        ("3水5米12346", "3水5米12346"),
    ],
)
def test_misread_asterisks_of_a_number(text: str, read: str) -> None:
    assert texts(line(text, 0, 0, score=0.95)) == [read]
