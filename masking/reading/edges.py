"""Lines of text that end at something other than paper: a torn edge, grey tape, a finger in shadow.

Such a thing need have no colour of its own, so it is not seen by itself; that a line runs into it
tells that the line may go on below.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from masking.geometry import Point, Quad
from masking.reading.engine import Pixels
from masking.reading.frame import cut

SEARCHED = (-0.5, 1.1)
"""Line heights from a line's end in which it is looked for: the detected area may reach into it."""
NEAR = 0.1
"""Line heights behind the end at which it begins at the latest."""
WIDE = 0.45
"""Line heights that it is wide at least: rules and frames are narrower."""
AT_EDGE = 2.5
"""Line heights from the leftmost text within which a line begins at the label's edge."""
LARGE = 1.5
"""Usual line heights above which a line is no personal data."""
LEVEL = math.cos(math.radians(20))
"""Cosine of the angle within which a line runs as most of them do."""
ACROSS = (0.1, 0.9)
"""Fractions of the line's height that are looked at."""
BESIDE, PAPER = (0.3, 2.0), 75
"""Line heights from a line's end, and the percentile of the brightness between them that is the
paper's: along a line it changes with the light."""
DARKEST, LIGHTEST, SAMPLED = 5, 95, 3
"""Percentiles of a line's brightness that are its type and its paper: most of it is paper. Every third
pixel tells."""
OTHER = 30.0
"""Levels by which a channel is darker than the paper's at least."""
INK = 0.42
"""Share of the paper's brightness below which it is ink, a badge, a bar or a bag."""
PLAIN = 14.0
"""Levels, standard deviation: text and codes vary more."""
FULL = 0.95
"""Share of a row's pixels that are no paper there."""
SHADE, SHADE_REACH, SHADE_PIECE = 14.0, 6.0, 3.0
"""Levels within which it has the colour of paper that a line close by was read on, in shade or below clear
tape; how many line heights away such a line is at most, and the length of the pieces that are compared."""
STEP, DROP = (0.05, 0.2), 22.0
"""Line heights on either side of where it begins in which the brightness is compared, and the levels that
are lost there at least: the shade of a bend comes slowly."""
SLANT, EDGE = 0.5, 0.1
"""Line heights by which it may begin later in some rows, and that its soft edge takes."""


def cut_ends(
    image: Pixels, lines: Sequence[Quad], angle: float, read: Sequence[Quad] = ()
) -> list[Quad]:
    """The areas behind the ends of lines, and before their beginnings, where no paper is.

    The beginnings of the lines furthest to the left stand close to the label's own edge.

    Args:
        image: shape (H, W, 3).
        lines: areas of the label's text.
        angle: radians, the direction in which most of it runs.
        read: areas of lines that were read surely: what they are printed on is paper.
    """
    found = []
    first = min((_along(quad.left_middle, angle) for quad in lines), default=0.0)
    usual = float(np.median([quad.height for quad in lines])) if lines else 0.0
    for line in lines:
        if line.height > LARGE * usual or math.cos(line.angle - angle) < LEVEL:
            continue  # a sorting code, a number along the edge: they stand close to it
        if _on_dark(image, line):
            continue
        ends = [line]
        if _along(line.left_middle, angle) - first > AT_EDGE * line.height:
            ends.append(line.turned())
        for quad in ends:
            unit = quad.height / max(quad.width, 1e-6)
            area = quad.part(1 + SEARCHED[0] * unit, 1 + SEARCHED[1] * unit)
            if not _inside(area, image):
                continue
            last = cut(image, quad.part(max(1 - BESIDE[1] * unit, 0), 1 - BESIDE[0] * unit))
            paper = np.percentile(last.reshape(-1, 3), PAPER, axis=0)
            start = _other_than(cut(image, area), paper)
            if start is None:
                continue
            behind = area.part(start, 1)
            others = [other for other in read if other is not line]
            if not _is_paper(image, behind.part(0.5, 1), others, line.height):
                found.append(behind)
    return found


def _is_paper(image: Pixels, area: Quad, read: Sequence[Quad], unit: float) -> bool:
    """Whether an area looks like what lines close to it are printed on: paper in a shadow, whose edge a
    line happens to end at."""
    own = np.median(cut(image, area).reshape(-1, 3), axis=0)
    for line in read:
        count = max(round(line.width / (SHADE_PIECE * unit)), 1)
        for number in range(count):
            piece = line.part(number / count, (number + 1) / count)
            if math.dist(piece.center, area.center) < SHADE_REACH * unit:
                paper = np.percentile(cut(image, piece).reshape(-1, 3), PAPER, axis=0)
                if np.abs(paper - own).max() < SHADE:
                    return True
    return False


def _drop(grey: NDArray[np.float64], begins: NDArray[np.intp], unit: float) -> float:
    """Levels by which it gets darker where something begins in each row of a strip, shape (h, w).

    Args:
        grey: the strip.
        begins: a column for each row.
        unit: columns to a line height.
    """
    near, far = (max(round(step * unit), 1) for step in STEP)
    drops = [
        float(row[max(begin - far, 0) : max(begin - near, 0) + 1].max())
        - float(np.median(row[min(begin + near, len(row) - 1) : begin + far + 1]))
        for row, begin in zip(grey, begins.tolist(), strict=True)
    ]
    return float(np.median(drops))


def _on_dark(image: Pixels, line: Quad) -> bool:
    """Whether a line is light type on dark paper."""
    grey = cut(image, line)[::SAMPLED, ::SAMPLED].mean(axis=2)
    dark, middle, light = np.percentile(grey, [DARKEST, 50, LIGHTEST])
    return bool(middle - dark < light - middle)


def _along(point: Point, angle: float) -> float:
    """How far along the text a point lies, in pixels."""
    return point[0] * math.cos(angle) + point[1] * math.sin(angle)


def _inside(area: Quad, image: Pixels) -> bool:
    left, top, right, bottom = area.bounds
    return left >= 0 and top >= 0 and right <= image.shape[1] and bottom <= image.shape[0]


def _other_than(strip: Pixels, paper: NDArray[np.float64]) -> float | None:
    """The fraction of a strip, shape (h, w, 3), at which what is not paper begins; None where it
    does not, or too late, or for a short stretch only. Its edge may be slanted."""
    height, width = strip.shape[:2]
    rows = strip[round(ACROSS[0] * height) : max(round(ACROSS[1] * height), 1)].astype(np.float64)
    grey = rows.mean(axis=2)
    other = ((paper - rows).max(axis=2) > OTHER) & (grey > INK * paper.mean())
    span = SEARCHED[1] - SEARCHED[0]
    wide = max(round(WIDE / span * width), 1)
    sums = np.cumsum(np.pad(other, ((0, 0), (1, 0))), axis=1)
    full = sums[:, wide:] - sums[:, :-wide] >= FULL * wide
    if not full.any(axis=1).all():
        return None
    begins = full.argmax(axis=1)
    latest = (np.array([NEAR, NEAR + SLANT]) - SEARCHED[0]) / span * width
    if float(np.median(begins)) > latest[0] or int(begins.max()) > latest[1]:
        return None
    if _drop(grey, begins, width / span) < DROP:
        return None
    behind = np.arange(width) > begins[:, None] + EDGE / span * width
    if float(grey[behind & other].std()) > PLAIN:
        return None
    return float(np.median(begins) / width)
