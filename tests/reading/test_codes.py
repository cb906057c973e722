"""Real symbols drawn at any angle: what is found, where it stands, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from app.samples.symbols import code128, qr
from masking import Masker, Status
from masking.checking.codes import damaged, still_decodes
from masking.geometry import Quad
from masking.model import Code, CodeKind, FieldKind, Masked
from masking.painting import cover
from masking.reading import codes as codes_module
from masking.reading.codes import contents_at, find_codes, without_bars, without_text
from tests.lines import ScriptedReader, label, line

ANGLES = (0, 90, 180, 37)
NUMBER = "SF1013398203430"
PLAIN = "收件人：王小明 13812345678 浙江省杭州市西湖区文三路1号3幢1502室"
CARD = "BEGIN:VCARD\nVERSION:3.0\nFN:王小明\nTEL:13812345678\nEND:VCARD"
LINK = "https://www.carrier.example/q?n=SF1013398203430"
CONTENTS = {"plain text": PLAIN, "vCard": CARD, "web address": LINK, "Code 128": NUMBER}
LINES = label(
    "收件人：王小明 13812345678",
    "浙江省杭州市西湖区文三路1号阳光花园3幢2单元1502室",
    "寄件人：李四 13987654321",
    "江苏省南京市鼓楼区中山路2号",
)
SIZE = (1400, 1400)


def drawn(content: str, degrees: float) -> tuple[Image.Image, Quad]:
    """A sheet with one symbol turned around its centre, and the symbol's area."""
    modules = code128(content) if content == NUMBER else qr(content)
    modules = modules.repeat(90, 0).repeat(3, 1) if content == NUMBER else modules.repeat(5, 0)
    modules = modules if content == NUMBER else modules.repeat(5, 1)
    sheet = np.full((SIZE[1], SIZE[0]), 255, np.uint8)
    height, width = modules.shape
    x, y = 700 - width // 2, 900 - height // 2
    sheet[y : y + height, x : x + width] = np.where(modules, 0, 255)
    matrix = cv2.getRotationMatrix2D((700, 900), -degrees, 1.0)
    turned = cv2.warpAffine(sheet, matrix, SIZE, flags=cv2.INTER_LINEAR, borderValue=(255.0,))
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    quad = Quad.of(matrix @ np.array([*corner, 1.0]) for corner in corners)
    return Image.fromarray(np.asarray(turned, np.uint8)).convert("RGB"), quad


def masked(image: Image.Image, policy: str) -> Masked:
    """The scripted label's lines, and the codes that are really on the picture."""
    reader = ScriptedReader(LINES, find_codes(np.asarray(image)))
    return Masker(policy, reader=reader).mask(image)


@pytest.mark.parametrize("degrees", [*ANGLES, 8, 60, 300])
@pytest.mark.parametrize("content", CONTENTS)
def test_every_symbol_is_found_whole_at_any_angle(content: str, degrees: float) -> None:
    image, quad = drawn(CONTENTS[content], degrees)
    (code,) = find_codes(np.asarray(image))
    assert code.content == CONTENTS[content]
    assert code.kind is (CodeKind.LINEAR if content == "Code 128" else CodeKind.MATRIX)
    truth, found = painted(quad), painted(code.quad)
    assert (truth & found).sum() >= 0.95 * truth.sum()
    assert (found & ~truth).sum() <= 0.06 * truth.sum()


def painted(quad: Quad) -> np.ndarray:
    area = np.zeros((SIZE[1], SIZE[0]), np.uint8)
    cv2.fillConvexPoly(area, np.rint(np.array(quad.points)).astype(np.int32), (1,))
    return area.astype(bool)


GOES = {
    ("plain text", "standard"),
    ("vCard", "standard"),
    *((content, policy) for content in CONTENTS for policy in ("strict", "full")),
} - {("Code 128", "strict")}


@pytest.mark.parametrize("degrees", ANGLES)
@pytest.mark.parametrize("policy", ["standard", "strict", "full"])
@pytest.mark.parametrize("content", CONTENTS)
def test_codes_end_as_the_policy_says(content: str, policy: str, degrees: float) -> None:
    image, quad = drawn(CONTENTS[content], degrees)
    result = masked(image, policy)
    assert result.status is Status.MASKED
    assert result.image is not None
    (field,) = (f for f in result.fields if f.kind in (FieldKind.QR, FieldKind.BARCODE))
    left = {code.content for code in find_codes(np.asarray(result.image))}
    if (content, policy) in GOES:
        assert (field.hidden, field.of) == (1, 1)
        assert left == set()
        inside = painted(quad) & cover(result.regions, SIZE)
        assert inside.sum() >= 0.97 * painted(quad).sum()
    else:
        assert (field.hidden, field.of) == (0, 1)
        assert left == {CONTENTS[content]}


