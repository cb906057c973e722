"""Copies of one address: what was hidden of one is hidden of the others too.

Two plies print the same block, and on one of them a separator may have been lost: of 15-4-2705,
read as 154-2705, only the room would go. Where the copies agree up to what one of them hides,
the others hide from there on.
"""

from __future__ import annotations

from masking.model import Span
from masking.text.fold import fold

SHORTEST = 8
"""Letters and digits two addresses have in common before they may be copies."""
COPY_RULE, COPY_EVIDENCE = "address.copy", "another copy"


def as_in_copy(
    text: str, spans: tuple[Span, ...], other: str, others: tuple[Span, ...]
) -> tuple[Span, ...]:
    """The spans of an address, with what the other one's show that has to go.

    Args:
        text: an address.
        spans: what is hidden of it, in order.
        other: what may be a copy of it.
        others: what is hidden of that.
    """
    if not others or text == other:
        return spans
    start = others[0].start
    kept, tail = _compact(other[:start]), _compact(other[start:])
    whole = _compact(text)
    rest = whole[len(kept) :]
    alike = whole.startswith(kept) and (tail.startswith(rest) or rest.startswith(tail))
    if len(kept) < SHORTEST or not rest or not alike:
        return spans
    places = [offset for offset, c in enumerate(fold(text)) if c.isalnum()]
    first = places[len(kept)]
    end = spans[0].start if spans else places[min(len(whole), len(kept) + len(tail)) - 1] + 1
    if first >= end:
        return spans
    return (Span(first, end, COPY_RULE, COPY_EVIDENCE), *spans)


def _compact(text: str) -> str:
    return "".join(c for c in fold(text) if c.isalnum())
