"""Cut one run of text into names, phones, addresses and what stands between them.

One OCR line, or a whole block pasted in one run, in any order and with any or no separator.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from masking.model import Role
from masking.text.address import looks_like_address, looks_like_address_tail
from masking.text.fold import fold
from masking.text.identifiers import IdentifierKind, find_identifiers
from masking.text.labels import LabelKind, LabelMatch, find_labels
from masking.text.names import has_surname, looks_like_name
from masking.text.phones import PhoneKind, find_phones
from masking.text.verdict import Certainty, Verdict


class PieceKind(StrEnum):
    """What a piece of a line is."""

    LABEL = "label"
    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    ID_NUMBER = "id_number"
    WAYBILL_NUMBER = "waybill_number"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a text; the pieces of a split follow each other, with gaps only of spaces
    and separators between them."""

    kind: PieceKind
    start: int
    end: int
    role: Role | None
    """Whose it is, where a label of the text says so."""
    certainty: Certainty
    """MAYBE where the text's shape allows another reading."""
    evidence: str
    """What led to it: ``label``, ``beside phone``, ``shape``; never the text."""


_SEPARATORS = " \t\n\r,;|/、:。.-_~"
_CHUNK = re.compile(r"[^ \n,;|]+")
_ADDRESS_START = re.compile(
    r"(?:北京|上海|天津|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|"
    r"甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门)(?:省|市|[一-鿿]{0,3}自治区|[一-鿿]{2})"
)


def split(
    text: str, *, expects: Collection[PieceKind] = (), role: Role | None = None
) -> tuple[Piece, ...]:
    """The pieces of `text`, in order.

    Args:
        text: one line or block of text.
        expects: kinds that the caller's layout expects here; they tip what is unsure.
        role: whose block it is, where the caller knows; labels in the text overrule it.
    """
    folded = fold(text)
    labels = find_labels(text)
    fixed: list[Piece] = []
    for identifier in find_identifiers(text):
        kind = {
            IdentifierKind.ID_CARD: PieceKind.ID_NUMBER,
            IdentifierKind.WAYBILL_NUMBER: PieceKind.WAYBILL_NUMBER,
        }.get(identifier.kind, PieceKind.OTHER)
        if identifier.kind is IdentifierKind.ORDER_NUMBER and len(folded.strip()) > 30:
            continue
        fixed.append(
            Piece(
                kind, identifier.start, identifier.end, None, Certainty.YES, identifier.kind.value
            )
        )
    for phone in find_phones(text, contact=PieceKind.PHONE in expects):
        if any(p.start < phone.end and phone.start < p.end for p in fixed):
            continue
        service = phone.kind is PhoneKind.SERVICE
        fixed.append(
            Piece(
                PieceKind.OTHER if service else PieceKind.PHONE,
                phone.start,
                phone.end,
                None,
                phone.certainty,
                phone.evidence,
            )
        )
    for label in labels:
        if any(p.start < label.end and label.start < p.end for p in fixed):
            continue
        fixed.append(
            Piece(
                PieceKind.LABEL, label.start, label.end, label.role, Certainty.YES, label.kind.value
            )
        )
    fixed.sort(key=lambda p: p.start)
    pieces: list[Piece] = []
    label_at = {label.start: label for label in labels}
    current: LabelMatch | None = None
    owner = role
    has_phone = any(p.kind is PieceKind.PHONE for p in fixed)
    cursor = 0
    for index, piece in enumerate([*fixed, None]):
        stop = piece.start if piece else len(text)
        if cursor < stop:
            nearby = _phone_nearby(fixed, index)
            pieces += _free(folded, cursor, stop, current, owner, expects, nearby, has_phone)
        if piece is None:
            break
        if piece.kind is PieceKind.LABEL:
            label = label_at[piece.start]
            if label.leading:
                current = label
                if label.role is not None:
                    owner = label.role
            pieces.append(piece)
        else:
            if current and current.kind is LabelKind.OTHER and piece.kind is PieceKind.PHONE:
                sure = piece.certainty is Certainty.YES and piece.evidence == "mobile"
                if not sure:
                    piece = Piece(
                        PieceKind.OTHER,
                        piece.start,
                        piece.end,
                        None,
                        piece.certainty,
                        "other label",
                    )
            pieces.append(
                Piece(piece.kind, piece.start, piece.end, owner, piece.certainty, piece.evidence)
            )
            if current and current.kind in (LabelKind.PHONE, LabelKind.OTHER):
                current = None
        cursor = piece.end
    return tuple(p for p in pieces if p.end > p.start)


