"""Pieces of a room that belong to no field: an address set in wide spaces may be read as many lines, and not
all of them are put together again."""

from __future__ import annotations

import re
from collections.abc import Sequence

from masking.fields.found import SURE_SCORE, Doubt, Found
from masking.fields.page import Page, PageLine, Part
from masking.geometry import Quad
from masking.reasons import Reason
from masking.text.address import PartKind, parse_address
from masking.text.fold import fold
from masking.text.split import PieceKind

BESIDE = 2.0
"""Line heights between a unit's word and the number that belongs to it, on one row."""
_NUMBER = r"[0-9A-Za-z〇零一二三四五六七八九十*-]"
_UNIT = re.compile(rf" ?{_NUMBER}{{0,5}} ?(?:单元|号楼|[栋幢层室座]) ?{_NUMBER}{{0,6}} ?[室号]? ?")
_SHOWN = re.compile("[0-9A-Za-z〇零一二三四五六七八九十]")
_ROOM = re.compile("[0-9]{3,4} ?[室房号]?")
_BARE = re.compile(rf" ?{_NUMBER}{{1,6}} ?[室号]? ?")


def unread_areas(page: Page, fields: Sequence[Found]) -> list[Quad]:
    """All text of the page that was detected and not read, wherever it stands: a block that was not read has
    nothing beside it that tells."""
    used = {part.line for field in fields for part in field.parts}
    return [
        page.quad_around([line.box])
        for line in page.lines
        if line.index not in used and line.line.score < SURE_SCORE
    ]


def stray_rooms(page: Page, fields: Sequence[Found]) -> list[Doubt]:
    """A line of nothing but a building's, unit's or room's number or word that no field holds is
    painted, with the numbers beside it."""
    used = {part.line for field in fields for part in field.parts}
    stray = [
        line
        for line in page.level_lines
        if line.index not in used and _UNIT.fullmatch(fold(line.text))
    ]
    groups = [(line, *_numbers(page, line, used)) for line in stray]
    # The word alone tells nothing where its number is hidden: *单元***室.
    quads = [
        page.quad_around([one.box])
        for group in groups
        if any(_SHOWN.search(fold(one.text)) for one in group)
        for one in group
    ]
    quads += _before_names(page, fields)
    return [Doubt(Reason.UNREAD_TEXT, tuple(dict.fromkeys(quads)))] if quads else []


def _before_names(page: Page, fields: Sequence[Found]) -> list[Quad]:
    """A bare number that opens a line before a name, below an address that ends with its building: a sender's
    lines end at one edge rather than begin at one. …花语城B1栋⏎2604 郑强良 缄"""
    parts = [part for field in fields for part in field.parts]
    found = []
    for line in page.level_lines:
        if len(line.pieces) < 2 or line.pieces[1].kind is not PieceKind.NAME:
            continue
        number = Part(line.index, line.pieces[0].start, line.pieces[0].end)
        text = fold(line.text[number.start : number.end])
        if not _ROOM.fullmatch(text) or any(number.overlaps(part) for part in parts):
            continue
        for above in page.above(line.box, line.box.height)[:1]:
            kinds = [part.kind for part in parse_address(above.text).parts]
            if kinds[-1:] == [PartKind.HOUSENO]:
                found.append(page.quad_around([page.box_of(number)]))
    return found


def _numbers(page: Page, line: PageLine, used: set[int]) -> list[PageLine]:
    """The numbers right beside a line that no field holds either."""
    reach = BESIDE * line.box.height
    beside = [*page.row_before(line.box, reach)[:1], *page.row_after(line.box, reach)[:1]]
    return [
        other for other in beside if other.index not in used and _BARE.fullmatch(fold(other.text))
    ]
