"""Labels on which something is hidden already: what is enough stays as it is, the rest is completed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image, ImageDraw

from app.samples.fonts import available
from masking import FieldKind, Masker, Status

pytestmark = pytest.mark.ocr

TYPE, LEFT, LEADING = 32, 30, 50
NAME, PHONE = "收件人：", "1******5678"
ADDRESS = "浙江省杭州市西湖区文三路1号阳光花园3幢"
SENDER = ("寄件人：李** 1******4321", "江苏省南京市鼓楼区中山路2号")


def sheet(name: str, address: str, bars: Sequence[tuple[int, str]] = ()) -> Image.Image:
    """A label of four lines; a bar is drawn by hand over a text on the row of that number."""
    image = Image.new("RGB", (1000, 260), (255, 255, 255))
    pen = ImageDraw.Draw(image)
    font = available()[0].regular.at(TYPE)
    rows = [name, address, *SENDER]
    for number, row in enumerate(rows):
        pen.text((LEFT, 25 + number * LEADING), row, (0, 0, 0), font)
    for number, text in bars:
        before = rows[number][: rows[number].index(text)]
        left = LEFT + font.getlength(before)
        right, top = left + font.getlength(text), 25 + number * LEADING
        corners = [(left, top + 3), (right, top + 1), (right - 1, top + 40), (left + 1, top + 42)]
        pen.polygon(corners, (22, 20, 24))
    return image


@pytest.mark.parametrize("name", ["孙^_^", "李XX", "张*", "王**"])
def test_what_is_hidden_enough_is_left_as_it_is(masker: Masker, name: str) -> None:
    picture = sheet(f"{NAME}{name} {PHONE}", ADDRESS)
    assert masker.check(picture).complies
    result = masker.mask(picture)
    assert result.status is Status.MASKED
    assert result.image is not None
    assert np.array_equal(np.asarray(result.image), np.asarray(picture))


@pytest.mark.parametrize("phone", ["138****5678", "138xxxx5678", "138 **** 5678"])
def test_a_phone_that_hides_too_little_is_completed(masker: Masker, phone: str) -> None:
    picture = sheet(f"{NAME}王** {phone}", ADDRESS)
    verdict = masker.check(picture)
    assert [f.kind for f in verdict.fields if not f.complies] == [FieldKind.PHONE]
    result = masker.mask(picture)
    assert result.status is Status.MASKED
    told = [f for f in result.fields if f.kind is FieldKind.PHONE and f.hidden >= 6]
    assert len(told) == 2
    assert {region.kind for region in result.regions} == {FieldKind.PHONE}
    assert result.image is not None
    assert masker.check(result.image).complies


BARS = ((0, "小明"), (0, "381234"), (1, "2单元1502室"))
WHOLE = (f"{NAME}王小明 13812345678", f"{ADDRESS}2单元1502室")


def test_black_bars_count_as_hidden(masker: Masker) -> None:
    picture = sheet(*WHOLE, BARS)
    assert masker.check(picture).complies
    result = masker.mask(picture)
    assert result.status is Status.MASKED
    assert result.image is not None
    assert np.array_equal(np.asarray(result.image), np.asarray(picture))


@pytest.mark.parametrize(
    ("missing", "kind"),
    [(0, FieldKind.NAME), (1, FieldKind.PHONE), (2, FieldKind.ADDRESS)],
)
def test_what_a_bar_leaves_out_is_hidden(masker: Masker, missing: int, kind: FieldKind) -> None:
    picture = sheet(*WHOLE, [bar for at, bar in enumerate(BARS) if at != missing])
    assert [f.kind for f in masker.check(picture).fields if not f.complies] == [kind]
    result = masker.mask(picture)
    assert {region.kind for region in result.regions} == {kind}
    assert result.image is not None
    assert masker.check(result.image).complies
