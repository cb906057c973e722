"""Lines that the detector does not see: ink in rows, as text stands, that belongs to no line.

Detection now and then leaves out a line between two others, most often widely spaced digits and two
small lines of one cell. What is not read is not hidden, so the paper is searched without it.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from masking.geometry import Quad
from masking.reading.engine import Pixels
from masking.reading.frame import Frame
from masking.reading.paper import grey_of, paper

WORKING_TYPE = 16.0
"""Pixels: height that the usual type is brought to."""
INK = 0.78
"""Share of the paper's brightness below which a pixel is ink."""
RULE = (4.0, 2.0)
"""Type heights from which on a straight stroke, level or upright, is a rule or a bar of a code."""
SPACING = 1.3
"""Type heights between two characters of one line."""
HEIGHT = (0.4, 1.7)
"""Type heights that a line has."""
SHORTEST = 1.2
"""Type heights that a line is wide at least."""
DENSITY = (0.06, 0.7)
"""Share of a line's box that its ink takes."""
ROOM = 0.2
"""Type heights around a line's ink."""
MOST = 12
"""Lines: more are no text but a rough ground."""


def missed_lines(image: Pixels, seen: Sequence[Quad], angle: float, unit: float) -> list[Quad]:
    """Areas among the seen lines that look like lines of text themselves.

    Args:
        image: shape (H, W, 3).
        seen: areas of the lines and codes that are known; there must be one.
        angle: radians, the direction in which the text runs.
        unit: source pixels of the usual type's height.
    """
    # Small type is not enlarged: a large picture with specks for text would fill the memory.
    scale = min(WORKING_TYPE / max(unit, 1e-6), 1.0)
    size = unit * scale
    frame = Frame.around([p for q in seen for p in q.points], angle, scale, unit)
    grey = grey_of(frame.view(image))
    ink = (grey < INK * paper(grey, size)).astype(np.uint8)
    level = np.ones((1, max(round(RULE[0] * size), 1)), np.uint8)
    upright = np.ones((max(round(RULE[1] * size), 1), 1), np.uint8)
    for stroke in (level, upright):
        rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, stroke)
        ink[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 0
    for quad in seen:
        room = ROOM / 2 * size
        shape = np.rint(frame.to_view(quad).grown(room, room).points).astype(np.int32)
        cv2.fillPoly(ink, (shape,), (0.0,))
    joined = cv2.morphologyEx(
        ink, cv2.MORPH_CLOSE, np.ones((1, round(SPACING * size) | 1), np.uint8)
    )
    joined = cv2.morphologyEx(joined, cv2.MORPH_CLOSE, np.ones((5, 1), np.uint8))
    _, _, boxes, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    for x, y, width, height, _ in boxes[1:].tolist():
        inked = int(ink[y : y + height, x : x + width].sum())
        if (
            HEIGHT[0] * size <= height <= HEIGHT[1] * size
            and width >= max(SHORTEST * size, height)
            and DENSITY[0] <= inked / (width * height) <= DENSITY[1]
        ):
            area = Quad.of_box(x, y, x + width, y + height).grown(ROOM * size, ROOM * size)
            found.append(frame.to_source(area))
    return found if len(found) <= MOST else []
