"""Phone numbers of every form a waybill carries, guarded against its many other numbers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from masking.text.fold import fold
from masking.text.identifiers import IdentifierKind, find_identifiers_folded
from masking.text.labels import LabelKind, find_labels
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
class PhoneMatch:
    """One number in a text."""

    start: int
    """Offset of its first character, country code included."""
    end: int
    """Offset after its last character, extension included."""
    kind: PhoneKind
    digits: tuple[int, ...]
    """Offsets of the subscriber's digits and hidden positions: no country code, no extension.
    For a landline the area code is included; see `area`."""
    area: int
    """How many of `digits` are the landline's area code; 0 for others and where it is unsure."""
    hidden: frozenset[int]
    """Those of `digits` that are already hidden on the input."""
    extension: tuple[int, int] | None
    """Offsets (start, end) of the extension's digits."""
    certainty: Certainty
    evidence: str
    """Which shape it has."""


_MASK = "*"
_MASKED_RUN = re.compile(r"(?<=[0-9*])(?:\^_+\^|[Xx×#_]{2,}|-{3,})(?=[0-9*]|$|[^0-9A-Za-z])")
# Characters that readers print for a digit.
_LOOKALIKE = str.maketrans("lI|!OoQDBSsZzqgb", "1111000085522996")
_NOISY_RUN = re.compile(r"(?<![A-Za-z|!])[0-9lI|!OoQDBSsZz]{7,14}(?![A-Za-z|!])")
MAX_LOOKALIKES = 4
"""Letters that one number may hold and still be repaired; more of them make a word."""

_GROUP = re.compile(r"[0-9*]+")
_GAP = re.compile(r" {0,2}[-.·)]? {0,2}")
_EXTENSION = re.compile(
    r" {0,2}(?:转接|分机号|分机|转|ext\.?|EXT\.?|Ext\.?|#|_|-|,|x) {0,2}:? {0,1}([0-9*]{1,6})(?![0-9*])"
    r"|[ ]?[(\[]([0-9*]{4})[)\]]"
)
_UNIT_AFTER = re.compile(r" ?[号幢栋座单楼层室弄组户门梯房巷院期区村社-]")
_MOBILE = re.compile(r"1[3-9*][0-9*]{9}")
_LANDLINE = re.compile(r"(0(?:10|2[0-9]|[3-9][0-9]{2}))([2-9*][0-9*]{6,7})")
_TAIWAN_MOBILE = re.compile(r"09[0-9*]{8}")
_SERVICE = re.compile(r"[48]00[0-9]{7}|95[0-9]{3,4}|11183|123(?:05|06|15|45)")
_FOREIGN = {"852": (8, 8), "853": (8, 8), "886": (8, 9)}
_PLAIN_GROUPINGS = {
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
}
_BEGINS_NUMBER = re.compile(
    r"[0-9]{7}|(?:86)?1[3-9][0-9](?![0-9*])|86(?![0-9*])|0[0-9]{2,3}(?![0-9*])"
)
_WHOLE_MOBILE = re.compile(r"1[3-9][0-9]{9}")
MIN_DIGITS = 7
"""Digits of the shortest number that is taken for one without a label."""
MIN_VISIBLE = 3
"""Digits that a masked number must still show to be told from any asterisks."""
MAX_DIGITS = 15
"""Digits of the longest international number (ITU-T E.164)."""
_MAX_GROUPS = 13


@dataclass(frozen=True, slots=True)
class _Group:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Shape:
    kind: PhoneKind
    country: int
    area: int
    certainty: Certainty
    evidence: str


def find_phones(text: str, *, contact: bool = False) -> tuple[PhoneMatch, ...]:
    """Every phone number of `text`, in order, never overlapping.

    Args:
        text: any text.
        contact: a contact is expected here, after a phone label or beside a name: bare seven or
            eight digits and numbers of an impossible prefix or length count as well.
    """
    plain = _repaired(fold(text), contact)
    groups = [_group(plain, m.start(), m.end()) for m in _GROUP.finditer(plain)]
    groups = [g for g in groups if g.text.strip(_MASK) or _is_hidden_group(plain, g)]
    if sum(g.end - g.start for g in groups) < 5:
        return ()
    taken = [
        (i.start, i.end)
        for i in find_identifiers_folded(plain)
        if i.kind is not IdentifierKind.SERVICE_LINE
    ]
    expected = _after_phone_labels(text)
    found: list[PhoneMatch] = []
    index = barred = 0
    while index < len(groups):
        group = groups[index]
        while barred < len(taken) and taken[barred][1] <= group.start:
            barred += 1
        if barred < len(taken) and taken[barred][0] < group.end:
            index += 1
            continue
        limit = taken[barred][0] if barred < len(taken) else len(plain)
        asked = contact or group.start in expected
        match, used = _match_at(plain, groups, index, limit, asked)
        if match is None:
            index += 1
            continue
        found.append(match)
        index += used
        while index < len(groups) and groups[index].start < match.end:
            index += 1
    return tuple(found)


