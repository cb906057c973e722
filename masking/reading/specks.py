"""Single characters that the detector does not see: a lone 一 or 2 on an address's last line.

Text detection is made for words. Where an address may go on, the paper below it is searched for a
little ink that belongs to no line.
"""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.reading.engine import Pixels
from masking.reading.frame import cut
from masking.reading.paper import grey_of

SEARCHED = (0.4, 2.9)
"""Line heights left and right of a line's beginning in which the next line may begin."""
BELOW = (0.02, 1.45)
"""Line heights below a line that the next one takes."""
BEHIND = (-0.15, 2.4)
"""Line heights behind a line's end in which characters may stand that a crease parted from it; its area
may take in the beginning of a wide 一."""
REACHING = 0.2
"""Line heights that they reach beyond that end at least: else they are a stroke of its last character."""
BEFORE = (-0.12, 2.4)
"""The same before a line's beginning: a wide 〇 that the detector left out reaches into its area."""
ACROSS = (-0.15, 1.15)
"""Line heights from the line's top in which they stand."""
INK = 0.66
"""Share of the paper's brightness below which a pixel is ink."""
STROKES, FADED = 4, 0.85
"""Percentile of a line's grey levels that its own strokes have, and the brightest that ink is beside faded type, as
a share of the paper's."""
LARGEST = (2.4, 1.15)
"""Line heights that one or two characters take at most, in width and height: the detector leaves
out 〇一 as well as 一."""
SMALLEST = 0.006
"""Square line heights of ink that a character has at least."""
ROOM = 0.2
"""Line heights around the ink."""
SHORTEST_BAR, BAR_ENDS, FEWEST_BARS = 8, 0.06, 4
"""Pixels of a bar's length at least, how far its ends may be off as a share of it, and how many bars
there are at least."""


def ink_below(image: Pixels, quad: Quad) -> Quad | None:
    """The area of a character or two below the beginning of a line, or None.

    Rules, borders and long text run through the searched area and do not count.

    Args:
        image: shape (H, W, 3).
        quad: the line, on the image.
    """
    along = quad.height / max(quad.width, 1e-6)
    (left, right), (top, bottom) = SEARCHED, BELOW
    return _ink_in(image, quad, (-left * along, right * along), (1 + top, 1 + bottom))


def ink_behind(image: Pixels, quad: Quad) -> Quad | None:
    """The same right behind the end of a line."""
    along = quad.height / max(quad.width, 1e-6)
    first, last = BEHIND
    area = _ink_in(image, quad, (1 + first * along, 1 + last * along), ACROSS)
    if area is None:
        return None
    (x, y), (ox, oy) = area.right_middle, quad.right_middle
    beyond = (x - ox) * math.cos(quad.angle) + (y - oy) * math.sin(quad.angle)
    return area if beyond >= (REACHING + ROOM) * quad.height else None


def ink_before(image: Pixels, quad: Quad) -> Quad | None:
    """The same right before the beginning of a line."""
    along = quad.height / max(quad.width, 1e-6)
    first, last = BEFORE
    return _ink_in(image, quad, (-last * along, -first * along), ACROSS)


def _ink_in(
    image: Pixels, quad: Quad, across: tuple[float, float], down: tuple[float, float]
) -> Quad | None:
    """A character or two in an area given in fractions of a line's width and height."""
    (left, right), (top, bottom) = across, down
    area = Quad.of(
        [quad.at(x, y) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))]
    )
    grey = grey_of(cut(image, area))
    height, width = grey.shape[:2]
    scale = height / (bottom - top)
    paper, own = float(np.percentile(grey, 90)), grey_of(cut(image, quad))
    # Faded type is no darker than that, and a thin 一 below it paler still.
    faded = min((paper + float(np.percentile(own, STROKES))) / 2, FADED * paper)
    ink = (grey < max(INK * paper, faded)).astype(np.uint8)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(ink)
    inside = [
        (x, y, x + w, y + h)
        for x, y, w, h, size in boxes[1:count].tolist()
        if x > 0 and y > 0 and x + w < width and y + h < height and size >= SMALLEST * scale**2
    ]
    if not inside or _are_bars(np.asarray(boxes[1:count], np.int32)):
        return None
    x0, y0 = min(b[0] for b in inside), min(b[1] for b in inside)
    x1, y1 = max(b[2] for b in inside), max(b[3] for b in inside)
    if x1 - x0 > LARGEST[0] * scale or y1 - y0 > LARGEST[1] * scale:
        return None
    middle = (y0 + y1) / 2
    half = max((y1 - y0) / 2 + ROOM * scale, scale / 2)
    edges = [
        (x0 - ROOM * scale, middle - half),
        (x1 + ROOM * scale, middle - half),
        (x1 + ROOM * scale, middle + half),
        (x0 - ROOM * scale, middle + half),
    ]
    return Quad.of([area.at(x / width, y / height) for x, y in edges])


def _are_bars(boxes: NDArray[np.int32]) -> bool:
    """Whether pieces of ink, rows of `cv2.connectedComponentsWithStats`, are bars of a barcode on the
    label's edge: below each other and of one length, more than 三 has."""
    left, width = boxes[:, cv2.CC_STAT_LEFT], boxes[:, cv2.CC_STAT_WIDTH]
    for start, size in zip(left, width, strict=True):
        off = max(BAR_ENDS * size, 1)
        alike = (abs(left - start) <= off) & (abs(left + width - start - size) <= off)
        if size >= SHORTEST_BAR and int(alike.sum()) >= FEWEST_BARS:
            return True
    return False
