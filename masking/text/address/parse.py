"""An address and its named parts (first, simple version)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from masking.text.fold import fold
from masking.text.verdict import Verdict


class PartKind(StrEnum):
    """What a stretch of an address names, from the largest to the smallest."""

    PROV = "prov"
    CITY = "city"
    DISTRICT = "district"
    DEVZONE = "devzone"
    TOWN = "town"
    COMMUNITY = "community"
    GROUP = "group"
    ROAD = "road"
    ROADNO = "roadno"
    POI = "poi"
    HOUSENO = "houseno"
    CELLNO = "cellno"
    FLOORNO = "floorno"
    ROOMNO = "roomno"
    REMARK = "remark"


HIDDEN_KINDS = frozenset({PartKind.CELLNO, PartKind.FLOORNO, PartKind.ROOMNO})


@dataclass(frozen=True, slots=True)
class Part:
    """One named stretch of an address."""

    kind: PartKind
    start: int
    """0-based offset of its first character."""
    end: int
    """Offset after its last character."""
    evidence: str = ""
    """Why it was taken for this: ``unit word``, ``chain``, ``bare number``; never its text."""


@dataclass(frozen=True, slots=True)
class Address:
    """An address taken apart."""

    parts: tuple[Part, ...]
    """In order, not overlapping; what no rule could place is in none of them."""
    clear: bool
    """False when digits or unit words at the end could not be placed."""


_N = r"[0-9a-zA-Z一二三四五六七八九十〇零０-９甲乙丙丁东西南北*]"
_HOUSE = re.compile(
    r"[0-9A-Za-z一二三四五六七八九十]{1,5} ?(?:号楼|幢|栋|座|撞|棟|#)|[0-9]{1,3}号(?=[0-9]+[室单层楼])"
)
_TAIL = re.compile(
    rf"{_N}{{1,5}} ?[\n ]?单 ?\n?元|{_N}{{1,5}} ?\n?(?:室|户|房|层|楼|搂|F(?![a-z]))|负[一二三1-3]|"
    r"(?<=[幢栋座撞楼#]) ?[-0-9*][-0-9A-Za-z*]*|(?<![0-9])[A-Z]?[0-9]{1,3}(?:-[0-9A-Z]+)+$"
)
_NUMBER_END = re.compile(r"(?<=[一-鿿A-Za-z])[0-9]{3,4}$")
_ADMIN = re.compile(r"[一-鿿](?:省|市|区|县|旗|镇|乡|街道|村|社区|路|街|大道|巷|弄|胡同)|[0-9]+号")
_POI = re.compile(r"小区|花园|公寓|大厦|广场|家园|[苑园庭府湾城寓厦村]|宿舍|学校|医院|驿站|超市")


def parse_address(text: str) -> Address:
    """Take an address apart; stretches that no rule places are left out."""
    folded = fold(text)
    house = None
    for house in _HOUSE.finditer(folded):  # noqa: B007 - the last one counts
        pass
    start = house.end() if house else 0
    parts: list[Part] = []
    if house:
        parts.append(Part(PartKind.HOUSENO, house.start(), house.end(), "unit word"))
    tail = _TAIL.search(folded, start) or (None if house else _NUMBER_END.search(folded))
    if house and tail is None and start < len(folded) and folded[start:].strip():
        rest = re.search(r"[0-9*]", folded[start:])
        if rest:
            parts.append(Part(PartKind.ROOMNO, start + rest.start(), len(text), "after house"))
    elif tail:
        parts.append(Part(PartKind.ROOMNO, tail.start(), len(text), "unit word"))
    return Address(tuple(parts), clear=True)


def looks_like_address(text: str) -> Verdict:
    """Whether an isolated text is an address or a part of one."""
    folded = fold(text)
    hits = len(_ADMIN.findall(folded)) + len(_POI.findall(folded))
    if hits >= 2 or (hits == 1 and (_HOUSE.search(folded) or _TAIL.search(folded))):
        return Verdict.YES
    return Verdict.UNSURE if hits and len(folded.strip()) >= 3 else Verdict.NO


def looks_like_address_tail(text: str) -> Verdict:
    """Whether a text may be the last line of an address: house, unit, floor or room only."""
    folded = fold(text).strip()
    if not folded or len(folded) > 40:
        return Verdict.NO
    if _HOUSE.search(folded) or re.search(r"元?[0-9A-Za-z]{1,5}(?:室|户|房|号)", folded):
        return Verdict.YES
    if re.search(r"[0-9] ?(?:单元|层|楼)", folded):
        return Verdict.YES
    return (
        Verdict.UNSURE if re.fullmatch(r"[A-Z]?[0-9]{1,4}(?:-[0-9]{1,4})*", folded) else Verdict.NO
    )
