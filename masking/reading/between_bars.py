"""What stands beside black bars and was not read, or was read together with them.

Detection does not see a single character, 卜■ and 1■ 9931: without it the bar stands for a whole name
or number, or for nothing. And it takes a row of bars and text for one line, higher than its type.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.model import TextLine
from masking.reading.engine import Pixels
from masking.reading.frame import covered_share, cut
from masking.reading.nothing import DOUBTFUL_SCORE
from masking.reading.paper import grey_of

REACH = 1.6
"""Bar heights beside a bar in which a character or two may stand."""
APART = 0.6
"""Bar heights between it and the bar at most."""
ROOM = 0.12
"""Bar heights beside such characters that are read with them."""
INK = 0.66
"""Share of the paper's brightness below which a pixel is ink."""
BEYOND = 0.2
"""Bar heights above and below the bar: what stands there as well is a rule."""
GAP = 0.22
"""Bar heights without ink that part a character from what stands beside it."""
LEAST = 0.02
"""Share of a column that is ink where a stroke is."""
SEEN = 0.3
"""Share of such an area that lines cover which were read: then nothing was left out."""
HIGHER = 1.25
"""Bar heights from which on a line that the bar stands on was detected together with it."""
LARGE = 2.2
"""Middle line heights from which on a line is set in large type."""
ACROSS = (0.2, 0.8)
"""Fractions of such a line's height between which the middle of a bar lies."""
LEAST_BETWEEN = 0.3
"""Bar heights between two bars in which a character may stand."""
NARROWEST, WIDEST = 0.06, 1.5
"""Bar heights that such characters are wide."""


def beside_bars(
    image: Pixels,
    bars: Sequence[Quad],
    lines: Sequence[TextLine],
    read: Callable[[Sequence[Quad]], Sequence[TextLine]],
) -> list[TextLine]:
    """What stands right before and behind bars and belongs to no line.

    Args:
        image: shape (H, W, 3).
        bars: on it, in the direction of its text.
        lines: that were read on it.
        read: reads areas of it.
    """
    known = [line.quad for line in lines]
    solid = [*known, *bars]
    areas: list[Quad] = []
    for bar in bars:
        for area in (_beside(image, bar, behind=False), _beside(image, bar, behind=True)):
            if area is not None and covered_share(area, [*solid, *areas]) < SEEN:
                areas.append(area)
    answers = read(areas) if areas else ()
    return [
        line
        for line in answers
        if line.score >= DOUBTFUL_SCORE and any(c.isalnum() for c in line.text)
    ]


def between_bars(
    bars: Sequence[Quad],
    lines: Sequence[TextLine],
    read: Callable[[Sequence[Quad]], Sequence[TextLine]],
) -> list[TextLine]:
    """The lines, those that were detected together with bars on them read again between these.

    Args:
        bars: in the direction of the text.
        lines: as read.
        read: reads areas of the image.
    """
    answer: list[TextLine] = []
    usual = float(np.median([line.quad.height for line in lines])) if lines else 0.0
    for line in lines:
        # The strokes of large type look like bars.
        own = bars if line.quad.height <= LARGE * usual else ()
        inner = sorted(
            (bar for bar in own if HIGHER * bar.height <= line.quad.height and _is_on(bar, line)),
            key=lambda bar: _along(line.quad, bar.center)[0],
        )
        within = [
            other
            for other in lines
            if other is not line
            and other.quad.height < line.quad.height
            and covered_share(other.quad, [line.quad]) > 1 - SEEN
        ]
        known = [other.quad for other in within]
        areas = [a for a in _areas_between(inner, line) if covered_share(a, known) < SEEN]
        parts = [
            part
            for part in (read(areas) if areas else ())
            if part.score >= DOUBTFUL_SCORE and any(c.isalnum() for c in part.text)
        ]
        # Fail closed: the line stays where less was read of it in parts, or nothing at all.
        same = _count([*within, *parts]) >= max(_count([line]), 1)
        answer += parts if inner and same else [line]
    return answer


