"""Which lines of the page are addresses; `continued` says which lines go on with them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from masking.fields.beside import BESIDE_REACH as NAME_REACH
from masking.fields.beside import is_shop
from masking.fields.continued import alike, before_phone, continuation, is_open
from masking.fields.edges import LINE_GAP
from masking.fields.found import Found
from masking.fields.page import Page, PageLine, Part
from masking.fields.stops import is_goods
from masking.fields.turned import sides
from masking.fields.values import (
    begins_with_label,
    column_values,
    goods_lines,
    label_kind,
    label_value,
)
from masking.fields.wraps import broken_pieces, free_of
from masking.model import FieldKind, Role
from masking.text.address import TAIL, PartKind, is_english, parse_address
from masking.text.fold import fold
from masking.text.labels import LabelKind
from masking.text.split import Piece, PieceKind
from masking.text.verdict import Certainty

TRACKING_WORDS = ("快件", "包裹", "已到达", "已离开", "已揽", "派送中", "派件中", "运输中")
"""What a parcel's history says of places; no address says it."""
HEADING = 1.6
"""Usual type heights from which on a name without a region or a number is no address, wherever it is
printed again."""
FIRST_HEADING = 1.25
"""The same of the page's first line, which is none whatever large type stands below it."""
BETWEEN_ROOMS = " 、,.-~/&+和至到"
"""What stands between two rooms of one address."""


def find_address_fields(
    page: Page, names: Sequence[Part], phones: Sequence[Part] = ()
) -> list[Found]:
    """Every address of the page with its continuation lines.

    Args:
        page: the lines.
        names: where names stand that a label announces; a shop's may look like a place.
        phones: where phones stand that a line breaks; an address ends there.
    """
    found: list[Found] = []
    closed = {part.line for part in names if part.end == len(page.lines[part.line].text)}
    taken = set(closed)
    starts: list[tuple[PageLine, Part, Role | None, Certainty, str]] = []
    for line, label in page.pieces(PieceKind.LABEL):
        if label_kind(label) is LabelKind.ADDRESS:
            value = _place(page, label_value(page, line, label))
            if value is not None and not _is_number(value):
                part = Part(value.index, _first_offset(value), len(value.text))
                starts.append((value, part, label.role, Certainty.YES, "label"))
            for cell in column_values(page, line):
                lines = _cell(page, cell)
                taken.update(part.line for part in lines)
                if lines:
                    cells = Found(FieldKind.ADDRESS, lines, label.role, Certainty.YES, "label")
                    found.append(cells)
    for line, piece in page.pieces(PieceKind.ADDRESS):
        if is_shop(line, piece) and _phone_on_row(page, line, piece):
            continue
        text = line.text[piece.start : piece.end]
        if any(word in text for word in TRACKING_WORDS) or _is_heading(page, line, text):
            continue
        if piece.certainty is Certainty.MAYBE and is_goods(text, ""):
            continue  # 普洱茶饼357g begins with a city
        whole = _with_room_before(line, piece)
        free = before_phone(whole, phones)
        whole = free if free.start < free.end else whole
        starts.append((line, whole, piece.role, piece.certainty, piece.evidence))
    shown = {line.index for line, *_ in starts}
    for line in page.level_lines:
        if line.index not in shown and is_english(fold(line.text)) and not begins_with_label(line):
            whole = Part(line.index, 0, len(line.text))
            starts.append((line, whole, None, Certainty.MAYBE, "english"))
    # Top to bottom: a line that continues an address is no address of its own.
    beside = sides(page)

    def place(line: PageLine) -> tuple[int, int]:
        side = beside.get(line.index)
        return page.order(line), side.order(line) if side else 0

    starts.sort(key=lambda start: (*place(start[0]), start[1].start))
    for line, part, role, certainty, evidence in starts:
        part = _before_names(part, names)
        before_name = line.index in closed and part.end < len(line.text)
        if any(part.overlaps(name) for name in names) or (
            line.index in taken and not before_name and not _opens_after(line, part, found)
        ):
            continue
        side, used = beside.get(line.index), taken | {line.index}
        if side is None:
            parts = continuation(page, line, part, used, phones)
        else:
            parts = side.continuation(part, used, phones)
        taken.update(p.line for p in parts)
        found.append(Found(FieldKind.ADDRESS, tuple(parts), role, certainty, evidence))
    wrapped = [parts for _, parts in broken_pieces(page, PieceKind.ADDRESS)]
    return [_with_wrapped(page, field, wrapped, taken, [*names, *phones]) for field in found]


def _before_names(part: Part, names: Sequence[Part]) -> Part:
    """An address without the name behind it: …枫林绿洲20-3-2203 祝⏎**, 1590…"""
    starts = [name.start for name in names if name.overlaps(part) and name.start > part.start]
    return replace(part, end=min(starts, default=part.end))


def _cell(page: Page, lines: Sequence[PageLine]) -> tuple[Part, ...]:
    """An address's cell without the phones of the cell before it, where a detector ran the cells of a
    table's row together. In a remark's bracket they belong to the address."""
    parts: list[Part] = []
    text = ""
    for line in _whole(page, lines):
        start = 0 if is_open(text) else _behind_phone(line)
        if start < len(line.text):
            parts.append(Part(line.index, start, len(line.text)))
        text += line.text
    return tuple(parts)


