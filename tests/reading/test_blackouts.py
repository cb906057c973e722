"""A black bar counts as hidden characters of the line it stands on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2
import numpy as np
import pytest

from masking.geometry import Quad
from masking.model import TextLine
from masking.reading.blackouts import with_blackouts
from masking.reading.engine import Pixels
from tests.lines import line


def sheet(*bars: tuple[int, int, int, int]) -> Pixels:
    """White paper with black bars: left, top, right, bottom."""
    pixels = np.full((400, 800, 3), 255, np.uint8)
    for left, top, right, bottom in bars:
        pixels[top:bottom, left:right] = 12
    return pixels


def texts(pixels: Pixels, *lines: TextLine) -> list[str]:
    return sorted(one.text for one in with_blackouts(pixels, lines))


def test_without_a_bar_nothing_changes() -> None:
    lines = [line("王小明 13812345678", 20, 50), line("文三路1号", 20, 100)]
    assert with_blackouts(sheet(), lines) == lines
    assert with_blackouts(sheet((0, 0, 90, 90)), []) == []


def test_a_bar_behind_a_name_hides_its_rest() -> None:
    (one,) = with_blackouts(sheet((55, 52, 110, 78)), [line("王", 20, 50)])
    assert one.text.startswith("王*")
    assert set(one.text[1:]) == {"*"}
    assert one.quad.bounds[2] == pytest.approx(110, abs=2)
    # The asterisks stand where the bar is.
    for character in one.characters[1:]:
        x, y = one.quad.at(character.x, 0.5)
        assert pixels_black(sheet((55, 52, 110, 78)), x, y)


def pixels_black(pixels: Pixels, x: float, y: float) -> bool:
    return bool((pixels[int(y), int(x)] < 60).all())


@pytest.mark.parametrize(
    ("before", "after", "bar", "told"),
    [
        ("1", "5678", (37, 126), "1******5678"),
        ("138", "5678", (67, 126), "138****5678"),
        ("138", "", (67, 190), "138********"),
    ],
)
def test_a_bar_in_a_mobile_number_hides_the_digits_it_lacks(
    before: str, after: str, bar: tuple[int, int], told: str
) -> None:
    lines = [line(before, 20, 50)]
    if after:
        lines.append(line(after, bar[1] + 2, 50))
    assert texts(sheet((bar[0], 52, bar[1], 78)), *lines) == [told]


def test_characters_that_were_read_on_a_bar_are_dropped() -> None:
    whole = line("12222225678", 20, 50)
    assert texts(sheet((36, 52, 124, 78)), whole) == ["1******5678"]


def test_bars_of_other_rows_and_other_shapes_do_not_count() -> None:
    name = line("王", 20, 50)
    for bar in (
        (55, 150, 110, 176),
        (200, 52, 260, 78),
        (55, 62, 300, 66),
        (55, 0, 800, 400),
        (55, 52, 70, 78),
    ):
        assert [text for text in texts(sheet(bar), name) if text.strip("*")] == ["王"]


@pytest.mark.parametrize(
    ("bar", "there"),
    [
        ((55, 150, 110, 176), True),
        ((200, 52, 260, 78), True),
        ((55, 62, 300, 66), False),
        ((55, 0, 800, 400), False),
        ((55, 150, 80, 200), False),
        ((55, 370, 110, 396), True),
        ((55, 374, 110, 400), False),  # the ground below the label
    ],
)
def test_a_bar_with_no_text_beside_it_is_a_line_of_asterisks(
    bar: tuple[int, int, int, int], there: bool
) -> None:
    alone = [one for one in with_blackouts(sheet(bar), [line("王", 20, 50)]) if one.text != "王"]
    assert len(alone) == int(there)
    for one in alone:
        assert set(one.text) == {"*"}
        assert one.quad.bounds == pytest.approx((bar[0], bar[1], bar[2] - 1, bar[3] - 1), abs=1)
        assert one.quad.angle == pytest.approx(0, abs=0.01)


def test_the_bars_of_large_type_count_beside_small_print() -> None:
    small = [line("文三路1号", 20, 200 + 20 * i, height=14) for i in range(6)]
    told = texts(sheet((85, 54, 180, 106)), line("吴", 20, 50, height=60), *small)
    assert any(text.startswith("吴*") for text in told)


def test_strokes_of_large_type_are_no_bars() -> None:
    large = line("746 V50", 20, 40, height=120)
    assert texts(
        sheet((80, 52, 104, 148), (200, 52, 224, 148)),
        large,
        *[line("文三路1号", 20, 200 + 40 * i) for i in range(3)],
    ) == sorted(["746 V50", *["文三路1号"] * 3])


def test_a_tilted_bar_counts_on_a_tilted_line() -> None:
    pixels = sheet()
    tilted = line("王", 100, 100, angle=0.2)
    bar = Quad.of(tilted.quad.at(1 + u, v) for u, v in ((0.1, 0), (2, 0), (2, 1), (0.1, 1)))
    cv2.fillConvexPoly(pixels, np.rint(np.array(bar.points)).astype(np.int32), (0, 0, 0))
    (told,) = texts(pixels, tilted)
    assert told.startswith("王*")


def test_a_bar_behind_a_surname_does_not_count_for_the_number_behind_it() -> None:
    pixels = sheet((130, 100, 160, 130), (175, 100, 270, 130))
    (text,) = texts(pixels, line("毛", 100, 100), line("5478", 272, 100))
    assert text.startswith("毛*")
    # The first bar's characters, and the seven that the second hides.
    assert text.endswith("*******5478")
    assert len(text) > len("毛*******5478")


def test_a_digit_between_the_bars_of_a_name_and_a_number() -> None:
    pixels = sheet((50, 52, 110, 78), (137, 52, 226, 78))
    (told,) = texts(pixels, line("王", 20, 50), line("1", 120, 50), line("5678", 228, 50))
    assert told.startswith("王*")
    assert told.endswith("* 1******5678")


@pytest.mark.parametrize(("left", "told"), [(119, " 00861*"), (111, "00861*")])
def test_a_gap_behind_a_names_bar_parts_it_from_its_number(left: int, told: str) -> None:
    pixels = sheet((50, 52, 110, 78), (left + 77, 52, left + 166, 78))
    lines = [line("诸", 20, 50), line("00861", left, 50), line("7182", left + 168, 50)]
    (text,) = texts(pixels, *lines)
    assert text.lstrip("诸").lstrip("*").startswith(told)


@pytest.mark.parametrize(("height", "one"), [(26, True), (18, False)])
def test_a_number_set_smaller_than_its_name_has_bars_as_low(height: int, one: bool) -> None:
    top = 65 - height // 2
    pixels = sheet((62, 48, 100, 82), (132, top, 216, top + height))
    name, first = line("齐", 20, 46, height=38), line("1", 116, 52, height=27)
    last = line("6637", 208, 50, height=33)
    told = texts(pixels, name, first, last)
    assert (len(told) == 1) is one


def test_bars_of_two_rows_that_touch_are_two() -> None:
    pixels = sheet((55, 48, 160, 82), (90, 80, 240, 114))
    told = texts(pixels, line("王", 20, 50), line("居27", 20, 82))
    assert [text.rstrip("*") for text in told] == ["居27", "王"]
    assert all(text.endswith("**") for text in told)


def test_two_bars_of_a_row_that_touch_one_of_the_next_are_two() -> None:
    pixels = sheet((52, 48, 112, 82), (135, 48, 235, 82), (80, 81, 250, 114))
    lines = [line("王", 20, 50), line("1", 118, 50), line("5678", 237, 50), line("居27", 15, 82)]
    told = texts(pixels, *lines)
    assert any(text.startswith("王*") and text.endswith("* 1******5678") for text in told)
    assert any(text.startswith("居27**") for text in told)


def test_the_gaps_of_type_on_a_dark_page_and_blots_of_a_bag_are_no_bars() -> None:
    dark = np.full((400, 800, 3), 12, np.uint8)
    dark[52:78, 20:50] = 230  # a character, a gap as a 一 would leave it, another character
    dark[52:78, 90:120] = 230
    assert texts(dark, line("栋单", 20, 50)) == ["栋单"]
    bag = np.full((400, 800, 3), 255, np.uint8)
    bag[200:, :] = 80
    bag[252:278, 100:300] = 12
    assert texts(bag, line("王", 20, 50)) == ["王"]


def test_a_bar_among_others_stands_on_paper() -> None:
    # A name and the groups of its number, and the address's bar right below them.
    row = [(120, 50, 180, 80), (182, 50, 230, 80), (232, 50, 290, 80), (292, 50, 350, 80)]
    told = texts(sheet(*row, (100, 80, 400, 110)), line("王", 20, 200))
    assert sorted(len(text.split()) for text in told) == [1, 1, len(row)]
    # On a bag they do not, however many there are.
    bag = sheet(*row)
    bag[40:120, 100:420] = np.where(bag[40:120, 100:420] == 12, 12, 80)
    assert texts(bag, line("王", 20, 200)) == ["王"]


def test_what_is_black_between_the_strokes_of_a_badge_is_no_bar() -> None:
    pixels = sheet((20, 50, 110, 110))
    pixels[50:110, 42:78] = pixels[76:79, 22:108] = 255
    pixels[54:106, 48:52] = 12
    others = [line("文三路1号", 120, y) for y in (250, 300)]
    badge = replace(line("收"), quad=Quad.of_box(20, 50, 110, 110))
    assert with_blackouts(pixels, [badge, *others], read=lambda _: [line("1", 42, 52)]) == [
        badge,
        *others,
    ]
    # Without the word they are bars.
    assert any(set(text) == {"*"} for text in texts(pixels, *others))


@pytest.mark.parametrize(("corner", "there"), [((64, 100), True), ((150, 115), False)])
def test_a_badges_area_may_reach_into_a_bar(corner: tuple[int, int], there: bool) -> None:
    wide = replace(line("收", 20, 60, 40), quad=Quad.of_box(20, 60, *corner))
    others = [line("文三路1号", 20, y) for y in (250, 300)]
    found = texts(sheet((60, 92, 300, 122)), wide, *others)
    assert any(set(text) == {"*"} for text in found) == there


@pytest.mark.parametrize(
    ("lines", "read"),
    [
        ((line("收", 20, 50, 30),), "收**** *******"),
        ((line("收", 20, 50, 30), line("9931", 200, 50, 30)), "收*******9931"),
    ],
)
def test_two_bars_side_by_side_are_two_words(lines: tuple[TextLine, ...], read: str) -> None:
    (told,) = texts(sheet((52, 52, 102, 78), (106, 52, 198, 78)), *lines)
    assert told.replace("*", "").split() == read.replace("*", "").split()
    assert (" " in told) == (" " in read)


def test_the_modules_of_a_symbol_are_no_bars() -> None:
    pixels = sheet((500, 200, 560, 230))
    lines = [line("王小明 13812345678", 20, 50)]
    assert len(with_blackouts(pixels, lines)) == 2
    assert with_blackouts(pixels, lines, [Quad.of_box(450, 150, 650, 350)]) == lines


def test_a_dark_strip_beside_a_block_takes_no_line_with_it() -> None:
    strip = line("收****************", 40, 100, 30, angle=np.pi / 2)
    name = line("罗强刚 19166260504", 60, 60)
    found = texts(sheet((10, 58, 40, 92)), strip, name)
    assert name.text in found
    assert len(found) == 2


def badge(gap: int = 0) -> Pixels:
    """A cell's black strip with a word in white on it, the ground white for some rows above that."""
    pixels = sheet((20, 40, 54, 130))
    pixels[76 - gap : 76] = 255
    pixels[80:120, 26:48] = 12
    pixels[84:116:8, 28:46:4] = 255
    return pixels


