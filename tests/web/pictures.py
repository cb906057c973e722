"""Drawn pictures for tests of the service; the colour of the corner scripts the fake tools."""

from __future__ import annotations

import io
import math
from enum import Enum

from PIL import Image, ImageDraw

SIZE = (600, 900)
"""Width and height in pixels."""
MARK = 8
"""Side in pixels of the corner that holds the scenario's colour."""


class Scenario(Enum):
    """What the fake tools do with a picture, by the colour of its top-left corner."""

    MASKED = (255, 255, 255)
    REVIEW = (0, 255, 0)
    CRASH = (255, 0, 0)
    RAISE = (255, 0, 255)
    SLOW = (0, 0, 255)
    LONG = (0, 128, 0)
    HANG = (0, 0, 128)
    GROW = (128, 0, 0)
    NO_MEMORY = (128, 0, 128)
    NOTHING = (0, 0, 0)
    ENGINE = (128, 128, 128)
    FAILED = (0, 255, 255)


def draw(scenario: Scenario = Scenario.MASKED, size: tuple[int, int] = SIZE) -> Image.Image:
    """A picture with some structure everywhere, so that a shifted pixel shows."""
    width, height = size
    image = Image.linear_gradient("L").resize(size).convert("RGB")
    pen = ImageDraw.Draw(image)
    for row in range(0, height, 30):
        pen.line((0, row, width, row), fill=(row % 256, 90, 40))
        pen.text((20, row + 8), f"row {row}", fill=(200, 30, 30))
    pen.rectangle((0, 0, MARK - 1, MARK - 1), fill=scenario.value)
    return image


def scenario_of(image: Image.Image) -> Scenario:
    """The scenario of an upright picture; lossy formats move the colour a little."""
    colour = image.getpixel((2, 2))
    return min(Scenario, key=lambda scenario: math.dist(scenario.value, colour))


def encoded(image: Image.Image, format: str = "PNG", **options: object) -> bytes:
    """The picture's bytes."""
    stream = io.BytesIO()
    image.save(stream, format, **options)
    return stream.getvalue()


def png(scenario: Scenario = Scenario.MASKED) -> bytes:
    """A drawn picture as PNG."""
    return encoded(draw(scenario))


def pixels(data: bytes) -> Image.Image:
    """Decoded RGB pixels without the info dictionary, which comparing images would look at."""
    decoded = Image.open(io.BytesIO(data)).convert("RGB")
    bare = Image.new("RGB", decoded.size)
    bare.paste(decoded)
    return bare
