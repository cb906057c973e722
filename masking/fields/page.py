"""Lines on a levelled page: what stands beside, above and below what.

Coordinates here are page coordinates: the source image turned so that most of the text runs to
the right, in source pixels. They are compared with each other only and never leave this package.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from masking.geometry import Point, Quad
from masking.model import TextLine
from masking.text.split import Piece, PieceKind, split

T = TypeVar("T")

LEVEL_TOLERANCE = math.radians(20)
"""A line tilted more than this against the page runs in another direction."""
SAME_ROW = 0.5
"""Share of the lower line's height that two lines of one row have in common."""
ROW_OVERLAP = 1.0
"""Line heights by which the areas of two neighbours on a row may run into each other."""
SAME_COLUMN = 0.2
"""Share of the narrower line's width that two lines of one column have in common."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle in page coordinates."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Along the text."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Across the text."""
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Vertical centre."""
        return (self.top + self.bottom) / 2

    def in_row_with(self, other: Box) -> bool:
        """Whether both stand on one row."""
        common = min(self.bottom, other.bottom) - max(self.top, other.top)
        return common >= SAME_ROW * min(self.height, other.height)

    def in_column_with(self, other: Box) -> bool:
        """Whether both stand in one column."""
        common = min(self.right, other.right) - max(self.left, other.left)
        return common >= SAME_COLUMN * min(self.width, other.width)

    def grown(self, x: float, y: float) -> Box:
        """With `x` added left and right and `y` above and below."""
        return Box(self.left - x, self.top - y, self.right + x, self.bottom + y)

    def overlaps(self, other: Box) -> bool:
        """Whether the two have an area in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    @staticmethod
    def around(boxes: Iterable[Box]) -> Box:
        """The smallest box that holds all of them; there must be one."""
        listed = list(boxes)
        return Box(
            min(b.left for b in listed),
            min(b.top for b in listed),
            max(b.right for b in listed),
            max(b.bottom for b in listed),
        )


@dataclass(frozen=True, slots=True)
class Part:
    """Some characters of one line of the page."""

    line: int
    """Index of the line in the reading."""
    start: int
    end: int

    def overlaps(self, other: Part) -> bool:
        """Whether both have a character in common."""
        return self.line == other.line and self.start < other.end and other.start < self.end


@dataclass(frozen=True, eq=False, slots=True)
class PageLine:
    """A line and where it stands on the page."""

    index: int
    """Its place in the reading's lines."""
    line: TextLine
    box: Box
    level: bool
    """Whether it runs in the page's direction; edge prints turned by 90 degrees do not."""
    pieces: tuple[Piece, ...]
    type_height: float = field(init=False)
    """See `masking.model.TextLine.type_height`."""

    def __post_init__(self) -> None:
        # Asked for a thousand times an image: measured once.
        object.__setattr__(self, "type_height", self.line.type_height)

    @property
    def text(self) -> str:
        """The recognised text."""
        return self.line.text

    @property
    def band(self) -> Box:
        """The line's box without the room that a curved line's ends take above and below: the next
        line begins within its box."""
        half = min(self.type_height, self.box.height) / 2
        middle = self.box.middle
        return Box(self.box.left, middle - half, self.box.right, middle + half)


