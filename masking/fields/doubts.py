"""What could not be read or placed although personal data may stand there: paint it, and ask.

Unread is never passed. Every rule here answers with the area to paint over whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from masking.fields.beside import dash_before
from masking.fields.found import BLOCK_MARGIN, SURE_SCORE, Doubt, Found
from masking.fields.page import Box, Page, PageLine, Part
from masking.fields.pairs import without_address, without_name, without_phone
from masking.fields.roles import PERSONAL
from masking.fields.shops import is_title
from masking.fields.stray import unread_areas
from masking.fields.told import value_goes_on_below
from masking.fields.values import (
    BESIDE_REACH,
    HEADING_REACH,
    begins_with_label,
    has_value_on_line,
    is_heading,
    label_kind,
    label_value,
)
from masking.geometry import Quad
from masking.model import FieldKind, is_full_width
from masking.reasons import Reason
from masking.text.address import TAIL, parse_address
from masking.text.fold import fold
from masking.text.labels import ASIDE, LabelKind
from masking.text.names import looks_like_name
from masking.text.split import PieceKind
from masking.text.verdict import Certainty, Verdict

PHONE_LINES = 2.5
"""Line heights above and below a name in which its phone is looked for."""
FEWEST_DIGITS = 5
"""Digits, not known to be something else, that may be what was read of a phone."""
CELL_LINES = 2.5
"""Label heights above and below a label in which its value's cell may have lines."""
GAP_LINES = 2.0
"""Phone heights above and below a phone that show how wide its block is."""
GLUED_NAME = 4
"""Characters that a name may have that stands right behind or before an address."""
NARROWEST_GAP = 0.6
"""Phone heights that a name of one character needs."""
ADDRESS_LINES = 2.6
"""Line heights below a name and its phone in which their address is painted unseen."""
FEWEST_WORDS = 3
"""Chinese characters that, with two digits, may be what is left of an address."""
LEFT_DIGITS = 7
"""Digits that nothing accounts for and that may be what a reflection or a finger left of a phone."""
BUTTONS, BUTTON_SCORE = frozenset("<>‹›"), 0.5
"""What a screenshot's buttons look like, and the score from which on they are."""
LARGE = 1.6
"""Usual type heights above which a line is no phone."""
LARGE_SCORE = 0.88
"""The score from which on a line in large type was surely read."""
HEADLESS_REACH, HEADLESS_LINES = 3.5, 1.8
"""Line heights around the end of an address in which its phone stands, and above it in which the
rest of it stands."""
BLANK_ROOM = 0.4
"""Label heights above and below it that are painted with it: a cell may hold two lines."""
BLANK_REACH = 8.0
"""Label heights of a blank value area that is painted."""


def find_doubts(page: Page, fields: Sequence[Found], *, is_waybill: bool = False) -> list[Doubt]:
    """Everything doubtful on the page, given the fields that were found.

    A waybill prints an address for each of its parties; other pages may have none.
    """
    boxes = [(field, page.box_around(field.parts)) for field in fields if field.kind in PERSONAL]
    doubts = list(_weak_fields(page, fields))
    doubts += _unread_in_blocks(page, fields, [box for _, box in boxes])
    doubts += _lonely_phones(page, fields, boxes)
    doubts += _lonely_names(page, fields, boxes)
    doubts += _missing_addresses(page, boxes, is_waybill)
    doubts += _empty_labels(page, fields)
    return doubts


def one_party_only(page: Page, fields: Sequence[Found]) -> list[Doubt]:
    """A waybill names a sender and a receiver: with only one of them found, the other was missed.

    Digits that nothing accounts for are painted, what has the shape of a name or may be the end of an
    address, and what was not read; else there is only something to look at.
    """
    for kind in (FieldKind.NAME, FieldKind.PHONE):
        texts = {
            "".join(page.lines[part.line].text[part.start : part.end] for part in field.parts)
            for field in fields
            if field.kind is kind
        }
        if len(texts) > 1:
            return []
    quads = (
        *_unexplained_digits(page, fields),
        *_unplaced_names(page, fields),
        *_unplaced_addresses(page, fields),
        *unread_areas(page, fields),
    )
    return [Doubt(Reason.NO_PARTY_BLOCK, quads)]


