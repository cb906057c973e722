"""White fills with nothing but asterisks are read on the paper's colour; what else is white stays white."""

from __future__ import annotations

import io
import math
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PIL import Image

from masking.geometry import Quad
from masking.model import FieldKind, Region
from masking.painting import Style, paint
from masking.reading.engine import Pixels
from masking.reading.star_ink import star_places
from masking.reading.white_fills import WHITE, without_white_fills

PAPER, SIZE = 190, (260, 560)
GREY = (135, 135, 135)
"""What asterisks in a white fill have."""
CARD = (120, 100, 340, 140)
"""Left, top, right and bottom of somebody's white card."""


def photo(paper: int = PAPER) -> Pixels:
    """Dull paper as a camera sees it, with a line of type."""
    noise = np.random.default_rng(7).normal(paper, 4, (*SIZE, 1))
    image = np.repeat(np.clip(np.rint(noise), 0, 255), 3, axis=2).astype(np.uint8)
    image[40:64:3, 60:500:4] = 30
    return image


def fill(width: float, height: float, tilt: float, count: int) -> Region:
    cos, sin = math.cos(math.radians(tilt)), math.sin(math.radians(tilt))
    corners = ((-1, -1), (1, -1), (1, 1), (-1, 1))
    quad = Quad.of(
        (
            280 + (x * width * cos - y * height * sin) / 2,
            150 + (x * width * sin + y * height * cos) / 2,
        )
        for x, y in corners
    )
    return Region(quad, FieldKind.NAME, count)


def painted(image: Pixels, *regions: Region) -> Pixels:
    return np.asarray(paint(Image.fromarray(image), regions, Style.STARS), np.uint8)


def stored(image: Pixels) -> Pixels:
    """As it comes back from a JPEG file."""
    held = io.BytesIO()
    Image.fromarray(image).save(held, "JPEG", quality=95, subsampling="4:4:4")
    return np.asarray(Image.open(held).convert("RGB"), np.uint8)


FILLS = [
    fill(60, 22, 0, 2),
    fill(160, 26, 6, 10),
    fill(66, 24, -9, 6),
    fill(220, 29, 93, 7),
    fill(54, 41, 0, 6),  # narrow digits, whose asterisks touch each other
    fill(130, 52, -4, 3),
    fill(60, 60, 3, 1),
    fill(90, 60, 45, 2),
]


@pytest.mark.parametrize("keep", [np.asarray, stored])
@pytest.mark.parametrize("region", FILLS)
def test_a_white_fill_takes_the_papers_colour_and_keeps_its_asterisks(
    region: Region, keep: Callable[[Pixels], Pixels]
) -> None:
    image = photo()
    masked = keep(painted(image, region))
    seen = without_white_fills(masked)
    inner = np.zeros(SIZE, np.uint8)
    cv2.fillConvexPoly(inner, np.rint(region.quad.grown(-2, -2).points).astype(np.int32), (1,))
    assert seen[inner > 0].max() < PAPER + 8
    assert len(star_places(seen, region.quad.grown(4, 0), region.quad.height)) == region.stars
    # Darker than in the fill, against paper that is darker than white.
    assert seen[inner > 0].min() < 80
    outer = np.zeros(SIZE, np.uint8)
    cv2.fillConvexPoly(outer, np.rint(region.quad.grown(3, 3).points).astype(np.int32), (1,))
    assert (seen == masked)[outer == 0].all()


def test_fills_that_touch_each_other_are_fills() -> None:
    name, number = fill(120, 30, 0, 3), fill(80, 26, 0, 6)
    moved = Quad.of((x + 99, y + 4) for x, y in number.quad.points)
    below = Quad.of((x + 130, y + 32) for x, y in number.quad.points)
    regions = [name, Region(moved, FieldKind.PHONE, 6), Region(below, FieldKind.ADDRESS, 4)]
    seen = without_white_fills(painted(photo(), *regions))
    assert [len(star_places(seen, r.quad.grown(4, 0), r.quad.height)) for r in regions] == [3, 6, 4]
    assert (seen.min(axis=2) >= WHITE).sum() == 0


def test_the_image_itself_is_never_changed() -> None:
    masked = painted(photo(), fill(160, 26, 6, 10))
    before = masked.copy()
    without_white_fills(masked)
    assert (masked == before).all()


def test_on_white_paper_nothing_is_a_patch() -> None:
    image = painted(np.full((*SIZE, 3), 255, np.uint8), fill(160, 26, 6, 10))
    assert without_white_fills(image) is image


def test_a_fill_in_the_papers_own_colour_stays() -> None:
    clear = photo(220)
    clear[120:180:5, 60:200] = 20  # large clear type: such a fill has the paper's colour
    image = painted(clear, fill(130, 52, 0, 3))
    assert without_white_fills(image) is image


