"""Asterisks are counted by their ink; other ink is never taken for them."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from masking.geometry import Quad
from masking.model import Character, FieldKind, Region, TextLine
from masking.painting import paint
from masking.reading.engine import Pixels
from masking.reading.star_ink import ink_rows, star_places
from masking.reading.stars import with_stars
from tests.lines import line

HEIGHT = 30


def sheet(*stars: tuple[int, int, int]) -> Pixels:
    """White paper with painted asterisks: left edge, right edge, and how many."""
    image = Image.new("RGB", (600, 200), (255, 255, 255))
    regions = [
        Region(Quad.of_box(left, 50, right, 50 + HEIGHT), FieldKind.NAME, count)
        for left, right, count in stars
    ]
    return np.asarray(paint(image, regions))


def block(pixels: Pixels, left: int, right: int) -> Pixels:
    """A character's ink: two strokes as high as the line."""
    drawn = pixels.copy()
    for x in (left + 3, right - 7):
        drawn[54:77, x : x + 4] = 0
    drawn[64:67, left + 3 : right - 3] = 0
    return drawn


def reads(text: str):
    def read(areas: Sequence[Quad]) -> list[TextLine]:
        return [TextLine(quad, 0.9, line(text, 0, 0).characters if text else ()) for quad in areas]

    return read


def looked_at(pixels: Pixels, *lines: TextLine, read: str = "**") -> list[str]:
    return [one.text for one in with_stars(pixels, lines, reads(read))]


@pytest.mark.parametrize("count", [1, 2, 6])
def test_as_many_as_there_are(count: int) -> None:
    pixels = sheet((50, 50 + 15 * count, count))
    area = Quad.of_box(45, 50, 60 + 15 * count, 50 + HEIGHT)
    places = star_places(pixels, area, HEIGHT)
    width = area.width
    assert [45 + p * width for p in places] == pytest.approx(
        [57.5 + 15 * i for i in range(count)], abs=1.0
    )


@pytest.mark.parametrize(
    ("read", "told"), [("1*1397", "1******1397"), ("1****1397", "1******1397")]
)
def test_asterisks_that_were_run_together_are_counted(read: str, told: str) -> None:
    pixels = sheet((35, 125, 6))
    for left in (20, 125, 140, 155, 170):
        pixels = block(pixels, left, left + 15)
    whole = line("1******1397", 20, 50)
    kept = [c for c in whole.characters if c.text != "*"]
    stars = [c for c in whole.characters if c.text == "*"][: read.count("*")]
    ordered = tuple(sorted([*kept, *stars], key=lambda c: c.x))
    assert looked_at(pixels, TextLine(whole.quad, 0.6, ordered)) == [told]


def misread(text: str, printed: str, *, score: float = 0.5) -> TextLine:
    """A printed line, with a character that was read instead of an asterisk."""
    whole = line(printed, 20, 50)
    characters = tuple(
        c if c.text == seen else replace(c, text=seen, score=score)
        for c, seen in zip(whole.characters, text, strict=True)
    )
    return TextLine(whole.quad, 0.92, characters)


@pytest.mark.parametrize("text", ["唐*兴*", "唐**兴", "唐头**"])
def test_an_asterisk_that_was_read_as_a_character_is_one(text: str) -> None:
    pixels = block(sheet((52, 97, 3)), 20, 50)
    assert looked_at(pixels, misread(text, "唐***")) == ["唐***"]
    # What was read surely is what it is.
    assert looked_at(pixels, misread(text, "唐***", score=0.95)) == [text]


def test_one_of_two_asterisks_that_was_read_as_a_character_is_one() -> None:
    assert looked_at(sheet((22, 52, 2)), misread("*头", "**")) == ["**"]


def test_a_doubtful_surname_before_asterisks_stays() -> None:
    # The line's area begins within it, and one of its asterisks was not read.
    pixels = block(sheet((52, 97, 3)), 20, 50)
    whole = line("唐**", 40, 50, score=0.5)
    placed = [replace(c, x=x / 60) for c, x in zip(whole.characters, (4, 20, 40), strict=True)]
    area = Quad.of_box(40, 50, 100, 50 + HEIGHT)
    assert looked_at(pixels, TextLine(area, 0.92, tuple(placed)))[0].startswith("唐")


