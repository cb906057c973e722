"""Badges: words in white on a black ground, of which a part may look like a bar that hides something."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from masking.geometry import Quad
from masking.model import TextLine
from masking.reading.bar_ground import BLACK
from masking.reading.engine import Pixels
from masking.reading.frame import along_line, cut

OF_LINE = 0.7
"""Least width and height of a bar in heights of its own line: a stroke of large type or the rim of
a badge is less."""
BADGE_ROOM = 1.0
"""Widths of a badge between its edge and the word that stands on it at most."""
BADGE_OVER = 0.3
"""Widths of a badge by which its word may seem to reach beyond it."""
WORD = 2
"""Characters of a badge's word at most: 收, 收件."""
RIM = 0.15
"""Of the sides of a badge's area, the paper around it that the detector may add on each."""
INVERTED = 0.5
"""Share of a line's area that is black where white type stands on it."""
LETTER = 0.4
"""Line heights on either side of a character's middle in which nothing but itself stands."""
AROUND, AROUND_BLACK = 0.3, 0.4
"""Line heights above and below a white character that its ground reaches on, and the share of all that is
black at least: black type on paper has half as much with the paper around it."""
BADGE_STEPS = 5
"""Places between a bar and a word at which the ground has to be black as well."""


def is_badge(image: Pixels, bar: Quad, lines: Sequence[TextLine]) -> bool:
    """Whether a bar is the empty end of a badge: a word in white stands above or below on the same
    ground, no wider than the bar. 收件 on a black strip as high as its cell hides nothing. Or it is a
    corner that the word leaves free."""
    for line in lines:
        if _is_corner(image, bar, line) or _is_end(image, bar, line):
            return True
        along, across = along_line(line.quad.points, bar)
        over = BADGE_OVER * bar.width
        inside = min(along) >= -over and max(along) <= bar.width + over
        above, below = max(across) < bar.height / 2, min(across) > -bar.height / 2
        if not line.characters or not inside or not (above or below):
            continue
        near = max(across) if above else min(across)
        edge = -bar.height / 2 if above else bar.height / 2
        if abs(near - edge) > BADGE_ROOM * bar.width:
            continue
        middle = (min(along) + max(along)) / 2 / bar.width
        steps = ((edge + (near - edge) * n / BADGE_STEPS) for n in range(BADGE_STEPS))
        places = (bar.at(middle, 0.5 + step / bar.height) for step in steps)
        if all(_is_black(image, place) for place in places) and _is_inverted(image, line.quad):
            return True
    return False


def _is_corner(image: Pixels, bar: Quad, line: TextLine) -> bool:
    """Whether a bar lies within a badge and is lower than that: what its word leaves free.

    A line that was detected with the bars on it is longer than its characters are.
    """
    quad, count = line.quad, len(line.text)
    areas = (quad, quad.grown(-RIM * quad.width, -RIM * quad.height))
    return (
        0 < count <= WORD
        and quad.width <= (count + 0.5) * quad.height
        and bar.height < OF_LINE * quad.height
        and _holds(quad, bar.center)
        and any(_is_inverted(image, area) for area in areas)
    )


def _is_end(image: Pixels, bar: Quad, line: TextLine) -> bool:
    """Whether a bar is what the word on a badge leaves free beside it: the word itself is white on the
    same ground, as in a round badge of which the detector saw a strip."""
    quad = line.quad
    ems = quad.height / max(quad.width, 1e-6)
    letters = [
        quad.part(character.x - LETTER * ems, character.x + LETTER * ems).grown(
            0, AROUND * quad.height
        )
        for character in line.characters
    ]
    return (
        0 < len(letters) <= WORD
        and _holds(quad.grown(bar.width, 0), bar.center)
        and all(_is_inverted(image, letter, AROUND_BLACK) for letter in letters)
    )


def _holds(quad: Quad, place: tuple[float, float]) -> bool:
    return cv2.pointPolygonTest(np.array(quad.points, np.float32), place, False) >= 0


def _is_black(image: Pixels, place: tuple[float, float]) -> bool:
    x, y = round(place[0]), round(place[1])
    high, wide = image.shape[:2]
    return 0 <= x < wide and 0 <= y < high and int(image[y, x].max()) <= BLACK


def _is_inverted(image: Pixels, quad: Quad, share: float = INVERTED) -> bool:
    """Whether most of a line's area is black: its type is white."""
    return float((cut(image, quad).max(axis=2) <= BLACK).mean()) > share
