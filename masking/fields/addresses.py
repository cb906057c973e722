"""Which lines of the page are addresses, and which lines continue them."""

from __future__ import annotations

from collections.abc import Collection

from masking.fields.found import Found
from masking.fields.page import Page, PageLine, Part
from masking.fields.values import begins_with_label, label_kind, label_value
from masking.model import FieldKind, Role
from masking.text.address import looks_like_address, looks_like_address_tail
from masking.text.labels import LabelKind
from masking.text.split import Piece, PieceKind
from masking.text.verdict import Certainty, Verdict

LINE_GAP = 1.1
"""Most line heights of white between two lines of one address."""
SAME_LEFT = 2.5
"""Most line heights between the left edges of two lines of one address."""
SAME_TYPE = (0.65, 1.5)
"""Height of a continuation in heights of the line before."""
LONGEST = 5
"""Lines that one address may take."""
BESIDE_REACH = 3.0
"""Line heights between two areas of one printed line that detection cut apart."""


def find_address_fields(page: Page) -> list[Found]:
    """Every address of the page with its continuation lines."""
    found: list[Found] = []
    taken: set[int] = set()
    starts: list[tuple[PageLine, Part, Role | None, Certainty, str]] = []
    for line, label in page.pieces(PieceKind.LABEL):
        if label_kind(label) is LabelKind.ADDRESS:
            value = label_value(page, line, label)
            if value is not None and not _is_number(value):
                part = Part(value.index, _first_offset(value), len(value.text))
                starts.append((value, part, label.role, Certainty.YES, "label"))
    for line, piece in page.pieces(PieceKind.ADDRESS):
        starts.append((line, _part(line, piece), piece.role, piece.certainty, piece.evidence))
    # Top to bottom: a line that continues an address is no address of its own.
    starts.sort(key=lambda start: (start[0].box.middle, start[0].box.left))
    for line, part, role, certainty, evidence in starts:
        if line.index in taken and not _opens_after(line, part, found):
            continue
        parts = [part, *_continuation(page, line, part, taken | {line.index})]
        taken.update(p.line for p in parts)
        found.append(Found(FieldKind.ADDRESS, tuple(parts), role, certainty, evidence))
    return found


def _opens_after(line: PageLine, part: Part, found: list[Found]) -> bool:
    """Whether a part of a taken line lies behind everything that was taken of it."""
    ends = [p.end for field in found for p in field.parts if p.line == line.index]
    return all(end <= part.start for end in ends)


def _part(line: PageLine, piece: Piece) -> Part:
    return Part(line.index, piece.start, piece.end)


def _first_offset(line: PageLine) -> int:
    return line.pieces[0].start if line.pieces else 0


def _is_number(line: PageLine) -> bool:
    """Whether all of a line is a phone or another known number."""
    kinds = {piece.kind for piece in line.pieces}
    return bool(kinds) and kinds <= {PieceKind.PHONE, PieceKind.WAYBILL_NUMBER}


def _continuation(page: Page, line: PageLine, first: Part, taken: Collection[int]) -> list[Part]:
    """The following lines of an address that begins on `line`."""
    parts: list[Part] = []
    used = set(taken)
    current = line
    left = page.box_of(first).left
    if not _reaches_end(line, first):
        return parts
    while len(parts) < LONGEST - 1:
        following = _next_line(page, current, left, line, used)
        if following is None:
            break
        part = _continuing_part(following)
        if part is None:
            break
        parts.append(part)
        used.add(following.index)
        if not _reaches_end(following, part):
            break
        current = following
    return parts


def _reaches_end(line: PageLine, part: Part) -> bool:
    """Whether nothing but brackets and phones of a remark follows on the line."""
    rest = [piece for piece in line.pieces if piece.start >= part.end]
    return all(piece.kind in (PieceKind.PHONE, PieceKind.OTHER) for piece in rest)


def _next_line(
    page: Page, current: PageLine, left: float, first: PageLine, used: Collection[int]
) -> PageLine | None:
    height = current.box.height
    for line in page.row_after(current.box, BESIDE_REACH * height)[:1]:
        if line.index not in used and _alike(line, current):
            return line
    for line in page.below(current.box, LINE_GAP * height):
        if line.index in used:
            continue
        aligned = (
            min(abs(line.box.left - left), abs(line.box.left - first.box.left))
            <= SAME_LEFT * height
        )
        return line if aligned and _alike(line, current) else None
    return None


def _alike(line: PageLine, current: PageLine) -> bool:
    ratio = line.type_height / max(current.type_height, 1e-6)
    return SAME_TYPE[0] <= ratio <= SAME_TYPE[1] and not begins_with_label(line)


def _continuing_part(line: PageLine) -> Part | None:
    """The characters of a line that go on with an address, or None where it begins anew."""
    text = line.text
    if not line.pieces:
        # Nothing could be read: the caller's doubts take care of it.
        return None
    kinds = [piece.kind for piece in line.pieces]
    if kinds[0] in (PieceKind.PHONE, PieceKind.NAME, PieceKind.LABEL, PieceKind.WAYBILL_NUMBER):
        if looks_like_address_tail(text) is not Verdict.YES or kinds[0] is not PieceKind.NAME:
            return None
        return Part(line.index, 0, len(text))
    if kinds[0] is PieceKind.ADDRESS:
        first = line.pieces[0]
        if _begins_with_province(text):
            return None
        return _part(line, first)
    first = line.pieces[0]
    if first.certainty is Certainty.YES:
        return None  # known to be something else
    value = text[first.start : first.end]
    if looks_like_address_tail(value) is not Verdict.NO or looks_like_address(value) is not (
        Verdict.NO
    ):
        return _part(line, first)
    return None


def _begins_with_province(text: str) -> bool:
    from masking.text.address import PartKind, parse_address

    parts = parse_address(text).parts
    return bool(parts) and parts[0].kind in (PartKind.PROV, PartKind.CITY)
