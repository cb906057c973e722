"""What a form asks for: each of its values stands behind a word of the form's own."""

from __future__ import annotations

from collections.abc import Sequence

from masking.fields.found import Found
from masking.fields.page import Page, PageLine, Part
from masking.fields.values import BESIDE_REACH, label_kind
from masking.text.fold import fold
from masking.text.labels import LabelKind
from masking.text.split import Piece, PieceKind

_NAMED = frozenset({LabelKind.NAME, LabelKind.PARTY, LabelKind.PERSON})


def asks_no_address(page: Page, name: Found, phone: Found, addresses: Sequence[Found]) -> bool:
    """Whether a form asks for somebody's name and phone, each with its own word, and for nobody's
    address but those that were found: 发货单位：… 电话：…, below 收货地址：…"""
    asked = sum(label_kind(label) is LabelKind.ADDRESS for _, label in page.pieces(PieceKind.LABEL))
    # 到站 太原: a city alone is nobody's address.
    numbered = [f for f in addresses if f.evidence == "label" or _has_number(page, f)]
    if not asked or asked != len(numbered):
        return False
    before_name, before_phone = (_label_before(page, field.parts[0]) for field in (name, phone))
    return (
        before_name is not None
        and before_phone is not None
        and label_kind(before_name) in _NAMED
        and label_kind(before_phone) is LabelKind.PHONE
    )


def _has_number(page: Page, field: Found) -> bool:
    """Whether a field holds a digit."""
    texts = (page.lines[part.line].text[part.start : part.end] for part in field.parts)
    return any(c.isdigit() for text in texts for c in text if "*" not in fold(text))


def _label_before(page: Page, part: Part) -> Piece | None:
    """The label right before a field, on its line or else at the end of the one beside it."""
    line = page.lines[part.line]
    before = [piece for piece in line.pieces if piece.end <= part.start]
    if not before:
        beside: list[PageLine] = page.row_before(line.box, BESIDE_REACH * line.box.height)
        before = list(beside[0].pieces) if beside else []
    last = before[-1] if before else None
    return last if last is not None and last.kind is PieceKind.LABEL else None
