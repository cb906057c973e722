"""Where an address may go on, or may have begun, without any line there: what looking again is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from masking.fields.continued import BESIDE_REACH, NUMERALS, address_goes_on
from masking.fields.edges import LINE_GAP, ROW_REACH, SAME_LEFT
from masking.fields.found import Found
from masking.fields.page import Page
from masking.geometry import Quad
from masking.model import FieldKind
from masking.text.fold import fold

INDENTED = 0.4
"""Line heights by which a line begins later than its address before a character may stand there."""
_DASHED = re.compile(r"[0-9]{1,4}[-_][0-9A-Za-z]")


def open_ends(page: Page, fields: Sequence[Found]) -> list[Quad]:
    """Where an address may go on without any line there: areas of one line's height each, whose
    left edges are where the next line would begin."""
    used = {part.line for field in fields for part in field.parts}
    found: list[Quad] = []
    for field in fields:
        if field.kind is not FieldKind.ADDRESS:
            continue
        last = page.lines[field.parts[-1].line]
        if not last.text.strip("*"):
            continue  # somebody has hidden its end
        below = page.below(last.band, LINE_GAP * last.box.height)
        if any(abs(line.box.left - last.box.left) < SAME_LEFT * last.box.height for line in below):
            continue
        if last.index in used and last.level:
            starts = {0, field.parts[-1].start}
            found += [last.line.quad.part(last.line.boundary(start), 1) for start in starts]
            # The next line begins where the row does, which may have been read as several lines.
            row = page.row_before(last.box, ROW_REACH * last.box.height)
            found += [line.line.quad for line in row[-1:]]
    return found


def lone_ends(page: Page, fields: Sequence[Found]) -> list[Quad]:
    """Lines that an address ends, or behind which the number of the next line's first word may be missing,
    or the dash between two numbers, with nothing behind them on their row: …31号楼⏎单元二层西户, …14⏎2-1002."""
    ends: dict[int, None] = {}
    for field in fields:
        if field.kind is not FieldKind.ADDRESS:
            continue
        for part, following in pairwise(field.parts):
            unit = page.lines[following.line].text[following.start :]
            last = fold(page.lines[part.line].text.rstrip())[-1:]
            numbered = last in NUMERALS or (last.isascii() and last.isalnum())
            dashed = last.isdigit() and _DASHED.match(fold(unit)) is not None
            if dashed or (address_goes_on(unit) and not numbered):
                ends[part.line] = None
        ends[field.parts[-1].line] = None
    return [
        line.line.quad
        for line in (page.lines[index] for index in ends)
        if line.level and not page.row_after(line.box, BESIDE_REACH * line.box.height)
    ]


def late_starts(page: Page, fields: Sequence[Found]) -> list[Quad]:
    """Lines on which an address goes on farther to the right than it began, with nothing before them
    on their row: the first characters of such a line may not have been seen."""
    lines = []
    for field in fields:
        if field.kind is not FieldKind.ADDRESS:
            continue
        left = page.box_of(field.parts[0]).left
        for part in field.parts[1:]:
            line = page.lines[part.line]
            indented = part.start == 0 and line.box.left - left > INDENTED * line.box.height
            beside = page.row_before(line.box, line.box.left - left)
            if line.level and indented and not beside:
                lines.append(line.line.quad)
    return lines