def _unplaced_names(page: Page, fields: Sequence[Found]) -> Iterator[Quad]:
    """What has the shape of a name and belongs to no field, in type that a name is set in."""
    parts = [part for field in fields for part in field.parts]
    for line, piece in page.pieces(PieceKind.NAME):
        name = Part(line.index, piece.start, piece.end)
        if not any(name.overlaps(part) for part in parts) and not is_large(page, line):
            yield page.quad_around([page.box_of(name)])


def _unexplained_digits(page: Page, fields: Sequence[Found]) -> Iterator[Quad]:
    """Where so many digits stand that no field, label or known shape accounts for that they may be
    what is left of a phone; and any that stand on a line by themselves."""
    for line in page.level_lines:
        parts = [p for field in fields for p in field.parts if p.line == line.index]
        digits = unknown_digits(line, parts)
        beside = page.row_before(line.box, BESIDE_REACH * line.box.height)[:1]
        labelled = any(_is_announced(other) for other in (line, *beside))
        bare = not any(map(str.isalpha, line.text)) and len(digits) > 1
        enough = bare or len(digits) >= LEFT_DIGITS
        if enough and not labelled and not is_large(page, line):
            yield page.quad_around([page.box_of(Part(line.index, digits[0], digits[-1] + 1))])


def _is_announced(line: PageLine) -> bool:
    """Whether a line opens with the label of something that is no party's."""
    return begins_with_label(line) and label_kind(line.pieces[0]) in ASIDE


def _unplaced_addresses(page: Page, fields: Sequence[Found]) -> Iterator[Quad]:
    """Words with numbers that belong to no field and that no label announces: 荷塘月色18#4"""
    used = {part.line for field in fields for part in field.parts}
    for line in page.level_lines:
        words = sum(is_full_width(c) and c.isalpha() for c in line.text)
        digits = sum(c.isdigit() for c in line.text)
        if (
            line.index not in used
            and words >= FEWEST_WORDS
            and digits > 1
            and all(p.certainty is Certainty.MAYBE for p in line.pieces)
            and not is_large(page, line)
        ):
            yield page.quad_around([line.box])


def is_large(page: Page, line: PageLine) -> bool:
    """Whether a line is set in larger type than a phone would be: a sorting code."""
    return line.type_height > LARGE * page.usual_type


def headless_addresses(page: Page, fields: Sequence[Found]) -> list[Doubt]:
    """An address that begins with a unit, floor or room is the end of one: the line above it, with
    a name and a phone perhaps, was not seen, and is painted."""
    phones = [page.box_around(f.parts) for f in fields if f.kind is FieldKind.PHONE]
    right = max((line.box.right for line in page.level_lines), default=0.0)
    quads = []
    for field in fields:
        if field.kind is not FieldKind.ADDRESS:
            continue
        box = page.box_of(field.parts[0])
        above = box.grown(0, HEADLESS_REACH * box.height)
        line = page.lines[field.parts[0].line]
        text = line.text[field.parts[0].start :]
        first = parse_address(text).parts[:1]
        headless = first and first[0].kind in TAIL and "*" not in fold(text)
        if headless and not _is_announced(line) and not any(above.overlaps(p) for p in phones):
            band = Box(box.left, box.top - HEADLESS_LINES * box.height, right, box.top)
            quads.append(page.quad_around([band]))
    return [Doubt(Reason.UNREAD_TEXT, tuple(quads))] if quads else []


