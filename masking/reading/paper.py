"""Brightness of the paper and of what is printed on it."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.reading.engine import Pixels
from masking.reading.frame import shrunk

WINDOW = 3.0
"""Type heights: strokes narrower than that do not change what is taken for the paper's grey."""


def grey_of(image: Pixels) -> NDArray[np.uint8]:
    """An RGB image, shape (H, W, 3), as grey, shape (H, W)."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)


def scaled(grey: NDArray[np.uint8], scale: float) -> NDArray[np.uint8]:
    """A grey image at a scale of 1 or less."""
    return shrunk(grey, scale) if scale < 1 else grey


def paper(grey: NDArray[np.uint8], unit: float) -> NDArray[np.float32]:
    """The brightness that the paper has or would have at every pixel.

    Args:
        grey: shape (H, W).
        unit: pixels of the usual type's height.
    """
    window = round(WINDOW * unit) | 1
    closed = cv2.morphologyEx(grey, cv2.MORPH_CLOSE, np.ones((window, window), np.uint8))
    return np.asarray(cv2.blur(closed, (window, window)), np.float32)
