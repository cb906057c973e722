"""Read the result again where something was hidden: what can still be read is painted over."""

from __future__ import annotations

from collections.abc import Sequence

from masking.fields import Page
from masking.hiding import Hiding
from masking.model import FieldKind, Span
from masking.reading.engine import Pixels, Reader
from masking.text.fold import fold
from masking.text.phones import PhoneKind, find_phones

VISIBLE_DIGITS = 5
"""Digits of a mobile number that may stay readable: eleven less the six that are hidden."""
TAIL_CHARACTERS = 2
"""Consecutive hidden characters of an address that must not be read again."""


def still_readable(
    reader: Reader, painted: Pixels, page: Page, hidings: Sequence[Hiding]
) -> list[int]:
    """Indices of the lines on which something hidden can still be read.

    Args:
        reader: reads areas of the painted image.
        painted: shape (H, W, 3), what the user will get.
        page: the lines of the source.
        hidings: what was to be hidden of them.
    """
    touched = sorted({index for hiding in hidings for index, _ in hiding.spans})
    again = reader.read_areas(painted, [page.lines[index].line.quad for index in touched])
    texts = {index: fold(line.text) for index, line in zip(touched, again, strict=True)}
    leaking: set[int] = set()
    for hiding in hidings:
        for index, span in hiding.spans:
            before = fold(page.lines[index].text)
            kept = _without(before, [s for h in hidings for i, s in h.spans if i == index])
            if _leaks(hiding.field.kind, before[span.start : span.end], texts[index], kept):
                leaking.add(index)
    return sorted(leaking)


def _without(text: str, spans: Sequence[Span]) -> str:
    """A line's text with what is hidden replaced by asterisks."""
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = "*" * (span.end - span.start)
    return "".join(characters)


def _leaks(kind: FieldKind, hidden: str, text: str, kept: str) -> bool:
    """Whether a line's new text shows what was to be hidden, beyond what was to be kept."""
    if kind is FieldKind.PHONE:
        return shows_phone(text) or _shows(text, hidden, kept, VISIBLE_DIGITS)
    if kind is FieldKind.NAME:
        return _shows(text, hidden, kept, len(hidden))
    return _shows(text, hidden, kept, min(TAIL_CHARACTERS, len(hidden)))


def shows_phone(text: str) -> bool:
    """Whether a text shows a number with more than five of its digits."""
    return any(
        match.kind is not PhoneKind.SERVICE
        and len(match.digits) - len(match.hidden) > VISIBLE_DIGITS
        and len(match.digits) >= 10
        for match in find_phones(text)
    )


def _shows(text: str, hidden: str, kept: str, length: int) -> bool:
    """Whether `length` consecutive hidden characters stand in a text more often than in `kept`."""
    pieces = {hidden[at : at + length] for at in range(len(hidden) - length + 1)}
    return any(
        text.count(piece) > kept.count(piece)
        for piece in pieces
        if piece.strip() and "*" not in piece
    )
