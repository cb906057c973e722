"""Areas without text: modules of codes, bare paper, badges."""

from __future__ import annotations

from dataclasses import replace

import cv2
import numpy as np
import pytest

from masking.geometry import Quad
from masking.model import Code, CodeKind, TextLine
from masking.reading.nothing import is_nothing, without_codes
from tests.lines import line

UNIT = 40.0
PAPER = np.full((200, 300, 3), 210, np.uint8)
AREA = Quad.of_box(100, 60, 160, 120)


def unread(text: str = "", score: float = 0.0) -> TextLine:
    return TextLine(AREA, score, line(text, score=score).characters)


@pytest.mark.parametrize("noise", [0, 1])
def test_an_area_of_bare_paper_is_nothing(noise: int) -> None:
    paper = PAPER + np.random.default_rng(0).integers(-noise, noise + 1, PAPER.shape)
    assert is_nothing(paper.astype(np.uint8), unread(), UNIT)


def test_faint_type_is_not_nothing() -> None:
    faint = PAPER.copy()
    cv2.putText(faint, "87", (102, 112), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (190, 190, 190), 3)
    assert not is_nothing(faint, unread(), UNIT)


def test_type_of_little_contrast_is_not_nothing() -> None:
    faint = PAPER.copy()
    cv2.putText(faint, "87", (102, 112), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (203, 203, 203), 3)
    assert not is_nothing(faint, unread(), UNIT)


@pytest.mark.parametrize(
    ("ends", "ink", "score", "nothing"),
    [
        ((120, 140), 110, 0.99, True),  # ink of the line that reaches into it
        ((120, 140), 130, 0.99, False),  # ink between two lines
        ((120, 140), 110, 0.5, False),  # a line that was hardly read
        ((135, 137), 110, 0.99, False),  # next to nothing of it is its own
    ],
)
def test_ink_of_the_lines_beside_an_area_is_theirs(
    ends: tuple[int, int], ink: int, score: float, nothing: bool
) -> None:
    paper = PAPER.copy()
    paper[70:110, ink : ink + 4] = 0
    beside = [
        TextLine(Quad.of_box(0, 60, ends[0], 120), score, line("王").characters),
        TextLine(Quad.of_box(ends[1], 60, 300, 120), score, line("1").characters),
    ]
    assert is_nothing(paper, unread(), UNIT, [*beside, unread()]) is nothing


def test_ink_above_a_line_that_takes_half_of_an_area_is_not_its_own() -> None:
    paper = PAPER.copy()
    paper[64:76, 105:112] = 0
    low = TextLine(Quad.of_box(0, 85, 120, 120), 0.99, line("王").characters)
    assert not is_nothing(paper, unread(), UNIT, [low, unread()])


def badge(paper: int = 210) -> np.ndarray:
    image = np.full(PAPER.shape, paper, np.uint8)
    cv2.circle(image, (130, 90), 30, (10, 10, 10), -1)
    cv2.putText(image, "X", (116, 104), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (255, 255, 255), 2)
    return image


@pytest.mark.parametrize(
    ("text", "score", "nothing"),
    [("多", 0.5, True), ("", 0.0, True), ("多", 0.9, False), ("多少", 0.5, False)],
)
def test_a_badge_that_was_misread_is_nothing(text: str, score: float, nothing: bool) -> None:
    assert is_nothing(badge(), unread(text, score), UNIT) is nothing


def test_a_badge_whose_area_stands_on_its_corner_is_nothing() -> None:
    read = unread("多", 0.5)
    corner = Quad.of([(130, 60), (160, 90), (130, 120), (100, 90)])
    assert is_nothing(badge(), replace(read, quad=corner), UNIT)
    assert not is_nothing(badge(paper=10), replace(read, quad=corner), UNIT)
    assert not is_nothing(badge(), replace(read, quad=corner), 60.0)


