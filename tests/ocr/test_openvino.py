"""OpenVINO behind the same engine: the same text at the same places."""

from __future__ import annotations

import pytest

from masking.reading.paddle import RECOGNITION_MAX_WIDTH, PaddleEngine, padded_width
from masking.reading.runtime import Runtime
from tests.ocr.test_engine import WORST_POSITION_ERROR, drawn, worst_position

pytestmark = pytest.mark.ocr


@pytest.mark.parametrize("precision", ["f32", "bf16"])
def test_every_character_has_its_place(engine: PaddleEngine, precision: str) -> None:
    other = PaddleEngine(threads=1, runtime=Runtime.parse("openvino", precision))
    assert worst_position(other) <= WORST_POSITION_ERROR
    image, _ = drawn()
    # ONNX Runtime still runs what is loaded after it.
    assert PaddleEngine(threads=1).recognize([image[30:90]]) == engine.recognize([image[30:90]])


def test_lines_have_few_widths() -> None:
    widths = range(161, RECOGNITION_MAX_WIDTH + 1)
    assert all(width <= padded_width(width) <= 1.25 * width for width in widths)
    assert len({padded_width(width) for width in widths}) <= 20
    assert padded_width(2 * RECOGNITION_MAX_WIDTH) == RECOGNITION_MAX_WIDTH
