"""Numbers of a waybill that are no phones: one recogniser for each, with its format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from masking.text.fold import fold
from masking.text.glued_numbers import landline_and_mobile, mobile_behind_room


class IdentifierKind(StrEnum):
    """What sort of number it is."""

    ID_CARD = "id_card"
    """Resident identity number, 18 characters with a check character (GB 11643). Personal."""
    WAYBILL_NUMBER = "waybill_number"
    ORDER_NUMBER = "order_number"
    """15 to 19 digits that are nothing else."""
    DATE = "date"
    TIME = "time"
    AMOUNT = "amount"
    """Money or weight, with its unit or two decimals."""
    SERVICE_LINE = "service_line"
    """400 and 800 numbers, 95xxx, 11183, 123xx."""


@dataclass(frozen=True, slots=True)
class IdentifierMatch:
    """One identifier in a text."""

    start: int
    end: int
    kind: IdentifierKind


_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_ID_CARD = re.compile(r"(?<![0-9])[1-9](?: ?[0-9]){16} ?[0-9Xx](?![0-9A-Za-z])")
# SF, YT, JT or DPK tell a waybill's number though letters were read for some of its digits.
_MISREAD = "(?:SF|YT|JT|DPK)(?=(?:[A-Za-z]*[0-9]){9})[0-9lIoOSBZ]{12,13}"
_WAYBILL = re.compile(
    r"(?<![0-9A-Za-z])(?:"
    rf"SF ?[0-9]{{4}} ?[0-9]{{4}} ?[0-9]{{4,5}}|{_MISREAD}"
    r"|7[3-68][0-9]{12}|YT[0-9]{13}|(?:77|43)[0-9]{12,15}|[34][0-9]{14}|5[0-9]{12}"
    r"|JD[0-9A-Z]{13}(?:-[0-9]+)*|JT[0-9]{13}|DPK[0-9]{12}|621[0-9]{12}|[A-Z]{2}[0-9]{9}[A-Z]{2}|1[0-9]{12}|9[0-9]{12}"
    r")(?![0-9A-Za-z])"
)
_MONTH, _DAY = "(?:0?[1-9]|1[0-2])", "(?:0?[1-9]|[12][0-9]|3[01])"
# The reader may lose the space before the time: 2023-04-1412:37:12.
_CLOCK = "[0-2][0-9]:[0-5][0-9](?::[0-5][0-9])?"
_DATE = re.compile(
    rf"(?<![0-9])(?<![0-9][-.])(?:20[0-9]{{2}}|19[0-9]{{2}})"
    rf"(?:[-./]{_MONTH}[-./]{_DAY}(?:{_CLOCK})?(?![-./:]?[0-9])|年{_MONTH}月(?:{_DAY}日)?)"
)
_TIME = re.compile(r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?(?![0-9:])")
_AMOUNT = re.compile(
    r"(?:[¥$] ?[0-9]+(?:\.[0-9]+)?|(?<![0-9.])[0-9]+(?:\.[0-9]+)? ?(?:元(?![0-9一-鿿])|kg|KG|Kg|公斤|千克|cm|CM))"
)
_ORDER = re.compile(r"(?<![0-9A-Za-z])(?!00861[3-9])[0-9]{15,19}(?![0-9A-Za-z])")
_SERVICE = re.compile(
    r"(?<![0-9])(?:[48]00[- ]?[0-9]{3,4}[- ]?[0-9]{3,4}|95[0-9]{3,4}|11183|123(?:05|06|15|45))(?![0-9])"
)
# Province codes (GB/T 2260) and birth dates that living people have.
_ID_SHAPE = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[123])[0-9]{4}"
    r"(?:19[0-9]{2}|20[0-4][0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
)


def is_id_card(characters: str) -> bool:
    """Whether 18 characters are an identity number.

    Either the check character is right, or province and birth date are possible ones: one digit
    misread must not show the other seventeen, and an order number seldom looks like that.
    """
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9Xx]", characters):
        return False
    if _ID_SHAPE.fullmatch(characters):
        return True
    total = sum(int(c) * w for c, w in zip(characters[:17], _WEIGHTS, strict=True))
    return characters[17].upper() == _CHECK[total % 11] and _dated(characters)


_CENTURIES = frozenset({"18", "19", "20"})


def _dated(characters: str) -> bool:
    """Whether somebody may have been born then: an order number's check character may be right as well."""
    possible = characters[6:8] in _CENTURIES
    return possible and 1 <= int(characters[10:12]) <= 12 and 1 <= int(characters[12:14]) <= 31


def find_id_cards(text: str) -> tuple[IdentifierMatch, ...]:
    """Resident identity numbers with a right check character, also with spaces inside."""
    return _id_cards(fold(text))


def _id_cards(folded: str) -> tuple[IdentifierMatch, ...]:
    return tuple(
        IdentifierMatch(m.start(), m.end(), IdentifierKind.ID_CARD)
        for m in _ID_CARD.finditer(folded)
        if is_id_card(m.group().replace(" ", ""))
    )


def find_waybill_numbers(text: str) -> tuple[IdentifierMatch, ...]:
    """Numbers in a carrier's shape."""
    return tuple(
        IdentifierMatch(m.start(), m.end(), IdentifierKind.WAYBILL_NUMBER)
        for m in _WAYBILL.finditer(fold(text))
    )


def find_identifiers(text: str) -> tuple[IdentifierMatch, ...]:
    """Every identifier of `text`, in order, never overlapping."""
    return find_identifiers_folded(fold(text))


def find_identifiers_folded(folded: str) -> tuple[IdentifierMatch, ...]:
    """`find_identifiers` for a text that went through `fold` already."""
    found = list(_id_cards(folded))
    for kind, pattern in (
        (IdentifierKind.WAYBILL_NUMBER, _WAYBILL),
        (IdentifierKind.ORDER_NUMBER, _ORDER),
        (IdentifierKind.DATE, _DATE),
        (IdentifierKind.TIME, _TIME),
        (IdentifierKind.AMOUNT, _AMOUNT),
        (IdentifierKind.SERVICE_LINE, _SERVICE),
    ):
        found += (
            IdentifierMatch(m.start(), m.end(), kind)
            for m in pattern.finditer(folded)
            if mobile_behind_room(folded, *m.span()) is None
            and landline_and_mobile(folded, *m.span()) is None
        )
    rank = {kind: place for place, kind in enumerate(IdentifierKind)}
    found.sort(key=lambda i: (i.start, rank[i.kind]))
    kept: list[IdentifierMatch] = []
    for identifier in found:
        if not kept or identifier.start >= kept[-1].end:
            kept.append(identifier)
    return tuple(kept)
