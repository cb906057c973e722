"""Where on a page an address's lines may begin: its edges and its column."""

from __future__ import annotations

from masking.fields.page import Page, PageLine, Part
from masking.fields.values import BESIDE_REACH, begins_with_label
from masking.text.split import PieceKind

COLUMN_LEFT = 0.5
"""Most line heights between the left edges of two lines of one column."""
LINE_GAP = 1.1
"""Most line heights of white between two lines of one address."""
ROW_REACH = 40.0
"""Line heights to the left in which the row of an address begins."""
SAME_LEFT = 2.5
"""Most line heights between the left edges of two lines of one address."""
COLUMN_GAP = 0.8
"""Line heights between two columns at least; the words of one text have less between them."""


def value_left(page: Page, line: PageLine) -> float:
    """Where what a label announces begins on its line: the text may go on below that."""
    values = [piece for piece in line.pieces if piece.kind is not PieceKind.LABEL][:1]
    return page.box_of(Part(line.index, values[0].start, values[0].end)).left if values else 0.0


def row_edges(page: Page, line: PageLine) -> list[float]:
    """The left edges of what stands before a line on its row, back to the label or name that opens it:
    the detector cut one printed line apart, and its text goes on below any of them."""
    edges: list[float] = []
    beside = page.row_before(line.box, BESIDE_REACH * line.box.height)[:1]
    labelled = beside and all(piece.kind is PieceKind.LABEL for piece in beside[0].pieces)
    if _is_in_column(page, line) and not labelled:
        return edges
    current, close = line, True
    phoned = bool(line.pieces) and line.pieces[0].kind is PieceKind.PHONE
    while before := page.row_before(current.box, BESIDE_REACH * line.box.height)[:1]:
        close &= current.box.left - before[0].box.right <= COLUMN_GAP * line.box.height
        current = before[0]
        # A firm opens the row that no name would be taken for: 某某运动专营店 138… 惠州市…
        phoned |= any(piece.kind is PieceKind.PHONE for piece in current.pieces)
        edges.append(current.box.left)
        if begins_with_label(current):
            return edges
    # 北京 北京市 朝阳区 may have been read as addresses of their own: words of one text.
    openers = (PieceKind.NAME, PieceKind.PHONE, *([PieceKind.ADDRESS] if close else []))
    opened = phoned or any(piece.kind in openers for piece in current.pieces)
    return edges if opened else []


def opens_column(page: Page, line: PageLine, left: float, *, placed: bool) -> bool:
    """Whether a line beside an address is another column's: a line above or below it begins where
    it does, right of where the address does.

    Only a rule may stand between two narrow columns: there a `placed` line is asked for, one with an
    address too.
    """
    right = line.box.left - left > SAME_LEFT * line.box.height
    return right and _is_in_column(page, line, placed=placed)


def _is_in_column(page: Page, line: PageLine, *, placed: bool = False) -> bool:
    """Whether another line, with a `placed` one that has an address, begins right above or below a
    line's beginning."""
    near = COLUMN_LEFT * line.box.height
    others = [*page.above(line.band, LINE_GAP * line.box.height)]
    others += page.below(line.band, LINE_GAP * line.box.height)
    return any(
        abs(other.box.left - line.box.left) <= near
        and (not placed or any(piece.kind is PieceKind.ADDRESS for piece in other.pieces))
        for other in others
    )
