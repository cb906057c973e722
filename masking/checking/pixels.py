"""Proof by pixels that painting did what it was to do, and that encoding kept it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from masking.errors import PaintingError
from masking.model import Region
from masking.painting import Style, cover, paint

LOSSY_LEVELS = 64
"""Levels 0..255 by which lossy encoding may move a painted pixel: the edge of an asterisk, not a
stroke of type that was hidden."""


def verify_painted(
    source: Image.Image, painted: Image.Image, regions: Sequence[Region], style: Style
) -> NDArray[np.bool_]:
    """Which pixels are covered, shape (H, W), after proof that the painting is right.

    Outside the regions every pixel must be unchanged. Inside, every pixel must be what painting
    makes of a picture whose covered pixels were inverted beforehand: so nothing of what is hidden
    had any influence on the result.

    Raises:
        PaintingError: the painting is not right.
    """
    before, after = np.asarray(source), np.asarray(painted)
    covered = cover(regions, source.size)
    if before.shape != after.shape or (before != after)[~covered].any():
        raise PaintingError("a pixel outside the painted regions changed")
    if covered.any():
        other = before.copy()
        other[covered] = 255 - other[covered]
        again = np.asarray(paint(Image.fromarray(other), regions, style))
        if (again != after)[covered].any():
            raise PaintingError("a painted region still depends on what it hides")
    return covered


def verify_delivered(
    painted: Image.Image, delivered: Image.Image, covered: NDArray[np.bool_]
) -> None:
    """Prove that what is decoded from the user's bytes hides what was painted.

    Args:
        painted: before encoding.
        delivered: decoded again, of the same size.
        covered: shape (H, W), True where painted.

    Raises:
        PaintingError: a painted pixel shows something else.
    """
    before, after = np.asarray(painted)[covered], np.asarray(delivered)[covered]
    difference = np.abs(before.astype(np.int16) - after.astype(np.int16))
    if difference.max(initial=0) > LOSSY_LEVELS:
        raise PaintingError("the stored picture shows something where it was painted")
