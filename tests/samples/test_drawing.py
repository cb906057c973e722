"""Pictures and truth agree: places, ink, codes, and the same seed gives the same bytes."""

import random
from dataclasses import replace

import numpy as np
import pytest
import zxingcpp
from numpy.typing import NDArray
from PIL import Image

from app.samples import Waybill, draw
from app.samples.addresses import address
from app.samples.conditions import CONDITIONS, camera, paper
from app.samples.conditions.sheet import Sheet
from app.samples.fonts import available
from app.samples.glyphs import has, stamp_of
from app.samples.layouts import LAYOUTS
from app.samples.names import name
from app.samples.truth import Need, TextKind
from benchmarks.runner import decoded, grey
from benchmarks.scoring import look
from masking.errors import UsageError
from masking.model import CodeKind, Role

SMALL_FRAMES = ((600, 800), (800, 1100))


@pytest.fixture
def small_frames(monkeypatch: pytest.MonkeyPatch) -> None:
    """Photos and prints of a size that is quick to draw."""
    for key, recipe in CONDITIONS.items():
        if recipe.dpi is not None:
            monkeypatch.setitem(CONDITIONS, key, replace(recipe, dpi=203.0))
    monkeypatch.setattr(camera, "SENSORS", SMALL_FRAMES)
    monkeypatch.setattr(camera, "LARGE_SENSORS", SMALL_FRAMES)


@pytest.mark.parametrize("condition", list(CONDITIONS))
@pytest.mark.usefixtures("small_frames")
def test_every_layout_draws_under_every_condition(condition: str) -> None:
    for layout in LAYOUTS:
        waybill = draw("all", layout=layout, condition=condition)
        assert waybill.truth.layout == layout
        assert waybill.truth.condition == condition
        assert_places_agree(waybill)


def assert_places_agree(waybill: Waybill) -> None:
    width, height = waybill.truth.size
    assert waybill.image.size == (width, height)
    assert waybill.ink.shape == (height, width)
    for item in (*waybill.truth.characters, *waybill.truth.codes):
        left, top, right, bottom = item.quad.bounds
        assert left >= -1
        assert top >= -1
        assert right <= width + 1
        assert bottom <= height + 1
    rows, columns = np.nonzero(waybill.ink)
    numbers = waybill.ink[rows, columns] - 1
    inside = within(waybill, numbers, columns + 0.5, rows + 0.5)
    assert inside.mean() > 0.995
    inked = set(np.unique(numbers).tolist())
    owed = {
        i
        for i, c in enumerate(waybill.truth.characters)
        if c.field is not None and c.quad.height > 9 and not c.text.isspace()
    }
    lost = len(owed - inked)
    # Under a thumb there is no ink; everywhere else every character has some.
    assert lost < len(owed) / 2 if waybill.truth.condition == "covered" else lost == 0


@pytest.mark.parametrize("seed", range(6))
def test_what_is_covered_has_no_ink(seed: int) -> None:
    clean = draw("thumb", layout="badge")
    pixels = np.asarray(clean.image)
    sheet = Sheet(pixels, clean.ink, clean.truth.characters, clean.truth.codes)
    hidden = paper.covered(sheet, random.Random(seed))
    gone = (sheet.ink > 0) & (hidden.ink == 0)
    assert gone.any()
    assert np.array_equal(hidden.ink[~gone], sheet.ink[~gone])
    assert hidden.characters == sheet.characters
    assert not np.array_equal(hidden.pixels[gone], pixels[gone])


