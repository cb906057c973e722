"""A line whose area is far higher than its type, for a pale print beside it was taken in: a watermark that
runs across the label. Read from the band of its own ink, it is read as it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.model import TextLine
from masking.reading.engine import Pixels
from masking.reading.frame import Frame, covered_share
from masking.reading.nothing import DOUBTFUL_SCORE

HIGH, HIGHEST = 1.5, 1.8
"""Usual line heights from which on an area is looked at, and up to which another is taken for one line."""
LOW = 0.75
"""Share of the area's height that the band is at most, with its room: large type fills its area."""
TAKEN = 0.4
"""Share of a band from which on it is another line's."""
BAND = (0.4, 1.2)
"""Usual line heights of a band of ink that is one line of usual type."""
DARK = 0.5
"""Share of the way from the paper to the darkest ink from which on a pixel is ink and no watermark."""
RULE = 0.45
"""Share of a row's pixels that are ink where a rule stands, dashed perhaps."""
ROOM = 0.2
"""Usual line heights of paper above and below the band."""
GAP = 0.12
"""Usual line heights without ink within a band: 二, 三."""
LEAST_INK = 0.004
"""Share of a row's pixels that are ink where a line stands."""
KEPT = 0.6
"""Characters that the new reading has for one of the old: fewer would be a piece of the line."""
LOST_SCORE = 0.05
"""By which the new reading may be less sure."""

Read = Callable[[Sequence[Quad]], Sequence[TextLine]]


def tightened(
    image: Pixels, line: TextLine, lines: Sequence[TextLine], unit: float, read: Read
) -> TextLine:
    """The line as its own band of ink reads, or as it is where no single band shows.

    Args:
        image: shape (H, W, 3).
        line: as read on it.
        lines: all that was read on it.
        unit: pixels of the usual line's height.
        read: reads areas of the image.
    """
    others = [
        other.quad
        for other in lines
        if other is not line
        and other.score >= DOUBTFUL_SCORE
        and other.text.strip()
        and other.quad.height < HIGHEST * unit
    ]
    if line.quad.height < HIGH * unit or line.quad.width < 2 * line.quad.height or not others:
        return line
    angle = float(np.median([quad.angle for quad in others]))
    frame = Frame.around(line.quad.points, angle, 1.0, 0.0)
    quads = [
        frame.to_source(Quad.of_box(0.0, top, float(frame.size[0]), bottom))
        for top, bottom in _bands(frame.view(image), unit)
        if bottom - top < LOW * line.quad.height
    ]
    own = [quad for quad in quads if max(covered_share(quad, [other]) for other in others) < TAKEN]
    if len(own) != 1:
        return line
    (again,) = read(own)
    longer = len(again.text.strip()) >= KEPT * len(line.text.strip())
    sure = again.score >= max(DOUBTFUL_SCORE, line.score - LOST_SCORE)
    if not (longer and sure):
        return line
    # Fail closed: rows of bold type may be taken for a rule, and the band then begins within it. So what
    # is hidden of the line stays as high as all of its area.
    whole = frame.to_source(Quad.of_box(0.0, 0.0, *map(float, frame.size)))
    return replace(again, quad=whole)


def _bands(view: Pixels, unit: float) -> list[tuple[float, float]]:
    """Where bands of ink begin and end that are as high as one line of usual type, in rows."""
    grey: NDArray[np.float64] = cv2.cvtColor(view, cv2.COLOR_RGB2GRAY).astype(np.float64)
    paper, darkest = float(np.median(grey)), float(np.percentile(grey, 1))
    share = (grey < paper - DARK * (paper - darkest)).mean(axis=1)
    inked = (share >= LEAST_INK) & (share < RULE)
    bands: list[list[int]] = []
    for row in np.flatnonzero(inked):
        if bands and row - bands[-1][1] <= max(GAP * unit, 1):
            bands[-1][1] = int(row)
        else:
            bands.append([int(row), int(row)])
    lowest, highest = BAND[0] * unit, BAND[1] * unit
    return [
        (top - ROOM * unit, bottom + 1 + ROOM * unit)
        for top, bottom in bands
        if lowest <= bottom + 1 - top <= highest
    ]
