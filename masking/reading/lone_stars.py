"""An asterisk that was detected by itself behind its surname, or below the asterisks that it ends, and
read as X: 贺* as 贺 and X.

It is told by its size: a letter is as high as the text beside it, an asterisk far smaller.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from masking.geometry import Quad
from masking.model import TextLine
from masking.reading.engine import Pixels
from masking.reading.star_ink import star_places
from masking.reading.stars import SEEN_SCORE, STAR

ALIKE = "XxKk×+*＊✱※水米"
"""What the recogniser takes one asterisk for."""
STARS = "*＊"
SMALLER = 0.75
"""Height of its area at most, in heights of the line that it stands behind."""
BEHIND = (-0.5, 1.1)
"""Line heights from the end of that line's area to its middle."""
ACROSS = (0.1, 0.75)
"""Fractions of that line's height between which its middle lies."""
BELOW = (0.4, 2.0)
"""Type heights from the middle of a line that ends in asterisks to the middle of one that it breaks off."""
INDENT = (-0.6, 1.2)
"""Type heights between the beginnings of the two."""
ROOM = 0.12
"""Line heights around its area that are looked at."""
NEIGHBOUR = 0.4
"""Share of that in which strokes of the character before it may stand."""


def with_lone_stars(image: Pixels, lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines, those of one asterisk as what they are.

    Args:
        image: shape (H, W, 3).
        lines: as read on it.
    """
    return [
        _as_star(line)
        if len(line.text) == 1
        and line.text in ALIKE
        and any(
            _is_star_of(image, line.quad, other) or _is_star_below(image, line.quad, other)
            for other in lines
            if other is not line
        )
        else line
        for line in lines
    ]


def _is_star_of(image: Pixels, area: Quad, line: TextLine) -> bool:
    """Whether a small symmetrical blot, and nothing else, stands in an area behind a line's end."""
    height, width = line.quad.height, max(line.quad.width, 1e-6)
    if area.height > SMALLER * height or not any(c.isalnum() for c in line.text):
        return False
    along, across = _place(area, line)
    if not (
        BEHIND[0] * height <= along - width <= BEHIND[1] * height
        and ACROSS[0] <= across <= ACROSS[1]
    ):
        return False
    wide = area.grown(ROOM * height, ROOM * height)
    return len(star_places(image, wide, height, (NEIGHBOUR, 0.0))) == 1


def _is_star_below(image: Pixels, area: Quad, line: TextLine) -> bool:
    """Whether a small symmetrical blot, and nothing else, stands where the next line begins below one that
    ends in asterisks: …31号*** and *."""
    height = line.type_height
    if area.height > SMALLER * height or not line.text.endswith(tuple(STARS)):
        return False
    along, across = _place(area, line)
    begins, apart = along - area.width / 2, (across - 0.5) * line.quad.height
    if not (
        INDENT[0] * height <= begins <= INDENT[1] * height
        and BELOW[0] * height <= apart <= BELOW[1] * height
    ):
        return False
    wide = area.grown(ROOM * height, ROOM * height)
    return len(star_places(image, wide, height)) == 1


def _place(area: Quad, line: TextLine) -> tuple[float, float]:
    """Where the middle of an area is along a line, in pixels, and across it, in heights of the line."""
    height, width = line.quad.height, max(line.quad.width, 1e-6)
    (ox, oy), (ax, ay), (bx, by) = line.quad.top_left, line.quad.top_right, line.quad.bottom_left
    x, y = area.center[0] - ox, area.center[1] - oy
    along = (x * (ax - ox) + y * (ay - oy)) / width
    return along, (x * (bx - ox) + y * (by - oy)) / max(height, 1e-6) ** 2


def _as_star(line: TextLine) -> TextLine:
    score = max(line.score, SEEN_SCORE)
    return TextLine(line.quad, score, (replace(line.characters[0], text=STAR, score=score),))
