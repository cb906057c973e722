"""What one number of an address names, from its unit word, its neighbours and the words before.

A decision is a kind with its evidence, or None where the number belongs to a place's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from masking.text.address.parts import TAIL, PartKind
from masking.text.address.tokens import Token
from masking.text.address.vocabulary import Place, Unit, long_number_is_room

MIN_ROOM = 3
"""Digits: a bare number with fewer after a place's name is a building rather than a room."""
MIN_ROOM_AT_ROAD = 3
"""Digits: the second of two numbers after a road, `639-2014`, is a room from this length on."""
MIN_ROOM_BEFORE = 4
"""Digits: the first of several numbers, `1203-1`, is a room rather than a building from here."""
MAX_RANGE = 20
"""Rooms that one tenant has side by side, or houses that one number covers."""
MAX_CHAIN = 5
"""Numbers that dashes join to one address: road, building, unit, floor, room."""
MAX_ROOM = 5
"""Digits: a bare number with more after a place's name is a postal code or the like."""
MAX_POSTAL = 6
"""Digits: a longer number after a place's name is two numbers between which the separator was lost, or
what is left of a phone."""
MAX_CODE = 10
"""Characters: a longer run of letters and digits is a code of something else."""

Decision = tuple[PartKind | None, str]
NOTHING: Decision = (None, "")
UNPLACED: Decision = (None, "unplaced")

_ROOM_LIKE = frozenset({Unit.NONE, Unit.ROOM, Unit.HAO})
_SHORTEST_ROOM = {Place.ROAD: MIN_ROOM_AT_ROAD, Place.LANE: 1}
_DASH = re.compile(r" ?[-_~/、.·至到] ?")
_LISTED = frozenset("、,&和及")
MAX_LISTED = 8
"""Rooms of one list that are looked at."""
_DOOR_UNITS = frozenset(
    {Unit.NONE, Unit.HAO, Unit.HOUSE, Unit.CELL, Unit.GATE, Unit.FLOOR, Unit.ROOM}
)
_BY_UNIT = {
    Unit.CELL: PartKind.CELLNO,
    Unit.FLOOR: PartKind.FLOORNO,
    Unit.ROOM: PartKind.ROOMNO,
}
_NAMED_BY_NUMBER = re.compile(
    r"[一-鿿]?(?:酒店|宾馆|公寓|医院|厂房|国道|千伏|移动|客栈|大厦|广场|国际|创意|艺术|文化|园|街区|度|店|酒吧)"
)
_LETTER_HOUSE = re.compile(r"[A-Z][0-9]{1,2}")
_GOES_ON = re.compile(r"[一-鿿]{2}")
_LETTER_ROOM = re.compile(
    rf"[A-Za-z][0-9A-Za-z]{{{MIN_ROOM - 1},}}[0-9]|[0-9]{{1,2}}[A-Z][0-9]{{{MIN_ROOM},4}}"
)
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


@dataclass(slots=True)
class Context:
    """What is known before a number."""

    text: str
    place: Place = Place.START
    """What the words before the number name."""
    market: bool = False
    """They name a market or mall, whose numbers are stalls and shops."""
    in_tail: bool = False
    """A unit, floor or room was met before."""
    grouped: bool = False
    """A villagers' group stands right before: 3组26号."""
    on_road: bool = False
    """A number on a road was met before: what follows is in a building, not in a village."""
    last: PartKind | None = None
    """What the number right before it, in the same cluster, names."""


def decide(context: Context, cluster: list[Token], index: int) -> Decision:
    """What token `index` of a cluster names."""
    token = cluster[index]
    unit = token.unit
    if unit not in _DOOR_UNITS:
        if unit is Unit.ROAD and context.market and context.text[token.end - 1] == "街":
            return PartKind.CELLNO, "market street"
        if unit is Unit.OTHER and (
            context.last in TAIL
            or (context.last is PartKind.HOUSENO and context.text[token.end - 1] in "仓库")
        ):
            return PartKind.ROOMNO, "after building"
        return NOTHING
    if unit in _BY_UNIT:
        return _BY_UNIT[unit], "unit word"
    if unit is Unit.NONE and token.number[:1] == "*":
        return PartKind.ROOMNO, "masked"
    if context.in_tail:
        return PartKind.ROOMNO, "after tail"
    if unit is Unit.HOUSE:
        return PartKind.HOUSENO, "unit word"
    if unit is Unit.NONE and _shares_room(context.text, cluster, index):
        return PartKind.ROOMNO, "rooms"
    more = index + 1 < len(cluster)
    if unit is Unit.GATE and not more and "号" in context.text[token.start : token.end]:
        return NOTHING
    if context.last is PartKind.HOUSENO:
        return (PartKind.CELLNO if more else PartKind.ROOMNO), "after building"
    if unit is Unit.GATE:
        return (PartKind.CELLNO, "unit word") if more and token.number.isdigit() else NOTHING
    if unit is Unit.HAO:
        return _hao(context, cluster, index)
    if context.last is PartKind.ROADNO:
        return _bare_after_road_number(context, cluster, index)
    return _bare(context, cluster, index)


