"""Lines that the detector ran together across the rule between two columns of a form.

Each column of such a form has its own labels: 地址：…和|地址：…号. Read as one line, the left column's
value seems to end in the middle, and what goes on below it is taken for the right one's.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from masking.geometry import Quad
from masking.model import Character, TextLine
from masking.text.labels import LabelKind, find_labels

COLUMN = 0.5
"""Line heights between the left edges of the labels of one column at most."""
MEMBERS = 2
"""Other lines of a column at least that begin with a label as well."""
LEVEL = 0.05
"""Radians between two lines of one form at most."""
_KINDS = frozenset(
    {LabelKind.PARTY, LabelKind.NAME, LabelKind.PHONE, LabelKind.ADDRESS, LabelKind.PERSON}
)


def cut_at_columns(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines, those in two that go on with another column's label."""
    starts = [line for line in lines if _label_at_start(line)]
    found: list[TextLine] = []
    for line in lines:
        offsets = [o for o in _inner_labels(line) if _heads_column(line, o, starts)]
        bounds = [0, *offsets, len(line.characters)]
        found += (_piece(line, a, b) for a, b in pairwise(bounds)) if offsets else [line]
    return tuple(found)


def _label_at_start(line: TextLine) -> bool:
    labels = find_labels(line.text)
    return bool(labels) and not line.text[: labels[0].start].strip()


def _inner_labels(line: TextLine) -> list[int]:
    """Offsets of the labels that repeat, on a line that begins with one, what was announced on it."""
    labels = [label for label in find_labels(line.text) if label.leading]
    if len(labels) < 2 or line.text[: labels[0].start].strip():
        return []
    first = labels[0]
    return [
        label.start
        for label in labels[1:]
        if label.kind in _KINDS
        and (label.kind is first.kind or first.kind in _KINDS)
        and line.text[first.end : label.start].strip()
    ]


def _heads_column(line: TextLine, offset: int, starts: Sequence[TextLine]) -> bool:
    """Whether other lines begin with a label right below or above a label of this line, and right below
    or above its beginning."""
    inner = line.quad.part(line.boundary(offset), 1)
    return _members(inner, line, starts) >= MEMBERS and _members(line.quad, line, starts) >= MEMBERS


def _members(quad: Quad, line: TextLine, starts: Sequence[TextLine]) -> int:
    return sum(
        other is not line
        and abs(other.quad.angle - quad.angle) <= LEVEL
        and abs(_along(quad, other.quad)) <= COLUMN * quad.height
        for other in starts
    )


def _along(quad: Quad, other: Quad) -> float:
    """Pixels along a line between its left end and another's."""
    (ax, ay), (bx, by) = quad.left_middle, quad.right_middle
    (x, y), length = other.left_middle, max(quad.width, 1e-6)
    return ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length


def _piece(line: TextLine, start: int, end: int) -> TextLine:
    """Some characters of a line as a line of their own."""
    left, right = line.boundary(start), line.boundary(end)
    width = max(right - left, 1e-6)
    characters = tuple(
        Character(c.text, min(max((c.x - left) / width, 0.0), 1.0), c.score)
        for c in line.characters[start:end]
    )
    return TextLine(line.quad.part(left, right), line.score, characters)