def _areas_between(bars: Sequence[Quad], line: TextLine) -> list[Quad]:
    """The stretches of a line before, between and behind bars, as high as the bar beside each."""
    if not bars:
        return []
    first, last = bars[0], bars[-1]
    stretches = [
        (first, _fraction(first, line.quad.left_middle), 0.0),
        *((bar, 1.0, _fraction(bar, following.left_middle)) for bar, following in pairwise(bars)),
        (last, 1.0, _fraction(last, line.quad.right_middle)),
    ]
    return [
        bar.part(start, end)
        for bar, start, end in stretches
        if (end - start) * bar.width >= LEAST_BETWEEN * bar.height
    ]


def _is_on(bar: Quad, line: TextLine) -> bool:
    """Whether the middle of a bar lies on a line."""
    along, across = _along(line.quad, bar.center)
    return 0 < along < 1 and ACROSS[0] < across < ACROSS[1]


def _along(quad: Quad, point: tuple[float, float]) -> tuple[float, float]:
    """Where a point lies along and across an area, as fractions of its sides."""
    (ox, oy), (ax, ay), (bx, by) = quad.top_left, quad.top_right, quad.bottom_left
    x, y = point[0] - ox, point[1] - oy
    along = (x * (ax - ox) + y * (ay - oy)) / max(quad.width**2, 1e-6)
    return along, (x * (bx - ox) + y * (by - oy)) / max(quad.height**2, 1e-6)


def _fraction(bar: Quad, point: tuple[float, float]) -> float:
    return _along(bar, point)[0]


def _count(lines: Sequence[TextLine]) -> int:
    return sum(c.isalnum() for line in lines for c in line.text)


def _beside(image: Pixels, bar: Quad, *, behind: bool) -> Quad | None:
    """The area of the characters next to one end of a bar; None where there are none."""
    unit = bar.height / max(bar.width, 1e-6)
    strip = bar.part(1, 1 + REACH * unit) if behind else bar.part(-REACH * unit, 0)
    height = strip.height
    inked = _inked(image, strip)
    count = len(inked)
    # Counted from the bar on, either way.
    columns = np.flatnonzero(inked if behind else inked[::-1])
    parts = np.split(columns, np.flatnonzero(np.diff(columns) > GAP * height) + 1)
    # The bar's own edge, and specks.
    wide = [part for part in parts if part.size and np.ptp(part) >= NARROWEST * height]
    if not wide or wide[0][0] > APART * height:
        return None
    first, last = int(wide[0][0]), int(wide[0][-1]) + 1
    if last - first > WIDEST * height or last >= count:
        return None  # text that goes on is a line, which detection sees
    near = max(first / count - ROOM * height / count, 0.0)
    far = last / count + ROOM * height / count
    return strip.part(near, far) if behind else strip.part(1 - far, 1 - near)


def _inked(image: Pixels, strip: Quad) -> NDArray[np.bool_]:
    """Which pixel columns of a strip have ink that is no upright rule, shape (w,)."""
    room = BEYOND * strip.height
    grey = grey_of(cut(image, strip.grown(0, room)))
    ink = (grey < INK * float(np.percentile(grey, 90))).astype(np.uint8)
    # A rule runs through all rows, what stands in the row's middle is type.
    tall = np.ones((max(ink.shape[0] - 2, 1), 1), np.uint8)
    rules = cv2.dilate(cv2.morphologyEx(ink, cv2.MORPH_OPEN, tall), np.ones((1, 3), np.uint8))
    ink[rules > 0] = 0
    beyond = round(room) + 1
    middle = ink[beyond : ink.shape[0] - beyond]
    share = middle.mean(axis=0) if middle.size else np.zeros(ink.shape[1])
    return np.asarray(share >= LEAST, np.bool_)
