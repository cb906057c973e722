"""A mobile number that stands right behind other digits because the space between them was lost."""

from __future__ import annotations

import re

from masking.text.words import NOT_NAMES

_GLUED = re.compile(
    r"(?!(?:00)?86)([0-9]{1,5})(?:1[3-9][0-9](?:[0-9]{8}|\*{4}[0-9]{4})|1\*{6}[0-9]{4})"
)
_AREA = "0(?:10|2[0-9]|[3-9][0-9]{2})"
# A landline's own digits and a mobile, a mobile and a landline's area code, and all of a landline and a
# mobile, between which the space was lost: 0991-38692899|15733877124, 15733877124|0991-38692899.
_LOCAL_AND_MOBILE = re.compile(r"([2-9][0-9]{6,7})1[3-9][0-9]{9}")
_MOBILE_AND_AREA = re.compile(rf"(1[3-9][0-9]{{9}}){_AREA}")
_LANDLINE_AND_MOBILE = re.compile(rf"({_AREA}[2-9][0-9]{{6,7}})1[3-9][0-9]{{9}}")
_AFTER_AREA = re.compile(rf"(?<![0-9]){_AREA}[-) ]{{1,2}}$")
_LOCAL_FOLLOWS = re.compile("[-) ]{1,2}[2-9][0-9]{6,7}(?![0-9])")
AREA_REACH = 6
"""Characters before a local number in which its area code stands."""
MOBILE_AND_EXTENSION = re.compile(r"1[3-9][0-9]{9}[0-9]{4}")
"""A mobile and its extension whose separator was lost; an order's number may look the same."""
CONTEXT = 16
"""Characters before the digits that are looked at to tell what they belong to."""
# 公寓1003, 3栋1502, 31-2108, 2-1-1103: a room. Behind 号 only with a number before it: 单号 is none.
_ROOM_BEFORE = re.compile(
    r"(?:[苑园府城湾厦里庭区院座栋幢楼元层场室庄邸墅舍寓]|[0-9](?:[号#]|门)|#[0-9]{1,3}-|[一-鿿][0-9A-Za-z]{1,4}(?:-[0-9]{1,3}){0,2}-)$"
)
# momo123, 小太阳88: a nickname that ends in digits.
_NICKNAME_BEFORE = re.compile(r"(?:[a-z]|(?:^|[^一-鿿A-Za-z0-9])([一-鿿]{1,6}(?<![号单码编款])))$")
_NO_NAME = re.compile("|".join(map(re.escape, sorted(NOT_NAMES, key=len, reverse=True))))


def mobile_behind_room(text: str, start: int, end: int) -> int | None:
    """The offset at which a mobile begins within the digits `text[start:end]`, where a room's number
    stands before it without a space: 金色公寓1003|13812345678."""
    return _mobile_within(text, start, end, _ROOM_BEFORE)


def mobile_within(text: str, start: int, end: int) -> int | None:
    """The same where a room's number or a nickname's digits stand before it: momo123|13812345678."""
    room = mobile_behind_room(text, start, end)
    return _mobile_within(text, start, end, _NICKNAME_BEFORE) if room is None else room


def _mobile_within(text: str, start: int, end: int, before: re.Pattern[str]) -> int | None:
    glued = _GLUED.fullmatch(text, start, end)
    words = before.search(text[max(start - CONTEXT, 0) : start]) if glued else None
    if glued is None or words is None or (words.re.groups and _NO_NAME.search(words[1] or "")):
        return None
    return glued.end(1)


def landline_and_mobile(text: str, start: int, end: int) -> int | None:
    """The offset at which the second of two numbers begins within the digits `text[start:end]`, of which one
    is a landline's and the other a mobile's."""
    pair = _LANDLINE_AND_MOBILE.fullmatch(text, start, end)
    if pair is None and _AFTER_AREA.search(text[max(start - AREA_REACH, 0) : start]):
        pair = _LOCAL_AND_MOBILE.fullmatch(text, start, end)
    if pair is None and _LOCAL_FOLLOWS.match(text, end):
        pair = _MOBILE_AND_AREA.fullmatch(text, start, end)
    return pair.end(1) if pair else None
