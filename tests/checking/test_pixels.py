"""Every painted pixel is fill, every other is unchanged, and encoding keeps both."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from masking.checking import pixels
from masking.checking.pixels import LOSSY_LEVELS, verify_delivered, verify_painted
from masking.errors import EncodingError, PaintingError
from masking.geometry import Quad
from masking.images import Delivery, Format
from masking.model import FieldKind, Region
from masking.painting import Style, cover, paint

NOISE = Image.fromarray(np.random.default_rng(5).integers(0, 256, (120, 200, 3), np.uint8))
PAPER = Image.new("RGB", (200, 120), (235, 228, 220))
REGIONS = [
    Region(Quad.of_box(20, 20, 90, 40), FieldKind.NAME, 3),
    Region(Quad.of([(100, 30), (170, 50), (165, 70), (95, 50)]), FieldKind.PHONE, 6),
]
WRITTEN = [format for format in Format if format is not Format.HEIC]


def changed(image: Image.Image, x: int, y: int, value: int) -> Image.Image:
    other = image.copy()
    other.putpixel((x, y), (value, value, value))
    return other


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("source", [NOISE, PAPER])
def test_good_painting_passes(source: Image.Image, style: Style) -> None:
    covered = verify_painted(source, paint(source, REGIONS, style), REGIONS, style)
    assert (covered == cover(REGIONS, source.size)).all()


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize(
    ("x", "y", "told"), [(5, 5, "outside"), (30, 30, "depends"), (130, 50, "depends")]
)
def test_one_wrong_pixel_is_enough(x: int, y: int, told: str, style: Style) -> None:
    painted = changed(paint(NOISE, REGIONS, style), x, y, 77)
    with pytest.raises(PaintingError, match=told):
        verify_painted(NOISE, painted, REGIONS, style)


@pytest.mark.parametrize("rows", [1, 7, 1000])
def test_strips_leave_no_row_out(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pixels, "ROWS", rows)
    painted = paint(NOISE, REGIONS)
    covered = verify_painted(NOISE, painted, REGIONS, Style.STARS)
    for y in range(NOISE.height):
        for x in (2, 30):
            with pytest.raises(PaintingError, match="depends" if covered[y, x] else "outside"):
                verify_painted(NOISE, changed(painted, x, y, 77), REGIONS, Style.STARS)


def test_nothing_to_paint_changes_nothing() -> None:
    assert not verify_painted(NOISE, NOISE.copy(), [], Style.STARS).any()
    with pytest.raises(PaintingError):
        verify_painted(NOISE, changed(NOISE, 1, 1, 9), [], Style.STARS)


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize("format", WRITTEN)
def test_every_format_keeps_what_is_hidden(format: Format, style: Style) -> None:
    painted = paint(PAPER, REGIONS, style)
    data, delivered = Delivery(format)(painted)
    assert data
    verify_delivered(painted, delivered, cover(REGIONS, PAPER.size))


@pytest.mark.parametrize("format", [Format.PNG, Format.BMP, Format.TIFF])
def test_formats_without_loss_give_every_pixel_back(format: Format) -> None:
    assert (np.asarray(Delivery(format)(NOISE)[1]) == np.asarray(NOISE)).all()


def test_an_encoder_that_shows_something_is_caught() -> None:
    painted = paint(PAPER, REGIONS)
    wrong = changed(painted, 30, 30, 255 - LOSSY_LEVELS - 1)
    covered = cover(REGIONS, PAPER.size)
    near = changed(painted, 21, 21, 255 - LOSSY_LEVELS)
    verify_delivered(painted, near, covered)
    for other in (wrong, PAPER.point(lambda level: level // 3)):
        with pytest.raises(PaintingError, match="stored picture"):
            verify_delivered(painted, other, covered)


def test_what_a_format_cannot_hold_is_said() -> None:
    with pytest.raises(EncodingError, match="webp"):
        Delivery(Format.WEBP)(Image.new("RGB", (17_000, 8)))


@pytest.mark.parametrize("style", list(Style))
@pytest.mark.parametrize(
    "more",
    [
        [],
        [Region(Quad.of_box(190, 100, 260, 160), FieldKind.NAME, 2)],  # runs out of the picture
        [
            Region(Quad.of([(5, 5), (60, 15), (5, 15), (60, 5)]), FieldKind.NAME, 2)
        ],  # crosses itself
    ],
)
def test_the_part_around_the_regions_tells_as_much_as_the_picture(
    style: Style, more: list[Region]
) -> None:
    large = NOISE.resize((900, 700), Image.Resampling.NEAREST)
    regions = [*REGIONS, *more]
    painted = paint(large, regions, style)
    inside = cover(regions, large.size).astype(np.uint8)
    assert pixels._holds_nearby(large, painted, inside, regions, style)
    for x, y in ((30, 30), (130, 50)):
        wrong = changed(painted, x, y, 77)
        assert not pixels._holds_nearby(large, wrong, inside, regions, style)
