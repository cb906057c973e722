"""From the recogniser's columns to characters that know their place."""

from __future__ import annotations

import math
from collections.abc import Set
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

BLANK = 0
"""The class that stands for no character."""
SPACE = " "
LIKELY_SPACE = 0.01
"""Score of a space from which on one is set between two letters or digits. The recogniser leaves half
of them out, but hardly ever scores one where there is none: of 307 that it had left out on drawn labels
233 scored as much, and of 12,374 places without a space 23, all of them behind a colon."""
DASH = "-"
LIKELY_DASH = 0.06
"""The same of a dash between two digits: blurred, 4-2-2503 was read as 42-2503 with 0.11. Of 5,376 pairs
of digits on drawn labels two scored more than 0.005, 0.041 and 0.053, and had none."""
FEWEST = 2
"""Characters of a line that may end with such a dash."""
FEW_DIGITS = 3
"""Digits beside a single one that are no number of their own, as those of a phone or a room are."""


class Columns(NamedTuple):
    """One line as the recogniser saw it: a character, its place and its score at each index."""

    text: str
    places: list[float]
    """In columns; the middle of those that the character won."""
    scores: list[float]
    """0..1; the best of its columns."""
    total: int
    """Columns of the whole input, padding among them."""


class ColumnDecode:
    """CTC decoding that keeps the column and the score of every character.

    It takes the place of paddlex's own, which keeps the text alone.
    """

    def __init__(self, alphabet: list[str]) -> None:
        self.character = alphabet
        self._dash = alphabet.index(DASH) if DASH in alphabet else None

    def __call__(self, pred: Any, **_: Any) -> tuple[list[Columns], list[float]]:
        """The lines of a batch, and the mean score of each."""
        lines = [self.decode(scores) for scores in pred[0]]
        return lines, [float(np.mean(line.scores)) if line.scores else 0.0 for line in lines]

    def decode(self, scores: NDArray[np.float32]) -> Columns:
        """One line.

        Args:
            scores: shape (columns, classes), 0..1.
        """
        best = scores.argmax(-1)
        ends = [*(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)] if len(best) else []
        text: list[str] = []
        places: list[float] = []
        kept: list[float] = []
        start = 0
        for end in ends:
            winner = int(best[start])
            if winner != BLANK:
                # A character may win several neighbouring columns: take their middle and the
                # best of their scores.
                score = float(scores[start:end, winner].max())
                for symbol in self.character[winner]:
                    text.append(symbol)
                    places.append((start + end - 1) / 2)
                    kept.append(score)
            start = end
        return self._with_marks(Columns("".join(text), places, kept, len(best)), scores)

    def _with_marks(self, line: Columns, scores: NDArray[np.float32]) -> Columns:
        """A line with the likely spaces between its letters and digits, and dashes between digits."""
        if self.character[-1] != SPACE or scores.shape[-1] != len(self.character):
            return line
        likely = _likely_spaces(line, scores[:, -1])
        marks = {index: (SPACE, column) for index, column in likely.items()}
        if self._dash is not None:
            dashes = _likely_dashes(line, scores[:, self._dash])
            dashes |= _trailing_dash(line, scores[:, self._dash])
            marks |= {index: (DASH, column) for index, column in dashes.items()}
        text: list[str] = []
        places: list[float] = []
        kept: list[float] = []
        for index, symbol in enumerate([*line.text, ""]):
            if index in marks:
                mark, column = marks[index]
                text.append(mark)
                places.append(column)
                # As sure as what it stands between: it is no character that was read badly.
                kept.append(min(line.scores[index - 1 : index + 1]))
            if symbol:
                text.append(symbol)
                places.append(line.places[index])
                kept.append(line.scores[index])
        return Columns("".join(text), places, kept, line.total)


def _likely_spaces(line: Columns, spaces: NDArray[np.float32]) -> dict[int, float]:
    """The columns of likely spaces, by the index of the character that each stands before."""
    likely: dict[int, float] = {}
    for index in range(1, len(line.text)):
        if line.text[index - 1].isalnum() and line.text[index].isalnum():
            column, score = _highest(line, index, spaces)
            if score >= LIKELY_SPACE:
                likely[index] = column
    # Single digits and a few that stand apart are one number in wide type: 1 3 8 12.
    return {
        index: column
        for index, column in likely.items()
        if not _is_within_number(line.text, index, likely.keys())
    }


def _likely_dashes(line: Columns, dashes: NDArray[np.float32]) -> dict[int, float]:
    """The same of dashes."""
    return {
        index: column
        for index in range(1, len(line.text))
        if line.text[index - 1].isdigit() and line.text[index].isdigit()
        for column, score in [_highest(line, index, dashes)]
        if score >= LIKELY_DASH
    }


def _trailing_dash(line: Columns, dashes: NDArray[np.float32]) -> dict[int, float]:
    """The same of one behind the digit that a line ends with: 金桂苑14-⏎2-1002 had 0.13. Of 465 lines without
    one a single digit's scored 0.05, the others less than 0.01."""
    if len(line.text) < FEWEST or not line.text[-1].isdigit():
        return {}
    start = math.ceil(line.places[-1])
    behind = dashes[start:]
    likely = behind.size > 0 and float(behind.max()) >= LIKELY_DASH
    return {len(line.text): float(start + behind.argmax())} if likely else {}


def _highest(line: Columns, index: int, scores: NDArray[np.float32]) -> tuple[float, float]:
    """The column of the highest of a class's scores between a character and the one before it, and the
    score."""
    start = math.ceil(line.places[index - 1])
    gap = scores[start : math.floor(line.places[index]) + 1]
    return (float(start + gap.argmax()), float(gap.max())) if gap.size else (float(start), 0.0)


def _is_within_number(text: str, index: int, places: Set[int]) -> bool:
    """Whether a place before a character stands between a single digit and a few others; `places`
    are all at which the text is cut."""
    first, last = index, index
    while first > 0 and text[first - 1].isdigit() and (first == index or first not in places):
        first -= 1
    while last < len(text) and text[last].isdigit() and (last == index or last not in places):
        last += 1
    shorter, longer = sorted((index - first, last - index))
    return shorter == 1 and longer <= FEW_DIGITS
