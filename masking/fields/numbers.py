"""Identity-card and waybill numbers on the page."""

from __future__ import annotations

from collections.abc import Sequence

from masking.fields.found import Found
from masking.fields.page import Page, Part
from masking.model import Code, FieldKind
from masking.text.fold import fold
from masking.text.phones import find_phones
from masking.text.split import PieceKind
from masking.text.verdict import Certainty

SHORTEST_COPY = 8
"""Digits of a code's content that make a printed number a copy of it."""


def find_number_fields(page: Page, codes: Sequence[Code]) -> list[Found]:
    """Identity-card numbers and every printed copy of the waybill number.

    A number is a waybill number by its shape, or because a barcode on the label holds it.
    """
    found = [
        Found(
            FieldKind.ID_NUMBER if piece.kind is PieceKind.ID_NUMBER else FieldKind.WAYBILL_NUMBER,
            (Part(line.index, piece.start, piece.end),),
            None,
            piece.certainty,
            piece.evidence,
        )
        for line, piece in page.pieces(PieceKind.ID_NUMBER, PieceKind.WAYBILL_NUMBER)
    ]
    taken = {(field.parts[0].line, field.parts[0].start) for field in found}
    for content in {_compact(code.content or "") for code in codes}:
        if sum(c.isdigit() for c in content) < SHORTEST_COPY:
            continue
        for line in page.lines:
            part = copy_of(content, line.text, line.index)
            if part and (part.line, part.start) not in taken:
                taken.add((part.line, part.start))
                found.append(
                    Found(FieldKind.WAYBILL_NUMBER, (part,), None, Certainty.YES, "barcode")
                )
    return found


def copy_of(content: str, text: str, line: int) -> Part | None:
    """Where a text shows `content` (letters and digits) in whatever grouping."""
    kept = [offset for offset, character in enumerate(fold(text)) if character.isalnum()]
    at = "".join(text[offset] for offset in kept).upper().find(content)
    if at < 0:
        return None
    return Part(line, kept[at], kept[at + len(content) - 1] + 1)


def _compact(content: str) -> str:
    """A code's content if it is a plain number other than a phone, without separators."""
    plain = content.replace(" ", "").replace("-", "").upper()
    is_number = plain.isascii() and plain.isalnum()
    return plain if is_number and not find_phones(content, contact=True) else ""
