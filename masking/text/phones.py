"""Phone numbers of every form a waybill carries, guarded against its many other numbers.

Runs of digits are joined over single separators; a number must begin and end where a run does,
so it is never found inside a longer one, and never where an identifier stands.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from masking.text.digits import MASK, Group, groups, repaired
from masking.text.fold import fold
from masking.text.identifiers import IdentifierKind, find_identifiers_folded
from masking.text.labels import ASIDE, LabelKind, find_labels
from masking.text.phone_shapes import MAX_DIGITS, MIN_LABELLED, PhoneKind, Shape, shape_of
from masking.text.verdict import Certainty

__all__ = ["PhoneKind", "PhoneMatch", "extension_end", "find_phones"]


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


_GAP = re.compile(r" {0,2}[-.·)]? {0,2}")
_JOINT = (
    r"(?: ?[,;](?= ?(?:转|分机|[Ee][Xx][Tt])))?"  # 138…，转1234
    r" {0,2}(?:请?(?:转接|转拨|转|接|拨|按) {0,2}(?:分机号?)?|分机号?|[Ee][Xx][Tt]\.?|[#_\-,x*~=])"
    r" {0,2}[:-]? ?"
)
_DIGIT = "[0-9*lIOoSBZ]"
# The first that matches counts: letters may stand for digits, spaces may have been seen between them.
_EXTENSIONS = (
    re.compile(
        rf"{_JOINT}(?=[A-Za-z]{{0,2}}[0-9*])({_DIGIT}(?: ?{_DIGIT}){{1,3}})(?! ?[0-9*])(?![A-Za-z])"
    ),
    re.compile(rf"{_JOINT}([0-9*]{{1,6}})(?![0-9*])"),
    re.compile(
        r" ?[(\[] ?(?:转接?|分机号?|[Ee][Xx][Tt]\.?) ?:? ?([0-9*]{1,6})(?: ?[)\]]|(?= |$|\n))"
    ),
    re.compile(r" ?[(\[]([0-9*]{3,4})(?:[)\]]|(?= |$|\n))"),
)
# A space and more words than the unit make another text: 138…-2927 门卫代收, 138…-2927 单静.
_SAID = re.compile(r" ?(?:转[0-9]{3,4}|_[0-9]{4})")
# 1******1386 **: all of a name is hidden; no extension is that short.
_NAME_AFTER = re.compile(r" {1,2}\*{1,2}")
# No 区 has a number of three digits: …-5328|区枫桥街道 is of the next cell.
_UNIT_AFTER = re.compile(
    r"(?:号(?!码)|[幢栋座单楼层室弄组户门梯房巷院期村社-]|(?<![0-9]{3})区)|"
    r" (?![房楼单户][*^])(?:号楼?|单元|[幢栋座楼层室弄组户门梯房巷院期区村社-])(?![㐀-鿿])"
)
_BEFORE_VALUE = " :(+/\n["
# 0571-87654321*801: a single asterisk behind a whole number stands before its extension.
_STARRED = re.compile(
    r"(?<![0-9*])(\(?(?:0(?:10|2[0-9])[-) ]{0,2}[2-8][0-9]{3}[- ]?[0-9]{4}|0[3-9][0-9]{2}[-) ]{0,2}[2-8][0-9]{2,3}[- ]?[0-9]{3,4}|1[3-9][0-9]{9}))"
    r"( ?)\*( ?[0-9]{2,4})(?![0-9*])"
)
_SURE_SHAPES = frozenset({"mobile", "area code"})
_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
MAX_CODE_LETTERS = 3
"""Capitals that carriers put before their numbers: SF, YT, DPK."""
_MAX_GROUPS = 13
"""Groups that one number may be cut into: a digit each, and a country code."""


def find_phones(text: str, *, contact: bool = False) -> tuple[PhoneMatch, ...]:
    """Every phone number of `text`, in order, never overlapping.

    Args:
        text: any text.
        contact: a contact is expected here, after a phone label or beside a name: bare seven or
            eight digits and numbers of an impossible prefix or length count as well.
    """
    folded = _STARRED.sub(r"\1\2-\3", fold(text))
    expected, others = _label_values(folded)
    plain = repaired(folded, expected, contact)
    runs = groups(plain)
    if sum(len(run.text) for run in runs) < MIN_LABELLED:
        return ()
    taken = [
        (i.start, i.end)
        for i in find_identifiers_folded(plain)
        if i.kind is not IdentifierKind.SERVICE_LINE
    ]
    found: list[PhoneMatch] = []
    index = barred = 0
    while index < len(runs):
        first = runs[index]
        while barred < len(taken) and taken[barred][1] <= first.start:
            barred += 1
        limit = taken[barred][0] if barred < len(taken) else len(plain)
        match, used = None, 1
        if limit > first.start:
            asked = contact or first.start in expected
            match, used = _match_at(plain, runs, index, limit, asked)
        index += used
        if match is not None and not (match.certainty is Certainty.MAYBE and first.start in others):
            found.append(match)
            while index < len(runs) and runs[index].start < match.end:
                index += 1
    return tuple(found)


def extension_end(folded: str, end: int) -> int:
    """Where the extension behind a number ends that ends at an offset; that offset without one."""
    extension = _extension(folded, end)
    return extension[1] if extension else end


def _extension(plain: str, end: int) -> tuple[tuple[int, int], int] | None:
    """The offsets of an extension's digits behind a number, and where all of it ends."""
    for pattern in _EXTENSIONS:
        tail = pattern.match(plain, end)
        # A cell with an address may have been read with the number's: …转3318|区中山北路.
        said = tail is not None and _SAID.fullmatch(tail.group()) is not None
        if tail and not said and _NAME_AFTER.fullmatch(tail.group()):
            continue
        if tail and (said or not _UNIT_AFTER.match(plain, tail.end())):
            return tail.span(1), tail.end()
    return None


