"""A picture on its way through warps: pixels, numbered ink and quads move together.

Quads live on pixel *edges* (a picture is 0 to w wide), OpenCV's maps on pixel *centres*; the
conversion between the two is in this file only.
"""

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
Matrix = NDArray[np.float64]
"""Shape (3, 3): a homography on pixel edges."""
Offsets = Callable[[Points], Points]
"""A smooth field on pixel edges of the *result*: where to look in the source, relative."""

_SETTLED_PX = 1e-3
_MOST_STEPS = 40


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

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.ink.shape[1], self.ink.shape[0]

    def rgb(self) -> Pixels:
        """Shape (h, w, 3)."""
        if self.pixels.ndim == 3:
            return np.ascontiguousarray(self.pixels)
        return np.repeat(self.pixels[:, :, None], 3, axis=2)

    def with_pixels(self, pixels: Pixels) -> Sheet:
        """The same places with other pixels."""
        return replace(self, pixels=pixels)

    def turned(self, degrees: int) -> Sheet:
        """Turned clockwise by 90, 180 or 270 degrees, without loss."""
        width, height = self.size
        moves: dict[int, Callable[[Points], Points]] = {
            90: lambda p: np.stack([height - p[:, 1], p[:, 0]], 1),
            180: lambda p: np.stack([width - p[:, 0], height - p[:, 1]], 1),
            270: lambda p: np.stack([p[:, 1], width - p[:, 0]], 1),
        }
        steps = -(degrees // 90)
        return self._moved(
            np.ascontiguousarray(np.rot90(self.pixels, steps)),
            np.ascontiguousarray(np.rot90(self.ink, steps)),
            moves[degrees],
        )

    def scaled(self, width: int) -> Sheet:
        """Resized to a width in pixels."""
        old_width, old_height = self.size
        height = round(old_height * width / old_width)
        ratio = np.array([width / old_width, height / old_height])
        how = cv2.INTER_AREA if width < old_width else cv2.INTER_CUBIC
        return self._moved(
            cv2.resize(self.pixels, (width, height), interpolation=how).astype(np.uint8),
            _resized_ink(self.ink, (width, height)),
            lambda p: p * ratio,
        )

    def projected(self, matrix: Matrix, size: tuple[int, int], outside: int) -> Sheet:
        """Sent through a homography onto a plain ground of `size` with the grey `outside`."""
        centred = _CENTRE_TO_EDGE_INVERSE @ matrix @ _CENTRE_TO_EDGE
        return self._moved(
            cv2.warpPerspective(
                self.pixels,
                centred,
                size,
                flags=cv2.INTER_CUBIC,
                borderMode=cv2.BORDER_CONSTANT,
                borderValue=(outside, outside, outside),
            ).astype(np.uint8),
            _whole(cv2.warpPerspective(_real(self.ink), centred, size, flags=cv2.INTER_NEAREST)),
            lambda p: cv2.perspectiveTransform(p[None], matrix)[0].astype(np.float64),
        )

    def bent(self, offsets: Offsets) -> Sheet:
        """Sent through a smooth mesh: pixel p of the result is pixel p + offsets(p) of this.

        The quads take the inverse way, found by fixed-point iteration; so `offsets` may not
        change by as much as one pixel from a pixel to the next.
        """
        width, height = self.size
        xs, ys = np.meshgrid(np.arange(width) + 0.5, np.arange(height) + 0.5)
        edges = np.stack([xs.ravel(), ys.ravel()], 1)
        source = (edges + offsets(edges) - 0.5).astype(np.float32).reshape(height, width, 2)
        maps = source[:, :, 0], source[:, :, 1]
        return self._moved(
            cv2.remap(self.pixels, *maps, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE).astype(
                np.uint8
            ),
            _whole(
                cv2.remap(_real(self.ink), *maps, cv2.INTER_NEAREST, borderMode=cv2.BORDER_CONSTANT)
            ),
            lambda p: _solve(p, offsets),
        )

    def _moved(
        self, pixels: Pixels, ink: NDArray[np.int32], move: Callable[[Points], Points]
    ) -> Sheet:
        """New pixels, and every corner sent through `move`."""
        quads = [c.quad for c in self.characters] + [c.quad for c in self.codes]
        corners = np.array([quad.points for quad in quads], np.float64).reshape(-1, 2)
        made = [Quad.of(quad) for quad in move(corners).reshape(-1, 4, 2).tolist()]
        count = len(self.characters)
        return Sheet(
            pixels,
            ink,
            tuple(replace(c, quad=q) for c, q in zip(self.characters, made[:count], strict=True)),
            tuple(replace(c, quad=q) for c, q in zip(self.codes, made[count:], strict=True)),
        )


_CENTRE_TO_EDGE = np.array([[1, 0, 0.5], [0, 1, 0.5], [0, 0, 1]], np.float64)
_CENTRE_TO_EDGE_INVERSE = np.array([[1, 0, -0.5], [0, 1, -0.5], [0, 0, 1]], np.float64)


def _solve(points: Points, offsets: Offsets) -> Points:
    """The q with q + offsets(q) = p for each p."""
    found = points.copy()
    for _ in range(_MOST_STEPS):
        step = points - offsets(found)
        if np.abs(step - found).max(initial=0.0) < _SETTLED_PX:
            return step
        found = step
    raise ValueError("the mesh folds over itself")


def _resized_ink(ink: NDArray[np.int32], size: tuple[int, int]) -> NDArray[np.int32]:
    """Ink wherever one of four samples of a pixel has some: thin strokes survive shrinking."""
    width, height = size
    double = cv2.resize(_real(ink), (2 * width, 2 * height), interpolation=cv2.INTER_NEAREST)
    return _whole(np.asarray(double).reshape(height, 2, width, 2).max(axis=(1, 3)))


def _real(ink: NDArray[np.int32]) -> NDArray[np.float32]:
    """OpenCV moves floats; whole numbers up to 2²⁴ stay exact."""
    return ink.astype(np.float32)


def _whole(ink: NDArray[np.float32] | NDArray[np.generic]) -> NDArray[np.int32]:
    return np.rint(np.asarray(ink, np.float32)).astype(np.int32)
