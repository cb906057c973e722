"""Label words and the values they announce: on the same line, beside it, or below it."""

from __future__ import annotations

import math
import re

from masking.fields.page import Box, Page, PageLine, Part
from masking.text.address import PartKind, parse_address
from masking.text.chunks import HUB
from masking.text.fold import fold
from masking.text.glued_numbers import MOBILE_AND_EXTENSION
from masking.text.labels import LabelKind
from masking.text.split import Piece, PieceKind
from masking.text.verdict import Certainty

BESIDE_REACH = 14.0
"""Label heights between a label and its value on the same row: cells of a ruled form are wide."""
FAR_REACH = 40.0
"""The same where nothing else stands on the row: a screen sets its values at its right edge."""
BELOW_REACH = 1.6
"""Label heights between a label and a value below it."""
CELL_LINES = 1.2
"""Label heights above and below a label in which its value's cell has lines."""
CELL_LINE_GAP = 0.4
"""Most line heights of white between two lines of one cell."""
FULL = 1.3
"""Line heights by which a wrapped line may be shorter than the next."""
OVERLAP = 0.1
"""Line heights by which a line's own label may reach up into the line above."""
ROW_GAP = 9.0
"""Most heading heights of white between two rows of a table."""
FEWEST_HEADINGS, HEADINGS = 3, 0.6
"""How many headings of a table's row must be label words, and which share of them."""
HEADING_REACH = 25.0
"""Label heights down a table's column that belong to its heading."""
ROW_DIGITS = 2
"""Digits of a running number at most."""
HEADING_ROOM = 0.5
"""Of a heading's width, by which its column is wider on either side at most."""
_NUMBERING = re.compile(r"(?:N[oO]|#|序号?|编号|行号)\.?")
"""Heads a table's column of running numbers, in folded text."""
_GOODS = re.compile("商品|品名|货品|货物|物品|内件|规格|托寄")
"""Heads a column of goods, in folded text."""
_CODES = re.compile("单号|编号|货号|条码")
"""Heads a column of orders' numbers and the like, in folded text."""
_PRINTED = re.compile(r"20[0-9]{2}-[01][0-9]-[0-3][0-9]|第[0-9]{1,2}/[0-9]{1,2}件")
"""A date, or which parcel of how many this is, as the reader left it."""


def label_kind(piece: Piece) -> LabelKind | None:
    """What a label piece announces; None for other pieces."""
    return LabelKind(piece.evidence) if piece.kind is PieceKind.LABEL else None


def begins_with_label(line: PageLine) -> bool:
    """Whether a line opens with a label word, so that it is nobody's value."""
    return bool(line.pieces) and line.pieces[0].kind is PieceKind.LABEL


def has_value_on_line(line: PageLine, label: Piece) -> bool:
    """Whether something other than a label follows the label on its own line."""
    return any(
        piece.start >= label.end and piece.kind is not PieceKind.LABEL for piece in line.pieces
    )


def label_value(page: Page, line: PageLine, label: Piece) -> PageLine | None:
    """The other line that holds a label's value; None where its own line does or none is near.

    A cell beside the label comes before one below it; a line that opens with a label is neither.
    """
    if not line.level or has_value_on_line(line, label):
        return None
    if line.pieces and line.pieces[-1] is not label:
        return None  # the next label of the same line takes what follows
    box = page.box_of(Part(line.index, label.start, label.end))
    if heads_block(page, line):
        return _first_value(page.below(box, BELOW_REACH * box.height))
    if is_heading(page, line):
        return None  # it has many: see `column_values`
    beside = page.row_after(box, BESIDE_REACH * box.height)
    if not beside and label_kind(label) is LabelKind.NAME:
        far = page.row_after(box, FAR_REACH * box.height)
        beside = far if len(far) == 1 and not page.row_before(box, FAR_REACH * box.height) else []
    first = _first_value(beside)
    return (
        (_opened_above(page, first) if first else None)
        or first
        or next(
            (
                other
                for other in _in_cell(page, box, beside)
                if _may_be_value(other) and _fits(label_kind(label), other)
            ),
            None,
        )
        or _first_value(page.below(box, BELOW_REACH * box.height))
    )


def _opened_above(page: Page, value: PageLine) -> PageLine | None:
    """The line above a value that closes a bracket which that one opens: a label is centred beside both."""
    folded = fold(value.text)
    if folded.count(")") <= folded.count("("):
        return None
    for line in page.above(value.box, CELL_LINE_GAP * value.box.height)[:1]:
        above = fold(line.text)
        aligned = abs(line.box.left - value.box.left) <= value.box.height / 2
        if aligned and above.count("(") > above.count(")") and _may_be_value(line):
            return line
    return None


