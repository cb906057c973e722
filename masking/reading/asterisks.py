"""Asterisks that were detected apart from the text they belong to: 解 ** 1****** 8030.

A masked field is told by its asterisks; one whose asterisks stand on a line of their own would be
taken for a rest of a name or a number, and be masked again.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.model import Character, TextLine
from masking.reading.engine import Pixels
from masking.reading.ruled import parted, upright_rules

GAP = (-0.7, 0.6)
"""Line heights between asterisks and the text beside them."""
WIDE_GAP = 3.0
"""The same before the last digits of a number."""
_OPEN = re.compile(r"(?:^|[^0-9A-Za-z])1 ?[*＊]{5,7}$")
_END = re.compile(r"[0-9](?: ?[0-9]){3}")
SAME_ROW = 0.45
"""Line heights between the middles of the two, of both on average: a badge makes one higher."""
HEIGHTS = (0.4, 1.3)
"""Height of asterisks in heights of the text beside them."""
RULE = 4.0
"""Middle line heights that an upright rule of a form is high at least."""
STAR = "*＊"
_MISREAD = re.compile(r"[水米冰※✱*＊]{4,}")
"""Small asterisks side by side, as the recogniser reads them."""
ALIKE, SHOWN_DIGITS = "水米冰※✱", 4
"""What asterisks between digits are read as, and the digits that a masked number shows at least."""
_MASKED_NUMBER = re.compile(r"[0-9][0-9水米冰※✱*＊]{6,12}[0-9]")
_MISREAD_BEGINNING = re.compile(r"(?:^|[^0-9A-Za-z])1 ?((?=.*([水米冰※✱])\2\2)[水米冰※✱*＊]{5,8})$")
"""1水米水水水水: the digits that end the number were detected apart."""
_MISREAD_ROW = re.compile(r"([水米冰※✱])\1\1")
CLEAR_SCORE = 0.9
"""Mean score from which on such characters are what they are read as: a nickname, say."""


def with_asterisks(lines: Sequence[TextLine], image: Pixels | None = None) -> list[TextLine]:
    """The lines, with those joined that asterisks hold together.

    Args:
        lines: as read.
        image: what they were read on, shape (H, W, 3): an upright rule parts the cells of a form.
    """
    answer = [_repaired(line) for line in lines]
    usual = float(np.median([line.quad.height for line in answer])) if answer else 0.0

    @cache
    def rules() -> NDArray[np.uint8] | None:
        # Looked for in the whole picture, and only where two lines may be parted by one.
        return None if image is None else upright_rules(image, RULE * usual)

    while pair := _next_pair(answer, rules):
        left, right = pair
        place = answer.index(left)
        answer = [line for line in answer if line is not left and line is not right]
        answer.insert(
            place, _repaired(_joined(left, _close(right) if _ends(left, right) else right))
        )
    return answer


def _repaired(line: TextLine) -> TextLine:
    """A line with misread asterisks as asterisks: one of nothing else, or those of a number."""
    if begins := _MISREAD_BEGINNING.search(line.text):
        line = replace(
            line,
            characters=tuple(
                replace(c, text=STAR[0]) if begins.start(1) <= offset < begins.end(1) else c
                for offset, c in enumerate(line.characters)
            ),
        )
    among = {
        offset
        for run in _MASKED_NUMBER.finditer(line.text)
        if (STAR[0] in run.group() or _MISREAD_ROW.search(run.group()))
        and sum(c.isdigit() for c in run.group()) >= SHOWN_DIGITS
        for offset in range(*run.span())
        if line.text[offset] in ALIKE
    }
    if among:
        starred = (
            replace(c, text="*") if offset in among else c
            for offset, c in enumerate(line.characters)
        )
        line = replace(line, characters=tuple(starred))
    clear = line.score >= CLEAR_SCORE
    if clear or not _MISREAD.fullmatch(line.text) or len(set(line.text)) > 2:
        return line
    return replace(line, characters=tuple(replace(c, text="*") for c in line.characters))


def _next_pair(
    lines: Sequence[TextLine], rules: Callable[[], NDArray[np.uint8] | None]
) -> tuple[TextLine, TextLine] | None:
    read = [line for line in lines if line.text.strip()]
    for left in read:
        for right in read:
            if left is right:
                continue
            stars = left.text.rstrip()[-1] in STAR or right.text.lstrip()[0] in STAR
            if (
                stars
                and _stands_before(left, right, WIDE_GAP if _ends(left, right) else GAP[1])
                and not parted(right.quad, left.quad, rules())
                and not any(_between(left, other, right) for other in read)
            ):
                return left, right
    return None


def _between(left: TextLine, other: TextLine, right: TextLine) -> bool:
    """Whether another line stands between two on their row: a badge's asterisk is that of the name."""
    if other is left or other is right:
        return False
    frame = right.quad
    (start, _), (place, across), (end, _) = (
        _place(line.quad.center, frame) for line in (left, other, right)
    )
    return start < place < end and abs(across) <= SAME_ROW * frame.height


