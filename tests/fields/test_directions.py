"""Labels that lie in different directions in one picture."""

from __future__ import annotations

import math

import pytest

from masking.fields import find_fields
from masking.fields.directions import by_direction
from masking.geometry import Quad
from masking.model import FieldKind, Reading, TextLine
from masking.reasons import Reason
from tests.lines import label, line

FIRST = label(
    "收件人：王小明 13812345678",
    "浙江省杭州市西湖区文三路1号3幢1502室",
    "内件：图书两本",
    "备注：请放门口",
)
SECOND = label("收件人：李四方 13987654321", "江苏省南京市鼓楼区中山路2号8幢301室", "内件：茶叶四盒", "备注：请放前台")  # fmt: skip


def turned(lines: list[TextLine], angle: float) -> list[TextLine]:
    """The same lines turned around a point to the right of all others."""
    cos, sin = math.cos(angle), math.sin(angle)
    x0, y0 = 3000.0, 1500.0
    return [
        TextLine(
            Quad.of([(x0 + x * cos - y * sin, y0 + x * sin + y * cos) for x, y in one.quad.points]),
            one.score,
            one.characters,
        )
        for one in lines
    ]


@pytest.mark.parametrize("angle", [math.pi, math.pi / 2, -math.pi / 2, math.pi + 0.1])
def test_each_label_has_its_own_fields(angle: float) -> None:
    lines = [*FIRST, *turned(SECOND, angle)]
    page, findings = find_fields(Reading(tuple(lines)))
    texts = {
        (field.kind, "".join(page.lines[p.line].text[p.start : p.end] for p in field.parts))
        for field in findings.fields
    }
    assert texts >= {
        (FieldKind.NAME, "王小明"),
        (FieldKind.NAME, "李四方"),
        (FieldKind.PHONE, "13812345678"),
        (FieldKind.PHONE, "13987654321"),
    }
    tails = [text for kind, text in texts if kind is FieldKind.ADDRESS]
    assert sorted(text[-5:] for text in tails) == ["幢1502室"[-5:], "8幢301室"[-5:]]


def test_labels_of_one_direction_are_one_page() -> None:
    assert by_direction([*FIRST, *turned(SECOND, 0.1)]) == [tuple(range(8))]


def test_edge_prints_are_no_label() -> None:
    edges = [line("YT1234567890123", 0, y, 20, angle=math.pi / 2) for y in range(0, 1800, 300)]
    assert len(by_direction([*FIRST, *edges])) == 1


def test_a_forms_turned_margin_is_no_label() -> None:
    margin = [line("收件信息", -40, y, 20, angle=math.pi / 2) for y in (0, 200)]
    assert len(by_direction([*FIRST, *margin])) == 1


def test_a_second_label_on_which_nobody_was_found_is_painted_and_asked_about() -> None:
    notice = label("温馨提示请注意", "易碎物品轻拿轻放", "请当面验收快件", "感谢您的使用")
    lines = [*FIRST, *turned(notice, math.pi)]
    doubts = find_fields(Reading(tuple(lines)))[1].doubts
    (doubt,) = [d for d in doubts if d.reason is Reason.NO_PARTY_BLOCK]
    assert set(doubt.quads) == {one.quad for one in lines[4:]}
