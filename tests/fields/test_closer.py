"""Where the detector saw nothing and something should stand is read once more."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image

from masking.fields import Page, find_closer
from masking.fields.closer import _is_an_end
from masking.geometry import Quad
from masking.model import Character, FieldKind, Region, TextLine
from masking.painting import paint
from masking.reading.engine import Pixels
from masking.reasons import Reason
from tests.lines import ScriptedReader, line

ADDRESS = line("广东省佛山市顺德区天鹅堡二栋四楼左", 100, 108)
SHORT = line("手", 100, 150, angle=-0.25)
WITH_SURNAME = "青海省西宁市城西区中央公园7栋*******，杨"
OTHER = (line("江西省赣州市章贡区金街******", 20, 200), line("沈* 1******1131", 20, 250))
INK = (180, 126, 197, 140)
"""Behind the end of the short line, seen at a slant: left, top, right and bottom in pixels."""


def seen(text: str) -> list[str]:
    """The lines of an address of two lines, the second seen at a slant, where `text` is read behind
    its end."""
    pixels = np.full((400, 900, 3), 255, np.uint8)
    cv2.rectangle(pixels, INK[:2], INK[2:], (0, 0, 0), -1)
    reader = ScriptedReader(
        [line("王小明 13812345678", 100, 50), ADDRESS, SHORT],
        again=lambda _, area: replace(line(text), quad=area),
    )
    page, _ = find_closer(pixels, reader, reader.reading)
    return [one.text for one in page.lines][3:]


@pytest.mark.parametrize(
    ("text", "added"), [("4", ["4"]), ("户", ["户"]), ("—", ["—"]), ("", []), (" ", [])]
)
def test_a_character_behind_a_short_line_is_read(text: str, added: list[str]) -> None:
    assert seen(text) == added


def test_the_middle_of_the_line_above_is_not_read_twice() -> None:
    assert seen("省佛") == []


@pytest.mark.parametrize(("top", "read"), [(125, False), (146, True)])
def test_the_lowest_strokes_of_the_line_above_are_not_read_as_a_number(
    top: int, read: bool
) -> None:
    pixels = np.full((400, 900, 3), 255, np.uint8)
    cv2.rectangle(pixels, (212, top), (232, top + 2), (0, 0, 0), -1)
    last = line("号3-9", 100, 129, height=32)
    reader = ScriptedReader(
        [
            line("王小明 13812345678", 100, 50),
            line("广东省佛山市顺德区翠竹街756号附9", 100, 100),
            last,
        ],
        again=lambda _, area: replace(line("三", score=0.55), quad=area),
    )
    page, _ = find_closer(pixels, reader, reader.reading)
    assert ("三" in [one.text for one in page.lines]) is read


@pytest.mark.parametrize(("text", "known"), [("姓名 吕", True), ("姓名 李", False)])
def test_what_two_lines_have_read_is_not_read_twice(text: str, known: bool) -> None:
    cells = [line("姓名", 89, 615, 39), line("吕**", 179, 617, 38)]
    page = Page([*cells, line("寄件人", 41, 700)])
    closer = replace(line(text), quad=Quad.of_box(77, 585, 225, 683))
    places = (0.19, 0.46, 0.6, 0.8)
    characters = tuple(replace(c, x=x) for c, x in zip(closer.characters, places, strict=True))
    assert _is_an_end(page, replace(closer, characters=characters)) is not known


@pytest.mark.parametrize(
    ("text", "score", "added"),
    [("〇一", 0.6, ["〇一"]), ("O一", 0.6, ["O一"]), ("〇一", 0.4, []), ("小一", 0.6, [])],
)
def test_the_end_of_a_rooms_number_below_its_line(
    text: str, score: float, added: list[str]
) -> None:
    pixels = np.full((400, 900, 3), 255, np.uint8)
    cv2.rectangle(pixels, (102, 146), (124, 166), (0, 0, 0), 2)
    cv2.rectangle(pixels, (134, 155), (156, 157), (0, 0, 0), -1)
    address = line("广东省佛山市顺德区天鹅堡二栋七单元八", 100, 108)
    reader = ScriptedReader(
        [line("王小明 13812345678", 100, 50), address],
        again=lambda _, area: replace(line(text, score=score), quad=area),
    )
    page, _ = find_closer(pixels, reader, reader.reading)
    assert [one.text for one in page.lines][2:] == added


@pytest.mark.parametrize(
    ("end", "goes_on", "looked"),
    [
        ("31号楼", "单元二层西户", True),
        ("31号楼", "电话 13812345679", True),  # nothing goes on: it may end with a 一
        ("14", "2-1002", True),
        ("15栋0104", "号", False),  # no number is missing
        ("水岸", "名都5栋", False),
    ],
)
def test_a_character_behind_a_line_that_goes_on_below_is_read(
    end: str, goes_on: str, looked: bool
) -> None:
    address = line("广东省佛山市顺德区天鹅堡" + end, 100, 108)
    right = round(address.quad.bounds[2])
    pixels = np.full((400, 900, 3), 255, np.uint8)
    cv2.rectangle(pixels, (right + 3, 122), (right + 28, 124), (0, 0, 0), -1)
    reader = ScriptedReader(
        [line("王小明 13812345678", 100, 50), address, line(goes_on, 100, 142)],
        again=lambda _, area: replace(line("一"), quad=area),
    )
    page, findings = find_closer(pixels, reader, reader.reading)
    (room,) = [f for f in findings.fields if f.kind is FieldKind.ADDRESS]
    assert ("一" in [page.lines[part.line].text for part in room.parts]) is looked


def test_a_character_below_two_lines_of_a_row_is_read_once() -> None:
    address = line("广西壮族自治区南宁市天鹅堡26幢八单元八", 130, 108)
    pixels = np.full((400, 900, 3), 255, np.uint8)
    cv2.rectangle(pixels, (132, 154), (158, 156), (0, 0, 0), -1)
    reader = ScriptedReader(
        [line("王小明 13812345678", 130, 60), line("寄", 95, 106, height=34), address],
        again=lambda _, area: replace(line("一"), quad=area),
    )
    page, findings = find_closer(pixels, reader, reader.reading)
    assert [one.text for one in page.lines].count("一") == 1
    (room,) = [f for f in findings.fields if f.kind is FieldKind.ADDRESS]
    assert page.lines[room.parts[-1].line].text == "一"


@pytest.mark.parametrize(("drawn", "missing"), [(True, False), (False, True)])
def test_an_asterisk_in_a_gap_is_a_hidden_name(drawn: bool, missing: bool) -> None:
    # …，杨⏎*，1******6126: one asterisk alone is not detected.
    paper = Image.new("RGB", (900, 400), (255, 255, 255))
    if drawn:
        paper = paint(paper, [Region(Quad.of_box(27, 50, 42, 80), FieldKind.NAME, 1)])
    pixels = np.array(paper)
    if not drawn:
        cv2.rectangle(pixels, (30, 56), (38, 74), (0, 0, 0), -1)

    def again(_: Pixels, area: Quad) -> TextLine:
        left, _, right, _ = area.bounds
        if not left <= 34 <= right:
            return replace(line(""), quad=area)
        star = Character("*", (34 - left) / (right - left), 0.9)
        return TextLine(area, 0.7, (star, replace(star, text=",", x=0.9, score=0.5)))

    reader = ScriptedReader(
        [line(WITH_SURNAME, 20, 0), line("1******6126", 100, 50), *OTHER], again=again
    )
    _, findings = find_closer(pixels, reader, reader.reading)
    assert (Reason.NAME_MISSING in {doubt.reason for doubt in findings.doubts}) is missing
