"""`check` with scripted readers: what complies, and what cannot be said to."""

from __future__ import annotations

import pytest
from PIL import Image

from masking import Masker
from masking.model import FieldKind, TextLine
from tests.lines import ScriptedReader, label, line

BLANK = Image.new("RGB", (900, 600), "white")
SENDER = ("寄件人：李* 1******4321", "江苏省南京市鼓楼区中山路2号")
ADDRESS = "浙江省杭州市西湖区文三路1号阳光花园3幢"


def checked(lines: list[TextLine]) -> tuple[bool, list[FieldKind], list[str]]:
    verdict = Masker(reader=ScriptedReader(lines)).check(BLANK)
    wrong = [field.kind for field in verdict.fields if not field.complies]
    return verdict.complies, wrong, [reason.split(":")[0] for reason in verdict.reasons]


@pytest.mark.parametrize(
    "receiver",
    [
        ("收件人：王** 1******5678", f"{ADDRESS}*******"),
        ("收件人：孙^_^ 1******5678", ADDRESS),
        ("收件人：李XX 1xxxxxx5678", ADDRESS),
        ("收件人：李** 1***5678", ADDRESS),
        ("收件人：** ***********", "********************"),
        (("***", "1******5678"), ADDRESS),
    ],
)
def test_what_is_hidden_enough_complies(receiver: tuple[str, str]) -> None:
    assert checked(label(*receiver, *SENDER)) == (True, [], [])


@pytest.mark.parametrize(
    ("receiver", "wrong"),
    [
        (("收件人：王小明 1******5678", ADDRESS), FieldKind.NAME),
        (("收件人：王** 13812345678", ADDRESS), FieldKind.PHONE),
        (("收件人：王** 138****5678", ADDRESS), FieldKind.PHONE),
        (("收件人：王** 电话：157**关*0800", ADDRESS), FieldKind.PHONE),
        (("收件人：王** 电话：8765***", ADDRESS), FieldKind.PHONE),
        (("收件人：王** 1******5678", f"{ADDRESS}2单元1502室"), FieldKind.ADDRESS),
        (("收件人：王** 1******5678", f"{ADDRESS}****02室"), FieldKind.ADDRESS),
        (("** 13812345678", ADDRESS), FieldKind.PHONE),
    ],
)
def test_what_can_be_seen_does_not(receiver: tuple[str, str], wrong: FieldKind) -> None:
    complies, kinds, _ = checked(label(*receiver, *SENDER))
    assert not complies
    assert kinds == [wrong]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ([line("1******5678", 300, 0), line(ADDRESS, 0, 45)], "name-missing"),
        (label("收件人：王**", ADDRESS, "", "", "", *SENDER), "phone-missing"),
        (label("收件人：王** 1******5678", ADDRESS, "YT8741027450588"), "one-party-only"),
        ([*label(*SENDER), line("电话：", 0, 400)], "label-without-value"),
    ],
)
def test_what_is_missing_cannot_be_said_to_comply(lines: list[TextLine], reason: str) -> None:
    complies, _, reasons = checked(lines)
    assert not complies
    assert reason in reasons


def test_a_digit_of_the_number_along_the_edge_is_no_room() -> None:
    image = Image.new("RGB", (900, 600), "white")
    image.paste((0, 0, 0), (640, 58, 652, 74))
    address = line("江西省南昌市红谷滩区职工宿舍E-****", 100, 50)
    edge = line("SF8610590878400", 661, 20, angle=1.5708)
    again = lambda _, quad: TextLine(quad, 0.99, line("0", 0, 0).characters)  # noqa: E731
    lines = [line("收件人：齐** 1******4265", 100, 0), address, edge, *label(*SENDER)]
    moved = [one if one in lines[:3] else _down(one) for one in lines]
    verdict = Masker(reader=ScriptedReader(moved, again=again)).check(image)
    assert [f for f in verdict.fields if not f.complies] == []


def _down(one: TextLine) -> TextLine:
    quad = type(one.quad).of((x, y + 300) for x, y in one.quad.points)
    return TextLine(quad, one.score, one.characters)
