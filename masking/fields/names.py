"""Which words on the page are somebody's name."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from masking.fields.beside import begins_region, is_shop, name_part, names_beside_phone
from masking.fields.ends import (
    firms_beside_names,
    names_behind_addresses,
    names_beside_names,
    names_between,
)
from masking.fields.found import Found
from masking.fields.page import Box, Page, PageLine, Part
from masking.fields.pairs import without_name
from masking.fields.values import (
    goods_lines,
)
from masking.fields.wraps import broken_pieces, free_of, line_after, run_pieces
from masking.model import FieldKind, Role
from masking.text.fold import fold
from masking.text.names import (
    has_surname,
)
from masking.text.split import Piece, PieceKind
from masking.text.verdict import Certainty

BLOCK_REACH = 4.0
"""Phone heights within which a name belongs to a phone's block."""
ROW_REACH = 3.0
"""Line heights between a name and a phone of one row."""


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
    for part in list(names_between(page, phones, addresses, found)):
        add((part,), None, Certainty.MAYBE, "beside phone")
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
    if len(parts) == 1 and begins_region(page, parts[0]):
        return True
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
    "(?:广场|大厦|大楼|花园|家园|花苑|公寓|宿舍|新村|小区|中心|大道|大街)(?=[0-9A-Z*一二三四五六七八九十])"
)
"""时代广⏎场E座: no address begins with 场 and its building."""


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


def _in_a_block(page: Page, line: PageLine, piece: Piece, contacts: Sequence[Box]) -> bool:
    box = page.box_of(name_part(line, piece))
    near = box.grown(BLOCK_REACH * box.height, BLOCK_REACH * box.height)
    return any(near.overlaps(contact) for contact in contacts)
