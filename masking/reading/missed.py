"""Lines that the detector does not see: ink in rows, as text stands, that belongs to no line.

Detection now and then leaves out a line between two others, most often widely spaced digits and two
small lines of one cell. What is not read is not hidden, so the paper is searched without it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

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
LARGE, STROKE = 1.8, 1.25
"""Type heights of a line set in large type, and of the strokes that are surely its own."""
CURVED = (6.0, 5.0)
"""Type heights that a curved line is wide at least and high at most."""
STRAIGHT = 5.0
"""Type heights of the pieces that such a line is read in."""
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
    known = [frame.to_view(quad) for quad in seen]
    _without_large(ink, [quad for quad in known if quad.height > LARGE * size], size)
    level = np.ones((1, max(round(RULE[0] * size), 1)), np.uint8)
    upright = np.ones((max(round(RULE[1] * size), 1), 1), np.uint8)
    for stroke in (level, upright):
        rules = cv2.morphologyEx(ink, cv2.MORPH_OPEN, stroke)
        ink[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 0
    for quad in known:
        if quad.height <= LARGE * size:
            room = ROOM / 2 * size
            shape = np.rint(quad.grown(room, room).points).astype(np.int32)
            cv2.fillPoly(ink, (shape,), (0.0,))
    joined = cv2.morphologyEx(
        ink, cv2.MORPH_CLOSE, np.ones((1, round(SPACING * size) | 1), np.uint8)
    )
    joined = cv2.morphologyEx(joined, cv2.MORPH_CLOSE, np.ones((5, 1), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(joined)
    found = []
    count = 0
    for number, (x, y, width, height, _) in enumerate(boxes.tolist()):
        if number == 0 or width < max(SHORTEST * size, height) or height < HEIGHT[0] * size:
            continue
        own = np.s_[y : y + height, x : x + width]
        if height <= HEIGHT[1] * size:
            inked = int(ink[own].sum())
            if DENSITY[0] <= inked / (width * height) <= DENSITY[1]:
                area = Quad.of_box(x, y, x + width, y + height).grown(ROOM * size, ROOM * size)
                found.append(frame.to_source(area))
                count += 1
        elif height <= CURVED[1] * size and width >= CURVED[0] * size:
            mask = (labels[own] == number) & (ink[own] > 0)
            for left, top, right, bottom in _bent(mask, size):
                area = Quad.of_box(x + left, y + top, x + right, y + bottom)
                found.append(frame.to_source(area.grown(0, ROOM * size)))
            count += 1
    return found if count <= MOST else []


def _without_large(ink: NDArray[np.uint8], quads: Sequence[Quad], size: float) -> None:
    """Take large type out of the ink, shape (h, w), in its place.

    Its area may reach over a curved line beside it: only large strokes are its own.
    """
    if not quads:
        return
    areas = np.zeros_like(ink)
    for quad in quads:
        shape = np.rint(quad.grown(ROOM / 2 * size, ROOM / 2 * size).points).astype(np.int32)
        cv2.fillPoly(areas, (shape,), (1.0,))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    large = stats[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1) > STROKE * size
    large[0] = False
    ink[(areas > 0) & large[labels]] = 0


def _bent(mask: NDArray[np.bool_], size: float) -> Iterator[tuple[int, int, int, int]]:
    """The pieces (left, top, right, bottom) of a curved line, shape (h, w) of its ink, each short
    enough to be read as if it were straight; none where it is higher than type anywhere."""
    columns = mask.sum(axis=0)
    edges = [0]
    while edges[-1] < mask.shape[1]:
        wanted = edges[-1] + round(STRAIGHT * size)
        if wanted + SHORTEST * size >= mask.shape[1]:
            edges.append(mask.shape[1])
            break
        reach = round(size)
        near = columns[wanted - reach : wanted + reach]
        edges.append(wanted - reach + int(np.argmin(near)))
    pieces = []
    for left, right in pairwise(edges):
        rows = np.flatnonzero(mask[:, left:right].any(axis=1))
        if not rows.size:
            continue
        top, bottom = int(rows[0]), int(rows[-1]) + 1
        inked = int(mask[:, left:right].sum()) / max((right - left) * (bottom - top), 1)
        if bottom - top > HEIGHT[1] * size or not DENSITY[0] <= inked <= DENSITY[1]:
            return
        pieces.append((left, top, right, bottom))
    yield from pieces