@pytest.mark.parametrize(
    ("text", "score", "told"),
    [
        ("1京京东东东末7397", 0.4, "1******7397"),
        ("1京京东东东末7397", 0.95, "1京京东东东末7397"),
        ("1京京东东东口7397", 0.4, "1京京东东东口7397"),
        # With some that were read as such.
        ("1*关关关**7397", 0.6, "1******7397"),
        ("1*关口口**7397", 0.6, "1**口***7397"),
        ("1京京东东**7397", 0.4, "1******7397"),
    ],
)
def test_small_asterisks_read_as_a_row_of_characters_are_counted(
    text: str, score: float, told: str
) -> None:
    pixels = sheet((35, 125, 6))
    for left in (20, 125, 140, 155, 170):
        pixels = block(pixels, left, left + 15)
    if "口" in text:
        left = 35 + 15 * (text.index("口") - 1)
        pixels = block(pixels, left, left + 15)
    assert looked_at(pixels, misread(text, "1******7397", score=score)) == [told]


def test_two_such_characters_are_too_few() -> None:
    pixels = block(block(sheet((35, 65, 2)), 20, 35), 65, 80)
    assert looked_at(pixels, misread("1京东7", "1**7")) == ["1京东7"]


@pytest.mark.parametrize(
    ("text", "read", "told"),
    [
        ("唐 ", "*", "唐*"),  # the space of a gap that was not looked at
        ("唐", "1*", "唐*"),  # with what its area has of the surname
        ("唐", "11", "唐"),
        ("唐", "**1", "唐"),
    ],
)
def test_an_asterisk_behind_a_surname_is_seen(text: str, read: str, told: str) -> None:
    pixels = block(sheet((52, 67, 1)), 20, 50)
    (seen,) = looked_at(pixels, line(text, 20, 50), read=read)
    assert seen.replace(" ", "") == told


@pytest.mark.parametrize(("text", "told"), [("苑T4-", "苑T4-**"), ("苑T4", "苑T4")])
def test_asterisks_behind_a_dash_are_seen(text: str, told: str) -> None:
    end = 20 + round(line(text).quad.width)
    pixels = block(sheet((end + 4, end + 34, 2)), 20, 50)
    assert looked_at(pixels, line(text, 20, 50)) == [told]


@pytest.mark.parametrize("shift", [0.0, 0.25, 0.5, 0.75])
def test_thin_arms_between_two_pixels_are_symmetrical(shift: float) -> None:
    pixels = np.full((120, 200, 3), 255, np.uint8)
    pixels[50:60, 127:140] = 0  # type beside it, beside which they are pale
    for arm in range(3):
        dx, dy = 5.5 * math.cos(arm * math.pi / 3), 5.5 * math.sin(arm * math.pi / 3)
        ends = [
            (round((100 + shift + sign * dx) * 16), round((60 + sign * dy) * 16))
            for sign in (-1, 1)
        ]
        cv2.line(pixels, ends[0], ends[1], (150, 150, 150), 1, cv2.LINE_AA, 4)
    assert len(star_places(pixels, Quad.of_box(70, 42, 130, 78), 36)) == 1


@pytest.mark.parametrize("text", ["唐**兴**", "唐**米**"])
def test_a_character_between_asterisks_stays(text: str) -> None:
    pixels = block(block(sheet((52, 82, 2), (112, 142, 2)), 20, 50), 82, 112)
    assert looked_at(pixels, misread(text, "唐**口**")) == [text]


def test_an_asterisk_that_is_read_only_without_its_neighbours_is_one() -> None:
    pixels = block(sheet((52, 67, 1)), 20, 50)

    def read(areas: Sequence[Quad]) -> list[TextLine]:
        return [reads("*" if area.width < 0.6 * HEIGHT else "")([area])[0] for area in areas]

    assert [one.text for one in with_stars(pixels, [line("唐", 20, 50)], read)] == ["唐*"]


def test_asterisks_behind_a_surname_are_seen() -> None:
    pixels = block(sheet((52, 82, 2)), 20, 50)
    (one,) = with_stars(pixels, [line("唐", 20, 50)], reads("**"))
    assert one.text == "唐**"
    assert one.quad.at(one.characters[1].x, 0.5)[0] == pytest.approx(59.5, abs=1.5)
    assert one.score > 0.9