def _fits(kind: LabelKind | None, line: PageLine) -> bool:
    """Whether a line above or below a label's row may be its value: the next row of the form may
    stand as near."""
    kinds = {piece.kind for piece in line.pieces}
    placed = any(
        piece.kind is PieceKind.ADDRESS and piece.certainty is Certainty.YES
        for piece in line.pieces
    )
    if kind is LabelKind.NAME:
        return kinds != {PieceKind.PHONE} and not (placed and any(c.isdigit() for c in line.text))
    return kind is not LabelKind.PHONE or not placed or PieceKind.PHONE in kinds


def _first_value(lines: list[PageLine]) -> PageLine | None:
    """The nearest line, unless it is something else: then the label has no value there.

    Of several lines of one cell it is the uppermost.
    """
    if not lines or not _may_be_value(lines[0]):
        return None
    left = lines[0].box.left + lines[0].box.height
    cell = [line for line in lines if line.box.left <= left and _may_be_value(line)]
    return min(cell, key=lambda line: line.box.top)


def is_place(line: PageLine) -> bool:
    """Whether all of a line is an address that begins with its province or city and goes on: a badge in
    the middle of its block stands beside that rather than the name."""
    if [piece.kind for piece in line.pieces] != [PieceKind.ADDRESS]:
        return False
    parts = parse_address(line.text).parts
    return len(parts) > 1 and parts[0].kind in _REGIONS and len(line.text) >= PLACE_LENGTH


PLACE_LENGTH = 8
"""Characters of an address at least: a name may begin like a city."""
_REGIONS = frozenset({PartKind.PROV, PartKind.CITY})
_PLAIN_KINDS = (PieceKind.NAME, PieceKind.OTHER, PieceKind.ADDRESS)
"""What the further lines of a name's cell may hold."""


def with_cell(page: Page, value: PageLine) -> list[PageLine]:
    """A label's value with the lines of its cell that follow it closely."""
    cell = [value]
    for line in page.below(value.box, CELL_LINE_GAP * value.box.height):
        last = cell[-1].box
        near = line.box.top - last.bottom <= CELL_LINE_GAP * last.height
        aligned = abs(line.box.left - value.box.left) <= last.height / 2
        alike = 0.65 <= line.type_height / value.type_height <= 1.7
        plain = all(piece.kind in _PLAIN_KINDS for piece in line.pieces)
        full = cell[-1].box.right >= line.box.right - FULL * value.box.height
        if not (
            near and aligned and alike and plain and full and not _has_own_label(page, line, value)
        ):
            break
        cell.append(line)
    return cell


def _has_own_label(page: Page, line: PageLine, value: PageLine) -> bool:
    """Whether a label stands left of a line on its row; one centred beside the whole cell is the
    value's."""
    before = page.row_before(line.box, BESIDE_REACH * line.box.height)[:1]
    return any(
        other.box.top >= value.box.bottom - OVERLAP * value.box.height
        and any(piece.kind is PieceKind.LABEL for piece in other.pieces[-1:])
        for other in before
    )


def _may_be_value(line: PageLine) -> bool:
    known = (PieceKind.WAYBILL_NUMBER, PieceKind.ID_NUMBER)
    return not begins_with_label(line) and not any(piece.kind in known for piece in line.pieces)


def column_values(page: Page, line: PageLine) -> list[list[PageLine]]:
    """The cells below a table's heading, each a list of lines, top to bottom.

    The column ends at the next label, or where nothing follows for long.
    """
    cells: list[list[PageLine]] = []
    if not is_heading(page, line):
        return cells
    column = _heading_column(page, line)
    lower = line.box
    following = page.row_after(line.box, HEADING_REACH * line.box.height)
    limit = max(column.right, min((other.box.left for other in following), default=math.inf))
    for other in page.level_lines:
        if other.box.middle <= line.box.bottom or not other.box.in_column_with(column):
            continue
        gap = other.box.top - lower.bottom
        if _is_party_and_name(other):
            lower = other.box
            continue  # its name is announced by its own label
        if cells and gap < 0 and _is_party(other):
            continue  # a row's heading, centred beside its cell, in a column taken for too wide
        if _is_known(page, other) or gap > ROW_GAP * line.box.height:
            break
        if _is_labelled_above(page, other, line):
            break
        # Asterisks are lower than the type that they stand in.
        hidden = cells and not other.text.strip("* ")
        height = cells[-1][-1].box.height if hidden else other.box.height
        near = cells and gap <= CELL_LINE_GAP * height
        if near and not _opens_row(page, other, cells[-1]):
            cells[-1].append(other)
        else:
            cells.append([other])
        lower = other.box
        # The first value shows how much wider it is; two cells may have been read as one line.
        wider = Box.around((column, other.box))
        column = Box(wider.left, wider.top, min(wider.right, limit), wider.bottom)
    return cells