def test_the_empty_end_of_a_badge_is_no_bar() -> None:
    name = line("阿依古丽·吐尔逊", 62, 44)
    word = TextLine(
        Quad.of([(24, 80), (50, 80), (50, 120), (24, 120)]), 0.99, line("收件").characters
    )
    assert sorted(texts(badge(), name, word)) == ["收件", "阿依古丽·吐尔逊"]
    # Nothing says that it is one: no word on it, or white between them.
    assert "*" in "".join(texts(badge(), name))
    assert "*" in "".join(texts(badge(gap=8), name, word))


@pytest.mark.parametrize(
    ("word", "hides"),
    [("寄", False), ("", True), ("寄件人", True)],
    ids=["badge", "no word", "line"],
)
def test_the_corner_of_a_badge_is_no_bar_of_the_next_line(word: str, hides: bool) -> None:
    pixels = sheet((20, 40, 60, 84))
    pixels[44:66, 26:54:4] = 255  # the type
    badge = line(word, 14, 34, height=56)
    address = line("上海市闵行区", 64, 64, height=20)
    lines = [line("文三路1号", 20, y, height=20) for y in (150, 200)]
    lines += [badge] * bool(word) + [address]
    assert ("*" in "".join(texts(pixels, *lines))) is hides


def read_as(text: str, asked: list[Quad]) -> Callable[[Sequence[Quad]], list[TextLine]]:
    """A reader of areas that answers one text, and keeps what it was asked."""

    def read(areas: Sequence[Quad]) -> list[TextLine]:
        asked.extend(areas)
        return [replace(line(text), quad=area) for area in areas]

    return read


