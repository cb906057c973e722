"""Names that a line of something else takes in: behind an address, a firm beside a name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from masking.fields.found import Found
from masking.fields.page import Page, PageLine, Part
from masking.model import FieldKind
from masking.text.address import LONE_UNIT, TAIL, PartKind, parse_address
from masking.text.fold import fold
from masking.text.mentions import is_nobody
from masking.text.names import has_surname, is_no_name, looks_like_company, looks_like_name
from masking.text.split import Piece, PieceKind, split
from masking.text.verdict import Certainty, Verdict

_DOORS = TAIL | {PartKind.HOUSENO}


def names_behind_addresses(page: Page, addresses: Sequence[Found]) -> Iterator[Found]:
    """Names that stand behind the last number of an address, perhaps broken by its last wrap.

    The lines of an address are joined before they are read: ``…1502室袁⏎艳`` shows no name on
    either line.
    """
    for address in addresses:
        lines = [page.lines[part.line] for part in address.parts]
        texts = [
            line.text[part.start : part.end]
            for line, part in zip(lines, address.parts, strict=True)
        ]
        text = "".join(texts)
        for piece in _behind_numbers(text):
            parts = tuple(_parts(address.parts, texts, piece))
            yield Found(FieldKind.NAME, parts, address.role, Certainty.MAYBE, "behind address")


def _behind_numbers(text: str) -> Iterator[Piece]:
    pieces = split(text)
    for before, piece in pairwise(pieces):
        if piece.kind is not PieceKind.NAME or before.kind not in _OPENERS:
            continue
        value = fold(text[piece.start : piece.end])
        if LONE_UNIT.fullmatch(value):
            continue  # it looks like a name
        said = piece.evidence == "mentioned"
        # 樊晓颖(转柴梓丽收)
        named = {looks_like_name(value), looks_like_name(value.partition("(")[0])}
        if said or Verdict.YES in named:
            head = parse_address(text[: piece.start]).parts
            if said or any(part.kind in _DOORS for part in head):
                yield piece


_OPENERS = (PieceKind.ADDRESS, PieceKind.OTHER)
"""What may stand right before such a name: the address, or the bracket that opens a remark."""


def _parts(parts: Sequence[Part], texts: Sequence[str], piece: Piece) -> Iterator[Part]:
    """The characters of the page that a piece of the joined text consists of."""
    offset = 0
    for part, text in zip(parts, texts, strict=True):
        start, end = max(piece.start - offset, 0), min(piece.end - offset, len(text))
        if start < end:
            yield Part(part.line, part.start + start, part.start + end)
        offset += len(text)


def names_before_breaks(page: Page, phones: Sequence[Found]) -> Iterator[Found]:
    """Surnames that end a line whose asterisks begin the next, before a phone: …楼下超市 薛⏎*1******1638."""
    for phone in phones:
        part = phone.parts[0]
        line = page.lines[part.line]
        stars = _STARS_FIRST.fullmatch(fold(line.text[: part.start]))
        above = page.above(line.band, line.box.height)[:1] if stars else []
        for other in above:
            surname = _SURNAME_LAST.search(fold(other.text))
            wide = other.box.right >= line.box.right - line.box.height
            if stars and surname and wide and has_surname(surname[1]):
                parts = (Part(other.index, *surname.span(1)), Part(line.index, *stars.span(1)))
                yield Found(FieldKind.NAME, parts, phone.role, Certainty.YES, "before a break")


_STARS_FIRST = re.compile(r"(\*{1,3})[ ,;:]*")
_SURNAME_LAST = re.compile(r"(?<=[ ,;:])([一-鿿]) *$")


def names_between(
    page: Page, phones: Sequence[Found], addresses: Sequence[Found], names: Sequence[Found]
) -> Iterator[Part]:
    """What may be a name on a line by itself between a phone's row and an address, where the row has none or a
    firm's: 云桥科技有限公司 138…⏎撒琴弟⏎浙江省…"""
    numbered = {part.line for field in phones for part in field.parts}
    placed = {part.line for field in addresses for part in field.parts}
    for line in page.level_lines:
        value = fold(line.text).strip()
        if line.index in numbered | placed or not _ALONE.fullmatch(value):
            continue
        if looks_like_name(value) is Verdict.NO or is_no_name(value) or is_nobody(value):
            continue
        reach = NEXT_ROW * line.box.height
        above, below = page.above(line.box, reach)[:1], page.below(line.box, reach)[:1]
        nearest = [*above, *below]
        # One of the two may begin at its badge, or at the block's own edge.
        flush = any(abs(one.box.left - line.box.left) <= line.box.height for one in nearest)
        if not (above and below and flush):
            continue
        rows = [
            {one.index, *(b.index for b in page.row_after(one.box, ALONG * one.box.height))}
            for one in nearest
        ]
        beside_phone = [row for row in rows if row & numbered]
        beside_place = [row for row in rows if row & placed and not row & numbered]
        named = [
            page.lines[part.line].text[part.start : part.end]
            for row in beside_phone
            for field in names
            for part in field.parts
            if part.line in row
        ]
        if beside_phone and beside_place and all(map(looks_like_company, named)):
            yield Part(line.index, 0, len(line.text))


_ALONE = re.compile("[一-鿿]{2,4}|[一-鿿]{1,8}(?:·[一-鿿]{1,8})+")
NEXT_ROW = 1.2
"""Line heights between the rows of a block at most."""
ALONG = 30.0
"""Line heights of a row behind its first line in which the phone of that row stands."""


_AND = frozenset("/、,&和与 ")
"""What stands between two people that one phone belongs to."""


LONGEST_SECOND = 3
"""Characters of such a name."""


def names_beside_names(page: Page, names: Sequence[Found]) -> Iterator[tuple[PageLine, Piece]]:
    """The names that nothing but a slash or its like sets apart from another: 冯俊然/顾芳."""
    for field in names:
        for part in field.parts:
            line = page.lines[part.line]
            for piece in line.pieces:
                between = fold(
                    line.text[piece.end : part.start] or line.text[part.end : piece.start]
                )
                joined = between.strip() and set(between) <= _AND
                if joined and (piece.kind is PieceKind.NAME or _may_be_second(line, piece)):
                    yield line, piece


def _may_be_second(line: PageLine, piece: Piece) -> bool:
    """Whether what stands beside a name, and is a city as well, may be another one: 景欣珍/吉安."""
    value = line.text[piece.start : piece.end]
    return piece.kind is PieceKind.OTHER and len(value) <= LONGEST_SECOND and has_surname(value)


def firms_beside_names(page: Page, names: Sequence[Found]) -> Iterator[tuple[PageLine, Piece]]:
    """The companies and shops that stand on one line with a name: 云桥科技有限公司 方辉."""
    for index in sorted({part.line for field in names for part in field.parts}):
        line = page.lines[index]
        for piece in line.pieces:
            value = line.text[piece.start : piece.end]
            if piece.kind is PieceKind.OTHER and looks_like_name(value) is not Verdict.NO:
                yield line, piece