def _whole(page: Page, lines: Sequence[PageLine]) -> list[PageLine]:
    """A cell's lines, each with what the detector tore off its end."""
    found: list[PageLine] = []
    for line in lines:
        found.append(line)
        for other in page.row_after(line.box, TORN_LINE * line.box.height)[:1]:
            torn = other not in lines and alike(other, line) and not _is_number(other)
            # Only a rule may stand between it and the goods' column.
            if torn and other.index not in goods_lines(page):
                found.append(other)
    return found


TORN_LINE = 0.5
"""Line heights between two pieces of one line at most: two columns have more between them."""


def _behind_phone(line: PageLine) -> int:
    """The offset behind the phone that opens a line, or behind the name and the phone; 0 without one."""
    start = named = 0
    for piece in line.pieces:
        if piece.kind is PieceKind.PHONE and piece.certainty is Certainty.YES:
            start = piece.end
        elif start or piece.kind is not PieceKind.NAME:
            break
        else:
            named = piece.end
    words = any(map(str.isalpha, line.text[start:]))
    return start if words or not named else 0


def _with_wrapped(
    page: Page,
    field: Found,
    wrapped: Sequence[tuple[Part, ...]],
    taken: set[int],
    others: Sequence[Part],
) -> Found:
    """An address with its next line, where only both lines read as one show that it goes on: what its
    own line ends with looks like a name, 龙泉街道 东方名⏎邸3-4-1105."""
    last = field.parts[-1]
    if not any(piece.start >= last.end for piece in _names(page.lines[last.line])):
        return field
    for parts in wrapped:
        over = [number for number, part in enumerate(parts) if part.overlaps(last)]
        below = parts[over[-1] + 1 :] if over else ()
        fresh = below and not any(
            part.line in taken or _names(page.lines[part.line]) for part in below
        )
        if fresh and free_of(below, others):
            taken.update(part.line for part in below)
            return replace(field, parts=(*field.parts, *below))
    return field


def _names(line: PageLine) -> list[Piece]:
    return [piece for piece in line.pieces if piece.kind is PieceKind.NAME]


_SORTING = re.compile("[A-Z][0-9]{2}-[0-9]{2}-[0-9]{2}")
"""A carrier's code whose first part may look like a floor: F88-30-21."""


def _is_heading(page: Page, line: PageLine, text: str) -> bool:
    """Whether a text is nothing but an estate's name and set in large type: a carrier's, 邮驿国际. On a
    second ply it may be smaller. Or whether it is a sorting code in such type."""
    if _SORTING.fullmatch(text):
        return line.type_height > HEADING * page.usual_type
    if not {part.kind for part in parse_address(text).parts} <= {PartKind.POI}:
        return False
    copies = [line, *(other for other in page.level_lines if other.text == text)]
    first = min(page.level_lines, key=lambda other: other.box.top, default=line)
    return any(
        copy.type_height > (FIRST_HEADING if copy is first else HEADING) * page.usual_type
        for copy in copies
    )


def _phone_on_row(page: Page, line: PageLine, piece: Piece) -> bool:
    """Whether a phone stands beside a piece: then a shop's name is a name, not a place."""
    box = page.box_of(_part(line, piece))
    reach = NAME_REACH * box.height
    row = [line, *page.row_before(box, reach), *page.row_after(box, reach)]
    return any(other.kind is PieceKind.PHONE for near in row for other in near.pieces)


def _with_room_before(line: PageLine, piece: Piece) -> Part:
    """An address that begins with a room, with the room that stands before it: 心907、908室."""
    at = line.pieces.index(piece)
    before = line.pieces[at - 1] if at else None
    first = parse_address(line.text[piece.start : piece.end]).parts[:1]
    if (
        before is not None
        and before.kind is PieceKind.OTHER
        and before.certainty is Certainty.MAYBE
        and first
        and first[0].kind in TAIL
        and any(c.isdigit() for c in line.text[before.start : before.end])
        and not fold(line.text[before.end : piece.start]).strip(BETWEEN_ROOMS)
    ):
        return Part(line.index, before.start, piece.end)
    return _part(line, piece)


def _opens_after(line: PageLine, part: Part, found: list[Found]) -> bool:
    """Whether a part of a taken line lies behind everything that was taken of it."""
    ends = [p.end for field in found for p in field.parts if p.line == line.index]
    return all(end <= part.start for end in ends)


def _part(line: PageLine, piece: Piece) -> Part:
    return Part(line.index, piece.start, piece.end)


def _first_offset(line: PageLine) -> int:
    return line.pieces[0].start if line.pieces else 0


def _place(page: Page, value: PageLine | None) -> PageLine | None:
    """An address label's value; where a name and a phone stand there, the line below them."""
    if value is None or not _is_contact(value):
        return value
    below = page.below(value.box, LINE_GAP * value.box.height)[:1]
    return next((line for line in below if alike(line, value) and not _is_contact(line)), None)


def _is_contact(line: PageLine) -> bool:
    """Whether all of a line is a name and a phone."""
    return {PieceKind.NAME, PieceKind.PHONE} == {piece.kind for piece in line.pieces}


def _is_number(line: PageLine) -> bool:
    """Whether all of a line is a phone or another known number."""
    kinds = {piece.kind for piece in line.pieces}
    return bool(kinds) and kinds <= {PieceKind.PHONE, PieceKind.WAYBILL_NUMBER}
