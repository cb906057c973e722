"""What beside a phone is its name: on its line, on its row, above it, below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from masking.fields.found import Found
from masking.fields.page import Box, Page, PageLine, Part
from masking.fields.values import label_kind
from masking.fields.wraps import line_after
from masking.text.address import LONE_UNIT, looks_like_address
from masking.text.chunks import HUB
from masking.text.companies import is_company, is_firm, is_local_firm
from masking.text.fold import fold
from masking.text.labels import ASIDE, LabelKind
from masking.text.mentions import is_nobody
from masking.text.names import (
    FORWARDED,
    is_no_name,
    is_post,
    is_torn_region,
    looks_like_company,
    looks_like_name,
)
from masking.text.split import Piece, PieceKind
from masking.text.verdict import Certainty, Verdict

BESIDE_REACH = 9.0
"""Phone heights between a phone and its name on the same row."""
ABOVE_REACH = 1.3
"""Phone heights between a phone and a name above or below it."""
BRACKETS = ("(", "（", "[", "【", ")", "）", "]", "】")
"""Text that opens with one is a remark, not a name."""
LONGEST_NAME = 5
"""Characters of a name that looks like a place."""
LONGEST_SHOP = 12
"""Characters of a shop's name that does not look like one."""
SAME_TYPE = (0.55, 1.9)
"""A name's type height in phone type heights: larger is a sorting code, smaller is fine print."""


def name_part(line: PageLine, piece: Piece) -> Part:
    """A piece's characters; with a name go those whom its parcel is handed to."""
    handed = FORWARDED.match(fold(line.text), piece.end)
    named = handed is not None and piece.kind is PieceKind.NAME
    counted = _COUNTED.match(line.text, piece.start, piece.end)
    start = counted.end() if counted else piece.start
    return Part(line.index, start, handed.end() if handed and named else piece.end)


_COUNTED = re.compile(r"[0-9]{1,2}[.、)）](?=[一-鿿])")
"""The number of a list's entry before a name: 1.何老师"""


def dash_before(page: Page, phone: Found) -> Iterator[Part]:
    """The dash that a phone begins with or stands behind: a name, 一, may have been read as one."""
    part = phone.parts[0]
    text = page.lines[part.line].text
    for at in (len(text[: part.start].rstrip()) - 1, part.start):
        if at >= 0 and text[at] in _DASHES:
            yield Part(part.line, at, at + 1)


_DASHES = frozenset("—–―─－-_一ー")


def names_beside_phone(page: Page, phone: Found, addresses: Sequence[Found]) -> list[Part]:
    """What may be the name of a phone: on its line, on its row, above it, below it.

    Fail closed: what stands next to a phone on its own line is its name, whatever it looks like;
    where it does not look like one, the most likely name around it goes as well.
    """
    own = page.lines[phone.parts[0].line]
    box = page.box_of(phone.parts[0])
    reach = BESIDE_REACH * box.height
    near = ABOVE_REACH * box.height
    # In a form's cell of two lines, the name's cell has its line between them.
    rows = [box, page.box_around(phone.parts)] if len(phone.parts) > 1 else [box]
    row = [
        line for one in rows for line in page.row_before(one, reach) + page.row_after(one, reach)
    ]
    parts = {part.line for part in phone.parts}
    parts |= {
        part.line
        for field in addresses
        if page.lines[field.parts[0].line].box.middle > box.bottom
        for part in field.parts[1:]
    }
    column = [*page.above(box, near), *page.below(box, near)]
    around = [*row, *(line for line in column if not _is_hub(line))]
    if len(phone.parts) == 1 and not own.text[phone.parts[0].end :].strip():
        # …二零一,137 8125 9736⏎林袁海平: the text goes on where its lines begin.
        below = page.below(own.band, near)
        left = own.box.left
        around += [o for o in below if abs(o.box.left - left) < box.height and o not in around]
    around = [
        line
        for line in around
        if line.index not in parts and not (line.pieces and label_kind(line.pieces[0]) in ASIDE)
    ]
    likely, possible = (Verdict.YES,), (Verdict.YES, Verdict.UNSURE)
    sure = _whole(page, _candidate(own, own, likely)) or _behind_last(page, phone, likely)
    if sure:
        return [sure]
    beside = (
        _whole(page, _candidate(own, own, tuple(Verdict)))
        or _short_place(own)
        or _behind_last(page, phone, possible)
        or _behind_address(page, phone, addresses)
    )
    word = _last_word(own, phone.parts[0])
    beside, word = beside or word, word if beside and word and not beside.overlaps(word) else None
    other = _first(around, own, likely if beside else possible)
    if not beside and not other:
        other = _heading(page, own, box)
    return [part for part in (beside, word, other) if part]


