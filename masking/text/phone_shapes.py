"""The shapes of phone numbers: what a run of digits in given groups may be."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

import phonenumbers

from masking.text.digits import MASK
from masking.text.verdict import Certainty


class PhoneKind(StrEnum):
    """What sort of number it is."""

    MOBILE = "mobile"
    """Mainland mobile: ``1[3-9]`` and nine more digits."""
    VIRTUAL = "virtual"
    """A mobile-looking number with an extension: a safe number, or indistinguishable from one."""
    LANDLINE = "landline"
    """An area code ``0dd`` or ``0ddd`` and seven or eight digits, or the latter alone."""
    FOREIGN = "foreign"
    """Hong Kong, Macau, Taiwan or another country."""
    UNKNOWN_NUMBER = "unknown_number"
    """Digits in a phone's place whose length or prefix fits no plan."""
    MASKED = "masked"
    """A number some of whose digits are hidden already."""
    SERVICE = "service"
    """400, 800, 95xxx and the like: nobody's personal number."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a run of digits is."""

    kind: PhoneKind
    country: int
    """How many of the digits are the country code."""
    area: int
    """How many of the digits after it are a landline's area code."""
    certainty: Certainty
    evidence: str


SERVICE_NUMBER = "service number"
"""Evidence of a number that is nobody's."""
TORN = "torn mobile"
"""Evidence of a mobile within which the reader saw a space or a speck."""
SHORTEST_AREA = 3
"""Digits of an area code at least."""
MIN_DIGITS = 7
"""Digits of the shortest number that is taken for one without a label."""
MIN_LABELLED = 5
"""Digits of the shortest number that is taken for one after a label or beside a name."""
MAX_DIGITS = 15
"""Digits of the longest international number (ITU-T E.164)."""
SERVICE_DIGITS = 10
"""Digits of a 400 or 800 number: only those are printed in groups."""
MIN_VISIBLE = 3
"""Digits that a masked number must still show to be told from any asterisks."""
MIN_MOBILE = 10
"""Digits and hidden positions of a masked mobile at least: one may not have been counted."""
MIN_HIDDEN = 2
"""Hidden positions side by side that make a masked number of unknown length."""

FEW_GROUPS = 3
"""Groups that a mobile was read in at most where a space or two were seen within it."""

MAX_WIDE_GROUP = 8
"""Digits of a widely spaced mobile that were read without the spaces between them."""

_MOBILE = re.compile(r"1[3-9*][0-9*]{9}")
_NEARLY_MOBILE = re.compile(r"1[3-9][0-9]{8}(?:[0-9]{2})?")
# Area codes: 010, 02x and 0[3-9]xx; local numbers never begin with 0 or 1.
_LANDLINE = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-9*][0-9*]{6,7})")
_HIDDEN_LANDLINE = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))\*{7,}")
_BARRED = re.compile(r"1\*{6,}[0-9]{4}")
_TAIWAN_MOBILE = re.compile(r"09[0-9*]{8}")
# Neither an area code nor a mobile begins with these.
_HOUSE = re.compile(r"[2-9]|1[0-2]")
_LOCAL = re.compile(r"[2-9*][0-9*]{6,7}")
_SERVICE = re.compile(r"[48]00[0-9]{7}|95[0-9]{3,4}|11183|123(?:05|06|15|45)")
_COUNTRY = re.compile(r"(?:00)?(?:852(?=[0-9*]{8}$)|853(?=[0-9*]{8}$)|886(?=[0-9*]{8,9}$))")
# The same without a plus and with a separator behind the code, where nothing tells a contact:
# 852-5638 1926, 886-912345678. Local numbers of Hong Kong and Macau begin with few digits.
_ABROAD = frozenset(
    {(3, 8), (3, 4, 4), (3, 9), (3, 3, 3, 3), (5, 8), (5, 4, 4), (5, 9), (5, 3, 3, 3)}
)
_ABROAD_CODE = re.compile(
    "(?:00)?(?:852(?=[235679*][0-9*]{7}$)|853(?=[268*][0-9*]{7}$)|886(?=9[0-9*]{8}$))"
)
# How a mobile number is printed: groups of digits with one and the same separator.
_GROUPINGS = frozenset(
    {
        (11,),
        (3, 4, 4),
        (3, 8),
        (7, 4),
        (4, 3, 4),
        (4, 4, 3),
        (3, 3, 5),
        (3, 5, 3),
        (5, 6),
        (6, 5),
        (5, 3, 3),
        (3, 3, 3, 2),
    }
)
# Small asterisks stand apart from the digits beside them: 1 ****** 0128.
_MASKED_GROUPINGS = _GROUPINGS | {(1, 10), (1, 6, 4)}
_NEAR_GROUPINGS = frozenset(
    {(10,), (12,), (3, 4, 3), (3, 3, 4), (2, 4, 4), (3, 4, 5), (3, 5, 4), (4, 4, 4)}
)


