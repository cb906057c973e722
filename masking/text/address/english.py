"""An address in English: which of its words name the unit, the floor and the room."""

from __future__ import annotations

import re

from masking.text.address.parts import Part, PartKind

MIN_WORDS = 2
"""Words of an English address that tell one from other Latin text."""
_NUMBER = r"[A-Za-z]?[0-9]+[A-Za-z]?(?:-[0-9A-Za-z]{1,5})*"
# Readers lose spaces: Room1502, FlatB,12/F.
_ROOM = (
    rf"(?<![A-Za-z])(?:room|rm|flat|apartment|apt|unit|suite|ste|shop|door)\.? ?(?:no\.? ?)?"
    rf"(?:{_NUMBER}|[A-Za-z])(?![A-Za-z0-9])"
)
_FLOOR = (
    r"(?<![A-Za-z0-9])(?:(?:floor|flr|level) ?[0-9]{1,3}(?![0-9])"
    r"|[0-9]{1,3}(?:st|nd|rd|th)? ?(?:/ ?f|f|fl|floor)(?![A-Za-z]))"
)
_TAIL = re.compile(
    rf"(?P<ROOMNO>{_ROOM}|#[0-9]+[A-Za-z]?(?![0-9A-Za-z]))|(?P<FLOORNO>{_FLOOR})", re.I
)
_STREETS = "road|rd|street|st|avenue|ave|lane|ln|drive|dr|boulevard|blvd|way|highway|hwy|court|ct"
_WORD = re.compile(
    rf"(?<![A-Za-z])(?:{_STREETS}|room|rm|flat|apt|apartment|unit|suite|floor|building|bldg|block|tower|garden|gardens|plaza"
    r"|district|dist|city|town|county|province|village|estate|mansion|centre|center)(?![A-Za-z])",
    re.I,
)
# Numbers of what may be seen: a house on a street, a building, a postal code.
_PLAIN = re.compile(
    r"(?<![A-Za-z])(?:no|building|bldg|block|blk|tower|lane|phase|zone|gate|house|zip|section)\.? ?:? ?[0-9A-Za-z-]+"
    rf"|(?<![0-9A-Za-z])[0-9]+(?:-[0-9]+)?(?= ?[A-Za-z. ]{{2,30}}?(?<![A-Za-z])(?:{_STREETS})(?![A-Za-z]))"
    r"|(?<![0-9A-Za-z])[0-9]{5,6}(?![0-9A-Za-z])|(?<=[a-z])[0-9]{6}(?![0-9A-Za-z])",
    re.I,
)
_GLUED = re.compile(r"(?<=[a-z])(?=[A-Z0-9])|(?<=[0-9])(?=[A-Z][a-z])")
_HAN = re.compile("[一-鿿]")


def is_english(folded: str) -> bool:
    """Whether a text holds an address in English and nothing in Chinese."""
    if not folded.isascii() or _HAN.search(folded):
        return False
    words = _GLUED.sub(" ", folded)
    # What was hidden of it before was a word or two.
    count = len(_WORD.findall(words)) + folded.count("***")
    return (
        count >= MIN_WORDS and _WORD.search(words) is not None and any(c.isdigit() for c in folded)
    )


def english_doors(folded: str) -> tuple[list[Part], bool]:
    """The units, floors and rooms of an English address, and whether all its numbers are known."""
    parts: list[Part] = []
    rest = folded
    for match in _TAIL.finditer(folded):
        kind = PartKind[match.lastgroup or "ROOMNO"]
        if parts:
            # Each stands by itself: a building or a street may stand between two of them.
            parts.append(Part(PartKind.REMARK, match.start(), match.start(), "english"))
        parts.append(Part(kind, match.start(), match.end(), "unit word"))
        rest = rest[: match.start()] + " " * len(match.group()) + rest[match.end() :]
    return parts, not any(c.isdigit() for c in _PLAIN.sub("", rest))