def test_an_area_of_such_asterisks_that_was_read_as_nothing_is_left_out() -> None:
    pixels = block(sheet((52, 82, 2)), 20, 50)
    unread = TextLine(Quad.of_box(66, 54, 84, 76), 0.0, ())
    apart = TextLine(Quad.of_box(200, 54, 220, 76), 0.0, ())
    # What was not read on the line itself stays unread.
    within = TextLine(Quad.of_box(24, 54, 46, 76), 0.0, ())
    assert looked_at(pixels, line("唐", 20, 50), unread, apart, within) == ["唐**", "", ""]


def test_more_asterisks_than_the_area_holds_are_seen() -> None:
    pixels = block(sheet((52, 142, 6)), 20, 50)
    told = looked_at(pixels, line("唐***", 20, 50), read="*")
    assert told == ["唐******"]


def test_asterisks_between_two_words_are_seen() -> None:
    pixels = sheet((52, 82, 2))
    for left, right in ((20, 50), (110, 140)):
        pixels = block(pixels, left, right)
    whole = line("唐 李", 20, 50)
    placed = tuple(
        replace(c, x=x) for c, x in zip(whole.characters, (1 / 8, 0.5, 7 / 8), strict=True)
    )
    apart = TextLine(Quad.of_box(20, 50, 140, 80), 0.95, placed)
    assert looked_at(pixels, apart) == ["唐** 李"]
    assert looked_at(pixels, apart, read="明") == ["唐 李"]


def test_a_rule_of_the_form_beside_asterisks_does_not_matter() -> None:
    pixels = sheet((60, 90, 2)).copy()
    pixels[40:56, 58:60] = 0
    pixels[76:120, 58:60] = 0
    assert looked_at(pixels, line("**", 55, 50, score=0.5)) == ["**"]
    (one,) = with_stars(pixels, [line("****", 50, 50, score=0.5)], reads(""))
    assert (one.text, one.score) == ("**", 0.95)


@pytest.mark.parametrize(("score", "told"), [(0.55, "****"), (0.95, "木关兴木")])
def test_a_row_as_low_as_its_asterisks_is_counted_whatever_it_was_read_as(
    score: float, told: str
) -> None:
    low = TextLine(Quad.of_box(48, 55, 112, 71), score, line("木关兴木", score=score).characters)
    assert looked_at(sheet((50, 110, 4)), low) == [told]


def test_asterisks_that_were_read_upside_down_are_turned() -> None:
    pixels = sheet((50, 125, 5))
    upside_down = line("*****", 130, 80, angle=math.pi)
    told = with_stars(pixels, [upside_down, line("文三路1号", 20, 120)], reads(""))
    assert told[0].text == "*****"
    assert told[0].quad.angle == pytest.approx(0, abs=0.01)
    xs = [told[0].quad.at(c.x, 0.5)[0] for c in told[0].characters]
    assert xs == pytest.approx([57.5, 72.5, 87.5, 102.5, 117.5], abs=1.5)


def test_what_is_not_read_as_asterisks_is_none() -> None:
    pixels = block(sheet((52, 82, 2)), 20, 50)
    assert looked_at(pixels, line("唐", 20, 50), read="明") == ["唐"]
    assert looked_at(pixels, line("唐", 20, 50), read="") == ["唐"]


def test_asterisks_far_behind_belong_to_something_else() -> None:
    pixels = block(sheet((150, 240, 6)), 20, 50)
    assert looked_at(pixels, line("唐", 20, 50)) == ["唐"]


def test_asterisks_of_another_line_stay_there() -> None:
    pixels = block(block(sheet((75, 165, 6)), 20, 50), 58, 75)
    assert looked_at(pixels, line("唐", 20, 50), line("1******", 60, 50)) == ["唐", "1******"]


def test_ink_that_is_no_asterisk_keeps_the_line_as_it_was() -> None:
    faint = np.full((200, 600, 3), 255, np.uint8)
    for text, y in (("Wm", 76),):
        cv2.putText(faint, text, (50, y), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (150, 150, 150), 2)
    doubtful = line("****", 45, 50, score=0.4)
    assert with_stars(faint, [doubtful], reads("**")) == [doubtful]
    assert with_stars(np.full((200, 600, 3), 255, np.uint8), [doubtful], reads("**")) == [doubtful]


