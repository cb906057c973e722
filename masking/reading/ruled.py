"""Upright rules of a form: what stands on both sides of one is of two cells."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.reading.engine import Pixels

RULE_DARK = 150
"""Grey level of an upright rule at most."""


def upright_rules(image: Pixels, least: float) -> NDArray[np.uint8]:
    """Where upright rules stand, shape (H, W): the borders of a table's cells.

    Args:
        image: shape (H, W, 3).
        least: pixels that a rule is high, more than any bar or stroke of type.
    """
    lowest, highest = np.zeros(3), np.full(3, float(RULE_DARK))
    dark = cv2.inRange(image, lowest, highest)
    # A photo's rules lean.
    dark = cv2.dilate(dark, np.ones((1, 3), np.uint8))
    upright = np.ones((max(round(least), 2), 1), np.uint8)
    # What lies beyond the picture is no rule.
    rules = cv2.morphologyEx(
        dark, cv2.MORPH_OPEN, upright, borderType=cv2.BORDER_CONSTANT, borderValue=(0.0,)
    )
    return np.asarray(rules, np.uint8)


def parted(area: Quad, line: Quad, rules: NDArray[np.uint8] | None) -> bool:
    """Whether an upright rule stands between a line and an area beside it: they are of two cells."""
    if rules is None:
        return False
    (ox, oy), angle, width = line.left_middle, line.angle, line.width
    along = [(x - ox) * math.cos(angle) + (y - oy) * math.sin(angle) for x, y in area.points]
    if min(along) >= width:
        start, end = width, min(along)
    elif max(along) <= 0:
        start, end = max(along), 0.0
    else:
        return False
    steps = max(round(end - start), 1)
    for step in range(-1, steps + 2):
        x, y = line.at((start + (end - start) * step / steps) / max(width, 1e-6), 0.5)
        row, column = round(y), round(x)
        inside = 0 <= row < rules.shape[0] and 0 <= column < rules.shape[1]
        if inside and rules[row, column]:
            return True
    return False