def _label_values(folded: str) -> tuple[set[int], set[int]]:
    """Offsets at which a value begins right after a phone label, and after other numbers'."""
    phones: set[int] = set()
    others: set[int] = set()
    for label in find_labels(folded):
        if label.kind is LabelKind.PHONE or label.kind in ASIDE:
            offset = label.end
            while offset < len(folded) and folded[offset] in _BEFORE_VALUE:
                offset += 1
            (phones if label.kind is LabelKind.PHONE else others).add(offset)
    return phones, others


def _match_at(
    plain: str, runs: list[Group], index: int, limit: int, contact: bool
) -> tuple[PhoneMatch | None, int]:
    """The best number that begins with run `index`, and how many runs it takes.

    The longest certain shape wins, then the longest doubtful one.
    """
    plus = plain[runs[index].start - 1 : runs[index].start] == "+"
    lengths: list[int] = []
    texts: list[str] = []
    gaps: list[str] = []
    best: tuple[Shape, int] | None = None
    for count in range(1, min(_MAX_GROUPS, len(runs) - index) + 1):
        run = runs[index + count - 1]
        if count > 1:
            before = runs[index + count - 2].end
            if not 0 < run.start - before <= 5 or not _GAP.fullmatch(plain, before, run.start):
                break
            gaps.append(plain[before : run.start])
        lengths.append(len(run.text))
        texts.append(run.text)
        if sum(lengths) > MAX_DIGITS + 4 or run.end > limit:
            break
        shape = shape_of("".join(texts), tuple(lengths), gaps, plus, contact)
        if shape and not (best and _outdoes(best[0], shape, contact)):
            best = (shape, count)
    if best is None:
        return None, 1
    shape, count = best
    if shape.kind is PhoneKind.MASKED and not runs[index].text.strip(MASK) and count > 1:
        # What is hidden before a number, a name's code: **** 157********.
        after, used = _match_at(plain, runs, index + 1, limit, contact)
        if after and after.certainty is Certainty.YES and after.evidence in _SURE_SHAPES:
            return after, used + 1
    if shape.evidence == "mask" and shape.certainty is Certainty.MAYBE and not contact:
        # A room before a masked mobile: 2206 197****0965, 3-1-1208 166****2444.
        for place in range(1, count):
            shown = MASK not in "".join(texts[:place])
            after, used = None, 1
            if shown and not gaps[place - 1].strip():
                after, used = _match_at(plain, runs, index + place, limit, contact)
            if after and after.certainty is Certainty.YES and after.evidence == "mobile":
                return after, used + place
    if not contact and _glued(plain, runs[index].start):
        if shape.evidence not in _SURE_SHAPES:
            return None, 1
        shape = Shape(shape.kind, shape.country, shape.area, Certainty.MAYBE, shape.evidence)
    offsets = [o for run in runs[index : index + count] for o in range(run.start, run.end)]
    return _built(plain, shape, offsets, plus), count


def _outdoes(short: Shape, long: Shape, contact: bool) -> bool:
    """Whether a number is rather the certain one than the doubtful one that goes on behind it."""
    if contact and short.kind is PhoneKind.SERVICE:
        return False
    return short.certainty is Certainty.YES and long.certainty is Certainty.MAYBE


def _glued(plain: str, start: int) -> bool:
    """Whether capitals stand right before the number: then it is likely some other code."""
    before = plain[max(start - MAX_CODE_LETTERS - 1, 0) : start]
    letters = before[len(before.rstrip(_CAPITALS)) :]
    if not letters.strip("X"):
        return False  # what is hidden of the name before it: 庄XX
    return len(letters) <= MAX_CODE_LETTERS and not letters.endswith("TEL")


def _built(plain: str, shape: Shape, offsets: list[int], plus: bool) -> PhoneMatch:
    start, end = offsets[0] - plus, offsets[-1] + 1
    if plain[start - 1 : start] == "(" and ")" in plain[start:end]:
        start -= 1
    extension: tuple[int, int] | None = None
    if shape.kind is not PhoneKind.SERVICE:
        extension, end = _extension(plain, end) or (None, end)
    digits = tuple(offsets[shape.country :])
    kind = shape.kind
    if kind is PhoneKind.MOBILE and extension:
        kind = PhoneKind.VIRTUAL
    hidden = frozenset(o for o in digits if plain[o] == MASK)
    return PhoneMatch(
        start, end, kind, digits, shape.area, hidden, extension, shape.certainty, shape.evidence
    )
