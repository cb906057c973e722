"""The named parts of an address."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class PartKind(StrEnum):
    """What a stretch of an address names, from the largest to the smallest."""

    PROV = "prov"
    CITY = "city"
    DISTRICT = "district"
    DEVZONE = "devzone"
    TOWN = "town"
    COMMUNITY = "community"
    GROUP = "group"
    """A villagers' group: 3组, 十二社."""
    ROAD = "road"
    ROADNO = "roadno"
    """A number on a road or lane, or in a village."""
    POI = "poi"
    HOUSENO = "houseno"
    """A building: 3幢, 12号楼, A座; in a village the house."""
    CELLNO = "cellno"
    """A unit or stairway of a building."""
    FLOORNO = "floorno"
    ROOMNO = "roomno"
    """A room, flat, stall, shop or bed."""
    REMARK = "remark"
    """Words to the courier: in brackets, or after the address."""


TAIL = frozenset({PartKind.CELLNO, PartKind.FLOORNO, PartKind.ROOMNO})
"""The parts that GB/T 41833-2022 asks to hide."""


class Part(NamedTuple):
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
    """False where a number or a unit word was left that no rule could place."""