@pytest.mark.parametrize("shape", ["dash", "ring", "bar", "corner"])
def test_rows_of_other_signs_are_no_asterisks(shape: str) -> None:
    pixels = np.full((200, 600, 3), 255, np.uint8)
    for x in range(60, 160, 20):
        if shape == "dash":
            cv2.line(pixels, (x - 6, 64), (x + 6, 64), (0, 0, 0), 2)
        elif shape == "ring":
            cv2.circle(pixels, (x, 64), 7, (0, 0, 0), 1)
        elif shape == "bar":
            cv2.line(pixels, (x, 54), (x, 74), (0, 0, 0), 2)
        else:
            cv2.line(pixels, (x - 5, 58), (x - 5, 70), (0, 0, 0), 2)
            cv2.line(pixels, (x - 5, 70), (x + 5, 70), (0, 0, 0), 2)
    area = Quad.of_box(50, 50, 160, 80)
    assert star_places(pixels, area, HEIGHT) == []


@pytest.mark.parametrize(("height", "stars"), [(1, 6), (3, 0)])
def test_the_tip_of_a_stroke_that_a_fill_left_over_is_dirt(height: int, stars: int) -> None:
    pixels = sheet((50, 140, 6)).copy()
    pixels[52 : 52 + height, 80:84] = 20
    area = Quad.of_box(45, 50, 150, 50 + HEIGHT)
    assert len(star_places(pixels, area, HEIGHT)) == stars


@pytest.mark.parametrize("high", [HEIGHT, 2 * HEIGHT])
def test_an_asterisk_behind_a_character_in_an_area_twice_as_high_is_seen(high: int) -> None:
    pixels = block(sheet((52, 67, 1)), 20, 50)
    area = Quad.of_box(15, 65 - high / 2, 55, 65 + high / 2)
    character = replace(line("唐", 20, 50).characters[0], x=0.5)
    assert looked_at(pixels, TextLine(area, 1.0, (character,)), read="*") == ["唐*"]


def test_the_rows_of_a_lines_ink() -> None:
    pixels = block(np.full((200, 600, 3), 255, np.uint8), 20, 50)
    pixels[36:38] = 0  # a rule above it runs out of the area
    whole = Quad.of_box(15, 35, 55, 95)
    assert ink_rows(pixels, whole) == pytest.approx((19 / 60, 42 / 60), abs=0.03)
    assert ink_rows(pixels, Quad.of_box(300, 100, 360, 140)) == (0.0, 1.0)


@pytest.mark.parametrize("paper", [150, 255])
def test_type_on_darker_paper_beside_painted_asterisks_stays(paper: int) -> None:
    pixels = sheet((110, 200, 6)).copy()
    for left in (20, 50, 95, 200, 215, 230, 245):
        pixels = block(pixels, left, left + 15)
    ground = np.ones(pixels.shape[:2], bool)
    ground[50 : 50 + HEIGHT, 110:200] = False
    pixels[ground & (pixels[:, :, 0] == 255)] = paper
    text = "电话1******1781"
    assert looked_at(pixels, replace(line(text, 20, 50), score=0.8)) == [text]


def test_asterisks_read_as_other_signs_with_spaces_between_them_are_counted() -> None:
    pixels = sheet((35, 125, 6))
    for left in (20, 125, 140, 155, 170):
        pixels = block(pixels, left, left + 15)
    # The 1 was not read at all.
    places = (42.5, 57.5, 72.5, 80, 87.5, 95, 102.5, 117.5, 132.5, 147.5, 162.5, 177.5)
    characters = tuple(
        Character(c, (x - 20) / 165, 0.5) for c, x in zip("**水 水 水*7151", places, strict=True)
    )
    area = Quad.of_box(20, 50, 185, 50 + HEIGHT)
    assert looked_at(pixels, TextLine(area, 0.92, characters)) == ["******7151"]


@pytest.mark.parametrize(
    ("text", "score", "told"),
    [
        ("1 水 水 水 水", 0.6, "1 ******"),
        ("1 水 水 水 水", 0.95, "1 水 水 水 水"),
    ],
)
def test_a_row_of_which_none_was_read_as_an_asterisk_is_counted(
    text: str, score: float, told: str
) -> None:
    pixels = block(sheet((35, 125, 6)), 20, 35)
    places = (27.5, 36, 45, 54, 63, 75, 87, 99, 115)
    characters = tuple(
        Character(c, (x - 20) / 110, score) for c, x in zip(text, places, strict=True)
    )
    area = Quad.of_box(20, 50, 130, 50 + HEIGHT)
    assert looked_at(pixels, TextLine(area, score, characters), read="") == [told]