def test_a_character_before_a_bar_that_was_not_detected_is_read() -> None:
    # The rule of a table's cell stands before it.
    pixels = sheet((60, 52, 90, 78), (20, 20, 23, 110), (36, 54, 40, 76), (40, 60, 52, 64))
    asked: list[Quad] = []
    lines = [line("收货", 300, 200)]
    found = with_blackouts(pixels, lines, read=read_as("卜", asked))
    assert sorted(one.text for one in found) == ["卜***", "收货"]
    (area,) = asked
    left, _, right, _ = area.bounds
    assert 24 < left < 36
    assert 52 < right < 62


def test_a_digit_between_two_bars_is_read() -> None:
    pixels = sheet((50, 52, 110, 78), (118, 54, 121, 76), (128, 52, 200, 78))
    lines = [line("姜", 18, 50), line("9931", 202, 50)]
    asked: list[Quad] = []
    (one,) = with_blackouts(pixels, lines, read=read_as("1", asked))
    assert len(asked) == 1
    assert one.text.endswith("1******9931")


@pytest.mark.parametrize(
    "ink",
    [
        (20, 20, 23, 110),  # a rule
        (0, 54, 56, 76),  # a line that goes on, which detection sees
        (54, 54, 55, 56),  # a speck
    ],
)
def test_other_ink_beside_a_bar_is_not_read(ink: tuple[int, int, int, int]) -> None:
    asked: list[Quad] = []
    with_blackouts(
        sheet((60, 52, 190, 78), ink), [line("收货", 300, 200)], read=read_as("1", asked)
    )
    assert not asked