def _whole(page: Page, part: Part | None) -> Part | None:
    """A candidate, but for the beginning of a region that its line breaks: 138…江西南⏎昌市."""
    return None if part is None or begins_region(page, part) else part


def begins_region(page: Page, part: Part) -> bool:
    """Whether the words that end a line are the beginning of a region that goes on with the next line."""
    line = page.lines[part.line]
    below = line_after(page, line) if part.end == len(line.text.rstrip()) else None
    value = fold(line.text[part.start : part.end])
    return below is not None and is_torn_region(value, fold(below.text))


def _behind_address(page: Page, phone: Found, addresses: Sequence[Found]) -> Part | None:
    """The last words of an address that begins right behind a phone: 138… 某某路1号⏎3栋1908;甜甜圈"""
    own = phone.parts[-1]
    for field in addresses:
        first, last = field.parts[0], field.parts[-1]
        if first.line != own.line or first.start < own.end:
            continue
        word = _LAST_WORD.search(fold(page.lines[last.line].text[last.start : last.end]))
        if word and word.start(1) and _is_likely(word[1]):
            return Part(last.line, last.start + word.start(1), last.start + word.end(1))
    return None


def _is_likely(word: str) -> bool:
    """Whether words that nothing tells of may be a name, and no place, shop or remark."""
    place = looks_like_address(word) is not Verdict.NO or LONE_UNIT.fullmatch(word)
    other = is_nobody(word) or looks_like_company(word)
    return not place and not other and looks_like_name(word) is not Verdict.NO


def _is_hub(line: PageLine) -> bool:
    """Whether a line names a carrier's own place: 杭州集散中心."""
    return HUB.search(fold(line.text)) is not None


def _behind_last(page: Page, phone: Found, verdicts: tuple[Verdict, ...]) -> Part | None:
    """A name right behind the end of a phone that was read as several lines."""
    last = phone.parts[-1]
    line = page.lines[last.line]
    rest = line.text[last.end :]
    name = rest.strip(" ,，:：;；/")
    if len(phone.parts) < 2 or not name or looks_like_name(name) not in verdicts:
        return None
    start = last.end + rest.index(name)
    return Part(line.index, start, start + len(name))


def _last_word(line: PageLine, phone: Part) -> Part | None:
    """The last words before a phone, set apart from an address that took them in: …408,David Lee,020…;
    or what looks like a name right behind a code's digits: 取件码 1-1-2304隋雅轩 186…"""
    folded = fold(line.text[: phone.start])
    word, glued = _LAST_WORD.search(folded), _BEHIND_DIGITS.search(folded)
    if word is None and glued and looks_like_name(glued[1]) is Verdict.YES:
        word = glued if looks_like_address(glued[1]) is not Verdict.YES else None
    elif word is not None and not _is_likely(word[1]):
        word = None
    if word is None:
        return None
    start = word.start(1)
    if any(p.kind is PieceKind.LABEL and p.start <= start < p.end for p in line.pieces):
        return None
    return Part(line.index, *word.span(1))


_LAST_WORD = re.compile(
    r"(?:^|[ ,;/、)])([A-Za-z][A-Za-z.]*(?: [A-Za-z][A-Za-z.]*){0,2}|[^ ,;/、:()\[\]0-9]{1,8})[ ,;:/]{0,3}$"
)


_BEHIND_DIGITS = re.compile(r"(?<=[0-9])([一-鿿]{2,4})[ ,;:/]{0,3}$")


