"""Ways to break a file that parsers have stumbled over: lengths, cuts, repetitions, splices."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

_NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
"""Values at which counters, sizes and signs turn over."""
MAX_GROWTH = 200_000
"""Bytes to which repetition may blow a file up."""
HEADER = 256
"""Leading bytes that hold most of a file's structure; half of all edits go there."""


def mutated(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """One to eight random edits of `data`; splices take their pieces from `others`."""
    for _ in range(chance.choice((1, 1, 2, 3, 5, 8))):
        edit = chance.choice(_EDITS)
        data = edit(data, others, chance) or data
    return data


Edit = Callable[[bytes, Sequence[bytes], random.Random], bytes]


def _at(data: bytes, chance: random.Random) -> int:
    near = chance.random() < 0.5
    return chance.randrange(min(len(data), HEADER) if near else len(data))


def _flip(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    at = _at(data, chance)
    return data[:at] + bytes([data[at] ^ (1 << chance.randrange(8))]) + data[at + 1 :]


def _noise(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    at, length = _at(data, chance), chance.randint(1, 16)
    return data[:at] + chance.randbytes(length) + data[at + length :]


def _number(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    at, width = _at(data, chance), chance.choice((1, 2, 4))
    value = chance.choice(_NUMBERS) & ((1 << (8 * width)) - 1)
    return data[:at] + value.to_bytes(width, chance.choice(("big", "little"))) + data[at + width :]


def _cut(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    return data[: _at(data, chance) + 1]


def _remove(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    at = _at(data, chance)
    return data[:at] + data[at + chance.randint(1, 64) :]


def _repeat(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    at, length = _at(data, chance), chance.randint(1, 512)
    times = min(chance.choice((2, 5, 100, 1000)), MAX_GROWTH // length)
    return data[:at] + data[at : at + length] * times + data[at + length :]


def _splice(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(others)
    start = chance.randrange(len(other))
    piece = other[start : start + chance.randint(1, 1024)]
    at = _at(data, chance)
    return data[:at] + piece + data[at + chance.choice((0, len(piece))) :]


_EDITS: tuple[Edit, ...] = (_flip, _noise, _number, _number, _cut, _remove, _repeat, _splice)