def _is_labelled_above(page: Page, line: PageLine, heading: PageLine) -> bool:
    """Whether another label than a column's heading stands right above a line, at its beginning: the
    boxes of a form follow, each with its own."""
    return any(
        above.box.top >= heading.box.bottom
        and bool(above.pieces)
        and all(piece.kind is PieceKind.LABEL for piece in above.pieces)
        and abs(above.box.left - line.box.left) <= line.box.height
        for above in page.above(line.box, BELOW_REACH * line.box.height)[:1]
    )


def name_cells(page: Page, line: PageLine) -> list[list[PageLine]]:
    """The cells below a heading for names, without the rows' running numbers, where the column was
    taken for too wide."""
    cells = column_values(page, line)
    members = [member for cell in cells for member in cell]
    if not any(c.isalpha() for member in members for c in member.text):
        return cells
    numbers = [m for m in members if m.text.isdigit() and len(m.text) <= ROW_DIGITS]
    return [[member for member in cell if member not in numbers] for cell in cells]


def _heading_column(page: Page, line: PageLine) -> Box:
    """The column below a heading: it is centred over values that may be short and begin at its left
    edge, so it reaches beyond the heading, though not past the middle between two headings."""
    heading = _heading_pieces(line)
    box = page.box_of(Part(line.index, heading[0].start, heading[-1].end))
    room = HEADING_ROOM * box.width
    before = [other.box.right for other in page.row_before(line.box, 2 * room)[:1]]
    if heading[0] is not line.pieces[0]:
        before.append(page.box_of(Part(line.index, 0, line.pieces[0].end)).right)
    after = page.row_after(line.box, 2 * room)
    left = min([room, *((box.left - right) / 2 for right in before)])
    right = min([room, *((other.box.left - box.right) / 2 for other in after[:1])])
    return Box(box.left - max(left, 0.0), box.top, box.right + max(right, 0.0), box.bottom)


def _is_party(line: PageLine) -> bool:
    """Whether a line is the heading of a row and nothing else."""
    return len(line.pieces) == 1 and label_kind(line.pieces[0]) is LabelKind.PARTY


def _is_party_and_name(line: PageLine) -> bool:
    """Whether a row's heading was read together with the name in its first cell: 收件王小明."""
    kinds = [piece.kind for piece in line.pieces]
    party = kinds == [PieceKind.LABEL, PieceKind.NAME]
    return party and label_kind(line.pieces[0]) is LabelKind.PARTY


def _opens_row(page: Page, line: PageLine, cell: list[PageLine]) -> bool:
    """Whether a line of a table stands in another row than the cell above: each has a phone of its
    own beside it. One phone may be centred beside two lines of an address."""
    own = _phones_beside(page, line)
    above = {index for member in cell for index in _phones_beside(page, member)}
    return bool(own and above) and own.isdisjoint(above)


def _phones_beside(page: Page, line: PageLine) -> set[int]:
    """The lines of a row with a phone, or with what its cell leaves of one: 86-187729606⏎96. Of the line
    itself only a phone that was read with its name counts: another is a remark's."""
    return {
        other.index
        for other in page.level_lines
        if other.box.in_row_with(line.box)
        and (
            {piece.kind for piece in other.pieces} == {PieceKind.NAME, PieceKind.PHONE}
            if other is line
            else _has_phone(other)
        )
    }


def _has_phone(line: PageLine) -> bool:
    phone = any(piece.kind is PieceKind.PHONE for piece in line.pieces)
    return phone or _CUT_PHONE.fullmatch(fold(line.text)) is not None


_CUT_PHONE = re.compile(r"(?:\+?86[- ]?)?1[3-9][0-9 -]{5,9}")


