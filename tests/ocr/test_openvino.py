"""OpenVINO behind the same engine: the same text at the same places."""

from __future__ import annotations

import pytest

from masking.reading.paddle import PaddleEngine
from masking.reading.reader import LabelReader
from masking.reading.runtime import Runtime
from tests.ocr.test_engine import TEXT, TYPE_SIZE, WORST_POSITION_ERROR, drawn

pytestmark = pytest.mark.ocr


@pytest.mark.parametrize("precision", ["f32", "bf16"])
def test_every_character_has_its_place(engine: PaddleEngine, precision: str) -> None:
    image, centres = drawn()
    other = PaddleEngine(threads=1, runtime=Runtime.parse("openvino", precision))
    (line,) = LabelReader(other).read(image).lines
    assert line.text == TEXT
    assert line.score > 0.9
    errors = [
        abs(line.quad.at(character.x, 0.5)[0] - centre) / TYPE_SIZE
        for character, centre in zip(line.characters, centres, strict=True)
    ]
    assert max(errors) <= WORST_POSITION_ERROR
    # ONNX Runtime still runs what is loaded after it.
    assert PaddleEngine(threads=1).recognize([image[30:90]]) == engine.recognize([image[30:90]])
