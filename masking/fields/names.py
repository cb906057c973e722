"""Which words on the page are somebody's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import takewhile

from masking.fields.beside import is_shop, name_part, names_beside_phone
from masking.fields.continued import address_goes_on
from masking.fields.ends import firms_beside_names, names_behind_addresses, names_beside_names
from masking.fields.forms import is_region
from masking.fields.found import Found
from masking.fields.page import Box, Page, PageLine, Part
from masking.fields.pairs import without_name
from masking.fields.values import (
    BELOW_REACH,
    goods_lines,
    heads_block,
    is_name_column,
    is_place,
    label_kind,
    label_value,
    name_cells,
    with_cell,
)
from masking.fields.wraps import broken_pieces, free_of, line_after, run_pieces
from masking.model import FieldKind, Role
from masking.text.address import LONE_UNIT, looks_like_address_tail
from masking.text.companies import is_company, is_local_firm
from masking.text.fold import fold
from masking.text.labels import LabelKind, is_nickname
from masking.text.mentions import is_nobody
from masking.text.names import (
    after_post,
    has_surname,
    looks_like_company,
    looks_like_name,
    stands_at_post,
)
from masking.text.split import Piece, PieceKind, split
from masking.text.verdict import Certainty, Verdict

STAR = "*"
BLOCK_REACH = 4.0
"""Phone heights within which a name belongs to a phone's block."""
ROW_REACH = 3.0
"""Line heights between a name and a phone of one row."""


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
    return heads == [LabelKind.ADDRESS] and not is_region(value.text)


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


def find_name_fields(
    page: Page, phones: Sequence[Found], addresses: Sequence[Found], announced: Sequence[Found]
) -> list[Found]:
    """Every name of the page: announced by a label, beside a phone, or above one."""
    found = list(announced)
    elsewhere = [part for field in addresses for part in field.parts]
    taken = [part for field in (*phones, *announced) for part in field.parts]

    def add(
        parts: tuple[Part, ...],
        role: Role | None,
        certainty: Certainty,
        evidence: str,
        apart: Sequence[Part] = elsewhere,
    ) -> None:
        if free_of(parts, [*taken, *apart]) and not _is_torn_place(page, parts):
            found.append(Found(FieldKind.NAME, parts, role, certainty, evidence))
            taken.extend(parts)

    for line, piece in page.pieces(PieceKind.NAME):
        if piece.certainty is Certainty.YES and _may_stand(line):
            apart = () if piece.evidence == "mentioned" else elsewhere
            part = _before_phone(name_part(line, piece), phones)
            add((part,), piece.role, piece.certainty, piece.evidence, apart)
    for behind in names_behind_addresses(page, addresses):
        # 樊晓颖（转⏎柴梓丽收）: whom the next line names is known.
        parts = tuple(p for p in behind.parts if not any(map(p.overlaps, taken)))
        if parts and parts[0] == behind.parts[0]:
            add(parts, behind.role, behind.certainty, behind.evidence, apart=())
    for part, piece in _unsure(page, phones, addresses, found, [*taken, *elsewhere]):
        add((part,), piece.role, piece.certainty, piece.evidence)
    for piece, parts in run_pieces(page, PieceKind.NAME):
        numbered = {part.line for field in phones for part in field.parts}
        beside = piece.evidence == "beside phone" and (
            _phone_on_line(page, parts)
            or any(part.line in numbered for part in parts)
            or _is_row_before(page, parts[-1], numbered)
            or _goes_on(page, parts[-1])
        )
        if piece.certainty is Certainty.YES or beside:
            # A continuation line that was taken for an address may hold the name behind it.
            add(parts, piece.role, piece.certainty, piece.evidence, apart=())
    placed = [(field, page.box_around(field.parts)) for field in (*phones, *addresses, *found)]
    for phone, _ in without_name(page, placed):
        for name in names_beside_phone(page, phone, addresses):
            add((name,), phone.role, Certainty.MAYBE, "beside phone", apart=())
    for line, second in list(names_beside_names(page, found)):
        add((name_part(line, second),), second.role, Certainty.MAYBE, "beside name", apart=())
    for line, firm in list(firms_beside_names(page, found)):
        if is_shop(line, firm):
            add((name_part(line, firm),), firm.role, Certainty.MAYBE, "firm")
    return found


def _unsure(
    page: Page,
    phones: Sequence[Found],
    addresses: Sequence[Found],
    names: Sequence[Found],
    taken: Sequence[Part],
) -> list[tuple[Part, Piece]]:
    """What looks like a name in a block, but for places where every phone has a name without them."""
    contacts = [page.box_of(part) for field in (*phones, *addresses) for part in field.parts]
    goods = goods_lines(page)
    maybe = [
        (name_part(line, piece), piece)
        for line, piece in page.pieces(PieceKind.NAME)
        if piece.certainty is Certainty.MAYBE
        and line.index not in goods
        and _in_a_block(page, line, piece, contacts)
    ]
    # 望亭镇 金融⏎大厦: a place that the line's end tears.
    torn = [parts for _, parts in broken_pieces(page, PieceKind.ADDRESS)]
    places = {part for part, _ in maybe if any(_ends_within(page, part, p) for p in torn)}
    numbers = [page.box_of(part) for field in phones for part in field.parts]
    beside = [
        Found(FieldKind.NAME, (part,), piece.role, piece.certainty, piece.evidence)
        for part, piece in maybe
        if part not in places
        and free_of((part,), taken)
        and any(map(page.box_of(part).in_row_with, numbers))
    ]
    known = (*phones, *addresses, *names, *beside)
    wanted = bool(without_name(page, [(one, page.box_around(one.parts)) for one in known]))
    return [(part, piece) for part, piece in maybe if wanted or part not in places]


