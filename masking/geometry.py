"""Points and quads: the only geometry the project knows.

One corner order everywhere: clockwise from the top-left *of the text as it is read*, float
pixels, origin at the top-left corner of the upright source image, x to the right, y down. A line
that runs upwards on the page therefore has its first corner at the bottom left of the picture.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

Point = tuple[float, float]
"""x and y in pixels of the upright source image."""


@dataclass(frozen=True, slots=True)
class Quad:
    """A convex four-corner area, clockwise from the top-left of its text."""

    top_left: Point
    """Where the first character's upper edge begins."""
    top_right: Point
    """Where the last character's upper edge ends."""
    bottom_right: Point
    """Below `top_right`, as the text is read."""
    bottom_left: Point
    """Below `top_left`, as the text is read."""

    @classmethod
    def of(cls, points: Iterable[Iterable[float]]) -> Quad:
        """Build a quad from four (x, y) pairs in the project's corner order.

        Raises:
            ValueError: not four pairs, or a coordinate that is not finite.
        """
        corners = [tuple(float(v) for v in point) for point in points]
        if len(corners) != 4 or any(len(c) != 2 for c in corners):
            raise ValueError("a quad has four (x, y) corners")
        if not all(math.isfinite(v) for c in corners for v in c):
            raise ValueError("a quad's corners are finite numbers")
        return cls(*((c[0], c[1]) for c in corners))

    @classmethod
    def of_box(cls, left: float, top: float, right: float, bottom: float) -> Quad:
        """The upright rectangle with these edges, in pixels."""
        return cls((left, top), (right, top), (right, bottom), (left, bottom))

    @property
    def points(self) -> tuple[Point, Point, Point, Point]:
        """The corners in order, for libraries that want a (4, 2) array."""
        return (self.top_left, self.top_right, self.bottom_right, self.bottom_left)

    @property
    def width(self) -> float:
        """Mean length in pixels of the two edges along the text."""
        return (
            math.dist(self.top_left, self.top_right)
            + math.dist(self.bottom_left, self.bottom_right)
        ) / 2

    @property
    def height(self) -> float:
        """Mean length in pixels of the two edges across the text: about the type size."""
        return (
            math.dist(self.top_left, self.bottom_left)
            + math.dist(self.top_right, self.bottom_right)
        ) / 2

    @property
    def center(self) -> Point:
        """Mean of the corners."""
        xs, ys = zip(*self.points, strict=True)
        return (sum(xs) / 4, sum(ys) / 4)

    @property
    def angle(self) -> float:
        """Direction in which the text runs, radians in (-pi, pi], 0 to the right, clockwise."""
        (ax, ay), (bx, by) = self.left_middle, self.right_middle
        return math.atan2(by - ay, bx - ax)

    @property
    def left_middle(self) -> Point:
        """Middle of the edge where the text begins."""
        return _middle(self.top_left, self.bottom_left)

    @property
    def right_middle(self) -> Point:
        """Middle of the edge where the text ends."""
        return _middle(self.top_right, self.bottom_right)

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """(left, top, right, bottom) of the upright rectangle around the quad."""
        xs, ys = zip(*self.points, strict=True)
        return (min(xs), min(ys), max(xs), max(ys))

    @property
    def area(self) -> float:
        """Square pixels (shoelace formula)."""
        total = 0.0
        for (ax, ay), (bx, by) in zip(self.points, self.points[1:] + self.points[:1], strict=True):
            total += ax * by - bx * ay
        return abs(total) / 2

    def at(self, u: float, v: float) -> Point:
        """The point at fraction `u` along the text and `v` across it (bilinear; 0..1 is inside).

        Values outside 0..1 extrapolate along the edges.
        """
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = self.points
        top = (ax + (bx - ax) * u, ay + (by - ay) * u)
        bottom = (dx + (cx - dx) * u, dy + (cy - dy) * u)
        return (top[0] + (bottom[0] - top[0]) * v, top[1] + (bottom[1] - top[1]) * v)

    def part(self, start: float, end: float) -> Quad:
        """The piece between fractions `start` and `end` along the text, full height."""
        return Quad(self.at(start, 0), self.at(end, 0), self.at(end, 1), self.at(start, 1))

    def grown(self, along: float, across: float) -> Quad:
        """The quad with `along` pixels added at both ends and `across` pixels above and below.

        Negative values shrink it; it never shrinks past its own middle.
        """
        u = max(along / max(self.width, 1e-6), -0.5)
        v = max(across / max(self.height, 1e-6), -0.5)
        return Quad(self.at(-u, -v), self.at(1 + u, -v), self.at(1 + u, 1 + v), self.at(-u, 1 + v))

    def turned(self) -> Quad:
        """The same area, read upside down."""
        return Quad(self.bottom_right, self.bottom_left, self.top_left, self.top_right)

    def rounded(self) -> list[list[float]]:
        """Corners as lists with one decimal, for reports."""
        return [[round(x, 1), round(y, 1)] for x, y in self.points]


def _middle(a: Point, b: Point) -> Point:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
