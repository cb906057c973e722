"""Labels that lie side by side in one picture: each is a page of its own.

Taken for one, their rows run into each other, the more so where one lies askew: an address seems to go
on in the wrong line, and a table's heading is none.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from masking.fields.directions import FEWEST_LINES, is_running
from masking.geometry import Point
from masking.model import TextLine
from masking.text.fold import fold
from masking.text.phones import PhoneKind, find_phones

ASKEW = math.radians(2.5)
"""Angle between the lines of two labels: those of one differ less, but where it is seen at a slant."""
APART = 2.0
"""Usual line heights between two labels that no line crosses."""
PARTIES = 2
"""Phones of a label: its receiver's and its sender's."""
LEANS = tuple(math.radians(degrees) for degrees in range(-12, 13, 2))
"""Angles, from upright, of the gaps that are tried: paper lies askew."""


def side_by_side(lines: Sequence[TextLine]) -> list[tuple[int, ...]]:
    """Indices of the lines of each label, from left to right; all of them where there is only one."""
    return _parts(lines, tuple(range(len(lines))))


def _parts(lines: Sequence[TextLine], indices: tuple[int, ...]) -> list[tuple[int, ...]]:
    halves = _halves(lines, indices)
    return [part for half in halves for part in _parts(lines, half)] if halves else [indices]


def _halves(
    lines: Sequence[TextLine], indices: tuple[int, ...]
) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """The lines on either side of the widest gap that two labels askew to each other leave."""
    if len(indices) < 2 * FEWEST_LINES:
        return None
    angle = _tilt(lines, indices)
    room = APART * float(np.median([lines[i].quad.height for i in indices]))
    widest = room
    found = None
    for lean in LEANS:
        spans = sorted((*_span(lines[i], angle + lean, angle), i) for i in indices)
        reach = spans[0][1]
        for place, (left, right, _) in enumerate(spans):
            if left - reach >= widest:
                before = tuple(sorted(i for _, _, i in spans[:place]))
                after = tuple(sorted(i for _, _, i in spans[place:]))
                if _are_labels(lines, before, after):
                    widest, found = left - reach, (before, after)
            reach = max(reach, right)
    return found


def _are_labels(lines: Sequence[TextLine], left: Sequence[int], right: Sequence[int]) -> bool:
    """Whether both sides hold a good deal of running text, the one askew to the other; or each has
    the phones of a sender and a receiver."""
    running = [[i for i in side if is_running(lines[i].text)] for side in (left, right)]
    if min(map(len, running)) < FEWEST_LINES:
        return False
    if all(_numbers(lines, side) >= PARTIES for side in (left, right)):
        return True
    first, second = (_tilt(lines, side) for side in running)
    return abs(math.remainder(first - second, 2 * math.pi)) > ASKEW


def _numbers(lines: Sequence[TextLine], indices: Sequence[int]) -> int:
    """Mobile numbers among some lines, the same one counted once."""
    return len(
        {
            "".join(text[offset] for offset in match.digits)
            for text in (fold(lines[i].text) for i in indices)
            for match in find_phones(text)
            if match.kind in (PhoneKind.MOBILE, PhoneKind.VIRTUAL)
        }
    )


def _tilt(lines: Sequence[TextLine], indices: Sequence[int]) -> float:
    """The direction of most of the text, radians: the median, a line's weight is its length."""
    longest = max(indices, key=lambda i: lines[i].quad.width)
    base = lines[longest].quad.angle
    turns = sorted(
        (math.remainder(lines[i].quad.angle - base, 2 * math.pi), lines[i].quad.width)
        for i in indices
    )
    half = sum(width for _, width in turns) / 2
    passed = 0.0
    for turn, width in turns:
        passed += width
        if passed >= half:
            return base + turn
    return base


def _span(line: TextLine, upright: float, angle: float) -> tuple[float, float]:
    """Where a line begins and ends along `angle`, seen along a gap that leans to `upright`."""
    places = [_along(point, upright, angle) for point in line.quad.points]
    return min(places), max(places)


def _along(point: Point, upright: float, angle: float) -> float:
    """Pixels along the text at which a gap through a point crosses it: both angles in radians."""
    x, y = point
    along = x * math.cos(angle) + y * math.sin(angle)
    down = y * math.cos(angle) - x * math.sin(angle)
    return along - down * math.tan(upright - angle)
