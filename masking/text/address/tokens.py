"""Cut the numbers of an address, with their unit words, out of its text."""

from __future__ import annotations

import re
from typing import NamedTuple

from masking.text.address.vocabulary import UNIT_WORDS, Place, Unit, place_before


class Token(NamedTuple):
    """One number and the unit word after it."""

    start: int
    """Offset of the number."""
    end: int
    """Offset after the unit word."""
    number: str
    """The digits, letters and asterisks, or Chinese numerals, without the unit word; empty for
    words such as 地下室 and 东单元."""
    unit: Unit


CHINESE_DIGITS = "零〇一二三四五六七八九十百两"
_DIRECTIONS = "东西南北中左右甲乙丙丁边"
_C = f"[{CHINESE_DIGITS}]"
# It begins with a plain set of characters, which lets the search skip over all others.
_TOKEN = re.compile(
    rf"[0-9A-Za-z*{CHINESE_DIGITS}{_DIRECTIONS}负地架顶底阁夹首幢栋座楼号#](?:"
    # 7F1040, 9Dell: a floor and a room, or a number and a brand, without a separator.
    r"(?P<ascii>(?<=[0-9])[0-9]?[Ff](?=[0-9]{1,4})"
    r"|(?<=[A-Za-z])[A-Za-z]?[0-9]+(?=[A-Za-z]{3})|(?<=[0-9])[0-9]*(?=[A-Za-z]{3})"
    r"|(?<=[0-9A-Za-z])[0-9A-Za-z]*)"
    r"|(?P<masked>(?<=\*)\**)"
    rf"|(?P<chinese>(?<={_C}){_C}*)"
    # 东单元, 西户: a direction stands for the number.
    rf"|(?<=[{_DIRECTIONS}])[{_DIRECTIONS}]? ?"
    r"(?:(?P<cell>[单単] ?(?:[元兀](?![路街])|无(?=[0-9]))) ?|(?P<room>边?户|边?套间?))"
    # Floors and rooms that are words of their own.
    rf"|(?P<floor>(?:(?<=负) ?|(?<=地)下)(?:[0-9]|{_C})?(?:楼层|层|楼)|(?<=负)(?:[0-9](?![0-9])|{_C})"
    r"|(?<=架)空层|(?<=[顶底阁夹首])层|(?<=[顶阁底])楼)"
    r"|(?P<cellar>(?<=地)下室)"
    # 23幢单元402: the unit's number was not read.
    r"|(?P<lost>(?<=[幢栋座楼号#]) ?(?:[单単][元兀](?= ?[0-9一二三四五六七八九十])|梯(?=[0-9]))))"
)
_WORDS = {
    "floor": Unit.FLOOR,
    "cellar": Unit.ROOM,
    "cell": Unit.CELL,
    "room": Unit.ROOM,
    "lost": Unit.CELL,
}


def _by_first_character() -> dict[str, re.Pattern[str]]:
    """For each first character of a unit word, the words that begin with it."""
    words: dict[str, dict[Unit, list[str]]] = {}
    for unit, listed in UNIT_WORDS.items():
        for word in listed.split():
            plain, _, stops = word.partition("!") if "(?!" not in word else (word, "", "")
            pattern = plain.replace("~", " ?") + (f"(?![{stops}])" if stops else "")
            words.setdefault(word[0], {}).setdefault(unit, []).append(pattern)
    return {
        first: re.compile("|".join(f"(?P<{u.value}>{'|'.join(ps)})" for u, ps in units.items()))
        for first, units in words.items()
    }


