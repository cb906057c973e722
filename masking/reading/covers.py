"""What lies on a label so that nothing can be read below it: a finger, a strip of tape, a reflection.

Their colour is neither the paper's nor the ink's. Where one touches a party's block, the text that is
left of it may read like a whole name or address.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.reading.engine import Pixels
from masking.reading.frame import Frame

WORKING_TYPE = 8.0
"""Pixels: height that the usual type is brought to."""
SMALLEST = 1.3
"""Type heights: a square of this side fits into a cover; strokes of coloured type are narrower."""
CHROMA = 26
"""Levels between the strongest and the weakest of red, green and blue beyond the paper's own."""
DARKEST = 90
"""Level 0..255 of the strongest colour: darker is ink, or a bag."""
BURNT_OUT = 251
"""Level of all colours in a reflection."""
PAPER, DULL = 75, 242
"""Percentile of the levels that is the paper's, and the level up to which it is dull enough for a
reflection to stand out."""
MOST = 8
"""Covers: beyond the largest they are specks of one pattern."""


def find_covers(image: Pixels, lines: Sequence[Quad], angle: float, unit: float) -> list[Quad]:
    """The areas of covers among a label's lines.

    Args:
        image: shape (H, W, 3).
        lines: areas of the label's text; there must be one.
        angle: radians, the direction in which the text runs.
        unit: source pixels of the usual type's height.
    """
    scale = min(WORKING_TYPE / max(unit, 1e-6), 1.0)
    frame = Frame.around([p for quad in lines for p in quad.points], angle, scale, 0.0)
    view = frame.view(image)
    side = max(round(SMALLEST * unit * scale), 2)
    found: list[Quad] = []
    for mask in (_coloured(view), _burnt_out(view)):
        solid = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
        contours, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
        for contour in contours:
            corners = cv2.boxPoints(cv2.minAreaRect(contour)).tolist()
            found.append(frame.to_source(Quad.of((x, y) for x, y in corners)))
    found.sort(key=lambda quad: quad.width * quad.height, reverse=True)
    return found[:MOST]


def _coloured(view: Pixels) -> NDArray[np.uint8]:
    """Where the view, shape (H, W, 3), has a colour that its paper has not; shape (H, W)."""
    strongest = view.max(axis=2).astype(np.int16)
    chroma = strongest - view.min(axis=2)
    coloured = (chroma > np.median(chroma) + CHROMA) & (strongest > DARKEST)
    return np.asarray(coloured, np.uint8)


def _burnt_out(view: Pixels) -> NDArray[np.uint8]:
    """Where paper that is not white is lost in a reflection."""
    weakest = view.min(axis=2)
    if float(np.percentile(weakest, PAPER)) > DULL:
        return np.zeros(weakest.shape, np.uint8)
    return np.asarray(weakest >= BURNT_OUT, np.uint8)
