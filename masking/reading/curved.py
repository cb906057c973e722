"""How sure the detector is of a curved line: its own score is that of the rectangle around it, most of
which is paper.

Only for curved lines: along a straight one both are much the same, but for rules and dashes, which
the rectangle's score leaves out.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

FILLED = 0.65
"""Share of the rectangle around it that the area of a curved line fills at most."""
LONG = 12.0
"""Its length at least, in heights of the type: its area to the rectangle's longer side."""

Score = Callable[[NDArray[np.float32], NDArray[np.int32]], float]
"""Mean probability, 0..1, of an area given by its outline, shape (n, 1, 2), on the detector's map."""


def score_along(post: Any) -> Score:
    """The score that paddlex's `DBPostProcess` is to give an outline in its mode ``slow``.

    Args:
        post: the detector's post-processing, for its own two scores.
    """
    of_outline: Score = post.box_score_slow

    def score(probability: NDArray[np.float32], outline: NDArray[np.int32]) -> float:
        corners = np.array(post.get_mini_boxes(outline)[0])
        sides = (
            float(np.linalg.norm(corners[0] - corners[1])),
            float(np.linalg.norm(corners[1] - corners[2])),
        )
        area = float(cv2.contourArea(outline))
        long = max(sides)
        curved = area <= FILLED * sides[0] * sides[1] and area * LONG <= long * long
        if curved:
            return of_outline(probability, outline)
        return float(post.box_score_fast(probability, corners.reshape(-1, 2)))

    return score