def _ends(left: TextLine, right: TextLine) -> bool:
    """Whether a line opens a masked mobile and another may be the four digits that end it: widely spaced
    ones stand further away, 1******   5 75 4."""
    return bool(_OPEN.search(left.text) and _END.fullmatch(right.text))


def _close(line: TextLine) -> TextLine:
    """A line without the spaces between its characters."""
    kept = tuple(c for c in line.characters if not c.text.isspace())
    return replace(line, characters=kept)


def _stands_before(left: TextLine, right: TextLine, widest: float) -> bool:
    """Whether the second line goes on where the first ends, that many line heights away at most."""
    frame = max((left, right), key=lambda line: len(line.text.strip(STAR))).quad
    unit = frame.height
    first, second = _extent(left.quad, frame), _extent(right.quad, frame)
    low, high = sorted((left.quad, right.quad), key=lambda quad: quad.height)
    apart = abs(_across(left.quad, frame) - _across(right.quad, frame))
    return (
        GAP[0] * unit <= second[0] - first[1] <= widest * unit
        and first[0] < second[0]
        and first[1] < second[1]
        and apart <= SAME_ROW * (low.height + high.height) / 2
        and low.height >= HEIGHTS[0] * high.height
        and high.height <= 2 * HEIGHTS[1] * low.height
    )


def _joined(left: TextLine, right: TextLine) -> TextLine:
    frame = max((left, right), key=lambda line: len(line.text.strip(STAR))).quad
    start = min(_extent(left.quad, frame)[0], _extent(right.quad, frame)[0])
    end = max(_extent(left.quad, frame)[1], _extent(right.quad, frame)[1])
    placed = [
        replace(one, x=(_place(line.quad.at(one.x, 0.5), frame)[0] - start) / (end - start))
        for line in (left, right)
        for one in line.characters
    ]
    placed.sort(key=lambda one: one.x)
    quad = frame.part(start / frame.width, end / frame.width)
    # Fail closed: a faint word may be read as asterisks, and would pass for one that is masked.
    return TextLine(quad, min(left.score, right.score), _inside(placed))


def _inside(characters: Sequence[Character]) -> tuple[Character, ...]:
    return tuple(replace(one, x=min(max(one.x, 0.0), 1.0)) for one in characters)


def _extent(quad: Quad, frame: Quad) -> tuple[float, float]:
    """Where an area begins and ends along a line, in pixels from the line's beginning."""
    along = [_place(point, frame)[0] for point in quad.points]
    return min(along), max(along)


def _across(quad: Quad, frame: Quad) -> float:
    return _place(quad.center, frame)[1]


def _place(point: tuple[float, float], frame: Quad) -> tuple[float, float]:
    """A point along and across a line, in pixels from its left middle."""
    (ox, oy), angle = frame.left_middle, frame.angle
    cos, sin = math.cos(angle), math.sin(angle)
    x, y = point[0] - ox, point[1] - oy
    return (x * cos + y * sin, -x * sin + y * cos)
