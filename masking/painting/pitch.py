"""Where the boundary between two characters lies, told by all that stand beside it evenly.

Digits of one number and Chinese characters of one text are set at one pitch. The recogniser places each
in steps of a sixth of its height, and up to half a digit late; all together they are placed where the
boundaries between them have the least ink.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from masking.model import TextLine, is_full_width
from masking.reading.engine import Pixels
from masking.reading.frame import weights

FEWEST = 3
"""Characters of one width side by side that tell their pitch."""
MOST = 12
"""Characters around a boundary that are looked at: on a curved line the pitch changes farther off."""
SHIFTS = np.linspace(-0.45, 0.45, 46)
"""Of the pitch, by which all boundaries are tried to the left and right of where the places put them."""
STRETCHES = np.linspace(-1.0, 1.0, 17)
"""Of the room that the places leave for the pitch, by how much other ones are tried."""
STEP, LEAST_ROOM = 0.25, 0.08
"""Of a line's height, in which steps the recogniser places characters: between the first and the last of
a run they may be one step off. And the room at least, as a share of the pitch."""
PULL = 0.5
"""How much emptier boundaries have to be that are a whole pitch away, in usual strokes."""
STRETCH_PULL = 0.12
"""The same for a pitch at the end of its room."""
EMPTY = 0.5
"""Usual strokes of ink that boundaries may have on average to be any."""


def even_boundary(image: Pixels, line: TextLine, offset: int) -> float | None:
    """Fraction along the line at which the character before `offset` ends; None where too few stand
    evenly beside it.

    Args:
        image: the upright source, shape (H, W, 3).
        line: as read on that image.
        offset: of the line's text, not at either end of it.
    """
    runs = [run for run in _runs(line, offset) if run[1] - run[0] >= FEWEST]
    fits = [fit for first, last in runs if (fit := _fitted(image, line, first, last)) is not None]
    if not fits:
        return None
    _, place, pitch, first = min(fits)
    return place + (offset - first) * pitch


def _runs(line: TextLine, offset: int) -> set[tuple[int, int]]:
    """The characters of one width that end or begin at a boundary: (first, after the last)."""
    found = set()
    for neighbour in (offset - 1, offset):
        width = _width(line.text[neighbour])
        first = last = neighbour
        while width and first > max(offset - MOST, 0) and _width(line.text[first - 1]) == width:
            first -= 1
        end = min(offset + MOST, len(line.text))
        while width and last + 1 < end and _width(line.text[last + 1]) == width:
            last += 1
        found.add((first, last + 1))
    return found


def _width(character: str) -> int:
    """1 for digits, 2 for Chinese characters, 0 for what is set at a width of its own."""
    if character.isascii():
        return int(character.isdigit())
    return 2 if character.isalnum() and is_full_width(character) else 0


def _fitted(
    image: Pixels, line: TextLine, first: int, last: int
) -> tuple[float, float, float, int] | None:
    """What the boundaries of a run cost, where the first of them lies, their pitch, and its first
    character's offset."""
    places = np.array([c.x for c in line.characters[first:last]])
    count = len(places)
    pitch, middle = _line_through(places)
    if pitch <= 0:
        return None
    room = max(
        STEP * line.quad.height / max(line.quad.width, 1e-6) / ((count - 1) * pitch), LEAST_ROOM
    )
    reach = (count / 2 + 1) * pitch * (1 + room)
    start, end = middle - reach, middle + reach
    ink = weights(image, line.quad.part(start, end))
    usual = max(float(np.percentile(ink, 75)), 1.0)
    steps = np.arange(count + 1) - count / 2
    best: tuple[float, float, float, int] | None = None
    for stretch in STRETCHES:
        tried = middle + SHIFTS[:, None] * pitch + steps * pitch * (1 + stretch * room)
        columns = (tried - start) / (end - start) * len(ink) - 0.5
        gaps = np.interp(columns, np.arange(len(ink)), ink).mean(axis=1) / usual
        costs = gaps + PULL * np.abs(SHIFTS) + STRETCH_PULL * abs(stretch)
        at = int(np.argmin(costs))
        if gaps[at] <= EMPTY and (best is None or costs[at] < best[0]):
            best = (
                float(costs[at]),
                float(tried[at, 0]),
                float(pitch * (1 + stretch * room)),
                first,
            )
    return best


def _line_through(places: NDArray[np.float64]) -> tuple[float, float]:
    """Pitch and middle of places that are evenly apart."""
    steps = np.arange(len(places)) - (len(places) - 1) / 2
    slope = float((steps * (places - places.mean())).sum() / (steps**2).sum())
    return slope, float(places.mean())