def _group(plain: str, start: int, end: int) -> _Group:
    """A run of digits and hidden positions, without the asterisks of a name glued to it."""
    text = plain[start:end]
    bare = text.lstrip(_MASK)
    if bare != text and plain[start - 1 : start].isalpha() and _BEGINS_NUMBER.match(bare):
        start, text = end - len(bare), bare
    bare = text.rstrip(_MASK)
    if bare != text and _WHOLE_MOBILE.fullmatch(bare):
        end, text = start + len(bare), bare
    return _Group(start, end, text)


def _is_hidden_group(plain: str, group: _Group) -> bool:
    """Whether asterisks alone may be part of a number: those of a name follow its letters."""
    return len(group.text) > 1 and not plain[group.start - 1 : group.start].isalpha()


def _repaired(folded: str, contact: bool) -> str:
    """The text with letters that stand for digits, and every way of masking, made plain."""
    text = _MASKED_RUN.sub(lambda m: _MASK * len(m.group()), folded)

    def digits(match: re.Match[str]) -> str:
        run = match.group()
        letters = sum(not c.isdigit() for c in run)
        whole = len(run) == 11 and run.translate(_LOOKALIKE)[0] == "1"
        if not letters or letters > MAX_LOOKALIKES or not (contact or whole):
            return run
        return run.translate(_LOOKALIKE)

    return _NOISY_RUN.sub(digits, text)


def _after_phone_labels(text: str) -> set[int]:
    """Offsets at which a value begins right after a phone label."""
    offsets = set()
    folded = fold(text)
    for label in find_labels(text):
        if label.kind is LabelKind.PHONE:
            offset = label.end
            while offset < len(folded) and folded[offset] in " :(+/\n[":
                offset += 1
            offsets.add(offset)
    return offsets


def _match_at(
    plain: str, groups: list[_Group], index: int, limit: int, contact: bool
) -> tuple[PhoneMatch | None, int]:
    """The longest number that begins with group `index`, and how many groups it takes."""
    first = groups[index]
    plus = first.start > 0 and plain[first.start - 1] == "+"
    lengths: list[int] = []
    texts: list[str] = []
    gaps: list[str] = []
    best: tuple[_Shape, int] | None = None
    total = 0
    for count in range(1, min(_MAX_GROUPS, len(groups) - index) + 1):
        group = groups[index + count - 1]
        if count > 1:
            gap = plain[groups[index + count - 2].end : group.start]
            if len(gap) > 5 or not gap or not _GAP.fullmatch(gap):
                break
            gaps.append(gap)
        total += len(group.text)
        if total > MAX_DIGITS + 4 or group.end > limit:
            break
        texts.append(group.text)
        lengths.append(len(group.text))
        shape = _shape("".join(texts), tuple(lengths), gaps, plus, contact)
        if shape is not None and (
            best is None or shape.certainty is Certainty.YES or best[0].certainty is Certainty.MAYBE
        ):
            best = (shape, count)
    if best is None:
        return None, 1
    shape, count = best
    if not contact and _glued(plain, first.start):
        if shape.evidence != "mobile":
            return None, 1
        shape = _Shape(shape.kind, shape.country, shape.area, Certainty.MAYBE, shape.evidence)
    offsets = [o for g in groups[index : index + count] for o in range(g.start, g.end)]
    return _built(plain, shape, offsets, plus, contact), count


def _glued(plain: str, start: int) -> bool:
    """Whether a letter stands right before the number: then it is likely some other code."""
    before = plain[start - 1 : start] if start else ""
    if not (before.isascii() and before.isalpha()):
        return False
    return not plain[max(start - 3, 0) : start].lower().endswith("tel")


