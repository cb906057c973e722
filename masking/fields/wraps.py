"""Lines that go on with the text of the line above: a phone may be broken across two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from masking.fields.page import Page, PageLine, Part
from masking.text.split import Piece, PieceKind, split

LINE_GAP = 0.9
"""Most line heights of white between a line and the one that goes on with it."""
SAME_LEFT = 1.5
"""Most line heights between their left edges."""
SAME_TYPE = (0.62, 1.8)
"""Height of the second in heights of the first: the detector gives short lines more room."""
SHORTER = 1.3
"""Line heights by which the first may be shorter than the second: only a full line is wrapped."""
BADGE_REACH = 1.0
"""Its heights between a badge and what stands beside it."""
TORN = 1.5
"""Most line heights of white within a number that was read as two lines."""
SPACE = 12.0
"""Most line heights of white between two lines that were printed as one row."""
_NUMBER_ENDS = re.compile(r"[0-9０-９][0-9０-９lIoOSB* ._－—–-]{0,3}$|[0-9０-９] ?转 ?$")
_NUMBER_GOES_ON = re.compile(r"[ ._－—–-]{0,2}[0-9０-９lIoOSB*]{0,2}[0-9０-９*]| ?转 ?[0-9０-９]")


@dataclass(frozen=True, eq=False, slots=True)
class Paragraph:
    """Lines that were printed as one run of text."""

    lines: tuple[PageLine, ...]
    pieces: tuple[Piece, ...]
    """Of the lines' texts, joined without a separator."""
    gaps: frozenset[int] = frozenset()
    """Indices of the lines behind which a space stands in the joined text."""

    @property
    def text(self) -> str:
        """The lines' texts as they are joined."""
        return "".join(line.text + " " * (line.index in self.gaps) for line in self.lines)

    def parts(self, piece: Piece) -> tuple[Part, ...]:
        """The characters of the lines that a piece of the joined text consists of."""
        return self.parts_between(piece.start, piece.end)

    def parts_between(self, first: int, last: int) -> tuple[Part, ...]:
        """The characters of the lines that stand between two offsets of the joined text."""
        found: list[Part] = []
        offset = 0
        for line in self.lines:
            start, end = max(first - offset, 0), min(last - offset, len(line.text))
            if start < end:
                found.append(Part(line.index, start, end))
            offset += len(line.text) + (line.index in self.gaps)
        return tuple(found)


def paragraphs(page: Page) -> Iterator[Paragraph]:
    """Every run of two lines or more.

    That a line is wrapped is a guess. What a paragraph shows is only ever added to what its
    lines show by themselves, so a wrong guess hides nothing less.
    """
    following = {
        line.index: after for line in page.level_lines if (after := line_after(page, line))
    }
    continued = {line.index for line in following.values()}
    for line in page.level_lines:
        if line.index in continued or line.index not in following:
            continue
        run = [line]
        while (after := following.get(run[-1].index)) is not None and after not in run:
            run.append(after)
        yield Paragraph(tuple(run), split("".join(member.text for member in run)))


def _number_ends(page: Page) -> Iterator[Paragraph]:
    """Lines with the few digits below that go on with them, by themselves: in a column of close rows the
    numbers above and below would run into theirs, 86-150767390⏎72."""
    for line in page.level_lines:
        after = line_after(page, line) if line.text[-1:].isdigit() else None
        if after is not None and _LAST_DIGITS.fullmatch(after.text):
            yield Paragraph((line, after), split(line.text + after.text))


_LAST_DIGITS = re.compile("[0-9]{1,6}")


def _wrapped_rows(page: Page) -> Iterator[Paragraph]:
    """Rows that were read as several lines, each with the line below it that goes on with it."""
    for line in page.level_lines:
        column = bool(line.pieces) and line.pieces[0].kind is PieceKind.LABEL
        if page.row_before(line.box, SPACE * line.box.height) and not column:
            continue  # a form's second column begins with a label of its own
        row = [line]
        while following := page.row_after(row[-1].box, SPACE * line.box.height):
            row.append(following[0])
        after = line_after(page, line, row[-1].box.right) if len(row) > 1 else None
        if after is not None and after not in row:
            text = " ".join(member.text for member in row) + after.text
            gaps = frozenset(member.index for member in row[:-1])
            yield Paragraph((*row, after), split(text), gaps)