def _phone_nearby(fixed: list[Piece], index: int) -> bool:
    return any(p.kind is PieceKind.PHONE for p in fixed[max(index - 1, 0) : index + 1])


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    while start < end and folded[start] in _SEPARATORS:
        start += 1
    while end > start and folded[end - 1] in _SEPARATORS:
        end -= 1
    return start, end


def _free(
    folded: str,
    start: int,
    end: int,
    label: LabelMatch | None,
    role: Role | None,
    expects: Collection[PieceKind],
    beside_phone: bool,
    has_phone: bool,
) -> list[Piece]:
    """Pieces of a stretch that holds no label and no number."""
    start, end = _trimmed(folded, start, end)
    if start >= end:
        return []
    if label is not None and label.kind is LabelKind.OTHER:
        return [Piece(PieceKind.OTHER, start, end, None, Certainty.YES, "other label")]
    value = folded[start:end]
    if label is not None and label.kind is LabelKind.ADDRESS:
        return [Piece(PieceKind.ADDRESS, start, end, role, Certainty.YES, "label")]
    if looks_like_address(value) is not Verdict.NO:
        return _around_address(folded, start, end, label, role)
    if label is not None and label.kind in (LabelKind.NAME, LabelKind.PARTY):
        return [Piece(PieceKind.NAME, start, end, role, Certainty.YES, "label")]
    verdict = looks_like_name(value)
    if verdict is Verdict.YES or (verdict is Verdict.UNSURE and PieceKind.NAME in expects):
        sure = Certainty.YES if beside_phone or PieceKind.NAME in expects else Certainty.MAYBE
        return [Piece(PieceKind.NAME, start, end, role, sure, "shape")]
    if verdict is Verdict.UNSURE and beside_phone:
        return [Piece(PieceKind.NAME, start, end, role, Certainty.MAYBE, "beside phone")]
    if looks_like_address_tail(value) is Verdict.YES or PieceKind.ADDRESS in expects:
        return [Piece(PieceKind.ADDRESS, start, end, role, Certainty.MAYBE, "tail")]
    return [Piece(PieceKind.OTHER, start, end, None, Certainty.MAYBE, "nothing")]


def _around_address(
    folded: str, start: int, end: int, label: LabelMatch | None, role: Role | None
) -> list[Piece]:
    """A stretch that holds an address: a name may stand right before or after it."""
    pieces: list[Piece] = []
    begin = _ADDRESS_START.search(folded, start, end)
    asked = label is not None and label.kind in (LabelKind.NAME, LabelKind.PARTY)
    first = _CHUNK.match(folded, start, end)
    if begin and begin.start() > start:
        head = _trimmed(folded, start, begin.start())
        if asked or looks_like_name(folded[head[0] : head[1]]) is not Verdict.NO:
            pieces.append(Piece(PieceKind.NAME, *head, role, Certainty.MAYBE, "before address"))
            start = begin.start()
    elif first and first.end() < end and looks_like_name(first.group()) is Verdict.YES:
        pieces.append(
            Piece(PieceKind.NAME, start, first.end(), role, Certainty.MAYBE, "before address")
        )
        start = _trimmed(folded, first.end(), end)[0]
    chunks = list(_CHUNK.finditer(folded, start, end))
    if len(chunks) > 1:
        last = chunks[-1]
        if looks_like_name(last.group()) is Verdict.YES and has_surname(last.group()):
            stop = _trimmed(folded, start, last.start())[1]
            pieces.append(Piece(PieceKind.ADDRESS, start, stop, role, Certainty.YES, "shape"))
            pieces.append(
                Piece(PieceKind.NAME, *last.span(), role, Certainty.MAYBE, "after address")
            )
            return pieces
    pieces.append(Piece(PieceKind.ADDRESS, start, end, role, Certainty.YES, "shape"))
    return pieces