def within(
    waybill: Waybill, numbers: NDArray[np.int32], xs: NDArray[np.float64], ys: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Whether each ink pixel lies in its character's quad, give or take one pixel."""
    corners = np.array([c.quad.points for c in waybill.truth.characters])[numbers]
    inside = np.ones(len(numbers), np.bool_)
    for i in range(4):
        a, b = corners[:, i], corners[:, (i + 1) % 4]
        edge = b - a
        across = edge[:, 0] * (ys - a[:, 1]) - edge[:, 1] * (xs - a[:, 0])
        inside &= across / np.maximum(np.hypot(edge[:, 0], edge[:, 1]), 1e-6) > -1.0
    return inside


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_the_same_seed_gives_the_same_bytes(layout: str) -> None:
    first, second = (draw(7, layout=layout, condition="missing-dots") for _ in range(2))
    assert first.encode() == second.encode()
    assert first.truth == second.truth
    assert np.array_equal(first.ink, second.ink)
    assert draw(8, layout=layout, condition="missing-dots").encode() != first.encode()


@pytest.mark.usefixtures("small_frames")
def test_a_photo_is_the_same_each_time() -> None:
    first, second = (draw(7, condition="photo-exif") for _ in range(2))
    assert first.encode() == second.encode()


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_printed_text_overlaps_nothing(layout: str) -> None:
    for seed in range(12):
        truth = draw(f"overlap/{seed}", layout=layout).truth
        printed = [c for c in truth.characters if not c.text.isspace()]
        boxes = np.array([c.quad.bounds for c in printed])
        trim = 0.12 * (boxes[:, 2:] - boxes[:, :2])
        low, high = boxes[:, :2] + trim, boxes[:, 2:] - trim
        line = np.array([c.line for c in printed])
        codes = np.array([c.quad.bounds for c in truth.codes]).reshape(-1, 4)
        crossing = _meet(low, high, low, high) & (line[:, None] != line[None, :])
        assert not crossing.any()
        assert not _meet(low, high, codes[:, :2], codes[:, 2:]).any()


def _meet(
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    other_low: NDArray[np.float64],
    other_high: NDArray[np.float64],
) -> NDArray[np.bool_]:
    apart = (low[:, None] >= other_high[None]) | (other_low[None] >= high[:, None])
    return ~apart.any(axis=2)


@pytest.mark.parametrize("layout", list(LAYOUTS))
def test_codes_decode_to_what_the_truth_says(layout: str) -> None:
    for seed in range(3):
        waybill = draw(f"codes/{seed}", layout=layout)
        found = {code.text for code in zxingcpp.read_barcodes(grey(waybill.image))}
        assert found == {code.content for code in waybill.truth.codes}


def test_only_codes_with_personal_content_go_under_standard() -> None:
    kinds = set()
    for seed in range(60):
        truth = draw(f"qr/{seed}", layout="bare", plain=True).truth
        lines = "".join(truth.lines)
        for code in truth.codes:
            kinds.add((code.kind, code.personal))
            assert (code.hide.standard is Need.MUST) == code.personal
            phones = [f.id for f in truth.fields if f.id == "receiver.phone"]
            phone = "".join(c.text for c in truth.characters if c.field in phones)
            assert phone in lines
            assert (phone in code.content) == code.personal
    assert kinds == {(CodeKind.LINEAR, False), (CodeKind.MATRIX, False), (CodeKind.MATRIX, True)}


@pytest.mark.usefixtures("small_frames")
def test_exif_turned_pictures_are_upright_in_the_truth() -> None:
    tags = set()
    for seed in range(16):
        waybill = draw(f"exif/{seed}", layout="badge", condition="photo-exif")
        data = waybill.encode()
        shown = decoded(data)
        tags.add(waybill.truth.exif_orientation)
        assert shown.size == waybill.truth.size
        difference = np.abs(np.asarray(shown, np.int16) - np.asarray(waybill.image, np.int16))
        assert difference.mean() < 8
    assert tags == {0, 1, 3, 6, 8}


def test_a_second_ply_repeats_both_parties() -> None:
    truth = draw("ply", layout="two-ply", plain=True).truth
    for role in ("receiver", "sender"):
        for kind in ("name", "phone", "address"):
            first, second = (
                "".join(c.text for c in truth.characters if c.field == f"{role}.{kind}{copy}")
                for copy in ("", "#2")
            )
            assert first == second != ""


def test_an_overprint_crosses_personal_data() -> None:
    waybill = draw("over", layout="badge", condition="overprinted", plain=True)
    boxes = [c.quad.bounds for c in waybill.truth.characters if c.hide.full is Need.EITHER]
    large = [box for box in boxes if box[3] - box[1] > 0.05 * waybill.image.height]
    crossed = [
        c
        for c in waybill.truth.characters
        if c.kind in {TextKind.NAME, TextKind.PHONE, TextKind.ADDRESS}
        and any(
            box[0] < c.quad.center[0] < box[2] and box[1] < c.quad.center[1] < box[3]
            for box in large
        )
    ]
    assert len(crossed) >= 3


def test_unknown_keys_are_refused() -> None:
    with pytest.raises(UsageError, match="layout 'x'"):
        draw(1, layout="x")
    with pytest.raises(UsageError, match="condition 'x'"):
        draw(1, condition="x")


def test_a_character_that_a_font_lacks_comes_from_another_one() -> None:
    """A missing character would be drawn as a box, and the truth would be wrong."""
    rng = random.Random(1)
    texts = [name(rng, Role.SENDER, "n") for _ in range(400)]
    texts += [address(rng, Role.SENDER, "a") for _ in range(200)]
    chars = sorted({char for text in texts for char in text.plain} - {" "})
    for fonts in available():
        lacking = [char for char in chars if not has(fonts.regular, char)]
        assert len(lacking) <= 2, (fonts.key, lacking)
        for char in lacking:
            box = np.asarray(fonts.regular.at(40).getmask(char)).size
            assert stamp_of(fonts.regular, 40, char).coverage.size != box


def test_look_sees_a_drawn_character() -> None:
    waybill = draw("look", layout="bare")
    before = grey(waybill.image)
    blank = np.asarray(Image.new("L", waybill.image.size, 255))
    first = waybill.truth.characters[0]
    assert look(before, before, waybill.ink, first, 1) == "visible"
    assert look(before, blank, waybill.ink, first, 1) == "hidden"