def _weak_fields(page: Page, fields: Sequence[Found]) -> Iterator[Doubt]:
    """Fields on lines that were read with little confidence: their extent is a guess."""
    for index in sorted({p.line for f in fields if f.kind in PERSONAL for p in f.parts}):
        line = page.lines[index]
        if line.line.score < SURE_SCORE:
            yield Doubt(Reason.LOW_SCORE, (page.quad_around([line.box]),))


def _unread_in_blocks(page: Page, fields: Sequence[Found], boxes: Sequence[Box]) -> Iterator[Doubt]:
    """Text within or beside a block that was detected but not read."""
    used = {part.line for field in fields for part in field.parts}
    for line in page.lines:
        least = BUTTON_SCORE if line.text in BUTTONS else SURE_SCORE
        if is_large(page, line) and len(line.text) >= FEWEST_DIGITS:
            # A watermark across a party's line makes one high area of both, and its type is no code's.
            least = max(least, LARGE_SCORE)
        if line.index in used or line.line.score >= least:
            continue
        # The ground beside a label may look like a huge character, and lies no nearer for that.
        room = BLOCK_MARGIN * min(line.type_height, LARGE * page.usual_type)
        near = line.box.grown(room, room)
        if any(near.overlaps(box) for box in boxes) and not begins_with_label(line):
            reason = Reason.LOW_SCORE if line.text else Reason.UNREAD_TEXT
            yield Doubt(reason, (page.quad_around([line.box]),))


def _lonely_phones(
    page: Page, fields: Sequence[Found], boxes: Sequence[tuple[Found, Box]]
) -> Iterator[Doubt]:
    """A phone whose name is missing: whatever could be that name is painted."""
    used = {part.line for field in fields for part in field.parts}
    for phone, box in without_name(page, boxes):
        around = box.grown(BESIDE_REACH * box.height, BLOCK_MARGIN * box.height)
        quads = [
            page.quad_around([line.box])
            for line in page.level_lines
            if line.index not in used and around.overlaps(line.box) and _may_hold_a_name(line)
        ]
        quads += [page.quad_around([glued]) for glued in _glued(page, box, boxes)]
        quads += [page.quad_around([rest]) for rest in _rest_of_line(page, phone, fields)]
        quads += [page.quad_around([word]) for word in _word_before(page, phone, fields)]
        quads += [page.quad_around([page.box_of(dash)]) for dash in dash_before(page, phone)]
        gaps = tuple(page.quad_around([gap]) for gap in _row_gaps(page, phone, box, boxes))
        shown = any(
            c.isalnum() for p in phone.parts for c in page.lines[p.line].text[p.start : p.end]
        )
        if not (shown or quads or gaps):
            continue  # a bar somewhere on the page, with nothing beside it
        yield Doubt(Reason.NAME_MISSING, (*quads, *gaps), gaps)


def _rest_of_line(page: Page, phone: Found, fields: Sequence[Found]) -> Iterator[Box]:
    """What stands on a phone's line and is neither a field nor known as something else."""
    parts = [part for field in fields for part in field.parts]
    for line in {part.line: page.lines[part.line] for part in phone.parts}.values():
        for piece in line.pieces:
            rest = Part(line.index, piece.start, piece.end)
            if (
                piece.kind in (PieceKind.OTHER, PieceKind.NAME)
                and piece.certainty is Certainty.MAYBE
                and not any(rest.overlaps(part) for part in parts)
            ):
                yield page.box_of(rest)


def _word_before(page: Page, phone: Found, fields: Sequence[Found]) -> Iterator[Box]:
    """The word right before a phone on its line that no field holds, though a label announces it as
    something else: only what surely is no name stays."""
    part = phone.parts[0]
    line = page.lines[part.line]
    word = _WORD_BEFORE.search(fold(line.text[: part.start]))
    if word is None:
        return
    rest = Part(line.index, *word.span(1))
    known = [Part(line.index, p.start, p.end) for p in line.pieces if p.kind is PieceKind.LABEL]
    known += [p for field in fields for p in field.parts if field.kind is not FieldKind.ADDRESS]
    if (
        not any(rest.overlaps(other) for other in known)
        and looks_like_name(word[1]) is not Verdict.NO
    ):
        yield page.box_of(rest)