def test_what_was_read_beside_a_bar_is_not_read_again() -> None:
    asked: list[Quad] = []
    pixels = sheet((60, 52, 120, 78), (36, 54, 40, 76), (40, 60, 52, 64))
    with_blackouts(pixels, [line("卜", 28, 50)], read=read_as("卜", asked))
    assert not asked


def test_a_badge_does_not_make_its_line_as_high_as_itself() -> None:
    pixels = sheet((105, 436, 156, 470), (182, 436, 213, 470), (216, 436, 274, 470))
    pixels = np.vstack([pixels, np.full((200, 800, 3), 255, np.uint8)])
    for left, right in ((105, 156), (182, 213), (216, 274)):
        pixels[436:470, left:right] = 12
    lines = [line("寄", 27, 440, 45), line("姜", 77, 438, 32)]
    lines += [line("1", 165, 436, 34), line("9931", 276, 436, 33)]
    (one,) = with_blackouts(pixels, lines)
    assert one.text.endswith("1******9931")


def test_a_rule_parts_the_bars_of_two_cells() -> None:
    cells = (60, 52, 120, 78), (140, 52, 200, 78)
    lines = [line("荣", 28, 50), line("4633", 205, 50)]
    assert len(texts(sheet(*cells), *lines)) == 1
    assert texts(sheet(*cells, (124, 0, 127, 200)), *lines) == ["*******4633", "荣*****"]
    # A stroke of the next line is no rule.
    assert len(texts(sheet(*cells, (124, 45, 127, 90)), *lines)) == 1