def torn_rows(page: Page) -> Iterator[Paragraph]:
    """Rows of which a number was read as several lines, each with the line below it that goes on with
    it; once as if nothing stood between the lines, once with a space."""
    joined: set[int] = set()
    for line in page.level_lines:
        row = [line]
        while line.index not in joined and (other := _torn_from(page, row[-1])):
            row.append(other)
        if len(row) == 1:
            continue
        joined.update(member.index for member in row)
        after = line_after(page, line, row[-1].box.right)
        members = (*row, after) if after is not None and after not in row else tuple(row)
        for space in ("", " "):
            text = space.join(member.text for member in row)
            text += "".join(member.text for member in members[len(row) :])
            gaps = frozenset(member.index for member in row[:-1]) if space else frozenset()
            yield Paragraph(members, split(text), gaps)


def _torn_from(page: Page, line: PageLine) -> PageLine | None:
    """The line right behind another that goes on with the number which that one ends with."""
    for other in page.row_after(line.box, TORN * line.box.height)[:1]:
        alike = SAME_TYPE[0] <= other.type_height / max(line.type_height, 1e-6) <= SAME_TYPE[1]
        if alike and _NUMBER_ENDS.search(line.text) and _NUMBER_GOES_ON.match(other.text):
            return other
    return None


def _all_broken(page: Page) -> Iterator[Paragraph]:
    """Every way in which text may go on from one line to the next."""
    yield from page.once(paragraphs)
    yield from _number_ends(page)
    yield from page.once(_wrapped_rows)


def broken_pieces(page: Page, *kinds: PieceKind) -> Iterator[tuple[Piece, tuple[Part, ...]]]:
    """Pieces of these kinds that stand on more than one line."""
    for paragraph in page.once(_all_broken):
        for piece in paragraph.pieces:
            parts = paragraph.parts(piece) if piece.kind in kinds else ()
            if len(parts) > 1:
                yield piece, parts


def run_pieces(page: Page, *kinds: PieceKind) -> Iterator[tuple[Piece, tuple[Part, ...]]]:
    """Pieces of these kinds anywhere in a paragraph, or in a row that was read as several lines and
    goes on below.

    What a line itself reads as a label is none: 寄 at its beginning is a badge, but stands right
    behind the phone of the line above.
    """
    for paragraph in (*page.once(paragraphs), *page.once(_wrapped_rows)):
        for piece in paragraph.pieces:
            parts = paragraph.parts(piece) if piece.kind in kinds else ()
            label = any(_is_label(page, part) for part in parts)
            if parts and not label and not _is_numbering(page, parts):
                yield piece, parts


def _is_label(page: Page, part: Part) -> bool:
    return any(
        piece.kind is PieceKind.LABEL and part.overlaps(Part(part.line, piece.start, piece.end))
        for piece in page.lines[part.line].pieces
    )


FEWEST_NICK = 3
"""Digits of a nickname below its label that is nothing but digits."""


def _is_numbering(page: Page, parts: Sequence[Part]) -> bool:
    """Whether a label's value below it is a table's running number: No. 收货人⏎1."""
    texts = (page.lines[part.line].text[part.start : part.end] for part in parts)
    return all(text.isdigit() and len(text) < FEWEST_NICK for text in texts)


def free_of(parts: Sequence[Part], others: Sequence[Part]) -> bool:
    """Whether no part has a character in common with one of `others`."""
    return not any(part.overlaps(other) for part in parts for other in others)


def line_after(page: Page, line: PageLine, right: float | None = None) -> PageLine | None:
    """The line that a full line of text goes on with, or None.

    Args:
        page: the lines.
        line: the line, or the first of its row.
        right: where the row ends; None where the line is all of it.
    """
    height = line.box.height
    right = line.box.right if right is None else right
    bent = (height - line.band.height) / 2
    for other in page.below(line.band, LINE_GAP * line.band.height + bent):
        alike = SAME_TYPE[0] <= other.type_height / max(line.type_height, 1e-6) <= SAME_TYPE[1]
        aligned = abs(other.box.left - line.box.left) <= SAME_LEFT * height
        full = right >= other.box.right - SHORTER * height
        if alike and aligned and not _is_badge(page, other):
            return other if full else None  # what stands farther down goes on with another line
    return None


def _is_badge(page: Page, line: PageLine) -> bool:
    """Whether a line is a label and nothing else, with its value beside it: 收 below a sorting code
    closes no name."""
    alone = len(line.pieces) == 1 and line.pieces[0].kind is PieceKind.LABEL
    return alone and bool(page.row_after(line.box, BADGE_REACH * line.box.height))
