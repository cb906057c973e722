"""Text lines and readers made by hand, for tests without an engine."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import replace

from masking.errors import EngineError
from masking.geometry import Quad
from masking.model import Character, Code, Reading, TextLine
from masking.reading.engine import Pixels


def line(
    text: str, x: float = 0, y: float = 0, height: float = 30, score: float = 0.99, angle: float = 0
) -> TextLine:
    """A line whose text begins at (x, y), with full-width characters as wide as it is high.

    `angle` turns it around its top-left corner, radians, clockwise.
    """
    widths = [height if unicodedata.east_asian_width(c) in "WF" else height / 2 for c in text]
    total = sum(widths) or height
    characters = []
    offset = 0.0
    for character, width in zip(text, widths, strict=True):
        characters.append(Character(character, (offset + width / 2) / total, score))
        offset += width
    cos, sin = math.cos(angle), math.sin(angle)
    corners = [(0, 0), (total, 0), (total, height), (0, height)]
    quad = Quad.of([(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in corners])
    return TextLine(quad, score if text else 0.0, tuple(characters))


def placed(text: str, left: float, top: float, right: float, bottom: float) -> TextLine:
    """A level line in an area as a detector gave it."""
    corners = [(left, top), (right, top), (right, bottom), (left, bottom)]
    return replace(line(text), quad=Quad.of(corners))


def label(*rows: str | tuple[str, ...], height: float = 30, column: float = 400) -> list[TextLine]:
    """Lines one below the other; a tuple puts its texts side by side in columns."""
    lines = []
    for number, row in enumerate(rows):
        cells = (row,) if isinstance(row, str) else row
        for index, text in enumerate(cells):
            if text:
                lines.append(line(text, index * column, number * height * 1.5, height))
    return lines


class ScriptedReader:
    """Answers with given lines, and reads areas by what a function says of them."""

    def __init__(
        self,
        lines: Sequence[TextLine],
        codes: Sequence[Code] = (),
        again: Callable[[Pixels, Quad], TextLine] | None = None,
    ) -> None:
        self.reading = Reading(tuple(lines), tuple(codes))
        self.again = again or (lambda _, quad: TextLine(quad, 0.0, ()))

    def read(self, image: Pixels) -> Reading:
        """The script."""
        return self.reading

    def read_areas(self, image: Pixels, areas: Sequence[Quad]) -> list[TextLine]:
        """One answer for each area."""
        return [self.again(image, quad) for quad in areas]


class CrashingReader:
    """Fails on every image."""

    def read(self, image: Pixels) -> Reading:
        """Never answers."""
        raise EngineError("the OCR engine failed (RuntimeError)")

    def read_areas(self, image: Pixels, areas: Sequence[Quad]) -> list[TextLine]:
        """Never answers."""
        raise EngineError("the OCR engine failed (RuntimeError)")
