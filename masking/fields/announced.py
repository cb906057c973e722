"""Names that a label announces: what stands in the cell, or behind the badge, that asks for one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from masking.fields.beside import is_shop, name_part
from masking.fields.continued import address_goes_on
from masking.fields.found import Found
from masking.fields.page import Page, PageLine, Part
from masking.fields.values import (
    BELOW_REACH,
    heads_block,
    is_name_column,
    is_place,
    label_kind,
    label_value,
    name_cells,
    with_cell,
)
from masking.fields.wraps import free_of
from masking.model import FieldKind
from masking.text.address import LONE_UNIT, PartKind, looks_like_address_tail, parse_address
from masking.text.companies import is_company, is_local_firm
from masking.text.fold import fold
from masking.text.labels import LabelKind, is_nickname
from masking.text.mentions import is_nobody
from masking.text.names import after_post, looks_like_company, looks_like_name, stands_at_post
from masking.text.split import Piece, PieceKind, split
from masking.text.verdict import Certainty, Verdict

STAR = "*"


def find_announced_names(page: Page) -> list[Found]:
    """The names that stand where a label's value is expected, on another line than the label."""
    found: list[Found] = []
    labels = list(page.pieces(PieceKind.LABEL))
    # In a form with cells for names, 收件信息 and its like are headings of blocks.
    has_name_cells = any(label_kind(label) is LabelKind.NAME for _, label in labels)
    for line, label in labels:
        kind = label_kind(label)
        if _closes(line, label):
            continue
        values: list[tuple[Part, ...]] = []
        heads = kind is LabelKind.PARTY and has_name_cells and not heads_block(page, line)
        if kind in (LabelKind.NAME, LabelKind.PARTY) and not heads:
            value = label_value(page, line, label)
            cell = LabelKind.NAME if value and _is_name_cell(page, line, label, value) else kind
            values.append(_announced(page, value, cell) if value else ())
        if kind is LabelKind.PERSON:
            value = label_value(page, line, label)
            values.append(_besides(value) if value else ())
        column = kind is LabelKind.PARTY and is_name_column(page, line)
        if kind is LabelKind.NAME or column:
            values += [_cell(cell) for cell in name_cells(page, line)]
        found += [
            Found(FieldKind.NAME, parts, label.role, Certainty.YES, _evidence(line, label))
            for parts in values
            if parts and free_of(parts, [part for field in found for part in field.parts])
        ]
    return found


def _is_name_cell(page: Page, line: PageLine, label: Piece, value: PageLine) -> bool:
    """Whether a party's value is its name, though it may read as a place, since the next row of the form
    has the label of its address: 发货人 广州石楼镇万通汽配 | 地址 福建省…"""
    if len(line.pieces) > 1 or not value.box.in_row_with(line.box):
        return False
    rows = page.below(line.box, BELOW_REACH * line.box.height)[:1]
    heads = [
        label_kind(row.pieces[0])
        for row in rows
        if row.pieces and row.pieces[0].role in (None, label.role)
    ]
    return heads == [LabelKind.ADDRESS] and not _is_region(value.text)


def _is_region(text: str) -> bool:
    """Whether all of a text is a province, a city or a district."""
    parts = parse_address(text).parts
    whole = bool(parts) and parts[-1].end >= len(text.rstrip())
    return whole and {part.kind for part in parts} <= _REGIONS


_REGIONS = frozenset({PartKind.PROV, PartKind.CITY, PartKind.DISTRICT})


def _cell(lines: Sequence[PageLine]) -> tuple[Part, ...]:
    """What stands in a name's cell, without the post before the name, the 收 that closes it and the
    phone that was read with it."""
    parts: list[Part] = []
    for line in lines:
        for beside in _beside_phones(line):
            text = line.text[: beside.end]
            if heading := _ROW_HEADING.match(fold(text), beside.start):
                beside = replace(beside, start=heading.end())
            post = beside.start if parts else beside.start + after_post(text[beside.start :])
            # 门卫代收*****: all of the name is hidden.
            apart = text[post : post + 1].isspace() or fold(text[post:]).startswith(STAR)
            if not (stands_at_post(text[beside.start :].strip()) or apart):
                post = beside.start
            closing = [
                p.start
                for p in line.pieces[1:]
                if p.kind is PieceKind.LABEL and beside.start < p.start < beside.end
            ]
            end = min(closing, default=beside.end)
            start = post + len(text[post:end]) - len(text[post:end].lstrip())
            if text[start:end].strip():
                parts.append(Part(line.index, start, end))
    return tuple(parts)


_ROW_HEADING = re.compile("[收发]货 +(?=[一-鿿])")
"""A row's heading that was read as one line with the name beside it."""


def _evidence(line: PageLine, label: Piece) -> str:
    """``label`` for a party's name, which has a phone; else another word."""
    if label_kind(label) is LabelKind.PERSON:
        return "person"
    return "nickname" if is_nickname(line.text[label.start : label.end]) else "label"


