"""The way of one image with scripted readers: statuses, reasons, what is painted."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from masking import FieldKind, Masked, Masker, Policy, Status
from masking.geometry import Quad
from masking.model import Code, CodeKind, TextLine
from masking.painting import cover
from masking.reading.engine import Pixels
from tests.lines import CrashingReader, ScriptedReader, label, line

SIZE = (900, 600)
LINES = label(
    "收件人：王小明 13812345678",
    "浙江省杭州市西湖区文三路1号阳光花园3幢2单元1502室",
    "寄件人：李四 13987654321",
    "江苏省南京市鼓楼区中山路2号",
)
BLANK = Image.new("RGB", SIZE, "white")


def masked(lines: list[TextLine], codes: tuple[Code, ...] = (), **options: object) -> Masked:
    return Masker(reader=ScriptedReader(lines, codes), **options).mask(BLANK)  # type: ignore[arg-type]


def hidden(result: Masked, one: TextLine) -> str:
    """The line's text with an asterisk for every character whose centre is painted."""
    inside = cover(result.regions, SIZE)
    shown = ""
    for character in one.characters:
        x, y = one.quad.at(character.x, 0.5)
        shown += "*" if inside[int(y), int(x)] else character.text
    return shown


def test_a_clear_label_is_masked() -> None:
    result = masked(LINES)
    assert result.status is Status.MASKED
    assert result.reasons == ()
    assert [hidden(result, one) for one in LINES] == [
        "收件人：王** 1******5678",
        "浙江省杭州市西湖区文三路1号阳光花园3幢********",
        "寄件人：李* 1******4321",
        "江苏省南京市鼓楼区中山路2号",
    ]
    assert result.size == SIZE
    assert set(result.milliseconds) == {"read", "paint", "check"}


def test_fields_say_how_much_is_hidden() -> None:
    fields = masked(LINES).fields
    told = {
        (f.kind, f.hidden, f.of, str(f.role)) for f in fields if f.kind is not FieldKind.ADDRESS
    }
    assert told == {
        (FieldKind.NAME, 2, 3, "receiver"),
        (FieldKind.NAME, 1, 2, "sender"),
        (FieldKind.PHONE, 6, 11, "receiver"),
        (FieldKind.PHONE, 6, 11, "sender"),
    }
    assert all(0 <= f.confidence <= 1 for f in fields)


@pytest.mark.parametrize(
    ("policy", "name", "phone", "address"),
    [
        ("standard", "王**", "1******5678", "浙江省杭州市西湖区文三路1号阳光花园3幢********"),
        ("strict", "王**", "138********", "浙江省杭州市西湖区文三路1号阳光花园**********"),
        ("full", "***", "***********", "*" * 28),
    ],
)
def test_policies(policy: str, name: str, phone: str, address: str) -> None:
    result = masked(LINES, policy=policy)
    assert hidden(result, LINES[0]) == f"收件人：{name} {phone}"
    assert hidden(result, LINES[1]) == address


@pytest.mark.parametrize("policy", ["standard", "strict", "full"])
def test_asterisks_are_not_hidden_again(policy: str) -> None:
    lines = label("收件人：*** ***********", "地址：**********", "寄件人：*** ***********")
    assert masked(lines, policy=policy).regions == ()


def test_nothing_is_called_masked_where_a_name_is_missing() -> None:
    result = masked([line("13812345678", 300, 0), line("江苏省南京市鼓楼区中山路2号", 0, 45)])
    assert result.status is Status.REVIEW
    assert [reason.split(":")[0] for reason in result.reasons] == ["name-missing"]
    assert any(region.kind is FieldKind.BLOCK for region in result.regions)


def test_a_name_that_the_detector_missed_is_looked_for() -> None:
    lines = [line("13812345678", 300, 0), line("江苏省南京市鼓楼区中山路2号", 0, 45)]
    name = line("王小明", 200, 0)

    def again(_: Pixels, quad: Quad) -> TextLine:
        x, y = name.quad.center
        left, top, right, bottom = quad.bounds
        inside = left <= x <= right and top <= y <= bottom
        return TextLine(quad, 0.95, name.characters) if inside else TextLine(quad, 0.0, ())

    reader = ScriptedReader(lines, again=lambda i, q: again(i, q) if q.height < 60 else line(""))
    result = Masker(reader=reader).mask(BLANK)
    assert any(field.kind is FieldKind.NAME for field in result.fields)


def test_what_can_still_be_read_is_painted_over_and_reported() -> None:
    reader = ScriptedReader(LINES, again=lambda _, quad: under(quad))
    result = Masker(reader=reader).mask(BLANK)
    assert result.status is Status.REVIEW
    assert [reason.split(":")[0] for reason in result.reasons] == ["still-readable"]
    assert hidden(result, LINES[0]) == "*" * len(LINES[0].text)
    assert any(field.rule == "still-readable" for field in result.fields)


def test_what_can_be_read_once_only_is_painted_and_the_image_is_masked() -> None:
    looks: list[Quad] = []

    def again(_: Pixels, quad: Quad) -> TextLine:
        seen = sum(other.center == quad.center for other in looks)
        looks.append(quad)
        return TextLine(quad, 0.0, ()) if seen else under(quad)

    result = Masker(reader=ScriptedReader(LINES, again=again)).mask(BLANK)
    assert (result.status, result.reasons) == (Status.MASKED, ())
    assert len(looks) == 2 * len(set(looks))
    assert len(result.regions) > len(masked(LINES).regions)


