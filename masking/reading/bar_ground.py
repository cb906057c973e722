"""What a solid black rectangle stands on: a bar that hides something was painted on paper."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from masking.geometry import Quad
from masking.reading.engine import Pixels
from masking.reading.frame import cut

BLACK = 60
"""Grey level 0..255 up to which a pixel belongs to a bar."""
AROUND, LIGHTER, ON_PAPER = 0.4, 40, 0.45
"""Heights of a bar around it, grey levels by which it is lighter there, and the share of that which
is: rules and type may touch it."""
LEAST_PAPER = 0.15
"""The same share where other bars stand around it, and those count as well."""
EDGE = 2.0
"""Pixels from the picture's edge within which a bar runs out of it."""


def on_paper(image: Pixels, solid: Sequence[Quad]) -> list[Quad]:
    """The bars around which is paper, or others of them: on a dark page the gaps in its text are black,
    and so is a bag behind a label.

    Args:
        image: shape (H, W, 3).
        solid: solid black rectangles on it.
    """
    # A row of bars is told from its ends: what stands beside the pieces of a badge is none of them.
    found: list[Quad] = []
    left = list(solid)
    while fresh := [bar for bar in left if _is_on_paper(image, bar, found)]:
        found += fresh
        left = [bar for bar in left if bar not in fresh]
    return [bar for bar in solid if bar in found]


def _is_on_paper(image: Pixels, bar: Quad, others: Sequence[Quad]) -> bool:
    """Whether what is around a bar, but for others that were told, is lighter."""
    room = AROUND * min(bar.width, bar.height)
    area = bar.grown(room, room)
    around = cut(image, area)
    high, wide = around.shape[:2]
    frame = np.ones((high, wide), np.uint8)
    x, y = (
        round(room / (side + 2 * room) * length)
        for side, length in ((bar.width, wide), (bar.height, high))
    )
    frame[y : high - y, x : wide - x] = 0
    light = (around.max(axis=2) > BLACK + LIGHTER) & (frame > 0)
    count, every = int(light.sum()), int(frame.sum())
    target = np.array([(0, 0), (wide, 0), (0, high)], np.float32)
    corners = np.array([area.top_left, area.top_right, area.bottom_left], np.float32)
    matrix = cv2.getAffineTransform(corners, target)
    for other in others:
        points = cv2.transform(np.array([other.points], np.float32), matrix)[0]
        cv2.fillConvexPoly(frame, np.rint(points).astype(np.int32), (0,))
    return count >= LEAST_PAPER * every and count >= ON_PAPER * int(frame.sum())


def at_edge(image: Pixels, bar: Quad) -> bool:
    """Whether a bar runs out of the picture: by itself it is the ground between two reflections."""
    left, top, right, bottom = bar.bounds
    high, wide = image.shape[:2]
    return bool(min(left, top, wide - right, high - bottom) < EDGE)