def test_white_type_on_a_dark_panel_is_no_badge() -> None:
    assert not is_nothing(badge(paper=10), unread("多", 0.5), UNIT)
    beside = badge()
    beside[:, 130:] = 10
    assert not is_nothing(beside, unread("多", 0.5), UNIT)


def test_a_small_dark_character_is_no_badge() -> None:
    assert not is_nothing(badge(), unread("多", 0.5), 60.0)


@pytest.mark.parametrize(
    ("kind", "text", "left", "gone"),
    [
        (CodeKind.MATRIX, "L4", 540, True),
        (CodeKind.MATRIX, "L4", 760, False),
        (CodeKind.MATRIX, "13812345678", 520, False),
        (CodeKind.LINEAR, "L4", 540, False),
    ],
)
def test_modules_that_read_as_characters(kind: CodeKind, text: str, left: int, gone: bool) -> None:
    code = Code(Quad.of_box(510, 510, 710, 710), kind, "https://example.com")
    read = line(text, left, 600)
    assert without_codes([read], [code]) == ([] if gone else [read])


@pytest.mark.parametrize(
    ("area", "text", "gone"),
    [
        ((430, 430, 780, 770), "器", True),  # all of a symbol, and the white around it
        ((200, 430, 780, 770), "王", False),  # beside it stands a character
        ((430, 430, 600, 770), "器", False),
        ((430, 430, 780, 770), "13812345678", False),
    ],
)
def test_an_area_around_a_symbol_that_reads_as_a_character(
    area: tuple[float, float, float, float], text: str, gone: bool
) -> None:
    code = Code(Quad.of_box(510, 510, 710, 710), CodeKind.MATRIX, "https://example.com")
    read = TextLine(Quad.of_box(*area), 0.9, line(text).characters)
    if text == "王":
        read = TextLine(read.quad, 0.9, (replace(read.characters[0], x=0.2),))
    assert without_codes([read], [code]) == ([] if gone else [read])


@pytest.mark.parametrize("corner", [(-20, -20), (290, 190), (0, 0), (400, 400)])
def test_an_area_at_the_edge_of_the_image_is_looked_at_as_well(corner: tuple[int, int]) -> None:
    left, top = corner
    for side in (1, 5, 40):
        area = Quad.of_box(left, top, left + side, top + side)
        is_nothing(PAPER, TextLine(area, 0.5, line("多", score=0.5).characters), side / 2)


@pytest.mark.parametrize(
    ("dashes", "size", "rule"), [(6, (16, 4), 1), (3, (16, 4), 0), (6, (8, 16), 0)]
)
def test_a_dashed_rule_is_nothing(dashes: int, size: tuple[int, int], rule: int) -> None:
    paper = PAPER.copy()
    for place in range(dashes):
        left = 105 + 26 * place
        paper[72 : 72 + size[1], left : left + size[0]] = 20
    area = Quad.of_box(100, 60, 260, 90)
    for text in ("二二二二二一", "—--"):
        for score, nothing in ((0.5, bool(rule)), (0.9, False)):
            unsure = TextLine(area, score, line(text, score=score).characters)
            assert is_nothing(paper, unsure, UNIT) is nothing


@pytest.mark.parametrize(("peeping", "nothing"), [(2, True), (8, False)])
def test_tips_of_the_line_below_are_no_part_of_a_dashed_rule(peeping: int, nothing: bool) -> None:
    paper = PAPER.copy()
    for left in range(105, 255, 26):
        paper[72:76, left : left + 16] = 20
        paper[90 - peeping : 96, left + 3 : left + 7] = 20
    area = Quad.of_box(100, 60, 260, 90)
    unsure = TextLine(area, 0.5, line("二二二二二一", score=0.5).characters)
    assert is_nothing(paper, unsure, UNIT) is nothing


