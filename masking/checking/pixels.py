"""Proof by pixels that painting did what it was to do, and that encoding kept it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops

from masking.errors import PaintingError
from masking.geometry import Quad
from masking.model import Region
from masking.painting import Style, cover, looked_at, paint

LOSSY_LEVELS = 64
"""Levels 0..255 by which lossy encoding may move a painted pixel: the edge of an asterisk, not a
stroke of type that was hidden."""
ROWS = 256
"""Rows that are compared at once: a whole photo's difference would take as much memory again."""


def verify_painted(
    source: Image.Image, painted: Image.Image, regions: Sequence[Region], style: Style
) -> NDArray[np.bool_]:
    """Which pixels are covered, shape (H, W), after proof that the painting is right.

    Outside the regions every pixel must be unchanged. Inside, every pixel must be what painting
    makes of a picture whose covered pixels were inverted beforehand: so nothing of what is hidden
    had any influence on the result.

    Raises:
        PaintingError: the painting is not right.
    """
    covered = cover(regions, source.size)
    inside = covered.astype(np.uint8)
    if source.size != painted.size or _differ(source, painted, 1 - inside):
        raise PaintingError("a pixel outside the painted regions changed")
    # Of a whole photo the part around the regions is enough, a tenth of the work. There a coordinate
    # may round the other way: only the whole picture tells that something is wrong.
    if (
        covered.any()
        and not _holds_nearby(source, painted, inside, regions, style)
        and _depends(source, painted, inside, regions, style)
    ):
        raise PaintingError("a painted region still depends on what it hides")
    return covered


def _depends(
    source: Image.Image,
    painted: Image.Image,
    inside: NDArray[np.uint8],
    regions: Sequence[Region],
    style: Style,
) -> bool:
    """Whether a picture is painted otherwise where what is hidden was inverted."""
    again = paint(_inverted(source, inside), regions, style)
    return _differ(again, painted, inside)


def _holds_nearby(
    source: Image.Image,
    painted: Image.Image,
    inside: NDArray[np.uint8],
    regions: Sequence[Region],
    style: Style,
) -> bool:
    """Whether the painting surely does not depend on what is hidden, told from the part of the
    picture that all regions and the pixels their colours are chosen from lie in."""
    boxes = [(*looked_at(region), *region.quad.bounds) for region in regions]
    left, top = (
        max(math.floor(min(min(box[at], box[at + 4]) for box in boxes)), 0) for at in (0, 1)
    )
    right, bottom = (
        min(math.ceil(max(max(box[at], box[at + 4]) for box in boxes)) + 1, size)
        for at, size in ((2, source.width), (3, source.height))
    )
    part = np.ascontiguousarray(inside[top:bottom, left:right])
    if np.count_nonzero(part) < np.count_nonzero(inside):
        return False
    moved = [
        replace(region, quad=Quad.of((x - left, y - top) for x, y in region.quad.points))
        for region in regions
    ]
    box = (left, top, right, bottom)
    return not _depends(source.crop(box), painted.crop(box), part, moved, style)


def _inverted(image: Image.Image, where: NDArray[np.uint8]) -> Image.Image:
    """A picture with the pixels inverted where a mask, shape (H, W), is not 0."""
    other = image.copy()
    for top, strip in _strips(image):
        pixels = np.asarray(strip)
        turned = pixels.copy()
        cv2.bitwise_not(pixels, turned, where[top : top + ROWS])
        other.paste(Image.fromarray(turned), (0, top))
    return other


def _differ(one: Image.Image, other: Image.Image, where: NDArray[np.uint8]) -> bool:
    """Whether two pictures of one size differ in any pixel where a mask, shape (H, W), is not 0."""
    return any(
        # Most strips are the same all over, which Pillow tells without turning them into arrays.
        ImageChops.difference(a, b).getbbox() is not None
        and cv2.bitwise_xor(np.asarray(a), np.asarray(b), mask=where[top : top + ROWS]).any()
        for (top, a), (_, b) in zip(_strips(one), _strips(other), strict=True)
    )


def _strips(image: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    """The rows of a picture, some at a time, each with the number of its first."""
    for top in range(0, image.height, ROWS):
        yield top, image.crop((0, top, image.width, min(top + ROWS, image.height)))


def verify_delivered(
    painted: Image.Image, delivered: Image.Image, covered: NDArray[np.bool_]
) -> None:
    """Prove that what is decoded from the user's bytes hides what was painted.

    Args:
        painted: before encoding.
        delivered: decoded again, of the same size.
        covered: shape (H, W), True where painted.

    Raises:
        PaintingError: a painted pixel shows something else.
    """
    for (top, before), (_, after) in zip(_strips(painted), _strips(delivered), strict=True):
        inside = covered[top : top + ROWS]
        if not inside.any():
            continue
        difference = cv2.absdiff(np.asarray(before), np.asarray(after))[inside]
        if difference.max(initial=0) > LOSSY_LEVELS:
            raise PaintingError("the stored picture shows something where it was painted")