_UNIT_OF = {unit.value: unit for unit in Unit}
_UNITS = _by_first_character()
_FLOOR_CODE = re.compile(r"[0-9]{1,3}[Ff]|[Ff][0-9]{1,2}|L[0-9]{1,2}|[0-9]{1,2}FL|LG[0-9]?")
_DASH_ONE = re.compile(r"(?<=[0-9A-Za-z])一(?=[0-9*])")
_SLIPS = re.compile(
    r"(?<=[0-9])[lI|oO]{1,3}(?=[0-9室房号户市]|F(?![A-Za-z]))|(?<![0-9A-Za-z])[lI|]{1,2}(?=[0-9]{2,3}[室房市]|[0-9]?(?:[FfUu](?![A-Za-z])|单元|层))"
    r"|(?<![0-9A-Za-z])[l|](?=[0-9]?(?:楼|搂|门|梯|栋|幢|号楼))"
)
_BAR = re.compile(r"(?<=[0-9A-Za-z])\||\|(?=[0-9A-Za-z]| ?(?:[单単楼层室号幢栋]))")
# 二〇二: the reader takes the round zero for a letter, a digit, a bracket that nothing closes or
# two with nothing between them.
_ZERO = re.compile(
    r"(?:(?<=[一二三四五六七八九十])(?:[oO0Q]|\(\)|\((?![^()]{0,12}\)))|(?<=\*)[oO0Q])(?=[零〇一二三四五六七八九])"
)
# 29○4室: the round sign was read of a digit.
_ROUND = re.compile(r"(?<=[0-9])〇{1,2}(?=[0-9室房号户市]|$)")
# 九一 read as 九-: nothing that a dash could join follows.
_ONE_DASH = re.compile(
    r"(?<=[零〇一二三四五六七八九十])-(?=$|[^0-9A-Za-z零〇一二三四五六七八九十*-])"
)
_BELOW_DASH = re.compile("(?:(?<=负)|(?<=[栋幢座楼])|(?<=[栋幢座楼] ))-(?=[层楼门]|单元)")
# 負一层, faded.
_BELOW_GROUND = re.compile(r"[員贠](?=[一二三1-3](?:楼|层|$))")
# 7/F: a floor's number as Hong Kong writes it.
_SLASHED_FLOOR = re.compile(r"(?<![0-9A-Za-z/-])([0-9]{1,2})/(?=[Ff](?![A-Za-z]{2}))")
_SLIP_DIGITS = str.maketrans("lI|oO", "11100")
_MAY_SLIP = re.compile(r"[lI|oO]")
MIN_TORN, MAX_TORN = 3, 5
"""Digits that a room's number has; fewer behind a space are the rest of one."""
_TENS = frozenset("123")
"""What a floor's number begins with that has two digits."""
_HOUSE_ENDS = frozenset("号幢栋座楼")
_METRES = re.compile(r"[0-9]{1,2}[mM]")
"""A bed's width, behind its point: 四件套 1.8m床."""
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MAX_LETTERS = 2
"""A run of letters alone is a building's name (A座) only up to this length."""
_WORD = re.compile(r"[A-Za-z]{3}")
# ONE12幢: a place's Latin name and a number.
_BRAND = re.compile(r"[A-Za-z]{3,}([0-9]+[A-Za-z]?)")
_RANGE = re.compile(rf" ?[-、,至到/] ?{_C}")
_JOINED = re.compile(r"[ \-_/~、,.·#&+至到()\[\]第附]{0,3}")
MAX_PLACE = 12
"""Characters before a number that tell whether it is in a building."""
# 元芳, 月子中心, 米兰; not 200米, 100米处, 302路公交.
_BEGUN = re.compile("(?:[元日月年点个克机件桥线站馆岗]|米(?![处远外内左右开]))(?=[一-鿿])")
# A shop or locker that parcels are left at: 1402A菜鸟驿站, 903丰巢柜.
_LOCKER = re.compile("菜鸟|丰巢|速递易|快递柜|柜(?!台)")
_LETTERED = re.compile("[0-9]{1,2}[A-Z]")
# Behind a building's own word, 3幢, no road, area or group follows: 路遥, 区小明, 期货公司.
_BEGUN_INSIDE = re.compile("(?:[区村镇乡院坊里社组队期厂部弄巷]|路(?!公交))(?=[一-鿿])")
_NO_DOOR = frozenset({Unit.OTHER, Unit.ROAD, Unit.AREA, Unit.GROUP, Unit.LANE})
_BEFORE_ROOM = frozenset({Unit.HOUSE, Unit.CELL, Unit.FLOOR, Unit.GATE, Unit.HAO, Unit.NONE})
_ABOVE_ROOM = frozenset({Unit.HOUSE, Unit.CELL, Unit.FLOOR, Unit.GATE})


