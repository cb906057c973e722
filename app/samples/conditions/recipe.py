"""The types of a condition."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from app.samples.canvas import Canvas
from app.samples.conditions.sheet import Sheet

PNG, JPEG = ".png", ".jpg"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the picture becomes a file."""

    suffix: str = PNG
    quality: int = 0
    """Of JPEG, 1..95."""
    exif_orientation: int | None = None
    """The tag to write; the pixels are then stored turned, so that a viewer shows them upright."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A condition: how a printed label becomes a picture."""

    apply: Callable[[Sheet, random.Random], Sheet]
    encode: Callable[[random.Random], Encoding] = lambda rng: Encoding()
    dpi: float | None = None
    """The printing resolution that it needs; None leaves the choice to the label."""
    print_over: Callable[[Canvas, random.Random], None] | None = None
    """What is printed on top before the picture is taken."""


def generator(rng: random.Random) -> np.random.Generator:
    """A NumPy generator that depends on the state of `rng`."""
    return np.random.default_rng(rng.getrandbits(64))
