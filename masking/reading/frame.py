"""A view of the source image: turned, scaled and cropped, and how to undo that.

Every geometric step between the source image and what the models see is recorded in one matrix
here and undone here; nothing else maps coordinates.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.geometry import Point, Quad
from masking.reading.engine import Pixels

OUTER_ROWS = 0.25
"""Share of a line's height above and below its middle part."""
CROP_MAX_HEIGHT = 96
"""Pixels: taller line crops are scaled down before they are cut out, to avoid aliasing."""


@dataclass(frozen=True, eq=False, slots=True)
class Frame:
    """A rectangle laid over the source image, upright as its text is read."""

    matrix: NDArray[np.float64]
    """Shape (3, 3): homogeneous source pixels to view pixels."""
    scale: float
    """View pixels for one source pixel."""
    size: tuple[int, int]
    """Width and height of the view in pixels."""

    @classmethod
    def around(cls, points: Iterable[Point], angle: float, scale: float, margin: float) -> Frame:
        """The smallest frame turned by `angle` that holds all points and a margin.

        Args:
            points: on the source image, in pixels.
            angle: radians; the direction in which text runs on the source, see `Quad.angle`.
            scale: view pixels for one source pixel.
            margin: source pixels added on every side.
        """
        cos, sin = math.cos(angle), math.sin(angle)
        turned = [(x * cos + y * sin, -x * sin + y * cos) for x, y in points]
        left = min(x for x, _ in turned) - margin
        top = min(y for _, y in turned) - margin
        width = max(x for x, _ in turned) + margin - left
        height = max(y for _, y in turned) + margin - top
        matrix = np.array(
            [
                [cos * scale, sin * scale, -left * scale],
                [-sin * scale, cos * scale, -top * scale],
                [0, 0, 1],
            ],
            dtype=np.float64,
        )
        size = (max(math.ceil(width * scale), 1), max(math.ceil(height * scale), 1))
        return cls(matrix, scale, size)

    def view(self, image: Pixels) -> Pixels:
        """The source image, shape (H, W, 3), as this frame shows it, shape (h, w, 3).

        What lies outside the source repeats its border, so that no edge looks like a stroke.
        """
        source: Pixels = image
        matrix = self.matrix
        if self.scale < 1:
            # Scaling down by warping alone would skip pixels: average first.
            source = shrunk(image, self.scale)
            back = np.diag([image.shape[1] / source.shape[1], image.shape[0] / source.shape[0], 1])
            matrix = matrix @ back
        warped = cv2.warpAffine(
            source,
            matrix[:2],
            self.size,
            flags=cv2.INTER_CUBIC if self.scale > 1 else cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        return np.asarray(warped, np.uint8)

    def to_source(self, quad: Quad) -> Quad:
        """A quad of the view as a quad of the source image."""
        return _mapped(np.linalg.inv(self.matrix), quad)

    def to_view(self, quad: Quad) -> Quad:
        """A quad of the source image as a quad of the view."""
        return _mapped(self.matrix, quad)


def cut(image: Pixels, quad: Quad) -> Pixels:
    """The area of one line as an upright crop, shape (h, w, 3).

    Args:
        image: shape (H, W, 3).
        quad: on the image, in its pixels, clockwise from the text's top-left.
    """
    if quad.height > CROP_MAX_HEIGHT:
        factor = CROP_MAX_HEIGHT / quad.height
        left, top, right, bottom = quad.bounds
        x, y = max(math.floor(left), 0), max(math.floor(top), 0)
        area = image[y : max(math.ceil(bottom), y + 1), x : max(math.ceil(right), x + 1)]
        if area.size:
            image = shrunk(area, factor)
            quad = Quad.of([((px - x) * factor, (py - y) * factor) for px, py in quad.points])
    width, height = max(round(quad.width), 1), max(round(quad.height), 1)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(np.array(quad.points, np.float32), corners)
    crop: Any = cv2.warpPerspective(
        image, matrix, (width, height), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )
    return np.asarray(crop, np.uint8)


def shrunk(image: Pixels, factor: float) -> Pixels:
    """An image scaled down by `factor` (0..1) with every source pixel counted."""
    thin = round(min(image.shape[:2]) * factor) < 1
    # A size that rounds to nothing is an error for OpenCV.
    size = [max(round(side * factor), 1) for side in (image.shape[1], image.shape[0])]
    small: Any = cv2.resize(
        image,
        size if thin else None,
        fx=0 if thin else factor,
        fy=0 if thin else factor,
        interpolation=cv2.INTER_AREA,
    )
    return np.asarray(small, np.uint8)


def _mapped(matrix: NDArray[np.floating[Any]], quad: Quad) -> Quad:
    points = np.array([(*point, 1.0) for point in quad.points]) @ matrix.T
    return Quad.of(points[:, :2] / points[:, 2:])


def strokes(image: Pixels, quad: Quad) -> NDArray[np.int16]:
    """How much ink stands in each pixel column across an area, shape (w,), in grey levels.

    A column without a stroke varies little from top to bottom, whatever the paper's colour. Half
    of it is the column's middle part: a rule or a neighbouring line runs through the rest of
    every column where a line is curved.
    """
    strip, beside = _dark_on_light(image, quad)
    middle = strip[beside : strip.shape[0] - beside]
    ink = strip.max(axis=0) - (strip.min(axis=0) + middle.min(axis=0)) / 2
    return np.asarray(ink, np.int16)


def weights(image: Pixels, quad: Quad) -> NDArray[np.float64]:
    """How dark each pixel column across an area is against its own paper, shape (w,), in grey levels.

    Where print is blurred, strokes run into each other: what is between two digits is then as strong
    as what is within one, but less of it is dark.
    """
    strip, _ = _dark_on_light(image, quad)
    dark = strip.max(axis=0) - strip.mean(axis=0)
    return np.asarray(dark - dark.min(), np.float64)


def _dark_on_light(image: Pixels, quad: Quad) -> tuple[NDArray[np.floating[Any]], int]:
    """An area's grey levels, turned over where it is printed in white on black, and the rows at either
    edge that are beside its text."""
    strip = cut(image, quad).astype(np.int16).mean(axis=2)
    beside = round(OUTER_ROWS * strip.shape[0])
    edges = np.concatenate([strip[:beside], strip[strip.shape[0] - beside :]])
    if edges.size and 2 * np.median(edges) < strip.max() + strip.min():
        strip = -strip  # white on black
    return strip, beside


def emptiest(image: Pixels, quad: Quad, start: float, end: float) -> float:
    """The fraction along a line, from `start` to `end`, at which it has the least ink."""
    columns = strokes(image, quad.part(start, end))
    return start + (int(np.argmin(columns)) + 0.5) / len(columns) * (end - start)


def covered_share(quad: Quad, others: Sequence[Quad]) -> float:
    """Share of a quad's area that others cover, sampled on a grid of 8 x 4 points."""
    left, top, right, bottom = quad.bounds
    near = []
    for other in others:
        a, b, c, d = other.bounds
        if a <= right and c >= left and b <= bottom and d >= top:
            near.append(np.array(other.points, np.float32))
    if not near:
        return 0.0
    points = [quad.at((i + 0.5) / 8, (j + 0.5) / 4) for i in range(8) for j in range(4)]
    hit = sum(any(cv2.pointPolygonTest(shape, p, False) >= 0 for shape in near) for p in points)
    return hit / len(points)


def along_line(points: Sequence[Point], quad: Quad) -> tuple[list[float], list[float]]:
    """Points in a line's own frame: along it and across it, in pixels from its left middle."""
    (ox, oy), angle = quad.left_middle, quad.angle
    cos, sin = math.cos(angle), math.sin(angle)
    along = [(x - ox) * cos + (y - oy) * sin for x, y in points]
    across = [-(x - ox) * sin + (y - oy) * cos for x, y in points]
    return along, across
