"""Which numbers on the page are somebody's phone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from masking.fields.continued import is_open
from masking.fields.found import Found
from masking.fields.loose_digits import (
    ROW_REACH,
    digits_behind_names,
    digits_below_names,
    digits_beside_names,
    mobiles_below_rooms,
)
from masking.fields.page import Page, PageLine, Part
from masking.fields.stops import is_other_number
from masking.fields.values import column_values, label_kind, label_value, listed_codes
from masking.fields.wraps import (
    LINE_GAP,
    broken_pieces,
    free_of,
    line_after,
    paragraphs,
    torn_rows,
)
from masking.geometry import Quad
from masking.model import FieldKind
from masking.text.fold import fold
from masking.text.labels import ASIDE, LabelKind
from masking.text.names import looks_like_company
from masking.text.phone_shapes import SERVICE_NUMBER, TORN
from masking.text.phones import PhoneKind, find_phones
from masking.text.split import Piece, PieceKind
from masking.text.verdict import Certainty

CONTACT_REACH = 3.0
"""Line heights within which a name or an address makes a doubtful number a contact."""
COPY = 5
"""Digits at either end of a waybill number that tell a copy of it."""
FEWEST_DIGITS = 5
"""A phone label's value with fewer digits is not a number that was misread."""


def find_phone_fields(page: Page, numbers: Sequence[Part]) -> list[Found]:
    """Every phone of the page, wherever it stands and whosever it is.

    A number of a phone's shape is always taken. One that could be something else is taken where a
    contact stands nearby or a phone label announces it.

    Args:
        page: the lines.
        numbers: where waybill and identity numbers stand; their groups are no phones.
    """
    found: list[Found] = []
    codes = listed_codes(page)
    for line, piece in page.pieces(PieceKind.PHONE):
        part = Part(line.index, piece.start, piece.end)
        if any(part.overlaps(number) for number in numbers) or _is_copy(page, part, piece, numbers):
            continue
        coded = not free_of([part], codes)
        if piece.certainty is Certainty.YES or (not coded and _contact_nearby(page, line, piece)):
            found.append(
                Found(FieldKind.PHONE, (part,), piece.role, piece.certainty, piece.evidence)
            )
    numbers = [*numbers, *codes]
    found += digits_beside_names(page, [*numbers, *(p for field in found for p in field.parts)])
    for piece, parts in broken_pieces(page, PieceKind.PHONE):
        services = [part for line in {p.line for p in parts} for part in _services(page, line)]
        first = replace(piece, start=parts[0].start, end=parts[0].end)
        line = page.lines[parts[0].line]
        if piece.evidence == MOBILE and _is_expected(line, parts[0].start):
            services = []  # 电话：18645⏎954471
        torn = (
            piece.evidence in _BREAKABLE
            and not page.row_after(line.box, ROW_REACH * line.box.height)
            and _contact_nearby(page, line, first)
        )
        torn = torn or _is_announced(line, parts[0].start)
        if any(_AMOUNT.fullmatch(page.lines[part.line].text.strip()) for part in parts):
            continue  # a column of prices
        sure = piece.certainty is Certainty.YES or torn or _is_broken_landline(page, parts)
        if sure and free_of(parts, [*numbers, *services]):
            whole = Found(FieldKind.PHONE, parts, piece.role, Certainty.YES, piece.evidence)
            found = _with_whole([_before_second(page, one, parts[0]) for one in found], whole)
    found += mobiles_below_rooms(page, [*numbers, *(p for field in found for p in field.parts)])
    for row in torn_rows(page):
        for piece in row.pieces:
            parts = row.parts(piece) if piece.kind is PieceKind.PHONE else ()
            if len(parts) < 2 or not free_of(parts, numbers):
                continue
            first = replace(piece, start=parts[0].start, end=parts[0].end)
            sure = piece.certainty is Certainty.YES
            if sure or _contact_nearby(page, page.lines[parts[0].line], first):
                whole = Found(FieldKind.PHONE, parts, piece.role, piece.certainty, piece.evidence)
                found = _with_whole(found, whole)
    for paragraph in page.once(paragraphs):
        for parts in digits_behind_names(page, paragraph, numbers):
            whole = Found(FieldKind.PHONE, parts, None, Certainty.MAYBE, "digits beside a name")
            found = _with_whole(found, whole)
    found = [_with_extension(page, field, numbers) for field in found]
    found += digits_below_names(page, [*numbers, *(p for field in found for p in field.parts)])
    for line, label in page.pieces(PieceKind.LABEL):
        if label_kind(label) is not LabelKind.PHONE:
            continue
        value = label_value(page, line, label)
        announced: list[tuple[Part, ...]] = [
            (part,) for part in (_announced(value, 0) if value else _announced(line, label.end))
        ]
        announced += [
            _cell(cell) for lines in column_values(page, line) for cell in _numbers_of(lines)
        ]
        for parts in filter(None, announced):
            value_of = Found(FieldKind.PHONE, parts, label.role, Certainty.MAYBE, "label")
            found = _with_whole(found, value_of)
    return found