def test_only_the_waybill_number_may_go_as_well() -> None:
    from masking import Policy

    image, quad = drawn(NUMBER, 37)
    reader = ScriptedReader(LINES, find_codes(np.asarray(image)))
    result = Masker(Policy(hide_waybill_number=True), reader=reader).mask(image)
    assert result.image is not None
    assert find_codes(np.asarray(result.image)) == ()
    assert (painted(quad) & cover(result.regions, SIZE)).sum() >= 0.97 * painted(quad).sum()


def scratched(image: Image.Image, quad: Quad) -> Image.Image:
    """The middle of a QR code is gone; its three corners are still there."""
    inner = quad.grown(-0.28 * quad.width, -0.28 * quad.height)
    pixels = np.array(image)
    pixels[painted(inner)] = 255
    return Image.fromarray(pixels)


@pytest.mark.parametrize(("policy", "hidden"), [("standard", 0), ("strict", 1), ("full", 1)])
def test_a_code_that_cannot_be_decoded_goes_from_strict_on(policy: str, hidden: int) -> None:
    image = scratched(*drawn(PLAIN, 0))
    (code,) = find_codes(np.asarray(image))
    assert (code.kind, code.content) == (CodeKind.MATRIX, None)
    (field,) = (f for f in masked(image, policy).fields if f.kind is FieldKind.QR)
    assert field.hidden == hidden


def test_a_kept_code_that_no_longer_decodes_goes_to_review() -> None:
    image, quad = drawn(LINK, 0)
    pixels = np.asarray(image)
    codes = find_codes(pixels)
    assert contents_at(pixels, codes[0]) == {LINK}
    assert damaged(pixels, codes) == []
    assert still_decodes(pixels, codes)
    broken = np.asarray(scratched(image, quad))
    assert damaged(broken, codes) == list(codes)
    assert still_decodes(broken, codes) == []
    # A name printed across the code: hiding it costs the code.
    x, y = (int(v) for v in quad.top_left)
    across = label("寄件人：赵钱孙李周吴 13987654321", height=quad.height / 4)[0]
    moved = Quad.of((px + x - 40, py + y + 60) for px, py in across.quad.points)
    lines = [*LINES[:2], type(across)(moved, across.score, across.characters), LINES[3]]
    result = Masker(reader=ScriptedReader(lines, codes)).mask(image)
    assert result.status is Status.REVIEW
    assert "code-damaged" in [reason.split(":")[0] for reason in result.reasons]


def test_two_barcodes_close_together_are_two() -> None:
    sheet = np.full((700, 900), 255, np.uint8)
    for y in (100, 240, 420):
        bars = code128(NUMBER).repeat(90, 0).repeat(3, 1)
        sheet[y : y + 90, 60 : 60 + bars.shape[1]] = np.where(bars, 0, 255)
    codes = find_codes(np.repeat(sheet[..., None], 3, 2))
    middles = sorted(code.quad.center[1] for code in codes)
    assert middles == pytest.approx([145, 285, 465], abs=2)
    assert {code.content for code in codes} == {NUMBER}


def test_the_bars_of_a_slanted_barcode_are_no_other_symbol(monkeypatch: pytest.MonkeyPatch) -> None:
    image, quad = drawn(NUMBER, 37)
    decoded = codes_module._decoded
    phantom = Code(quad.grown(-0.3 * quad.width, -0.3 * quad.height), CodeKind.MATRIX, None)

    def with_phantom(*arguments: Any) -> Iterator[Code]:
        yield phantom
        yield from decoded(*arguments)

    monkeypatch.setattr(codes_module, "_decoded", with_phantom)
    (code,) = find_codes(np.asarray(image))
    assert code.content == NUMBER


def test_lines_and_type_are_no_barcode() -> None:
    pixels = np.full((600, 900, 3), 255, np.uint8)
    for y in range(60, 560, 50):
        cv2.line(pixels, (30, y), (870, y), (0, 0, 0), 2)
        cv2.putText(pixels, "HANGZHOU 0571 88", (60, y - 8), 0, 1.1, (0, 0, 0), 2)
    assert find_codes(pixels) == ()


