"""Weights without denormal numbers.

A tenth of the detector's weights are so small that they are stored as denormals, which a CPU
multiplies a hundred times slower than others; they cost three quarters of the detection's time.
As zeros they give the same answers, to the last bit. ONNX Runtime can flush denormals too, but
only by changing the floating-point mode of the whole thread it is called from.

Only as much of the ONNX format is read as it takes to find them: model.graph (field 7) and
metadata_props (14), graph.initializer (5), tensor.data_type (2) and tensor.raw_data (9) of `onnx.proto`.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

GRAPH, INITIALIZER, DATA_TYPE, RAW_DATA = 7, 5, 2, 9
METADATA, KEY, VALUE = 14, 1, 2
"""Numbers of the fields in their messages."""
FLOAT = 1
"""The data type of 32-bit floats."""
WITHOUT_SIGN, SMALLEST_NORMAL = np.uint32(0x7FFFFFFF), np.uint32(0x00800000)
"""A float's bits but its sign's, and those of the smallest that is no denormal; as whole numbers, floats
of one sign keep their order, and the CPU takes no longer for denormals."""
_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
"""Wire types of protocol buffers."""


def without_denormals(model: bytes) -> bytes:
    """A model with its denormal 32-bit weights set to zero, and nothing else changed.

    Args:
        model: an ONNX file's bytes.

    Raises:
        ValueError: these are no ONNX model's.
    """
    changed = bytearray(model)
    try:
        for start, end in _float_tensors(model):
            bits = np.frombuffer(changed, "<u4", (end - start) // 4, start)
            size = bits & WITHOUT_SIGN
            bits[(size != 0) & (size < SMALLEST_NORMAL)] = 0
    except IndexError:
        raise ValueError("not an ONNX model") from None
    return bytes(changed)


def metadata(model: bytes) -> dict[str, str]:
    """What the authors of a model wrote beside its graph, by name.

    Args:
        model: an ONNX file's bytes.

    Raises:
        ValueError: these are no ONNX model's.
    """
    try:
        entries = [
            {part: model[a:b] for part, a, b in _fields(model, start, end)}
            for number, start, end in _fields(model, 0, len(model))
            if number == METADATA
        ]
    except IndexError:
        raise ValueError("not an ONNX model") from None
    return {entry[KEY].decode(): entry.get(VALUE, b"").decode() for entry in entries}


def _float_tensors(model: bytes) -> Iterator[tuple[int, int]]:
    """Where the raw bytes of each initializer of 32-bit floats begin and end."""
    for graph, start, end in _fields(model, 0, len(model)):
        if graph != GRAPH:
            continue
        for member, first, last in _fields(model, start, end):
            if member != INITIALIZER:
                continue
            fields = {number: (a, b) for number, a, b in _fields(model, first, last)}
            a, b = fields.get(DATA_TYPE, (0, 0))
            if RAW_DATA in fields and b > a and _varint(model, a)[0] == FLOAT:
                yield fields[RAW_DATA]


def _fields(model: bytes, start: int, end: int) -> Iterator[tuple[int, int, int]]:
    """Number, and beginning and end of the value of every field of a message."""
    while start < end:
        key, start = _varint(model, start)
        number, kind = key >> 3, key & 7
        if kind == _BYTES:
            length, start = _varint(model, start)
            after = start + length
        elif kind == _VARINT:
            after = _varint(model, start)[1]
        elif kind in (_FIXED32, _FIXED64):
            after = start + (4 if kind == _FIXED32 else 8)
        else:
            raise ValueError("not an ONNX model")
        if after > end:
            raise ValueError("not an ONNX model")
        yield number, start, after
        start = after


def _varint(model: bytes, at: int) -> tuple[int, int]:
    """A number of variable length, and where it ends."""
    value = shift = 0
    while True:
        byte = model[at]
        at += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, at
        shift += 7