_AMOUNT = re.compile(r"[¥￥]?\d{1,6}\.\d{2}")
_BREAKABLE = frozenset({TORN, "area code", "country code"})
"""Evidence of a number that a contact nearby makes one, though it is broken across lines."""


def _is_copy(page: Page, part: Part, piece: Piece, numbers: Sequence[Part]) -> bool:
    """Whether a doubtful number along the label's edge begins or ends as the waybill number does: it
    is one of its copies, misread."""
    if page.lines[part.line].level or piece.certainty is Certainty.YES:
        return False
    text = page.lines[part.line].text[part.start : part.end]
    copies = (page.lines[n.line].text[n.start : n.end] for n in numbers)
    return any(c.endswith(text[-COPY:]) or c.startswith(text[:COPY]) for c in copies)


def broken_phones(page: Page, phones: Sequence[Found]) -> list[Found]:
    """Those phones that are surely broken across lines: what stands of them on the second line looks
    like the rest of an address. In a bracket they belong to the address that opens it."""
    return [
        phone
        for phone in phones
        if phone.certainty is Certainty.YES
        and len(phone.parts) > 1
        and not is_open(page.lines[phone.parts[0].line].text[: phone.parts[0].start])
    ]


def _is_broken_landline(page: Page, parts: Sequence[Part]) -> bool:
    """Whether a line ends within a landline's area code or behind it, and all of the next one is the
    rest of the number."""
    texts = [page.lines[part.line].text[part.start : part.end] for part in parts]
    whole = page.lines[parts[-1].line].text.strip() == texts[-1].strip()
    return whole and _BROKEN_LANDLINE.fullmatch(fold("|".join(texts))) is not None


_EXTENDED = r"(?: ?[-_#,转] ?\d{1,6})?"
_BROKEN_LANDLINE = re.compile(
    rf"(?:0[1-9]\d{{1,2}}-?\|-?|0\|10-?|01\|0-?|0\|[2-9]\d{{1,2}}-?|0[2-9]\|\d{{1,2}}-?)[2-8]\d{{6,7}}{_EXTENDED}"
)


def _is_announced(line: PageLine, start: int) -> bool:
    """Whether a phone's label stands right before an offset of a line."""
    return any(
        label_kind(piece) is LabelKind.PHONE
        and piece.end <= start
        and not line.text[piece.end : start].strip()
        for piece in line.pieces
    )


def _is_expected(line: PageLine, start: int) -> bool:
    """Whether a phone's label or a name stands right before an offset of a line."""
    before = [piece for piece in line.pieces if piece.end <= start][-1:]
    named = before and before[0].kind is PieceKind.NAME
    beside = not any(map(str.isalnum, line.text[before[0].end : start])) if before else False
    parted = fold(line.text[:start]).rstrip(" ")[-1:] in {";", ","}  # …2705；13279⏎958422
    return bool(named and beside) or parted or _is_announced(line, start)


def _services(page: Page, index: int) -> list[Part]:
    """The service numbers on a line: 400-020-4436 before a sorting code is no landline."""
    return [
        Part(index, piece.start, piece.end)
        for piece in page.lines[index].pieces
        if piece.kind is PieceKind.OTHER and piece.evidence == SERVICE_NUMBER
    ]


def _with_extension(page: Page, field: Found, numbers: Sequence[Part]) -> Found:
    """A number with the extension behind it or wrapped to the next line; the reader may have lost the
    separator before it."""
    (*others, part) = field.parts
    line = page.lines[part.line]
    broken = others and field.evidence != EXTENSION_BELOW
    below = line_after(page, line)
    rest = fold(line.text[part.end :])
    loose = _LOOSE_EXTENSION.match(rest) if broken or not others else None
    if not (loose or others) and below is not None and _BROKEN.fullmatch(f"{rest}\n{below.text}"):
        loose = _LAST_NUMBER.match(rest)
    if loose:
        whole = Part(part.line, part.start, part.end + loose.end())
        if not free_of([whole], numbers):
            return field
        field, part = replace(field, parts=(*others, whole)), whole
    if others or line.text[part.end :].strip(_BEFORE_EXTENSION):
        return field
    beside = _extension_beside(page, line)
    if beside and free_of(beside, numbers):
        return replace(field, parts=(part, *beside), evidence=EXTENSION_BELOW)
    if below is None or _goes_on_beside(page, below) or not _EXTENSION.fullmatch(fold(below.text)):
        return field
    begun = line.text[part.end :].strip() or _OPEN_EXTENSION.search(
        fold(line.text[part.start :]).replace(" ", "")
    )
    if not (loose or begun) and below.text.isdigit() and len(below.text) < SHORTEST_EXTENSION:
        return field  # the end of another line's number
    extension = Part(below.index, 0, len(below.text))
    if not free_of([extension], numbers):
        return field
    return replace(field, parts=(part, extension), evidence=EXTENSION_BELOW)