def _besides(line: PageLine) -> tuple[Part, ...]:
    """Who is named where a signature's or a firm's label expects somebody: only what looks like
    one, for the place may be empty and something else below it."""
    for piece in line.pieces[:1]:
        value = line.text[piece.start : piece.end]
        likely = looks_like_name(value)
        firm = is_company(value) and likely is not Verdict.NO
        if firm or (likely is Verdict.YES and not is_nobody(fold(value))):
            return (name_part(line, piece),)
    return ()


def _closes(line: PageLine, label: Piece) -> bool:
    """Whether a label is the 收 behind a name, or behind its phone, which announces nothing."""
    place = line.pieces.index(label)
    return (
        place > 0
        and label.end - label.start == 1
        and line.pieces[place - 1].kind in (PieceKind.PHONE, PieceKind.NAME)
    )


def _ends_an_address(value: str) -> bool:
    """Whether a badge's value is the end of the address above: a badge may stand lower than its block's
    first line, beside the 室 or 零七 that a line breaks off."""
    folded = fold(value).strip()
    if _NUMERALS.fullmatch(folded) or LONE_UNIT.fullmatch(folded):
        return True
    return any(map(str.isdigit, folded)) and looks_like_address_tail(folded) is Verdict.YES


_NUMERALS = re.compile(r"[元室户号层楼栋幢座门]?[0-9零〇○一二三四五六七八九十]{2,5}")


def _announced(page: Page, line: PageLine, label: LabelKind) -> tuple[Part, ...]:
    """The name on a line that stands where a label's value is expected, with its cell's lines."""
    folded = fold(line.text)
    # The rest of a remark that the line above opens; in a name's own cell stands a name all the same.
    closes = folded.count(")") > folded.count("(")
    room = address_goes_on(line.text) and any(map(str.isdigit, line.text))
    if label is LabelKind.PARTY and (closes or room or is_place(line)):
        return ()
    read = split(line.text, expects=(PieceKind.NAME,))
    pieces = list(takewhile(lambda one: one.kind is not PieceKind.LABEL, read))
    # A name behind a post, 前台 小刘, comes before what only may be one.
    for piece in sorted(pieces, key=lambda piece: piece.kind is not PieceKind.NAME):
        value = line.text[piece.start : piece.end]
        if not (_names_somebody(line, piece, value, label) or _is_before_phone(pieces, piece)):
            continue
        parts = [name_part(line, piece)]
        if label is LabelKind.NAME and _HIDDEN_REST.fullmatch(folded, piece.end):
            # 义 ********: all but the first character is hidden.
            parts = [replace(parts[0], end=len(line.text.rstrip()))]
        if label is LabelKind.NAME and piece.end == len(line.text):
            cell = with_cell(page, line)[1:]
            parts += [part for member in cell for part in _beside_phones(member)]
        return tuple(parts)
    return ()


_HIDDEN_REST = re.compile(r" {0,2}\*+ *")
"""What stands behind a name of which the rest is hidden."""


def _beside_phones(line: PageLine) -> list[Part]:
    """What stands on a line of a name's cell before a phone, or else behind it: a detector may run two
    cells of a table together, and all of the line where no phone stands on it."""
    phones = [p for p in line.pieces if p.kind is PieceKind.PHONE and p.certainty is Certainty.YES]
    if not phones:
        return [Part(line.index, 0, len(line.text))]
    sides = (Part(line.index, 0, phones[0].start), Part(line.index, phones[-1].end, len(line.text)))
    named = [side for side in sides if any(map(str.isalnum, line.text[side.start : side.end]))]
    return named[:1]


def _is_before_phone(pieces: Sequence[Piece], piece: Piece) -> bool:
    """Whether a badge's value begins with words and a phone: 发货小哥 138…"""
    return (
        pieces[0] is piece
        and len(pieces) > 1
        and pieces[1].kind is PieceKind.PHONE
        and piece.kind is PieceKind.OTHER
        and piece.certainty is Certainty.MAYBE
    )


def _names_somebody(line: PageLine, piece: Piece, value: str, label: LabelKind) -> bool:
    """Whether a piece of a label's value is its name.

    A name's label makes a name of whatever stands there; a party's may also head a block.
    """
    if label is LabelKind.PARTY and _ends_an_address(value):
        return False
    if piece.kind is PieceKind.NAME:
        return True
    if piece.kind is PieceKind.ADDRESS:
        plain = label is LabelKind.NAME and not any(c.isdigit() for c in value)
        return plain or is_shop(line, piece) or is_local_firm(value)
    if piece.kind is not PieceKind.OTHER or piece.certainty is Certainty.YES:
        return False
    sure = label is LabelKind.NAME or looks_like_company(value)
    return sure or looks_like_name(value) is not Verdict.NO