def shape_of(
    digits: str, lengths: tuple[int, ...], gaps: list[str], plus: bool, contact: bool
) -> Shape | None:
    """What digits in groups of these lengths are, or None.

    Args:
        digits: digits and `MASK`, all groups together.
        lengths: how many of them each group has.
        gaps: what stands between the groups.
        plus: a plus sign stands before them.
        contact: a contact is expected here.
    """
    masked = MASK in digits
    if masked and not contact and digits.count(MASK) > len(digits) - MIN_VISIBLE:
        return None
    even = len({gap.strip() for gap in gaps}) <= 1
    country = _mainland_code(digits, plus)
    national = digits[country:]
    groupings = _MASKED_GROUPINGS if masked else _GROUPINGS
    if _MOBILE.fullmatch(national) and (
        contact or plus or country or (even and (lengths in groupings or max(lengths) == 1))
    ):
        kind = PhoneKind.MASKED if masked else PhoneKind.MOBILE
        return Shape(kind, country, 0, Certainty.YES, "mobile")
    if not masked and _MOBILE.fullmatch(digits) and _is_torn(lengths, gaps):
        return Shape(PhoneKind.MOBILE, 0, 0, Certainty.MAYBE, TORN)
    if plus:
        return _international(digits, country)
    if contact and (abroad := _COUNTRY.match(digits)):
        return Shape(PhoneKind.FOREIGN, abroad.end(), 0, Certainty.MAYBE, "country code")
    if lengths in _ABROAD and (abroad := _ABROAD_CODE.match(digits)):
        return Shape(PhoneKind.FOREIGN, abroad.end(), 0, Certainty.MAYBE, "country code")
    return _domestic(digits, lengths, masked, contact) or _doubtful(
        digits, lengths, gaps, masked, contact
    )


def _is_torn(lengths: tuple[int, ...], gaps: list[str]) -> bool:
    """Whether a speck stands in a number, a space or two were seen within it, or widely spaced digits
    were read in many groups."""
    if 1 < len(lengths) <= FEW_GROUPS and not any(gap.strip() for gap in gaps):
        return True
    speck = len(gaps) == 1 and gaps[0].strip() in (".", "-", "·")
    wide = len(lengths) > FEW_GROUPS and not any(gap.strip() for gap in gaps)
    spaced = wide and max(lengths) <= MAX_WIDE_GROUP
    return speck or spaced


def _mainland_code(digits: str, plus: bool) -> int:
    for prefix in ("0086", "86"):
        rest = digits[len(prefix) :]
        if digits.startswith(prefix) and (_MOBILE.fullmatch(rest) or (plus and len(rest) >= 10)):
            return len(prefix)
    return 0


def _international(digits: str, country: int) -> Shape | None:
    """A number after a plus sign."""
    if country:
        zero = not digits.startswith("0", country)
        landline = _LANDLINE.fullmatch("0" * zero + digits[country:])
        area = len(landline.group(1)) - zero if landline else 0
        kind = PhoneKind.LANDLINE if landline else PhoneKind.UNKNOWN_NUMBER
        return Shape(kind, country, area, Certainty.YES, "country code")
    if not MIN_DIGITS < len(digits) <= MAX_DIGITS:
        return None
    return Shape(PhoneKind.FOREIGN, _country_digits(digits), 0, Certainty.YES, "plus sign")