def test_two_bars_that_overlap_one_of_the_next_row_are_two() -> None:
    pixels = sheet((65, 350, 354, 384), (375, 350, 404, 384), (306, 381, 388, 411))
    lines = [line("温", 33, 350, 33), line("1", 356, 350, 33), line("号楼", 240, 384, 28)]
    told = texts(pixels, *lines)
    assert any("*1**" in text for text in told)


def by_place(*told: tuple[str, float]) -> Callable[[Sequence[Quad]], list[TextLine]]:
    """A reader that answers with what stands at given places along the row."""

    def read(areas: Sequence[Quad]) -> list[TextLine]:
        return [
            replace(
                line("".join(t for t, x in told if area.bounds[0] <= x <= area.bounds[2])),
                quad=area,
            )
            for area in areas
        ]

    return read


def test_a_line_detected_with_its_bars_is_read_again_between_them() -> None:
    pixels = sheet((200, 52, 260, 86), (330, 52, 400, 86))
    others = [line("文三路1号", 20, y) for y in (150, 200, 250)]
    high = line("电话：XXXX", 80, 40, 58)
    read = by_place(("电话：", 150), ("XXXX", 295))
    told = [one.text for one in with_blackouts(pixels, [high, *others], read=read)]
    assert any(text.startswith("电话：*") and "*XXXX*" in text for text in told)
    # Less than before: the line stays as it was.
    told = [one.text for one in with_blackouts(pixels, [high, *others], read=by_place())]
    assert "电话：XXXX" in told


def test_a_line_detected_with_its_bars_and_once_more_beside_them() -> None:
    pixels = sheet((60, 52, 150, 80), (260, 52, 290, 80))
    others = [line("文三路1号", 20, y) for y in (150, 200, 250)]
    tight = [line("2849 麻", 152, 52, 28), line("(送货前联系)", 294, 52, 28)]
    high = line("12849 麻(送货前联系)", 20, 42, 48)
    told = [
        one.text
        for one in with_blackouts(pixels, [high, *tight, *others], read=by_place(("1", 40)))
    ]
    assert sum("送货前联系" in text for text in told) == 1
    assert not any("送送" in text for text in told)


def test_what_was_read_twice_is_joined_with_a_bar_once() -> None:
    pixels = sheet((100, 52, 160, 78))
    lines = [line("4293青海", 165, 50), line("14293青海", 150, 48, 32)]
    assert sum("青海" in text for text in texts(pixels, *lines)) == 1


def test_tiny_type_may_have_bars_of_two_rows() -> None:
    tiny = line("王小明", 20, 50, height=3)
    name, bar = with_blackouts(sheet((29, 50, 40, 52)), [tiny])
    assert name == tiny
    assert set(bar.text) == {"*"}


@pytest.mark.parametrize("badge", [True, False])
def test_the_sides_of_a_round_badge_whose_word_was_not_detected_hide_nothing(badge: bool) -> None:
    pixels = sheet() if badge else sheet((90, 148, 117, 176))
    if badge:
        cv2.circle(pixels, (126, 162), 26, (12, 12, 12), -1)
    for left in range(118, 142, 7):  # the strokes of its word
        pixels[148:177, left : left + 2] = 255 if badge else 12
    asked: list[Quad] = []
    found = with_blackouts(
        pixels, [line("王小明 13812345678", 160, 50, 20)], read=read_as("收", asked)
    )
    assert asked
    assert ("收" in [one.text for one in found]) == badge
    assert any("*" in one.text for one in found) != badge
