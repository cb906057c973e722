"""Large views in bands: what detection needs in memory grows with the area it sees at once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from masking.geometry import Quad
from masking.reading.engine import Engine, Pixels

MOST_PIXELS = 1_500_000
"""Of one band; detection takes about 200 bytes for each."""
CONTEXT = 64
"""Pixels above and below a band that are seen with it, so that no line is cut through."""
EDGE = 3.0
"""Pixels by which two bands may see the middle of one line in different places."""
SHIFT = 0.25
"""Share of a band's height by which its edge may move to where no line is cut."""


def detect_in_bands(engine: Engine, view: Pixels, seen: Sequence[Quad] = ()) -> list[Quad]:
    """The text areas of a view in its own size.

    Args:
        engine: finds text.
        view: shape (H, W, 3).
        seen: areas of lines, on the view, that the bands' edges should not cut.
    """
    height, width = view.shape[:2]
    found: list[Quad] = []
    edges = [0, *_cuts(height, width, seen), height]
    for top, bottom in pairwise(edges):
        first, last = max(top - CONTEXT, 0), min(bottom + CONTEXT, height)
        for area in engine.detect(view[first:last], max(last - first, width)):
            quad = Quad.of([(x, y + first) for x, y in area.quad.points])
            # What stands on an edge is seen by both bands; it belongs to where its middle is.
            middle = quad.center[1]
            above, below = middle < top - EDGE, middle > bottom + EDGE
            if (above and top > 0) or (below and bottom < height):
                continue
            if not any(math.dist(quad.center, other.center) <= 2 * EDGE for other in found):
                found.append(quad)
    return found


def _cuts(height: int, width: int, seen: Sequence[Quad]) -> list[int]:
    """Rows between two bands."""
    count = -(-height * width // MOST_PIXELS)
    lines = np.zeros(height + 1, np.int64)
    for quad in seen:
        _, top, _, bottom = quad.bounds
        lines[max(int(top), 0) : max(int(bottom) + 1, 0)] += 1
    cuts = []
    for number in range(1, count):
        wanted = number * height // count
        shift = int(SHIFT * height / count)
        rows = np.arange(wanted - shift, wanted + shift + 1)
        # The fewest lines, and of equal rows the nearest.
        cuts.append(int(min(rows, key=lambda row: (lines[row], abs(row - wanted)))))
    return cuts