def _country_digits(digits: str) -> int:
    """How many digits the country code after a plus sign has; 0 where there is none."""
    for length in (1, 2, 3):
        code = digits[:length]
        if code.isdigit() and int(code) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
            return length
    return 0


def _domestic(digits: str, lengths: tuple[int, ...], masked: bool, contact: bool) -> Shape | None:
    landline = _LANDLINE.fullmatch(digits)
    if landline:
        area = len(landline.group(1))
        cut = area == lengths[0] and len(lengths) > 1
        if cut or contact or len(lengths) == 1:
            kind = PhoneKind.MASKED if masked else PhoneKind.LANDLINE
            sure = Certainty.YES if cut or contact else Certainty.MAYBE
            return Shape(kind, 0, area, sure, "area code")
    if _TAIWAN_MOBILE.fullmatch(digits) and (contact or lengths in {(4, 3, 3), (4, 6)}):
        return Shape(PhoneKind.FOREIGN, 0, 0, Certainty.YES, "taiwan mobile")
    whole = len(lengths) == 1 or (len(digits) == SERVICE_DIGITS and lengths[0] >= 3)
    if whole and _SERVICE.fullmatch(digits):
        return Shape(PhoneKind.SERVICE, 0, 0, Certainty.YES, SERVICE_NUMBER)
    return None


def _doubtful(
    digits: str, lengths: tuple[int, ...], gaps: list[str], masked: bool, contact: bool
) -> Shape | None:
    in_one = len(lengths) <= 3 and not any(")" in gap for gap in gaps)
    # 36-****06 is a house and its rooms, and so is 15-****07: behind two digits no mobile has a dash.
    house = len(lengths) == 2 and lengths[0] < SHORTEST_AREA
    few = not contact and len(digits) < MIN_MOBILE and gaps[0].strip() == "-" if house else False
    house = house and (few or _HOUSE.match(digits) is not None)
    if (
        masked
        and in_one
        and not house
        and len(digits) >= MIN_DIGITS
        and MASK * MIN_HIDDEN in digits
    ):
        # 1******* before -3408: of a mobile that black bars hide the reader may lose a dash.
        begins = digits[0] == "1" and len(digits) < MIN_MOBILE
        # How many asterisks stand for a bar is a guess, and widely spaced digits fall apart: 1********** 40 15.
        spaced = not any(gap.strip() for gap in gaps) and _BARRED.fullmatch(digits) is not None
        sure = contact and (len(lengths) == 1 or spaced) and not begins
        certainty = Certainty.YES if sure else Certainty.MAYBE
        # Its extension's asterisks may have been read with a landline's own.
        landline = _HIDDEN_LANDLINE.fullmatch(digits)
        area = len(landline.group(1)) if landline else 0
        return Shape(PhoneKind.MASKED, 0, area, certainty, "mask")
    if contact and _LOCAL.fullmatch(digits):
        return Shape(PhoneKind.LANDLINE, 0, 0, Certainty.MAYBE, "bare local number")
    if contact and MIN_LABELLED <= len(digits) <= MAX_DIGITS:
        return Shape(PhoneKind.UNKNOWN_NUMBER, 0, 0, Certainty.MAYBE, "digits where a phone stands")
    if masked:
        return None
    if lengths in _NEAR_GROUPINGS and _NEARLY_MOBILE.fullmatch(digits):
        return Shape(PhoneKind.UNKNOWN_NUMBER, 0, 0, Certainty.MAYBE, "a digit off")
    if lengths == (11,) and digits[0] == "1":
        return Shape(PhoneKind.UNKNOWN_NUMBER, 0, 0, Certainty.MAYBE, "eleven digits")
    return None
