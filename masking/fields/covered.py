"""Blocks of personal data on which something lies: what is left of them is painted whole."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from masking.fields.found import BLOCK_MARGIN, SURE_SCORE, Doubt, Found
from masking.fields.page import Box, Page, PageLine
from masking.fields.roles import PERSONAL
from masking.geometry import Quad
from masking.reasons import Reason
from masking.text.split import PieceKind
from masking.text.verdict import Certainty

NEAR = 0.7
"""Line heights around a cover in which a line may go on below it."""
BLOCK = 1.5
"""The same for a cover, whose edge is known less well than a line's."""
LINES = 1.6
"""Line heights above and below a cover in which lines belong to the block that it lies on."""
LARGE = 1.6
"""Heights of the block's lines above which a line is a sorting code."""
AROUND = (2.0, 1.2)
"""Line heights beside a cover, and above and below it, in which the rest of a block is painted though
no line was seen there: of two characters between a tape and the paper's edge nothing is detected."""
TALLEST = 3.0
"""Usual type heights of a row with a party's badge: an overprint below a sorting code is no cut."""
CUT = 0.15
"""Share of a line's height below an overprint from which on it is cut through."""
STEP = 2.0
"""Line heights: length of the pieces of a cover that are looked at by themselves, as a strip of
tape runs across the page."""


