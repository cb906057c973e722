"""Identity-card and waybill numbers on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from masking.fields.found import Doubt, Found
from masking.fields.page import Page, Part
from masking.fields.values import begins_with_label
from masking.fields.wraps import free_of
from masking.model import Code, FieldKind
from masking.reasons import Reason
from masking.text.fold import fold
from masking.text.labels import is_identity
from masking.text.phones import find_phones
from masking.text.split import PieceKind
from masking.text.verdict import Certainty

LABELLED = "label"
"""Evidence of an identity number that is one by its label alone."""
SHORTEST_IDENTITY = 15
"""Characters of a card's number at least, of the first generation; as many asterisks are all of one."""
IDENTITY_REACH = 9.0
"""Line heights behind an identity card's label and each piece of its number."""
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
    found += _labelled_identities(page, [part for field in found for part in field.parts])
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


def _labelled_identities(page: Page, taken: Sequence[Part]) -> Iterator[Found]:
    """What stands behind an identity card's label and is no number of its kind: one that was misread,
    or of which a reflection left pieces."""
    for line, label in page.pieces(PieceKind.LABEL):
        if not is_identity(line.text[label.start : label.end]) or not line.level:
            continue
        following = [p for p in line.pieces if p.start >= label.end and p.kind is PieceKind.LABEL]
        stop = min((piece.start for piece in following), default=len(line.text))
        pieces = [Part(line.index, label.end, stop)]
        own = sum(c.isdigit() or c in "Xx*" for c in line.text[label.end : stop])
        if not following and own < SHORTEST_IDENTITY:
            row = page.row_after(line.box, IDENTITY_REACH * line.box.height)
            beside = takewhile(lambda other: not begins_with_label(other), row)
            pieces += [Part(other.index, 0, len(other.text)) for other in beside]
        parts = tuple(part for piece in pieces for part in _digits_of(page, piece))
        if parts and free_of(parts, taken):
            yield Found(FieldKind.ID_NUMBER, parts, None, Certainty.MAYBE, LABELLED)


def torn_identities(page: Page, numbers: Sequence[Found]) -> list[Doubt]:
    """Identity numbers that only their label tells: what was not read of them is painted too."""
    torn = [n for n in numbers if n.kind is FieldKind.ID_NUMBER and n.evidence == LABELLED]
    quads = tuple(page.quad_around([page.box_around(number.parts)]) for number in torn)
    return [Doubt(Reason.UNREAD_TEXT, quads)] if quads else []


def _digits_of(page: Page, part: Part) -> Iterator[Part]:
    """From the first to the last digit of a part, where there are some."""
    text = page.lines[part.line].text
    digits = [n for n in range(part.start, part.end) if text[n].isdigit() or text[n] in "Xx*"]
    if any(text[n].isdigit() for n in digits):
        yield Part(part.line, digits[0], digits[-1] + 1)


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