def _is_known(page: Page, line: PageLine) -> bool:
    """Whether a line opens with a label or is a date, an amount, a carrier's own place or the like: no
    table's cell. A party may be a carrier's branch: it has a phone beside it."""
    folded = fold(line.text)
    place = HUB.search(folded) and not any(c.isdigit() for c in folded)
    carriers = place and not _phones_beside(page, line)
    if begins_with_label(line) or carriers or _PRINTED.match(folded):
        return True
    return any(
        p.kind is PieceKind.OTHER
        and p.certainty is Certainty.YES
        and not MOBILE_AND_EXTENSION.fullmatch(folded[p.start : p.end])
        for p in line.pieces
    )


def _in_cell(page: Page, label: Box, beside: list[PageLine]) -> list[PageLine]:
    """Lines right of a label that is centred beside several of them, top to bottom.

    The cell ends at the next label among the lines `beside` it.
    """
    ends = [line.box.left for line in beside if begins_with_label(line)]
    cell = Box(
        label.right,
        label.top - CELL_LINES * label.height,
        min([label.right + BESIDE_REACH * label.height, *ends]),
        label.bottom + CELL_LINES * label.height,
    )
    return [
        line
        for line in page.level_lines
        if cell.overlaps(line.box) and line.box.left >= label.right
    ]


def is_heading(page: Page, line: PageLine) -> bool:
    """Whether a line is a label in a row of nothing but labels: the head of a table.

    A column may have a heading that is no label word: of a longer row most must be.
    """
    row = [other for other in page.level_lines if other.box.in_row_with(line.box)]
    labels = [other for other in row if _is_label(other)]
    if len(row) < 2 or not _is_label(line):
        return False
    if len(labels) == len(row):
        return True
    most = len(labels) >= FEWEST_HEADINGS and len(labels) >= HEADINGS * len(row)
    return most and not any(_is_value(other) for other in row)


def heads_block(page: Page, line: PageLine) -> bool:
    """Whether a party's label stands beside the other party's, each above a block of its own."""
    row = [other for other in page.level_lines if other.box.in_row_with(line.box)]
    kinds = [label_kind(other.pieces[0]) for other in row if len(other.pieces) == 1]
    return line in row and kinds == [LabelKind.PARTY] * len(row) and len(row) > 1


def goods_lines(page: Page) -> set[int]:
    """Indices of the lines below a table's heading for goods, which name nobody."""
    found: set[int] = set()
    for line in page.level_lines:
        if line.pieces and _GOODS.match(fold(line.text)):
            members = [member for cell in column_values(page, line) for member in cell]
            found.update(m.index for m in members if all(p.kind in _PLAIN_KINDS for p in m.pieces))
    return found


def listed_codes(page: Page) -> list[Part]:
    """The lines below a table's heading for orders' numbers and the like."""
    return [
        Part(member.index, 0, len(member.text))
        for line, label in page.pieces(PieceKind.LABEL)
        if label_kind(label) is LabelKind.OTHER and _CODES.search(fold(line.text))
        for cell in column_values(page, line)
        for member in cell
        if not any(c.isalpha() for c in member.text)
    ]


def is_name_column(page: Page, line: PageLine) -> bool:
    """Whether a party's label heads a table's column of names: another column has phones or
    addresses."""
    row = [other for other in page.level_lines if other.box.in_row_with(line.box)]
    kinds = {label_kind(other.pieces[0]) for other in row if other.pieces}
    return is_heading(page, line) and not kinds.isdisjoint((LabelKind.PHONE, LabelKind.ADDRESS))


def _is_label(line: PageLine) -> bool:
    pieces = _heading_pieces(line)
    return bool(pieces) and all(piece.kind is PieceKind.LABEL for piece in pieces)


def _heading_pieces(line: PageLine) -> tuple[Piece, ...]:
    """A heading's pieces without the heading of the narrow column of numbers before it, which a
    detector runs together with it: No. 收货人."""
    first = line.pieces[:1]
    if first and len(line.pieces) > 1 and first[0].kind in (PieceKind.OTHER, PieceKind.LABEL):
        opening = fold(line.text[first[0].start : first[0].end])
        return line.pieces[1:] if _NUMBERING.fullmatch(opening) else line.pieces
    return line.pieces


def _is_value(line: PageLine) -> bool:
    """Whether a line holds what a form's cell does, not a table's heading."""
    plain = (PieceKind.LABEL, PieceKind.OTHER, PieceKind.NAME)
    return any(c.isdigit() for c in line.text) or any(
        piece.kind not in plain
        or (piece.kind is PieceKind.NAME and piece.certainty is Certainty.YES)
        for piece in line.pieces
    )
