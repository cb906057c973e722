"""Boundaries between evenly set characters, whose places the recogniser gives in coarse steps."""

from __future__ import annotations

import math

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from app.samples.fonts import available
from masking.geometry import Quad
from masking.model import Character, TextLine
from masking.painting.pitch import even_boundary
from masking.reading.engine import Pixels

EM = 22
LEFT, TOP, HEIGHT = 40, 30, 30
LATE = 0.2
"""Ems by which the recogniser places characters too far to the right, beside its steps."""


def drawn(text: str, blur: float, dark: bool = False) -> tuple[Pixels, TextLine, list[float]]:
    """A strip with a text as it is read, and the fractions of the line at which each character ends."""
    font = available()[0].regular.at(EM)
    paper, ink = ("black", "white") if dark else ("white", "black")
    image = Image.new("RGB", (600, 90), paper)
    draw = ImageDraw.Draw(image)
    draw.text((LEFT, TOP), text, font=font, fill=ink)
    ends = [draw.textlength(text[: index + 1], font=font) for index in range(len(text))]
    width = ends[-1]
    step = HEIGHT / 6
    characters = []
    for character, start, end in zip(text, [0, *ends], ends, strict=False):
        late = (start + end) / 2 + LATE * EM
        characters.append(Character(character, round(late / step) * step / width, 0.99))
    quad = Quad.of_box(LEFT, TOP, LEFT + width, TOP + HEIGHT)
    image = image.filter(ImageFilter.GaussianBlur(blur))
    return np.asarray(image), TextLine(quad, 0.99, tuple(characters)), [e / width for e in ends]


@pytest.mark.parametrize("blur", [0.0, 1.6])
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("13812345678", 1),
        ("13812345678", 7),
        ("13811111110", 7),
        ("锦绣城T3-608", 6),
        ("金桂苑12栋1103", 6),
        ("欧阳青青 13812345678", 1),
        ("收件人：王小明", 5),
    ],
)
def test_it_is_found_whatever_the_single_places_say(
    text: str, offset: int, dark: bool, blur: float
) -> None:
    image, line, ends = drawn(text, blur, dark)
    place = even_boundary(image, line, offset)
    assert place is not None
    em = EM / line.quad.width
    assert abs(place - ends[offset - 1]) < 0.1 * em
    assert abs(line.boundary(offset) - ends[offset - 1]) > 0.1 * em


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("Emily Wang", 1),  # letters have widths of their own
        ("王明 12", 1),  # two characters tell no pitch
        ("A-7", 2),
    ],
)
def test_where_nothing_stands_evenly_there_is_no_answer(text: str, offset: int) -> None:
    image, line, _ = drawn(text, 0.0)
    assert even_boundary(image, line, offset) is None


def test_where_no_gap_can_be_seen_there_is_no_answer() -> None:
    _, line, _ = drawn("13812345678", 0.0)
    noise: NDArray[np.uint8] = np.random.default_rng(7).integers(0, 255, (90, 600, 3), np.uint8)
    assert even_boundary(noise, line, 5) is None


def test_a_turned_line_is_followed() -> None:
    image, line, ends = drawn("13812345678", 0.0)
    angle = math.radians(90)
    turned = np.ascontiguousarray(np.rot90(image, -1))
    height = image.shape[0]
    quad = Quad.of([(height - y, x) for x, y in line.quad.points])
    assert quad.angle == pytest.approx(angle)
    place = even_boundary(turned, TextLine(quad, line.score, line.characters), 1)
    assert place is not None
    assert abs(place - ends[0]) < 0.1 * EM / line.quad.width