@pytest.mark.parametrize(
    ("text", "height", "score", "nothing"),
    [
        ("---", 10, 0.5, True),
        ("一—一", 18, 0.57, True),
        ("一一", 10, 0.5, False),  # a nickname
        ("一—一", 40, 0.57, False),  # as high as type: who knows
        ("---", 10, 0.95, False),
        ("-1-", 10, 0.5, False),
    ],
)
def test_a_rule_read_as_dashes_is_nothing(
    text: str, height: float, score: float, nothing: bool
) -> None:
    area = Quad.of_box(100, 60, 200, 60 + height)
    read = TextLine(area, score, line(text, score=score).characters)
    marked = PAPER.copy()
    marked[60 + int(height / 2) : 62 + int(height / 2), 90:230] = 0
    marked[61:63, 120:130] = 0
    assert is_nothing(marked, read, UNIT) is nothing


@pytest.mark.parametrize(
    ("top", "bottom", "beside", "text", "nothing"),
    [
        (0, 200, 0, "1", True),  # a rule of the form
        (0, 200, 0, "王", False),
        (62, 118, 0, "1", False),  # a digit
        (30, 150, 0, "1", False),  # one that stands in another one's area
        (0, 200, 12, "1", False),  # a digit beside a rule
    ],
)
def test_a_piece_of_an_upright_rule_is_nothing(
    top: int, bottom: int, beside: int, text: str, nothing: bool
) -> None:
    paper = PAPER.copy()
    paper[top:bottom, 128:131] = 90
    paper[30:50, 136:140] = 90  # the line above
    if beside:
        paper[70:110, 128 + beside : 132 + beside] = 90
    narrow = Quad.of_box(118, 60, 145, 120)
    read = TextLine(narrow, 0.55, line(text, score=0.55).characters)
    assert is_nothing(paper, read, UNIT) is nothing


@pytest.mark.parametrize(
    ("ink", "score", "nothing"),
    [
        ((), 0.4, True),
        ((), 0.9, False),  # it was read
        (((0, 92, 300, 94), (60, 89, 75, 90), (98, 90, 112, 91)), 0.4, True),  # a broken rule
        (((150, 100, 160, 118),), 0.4, False),  # a stroke that no line has
        (((150, 108, 168, 110),), 0.4, False),  # 一
        (((150, 108, 168, 110), (176, 108, 194, 110)), 0.4, False),  # 一一
        # What is left of a rule within the area; a stroke beside it.
        (((60, 106, 96, 108), (104, 106, 108, 108), (124, 106, 150, 108)), 0.4, True),
        (((60, 106, 96, 108), (124, 100, 128, 112)), 0.4, False),
        (((60, 106, 96, 108), (124, 94, 142, 96)), 0.4, False),
    ],
)
@pytest.mark.parametrize("grey", [40, 180])  # type as faint as that counts as well
def test_an_area_around_two_lines_is_nothing_without_other_ink(
    ink: tuple[tuple[int, int, int, int], ...], score: float, nothing: bool, grey: int
) -> None:
    paper = PAPER.copy()
    lines = []
    for top in (64, 126):
        lines.append(TextLine(Quad.of_box(40, top, 220, top + 22), 0.99, line("王小明").characters))
        for left in range(44, 214, 12):
            paper[top + 3 : top + 19, left : left + 3] = 20
    for left, top, right, bottom in ink:
        paper[top:bottom, left:right] = grey
    area = TextLine(Quad.of_box(30, 56, 230, 156), score, line("王").characters)
    assert is_nothing(paper, area, 22.0, lines) is nothing


def test_an_area_of_noisy_paper_is_nothing() -> None:
    noise = np.random.default_rng(1).normal(0, 2.2, PAPER.shape[:2])[..., None]
    paper = np.clip(PAPER + noise, 0, 255).astype(np.uint8)
    assert is_nothing(paper, unread(), UNIT)


@pytest.mark.parametrize(
    ("slope", "jump", "nothing"), [(0.1, 0, True), (0.0, 0, True), (0.1, 7, False)]
)
def test_a_tilted_dashed_rule_is_nothing(slope: float, jump: int, nothing: bool) -> None:
    paper = PAPER.copy()
    for place in range(6):
        left = 105 + 26 * place
        top = 66 + round(slope * 26 * place) + jump * (place % 2)
        paper[top : top + 4, left : left + 16] = 20
    area = TextLine(Quad.of_box(100, 60, 260, 92), 0.6, line("二二二", score=0.6).characters)
    assert is_nothing(paper, area, 20.0) is nothing


