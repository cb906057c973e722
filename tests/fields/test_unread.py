"""Lines that were detected and not read, wherever they stand on a label."""

from __future__ import annotations

import random

import pytest

from masking.errors import NothingToReadError
from masking.fields.find import find_fields
from masking.geometry import Quad
from masking.hiding import hide
from masking.model import Reading, TextLine
from masking.policy import Policy
from tests.lines import label, line

TABLE = [
    *(line(text, x, 0) for text, x in (("姓名", 120), ("电话", 330), ("地址", 620))),
    *(line(text, x, 70) for text, x in (("收件", 0), ("王小明", 100), ("13812345678", 280))),
    *(line(text, 560, y) for text, y in (("浙江省杭州市西湖区", 50), ("阳光花园3幢1502室", 85))),
    *(line(text, x, 200) for text, x in (("寄件", 0), ("李雷", 100), ("13912345678", 280))),
    *(line(text, 560, y) for text, y in (("江苏省南京市鼓楼区", 180), ("云谷中心8幢1704室", 215))),
]
FORM = [
    *label(
        ("收件人", "王小明"), ("电话", "13812345678"), ("地址", "阳光花园3幢1502室"), column=150
    ),
    *(line(text, x, 300) for text, x in (("寄件人", 0), ("李雷", 150), ("13912345678", 300))),
    *(line(text, x, 345) for text, x in (("地址", 0), ("江苏省南京市鼓楼区云谷中心8幢", 150))),
    line("1704室", 150, 390),
]
SIZE = (900, 500)


@pytest.mark.parametrize("lines", [TABLE, FORM], ids=["table", "form"])
@pytest.mark.parametrize("seed", range(40))
def test_any_of_them_may_be_empty(lines: list[TextLine], seed: int) -> None:
    rng = random.Random(seed)
    read = [one if rng.random() > 0.25 else TextLine(one.quad, 0.0, ()) for one in lines]
    try:
        page, findings = find_fields(Reading(tuple(read), size=SIZE))
    except NothingToReadError:
        return
    assert all(hiding.of >= hiding.hidden for hiding in hide(page, findings.fields, Policy()))
    assert all(isinstance(quad, Quad) for doubt in findings.doubts for quad in doubt.quads)