def under(quad: Quad) -> TextLine:
    """What a reader that sees through paint reads in a stretch of a line."""
    row = next(one for one in LINES if abs(one.quad.center[1] - quad.center[1]) < 1)
    placed = [(one, row.quad.at(one.x, 0.5)[0]) for one in row.characters]
    left, _, right, _ = quad.bounds
    return TextLine(
        quad,
        0.99,
        tuple(
            replace(one, x=(x - left) / (right - left)) for one, x in placed if left <= x <= right
        ),
    )


PERSONAL = "收件人：王小明 13812345678 浙江省杭州市西湖区文三路1号3幢1502室"


@pytest.mark.parametrize(
    ("content", "kind", "policy", "goes"),
    [
        (PERSONAL, CodeKind.MATRIX, "standard", True),
        ("BEGIN:VCARD\nFN:Wang\nEND:VCARD", CodeKind.MATRIX, "standard", True),
        ("https://example.com/t?n=SF1013398203430", CodeKind.MATRIX, "standard", False),
        ("MMM={'k1':'746','k2':'V50','k5':'SF1013398203430'}", CodeKind.MATRIX, "standard", False),
        ("aGVsbG8gd29ybGQ=", CodeKind.MATRIX, "standard", False),
        (None, CodeKind.MATRIX, "standard", False),
        (None, CodeKind.MATRIX, "strict", True),
        ("https://example.com/t", CodeKind.MATRIX, "strict", True),
        ("SF1013398203430", CodeKind.LINEAR, "strict", False),
        ("SF1013398203430", CodeKind.LINEAR, "full", True),
        (None, CodeKind.LINEAR, "full", True),
    ],
)
def test_codes_go_by_content_and_policy(
    content: str | None, kind: CodeKind, policy: str, goes: bool
) -> None:
    quad = Quad.of_box(600, 400, 700, 500)
    result = masked(LINES, (Code(quad, kind, content),), policy=policy)
    inside = cover(result.regions, SIZE)
    assert bool(inside[405:495, 605:695].all()) is goes
    assert bool(inside[405:495, 605:695].any()) is goes


def test_an_engine_that_fails_fails_the_image() -> None:
    result = Masker(reader=CrashingReader()).mask(BLANK)
    assert (result.status, result.image) == (Status.FAILED, None)
    assert result.reasons[0].startswith("engine-failed:")


@pytest.mark.parametrize(
    ("lines", "code"),
    [([], "no-text"), (label("今日特价", "欢迎光临"), "no-sender-or-receiver")],
)
def test_nothing_to_mask_is_a_failure_not_a_pass(lines: list[TextLine], code: str) -> None:
    result = masked(lines)
    assert (result.status, result.image) == (Status.FAILED, None)
    assert result.reasons[0].startswith(f"{code}:")


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty-file"), (b"not an image at all", "not-an-image")]
)
def test_bytes_that_are_no_image_fail(data: bytes, code: str, tmp_path: Path) -> None:
    masker = Masker(reader=ScriptedReader(LINES))
    path = tmp_path / "label.jpg"
    path.write_bytes(data)
    for source in (data, path, str(path)):
        result = masker.mask(source)
        assert (result.status, result.image) == (Status.FAILED, None)
        assert result.reasons[0].startswith(f"{code}:")


def test_image_bytes_and_path_give_the_same(tmp_path: Path) -> None:
    masker = Masker(reader=ScriptedReader(LINES))
    data = io.BytesIO()
    BLANK.save(data, "PNG")
    path = tmp_path / "label.png"
    path.write_bytes(data.getvalue())
    images = [masker.mask(source).image for source in (BLANK, data.getvalue(), path, str(path))]
    assert len({np.asarray(image).tobytes() for image in images}) == 1


def test_what_is_no_source_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="int"):
        Masker(reader=ScriptedReader(LINES)).mask(5)  # type: ignore[arg-type]


@pytest.mark.parametrize("policy", ["", "strikt", "FULL"])
def test_an_unknown_policy_is_refused(policy: str) -> None:
    with pytest.raises(ValueError, match="Level"):
        Masker(policy, reader=ScriptedReader(LINES))


def test_policies_compare_and_parse() -> None:
    assert Policy.parse("strict") == Policy.STRICT == Policy("strict")  # type: ignore[arg-type]
    assert Policy.parse(Policy.FULL) is Policy.FULL
    assert Policy.FULL.hides_waybill_number
    assert Policy(hide_waybill_number=True).hides_waybill_number
    assert not Policy.STRICT.hides_waybill_number


def test_the_dash_that_a_name_was_read_with_is_hidden() -> None:
    lines = label("收件人：林— 13812345678", "", "寄件人：李四 13987654321")
    names = [field for field in masked(lines).fields if field.kind is FieldKind.NAME]
    assert [field.hidden for field in names] == [1, 1]


def test_a_nickname_of_symbols_is_hidden() -> None:
    lines = label("收件人：☆★☆", "电话：13812345678", "", "寄件人：李四 13987654321")
    assert any(region.kind is FieldKind.NAME for region in masked(lines).regions)
    names = [field for field in masked(lines).fields if field.kind is FieldKind.NAME]
    assert all(field.hidden for field in names)