def covered_blocks(page: Page, fields: Sequence[Found], covers: Sequence[Quad]) -> list[Doubt]:
    """The lines of every block of personal data that a cover lies on.

    Those are the lines that run into it, those right above and below it unless they are known as
    something else, and the rest of the fields that any of these lines hold.
    """
    personal = [field for field in fields if field.kind in PERSONAL]
    boxes = [page.box_of(part) for field in personal for part in field.parts]
    if not boxes:
        return []
    unit = sorted(box.height for box in boxes)[len(boxes) // 2]
    blocks = [box.grown(BLOCK * box.height, BLOCK * box.height) for box in boxes]
    hit: set[int] = set()
    around: list[Box] = []
    for cover in covers:
        pieces = [page.box(piece) for piece in _pieces(cover, STEP * unit)]
        on_blocks = [piece for piece in pieces if any(piece.overlaps(b) for b in blocks)]
        if not on_blocks:
            continue
        rows = Box.around(on_blocks)
        around += (
            piece.grown(AROUND[0] * unit, AROUND[1] * unit)
            for piece in pieces
            if piece.overlaps(Box(-math.inf, rows.top, math.inf, rows.bottom))
        )
        used = {part.line for field in personal for part in field.parts}
        for line in page.level_lines:
            if any(_touches(line, piece) for piece in pieces) or (
                (line.index in used or _may_be_personal(line, unit))
                and any(_is_beside(line, piece, unit) for piece in pieces)
            ):
                hit.add(line.index)
    for field in personal:
        lines = {part.line for part in field.parts}
        if lines & hit:
            hit |= lines
    if not hit:
        return []
    areas = [page.lines[index].box for index in sorted(hit)]
    block, text = Box.around(areas), Box.around(line.box for line in page.level_lines)
    # How far its covered lines reached is not known: as far as others do, and a line may have
    # stood above and below.
    room = AROUND[1] * unit
    block = Box(text.left, block.top - room, text.right, block.bottom + room)
    quads = tuple(page.quad_around([box]) for box in [*areas, *_within(around, block)])
    return [Doubt(Reason.UNREAD_TEXT, quads)]


def _within(boxes: Sequence[Box], block: Box) -> Iterator[Box]:
    """Boxes without what lies outside a block."""
    for box in boxes:
        if box.overlaps(block):
            yield Box(
                max(box.left, block.left),
                max(box.top, block.top),
                min(box.right, block.right),
                min(box.bottom, block.bottom),
            )


def _pieces(cover: Quad, step: float) -> Iterator[Quad]:
    """A cover cut across its longer side, each piece about `step` source pixels long."""
    upright = cover.height > cover.width
    quad = (
        Quad(cover.bottom_left, cover.top_left, cover.top_right, cover.bottom_right)
        if upright
        else cover
    )
    count = max(math.ceil(quad.width / max(step, 1.0)), 1)
    for number in range(count):
        yield quad.part(number / count, (number + 1) / count)


def _touches(line: PageLine, over: Box) -> bool:
    return line.box.grown(NEAR * line.box.height, 0).overlaps(over)


def _is_beside(line: PageLine, over: Box, unit: float) -> bool:
    """Whether a line stands on a cover's rows, or right above or below it."""
    return line.box.overlaps(Box(-math.inf, over.top, math.inf, over.bottom).grown(0, LINES * unit))


def _may_be_personal(line: PageLine, unit: float) -> bool:
    """Whether a line of the usual type holds anything that is not known to be something else."""
    return line.type_height <= LARGE * unit and any(
        piece.kind not in (PieceKind.LABEL, PieceKind.WAYBILL_NUMBER)
        and not (piece.kind is PieceKind.OTHER and piece.certainty is Certainty.YES)
        for piece in line.pieces
    )


def overprinted_blocks(page: Page, fields: Sequence[Found], areas: Sequence[Quad]) -> list[Doubt]:
    """Large type across a block of personal data: every line below it is painted whole.

    So is type across lines that are not surely something else: a name or a phone below it may
    have been misread.
    """
    blocks = [page.box_around(field.parts) for field in fields if field.kind in PERSONAL]
    near = [box.grown(BLOCK_MARGIN * box.height, BLOCK_MARGIN * box.height) for box in blocks]
    hit = tuple(
        area
        for area in areas
        if any(page.box(area).overlaps(box) for box in near) or not _is_plain(page, area)
    )
    hit = tuple(_with_cut_lines(page, area) for area in hit)
    return [Doubt(Reason.OVERPRINTED, (*hit, *_going_on(page, fields, hit)))] if hit else []


def _going_on(page: Page, fields: Sequence[Found], hit: Sequence[Quad]) -> list[Quad]:
    """The lines beside such areas that a field goes on with which begins within one: what they are is told
    by what may have been misread there."""
    within = [page.box(area) for area in hit]
    found: list[Quad] = []
    for field in fields:
        boxes = [page.box_of(part) for part in field.parts]
        outside = [box for box in boxes if not any(box.overlaps(area) for area in within)]
        if field.kind in PERSONAL and boxes[0] not in outside:
            found += [page.quad_around([box]) for box in outside]
    return found


def _with_cut_lines(page: Page, area: Quad) -> Quad:
    """An overprinted area with the space up to the lines that were read above and below it: a line
    that it covers in part only was not seen, but half of its strokes still show what it says."""
    box = page.box(area)
    unit = page.usual_type
    cut = [
        line.box
        for line in page.level_lines
        if line.box.in_column_with(box) and line.box.height <= TALLEST * unit
    ]
    # A line that it covers the edge of was cut through, and so may be the rest of its row.
    tops = [other.top for other in cut if other.top < box.top < other.bottom - CUT * other.height]
    ends = [other.bottom for other in cut if other.top + CUT * other.height < box.bottom]
    ends = [end for end in ends if end > box.bottom]
    box = Box(box.left, min([box.top, *tops]), box.right, max([box.bottom, *ends]))
    top, bottom = box.top - unit, box.bottom + unit
    for line in page.level_lines:
        if line.line.score >= SURE_SCORE and line.box.in_column_with(box):
            if line.box.middle < box.top:
                top = max(top, min(line.box.bottom, box.top))
            elif line.box.middle > box.bottom:
                bottom = min(bottom, max(line.box.top, box.bottom))
    return page.quad_around([Box(box.left, top, box.right, bottom)])


def _is_plain(page: Page, area: Quad) -> bool:
    """Whether every line in an area is announced or known as something other than a person's."""
    box = page.box(area)
    lines = [line for line in page.lines if box.overlaps(line.box)]
    return bool(lines) and all(
        line.line.score >= SURE_SCORE
        and all(
            piece.kind in (PieceKind.LABEL, PieceKind.WAYBILL_NUMBER)
            or (piece.kind is PieceKind.OTHER and piece.certainty is Certainty.YES)
            for piece in line.pieces
        )
        for line in lines
    )
