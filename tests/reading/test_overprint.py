"""Large grey type across small print: found, and taken away."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.reading.overprint import bands, find_overprint, without_grey

TYPE = 28.0
SMALL, LARGE = (0.9, 2), (4.0, 26)
"""Scale and stroke of OpenCV's built-in type."""


def label(grey: int | None, ink: int = 0, text: bool = True) -> NDArray[np.uint8]:
    image = np.full((500, 1000, 3), 250, np.uint8)
    if grey is not None:
        place(image, "738", (300, 270), LARGE, grey)
    if text:
        for row in range(4):
            place(image, "13812345678 Wang Xiaoming Road 12", (60, 180 + row * 40), SMALL, ink)
    return image


def place(
    image: NDArray[np.uint8], text: str, at: tuple[int, int], size: tuple[float, int], grey: int
) -> None:
    colour = (float(grey),) * 3
    cv2.putText(image, text, at, cv2.FONT_HERSHEY_SIMPLEX, size[0], colour, size[1], cv2.LINE_AA)


@pytest.mark.parametrize("grey", [120, 150, 185])
def test_grey_type_across_text_is_found_where_it_stands(grey: int) -> None:
    found = find_overprint(label(grey), TYPE)
    assert found is not None
    assert found.touches(Quad.of_box(60, 155, 560, 185))
    assert not found.touches(Quad.of_box(60, 295, 560, 325))
    left = min(area.bounds[0] for area in found.areas)
    right = max(area.bounds[2] for area in found.areas)
    assert 280 <= left < right <= 640


def test_type_that_is_grey_itself_is_kept_by_the_second_end() -> None:
    image = label(190, ink=110)
    place(image, "494", (300, 120), LARGE, 0)  # black: all print is not as light as the type
    found = find_overprint(image, TYPE)
    assert found is not None
    type_ = (label(None, ink=110) < 130).all(axis=2)
    grey = (image == 190).all(axis=2)
    first, second = (without_grey(image, TYPE, end) for end in found.ends)
    assert first[type_].mean() > 245
    assert first[grey].mean() > 245
    assert second[type_].mean() < 170
    assert second[grey].mean() > 245


@pytest.mark.parametrize(("ink", "grey", "unsure"), [(0, 150, False), (120, 200, True)])
def test_an_overprint_on_faded_print_is_less_sure(ink: int, grey: int, unsure: bool) -> None:
    found = find_overprint(label(grey, ink=ink), TYPE)
    assert found is not None
    assert found.unsure is unsure


@pytest.mark.parametrize("turns", [1, 3])
def test_it_is_found_on_a_label_that_lies_on_its_side(turns: int) -> None:
    image = np.ascontiguousarray(np.rot90(label(150), turns))
    found = find_overprint(image, TYPE, angle=-turns * np.pi / 2)
    assert found is not None
    assert found.mask.shape == pytest.approx(
        [side * found.scale for side in image.shape[:2]], abs=1
    )
    (area,) = found.areas
    left, top, right, bottom = area.bounds
    assert bottom - top == pytest.approx(244, abs=4)
    assert right - left == pytest.approx(114, abs=4)
    assert found.touches(area)


def test_grey_that_runs_across_the_text_is_none() -> None:
    # Joined strokes of soft print that runs upwards: as high as large type, were it to run along.
    image = np.full((400, 700, 3), 250, np.uint8)
    for left in range(80, 600, 80):
        image[180:226, left : left + 18] = 150
        place(image, "12", (left + 32, 215), SMALL, 0)
    assert find_overprint(image, TYPE) is not None
    assert find_overprint(image, TYPE, angle=np.pi / 2) is None


@pytest.mark.parametrize(
    "image",
    [
        label(None),
        label(0, text=False),  # a black sorting code that stands free
        label(150, text=False),  # a grey one that stands free
        label(None, ink=120),  # faded print
        np.zeros((300, 300, 3), np.uint8),
        np.full((300, 300, 3), 255, np.uint8),
        np.full((1, 1, 3), 128, np.uint8),
    ],
    ids=["plain", "black", "grey-free", "faded", "dark", "blank", "tiny"],
)
def test_what_else_is_grey_is_not(image: NDArray[np.uint8]) -> None:
    assert find_overprint(image, TYPE) is None