@pytest.mark.parametrize(("dashes", "nothing"), [((2, 5), False), ((0, 9), True)])
def test_a_few_dashes_are_a_rule_where_it_goes_on(dashes: tuple[int, int], nothing: bool) -> None:
    paper = PAPER.copy()
    for place in range(*dashes):
        paper[72:76, 30 + 26 * place : 46 + 26 * place] = 20
    area = TextLine(Quad.of_box(78, 60, 156, 90), 0.57, line("--－", score=0.57).characters)
    assert is_nothing(paper, area, UNIT) is nothing


def test_an_area_around_two_lines_in_light_type_is_not_told() -> None:
    paper = np.full_like(PAPER, 20)
    lines = [
        TextLine(Quad.of_box(40, top, 220, top + 22), 0.99, line("王小明").characters)
        for top in (64, 126)
    ]
    for top in (67, 97, 129):  # what stands between them was not read
        for left in range(44, 214, 12):
            paper[top : top + 16, left : left + 3] = 230
    area = TextLine(Quad.of_box(30, 56, 230, 156), 0.4, line("王", score=0.4).characters)
    assert not is_nothing(paper, area, 22.0, lines)


@pytest.mark.parametrize("beside", [True, False])
def test_a_line_that_was_read_reaches_further_into_a_dashed_rules_area(beside: bool) -> None:
    paper = PAPER.copy()
    for left in range(105, 255, 26):
        paper[70:74, left : left + 16] = 20
        paper[83:110, left + 3 : left + 7] = 20
    unsure = TextLine(Quad.of_box(100, 60, 260, 90), 0.5, line("こここニ", score=0.5).characters)
    below = TextLine(Quad.of_box(100, 80, 260, 112), 0.99, line("焦德菲").characters)
    assert is_nothing(paper, unsure, UNIT, [unsure, below] if beside else [unsure]) is beside


@pytest.mark.parametrize(
    ("strokes", "text", "nothing"),
    [
        ([(126, 64, 112, 75), (112, 75, 126, 86)], "<", True),
        ([(112, 64, 126, 75), (126, 75, 112, 86)], ">", True),
        ([(126, 64, 112, 75), (112, 75, 126, 86)], "人", False),  # read as something else
        (
            [(126, 64, 112, 75), (112, 75, 126, 86), (112, 75, 104, 75)],
            "<",
            False,
        ),  # 人 on its side
        ([(112, 64, 126, 86), (126, 64, 112, 86)], "<", False),  # ×
        ([(119, 62, 119, 88)], "<", False),
        ([(126, 64, 112, 64), (112, 64, 112, 86), (112, 86, 126, 86)], "<", False),
        ([(126, 64, 112, 75), (112, 75, 126, 86), (134, 64, 134, 86)], "<", False),  # two signs
    ],
)
def test_an_angle_that_lies_on_its_side_is_a_button(
    strokes: list[tuple[int, int, int, int]], text: str, nothing: bool
) -> None:
    paper = PAPER.copy()
    for ax, ay, bx, by in strokes:
        cv2.line(paper, (ax, ay), (bx, by), (0, 0, 0), 2)
    unsure = TextLine(Quad.of_box(98, 58, 140, 92), 0.41, line(text, score=0.41).characters)
    assert is_nothing(paper, unsure, UNIT, [unsure]) is nothing


@pytest.mark.filterwarnings("error")
def test_strokes_one_above_the_other_are_no_rule() -> None:
    paper = PAPER.copy()
    for top in range(66, 120, 9):
        paper[top : top + 3, 115:145] = 20
    unsure = TextLine(AREA, 0.5, line("二二二二二一", score=0.5).characters)
    assert not is_nothing(paper, unsure, UNIT)