def with_given_names(page: Page, names: Sequence[Found], taken: Sequence[Part]) -> list[Found]:
    """The names with the characters that a wrap leaves of them on a line by themselves: …冯⏎恒, …孙⏎缘盈."""
    return [_with_given_name(page, name, taken) for name in names]


def _with_given_name(page: Page, name: Found, taken: Sequence[Part]) -> Found:
    last = name.parts[-1]
    line = page.lines[last.line]
    value = line.text[last.start : last.end]
    if line.text[last.end :].strip() or not 0 < len(value) < SHORTEST_WHOLE:
        return name
    below = line_after(page, line) if has_surname(value) and value.isalpha() else None
    given = _GIVEN.match(below.text) if below else None
    if below is None or given is None:
        return name
    if given.end() == len(below.text) and page.row_after(below.box, ROW_REACH * below.box.height):
        return name  # 电 话：138…
    rest = Part(below.index, 0, given.end())
    whole = len(value) + given.end() <= SHORTEST_WHOLE and free_of([rest], taken)
    return replace(name, parts=(*name.parts, rest)) if whole else name


SHORTEST_WHOLE = 3
"""Characters of a name behind which none is missing."""
_GIVEN = re.compile("[一-鿿]{1,2}(?<![收寄方件人元室号户层楼栋幢])(?=$|[,，;；])")
"""What is left of a name on a line by itself or before a comma; no badge and no rest of an address."""


def _is_torn_place(page: Page, parts: Sequence[Part]) -> bool:
    """Whether what looks like a name is the beginning of a place that its line breaks, behind a region
    without a number: …哈尔滨市南岗区 柳青⏎街道…"""
    line = page.lines[parts[-1].line]
    if len(parts) > 1 or parts[0].end < len(line.text.rstrip()):
        return False
    before = [piece for piece in line.pieces if piece.end <= parts[0].start][-1:]
    if not before or before[0].kind is not PieceKind.ADDRESS:
        return False
    if any(map(str.isdigit, line.text[before[0].start : before[0].end])):
        return False
    after = line_after(page, line)
    if after is None:
        return False
    last = line.text[: parts[0].end][-1:]
    torn = _TORN_BUILDING.match(fold(last + after.text))
    return torn is not None or _PLACE_ENDS.match(after.text) is not None


_PLACE_ENDS = re.compile("[一-鿿]?(?:省|市|区|县|镇|乡|街道|路|大道|大街)")
_TORN_BUILDING = re.compile(
    "(?:广场|大厦|大楼|花园|家园|花苑|公寓|宿舍|新村|小区|中心)(?=[0-9A-Z一二三四五六七八九十])"
)
"""时代广⏎场E座: no address begins with 场 and its building."""


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


def _before_phone(part: Part, phones: Sequence[Found]) -> Part:
    """A name without the phone that was read as a part of it: FROM风轻云淡|0379-893888 408."""
    starts = [p.start for field in phones for p in field.parts if p.overlaps(part)]
    end = min(starts, default=part.end)
    return replace(part, end=end) if part.start < end else part


def _ends_within(page: Page, part: Part, parts: Sequence[Part]) -> bool:
    """Whether a part ends its line within a piece that goes on with the next one."""
    ends = part.end == len(page.lines[part.line].text)
    return ends and any(
        other.line == part.line and other.start <= part.start and other is not parts[-1]
        for other in parts
    )


def _phone_on_line(page: Page, parts: Sequence[Part]) -> bool:
    """Whether a phone stands on a line that a piece of a paragraph is on."""
    return any(
        piece.kind is PieceKind.PHONE for part in parts for piece in page.lines[part.line].pieces
    )


def _is_row_before(page: Page, part: Part, numbered: Collection[int]) -> bool:
    """Whether what ends its line stands right before one with a phone on it, in a row that was read as
    several lines."""
    line = page.lines[part.line]
    if line.text[part.end :].strip():
        return False
    beside = page.row_after(line.box, ROW_REACH * line.box.height)[:1]
    return any(other.index in numbered for other in beside)


def _goes_on(page: Page, part: Part) -> bool:
    """Whether a comma ends the line of a name: what follows it stands on the next line."""
    return fold(page.lines[part.line].text[part.end :]).strip() in {",", "、", ";"}


def _may_stand(line: PageLine) -> bool:
    """Whether a labelled name may stand on the line: a turned line is a form's margin, unless a
    phone stands on it too."""
    return line.level or any(piece.kind is PieceKind.PHONE for piece in line.pieces)


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


def _in_a_block(page: Page, line: PageLine, piece: Piece, contacts: Sequence[Box]) -> bool:
    box = page.box_of(name_part(line, piece))
    near = box.grown(BLOCK_REACH * box.height, BLOCK_REACH * box.height)
    return any(near.overlaps(contact) for contact in contacts)
