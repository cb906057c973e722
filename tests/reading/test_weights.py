"""Denormal weights become zero, and nothing else of a model changes."""

from __future__ import annotations

import struct
from importlib import resources

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from masking.reading.weights import metadata, without_denormals

FLOAT, INT64 = 1, 7
SHIPPED = ("PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx")


def varint(value: int) -> bytes:
    answer = bytearray()
    while value > 0x7F:
        answer.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*answer, value])


def field(number: int, content: bytes | int) -> bytes:
    if isinstance(content, int):
        return varint(number << 3) + varint(content)
    return varint(number << 3 | 2) + varint(len(content)) + content


def model(raw: bytes, data_type: int = FLOAT) -> bytes:
    """An ONNX model with one initializer, and what stands around it in real ones."""
    tensor = field(1, 3) + field(2, data_type) + field(8, b"weight") + field(9, raw)
    node = field(1, b"x") + field(4, b"Conv")
    graph = field(1, node) + field(2, b"graph") + field(5, tensor) + field(12, b"out")
    return field(1, 8) + field(7, graph) + varint(3 << 3 | 5) + struct.pack("<f", 1e-40)


@given(st.lists(st.floats(width=32), max_size=9))
def test_only_denormals_change(values: list[float]) -> None:
    raw = struct.pack(f"<{len(values)}f", *values)
    before = np.frombuffer(raw, np.uint32)
    small = (before & 0x7F800000 == 0) & (before & 0x007FFFFF != 0)
    expected = np.where(small, 0, before).astype("<u4").tobytes()
    assert without_denormals(model(raw)) == model(expected)


def test_numbers_of_another_type_stay() -> None:
    raw = struct.pack("<2q", 5, 7)
    assert without_denormals(model(raw, INT64)) == model(raw, INT64)


def test_metadata() -> None:
    entries = {"character": "收\n件", "empty": ""}
    data = model(b"\0" * 4)
    for key, value in entries.items():
        data += field(14, field(1, key.encode()) + (field(2, value.encode()) if value else b""))
    assert metadata(data) == entries
    assert metadata(model(b"\0" * 4)) == {}
    with pytest.raises(ValueError, match="ONNX"):
        metadata(data[:-1])


@pytest.mark.parametrize("cut", [1, 5, 20])
def test_a_broken_file_is_an_error(cut: int) -> None:
    whole = model(struct.pack("<8f", *range(8)))[:-5]
    with pytest.raises(ValueError, match="ONNX"):
        without_denormals(whole[:-cut])


@pytest.mark.ocr
@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_models_answer_the_same(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ORT_DISABLE_TELEMETRY", "1")
    weights = (resources.files("rapidocr") / "models" / name).read_bytes()
    changed = without_denormals(weights)
    assert len(changed) == len(weights)
    assert changed != weights
    noise = (
        np.random.default_rng(1)
        .normal(size=(1, 3, 48 if "rec" in name else 64, 96))
        .astype(np.float32)
    )
    assert np.array_equal(_answer(weights, noise), _answer(changed, noise))


def _answer(weights: bytes, data: NDArray[np.float32]) -> NDArray[np.float32]:
    import onnxruntime

    session = onnxruntime.InferenceSession(weights, providers=["CPUExecutionProvider"])
    (answer,) = session.run(None, {session.get_inputs()[0].name: data})
    return np.asarray(answer, np.float32)
