"""Characters that were read twice: where the areas of two lines run into each other, or lie in each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from masking.geometry import Point, Quad
from masking.model import TextLine, is_full_width

MOST = 2
"""Characters at either end of a line that another line may have as well."""
ACROSS = (0.2, 0.8)
"""Fractions of a line's height between which the middle of its characters lies."""
SURE, SAME_TYPE = 0.8, 1.4
"""Mean score from which on the other line counts, and its height at most, in heights of the line:
the area of a sorting code may reach over small type that it has not read."""
STROKE = 0.6
"""Height of a line up to which what is detected within its area, by itself, is a stroke."""
HIGHER = 1.3
"""Heights of a line from which on what was detected within it once more is higher."""
SAME_PLACE = 0.3
"""Line heights between the middles of two readings of one character."""
SURELY, WITHIN = 0.95, 0.45
"""Score from which on a character that was detected by itself is one, and line heights behind its middle within
which another line's first one is a part of it: two characters are further apart."""


def without_doubles(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines without strokes of others, and without the characters at their ends that a longer
    line has read as well.

    The end of a phone before a name would make something of it that is no name.
    """
    answer = []
    usual = float(np.median([line.quad.height for line in lines])) if lines else 0.0
    # Large type may be printed over small type that is a line of its own.
    small = [line for line in lines if line.quad.height <= SAME_TYPE * usual]
    for line in (line for line in lines if not _is_stroke(line, small)):
        longer = [other for other in lines if _is_better(other, line)]
        if line.score < SURE and _is_all_read(line, longer):
            continue
        if any(
            other.score >= SURE
            and len(other.text) > len(line.text)
            and HIGHER * other.quad.height <= line.quad.height
            and repeats(other, line)
            for other in lines
        ):
            continue  # a character that was detected once more, with a rule above it
        start, end = int(_begins_within(line, lines)), len(line.characters)
        while start < min(MOST, end - 1) and _is_read_by(line, start, longer):
            start += 1
        while end > max(len(line.characters) - MOST, start + 1) and _is_read_by(
            line, end - 1, longer
        ):
            end -= 1
        answer.append(_part(line, start, end))
    return answer


def repeats(line: TextLine, other: TextLine) -> bool:
    """Whether a line has every character of another at the place where that has it."""
    reach = SAME_PLACE * line.quad.height / max(line.quad.width, 1e-6)
    found = False
    for character in other.characters:
        if character.text.isspace():
            continue
        along, across = _place(line.quad, other.quad.at(character.x, 0.5))
        found = ACROSS[0] <= across <= ACROSS[1] and any(
            one.text == character.text and abs(one.x - along) <= reach for one in line.characters
        )
        if not found:
            return False
    return found


def _is_stroke(line: TextLine, lines: Sequence[TextLine]) -> bool:
    """Whether a line that could not be read is a stroke of a character that was, in its line."""
    if line.score >= SURE or len(line.characters) > 1:
        return False
    side = max(line.quad.width, line.quad.height)
    return any(
        other.score >= SURE
        and len(other.text) > 1
        and side <= STROKE * other.quad.height
        and all(
            0 <= place <= 1 for point in line.quad.points for place in _place(other.quad, point)
        )
        for other in lines
    )


def _begins_within(line: TextLine, lines: Sequence[TextLine]) -> bool:
    """Whether what a line begins with is a part of a character that was detected by itself: 阳 and 日**."""
    if len(line.characters) < 2:
        return False
    first = line.characters[0]
    point = line.quad.at(first.x, 0.5)
    for other in lines:
        if len(other.characters) != 1 or other is line or not is_full_width(other.text):
            continue
        along, across = _place(other.quad, point)
        height = min(other.quad.height, line.quad.height)
        apart = (along - other.characters[0].x) * other.quad.width
        if (
            first.score < SURE <= SURELY <= other.score
            and line.quad.height <= other.quad.height
            and 0 <= along <= 1
            and ACROSS[0] <= across <= ACROSS[1]
            and 0 <= apart <= WITHIN * height
        ):
            return True
    return False


def _is_better(other: TextLine, line: TextLine) -> bool:
    alike = other.quad.height <= SAME_TYPE * line.quad.height
    return len(other.text) > len(line.text) and other.score >= SURE and alike


def _is_all_read(line: TextLine, others: Sequence[TextLine]) -> bool:
    """Whether better lines have read each of the few characters that were made out on a line."""
    count = len(line.characters)
    return 0 < count <= MOST and all(_is_read_by(line, n, others) for n in range(count))


def _is_read_by(line: TextLine, offset: int, others: Sequence[TextLine]) -> bool:
    point = line.quad.at(line.characters[offset].x, 0.5)
    for other in others:
        along, across = _place(other.quad, point)
        if 0 <= along <= 1 and ACROSS[0] <= across <= ACROSS[1]:
            reach = SAME_PLACE * other.quad.height / max(other.quad.width, 1e-6)
            if any(abs(character.x - along) <= reach for character in other.characters):
                return True
    return False


def _place(quad: Quad, point: Point) -> tuple[float, float]:
    """Where a point lies along and across an area, as fractions of its sides."""
    (ox, oy), (ax, ay), (bx, by) = quad.top_left, quad.top_right, quad.bottom_left
    x, y = point[0] - ox, point[1] - oy
    ax, ay, bx, by = ax - ox, ay - oy, bx - ox, by - oy
    area = ax * by - ay * bx
    if abs(area) < 1e-6:
        return -1.0, -1.0
    return (x * by - y * bx) / area, (ax * y - ay * x) / area


def _part(line: TextLine, start: int, end: int) -> TextLine:
    """A line from one character to another, its area as well."""
    if (start, end) == (0, len(line.characters)):
        return line
    left = line.boundary(start) if start else 0.0
    right = line.boundary(end) if end < len(line.characters) else 1.0
    kept = line.characters[start:end]
    moved = tuple(replace(c, x=(c.x - left) / max(right - left, 1e-6)) for c in kept)
    return replace(line, quad=line.quad.part(left, right), characters=moved)
