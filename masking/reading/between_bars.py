"""Single characters beside black bars: 卜■ and 1■ 9931. Detection does not see one alone.

A bar leaves the beginning of a name or a number; without it the bar stands for all of that, or for
nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

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