_WORD_BEFORE = re.compile(r"(?<![㐀-䶿一-鿿])([㐀-䶿一-鿿·]{1,8})[ ,;:/]{0,3}$")


def _glued(page: Page, phone: Box, boxes: Sequence[tuple[Found, Box]]) -> Iterator[Box]:
    """The end of an address that stands right before a phone, and the beginning of one right behind
    it: its name may be glued to either."""
    for field, _ in boxes:
        for part in field.parts if field.kind is FieldKind.ADDRESS else ():
            end = page.box_of(Part(part.line, max(part.end - GLUED_NAME, part.start), part.end))
            begin = page.box_of(Part(part.line, part.start, min(part.start + GLUED_NAME, part.end)))
            for box, apart in ((end, phone.left - end.right), (begin, begin.left - phone.right)):
                if box.in_row_with(phone) and -phone.height <= apart <= 2 * phone.height:
                    yield box


def _row_gaps(
    page: Page, phone: Found, box: Box, boxes: Sequence[tuple[Found, Box]]
) -> Iterator[Box]:
    """The free room left and right of a phone, as wide as its block: a short name may stand
    there that the detector did not see."""
    near = box.grown(0, GAP_LINES * box.height)
    block = Box.around([box, *(other for _, other in boxes if near.overlaps(other))])
    begin = page.text_before(phone.parts[0])
    end = page.text_after(phone.parts[-1])
    before = [line.box.right for line in page.row_before(box, box.left - block.left)[:1]]
    after = [line.box.left for line in page.row_after(box, block.right - box.right)[:1]]
    # What was read on the phone's own line is not free.
    before += [begin.right] if begin else []
    after += [end.left] if end else []
    left = Box(max(before, default=block.left), box.top, box.left, box.bottom)
    right = Box(box.right, box.top, min(after, default=block.right), box.bottom)
    for gap in (left, right):
        if gap.width >= NARROWEST_GAP * box.height:
            yield gap


def _may_hold_a_name(line: PageLine) -> bool:
    if begins_with_label(line) and all(p.kind is PieceKind.LABEL for p in line.pieces):
        return False
    return not line.pieces or any(
        piece.kind in (PieceKind.OTHER, PieceKind.NAME)
        and piece.certainty is Certainty.MAYBE
        and looks_like_name(line.text[piece.start : piece.end]) is not Verdict.NO
        for piece in line.pieces
    )


def _lonely_names(
    page: Page, fields: Sequence[Found], boxes: Sequence[tuple[Found, Box]]
) -> Iterator[Doubt]:
    """A name without a phone: whatever holds digits near it is painted.

    Where no label announces the name, it may be none: then such digits on its row tell.
    """
    used: dict[int, list[Part]] = {}
    for field in fields:
        for part in field.parts:
            used.setdefault(part.line, []).append(part)
    for field, box in without_phone(page, boxes):
        labelled = field.evidence == "label"
        around = box.grown(BESIDE_REACH * box.height, PHONE_LINES * box.height)
        quads = []
        unknown = {
            line: unknown_digits(line, used.get(line.index, [])) for line in page.level_lines
        }
        # A reflection may have left two pieces of a phone.
        in_row = [n for line, n in unknown.items() if n and _beside(line, box, around)]
        torn = labelled and len(in_row) > 1 and sum(map(len, in_row)) >= FEWEST_DIGITS
        for line, digits in unknown.items():
            if not labelled and (is_large(page, line) or not line.box.in_row_with(box)):
                continue
            fewest = 1 if torn and _beside(line, box, around) else FEWEST_DIGITS
            if len(digits) >= fewest and around.overlaps(line.box):
                part = Part(line.index, digits[0], digits[-1] + 1)
                area = page.box_of(part) if line.index in used else line.box
                quads.append(page.quad_around([area]))
        if labelled or quads:
            yield Doubt(Reason.PHONE_MISSING, tuple(quads))