def _hao(context: Context, cluster: list[Token], index: int) -> Decision:
    """A number with 号 or #."""
    token = cluster[index]
    place = context.place
    if context.last is PartKind.ROADNO:
        if _sharp_unit(context.text, cluster, index):
            return PartKind.CELLNO, "chain"
        if _bare_chain(context.text, cluster, index) and (
            index >= 2
            or (
                place is Place.VILLAGE
                and len(token.number) >= MIN_ROOM
                and not _is_range(cluster[0].number, token.number)
            )
        ):
            return PartKind.ROOMNO, "chain"
        return PartKind.ROADNO, "after road number"
    if context.grouped:
        return PartKind.HOUSENO, "village group"
    if len(token.number) > MAX_ROOM and token.number.isdigit():
        return PartKind.ROOMNO, "run together"
    if place in (Place.ROAD, Place.LANE):
        return PartKind.ROADNO, "after road"
    if _letter_room(token.number):
        return PartKind.ROOMNO, "letter and digits"
    if place is Place.VILLAGE:
        return PartKind.ROADNO, "village"
    if context.market:
        return PartKind.ROOMNO, "stall"
    if index + 1 == len(cluster):
        words = context.text[max(token.start - 4, 0) : token.start]
        if place is Place.BUILDING and not words.endswith("广场"):
            return PartKind.ROOMNO, "in building"
        if long_number_is_room(words, len(token.number)):
            return PartKind.ROOMNO, "long number"
    return PartKind.HOUSENO, "after place"


def _sharp_unit(text: str, cluster: list[Token], index: int) -> bool:
    """Whether a number stands between a building's # and a room's number, with a # of its own: 29#2#2405."""
    if not 0 < index < len(cluster) - 1:
        return False
    before, token, room = cluster[index - 1 : index + 2]
    return (
        all(text[one.start : one.end].rstrip().endswith("#") for one in (before, token))
        and room.unit in _ROOM_LIKE
        and len(room.number) >= MIN_ROOM
    )


def _bare_after_road_number(context: Context, cluster: list[Token], index: int) -> Decision:
    """A number without unit word right after a road's number."""
    token, before = cluster[index], cluster[index - 1]
    following = cluster[index + 1] if index + 1 < len(cluster) else None
    digits = len(token.number)
    if before.unit is Unit.NONE:
        if following is not None:
            if following.unit is Unit.HOUSE:
                return PartKind.ROADNO, "range"
            return PartKind.CELLNO, "chain"
        shortest = _SHORTEST_ROOM.get(context.place, MIN_ROOM)
        if digits >= shortest and not _is_range(before.number, token.number):
            return PartKind.ROOMNO, "chain"
        return PartKind.ROADNO, "range"
    if context.text[max(before.start - 2, 0) : before.start].rstrip().endswith("附"):
        return PartKind.ROOMNO, "after road number"
    if following is not None:
        sharp = context.text[before.start : before.end].rstrip().endswith("#")
        if (
            sharp
            and context.place is Place.VILLAGE
            and _is_last_of_chain(context.text, cluster, index)
        ):
            return PartKind.CELLNO, "chain"  # 8#1-1602 in a district: no road that 8 could be on
        return PartKind.HOUSENO, "after road number"
    parted = context.text[before.end : token.start].strip()
    if digits < MIN_ROOM and (parted or token.number.isdigit()):
        return PartKind.HOUSENO, "after road number"
    return PartKind.ROOMNO, "after road number"


