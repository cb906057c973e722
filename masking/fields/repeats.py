"""Other places on the page that show a name, a phone or an address that is known already.

A second ply, a remark or a large print repeats them, and the reader may see a character
differently there, or only a part where something lies on the rest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from masking.fields.found import Found
from masking.fields.page import Page, PageLine, Part
from masking.model import FieldKind
from masking.text.digits import repaired
from masking.text.fold import fold
from masking.text.names import looks_like_name
from masking.text.split import PieceKind
from masking.text.verdict import Certainty, Verdict

SHORTEST_NAME = 2
"""Characters: a single one stands in too many other words, but for a remark: 请露本人签收."""
SHORTEST_LATIN = 5
"""Letters and digits of a name in which those that look alike are told apart by no copy."""
PHONE_DIGITS = 7
"""Consecutive digits of a known phone that give it away."""
PHONE_END = 5
"""Digits at the end of a known phone that give it away where nothing else stands before them."""
ADDRESS_END = 6
"""Characters at the end of a known address that give it away at the end of a line."""
PHONE_ERRORS = 2
"""Digits of eleven that the reader may have seen differently."""


def find_repeats(page: Page, fields: Sequence[Found]) -> list[Found]:
    """Copies of the names, phones and addresses in `fields` that are not in it yet."""
    covered = [part for field in fields for part in field.parts]
    # An address may have taken a name in that stands behind it.
    named = [part for f in fields if f.kind is not FieldKind.ADDRESS for part in f.parts]
    names = {n for f in fields if f.kind is FieldKind.NAME for n in _people(_text(page, f))}
    phones = {
        digits
        for f in fields
        if f.kind is FieldKind.PHONE
        and len(digits := _digits(repaired(fold(_text(page, f)), (), everywhere=True)))
        >= PHONE_DIGITS
    }
    tails = {_closed(_text(page, f)) for f in fields if f.kind is FieldKind.ADDRESS}
    found: list[Found] = []
    for line in page.lines:
        hits = [(FieldKind.ADDRESS, part) for part in _address_copies(line, tails)]
        hits += [(FieldKind.PHONE, part) for part in _phone_copies(line, phones)]
        hits += [(FieldKind.NAME, part) for part in _name_copies(line, names)]
        hits += [(FieldKind.NAME, part) for part in _misread_copies(line, names)]
        for kind, part in hits:
            person = kind is FieldKind.NAME and any(
                tells(line, part) for tells in (_is_name, _is_apart, _is_asked)
            )
            known = named if person else covered
            if any(part.overlaps(other) for other in known):
                continue
            covered.append(part)
            named.append(part)
            found.append(Found(kind, (part,), None, Certainty.MAYBE, "repeat"))
    return found


def _is_name(line: PageLine, part: Part) -> bool:
    """Whether all of a line's piece at a part reads as a name, or the part is all of the line."""
    if line.text[part.start : part.end] == line.text.strip():
        return True
    return any(
        piece.kind is PieceKind.NAME and piece.start <= part.start and part.end <= piece.end
        for piece in line.pieces
    )


def _is_apart(line: PageLine, part: Part) -> bool:
    """Whether a part is all of a line or the words behind its last separator: …605室/陈陆娜慧. An address
    above it may have taken the line in."""
    before, behind = line.text[: part.start].rstrip(), line.text[part.end :]
    ends = not any(map(str.isalnum, behind))
    return ends and (before != line.text[: part.start] or not before[-1:].isalnum())


def _is_asked(line: PageLine, part: Part) -> bool:
    """Whether the courier is asked for whoever stands there, though it reads as a place: 请苑建林本人签收."""
    return _ASKED.fullmatch(fold(line.text[: part.start])) is not None


_ASKED = re.compile(r"(?:.*[\s:,;。!])?请?(?:请|转交?给?|交给?|送给|找|由) ?")


def _text(page: Page, field: Found) -> str:
    texts = (page.lines[part.line].text[part.start : part.end] for part in field.parts)
    return "".join(texts).strip()


def _people(text: str) -> Iterator[str]:
    """A name as it stands, and each of several people in it: 王芳(转李强收), 王芳/李强."""
    folded = fold(text)
    yield folded
    for part in _JOINTS.split(folded):
        person = _FORWARDED.fullmatch(part.strip())
        name = person.group(1) if person else ""
        if name != folded and len(name) >= SHORTEST_NAME and looks_like_name(name) is Verdict.YES:
            yield name


_JOINTS = re.compile(r"[()\[\]/、,;]+")
_FORWARDED = re.compile(r"(?:请?转交?给?|由)?(.+?)(?:代?收)?")