def _beside(line: PageLine, name: Box, around: Box) -> bool:
    return line.box.in_row_with(name) and around.overlaps(line.box) and line.box.left > name.left


def unknown_digits(line: PageLine, parts: Sequence[Part]) -> list[int]:
    """Offsets of a line's digits that no field and no known number accounts for."""
    spans = [(p.start, p.end) for p in line.pieces if p.certainty is Certainty.YES]
    spans += [(p.start, p.end) for p in parts]
    return [
        offset
        for offset, character in enumerate(line.text)
        if character.isdigit() and not any(start <= offset < end for start, end in spans)
    ]


def _missing_addresses(
    page: Page, boxes: Sequence[tuple[Found, Box]], printed: bool
) -> Iterator[Doubt]:
    """A name and a phone without an address: the lines below them are painted, as far as lines reach."""
    reach = max((line.box.right for line in page.level_lines), default=0.0)
    for pair in without_address(page, boxes, printed=printed):
        unit = min(pair.height, max(line.type_height for line in page.lines))
        right = max(pair.right, reach)
        below = Box(pair.left - unit, pair.bottom, right + unit, pair.bottom + ADDRESS_LINES * unit)
        yield Doubt(Reason.ADDRESS_MISSING, (page.quad_around([below]),))


def _empty_labels(page: Page, fields: Sequence[Found]) -> Iterator[Doubt]:
    """Name, phone and address labels without a value: the place of the value is painted."""
    boxes = [
        (field.kind, page.box_of(part))
        for field in fields
        if field.kind in PERSONAL
        for part in field.parts
    ]
    wanted = {
        LabelKind.PARTY: set(PERSONAL),
        LabelKind.NAME: {FieldKind.NAME},
        LabelKind.PHONE: {FieldKind.PHONE},
        LabelKind.ADDRESS: {FieldKind.ADDRESS},
    }
    for line, label in page.pieces(PieceKind.LABEL):
        kinds = wanted.get(label_kind(label) or LabelKind.OTHER)
        if kinds is None or not line.level or has_value_on_line(line, label):
            continue
        if is_title(page, line, fields) or value_goes_on_below(page, line, label, kinds, fields):
            continue
        box = page.box_of(Part(line.index, label.start, label.end))
        down = HEADING_REACH if is_heading(page, line) else CELL_LINES
        reach = Box(
            box.left - box.height,
            box.top - CELL_LINES * box.height,
            box.right + BESIDE_REACH * box.height,
            box.bottom + down * box.height,
        )
        if any(kind in kinds and reach.overlaps(value) for kind, value in boxes):
            continue
        value = label_value(page, line, label)
        found = {part.line for f in fields if f.kind in kinds for part in f.parts}
        if value is not None and (_is_hidden_whole(value) or value.index in found):
            continue
        quads = () if value is None else (page.quad_around([value.box]),)
        if not quads and label_kind(label) is not LabelKind.PARTY:
            blank = Box(box.right, box.top, box.right + BLANK_REACH * box.height, box.bottom)
            following = page.row_after(box, BLANK_REACH * box.height)
            if following:
                blank = Box(blank.left, blank.top, following[0].box.left, blank.bottom)
            if blank.width > 0:
                quads = (page.quad_around([blank.grown(0, BLANK_ROOM * box.height)]),)
        yield Doubt(Reason.LABEL_WITHOUT_VALUE, quads)


def _is_hidden_whole(line: PageLine) -> bool:
    """Whether nothing but asterisks or bars stands on a line: somebody has hidden all of it."""
    return line.line.score >= SURE_SCORE and set(fold(line.text)) - {" "} == {"*"}
