"""Fingers, tape and reflections are seen; print, shadows and plain paper are not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from masking.geometry import Quad
from masking.reading.covers import find_covers
from masking.reading.engine import Pixels

UNIT = 30.0
LINES = [Quad.of_box(50, 60 + 60 * n, 650, 90 + 60 * n) for n in range(6)]
SKIN, PAPER = (215, 165, 140), 220


def label(paper: int = PAPER) -> Pixels:
    image = np.full((480, 720, 3), paper, np.uint8)
    for quad in LINES:
        left, top, right, bottom = (int(v) for v in quad.bounds)
        image[top:bottom:3, left:right:4] = 30
    return image


def covers(image: Pixels) -> list[Quad]:
    return find_covers(image, LINES, 0.0, UNIT)


def test_a_finger_is_a_cover() -> None:
    image = label()
    cv2.ellipse(image, (60, 180), (140, 35), 0, 0, 360, SKIN, -1)
    (found,) = covers(image)
    left, top, right, bottom = found.bounds
    assert left <= 60
    assert right == pytest.approx(200, abs=25)
    assert top == pytest.approx(145, abs=8)
    assert bottom == pytest.approx(215, abs=8)


@pytest.mark.parametrize(("paper", "seen"), [(220, 1), (250, 0)])
def test_a_reflection_is_seen_on_dull_paper(paper: int, seen: int) -> None:
    image = label(paper)
    cv2.circle(image, (300, 200), 60, (255, 255, 255), -1)
    assert len(covers(image)) == seen


def test_coloured_type_dark_bars_and_shadows_are_none() -> None:
    image = label()
    cv2.putText(image, "SF EXPRESS", (60, 240), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (200, 30, 30), 3)
    image[100:160, 100:300] = 15
    image[300:, 400:] = (image[300:, 400:] * 0.6).astype(np.uint8)
    assert covers(image) == []


def test_coloured_paper_is_paper() -> None:
    image = label()
    image[image[:, :, 0] == PAPER] = (235, 225, 170)
    assert covers(image) == []
