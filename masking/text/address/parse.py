"""An address as a whole: its named parts, and whether a text is one at all."""

from __future__ import annotations

import re

from masking.text.address.doors import doors
from masking.text.address.parts import TAIL, Address, PartKind
from masking.text.address.places import PLACE_KINDS, places
from masking.text.fold import fold
from masking.text.verdict import Verdict

MAX_TAIL_LINE = 40
"""Characters of the longest line that may hold nothing but the end of an address."""
_BROKEN_UNIT = re.compile(r" ?(?:元|单元|室|户|号楼|层|楼|栋|幢|座)? ?[0-9*]")
_CODES = re.compile(r"[A-Za-z]?[0-9*]{1,5}(?:[-_#][A-Za-z]?[0-9*]{1,5}){0,3}[室户号]?")


def parse_address(text: str) -> Address:
    """Take an address apart; stretches that no rule places are in no part."""
    folded = fold(text)
    numbered, clear = doors(folded)
    parts = sorted([*numbered, *places(folded, numbered)], key=lambda p: (p.start, p.end))
    return Address(tuple(parts), clear)


def looks_like_address(text: str) -> Verdict:
    """Whether an isolated text is an address or a good part of one."""
    address = parse_address(text)
    named = [p for p in address.parts if p.kind in PLACE_KINDS]
    numbered = [p for p in address.parts if p.evidence == "unit word" or p.kind is PartKind.ROADNO]
    if len(named) >= 2 or (named and numbered):
        return Verdict.YES
    if named:
        return Verdict.UNSURE
    houses = [p for p in numbered if p.kind is PartKind.HOUSENO or p.kind in TAIL]
    return Verdict.UNSURE if houses else Verdict.NO


def looks_like_address_tail(text: str) -> Verdict:
    """Whether a line may be the end of an address: building, unit, floor or room only."""
    folded = fold(text).strip(" ,.;-")
    if not folded or len(folded) > MAX_TAIL_LINE:
        return Verdict.NO
    numbered, _ = doors(folded)
    doorlike = [p for p in numbered if p.kind is PartKind.HOUSENO or p.kind in TAIL]
    if any(p.evidence == "unit word" for p in doorlike):
        return Verdict.YES
    if _BROKEN_UNIT.match(folded) and folded[-1] in "室户房号市元层楼栋幢座":
        return Verdict.YES
    if _CODES.fullmatch(folded):
        return Verdict.UNSURE
    return Verdict.UNSURE if doorlike else Verdict.NO