ELSEWHERE = Quad.of_box(60, 400, 560, 430)
AROUND = Quad.of_box(280, 100, 640, 240)


@pytest.mark.parametrize(
    ("text", "codes", "seen"),
    [
        ([Quad.of_box(60, 155, 560, 185), Quad.of_box(60, 195, 560, 225)], [], True),
        ([ELSEWHERE], [], False),  # beside the label
        ([], [AROUND], False),  # the bars of a code
        ([], [ELSEWHERE], True),
    ],
)
def test_an_overprint_lies_among_the_text_and_on_no_code(
    text: list[Quad], codes: list[Quad], seen: bool
) -> None:
    assert (find_overprint(label(150), TYPE, text, codes) is not None) is seen


def soft(ground: int = 250) -> NDArray[np.uint8]:
    """A blurred table: the close strokes of its characters run into a grey as wide as an overprint's."""
    image = np.full((500, 1000, 3), 250, np.uint8)
    for left in range(60, 640, 60):
        for top in range(160, 320, 40):
            for stroke in range(0, 24, 6):
                image[top : top + 24, left + stroke : left + stroke + 3] = 0
                image[top : top + 24, left + 32] = 0
    image[30:90, 60:500] = 0  # the sorting code
    if ground == 250:
        image[150:320, 660:670] = 110
    image[200:310, 670:720] = ground
    return np.asarray(cv2.GaussianBlur(image, (0, 0), 2.2), np.uint8)


TABLE = [Quad.of_box(60, 155 + row * 40, 660, 185 + row * 40) for row in range(4)]


@pytest.mark.parametrize(
    ("ground", "text"),
    [(250, TABLE), (160, [*TABLE, Quad.of_box(60, 300, 680, 330)])],
    ids=["a rule", "ground that goes on"],
)
def test_soft_print_beside_something_tall_is_no_overprint(ground: int, text: list[Quad]) -> None:
    assert find_overprint(soft(ground), TYPE, text) is None


def shaded(blur: float) -> NDArray[np.uint8]:
    """Text on paper with a grey bend in it, whose edge is as soft as `blur`, in pixels."""
    shade = np.full((500, 1000), 250.0, np.float32)
    for left in (300, 412):
        shade[200:256, left : left + 100] = 165
    if blur:
        shade = np.asarray(cv2.GaussianBlur(shade, (0, 0), blur), np.float32)
    text = label(None)[:, :, 0]
    return np.repeat(np.minimum(shade, text).astype(np.uint8)[:, :, None], 3, axis=2)


@pytest.mark.parametrize(("blur", "seen"), [(0.0, True), (2.0, True), (10.0, False), (14.0, False)])
def test_the_shade_of_a_bend_fades_and_type_does_not(blur: float, seen: bool) -> None:
    assert (find_overprint(shaded(blur), TYPE) is not None) is seen


def test_without_the_grey_the_ink_is_left() -> None:
    plain, over = label(None)[:, :, 0], label(150)
    clean = without_grey(over, TYPE)[:, :, 0]
    grey = (over[:, :, 0] > 140) & (over[:, :, 0] < 160)
    assert grey.sum() > 5000
    assert (clean[grey] > 235).mean() > 0.99
    assert (clean[plain < 20] < 60).mean() > 0.99


def test_a_band_takes_the_whole_width_of_the_text_and_whole_lines() -> None:
    lines = [Quad.of_box(60, top, 900, top + 30) for top in (100, 140, 180, 300)]
    (band,) = bands([Quad.of_box(300, 150, 500, 190)], lines, 0.0, 30.0)
    xs, ys = zip(*band, strict=True)
    assert (min(xs), max(xs)) == (60, 900)
    assert (min(ys), max(ys)) == (140, 210)


def test_what_lies_beside_the_text_has_no_band() -> None:
    lines = [Quad.of_box(60, 100, 400, 130)]
    assert bands([Quad.of_box(600, 100, 700, 160)], lines, 0.0, 30.0) == []
