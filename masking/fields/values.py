"""Label words and the values they announce: on the same line, beside it, or below it."""

from __future__ import annotations

from masking.fields.page import Box, Page, PageLine, Part
from masking.text.labels import LabelKind
from masking.text.split import Piece, PieceKind

BESIDE_REACH = 14.0
"""Label heights between a label and its value on the same row: cells of a ruled form are wide."""
BELOW_REACH = 1.6
"""Label heights between a label and a value below it."""
CELL_LINES = 1.2
"""Label heights above and below a label in which its value's cell has lines."""
HEADING_REACH = 25.0
"""Label heights down a table's column that belong to its heading."""


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
    beside = page.row_after(box, BESIDE_REACH * box.height)
    if beside and not begins_with_label(beside[0]):
        return beside[0]
    cell = [other for other in _in_cell(page, box) if not begins_with_label(other)]
    if cell:
        return cell[0]
    reach = HEADING_REACH if is_heading(page, line) else BELOW_REACH
    below = page.below(box, reach * box.height)
    if below and not begins_with_label(below[0]):
        return below[0]
    return None


def _in_cell(page: Page, label: Box) -> list[PageLine]:
    """Lines right of a label that is centred beside several of them, top to bottom."""
    cell = Box(
        label.right,
        label.top - CELL_LINES * label.height,
        label.right + BESIDE_REACH * label.height,
        label.bottom + CELL_LINES * label.height,
    )
    return [
        line
        for line in page.level_lines
        if cell.overlaps(line.box) and line.box.left >= label.right
    ]


def is_heading(page: Page, line: PageLine) -> bool:
    """Whether a line is a label in a row of nothing but labels: the head of a table."""
    row = [other for other in page.level_lines if other.box.in_row_with(line.box)]
    return len(row) > 1 and all(
        other.pieces and all(piece.kind is PieceKind.LABEL for piece in other.pieces)
        for other in row
    )