def _digits(text: str) -> str:
    return "".join(c for c in fold(text) if c.isdigit())


def _name_copies(line: PageLine, names: set[str]) -> Iterator[Part]:
    offsets = [offset for offset, character in enumerate(line.text) if not character.isspace()]
    folded = fold(line.text)
    text = "".join(folded[offset] for offset in offsets).casefold()
    # The longest first: a part of a name must not stand in the way of the whole.
    for name in sorted(names, key=lambda name: (-len(name), name)):
        wanted = "".join(name.split()).casefold()
        if "*" in wanted:
            continue
        if len(wanted) < SHORTEST_NAME:
            for match in re.finditer(rf"请({re.escape(wanted)})(?:本人|亲)", text):
                at = offsets[match.start(1)]
                yield Part(line.index, at, at + 1)
            continue
        latin = wanted.isascii() and len(wanted) >= SHORTEST_LATIN and not wanted.isdigit()
        shown = text.translate(_SLIPS) if latin else text
        wanted = wanted.translate(_SLIPS) if latin else wanted
        at = shown.find(wanted)
        while at >= 0:
            part = Part(line.index, offsets[at], offsets[at + len(wanted) - 1] + 1)
            # Inside an address or a label the same characters are a place or a word.
            inside = any(
                piece.kind in (PieceKind.ADDRESS, PieceKind.LABEL)
                and piece.start < part.end
                and part.start < piece.end
                for piece in line.pieces
            )
            letters = not latin or any(map(str.isalpha, text[at : at + len(wanted)]))
            if letters and (not inside or len(wanted) > SHORTEST_NAME or _is_asked(line, part)):
                yield part
            at = shown.find(wanted, at + len(wanted))


def _misread_copies(line: PageLine, names: set[str]) -> Iterator[Part]:
    """Whom the courier is to hand the parcel to, of whose name one character was seen differently:
    请减欣玲本人签收 of 臧欣玲."""
    folded = fold(line.text)
    for name in sorted(name for name in names if MISREAD_NAME.fullmatch(name)):
        for match in re.finditer(rf"(?=([一-鿿]{{{len(name)}}}) ?(?:本人|亲[自收启签]))", folded):
            wrong = sum(a != b for a, b in zip(match[1], name, strict=True))
            if wrong == 1:
                yield Part(line.index, *match.span(1))


MISREAD_NAME = re.compile("[一-鿿]{3,4}")
"""A name of which one character may have been seen differently."""


# momol23 is momo123, seen once more.
_SLIPS = str.maketrans("li|o", "1110")


def _closed(text: str) -> str:
    return "".join(fold(text).split())


def _address_copies(line: PageLine, addresses: set[str]) -> Iterator[Part]:
    """A line of an address's copy, of which the beginning was not seen."""
    text = _closed(line.text)
    if len(text) < ADDRESS_END or not any(c.isdigit() for c in text[-ADDRESS_END:]):
        return
    if any(len(known) > len(text) and known.endswith(text[-ADDRESS_END:]) for known in addresses):
        yield Part(line.index, 0, len(line.text))


def _phone_copies(line: PageLine, phones: set[str]) -> Iterator[Part]:
    known = [piece for piece in line.pieces if piece.kind is PieceKind.WAYBILL_NUMBER]
    offsets = [
        offset
        for offset, character in enumerate(fold(line.text))
        if character.isdigit() and not any(p.start <= offset < p.end for p in known)
    ]
    digits = "".join(fold(line.text[offset]) for offset in offsets)
    for phone in phones:
        if PHONE_END <= len(digits) < PHONE_DIGITS and phone.endswith(digits):
            yield Part(line.index, offsets[0], offsets[-1] + 1)
            continue
        if len(phone) - 1 == len(digits) and _is_without_one(phone, digits):
            yield Part(line.index, offsets[0], offsets[-1] + 1)
            continue
        window = len(phone)
        for at in range(len(digits) - window + 1):
            wrong = sum(a != b for a, b in zip(digits[at : at + window], phone, strict=True))
            if wrong <= (PHONE_ERRORS if window >= 11 else 0):
                yield Part(line.index, offsets[at], offsets[at + window - 1] + 1)
                break
        else:
            for start in range(window - PHONE_DIGITS + 1):
                at = digits.find(phone[start : start + PHONE_DIGITS])
                if at >= 0:
                    yield Part(line.index, offsets[at], offsets[at + PHONE_DIGITS - 1] + 1)
                    break


def _is_without_one(phone: str, digits: str) -> bool:
    """Whether digits are a phone of which the reader lost one."""
    same = next((at for at, digit in enumerate(digits) if digit != phone[at]), len(digits))
    return phone[same + 1 :] == digits[same:]
