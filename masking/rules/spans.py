"""Small helpers on spans."""

from __future__ import annotations

from collections.abc import Iterable

from masking.model import Span

STAR = "*"
"""Stands for a hidden character in text output."""


def runs(offsets: Iterable[int], rule: str, evidence: str) -> list[Span]:
    """Offsets as the fewest spans of neighbouring ones."""
    spans: list[Span] = []
    start = previous = -2
    for offset in sorted(set(offsets)):
        if offset != previous + 1:
            if start >= 0:
                spans.append(Span(start, previous + 1, rule, evidence))
            start = offset
        previous = offset
    if start >= 0:
        spans.append(Span(start, previous + 1, rule, evidence))
    return spans


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Sorted and not overlapping; of two that overlap, the first keeps the shared characters."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        start = max(span.start, kept[-1].end) if kept else span.start
        if start < span.end:
            kept.append(
                span if start == span.start else Span(start, span.end, span.rule, span.evidence)
            )
    return tuple(kept)


def moved(spans: Iterable[Span], by: int) -> list[Span]:
    """The spans of a part of a text, in offsets of the whole."""
    return [Span(s.start + by, s.end + by, s.rule, s.evidence) for s in spans]


def starred(text: str, spans: Iterable[Span]) -> str:
    """The text with an asterisk for each hidden character: always exactly as long."""
    parts: list[str] = []
    cursor = 0
    for start, end in spans:
        parts.append(text[cursor:start])
        parts.append(STAR * (end - start))
        cursor = end
    parts.append(text[cursor:])
    return "".join(parts)