def _shape(
    digits: str, lengths: tuple[int, ...], gaps: list[str], plus: bool, contact: bool
) -> _Shape | None:
    masked = _MASK in digits
    if masked and not contact and digits.count(_MASK) > len(digits) - MIN_VISIBLE:
        return None
    country = 0
    national = digits
    for prefix in ("0086", "86"):
        rest = digits[len(prefix) :]
        if digits.startswith(prefix) and (_MOBILE.fullmatch(rest) or (plus and len(rest) >= 10)):
            country, national = len(prefix), rest
    if _MOBILE.fullmatch(national):
        plain_grouping = (
            contact or plus or country > 0 or (lengths in _PLAIN_GROUPINGS and len(set(gaps)) <= 1)
        )
        if plain_grouping:
            kind = PhoneKind.MASKED if masked else PhoneKind.MOBILE
            return _Shape(kind, country, 0, Certainty.YES, "mobile")
    if country and plus:
        landline = _LANDLINE.fullmatch("0" + national)
        return _Shape(
            PhoneKind.LANDLINE,
            country,
            len(landline.group(1)) - 1 if landline else 0,
            Certainty.YES,
            "country code",
        )
    if plus and not country:
        return _foreign(digits)
    landline = _LANDLINE.fullmatch(digits)
    if landline:
        area = len(landline.group(1))
        cut = area in (lengths[0], sum(lengths[:2]))
        if cut or contact or lengths == (len(digits),):
            kind = PhoneKind.MASKED if masked else PhoneKind.LANDLINE
            sure = Certainty.YES if cut or contact else Certainty.MAYBE
            return _Shape(kind, 0, area, sure, "area code")
    if _TAIWAN_MOBILE.fullmatch(digits) and (contact or lengths in {(4, 3, 3), (4, 6)}):
        return _Shape(PhoneKind.FOREIGN, 0, 0, Certainty.YES, "taiwan mobile")
    if _SERVICE.fullmatch(digits):
        return _Shape(PhoneKind.SERVICE, 0, 0, Certainty.YES, "service number")
    in_one = len(lengths) <= 3 and not any(")" in gap for gap in gaps)
    if masked and in_one and len(digits) >= MIN_DIGITS and digits.count(_MASK) >= 2:
        return _Shape(PhoneKind.MASKED, 0, 0, Certainty.YES if contact else Certainty.MAYBE, "mask")
    if contact and 7 <= len(digits) <= 8 and digits[0] in "23456789*":
        return _Shape(PhoneKind.LANDLINE, 0, 0, Certainty.MAYBE, "bare local number")
    if contact and 5 <= len(digits) <= MAX_DIGITS:
        return _Shape(
            PhoneKind.UNKNOWN_NUMBER, 0, 0, Certainty.MAYBE, "digits where a phone stands"
        )
    if len(lengths) == 1 and len(digits) == 11 and digits[0] == "1" and not masked:
        return _Shape(PhoneKind.UNKNOWN_NUMBER, 0, 0, Certainty.MAYBE, "eleven digits")
    return None


def _foreign(digits: str) -> _Shape | None:
    for code, (low, high) in _FOREIGN.items():
        if digits.startswith(code) and low <= len(digits) - len(code) <= high:
            return _Shape(PhoneKind.FOREIGN, len(code), 0, Certainty.YES, "country code")
    if 8 <= len(digits) <= MAX_DIGITS:
        return _Shape(PhoneKind.FOREIGN, 0, 0, Certainty.YES, "plus sign")
    return None


def _built(plain: str, shape: _Shape, offsets: list[int], plus: bool, contact: bool) -> PhoneMatch:
    start, end = offsets[0], offsets[-1] + 1
    if plus:
        start -= 1
    if start and plain[start - 1] == "(" and ")" in plain[start:end]:
        start -= 1
    extension = None
    if shape.kind is not PhoneKind.SERVICE:
        tail = _EXTENSION.match(plain, end)
        if tail and not _UNIT_AFTER.match(plain, tail.end()):
            group = 1 if tail.group(1) is not None else 2
            extension = tail.span(group)
            end = tail.end()
    digits = tuple(offsets[shape.country :])
    kind = shape.kind
    if kind is PhoneKind.MOBILE and extension:
        kind = PhoneKind.VIRTUAL
    hidden = frozenset(o for o in digits if plain[o] == _MASK)
    return PhoneMatch(
        start, end, kind, digits, shape.area, hidden, extension, shape.certainty, shape.evidence
    )
