"""Every printed copy of the waybill number goes, upright, turned and tiny, and the barcodes with it."""

from __future__ import annotations

import numpy as np
import pytest

from app.samples import Waybill, draw
from app.samples.truth import CharTruth, TextKind
from masking import FieldKind, Masker, Policy, Status
from masking.model import CodeKind, Masked
from masking.painting import cover
from masking.reading.codes import find_codes
from masking.reading.paddle import PaddleEngine
from masking.reading.reader import LabelReader

pytestmark = pytest.mark.ocr


def copies(waybill: Waybill) -> list[list[CharTruth]]:
    """The characters of every printed copy, without separators."""
    lines: dict[int, list[CharTruth]] = {}
    for one in waybill.truth.characters:
        if one.kind is TextKind.WAYBILL_NUMBER and one.text.isalnum():
            lines.setdefault(one.line, []).append(one)
    return list(lines.values())


def painted(waybill: Waybill, result: Masked, one: CharTruth) -> float:
    """Share of a character's ink that is painted over."""
    number = next(i for i, other in enumerate(waybill.truth.characters) if other is one) + 1
    ink = waybill.ink == number
    inside = cover(result.regions, waybill.image.size)
    return float(inside[ink].mean())


@pytest.mark.parametrize(
    ("layout", "condition"), [("badge", "clean"), ("two-ply", "clean"), ("badge", "photo")]
)
@pytest.mark.parametrize("kept", [0, 4])
def test_every_copy_goes(engine: PaddleEngine, layout: str, condition: str, kept: int) -> None:
    waybill = draw("number/1", layout=layout, condition=condition, plain=True)
    policy = Policy(hide_waybill_number=True, keep_last_four=kept > 0)
    result = Masker(policy, reader=LabelReader(engine)).mask(waybill.image)
    assert result.status is Status.MASKED
    printed = copies(waybill)
    assert len(printed) >= 3
    for copy in printed:
        end = len(copy) - kept
        assert min(painted(waybill, result, one) for one in copy[:end]) >= 0.9
        assert all(painted(waybill, result, one) <= 0.5 for one in copy[end:])
    fields = [f for f in result.fields if f.kind is FieldKind.WAYBILL_NUMBER]
    assert {f.of - f.hidden for f in fields} == {kept}
    assert result.image is not None
    left = find_codes(np.asarray(result.image))
    assert [code for code in left if code.kind is CodeKind.LINEAR and code.content] == []
