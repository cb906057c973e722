"""A mobile number that stands right behind other digits because the space between them was lost."""

from __future__ import annotations

import re

from masking.text.words import NOT_NAMES

_GLUED = re.compile(r"(?!(?:00)?86)([0-9]{1,5})1[3-9][0-9]{9}")
MOBILE_AND_EXTENSION = re.compile(r"1[3-9][0-9]{9}[0-9]{4}")
"""A mobile and its extension whose separator was lost; an order's number may look the same."""
CONTEXT = 16
"""Characters before the digits that are looked at to tell what they belong to."""
# 公寓1003, 3栋1502, 31-2108, 2-1-1103: a room. Behind 号 only with a number before it: 单号 is none.
_ROOM_BEFORE = re.compile(
    r"(?:[苑园府城湾厦里庭区院座栋幢楼元层场室庄邸墅舍寓]|[0-9]号|[一-鿿][0-9A-Za-z]{1,4}(?:-[0-9]{1,3}){0,2}-)$"
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
