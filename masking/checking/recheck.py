"""Read the result again where something was hidden: what can still be read is painted over."""

from __future__ import annotations

from collections.abc import Sequence

from masking.fields import Page
from masking.hiding import Hiding
from masking.model import FieldKind
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
            hidden = fold(page.lines[index].text[span.start : span.end])
            if _leaks(hiding.field.kind, hidden, texts[index]):
                leaking.add(index)
    return sorted(leaking)


def _leaks(kind: FieldKind, hidden: str, text: str) -> bool:
    """Whether a line's new text shows what was to be hidden."""
    if kind is FieldKind.PHONE:
        return shows_phone(text) or _contains(text, hidden, VISIBLE_DIGITS)
    if kind is FieldKind.NAME:
        return _contains(text, hidden, len(hidden))
    return _contains(text, hidden, min(TAIL_CHARACTERS, len(hidden)))


def shows_phone(text: str) -> bool:
    """Whether a text shows a number with more than five of its digits."""
    return any(
        match.kind is not PhoneKind.SERVICE
        and len(match.digits) - len(match.hidden) > VISIBLE_DIGITS
        and len(match.digits) >= 10
        for match in find_phones(text)
    )


def _contains(text: str, hidden: str, length: int) -> bool:
    """Whether `length` consecutive characters of what was hidden stand in a text."""
    if length < 1:
        return False
    return any(
        piece in text
        for start in range(len(hidden) - length + 1)
        if not (piece := hidden[start : start + length]).isspace() and "*" not in piece
    )
