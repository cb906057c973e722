"""The detector's score of a curved line is that of its text; any other's stays that of its rectangle."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from masking.reading.curved import score_along

TEXT, FAINT, PAPER = 0.9, 0.35, 0.05
"""Probabilities of text, of a rule, and of what is neither."""


class Post:
    """What is asked of paddlex's post-processing."""

    def get_mini_boxes(self, outline: NDArray[np.int32]) -> tuple[list[Any], float]:
        rectangle = cv2.minAreaRect(outline)
        return list(cv2.boxPoints(rectangle)), min(rectangle[1])

    def box_score_fast(self, probability: NDArray[np.float32], box: NDArray[np.float32]) -> float:
        return self._mean(probability, np.rint(box).astype(np.int32))

    def box_score_slow(self, probability: NDArray[np.float32], outline: NDArray[np.int32]) -> float:
        return self._mean(probability, outline)

    @staticmethod
    def _mean(probability: NDArray[np.float32], shape: NDArray[np.int32]) -> float:
        mask = np.zeros(probability.shape, np.uint8)
        cv2.fillPoly(mask, [shape.reshape(-1, 2)], (1,))
        return float(probability[mask > 0].mean())


def scored(length: int, thick: int, sag: float, inside: float) -> tuple[float, float]:
    """What a bent band scores, and what its rectangle does."""
    probability = np.full((400, 900), PAPER, np.float32)
    x = np.arange(100, 100 + length)
    y = 200 + sag * np.sin((x - 100) / length * math.pi)
    for column, row in zip(x, y, strict=True):
        probability[round(row) : round(row) + thick, column] = inside
    found, _ = cv2.findContours(
        (probability > 0.3).astype(np.uint8), cv2.RETR_LIST, cv2.CHAIN_APPROX_SIMPLE
    )
    outline = np.asarray(found[0], np.int32)
    post = Post()
    rectangle = post.box_score_fast(probability, np.array(post.get_mini_boxes(outline)[0]))
    return score_along(post)(probability, outline), rectangle


def test_a_long_curved_line_has_the_score_of_its_text() -> None:
    along, rectangle = scored(700, 14, 80, TEXT)
    assert rectangle < 0.5
    assert along > 0.85


@pytest.mark.parametrize(
    ("length", "thick", "sag", "inside"),
    [
        (700, 14, 0, TEXT),
        (700, 3, 0, FAINT),  # a rule
        (90, 14, 30, TEXT),  # a stroke of large type
    ],
)
def test_any_other_has_that_of_its_rectangle(
    length: int, thick: int, sag: float, inside: float
) -> None:
    along, rectangle = scored(length, thick, sag, inside)
    assert along == pytest.approx(rectangle)