@pytest.mark.parametrize(
    ("read", "score", "text", "stays"),
    [
        ("mmmmmmmm", 0.45, False, False),
        ("mmmmmmmm", 0.7, False, True),
        ("m", 0.7, False, False),
        ("m", 0.9, False, True),
        ("mmmmmmmm", 0.45, True, True),
    ],
)
def test_bars_that_were_taken_for_text_are_a_barcode(
    read: str, score: float, text: bool, stays: bool
) -> None:
    image, quad = drawn(NUMBER, 0)
    if text:
        image = Image.new("RGB", SIZE, "white")
        ImageDraw.Draw(image).text(quad.top_left, "mmm mmmm", fill="black")
    bars = replace(line(read, score=score), quad=quad)
    lines, codes = without_bars(np.asarray(image), [bars])
    assert lines == ([bars] if stays else [])
    assert [(code.quad, code.kind, code.content) for code in codes] == (
        [] if stays else [(quad, CodeKind.LINEAR, None)]
    )


UNIT = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


@pytest.mark.parametrize("located", [1.0, 0.55])
def test_a_symbol_that_is_only_located_is_looked_at_by_itself(
    monkeypatch: pytest.MonkeyPatch, located: float
) -> None:
    image, quad = drawn(CARD, 0)
    decoded = codes_module._decoded

    def on_crops_only(grey: Any, formats: Any) -> Iterator[Code]:
        for code in decoded(grey, formats):
            whole = grey.shape[:2] == (SIZE[1], SIZE[0])
            part = Quad.of(code.quad.at(x * located, y * located) for x, y in UNIT)
            yield replace(code, content=None, quad=part) if whole else code

    monkeypatch.setattr(codes_module, "_decoded", on_crops_only)
    (code,) = find_codes(np.asarray(image))
    assert code.content == CARD
    assert code.quad.center == pytest.approx(quad.center, abs=5)
    assert code.quad.width == pytest.approx(quad.width, rel=0.1)


@pytest.mark.parametrize("lean", [-0.15, 0.0, 0.15])
def test_bars_that_lean_within_a_larger_area_are_bars(lean: float) -> None:
    image, quad = drawn(NUMBER, 0)
    height = quad.height
    shear = np.array([[1, lean, -lean * quad.center[1]], [0, 1, 0]])
    leaning = cv2.warpAffine(np.asarray(image), shear, SIZE, borderValue=(255, 255, 255))
    bars = replace(line("w", score=0.3), quad=quad.grown(0, 0.45 * height))
    assert without_bars(leaning, [bars])[0] == []


@pytest.mark.parametrize(("text", "bars"), [(None, True), ("1111111", False), ("IIIIIII", False)])
def test_a_piece_of_a_barcode_is_bars(text: str | None, bars: bool) -> None:
    image, quad = drawn(NUMBER, 0)
    area = quad.part(0.2, 0.2 + 1.5 * quad.height / quad.width)
    if text:
        image = Image.new("RGB", SIZE, "white")
        font = ImageFont.load_default(area.height)
        ImageDraw.Draw(image).text(area.top_left, text, fill="black", font=font)
    piece = replace(line("1", score=0.35), quad=area)
    others = [line("寄件人", 0, 40 * n, height=round(quad.height)) for n in range(4)]
    assert (piece not in without_bars(np.asarray(image), [piece, *others])[0]) is bars


@pytest.mark.parametrize(
    ("content", "kind", "texts", "stays"),
    [
        (None, CodeKind.MATRIX, ["收件人", "电话"], False),  # a table whose values are barred
        (None, CodeKind.MATRIX, ["收件人"], True),
        (None, CodeKind.MATRIX, ["田", "8"], True),  # modules that read as characters
        (None, CodeKind.LINEAR, ["收件人", "电话"], True),
        ("https://example.com", CodeKind.MATRIX, ["收件人", "电话"], True),
    ],
)
def test_a_symbol_that_was_only_located_around_text_is_none(
    content: str | None, kind: CodeKind, texts: list[str], stays: bool
) -> None:
    code = Code(Quad.of_box(100, 100, 700, 500), kind, content)
    lines = [line(text, 150, 150 + 60 * place) for place, text in enumerate(texts)]
    assert without_text([code], lines) == ((code,) if stays else ())
    beside = [line(text, 90, 450 + 60 * place) for place, text in enumerate(texts)]
    assert without_text([code], beside) == (code,)
