"""What the models are given is the same whichever way it is made, and nothing is kept beside it."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from masking.reading.model_inputs import bgr, then_bgr, then_let_go


def test_channels_turned_after_scaling_are_those_turned_before() -> None:
    image = np.random.default_rng(1).integers(0, 256, (90, 150, 3), np.uint8)

    def halved(imgs: list[Any], side: int) -> Any:
        return [cv2.resize(one, (side, side * 2)) for one in imgs], ["shape"]

    (turned,), shapes = then_bgr(halved)(imgs=[image], side=32)
    assert np.array_equal(turned, cv2.resize(bgr(image), (32, 64)))
    assert shapes == ["shape"]


def test_the_images_of_a_batch_are_let_go() -> None:
    images = [np.ones((2, 3), np.float32)]
    batch = then_let_go(lambda imgs: np.stack(imgs))(images)
    assert batch.shape == (1, 2, 3)
    assert images == []
