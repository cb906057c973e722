"""Examples with their answer in them: 【】 stands around what is to be hidden."""

from __future__ import annotations

from collections.abc import Iterable


def marked(example: str) -> tuple[str, list[tuple[int, int]]]:
    """The text of an example without its marks, and the offsets they stood around."""
    text, spans = "", []
    start = None
    for character in example:
        if character == "【":
            start = len(text)
        elif character == "】":
            assert start is not None
            spans.append((start, len(text)))
            start = None
        else:
            text += character
    return text, spans


def marks(text: str, spans: Iterable[Iterable[int]]) -> str:
    """The text with marks around its hidden parts: failures read like the tables."""
    parts, cursor = [], 0
    for start, end in spans:
        parts += [text[cursor:start], "【", text[start:end], "】"]
        cursor = end
    return "".join([*parts, text[cursor:]])


def table(rows: str) -> list[str]:
    """One example a line; empty lines are left out, ⏎ stands for a line break."""
    return [row.strip().replace("⏎", "\n") for row in rows.splitlines() if row.strip()]
