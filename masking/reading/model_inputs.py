"""What the models are given: channels in the order they know, and a line's beginning at their size."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np

from masking.reading.engine import Pixels

TURN_SIZE = (192, 48)
"""Width and height in pixels of the orientation classifier's input."""


def bgr(image: Pixels) -> Pixels:
    """The channel order that the models were trained on."""
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2BGR), np.uint8)


def then_bgr(resize: Callable[..., Any]) -> Callable[..., Any]:
    """paddlex's scaling for the detector, and then the channel order: the other way round a photo in that
    order would stand beside the photo itself as long as detection takes."""

    def scaled(**options: Any) -> Any:
        images, shapes = resize(**options)
        return [bgr(image) for image in images], shapes

    return scaled


def then_let_go(to_batch: Callable[..., Any]) -> Callable[..., Any]:
    """paddlex's joining of images to a batch, a copy: it would keep the images beside that until the
    detector has answered, 12 bytes for each pixel."""

    def joined(imgs: list[Any]) -> Any:
        batch = to_batch(imgs=imgs)
        imgs.clear()
        return batch

    return joined


def beginning(crop: Pixels) -> Pixels:
    """The beginning of a line at the classifier's size: scaled, then padded, not stretched."""
    width, height = TURN_SIZE
    scaled_width = min(max(round(crop.shape[1] * height / crop.shape[0]), 1), width)
    # A longer line is cut, not squeezed: its first characters tell as much.
    source_width = min(crop.shape[1], max(round(width * crop.shape[0] / height), 1))
    scaled = cv2.resize(crop[:, :source_width], (scaled_width, height))
    # Grey 128 is the zero of the normalised input.
    canvas = np.full((height, width, 3), 128, np.uint8)
    canvas[:, :scaled_width] = scaled
    return canvas