def _goes_on_beside(page: Page, line: PageLine) -> bool:
    """Whether more digits stand right behind a line: it is a piece of the next row's number."""
    return any(
        other.text[:1].isdigit()
        for other in page.row_after(line.box, TORN_GAP * line.box.height)[:1]
    )


TORN_GAP = 1.5
"""Line heights between two pieces of one number at most."""


def _extension_beside(page: Page, line: PageLine) -> tuple[Part, ...]:
    """An extension that the detector parted from its number on the same row: 18453816616 | 转 | 7254."""
    row = page.row_after(line.box, EXTENSION_REACH * line.box.height)[:2]
    for count in range(1, len(row) + 1):
        if _SAID_EXTENSION.fullmatch(fold(" ".join(other.text for other in row[:count]))):
            return tuple(Part(other.index, 0, len(other.text)) for other in row[:count])
    return ()


def open_extensions(page: Page, fields: Sequence[Found]) -> list[Quad]:
    """Lines that end within a phone's extension, with no line below: a last digit may stand there."""
    lines = []
    for field in fields:
        if field.kind is FieldKind.PHONE and len(field.parts) == 1:
            (part,) = field.parts
            line = page.lines[part.line]
            text = fold(line.text[part.start :])
            below = page.below(line.band, LINE_GAP * line.box.height)
            if line.level and not below and _OPEN_EXTENSION.search(text):
                lines.append(line.line.quad)
    return lines


EXTENSION_REACH = 5.0
"""Line heights behind a number in which its extension stands."""
_SAID_EXTENSION = re.compile(r"(?:转接?|分机号?|[Ee][Xx][Tt]\.?) ?:? ?\d{1,6}")
EXTENSION_BELOW = "extension below"
"""Evidence of a number whose extension stands on the next line."""
SHORTEST_EXTENSION = 3
"""Digits of an extension of which nothing stands on the phone's own line."""
_BEFORE_EXTENSION = " -_#,转分机接"
_OPEN_EXTENSION = re.compile(r"[0-9]{7}(?:[-_#,转]| ?转 ?)[0-9]{1,3}$")
_LOOSE_EXTENSION = re.compile(r" {1,2}\d{3,4}(?=$|[,;、|/]| +(?![号室栋幢单楼层座房户弄门]))")
_LAST_NUMBER = re.compile(r" {1,2}\d{1,3}$")
_BROKEN = re.compile(r" {1,2}(?=(?:\d\n?){3,4}$)\d{1,3}\n\d{1,3}")
"""The same of which a wrap leaves the last digits on the next line: 13812345678 27⏎02."""
_EXTENSION = re.compile(r"(?:[-_#,转分机接 ]{0,4}|[Ee][Xx][Tt]\.? ?)\d{1,6}[)\]]?")


def _with_whole(found: list[Found], whole: Found) -> list[Found]:
    """The fields with one more, which takes the place of those that are only a part of it.

    A number and its extension on the next line are one phone. Where an earlier field reaches
    beyond the new one, the earlier one stays; so does a whole mobile number, which has no digit more
    on the next line.
    """
    touching = [field for field in found if not free_of(field.parts, whole.parts)]
    larger = [
        field for field in touching if not _within(field, whole) or _is_whole_mobile(field, whole)
    ]
    if larger or (touching and len(whole.parts) == 1):
        return found
    return [*(field for field in found if field not in touching), whole]


def _is_whole_mobile(field: Found, other: Found) -> bool:
    """Whether a field is a mobile number by itself, and another that goes on behind it is none; or one that
    the end of the line before would run into: …6-1403⏎159-9496-1091."""
    sure = field.certainty is Certainty.YES and field.evidence == MOBILE
    begins = (
        len(field.parts) == 1 and field.parts[0] == other.parts[-1] and not field.parts[0].start
    )
    return sure and (other.evidence in _NO_MOBILE or (begins and len(other.parts) > 1))


def _before_second(page: Page, field: Found, second: Part) -> Found:
    """A mobile without the beginning of the second one, which a line breaks, where it was taken for its
    extension: 13812345678,1869⏎0199347."""
    (*others, part) = field.parts
    if others or part.line != second.line or not part.start < second.start < part.end:
        return field
    first = page.lines[part.line].text[part.start : second.start].rstrip(" ,，;；、/")
    matches = find_phones(first)
    whole = len(matches) == 1 and matches[0].evidence == MOBILE and matches[0].end == len(first)
    return replace(field, parts=(replace(part, end=part.start + len(first)),)) if whole else field


