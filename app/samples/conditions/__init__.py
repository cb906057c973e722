"""What happens to a printed label before it is a picture, one entry a condition."""

from __future__ import annotations

import random

from app.samples.conditions.recipe import Encoding, Recipe
from app.samples.conditions.sheet import Sheet


def clean(sheet: Sheet, rng: random.Random) -> tuple[Sheet, Encoding]:
    """As it was sent to the printer."""
    return sheet, Encoding()


CONDITIONS: dict[str, Recipe] = {"clean": Recipe(clean)}