def repaired(folded: str) -> str:
    """The text, same length, with the reader's slips mended: 一 between digits is a dash, l and o
    are 1 and 0, a round sign between Chinese numerals is 〇."""
    text = _DASH_ONE.sub("-", folded) if "一" in folded else folded
    text = _ONE_DASH.sub("一", text) if "-" in text else text
    text = _BELOW_DASH.sub("一", text)
    text = _ZERO.sub(lambda m: "〇" * len(m.group()), text)
    text = _ROUND.sub(lambda m: "0" * len(m.group()), text) if "〇" in text else text
    text = _BELOW_GROUND.sub("负", text)
    text = _SLASHED_FLOOR.sub(r"0\1", text) if "/" in text else text
    if "|" in text:
        text = _BAR.sub("1", text)
    if _MAY_SLIP.search(text):
        text = _SLIPS.sub(lambda m: m.group().translate(_SLIP_DIGITS), text)
    return text


def clusters(text: str) -> list[list[Token]]:
    """The tokens of a folded and repaired text, those together that only separators part.

    ``3幢2单元1502室`` and ``12-2-1203`` are one cluster each; words stand between clusters.
    """
    found: list[list[Token]] = []
    end = -1
    for token in _mended(text, _tokens(text)):
        if token.start == end or (end >= 0 and _JOINED.fullmatch(text, end, token.start)):
            found[-1].append(token)
        else:
            found.append([token])
        end = token.end
    return found


def _mended(text: str, tokens: list[Token]) -> list[Token]:
    """The tokens, of a number within which the reader saw a space one: 1 207、1208室, 1 8楼."""
    found: list[Token] = []
    for place, token in enumerate(tokens):
        before = found[-1] if found else None
        if before is not None and _is_torn(text, before, token, tokens[place + 1 : place + 2]):
            found[-1] = Token(before.start, token.end, before.number + token.number, token.unit)
        else:
            found.append(token)
    return found


def _is_torn(text: str, before: Token, token: Token, following: list[Token]) -> bool:
    """Whether a number and the one behind a space are one: alone, the second were too short."""
    low, high = before.number.lstrip(_LETTERS), token.number.rstrip("Ff")
    if before.unit is not Unit.NONE or not (low.isdecimal() and high.isdecimal()):
        return False
    if text[before.end : token.start] != " ":
        return False
    if len(low) >= MIN_TORN and len(high) == 1 and token.unit is Unit.NONE:
        return token.end == len(text)
    digits = len(low) + len(high)
    if token.unit is Unit.FLOOR:
        return low in _TENS and len(high) == 1
    if token.unit is Unit.ROOM and len(high) < MIN_TORN:
        return MIN_TORN <= digits <= MAX_TORN
    if token.unit is Unit.ROOM and text[before.start - 1 : before.start] in _HOUSE_ENDS:
        return len(low) == 1  # 8号2 608室
    listed = following[0] if following else token
    return (
        listed.start == token.end + 1
        and text[token.end] in "、,"
        and (MIN_TORN < len(listed.number) == digits and listed.number.isdecimal())
    )


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    length = len(text)
    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        start, end = match.span()
        if group in _WORDS:
            start += group == "lost"
            found.append(Token(start, end, "", _WORDS[group]))
            continue
        number = text[start:end]
        digits, (unit, end) = end, _unit_at(text, end, length)
        if unit in _NO_DOOR and _is_room_before_word(text, found, start, digits):
            unit, end = Unit.NONE, digits
        elif unit is Unit.OTHER and _is_room_before_locker(text, found, start, digits):
            unit, end = Unit.HAO, digits + 1
        if unit is Unit.NONE:
            if group == "chinese":
                masked = bool(found) and found[-1].number[:1] == "*"
                if not (
                    _RANGE.match(text, end)
                    or _follows(found, text, start, None if masked else _ABOVE_ROOM)
                ):
                    continue
            elif group == "ascii" and not number.isdigit():
                if _WORD.search(number):
                    brand = _BRAND.fullmatch(number)
                    if brand is None or (end < length and text[end] not in " -_"):
                        continue
                    start, number = start + brand.start(1), brand.group(1)
                if _FLOOR_CODE.fullmatch(number):
                    unit = Unit.FLOOR
        elif group == "ascii" and (brand := _BRAND.fullmatch(number)):
            start, number = start + brand.start(1), brand.group(1)
        elif unit is Unit.ROOM and _METRES.fullmatch(number):
            continue
        elif unit is Unit.ROOM and group == "chinese":
            named = text[end - 1] == "室" or "号" in text[start:end]
            if not named and not _follows(found, text, start):
                continue  # 三房, 二户: alone they count rather than number.
        if group == "ascii" and number.isalpha():
            if unit is Unit.FLOOR and text[end - 1] == "楼":
                unit = Unit.HOUSE
            if not _is_code(number, unit, found, text, end):
                continue
        if start and text[start - 1] == "第":
            start -= 1
        found.append(Token(start, end, number, unit))
    return found


