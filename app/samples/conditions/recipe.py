"""The type of a condition."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from app.samples.conditions.sheet import Sheet


@dataclass(frozen=True, slots=True)
class Encoding:
    """How the picture becomes a file."""

    suffix: str = ".png"
    quality: int = 0
    """Of JPEG, 1..95."""
    exif_orientation: int | None = None
    """The tag to write; the pixels are then stored turned, so that a viewer shows them upright."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """A condition."""

    apply: Callable[[Sheet, random.Random], tuple[Sheet, Encoding]]
    dpi: float | None = None
    """The printing resolution that it needs; None leaves the choice to the label."""