def _bare(context: Context, cluster: list[Token], index: int) -> Decision:
    """A number without unit word that stands first after words."""
    token = cluster[index]
    following = cluster[index + 1] if index + 1 < len(cluster) else None
    digits = len(token.number)
    place = context.place
    chained = following is not None and bool(
        _DASH.fullmatch(context.text, token.end, following.start)
    )
    if digits > MAX_CODE:
        return UNPLACED
    if context.market and (digits >= MIN_ROOM_AT_ROAD or place is not Place.ROAD):
        if (
            chained
            and following is not None
            and digits < MIN_ROOM <= len(following.number)
            and not _is_range(token.number, following.number)
        ):
            return PartKind.HOUSENO, "chain"
        return PartKind.ROOMNO, "stall"
    if context.grouped:
        return PartKind.HOUSENO, "village group"
    if digits > MAX_POSTAL and place is not Place.START and token.number.isdigit():
        return PartKind.ROOMNO, "run together"
    if place in (Place.ROAD, Place.LANE):
        if _letter_room(token.number):
            return PartKind.ROOMNO, "letter and digits"
        if chained and place is Place.ROAD and _LETTER_HOUSE.fullmatch(token.number):
            return PartKind.HOUSENO, "chain"  # 步行街R9-242: no road number begins with a letter
        return PartKind.ROADNO, "after road"
    if place is Place.VILLAGE and context.on_road and digits >= MIN_ROOM_BEFORE:
        return PartKind.ROOMNO, "after road number"
    long = digits == MAX_ROOM and token.number.isdigit()
    if place is Place.VILLAGE and not long and not _letter_room(token.number):
        return PartKind.ROADNO, "village"
    if following is not None:
        return _first_of_chain(place, token, following, chained)
    if (digits > MAX_ROOM and token.number.isdigit()) or (
        place is Place.START and digits < MIN_ROOM
    ):
        return UNPLACED
    if digits >= MIN_ROOM or (place is Place.BUILDING and not token.number.isdigit()):
        if place is Place.START and _GOES_ON.match(context.text, token.end):
            return NOTHING
        if place is Place.OTHER and _NAMED_BY_NUMBER.match(context.text, token.end):
            return NOTHING
        return PartKind.ROOMNO, "bare number"
    return PartKind.HOUSENO, "bare number"


def _first_of_chain(place: Place, token: Token, following: Token, chained: bool) -> Decision:
    """The first of several numbers after a place's name: the building, or rooms from-to."""
    digits = len(token.number)
    bare = following.unit in _ROOM_LIKE and token.number.isdigit()
    if digits >= MIN_ROOM_BEFORE and bare:
        return PartKind.ROOMNO, "long number"
    if not chained:
        rooms = bare and MIN_ROOM <= digits == len(following.number)
        rooms = rooms or (_letter_room(token.number) and token.number[0].isdigit())
        return (PartKind.ROOMNO, "rooms") if rooms else (PartKind.HOUSENO, "before tail")
    if (
        (digits >= MIN_ROOM and place is Place.BUILDING)
        or _letter_room(token.number)
        or _is_range(token.number, following.number)
    ):
        return PartKind.ROOMNO, "range"
    if following.unit is Unit.FLOOR:
        low, high = token.number, following.number
        chinese = not low.isascii() and not high.isascii()
        if chinese or (low.isdigit() and high.isdigit() and (len(low), low) < (len(high), high)):
            return PartKind.FLOORNO, "range"
    return PartKind.HOUSENO, "chain"


def _shares_room(text: str, cluster: list[Token], index: int) -> bool:
    """Whether a number is in a list whose last member has the room's unit word: 1101、1102室."""
    number = cluster[index].number
    for place in range(index + 1, min(len(cluster), index + MAX_LISTED)):
        before, token = cluster[place - 1], cluster[place]
        gap = text[before.end : token.start].strip()
        listed = gap in _LISTED and len(token.number) - len(number) in (0, 1)
        if not (len(number) >= MIN_ROOM and (listed or _is_range(number, token.number))):
            return False
        if token.unit is not Unit.NONE:
            return token.unit is Unit.ROOM
    return False


def _is_last_of_chain(text: str, cluster: list[Token], index: int) -> bool:
    """Whether a dash and a room's number, the last of the cluster, follow: 1-1602."""
    token, following = cluster[index], cluster[index + 1]
    return (
        index + 2 == len(cluster)
        and len(token.number) < MIN_ROOM <= len(following.number)
        and following.unit in _ROOM_LIKE
        and _DASH.fullmatch(text, token.end, following.start) is not None
    )


def _bare_chain(text: str, cluster: list[Token], index: int) -> bool:
    """Whether only dashes and no unit words stand between the numbers up to `index`."""
    return index <= MAX_CHAIN and all(
        cluster[i].unit is Unit.NONE and _DASH.fullmatch(text, cluster[i].end, cluster[i + 1].start)
        for i in range(index)
    )


def _letter_room(number: str) -> bool:
    """Whether a number is like A830 or 37E2905: a letter, perhaps behind a building's number, and
    at least three digits."""
    return _LETTER_ROOM.fullmatch(number) is not None


def _is_range(first: str, second: str) -> bool:
    """Whether two numbers are like 1106-1107 or 267-268: the rooms of one tenant."""
    low, high = first.lstrip(_LETTERS), second.lstrip(_LETTERS)
    shortest = MIN_ROOM - (len(low) < len(first))  # E31-32: the letter tells a room already
    if len(low) != len(high) or not shortest <= len(low) <= MAX_CODE:
        return False
    if not (low.isdecimal() and high.isdecimal()):
        return False
    return 0 < int(high) - int(low) <= MAX_RANGE
