"""The reader with a scripted engine: looks, directions, second readings; nothing is dropped."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image

from masking.errors import EngineError
from masking.geometry import Quad
from masking.model import Character, Code, CodeKind, FieldKind, Region, TextLine
from masking.painting import paint
from masking.reading.engine import Detected, Pixels, Recognized, Turn
from masking.reading.frame import Frame, covered_share
from masking.reading.reader import (
    BAND_MARGIN,
    CLOSER_LOOK_SIDE,
    FIRST_LOOK_SIDE,
    UNREAD_SCORE,
    LabelReader,
)

IMAGE = np.full((1200, 900, 3), 255, np.uint8)
INKED = np.random.default_rng(1).integers(0, 255, IMAGE.shape, np.uint8)
"""The same with something on it everywhere."""


def read_as(text: str, score: float) -> Recognized:
    count = max(len(text), 1)
    return Recognized(
        tuple(Character(c, (i + 0.5) / count, score) for i, c in enumerate(text)), score
    )


class Engine:
    """Sees given areas on the source and reads the same text everywhere."""

    def __init__(
        self,
        areas: Sequence[Quad],
        text: str = "王小明",
        score: float = 0.99,
        upside_down: bool = False,
        sees_at: int = 0,
    ) -> None:
        self.areas, self.text, self.score = areas, text, score
        self.upside_down, self.sees_at = upside_down, sees_at
        self.sides: list[int] = []
        self.crops: list[tuple[int, ...]] = []

    def detect(self, image: Pixels, side: int) -> list[Detected]:
        self.sides.append(side)
        return [Detected(quad, 0.9) for quad in self.areas] if side >= self.sees_at else []

    def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
        self.crops += [crop.shape for crop in crops]
        return [read_as(self.text, self.score) for _ in crops]

    def turn(self, crops: Sequence[Pixels]) -> list[Turn]:
        return [Turn(self.upside_down, 0.9) for _ in crops]


LEVEL = [Quad.of_box(50, 100 + 80 * i, 450, 132 + 80 * i) for i in range(5)]


def test_every_area_becomes_a_line() -> None:
    reading = LabelReader(Engine(LEVEL)).read(IMAGE)
    assert [line.text for line in reading.lines] == ["王小明"] * 5
    assert [line.quad for line in reading.lines] == LEVEL
    assert all(len(line.characters) == 3 for line in reading.lines)


@pytest.mark.parametrize(("text", "score"), [("", 0.0), ("木", 0.05)])
def test_what_cannot_be_read_stays_a_line(text: str, score: float) -> None:
    reading = LabelReader(Engine(LEVEL, text, score)).read(INKED)
    assert [line.quad.center for line in reading.lines] == [quad.center for quad in LEVEL]
    assert all(line.score == score for line in reading.lines)


def test_a_blank_image_is_looked_at_twice_and_has_no_lines() -> None:
    engine = Engine(LEVEL, sees_at=10**6)
    assert LabelReader(engine).read(np.full((4000, 3000, 3), 255, np.uint8)).lines == ()
    first, *closer = engine.sides
    assert first == FIRST_LOOK_SIDE
    # In bands as wide as the image is then.
    assert len(closer) > 1
    assert set(closer) == {3000 * CLOSER_LOOK_SIDE // 4000}


def test_a_small_blank_image_is_looked_at_once() -> None:
    engine = Engine(LEVEL, sees_at=10**6)
    assert LabelReader(engine).read(np.full((300, 300, 3), 255, np.uint8)).lines == ()
    assert engine.sides == [FIRST_LOOK_SIDE]


def test_text_on_its_head_is_read_from_the_other_end() -> None:
    reading = LabelReader(Engine(LEVEL, upside_down=True)).read(IMAGE)
    assert all(abs(abs(line.quad.angle) - np.pi) < 1e-6 for line in reading.lines)


@pytest.mark.parametrize(
    ("upright", "turned", "text"), [(0.5, 0.6, "甲乙"), (0.5, 0.85, "丙丁"), (0.2, 0.5, "丙丁")]
)
def test_a_doubtful_line_is_taken_upside_down_only_where_that_is_clearly_better(
    upright: float, turned: float, text: str
) -> None:
    class Symmetric(Engine):
        """Reads the left half's brightness: what stands on its head has it on the right."""

        def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
            return [
                read_as("甲乙", upright)
                if crop[:, : crop.shape[1] // 2].mean() < crop[:, crop.shape[1] // 2 :].mean()
                else read_as("丙丁", turned)
                for crop in crops
            ]

    image = IMAGE.copy()
    image[:, :250] = 90
    reading = LabelReader(Symmetric([Quad.of_box(215, 100, 275, 132)])).read(image)
    assert [line.text for line in reading.lines] == [text]


def test_a_line_of_which_less_is_read_upside_down_stays_upright() -> None:
    class Spaced(Engine):
        """Reads a long line, and with more confidence a few of its characters upside down."""

        def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
            return [
                read_as("17318878534", 0.75)
                if crop[:, : crop.shape[1] // 2].mean() < crop[:, crop.shape[1] // 2 :].mean()
                else read_as("43833", 0.83)
                for crop in crops
            ]

    image = IMAGE.copy()
    image[:, :250] = 90
    reading = LabelReader(Spaced([Quad.of_box(100, 100, 400, 132)])).read(image)
    assert [line.text for line in reading.lines] == ["17318878534"]


@pytest.mark.parametrize(
    ("upright", "turned", "text"),
    [
        ("〇三", 0.89, "〇三"),
        ("〇五", 0.97, "五〇"),
        ("〇三", 0.97, "〇三"),  # either way up it could be read
        ("〇一", 0.97, "〇一"),
        ("10", 0.97, "10"),
        ("O六", 0.97, "O六"),
    ],
)
def test_a_line_that_is_read_as_surely_upright_stays_so(
    upright: str, turned: float, text: str
) -> None:
    class Round(Engine):
        """Reads two characters, and as surely upside down the second first."""

        def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
            return [
                read_as(upright, 0.75 if crop.shape[0] <= 32 else 0.88)
                if crop[:, : crop.shape[1] // 2].mean() < crop[:, crop.shape[1] // 2 :].mean()
                else read_as(upright[::-1].replace("六", "K"), turned)
                for crop in crops
            ]

    image = IMAGE.copy()
    image[:, :250] = 90
    reading = LabelReader(Round([Quad.of_box(215, 100, 275, 132)])).read(image)
    assert [line.text for line in reading.lines] == [text]


def test_what_only_the_first_look_saw_is_still_read() -> None:
    small = [Quad.of_box(50, 100 + 30 * i, 200, 110 + 30 * i) for i in range(5)]

    class Forgetful(Engine):
        def detect(self, image: Pixels, side: int) -> list[Detected]:
            super().detect(image, side)
            return [Detected(q, 0.9) for q in small] if len(self.sides) == 1 else []

    engine = Forgetful(small)
    reading = LabelReader(engine).read(IMAGE)
    assert len(engine.sides) > 1
    assert sorted(line.quad.center for line in reading.lines) == sorted(q.center for q in small)


@pytest.mark.parametrize("sure", [0.97, 0.5])
def test_a_masked_name_is_not_turned_for_its_asterisks(sure: float) -> None:
    class Masked(Engine):
        """Reads 丛*, of which the asterisk is hardly seen, and surely upside down *W."""

        def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
            return [
                Recognized((Character("丛", 0.3, sure), Character("*", 0.8, 0.4)), sure / 2 + 0.2)
                if crop[:, : crop.shape[1] // 2].mean() < crop[:, crop.shape[1] // 2 :].mean()
                else Recognized((Character("*", 0.2, 0.95), Character("W", 0.7, 0.95)), 0.95)
                for crop in crops
            ]

    image = IMAGE.copy()
    image[:, :250] = 90
    reading = LabelReader(Masked([Quad.of_box(215, 100, 275, 132)])).read(image)
    assert [line.text for line in reading.lines] == ["丛*"]


def test_a_line_turned_by_90_degrees_is_cut_lying_down() -> None:
    engine = Engine([*LEVEL, Quad.of_box(800, 100, 830, 500)])
    LabelReader(engine).read(IMAGE)
    assert all(shape[1] > shape[0] for shape in engine.crops)


def test_a_doubtful_line_is_read_again_and_the_best_reading_kept() -> None:
    class Second(Engine):
        def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
            self.crops += [crop.shape for crop in crops]
            first = len(self.crops) <= len(LEVEL)
            return [read_as("木", 0.3) if first else read_as("王小明", 0.9) for _ in crops]

    reading = LabelReader(Second(LEVEL)).read(IMAGE)
    assert {line.text for line in reading.lines} == {"王小明"}


def test_an_engine_that_fails_is_no_empty_reading() -> None:
    class Crashing(Engine):
        def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
            raise EngineError("the OCR engine failed (RuntimeError)")

    with pytest.raises(EngineError):
        LabelReader(Crashing(LEVEL)).read(IMAGE)


def test_a_confident_single_character_does_not_win_over_a_doubtful_line() -> None:
    class Turning(Engine):
        """Reads the line with some doubt, and a 1 from anything else."""

        def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
            self.crops += [crop.shape for crop in crops]
            return [
                read_as("薛翠林16651593317", 0.79) if crop.shape[1] == 400 else read_as("1", 0.82)
                for crop in crops
            ]

    reading = LabelReader(Turning(LEVEL)).read(IMAGE)
    assert [line.text for line in reading.lines] == ["薛翠林16651593317"] * 5


def test_a_line_too_long_for_its_characters_is_read_in_halves() -> None:
    class Halves(Engine):
        """Reads one character from a whole line and all from its parts."""

        def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
            return [
                read_as("1", 0.99) if crop.shape[1] >= 390 else read_as("王小明138", 0.95)
                for crop in crops
            ]

    reading = LabelReader(Halves(LEVEL)).read(IMAGE)
    assert [line.text for line in reading.lines] == ["王小明138王小明138"] * 5
    places = [c.x for c in reading.lines[0].characters]
    assert places == sorted(places)
    assert places[5] < 0.6 < places[-1] < 1


def test_a_line_that_stays_too_long_for_its_characters_was_not_read() -> None:
    reading = LabelReader(Engine(LEVEL, text="1", score=0.99)).read(IMAGE)
    assert all(line.score <= UNREAD_SCORE for line in reading.lines)


def test_an_unread_area_on_a_known_code_is_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    code = Code(Quad.of_box(510, 510, 710, 710), CodeKind.MATRIX, "https://example.com")
    monkeypatch.setattr("masking.reading.reader.find_codes", lambda _: (code,))
    on_code, beside = Quad.of_box(500, 500, 725, 720), Quad.of_box(500, 750, 725, 782)
    reading = LabelReader(Engine([*LEVEL, on_code, beside], "", 0.0)).read(INKED)
    assert [line.quad for line in reading.lines] == [*LEVEL, beside]
    # What was not decoded may be no code at all.
    monkeypatch.setattr(
        "masking.reading.reader.find_codes", lambda _: (Code(code.quad, code.kind, None),)
    )
    reading = LabelReader(Engine([*LEVEL, on_code, beside], "", 0.0)).read(INKED)
    assert on_code in [line.quad for line in reading.lines]


@pytest.mark.parametrize(
    ("behind", "score", "expected"),
    [("时*", 0.9, "时*"), ("时*", 0.5, "时"), ("明*", 0.9, "时"), ("时", 0.9, "时")],
)
def test_a_single_character_is_read_with_what_stands_behind_it(
    behind: str, score: float, expected: str
) -> None:
    class Surname(Engine):
        def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
            return [
                read_as(behind, score)
                if 40 < crop.shape[1] <= 80
                else read_as("时" if crop.shape[1] <= 40 else "王小明", 0.99)
                for crop in crops
            ]

    areas = [*LEVEL, Quad.of_box(50, 700, 82, 732)]
    lines = LabelReader(Surname(areas)).read(IMAGE).lines
    assert [line.text for line in lines] == [*["王小明"] * 5, expected]


def test_a_narrow_digit_stands_upright() -> None:
    class Digit(Engine):
        def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
            return [
                read_as("1", 0.99) if crop.shape[0] == 53 else read_as("王小明", 0.99)
                for crop in crops
            ]

    reading = LabelReader(Digit([*LEVEL, Quad.of_box(800, 100, 834, 153)])).read(IMAGE)
    (digit,) = [one for one in reading.lines if one.text == "1"]
    assert digit.quad.bounds == pytest.approx((800, 100, 834, 153))
    assert digit.quad.width < digit.quad.height


def test_what_is_taken_for_large_type_is_painted_with_the_overprint(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    over = SimpleNamespace(
        areas=(Quad.of_box(40, 330, 460, 470),),
        ends=(0.4,),
        unsure=False,
        touches=lambda quad: True,
    )
    monkeypatch.setattr("masking.reading.reader.find_overprint", lambda *_: over)
    curved = Quad.of_box(500, 340, 860, 420)  # as high as large type
    reading = LabelReader(Engine([*LEVEL, curved])).read(INKED)
    assert curved not in [line.quad for line in reading.lines]
    assert curved in reading.overprinted


def test_numbers_up_the_edge_tell_nothing_of_what_an_overprint_hides(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    edge = Quad.of_box(860, 340, 884, 460)
    band = [(0.0, 330.0), (900.0, 330.0), (900.0, 470.0), (0.0, 470.0)]
    over = SimpleNamespace(
        areas=(Quad.of_box(*band[0], *band[2]),),
        ends=(0.4,),
        unsure=True,
        touches=lambda quad: True,
    )
    frame = Frame.around(band, 0.0, 1.0, BAND_MARGIN * LEVEL[3].height)
    # One character more where the overprint was, and the edge's number as good as nothing.
    below = [
        TextLine(frame.to_view(LEVEL[3]), 0.99, read_as("王小明号", 0.99).characters),
        TextLine(frame.to_view(edge), 0.4, read_as("98", 0.4).characters),
    ]
    monkeypatch.setattr("masking.reading.reader.find_overprint", lambda *_: over)
    monkeypatch.setattr("masking.reading.reader.bands", lambda *_: [band])
    monkeypatch.setattr(LabelReader, "_read_band", lambda *_: below)
    reading = LabelReader(Engine([*LEVEL, edge])).read(INKED)
    assert any(covered_share(LEVEL[3], [area]) > 0.9 for area in reading.overprinted)
    assert "王小明号" in [line.text for line in reading.lines]
    assert any(abs(line.quad.angle) > 1 for line in reading.lines)  # as it was read before


def test_no_later_step_takes_a_line_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("masking.reading.reader.with_blackouts", lambda *given: given[1][1:])
    reading = LabelReader(Engine(LEVEL)).read(IMAGE)
    assert [line.quad for line in reading.lines] == LEVEL


def test_a_white_fill_is_looked_at_in_the_papers_colour() -> None:
    class Looking(Engine):
        def __init__(self) -> None:
            super().__init__(LEVEL, "王**")
            self.brightest = 0

        def detect(self, image: Pixels, side: int) -> list[Detected]:
            self.brightest = max(self.brightest, int(image.max()))
            return super().detect(image, side)

        def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
            self.brightest = max([self.brightest, *(int(crop.max()) for crop in crops)])
            return super().recognize(crops)

    paper = Image.fromarray(INKED // 16 + 170)
    region = Region(Quad.of_box(90, 102, 170, 130), FieldKind.NAME, 2)
    engine = Looking()
    LabelReader(engine).read(np.asarray(paint(paper, [region]), np.uint8))
    assert 0 < engine.brightest < 200
