"""Cut the numbers of an address, with their unit words, out of its text."""

from __future__ import annotations

import re
from typing import NamedTuple

from masking.text.address.vocabulary import UNIT_WORDS, Unit


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
_C = f"[{CHINESE_DIGITS}]"
_UNITS = "|".join(f"(?P<{unit.value}>{words})" for unit, words in UNIT_WORDS.items())
_TOKEN = re.compile(
    # Floors and rooms that are words of their own.
    rf"(?P<WORD_FLOOR>(?:负|地下)(?:[0-9]|{_C})?(?:楼层|层|楼)|负(?:[0-9](?![0-9])|{_C})"
    r"|(?:架空|[顶底阁夹首])层|[顶阁底]楼)"
    r"|(?P<WORD_ROOM>地下室)"
    # 东单元, 西户: a direction stands for the number.
    r"|[东西南北中左右甲乙丙丁边]{1,2} ?(?:(?P<DIR_CELL>[单単] ?[元兀](?![路街]))|(?P<DIR_ROOM>边?户|边?套间?))"
    # 7F1040, 9Dell: a floor and a room, or a number and a brand, without a separator.
    r"|(?P<n>[0-9]{1,2}[Ff](?=[0-9]{1,4})|[A-Za-z]{0,2}[0-9]+(?=[A-Za-z]{3})"
    rf"|[0-9A-Za-z]+|\*+|{_C}+) ?(?:{_UNITS})?"
)
_WORDS = {
    "WORD_FLOOR": Unit.FLOOR,
    "WORD_ROOM": Unit.ROOM,
    "DIR_CELL": Unit.CELL,
    "DIR_ROOM": Unit.ROOM,
}
_UNIT_OF = {unit.value: unit for unit in UNIT_WORDS} | {"n": Unit.NONE}
_FLOOR_CODE = re.compile(r"[0-9]{1,3}[Ff]|[Ff][0-9]{1,2}|L[0-9]{1,2}|[0-9]{1,2}FL")
_DASH_ONE = re.compile(r"(?<=[0-9A-Za-z])一(?=[0-9*])")
_SLIPS = re.compile(
    r"(?<=[0-9])[lI|oO]{1,3}(?=[0-9室房号户市])|(?<![0-9A-Za-z])[lI|]{1,2}(?=[0-9]{2,3}[室房市])"
)
_SLIP_DIGITS = str.maketrans("lI|oO", "11100")
_MAY_SLIP = re.compile(r"[lI|oO]")
MAX_LETTERS = 2
"""A run of letters alone is a building's name (A座) only up to this length."""
_WORD = re.compile(r"[A-Za-z]{3}")
_RANGE = re.compile(rf" ?[-、,至到/] ?{_C}")
_JOINED = re.compile(r"[ \-_/~、,.·#&+至到()\[\]第附]{0,3}")
_ABOVE_ROOM = frozenset({Unit.HOUSE, Unit.CELL, Unit.FLOOR, Unit.GATE})


def repaired(folded: str) -> str:
    """The text, same length, with 一 between digits as a dash and l, o between digits as 1, 0."""
    text = _DASH_ONE.sub("-", folded) if "一" in folded else folded
    if _MAY_SLIP.search(text):
        text = _SLIPS.sub(lambda m: m.group().translate(_SLIP_DIGITS), text)
    return text


def clusters(text: str) -> list[list[Token]]:
    """The tokens of a folded and repaired text, those together that only separators part.

    ``3幢2单元1502室`` and ``12-2-1203`` are one cluster each; words stand between clusters.
    """
    found: list[list[Token]] = []
    end = -1
    for token in _tokens(text):
        if token.start == end or (end >= 0 and _JOINED.fullmatch(text, end, token.start)):
            found[-1].append(token)
        else:
            found.append([token])
        end = token.end
    return found


def _tokens(text: str) -> list[Token]:
    found: list[Token] = []
    for match in _TOKEN.finditer(text):
        group = match.lastgroup or "n"
        start, end = match.span()
        if group in _WORDS:
            found.append(Token(start, end, "", _WORDS[group]))
            continue
        number = match.group("n")
        unit = _UNIT_OF[group]
        chinese = number[0] in CHINESE_DIGITS
        if unit is Unit.NONE:
            end = start + len(number)
            if chinese:
                if not (_RANGE.match(text, end) or _follows(found, text, start, _ABOVE_ROOM)):
                    continue
            elif not number.isdigit():
                if _WORD.search(number):
                    continue
                if _FLOOR_CODE.fullmatch(number):
                    unit = Unit.FLOOR
        elif unit is Unit.ROOM and chinese:
            named = text[end - 1] == "室" or "号" in text[start:end]
            if not named and not _follows(found, text, start):
                continue  # 三房, 二户: alone they count rather than number.
        if number.isascii() and number.isalpha():
            if unit is Unit.FLOOR and text[end - 1] == "楼":
                unit = Unit.HOUSE
            if not _is_code(number, unit, found, text, end):
                continue
        if start and text[start - 1] == "第":
            start -= 1
        found.append(Token(start, end, number, unit))
    return found


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
    if text[end : end + 1] in "-_" and text[end + 1 : end + 2].isdigit():
        return True
    if not found or len(number) > 1 or text[end : end + 1].strip(" (,"):
        return False
    before = found[-1]
    gap = text[before.end : end - 1]
    return before.unit is not Unit.HAO and (gap == "" or gap in "-_")
