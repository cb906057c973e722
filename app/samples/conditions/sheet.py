"""A picture on its way through warps: pixels, numbered ink and quads move together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.samples.canvas import Canvas
from app.samples.truth import CharTruth, CodeTruth
from masking.geometry import Quad

Pixels = NDArray[np.uint8]
Points = NDArray[np.float64]
"""Shape (n, 2): x and y."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a condition takes and gives back."""

    pixels: Pixels
    """Shape (h, w) grey or (h, w, 3) RGB."""
    ink: NDArray[np.int32]
    """Shape (h, w), see `app.samples.drawing.Waybill.ink`."""
    characters: tuple[CharTruth, ...]
    codes: tuple[CodeTruth, ...]

    @classmethod
    def of(cls, canvas: Canvas) -> Sheet:
        """The label as it was printed."""
        return cls(canvas.grey, canvas.ink, tuple(canvas.characters), tuple(canvas.codes))

    def rgb(self) -> Pixels:
        """Shape (h, w, 3)."""
        if self.pixels.ndim == 3:
            return np.ascontiguousarray(self.pixels)
        return np.repeat(self.pixels[:, :, None], 3, axis=2)

    def moved(
        self, move: Callable[[Points], Points]
    ) -> tuple[tuple[CharTruth, ...], tuple[CodeTruth, ...]]:
        """Characters and codes with every corner sent through `move`."""
        quads = [c.quad for c in self.characters] + [c.quad for c in self.codes]
        corners = np.array([quad.points for quad in quads], np.float64).reshape(-1, 2)
        made = [Quad.of(quad) for quad in move(corners).reshape(-1, 4, 2).tolist()]
        count = len(self.characters)
        return (
            tuple(replace(c, quad=q) for c, q in zip(self.characters, made[:count], strict=True)),
            tuple(replace(c, quad=q) for c, q in zip(self.codes, made[count:], strict=True)),
        )

    def with_pixels(self, pixels: Pixels) -> Sheet:
        """The same places with other pixels."""
        return replace(self, pixels=pixels)

    def turned(self, degrees: int) -> Sheet:
        """Turned clockwise by 90, 180 or 270 degrees, without loss."""
        height, width = self.ink.shape
        moves: dict[int, Callable[[Points], Points]] = {
            90: lambda p: np.stack([height - p[:, 1], p[:, 0]], 1),
            180: lambda p: np.stack([width - p[:, 0], height - p[:, 1]], 1),
            270: lambda p: np.stack([p[:, 1], width - p[:, 0]], 1),
        }
        characters, codes = self.moved(moves[degrees])
        steps = -(degrees // 90)
        return Sheet(
            np.ascontiguousarray(np.rot90(self.pixels, steps)),
            np.ascontiguousarray(np.rot90(self.ink, steps)),
            characters,
            codes,
        )

    def scaled(self, width: int) -> Sheet:
        """Resized to a width in pixels."""
        factor = width / self.ink.shape[1]
        height = round(self.ink.shape[0] * factor)
        size = (width, height)
        how = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
        ratio = np.array([factor, height / self.ink.shape[0]])
        characters, codes = self.moved(lambda p: p * ratio)
        return Sheet(
            cv2.resize(self.pixels, size, interpolation=how).astype(np.uint8),
            cv2.resize(self.ink, size, interpolation=cv2.INTER_NEAREST).astype(np.int32),
            characters,
            codes,
        )
