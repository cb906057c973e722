"""Painting: inside a region every pixel is fill or asterisk, outside every pixel is unchanged."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from masking.geometry import Quad
from masking.model import FieldKind, Region
from masking.painting import Style, cover, paint
from masking.painting.paint import STAR_CONTRAST

SIZE = (160, 120)


def picture(seed: int = 0, low: int = 0, high: int = 256) -> Image.Image:
    """Noise: no pixel is what a fill would be by accident everywhere."""
    noise = np.random.default_rng(seed).integers(low, high, (SIZE[1], SIZE[0], 3), np.uint8)
    return Image.fromarray(noise)


def region(*corners: tuple[float, float], stars: int = 0) -> Region:
    return Region(Quad.of(corners), FieldKind.PHONE, stars)


def tilted(angle: float, stars: int = 0) -> Region:
    cos, sin = math.cos(angle), math.sin(angle)
    points = [(-40, -9), (40, -9), (40, 9), (-40, 9)]
    return region(
        *[(80 + x * cos - y * sin, 60 + x * sin + y * cos) for x, y in points], stars=stars
    )


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("angle", [0, 0.2, 0.8, math.pi / 2, math.pi, -2.5])
def test_outside_unchanged_inside_uniform(style: Style, angle: float) -> None:
    before = picture()
    one = tilted(angle)
    after = np.asarray(paint(before, [one], style))
    inside = cover([one], SIZE)
    assert inside.sum() > 80 * 18 * 0.95
    assert np.array_equal(after[~inside], np.asarray(before)[~inside])
    assert len(np.unique(after[inside])) == 1


@pytest.mark.parametrize("angle", [0, 0.3, math.pi / 2, 2.8])
def test_asterisks_stay_inside_and_can_be_counted(angle: float) -> None:
    before = Image.new("RGB", SIZE, "white")
    one = tilted(angle, stars=4)
    after = np.asarray(paint(before, [one]))
    inside = cover([one], SIZE)
    assert (after[~inside] == 255).all()
    ink = after[..., 0] < 255 - STAR_CONTRAST / 2
    import cv2

    count, _ = cv2.connectedComponents(ink.astype(np.uint8))
    assert count - 1 == 4


@pytest.mark.parametrize(("height", "levels"), [(12, 1), (14, 2)])
def test_type_as_small_as_an_asterisk_gets_none(height: int, levels: int) -> None:
    one = region((5, 5), (65, 5), (65, 5 + height), (5, 5 + height), stars=4)
    after = np.asarray(paint(Image.new("RGB", SIZE, "white"), [one]).convert("L"))
    assert len(np.unique(after >= 255 - STAR_CONTRAST / 2)) == levels


@pytest.mark.parametrize("ink", [30, 85, 95, 135, 175])
@pytest.mark.parametrize("paper", [255, 0])
def test_no_asterisk_has_the_colour_of_what_it_covers(paper: int, ink: int) -> None:
    pixels = np.full((SIZE[1], SIZE[0], 3), paper, np.uint8)
    ink = abs(255 - paper - ink)
    pixels[50:70, 5:30:4] = ink  # what stays of the line, beside the region
    one = region((60, 40), (150, 40), (150, 80), (60, 80), stars=3)
    after = np.asarray(paint(Image.fromarray(pixels), [one]).convert("L")).astype(int)
    strokes = after[40:80, 60:150]
    # The asterisks' own grey: the extreme that is not the fill's.
    star = strokes.min() if paper else strokes.max()
    assert abs(star - ink) > 40


@pytest.mark.parametrize(("height", "most"), [(20, 0.39), (40, 0.46)])
def test_small_asterisks_stand_clear_of_a_dash(height: int, most: float) -> None:
    quad = Quad.of_box(10, 20, 10 + 2 * height, 20 + height)
    image = Image.new("RGB", (200, 80), (250, 250, 250))
    grey = np.asarray(paint(image, [Region(quad, FieldKind.NAME, 2)]).convert("L"))
    darkest = int(np.argmin(grey[20 : 20 + height, 10:].astype(int).sum(axis=1)))
    assert darkest <= most * height


@pytest.mark.parametrize("paper", [255, 240, 170])
def test_asterisks_are_grey_where_no_print_is_near(paper: int) -> None:
    plain = Image.new("RGB", SIZE, (paper, paper, paper))
    after = np.asarray(paint(plain, [region((60, 40), (150, 40), (150, 80), (60, 80), stars=3)]))
    assert after.min() == 255 - STAR_CONTRAST


@pytest.mark.parametrize(
    ("paper", "ink", "height", "own"),
    [
        ((205, 200, 190), 30, 40, True),
        # Faint, or small: a fill of its colour would change strokes too little.
        ((205, 200, 190), 120, 40, False),
        ((205, 200, 190), 30, 26, False),
        ((150, 150, 150), 10, 40, False),
        ((254, 254, 254), 30, 40, False),
    ],
)
def test_a_fill_has_the_papers_colour_where_print_is_clear(
    paper: tuple[int, int, int], ink: int, height: int, own: bool
) -> None:
    pixels = np.full((SIZE[1], SIZE[0], 3), paper, np.uint8)
    pixels[50:66, 20:56:4] = ink  # what stays of the line, beside the region
    pixels[45:66, 60:150:3] = ink
    one = region((60, 40), (150, 40), (150, 40 + height), (60, 40 + height), stars=3)
    after = np.asarray(paint(Image.fromarray(pixels), [one]))
    fill = after[42, 62].tolist()
    assert fill == (list(paper) if own else [255, 255, 255])
    # What is drawn on it is as clear on any fill.
    assert min(fill) - int(after[40 : 40 + height, 60:150].min()) >= STAR_CONTRAST - 2


@given(seed=st.integers(0, 2**32 - 1), angle=st.floats(-3, 3), stars=st.integers(0, 12))
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("style", list(Style))
def test_what_the_fill_covers_influences_no_pixel(
    style: Style, seed: int, angle: float, stars: int
) -> None:
    regions = [tilted(angle, stars), region((5, 5), (30, 5), (30, 20), (5, 20), stars=2)]
    inside = cover(regions, SIZE)
    one = np.asarray(picture(1)).copy()
    other = one.copy()
    noise = np.random.default_rng(seed).integers(0, 256, other.shape, np.uint8)
    other[inside] = noise[inside]
    first = paint(Image.fromarray(one), regions, style)
    second = paint(Image.fromarray(other), regions, style)
    assert first.tobytes() == second.tobytes()


@pytest.mark.parametrize(
    ("paper", "ink", "fill"),
    [
        (250, 20, 255),  # print on white paper
        (170, 20, 255),  # in the shade
        (80, 15, 255),  # a dark photo: the type is darker still
        (25, 230, 0),  # a screen in dark mode
        (90, 250, 0),  # white on a coloured band
    ],
)
def test_the_fill_takes_the_side_of_the_paper(paper: int, ink: int, fill: int) -> None:
    pixels = np.full((SIZE[1], SIZE[0], 3), paper, np.uint8)
    pixels[50:70, 5:30:4] = ink  # what stays of the line, beside the region
    one = region((60, 50), (120, 50), (120, 70), (60, 70))
    after = np.asarray(paint(Image.fromarray(pixels), [one]))
    assert (after[60, 90] == fill).all()


def test_solid_is_black_everywhere() -> None:
    one = tilted(0.4, stars=5)
    after = np.asarray(paint(picture(), [one], "solid"))
    assert (after[cover([one], SIZE)] == 0).all()


@pytest.mark.parametrize(
    "quad",
    [
        ((-50, -50), (-10, -50), (-10, -10), (-50, -10)),
        ((1e7, 1e7), (2e7, 1e7), (2e7, 2e7), (1e7, 2e7)),
        ((-1e9, -1e9), (1e9, -1e9), (1e9, -1e8), (-1e9, -1e8)),
    ],
)
def test_a_region_outside_the_image_is_ignored(quad: tuple[tuple[float, float], ...]) -> None:
    before = picture()
    assert paint(before, [region(*quad, stars=3)]).tobytes() == before.tobytes()


def test_a_region_over_the_edge_is_cut() -> None:
    one = region((100, 100), (400, 100), (400, 400), (100, 400), stars=3)
    after = np.asarray(paint(picture(), [one], Style.SOLID))
    assert (after[100:, 100:] == 0).all()
    assert np.array_equal(after[:99], np.asarray(picture())[:99])


def test_the_given_image_is_not_touched() -> None:
    before = picture()
    copy = before.copy()
    paint(before, [tilted(0)])
    assert before.tobytes() == copy.tobytes()


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "CMYK", "1"])
def test_other_modes_are_refused(mode: str) -> None:
    with pytest.raises(ValueError, match="RGB"):
        paint(Image.new(mode, SIZE), [])


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="mosaic"):
        paint(picture(), [], "mosaic")
