"""Which barcodes and 2D codes hold personal data."""

from __future__ import annotations

import re

from masking.text.labels import LabelKind
from masking.text.split import PieceKind, split
from masking.text.verdict import Certainty

_URL = re.compile(r"(?i)^\s*(?:https?://|www\.)\S*$")
_VCARD = re.compile(r"(?i)BEGIN:VCARD|MECARD:")


def holds_personal_data(content: str) -> bool:
    """Whether a code's decoded text shows a name, phone, address or identity number.

    A waybill number, routing data, cipher text or a carrier's web address does not. A web address
    does when a phone number stands in it.
    """
    if _VCARD.search(content):
        return True
    pieces = split(content)
    if any(
        piece.kind in (PieceKind.PHONE, PieceKind.ID_NUMBER) and piece.certainty is Certainty.YES
        for piece in pieces
    ):
        return True
    if _URL.match(content) or content.isascii():
        return False
    announced = any(
        piece.kind is PieceKind.LABEL and piece.evidence in (LabelKind.PARTY, LabelKind.NAME)
        for piece in pieces
    )
    return announced or any(piece.kind in (PieceKind.ADDRESS, PieceKind.PHONE) for piece in pieces)