def strokes(*lines: tuple[int, int, int, int], wide: int = 2) -> Callable[[Pixels], None]:
    """Three characters of straight strokes, in a square of 20 pixels each."""

    def draw(image: Pixels) -> None:
        for left in (140, 180, 220):
            for ax, ay, bx, by in lines:
                start, end = (left + ax, 110 + ay), (left + bx, 110 + by)
                cv2.line(image, start, end, GREY, wide, cv2.LINE_AA)

    return draw


def letters(text: str, size: float = 0.7) -> Callable[[Pixels], None]:
    def draw(image: Pixels) -> None:
        face = cv2.FONT_HERSHEY_SIMPLEX
        cv2.putText(image, text, (130, 130), face, size, GREY, 1, cv2.LINE_AA)

    return draw


def asterisks(
    *places: int, grey: int = GREY[0], arms: int = 3, radius: float = 8
) -> Callable[[Pixels], None]:
    def draw(image: Pixels) -> None:
        for x in places:
            for arm in range(arms):
                turned = arm * math.pi / arms
                dx, dy = radius * math.cos(turned), radius * math.sin(turned)
                ends = np.rint(np.array([[x - dx, 117 - dy], [x + dx, 117 + dy]]) * 16).astype(int)
                cv2.line(
                    image,
                    tuple(ends[0].tolist()),
                    tuple(ends[1].tolist()),
                    (grey,) * 3,
                    2,
                    cv2.LINE_AA,
                    4,
                )

    return draw


def both(*draws: Callable[[Pixels], None]) -> Callable[[Pixels], None]:
    def draw(image: Pixels) -> None:
        for one in draws:
            one(image)

    return draw


STAYS = {
    "nothing": lambda image: None,
    "ones": letters("1111111"),
    "eights": letters("8888888"),
    "crosses": letters("xxxxxx"),
    "large crosses": letters("XXXX", 0.9),
    "pluses": letters("+++++"),
    "dots": letters("......"),
    "dashes": letters("------"),
    "a name in letters": letters("Li Ya"),
    "一一一": strokes((0, 10, 20, 10)),
    "十十十": strokes((0, 10, 20, 10), (10, 0, 10, 20)),
    "王王王": strokes((2, 1, 18, 1), (2, 10, 18, 10), (0, 19, 20, 19), (10, 1, 10, 19)),
    "木木木": strokes((0, 7, 20, 7), (10, 0, 10, 20), (10, 8, 1, 17), (10, 8, 19, 17)),
    "米米米": strokes(
        (0, 10, 20, 10),
        (10, 0, 10, 20),
        (10, 10, 2, 18),
        (10, 10, 18, 18),
        (3, 2, 8, 8),
        (17, 2, 12, 8),
    ),
    "大大大": strokes((1, 7, 19, 7), (10, 0, 10, 8), (10, 7, 1, 20), (10, 7, 19, 20)),
    "asterisks and a digit": both(asterisks(140, 160, 180), letters("     7")),
    "asterisks and a dot": both(
        asterisks(140, 160, 180), lambda i: i.__setitem__(np.s_[121:124, 200:203], 135)
    ),
    "asterisks of four arms": asterisks(140, 160, 180, arms=2),
    "asterisks of eight arms": asterisks(140, 160, 180, arms=4),
    "black asterisks": asterisks(140, 160, 180, grey=0),
    "pale asterisks": asterisks(140, 160, 180, grey=200),
    "small asterisks in a large card": asterisks(140, radius=3),
}


@pytest.mark.parametrize("drawn", STAYS)
def test_a_card_with_anything_else_stays_white(drawn: str) -> None:
    image = photo()
    left, top, right, bottom = CARD
    image[top:bottom, left:right] = 255
    STAYS[drawn](image)
    assert without_white_fills(image) is image


def test_such_asterisks_alone_make_it_a_fill() -> None:
    image = photo()
    left, top, right, bottom = CARD
    image[top:bottom, left:right] = 255
    asterisks(140, 160, 180)(image)
    assert without_white_fills(image) is not image


def test_what_stands_beside_a_fill_stays_as_it_is() -> None:
    image = photo()
    cv2.putText(image, "1", (180, 160), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2)
    cv2.putText(image, "7151", (325, 160), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (20, 20, 20), 2)
    region = fill(80, 30, 0, 6)
    masked = painted(image, region)
    seen = without_white_fills(masked)
    assert (seen[:, :239] == masked[:, :239]).all()
    assert (seen[:, 322:] == masked[:, 322:]).all()


def test_a_reflection_that_runs_into_a_fill_is_still_seen() -> None:
    image = painted(photo(), fill(120, 30, 0, 3))
    light = np.zeros(SIZE, np.float32)
    cv2.ellipse(light, (350, 150), (40, 60), 0, 0, 360, 3.0, -1)
    share = np.clip(cv2.GaussianBlur(light, (0, 0), 9.0), 0, 1)[..., None]
    image = np.rint(image * (1 - share) + 255 * share).astype(np.uint8)
    assert without_white_fills(image) is image


def test_a_sheet_with_asterisks_in_a_corner_is_no_fill() -> None:
    image = photo()
    image[90:250, 100:500] = 255
    asterisks(140, 160)(image)
    assert without_white_fills(image) is image