def _unit_at(text: str, end: int, length: int) -> tuple[Unit, int]:
    """The unit word after a number that ends here, and where the word ends."""
    offset = end + 1 if end < length and text[end] == " " else end
    words = _UNITS.get(text[offset]) if offset < length else None
    match = words.match(text, offset) if words else None
    if match is None or match.lastgroup is None:
        return Unit.NONE, end
    return _UNIT_OF[match.lastgroup], match.end()


def _is_room_before_word(text: str, found: list[Token], start: int, end: int) -> bool:
    """Whether a number is a room behind its building and the word of measure behind it begins another
    word, a firm's or somebody's: 3幢1502月子中心, 7-602元芳, C座1708机电公司, 11座9E菜鸟驿站."""
    word = end + (text[end : end + 1] == " ")
    locker = _LOCKER.match(text, word)
    lettered = locker is not None and _LETTERED.fullmatch(text, start, end)
    if not (lettered or MIN_TORN <= end - start <= MAX_TORN):
        return False
    before = found[-1] if found else None
    if locker is None and _BEGUN.match(text, word) is None:
        inside = _follows(found, text, start, _ABOVE_ROOM)
        return inside and _BEGUN_INSIDE.match(text, word) is not None
    if before is None or not before.start < start <= before.end + 1:
        words = text[max(start - MAX_PLACE, 0) : start]
        return words[-1:].isalpha() and place_before(words) is Place.BUILDING
    gap = text[before.end : start]
    joined = gap in "-_" if before.unit is Unit.NONE else gap in " -"
    return joined and before.unit in _BEFORE_ROOM


def _is_room_before_locker(text: str, found: list[Token], start: int, end: int) -> bool:
    """Whether a number with 号 is a room behind its building, and no shop's or locker's: 4号楼1307号菜鸟驿站."""
    return (
        MIN_TORN <= end - start <= MAX_TORN
        and text[end] == "号"
        and _LOCKER.match(text, end + 1) is not None
        and _follows(found, text, start, _ABOVE_ROOM)
    )


def _follows(
    found: list[Token], text: str, start: int, units: frozenset[Unit] | None = None
) -> bool:
    """Whether the last token, of one of these units, stands right before `start`."""
    if not found or (units is not None and found[-1].unit not in units):
        return False
    return not text[found[-1].end : start].strip(" -")


def _is_code(number: str, unit: Unit, found: list[Token], text: str, end: int) -> bool:
    """Whether a run of letters is a building's or room's name rather than a word."""
    if len(number) > MAX_LETTERS:
        return False
    if unit is not Unit.NONE:
        return True
    following = text[end + 1 : end + 2]
    if text[end : end + 1] in "-_" and following.isascii() and following.isalnum():
        return True
    if not found or len(number) > 1 or text[end : end + 1].strip(" (,"):
        return False
    before = found[-1]
    gap = text[before.end : end - 1]
    return before.unit is not Unit.HAO and (gap == "" or gap in "-_")