def _heading(page: Page, phone: PageLine, box: Box) -> Part | None:
    """The words right above a phone that begin where it does, where nothing looks like its name: a
    shop may be called anything."""
    for line in page.above(box, ABOVE_REACH * box.height)[:1]:
        alone = (
            len(line.pieces) == 1
            and not _is_hub(line)
            and abs(line.box.left - box.left) < box.height
        )
        if alone and any(map(str.isalpha, line.text)) and len(line.text) <= LONGEST_SHOP:
            return _candidate(line, phone, tuple(Verdict))
    return None


def _first(
    lines: Sequence[PageLine], phone: PageLine, verdicts: tuple[Verdict, ...]
) -> Part | None:
    """The nearest candidate among lines."""
    return next((part for line in lines if (part := _candidate(line, phone, verdicts))), None)


def _short_place(line: PageLine) -> Part | None:
    """A few characters beside a phone that look like a place: also a name may hold a 路 or 村."""
    for piece in line.pieces:
        value = line.text[piece.start : piece.end]
        few = len(value) <= LONGEST_NAME and not any(c.isdigit() for c in value)
        if piece.kind is PieceKind.ADDRESS and few and not is_no_name(value):
            return name_part(line, piece)
    return None


def _candidate(line: PageLine, phone: PageLine, verdicts: tuple[Verdict, ...]) -> Part | None:
    ratio = line.type_height / max(phone.type_height, 1e-6)
    if not SAME_TYPE[0] <= ratio <= SAME_TYPE[1]:
        return None
    # Digits may be the end of the address that the name stands behind: 1608;Emi1y;13812345678
    # and a person stands beside a phone rather than the shop of the address: …服装店 周宝颖 138…
    for piece in sorted(
        line.pieces,
        key=lambda p: (
            not _has_letters(line, p) or _is_unit(line, p),
            not _is_person(line, p),
            _is_caption(line, p),
        ),
    ):
        value = line.text[piece.start : piece.end]
        if is_no_name(value):
            continue
        # A company in a name's place is a name by default: the standard speaks of both.
        if is_shop(line, piece) and (is_firm(value) or not value.startswith(BRACKETS)):
            return name_part(line, piece)
        alone = line is phone or len(line.pieces) == 1
        if piece.kind is PieceKind.ADDRESS and alone and is_local_firm(value):
            return name_part(line, piece)
        if piece.kind not in (PieceKind.NAME, PieceKind.OTHER):
            continue
        if piece.kind is PieceKind.OTHER and (
            piece.certainty is Certainty.YES
            or _is_labelled_otherwise(line, piece)
            or value.startswith(BRACKETS)
        ):
            continue
        if looks_like_name(value) in verdicts and not is_post(value):
            return name_part(line, piece)
    return None


def _is_unit(line: PageLine, piece: Piece) -> bool:
    """Whether a piece is the 室 of the line above."""
    return LONE_UNIT.fullmatch(fold(line.text[piece.start : piece.end])) is not None


def _is_caption(line: PageLine, piece: Piece) -> bool:
    """Whether a colon stands behind a piece: what it announces comes first."""
    return fold(line.text[piece.end :]).lstrip().startswith(":")


def _is_person(line: PageLine, piece: Piece) -> bool:
    likely = looks_like_name(line.text[piece.start : piece.end]) is Verdict.YES
    return piece.kind is PieceKind.NAME and likely


def _has_letters(line: PageLine, piece: Piece) -> bool:
    return any(character.isalpha() for character in line.text[piece.start : piece.end])


def is_shop(line: PageLine, piece: Piece) -> bool:
    """Whether a piece names a company or shop and nothing of an address."""
    value = line.text[piece.start : piece.end]
    if piece.kind is PieceKind.ADDRESS:
        return is_company(value)
    return (
        piece.kind is PieceKind.OTHER
        and piece.certainty is Certainty.MAYBE
        and not _is_labelled_otherwise(line, piece)
        and looks_like_company(value)
    )


def _is_labelled_otherwise(line: PageLine, piece: Piece) -> bool:
    """Whether the last label before a piece announces it as something else, or is right before it
    without being a party's."""
    before = [other for other in line.pieces if other.end <= piece.start]
    labels = [other for other in before if other.kind is PieceKind.LABEL]
    if not labels:
        return False
    party = label_kind(labels[-1]) is LabelKind.PARTY
    return not party or before[-1] is labels[-1]