class Page:
    """All lines of a reading, levelled, with their pieces.

    Args:
        lines: as read, on the upright source image.
    """

    def __init__(self, lines: Sequence[TextLine]) -> None:
        self.angle = _direction(lines)
        self.lines = tuple(self._placed(index, line) for index, line in enumerate(lines))
        self._found: dict[object, tuple[Any, ...]] = {}

    def once(self, find: Callable[[Page], Iterable[T]]) -> tuple[T, ...]:
        """What a function finds on this page; several kinds of fields ask for the same."""
        if find not in self._found:
            self._found[find] = tuple(find(self))
        return self._found[find]

    @cached_property
    def level_lines(self) -> tuple[PageLine, ...]:
        """The lines that run in the page's direction, row by row, each from left to right."""
        rows: list[list[PageLine]] = []
        for line in sorted(self.lines, key=lambda line: line.box.middle):
            if not line.level:
                continue
            if rows and rows[-1][0].box.in_row_with(line.box):
                rows[-1].append(line)
            else:
                rows.append([line])
        return tuple(line for row in rows for line in sorted(row, key=lambda line: line.box.left))

    @cached_property
    def usual_type(self) -> float:
        """The middle height of the level lines' type, in source pixels; there must be one."""
        return sorted(line.type_height for line in self.level_lines)[len(self.level_lines) // 2]

    def order(self, line: PageLine) -> int:
        """A line's place in `level_lines`; lines that run otherwise come last."""
        return self._order.get(line.index, len(self.lines))

    @cached_property
    def _order(self) -> dict[int, int]:
        return {line.index: place for place, line in enumerate(self.level_lines)}

    def pieces(self, *kinds: PieceKind) -> Iterator[tuple[PageLine, Piece]]:
        """Every piece of these kinds with its line."""
        for line in self.lines:
            for piece in line.pieces:
                if piece.kind in kinds:
                    yield line, piece

    def box_of(self, part: Part) -> Box:
        """Where some characters of a line stand."""
        line = self.lines[part.line]
        quad = line.line.quad
        if line.line.characters:
            quad = quad.part(line.line.boundary(part.start), line.line.boundary(part.end))
        return self.box(quad)

    def box_around(self, parts: Iterable[Part]) -> Box:
        """The box around some characters of one line or several."""
        return Box.around(self.box_of(part) for part in parts)

    def quad_around(self, boxes: Iterable[Box]) -> Quad:
        """The area around boxes as a quad of the source image."""
        box = Box.around(boxes)
        corners = [
            (box.left, box.top),
            (box.right, box.top),
            (box.right, box.bottom),
            (box.left, box.bottom),
        ]
        return Quad.of([self._to_source(point) for point in corners])

    def row_after(self, box: Box, reach: float) -> list[PageLine]:
        """Level lines to the right on the same row within `reach` pixels, nearest first."""
        found = [
            line
            for line in self.level_lines
            if line.box.in_row_with(box)
            and -ROW_OVERLAP * box.height <= line.box.left - box.right <= reach
            and line.box.right > box.right
        ]
        return sorted(found, key=lambda line: line.box.left)

    def row_before(self, box: Box, reach: float) -> list[PageLine]:
        """Level lines to the left on the same row within `reach` pixels, nearest first."""
        found = [
            line
            for line in self.level_lines
            if line.box.in_row_with(box)
            and -ROW_OVERLAP * box.height <= box.left - line.box.right <= reach
            and line.box.left < box.left
        ]
        return sorted(found, key=lambda line: -line.box.right)

    def text_before(self, part: Part) -> Box | None:
        """The last character on a part's line before it that is no space."""
        end = len(self.lines[part.line].text[: part.start].rstrip())
        return self.box_of(Part(part.line, end - 1, end)) if end else None

    def text_after(self, part: Part) -> Box | None:
        """The first character on a part's line behind it that is no space."""
        text = self.lines[part.line].text
        start = len(text) - len(text[part.end :].lstrip())
        return self.box_of(Part(part.line, start, start + 1)) if start < len(text) else None

    def below(self, box: Box, reach: float) -> list[PageLine]:
        """Level lines below in the same column within `reach` pixels, nearest first."""
        found = [
            line
            for line in self.level_lines
            if line.box.middle > box.bottom
            and line.box.top - box.bottom <= reach
            and line.box.in_column_with(box)
        ]
        return sorted(found, key=lambda line: (line.box.top, line.box.left))

    def above(self, box: Box, reach: float) -> list[PageLine]:
        """Level lines above in the same column within `reach` pixels, nearest first."""
        found = [
            line
            for line in self.level_lines
            if line.box.middle < box.top
            and box.top - line.box.bottom <= reach
            and line.box.in_column_with(box)
        ]
        return sorted(found, key=lambda line: -line.box.bottom)

    def _placed(self, index: int, line: TextLine) -> PageLine:
        tilt = abs(_wrapped(line.quad.angle - self.angle))
        return PageLine(index, line, self.box(line.quad), tilt <= LEVEL_TOLERANCE, split(line.text))

    def box(self, quad: Quad) -> Box:
        """The box of an area of the source image on the levelled page."""
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        turned = [(x * cos + y * sin, -x * sin + y * cos) for x, y in quad.points]
        # Means of the edges, not extremes: a slight tilt left over does not make a line higher.
        (ax, ay), (bx, by), (cx, cy), (dx, dy) = turned
        xs = sorted([(ax + dx) / 2, (bx + cx) / 2, (ax + bx) / 2, (dx + cx) / 2])
        ys = sorted([(ay + by) / 2, (dy + cy) / 2, (ay + dy) / 2, (by + cy) / 2])
        return Box(xs[0], ys[0], xs[-1], ys[-1])

    def _to_source(self, point: Point) -> Point:
        cos, sin = math.cos(self.angle), math.sin(self.angle)
        x, y = point
        return (x * cos - y * sin, x * sin + y * cos)


def _direction(lines: Sequence[TextLine]) -> float:
    """The direction most of the text runs in, radians; longer lines count more."""
    if not lines:
        return 0.0

    def support(angle: float) -> float:
        return sum(
            line.quad.width
            for line in lines
            if abs(_wrapped(line.quad.angle - angle)) <= LEVEL_TOLERANCE / 4
        )

    best = max((line.quad.angle for line in lines), key=support)
    near = [
        (_wrapped(line.quad.angle - best), line.quad.width)
        for line in lines
        if abs(_wrapped(line.quad.angle - best)) <= LEVEL_TOLERANCE / 4
    ]
    return best + sum(a * w for a, w in near) / max(sum(w for _, w in near), 1e-6)


def _wrapped(angle: float) -> float:
    """An angle in (-pi, pi]."""
    return math.atan2(math.sin(angle), math.cos(angle))
