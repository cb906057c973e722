"""Columns become characters with their places and scores."""

from __future__ import annotations

import numpy as np
import pytest

from masking.reading.ctc import ColumnDecode

ALPHABET = ["", "a", "b", " "]


def scores(*columns: tuple[int, float]) -> np.ndarray:
    """Columns that are won by a class with a score."""
    answer = np.full((len(columns), len(ALPHABET)), 0.001, np.float32)
    for at, (winner, score) in enumerate(columns):
        answer[at, winner] = score
    return answer


@pytest.mark.parametrize(
    ("columns", "text", "places", "kept"),
    [
        ([], "", [], []),
        ([(0, 0.9), (0, 0.8)], "", [], []),
        ([(1, 0.5)], "a", [0], [0.5]),
        ([(1, 0.5), (1, 0.9), (1, 0.7)], "a", [1], [0.9]),
        ([(1, 0.5), (0, 0.9), (1, 0.7)], "aa", [0, 2], [0.5, 0.7]),
        ([(1, 0.5), (2, 0.6), (2, 0.7)], "ab", [0, 1.5], [0.5, 0.7]),
        ([(0, 0.9), (2, 0.5), (3, 0.6), (0, 0.9), (1, 0.4)], "b a", [1, 2, 4], [0.5, 0.6, 0.4]),
    ],
)
def test_decode(
    columns: list[tuple[int, float]], text: str, places: list[float], kept: list[float]
) -> None:
    line = ColumnDecode(ALPHABET).decode(scores(*columns).reshape(-1, len(ALPHABET)))
    assert line.text == text
    assert line.places == places
    assert line.scores == pytest.approx(kept)
    assert line.total == len(columns)


@pytest.mark.parametrize(
    ("alphabet", "space", "text"),
    [
        (["", "a", "2", " "], 0.02, "a 2"),
        (["", "a", "2", " "], 0.005, "a2"),
        (["", ":", "2", " "], 0.02, ":2"),  # nothing is set apart that a sign does not already
        (["", "a", "2", "b"], 0.02, "a2"),  # an alphabet without a space
    ],
)
def test_a_likely_space_is_set_though_nothing_won(
    alphabet: list[str], space: float, text: str
) -> None:
    columns = scores((1, 0.9), (0, 0.9), (0, 0.9), (2, 0.7))
    columns[2, 3] = space
    line = ColumnDecode(alphabet).decode(columns)
    assert line.text == text
    if text == "a 2":
        assert line.places == [0, 2, 3]
        assert line.scores == pytest.approx([0.9, 0.7, 0.7])


@pytest.mark.parametrize(
    ("alphabet", "dash", "text"),
    [
        (["", "4", "2", "-", " "], 0.1, "4-2"),
        (["", "4", "2", "-", " "], 0.01, "42"),
        (["", "座", "2", "-", " "], 0.1, "座2"),  # hardly a chain of numbers
        (["", "4", "2", "=", " "], 0.1, "42"),  # an alphabet without a dash
    ],
)
def test_a_likely_dash_is_set_between_digits(alphabet: list[str], dash: float, text: str) -> None:
    columns = np.full((4, len(alphabet)), 0.001, np.float32)
    columns[0, 1], columns[1, 0], columns[2, 0], columns[3, 2] = 0.9, 0.9, 0.9, 0.7
    columns[1, 3] = dash
    line = ColumnDecode(alphabet).decode(columns)
    assert line.text == text
    if "-" in text:
        assert line.places == [0, 1, 3]
        assert line.scores == pytest.approx([0.9, 0.7, 0.7])


@pytest.mark.parametrize(
    ("shown", "dash", "text"),
    [
        ((1, 2), 0.1, "42-"),
        ((1, 2), 0.01, "42"),
        ((0, 2), 0.1, "2"),  # a single digit
        ((2, 3), 0.1, "2座"),
    ],
)
def test_a_likely_dash_behind_the_last_digit(
    shown: tuple[int, int], dash: float, text: str
) -> None:
    alphabet = ["", "4", "2", "座", "-", " "]
    columns = np.full((5, len(alphabet)), 0.001, np.float32)
    columns[[0, 1, 2, 3, 4], [shown[0], 0, shown[1], 0, 0]] = [0.9, 0.9, 0.7, 0.9, 0.8]
    columns[4, 4] = dash
    line = ColumnDecode(alphabet).decode(columns)
    assert line.text == text
    if "-" in text:
        assert line.places == [0, 2, 4]
        assert line.scores == pytest.approx([0.9, 0.7, 0.7])


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("王 1 3 8 1", "王 1381"),  # wide type
        ("1 8", "18"),
        ("1 3 812 3", "138123"),
        ("室2 1381", "室2 1381"),  # a number and the next one
        ("15 38", "15 38"),
        ("王 138", "王 138"),
        ("1a 8", "1a 8"),
    ],
)
def test_digits_that_stand_apart_are_one_number(shown: str, text: str) -> None:
    alphabet = ["", *sorted(set(shown) - {" "}), " "]
    columns = np.full((2 * len(shown), len(alphabet)), 0.001, np.float32)
    columns[:, 0] = 0.5
    for place, symbol in enumerate(shown):
        columns[2 * place, alphabet.index(symbol)] = 0.02 if symbol == " " else 0.9
    assert ColumnDecode(alphabet).decode(columns).text == text


def test_a_class_of_several_symbols_gives_each_its_score() -> None:
    line = ColumnDecode(["", "ab"]).decode(np.array([[0.1, 0.9], [0.2, 0.8]], np.float32))
    assert (line.text, line.places) == ("ab", [0.5, 0.5])


def test_batch_answers_a_line_each() -> None:
    batch = np.stack([scores((1, 0.5), (0, 0.9)), scores((0, 0.5), (0, 0.9))])
    lines, means = ColumnDecode(ALPHABET)([batch], return_word_box=False)
    assert [line.text for line in lines] == ["a", ""]
    assert means == pytest.approx([0.5, 0.0])
