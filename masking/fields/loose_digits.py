"""Digits where a name's phone should stand that fit no number plan: one that was misread."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from masking.fields.found import Found
from masking.fields.page import Page, PageLine, Part
from masking.fields.stops import is_other_number
from masking.fields.values import begins_with_label, label_kind
from masking.fields.wraps import LINE_GAP, SAME_TYPE, Paragraph, free_of, run_pieces
from masking.model import FieldKind
from masking.text.digits import repaired
from masking.text.fold import fold
from masking.text.glued_numbers import MOBILE_AND_EXTENSION
from masking.text.labels import ASIDE
from masking.text.names import looks_like_company, looks_like_name
from masking.text.phone_shapes import MIN_DIGITS, SERVICE_NUMBER
from masking.text.phones import extension_end
from masking.text.split import Piece, PieceKind
from masking.text.verdict import Certainty, Verdict

ROW_REACH = 9.0
"""Line heights between a name and its phone on the same row."""
LARGE = 1.6
"""Usual type heights above which a line is a sorting code below a carrier's name, no phone below a
person's."""
SAME_LEFT = 1.0
"""Line heights between the left edges of a name and a number below it."""


def digits_beside_names(page: Page, taken: Sequence[Part]) -> list[Found]:
    """Digits beside a name that are known to be nothing else: a phone that was misread.

    The reader may lose a digit or see spaces between them, and then no number plan fits.
    """
    found: list[Found] = []
    for line in page.level_lines:
        reach = ROW_REACH * line.box.height
        beside = [line, *page.row_before(line.box, reach)[:1], *page.row_after(line.box, reach)[:1]]
        kinds = {piece.kind for other in beside for piece in other.pieces}
        shop = any(
            piece.kind is PieceKind.OTHER
            and looks_like_company(other.text[piece.start : piece.end])
            for other in beside
            for piece in other.pieces
        )
        if not (PieceKind.NAME in kinds or shop) or PieceKind.PHONE in kinds:
            continue
        known = [
            Part(line.index, piece.start, piece.end)
            for piece in line.pieces
            if piece.certainty is Certainty.YES
            and piece.kind is not PieceKind.NAME
            and not _is_run_together(line, piece)
            and not _goes_on_behind(line, piece)
        ]
        plain = repaired(fold(line.text), (), everywhere=True)
        for run in _LOOSE_DIGITS.finditer(plain):
            part = Part(line.index, run.start(), extension_end(plain, run.end()))
            if free_of([part], [*taken, *known]) and not _DATE.match(run.group()):
                found.append(
                    Found(FieldKind.PHONE, (part,), None, Certainty.MAYBE, "digits beside a name")
                )
    return found


def digits_behind_names(
    page: Page, paragraph: Paragraph, taken: Sequence[Part]
) -> list[tuple[Part, ...]]:
    """Digits right behind a name, one of the two broken across lines, that are known to be nothing
    else: a phone of which the reader lost some."""
    plain = repaired(fold(paragraph.text), (), everywhere=True)
    found = []
    for place, piece in enumerate(paragraph.pieces):
        run = _DIGITS_BEHIND.match(plain, piece.end) if piece.kind is PieceKind.NAME else None
        if run is None or _DATE.match(run.group(1)):
            continue
        following = paragraph.pieces[place + 1 : place + 2]
        known = any(p.kind is PieceKind.PHONE or p.kind is PieceKind.LABEL for p in following)
        parts = paragraph.parts_between(run.start(1), extension_end(plain, run.end()))
        named = {part.line for part in paragraph.parts(piece)}
        broken = len({*named, *(part.line for part in parts)}) > 1
        if broken and not known and free_of(parts, taken):
            found.append(parts)
    return found


def digits_below_names(page: Page, taken: Sequence[Part]) -> Iterator[Found]:
    """Numbers that are all of a line right below a name with no number beside it, as a message has it:
    a phone of which the reader lost a digit or took one for a letter."""
    for line in page.level_lines:
        plain = repaired(fold(line.text), (), everywhere=True).strip(" .,;:")
        part = Part(line.index, 0, len(line.text))
        if (
            not _ALL_DIGITS.fullmatch(plain)
            or sum(c.isascii() and c.isalpha() for c in plain) > MAX_SLIPS
            or sum(map(str.isdigit, plain)) < MIN_DIGITS
            or _DATE.match(plain)
            or line.type_height > LARGE * page.usual_type
            or not free_of([part], taken)
            or any(p.certainty is Certainty.YES for p in line.pieces)
            or is_other_number(page, line)
        ):
            continue
        for above in page.above(line.band, LINE_GAP * line.box.height)[:1]:
            alike = SAME_TYPE[0] <= line.type_height / max(above.type_height, 1e-6) <= SAME_TYPE[1]
            aligned = abs(above.box.left - line.box.left) <= SAME_LEFT * line.box.height
            if alike and aligned and _is_somebody(above):
                yield Found(FieldKind.PHONE, (part,), None, Certainty.MAYBE, "digits below a name")


