"""What happens to a printed label before it is a picture, one entry a condition."""

from __future__ import annotations

import random

from app.samples.conditions import camera, paper
from app.samples.conditions.recipe import JPEG, PNG, Encoding, Recipe
from app.samples.conditions.sheet import Sheet

_PHOTO_DPI = 300.0
"""Photos magnify the print; at 203 dpi its dots would show as blocks."""


def _same(sheet: Sheet, rng: random.Random) -> Sheet:
    return sheet


def _scaled(low: int, high: int) -> Recipe:
    """A screenshot of this width in pixels."""

    def encode(rng: random.Random) -> Encoding:
        return Encoding(PNG) if rng.random() < 0.5 else Encoding(JPEG, rng.randint(70, 90))

    return Recipe(lambda sheet, rng: sheet.scaled(rng.randint(low, high)), encode, 300.0)


def _scan(rng: random.Random) -> Encoding:
    return Encoding(PNG) if rng.random() < 0.3 else Encoding(JPEG, rng.randint(80, 92))


def _photographed(sheet: Sheet, rng: random.Random) -> Sheet:
    return camera.photo(paper.bent(sheet, rng), rng)


def _partly_covered(sheet: Sheet, rng: random.Random) -> Sheet:
    return paper.covered(camera.photo(sheet, rng), rng)


CONDITIONS: dict[str, Recipe] = {
    "clean": Recipe(_same),
    "jpeg-35": Recipe(_same, lambda rng: Encoding(JPEG, 35)),
    "bilevel": Recipe(paper.bilevel, dpi=203.0),
    "width-480": _scaled(480, 480),
    "low-resolution": _scaled(340, 400),
    "faded": Recipe(paper.faded),
    "missing-dots": Recipe(paper.missing_dots),
    "tilted": Recipe(camera.tilted, _scan),
    "turned-90-270": Recipe(lambda sheet, rng: sheet.turned(rng.choice((90, 270)))),
    "turned-180": Recipe(lambda sheet, rng: sheet.turned(180)),
    "photo": Recipe(camera.photo, camera.phone_jpeg, _PHOTO_DPI),
    "photo-sideways": Recipe(camera.sideways_photo, camera.phone_jpeg, _PHOTO_DPI),
    "photo-exif": Recipe(camera.photo, camera.tagged_jpeg, _PHOTO_DPI),
    "photo-messenger": Recipe(camera.messenger_photo, camera.messenger_jpeg, _PHOTO_DPI),
    "photo-far": Recipe(camera.far_photo, camera.phone_jpeg, _PHOTO_DPI),
    "dark": Recipe(camera.dark_photo, camera.phone_jpeg, _PHOTO_DPI),
    "blurred": Recipe(camera.blurred),
    "motion-blurred": Recipe(camera.motion_blurred),
    "warped": Recipe(_photographed, camera.phone_jpeg, _PHOTO_DPI),
    "creased": Recipe(paper.creased),
    "glare": Recipe(camera.glare, camera.phone_jpeg, _PHOTO_DPI),
    "covered": Recipe(_partly_covered, camera.phone_jpeg, _PHOTO_DPI),
    "overprinted": Recipe(_same, print_over=paper.overprint),
}
"""By name, from the easiest to the hardest kind."""
