"""At which size an image is looked at: as large as its type has to be for reading, and no larger."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from masking.geometry import Quad
from masking.reading.direction import long_axis

TYPE_HEIGHT = 32.0
"""View pixels that the middle height of the text areas is brought to; type of 20 to 32 pixels is
read best, and a detected area is a little higher than its type."""
SMALL_TYPE_HEIGHT = 17.0
"""View pixels that the smallest text areas should have at least."""
SMALL_TYPE_QUANTILE = 0.15
"""Share of the text areas that may be smaller than that: stray dots and edge prints."""
MAX_VIEW_SIDE = 3200
"""Pixels: no view is larger; detection costs grow with its area."""
MAX_ENLARGEMENT = 3.0
"""View pixels for one source pixel: more shows nothing new."""


def wanted_scale(quads: Sequence[Quad], size: tuple[float, float]) -> float:
    """View pixels for one source pixel at which the type is legible, within the limits."""
    heights = np.array([long_axis(quad).height for quad in quads])
    scale = max(
        TYPE_HEIGHT / float(np.median(heights)),
        SMALL_TYPE_HEIGHT / float(np.quantile(heights, SMALL_TYPE_QUANTILE)),
    )
    return float(min(scale, MAX_ENLARGEMENT, MAX_VIEW_SIDE / max(*size, 1.0)))