def digits_at_addresses(
    page: Page, addresses: Sequence[Found], taken: Sequence[Part]
) -> Iterator[Found]:
    """Digits within an address, or with words on the line right above or below one, that are too many
    for a room: a phone that was misread, beside a name perhaps that does not look like one."""
    printed = [part for field in addresses for part in field.parts]
    lines = {part.line for part in printed}
    for line in page.level_lines:
        part = _many_digits(line) if line.type_height <= LARGE * page.usual_type else None
        if part is None or not free_of([part], taken):
            continue
        known = [
            Part(line.index, piece.start, piece.end)
            for piece in line.pieces
            if piece.certainty is Certainty.YES and piece.kind not in _TAKEN_IN
        ]
        labels = [label_kind(piece) for piece in line.pieces if piece.kind is PieceKind.LABEL]
        words = _PLAIN.sub("", line.text[: part.start] + line.text[part.end :])
        inside = not free_of([part], printed)
        beside = (
            line.index not in lines
            and 0 < len(words) <= LONGEST_WORDS
            and _is_at(page, line, lines)
        )
        aside = any(kind in ASIDE for kind in labels)
        if free_of([part], known) and not aside and (inside or beside):
            yield Found(FieldKind.PHONE, (part,), None, Certainty.MAYBE, "digits at an address")


def _many_digits(line: PageLine) -> Part | None:
    """The first number of a line that has a phone's digits or one less."""
    plain = repaired(fold(line.text), (), everywhere=True)
    for run in _LOOSE_DIGITS.finditer(plain):
        digits = sum(map(str.isdigit, run.group()))
        gaps = sum(not c.isdigit() for c in run.group())
        if digits >= MANY_DIGITS and gaps <= MOST_GAPS and not _DATE.match(run.group()):
            return Part(line.index, run.start(), extension_end(plain, run.end()))
    return None


def _is_at(page: Page, line: PageLine, lines: set[int]) -> bool:
    """Whether an address's line stands right above or below a line, in its type and in its column."""
    reach = LINE_GAP * line.box.height
    near = [*page.above(line.band, reach)[:1], *page.below(line.band, reach)[:1]]
    return any(
        other.index in lines
        and SAME_TYPE[0] <= line.type_height / max(other.type_height, 1e-6) <= SAME_TYPE[1]
        and abs(other.box.left - line.box.left) <= SAME_LEFT * line.box.height
        for other in near
    )


_TAKEN_IN = frozenset({PieceKind.ADDRESS, PieceKind.NAME})
_PLAIN = re.compile(r"[\W\d_]+")
MANY_DIGITS = 9
"""Digits at least of such a number: a landline's of which one was lost."""
MOST_GAPS = 4
"""Spaces and dashes within it at most."""
LONGEST_WORDS = 10
"""Letters at most of what stands with it on its line."""


def _is_somebody(line: PageLine) -> bool:
    """Whether all of a line, but for a label before it, may be a name: no number stands on it."""
    if any(p.kind is PieceKind.PHONE and p.certainty is Certainty.YES for p in line.pieces):
        return False
    start = line.pieces[0].end if begins_with_label(line) else 0
    text = line.text[start:].strip()
    return bool(text) and looks_like_name(text) is not Verdict.NO


def _is_run_together(line: PageLine, piece: Piece) -> bool:
    """Whether a long number may be a mobile and its extension whose separator was lost."""
    text = fold(line.text[piece.start : piece.end])
    labelled = any(
        other.kind is PieceKind.LABEL and other.end == piece.start for other in line.pieces
    )
    return not labelled and MOBILE_AND_EXTENSION.fullmatch(text) is not None


def _goes_on_behind(line: PageLine, piece: Piece) -> bool:
    """Whether more digits stand behind what looks like a short service number: 954844 5517"""
    short = piece.evidence == SERVICE_NUMBER and piece.end - piece.start <= SHORT_SERVICE
    return short and re.match(r" ?[0-9]{4}", fold(line.text[piece.end :])) is not None


SHORT_SERVICE = 6
"""Digits of a service number that is no 400 or 800 one."""
_LOOSE_DIGITS = re.compile(r"(?<!\d)\d(?:[ .-]{0,2}\d){6,14}(?!\d)")
"""Seven to fifteen digits with at most two separators between each other."""
_DIGITS_BEHIND = re.compile(r"[ ,;:]{0,3}(\d(?:[ .-]{0,2}\d){6,14})(?!\d)")
_SLIP = "[0-9lIoOSBZ]"
_ALL_DIGITS = re.compile(rf"\+?{_SLIP}(?:[ .()-]{{0,2}}{_SLIP}){{6,14}}(?:[-_#,转] ?\d{{1,6}})?")
"""The same as all of a line, perhaps with an extension and letters that were read for digits."""
MAX_SLIPS = 2
"""Such letters at most."""
_DATE = re.compile(r"20\d\d ?[-.]? ?[01]\d")


def mobiles_below_rooms(page: Page, taken: Sequence[Part]) -> list[Found]:
    """Mobiles right behind a room's digits, which only the line above tells from an order's number:
    …14栋甲单元⏎280613812345678."""
    return [
        Found(FieldKind.PHONE, parts, piece.role, piece.certainty, piece.evidence)
        for piece, parts in run_pieces(page, PieceKind.PHONE)
        if len(parts) == 1
        and piece.certainty is Certainty.YES
        and page.lines[parts[0].line].text[: parts[0].start].isdigit()
        and free_of(parts, taken)
    ]