MOBILE = "mobile"
"""Evidence of a number of a mobile's shape."""
_NO_MOBILE = frozenset({"country code", "a digit off"})


def _within(field: Found, whole: Found) -> bool:
    return all(
        any(p.line == w.line and w.start <= p.start and p.end <= w.end for w in whole.parts)
        for p in field.parts
    )


def _numbers_of(lines: Sequence[PageLine]) -> list[Sequence[PageLine]]:
    """A cell's lines by number, where the rows of a sheet stand so close that they seem one cell: each
    line that surely has a whole number begins one."""
    starts = [0, *(at for at, line in enumerate(lines) if at and _sure_phones(line)), len(lines)]
    return [lines[a:b] for a, b in pairwise(starts)]


def _cell(lines: Sequence[PageLine]) -> tuple[Part, ...]:
    """All with a digit that stands in a table's cell for a phone, if there are digits enough.

    Where a phone was found there surely, words beside it and below are those of another cell that was
    read with it.
    """
    sure = [line for line in lines if _sure_phones(line)]
    if sure:
        return tuple(part for line in lines for part in _sure_phones(line) or _rest_of(line, sure))
    lines = [line for line in lines if any(character.isdigit() for character in line.text)]
    digits = sum(character.isdigit() for line in lines for character in line.text)
    if digits < FEWEST_DIGITS or any(_names_other(line) for line in lines):
        return ()
    return tuple(Part(line.index, 0, len(line.text)) for line in lines)


def _rest_of(line: PageLine, phones: Sequence[PageLine]) -> list[Part]:
    """A line that ends a number begun on another, an extension or digits right below it; or a number of
    its own, a second phone that was misread."""
    begins = min(abs(line.box.left - other.box.left) for other in phones) < line.box.height
    ends = begins and _EXTENSION.fullmatch(fold(line.text)) is not None
    letters = any(map(str.isalpha, line.text))
    number = not letters and sum(map(str.isdigit, line.text)) >= FEWEST_DIGITS
    return [Part(line.index, 0, len(line.text))] if ends or number else []


def _sure_phones(line: PageLine) -> list[Part]:
    return [
        Part(line.index, piece.start, piece.end)
        for piece in line.pieces
        if piece.kind is PieceKind.PHONE and piece.certainty is Certainty.YES
    ]


def _announced(line: PageLine, start: int) -> list[Part]:
    """The numbers that stand where a phone label's value is expected: behind offset `start`."""
    stops = [p.start for p in line.pieces if p.kind is PieceKind.LABEL and p.start >= start]
    text = line.text[start : min(stops, default=len(line.text))]
    matches = find_phones(text, contact=True)
    if matches:
        return [
            Part(line.index, start + match.start, start + match.end)
            for match in matches
            if match.kind is not PhoneKind.SERVICE
        ]
    digits = [start + offset for offset, character in enumerate(text) if character.isdigit()]
    if len(digits) >= FEWEST_DIGITS and not _names_other(line):
        return [Part(line.index, digits[0], digits[-1] + 1)]
    return []


def _names_other(line: PageLine) -> bool:
    """Whether the line holds a number that is known to be something else."""
    return any(piece.kind is PieceKind.WAYBILL_NUMBER for piece in line.pieces)


def _ends_with_shop(line: PageLine) -> bool:
    """Whether a line ends with a company or shop, which stands in a name's place before a phone."""
    last = line.pieces[-1] if line.pieces else None
    return (
        last is not None
        and last.kind is PieceKind.OTHER
        and last.certainty is Certainty.MAYBE
        and looks_like_company(line.text[last.start : last.end])
    )


def _contact_nearby(page: Page, line: PageLine, piece: Piece) -> bool:
    if any(other.kind in (PieceKind.NAME, PieceKind.ADDRESS) for other in line.pieces):
        return True
    if is_other_number(page, line):
        return False
    box = page.box_of(Part(line.index, piece.start, piece.end))
    before = page.row_before(box, CONTACT_REACH * 3 * box.height)
    if before and any(label_kind(p) in ASIDE for p in before[0].pieces[-1:]):
        return False
    if any(_ends_with_shop(other) for other in before[:1]):
        return True
    near = box.grown(CONTACT_REACH * box.height, CONTACT_REACH * box.height)
    return any(
        other.box.overlaps(near)
        and any(
            p.kind in (PieceKind.NAME, PieceKind.ADDRESS) and p.certainty is Certainty.YES
            for p in other.pieces
        )
        for other in page.level_lines
        if other is not line
    )
