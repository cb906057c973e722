"""Which name belongs to which phone; a phone without a name is a sign of a missed one."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from masking.fields.forms import asks_no_address
from masking.fields.found import Found
from masking.fields.page import Box, Page, PageLine, Part
from masking.fields.told import (
    in_words,
    is_addressee,
    is_courier,
    is_on_the_way,
    is_right_before,
    is_to_call,
    is_told,
    opens_block,
)
from masking.fields.values import label_kind
from masking.model import FieldKind
from masking.text.companies import is_company
from masking.text.fold import fold
from masking.text.labels import LabelKind
from masking.text.mentions import is_nobody
from masking.text.names import looks_like_company, looks_like_name, word_spans
from masking.text.runs import PAIRING
from masking.text.split import Piece, PieceKind
from masking.text.verdict import Certainty, Verdict

FARTHEST = 4.5
"""Most type heights between a name and its phone, up or down."""
ADDRESS_REACH = 3.5
"""Most type heights between a pair of name and phone and its address, up or down."""
MENTIONED_REACH = 1.5
"""The same of a name in words to the courier, which is no party's: 请送到前台，联系汤家宏."""
SIDEWAYS = 0.12
"""Weight of a type height to the side: a name stands far left of its phone in a ruled form."""
SIDEWAYS_FARTHEST = 30.0
"""Most type heights to the side."""
OWN_REACH = 3.0
"""Phone heights between a phone and the words beside it that may be its name."""
ROW_REACH = 9.0
"""The same where a line of its own stands before the phone on its row."""
BADGE_SLACK = 0.35
"""Its heights by which a label between two lines may reach into their rows."""
FEWEST_LETTERS = 2
"""Letters of such words."""
NAME_AND_PHONE = 19
"""Asterisks from which on a name of nothing else holds its phone: eight of a name, eleven of that."""

_REMARK = re.compile(r"[(\[,;。!:]|[请拨打联电致送放柜站收转]")
"""What a remark says before a phone."""
_MASKED_NAME = re.compile(r"\*[一-鿿]\*{1,3}[ ,]*$")

Placed = tuple[Found, Box]
"""A field and the box around its parts."""


def without_name(page: Page, placed: Sequence[Placed]) -> list[Placed]:
    """The phones that neither have a name of their own nor share one.

    Names and phones are paired one to one, nearest first. A second phone of the same person
    stands next to the first with no address between; a phone in an address's remark has none.
    """
    names, every, addresses = (_of(placed, kind) for kind in _KINDS)
    # A phone in an address's bracket stands right below a name that is another phone's.
    phones = [
        item
        for item in every
        if not any(_is_bracketed(page, field, item[0].parts[0]) for field, _ in addresses)
    ]
    paired = set(_pairs(page, names, phones, addresses))
    named = [phones[index] for index in paired]
    return [
        item
        for index, item in enumerate(phones)
        if index not in paired
        and item[0].evidence != "repeat"
        and not _is_second_phone(page, item, named, names, addresses)
        and not _in_remark(page, item[0], addresses)
        and not (in_words(page, item[0]) and is_told(page, item[0]))
        and not is_to_call(page, item[0])
        and not is_on_the_way(page, item[0])
        and not is_addressee(page, item[0], [field for field, _ in names])
        and not _behind_masked_name(page, item[0])
        and not _is_repeated(page, item[0], [field for field, _ in named])
    ]


def without_phone(page: Page, placed: Sequence[Placed]) -> list[Placed]:
    """The names that no phone belongs to; those that no label announces may be none."""
    names, phones, addresses = (_of(placed, kind) for kind in _KINDS)
    paired = set(_pairs(page, names, phones, addresses).values())
    with_phone = [names[index][1] for index in paired]
    return [
        item
        for index, item in enumerate(names)
        if index not in paired
        and not _shares_phone(page, item[0])
        and not _holds_phone(page, item[0])
        and not any(item[1].overlaps(box) for box in with_phone)  # one place that was read twice
        and not _is_second(item[1], with_phone, [box for _, box in addresses])
    ]


def without_address(page: Page, placed: Sequence[Placed], *, printed: bool = False) -> list[Box]:
    """The names and phones, one box for a pair, that no address stands near.

    Only where another pair has one, unless addresses are surely `printed`: a message has none.
    """
    names, phones, addresses = (_of(placed, kind) for kind in _KINDS)
    pairs = [
        (names[name][0], phones[phone][0], Box.around((phones[phone][1], names[name][1])))
        for phone, name in _pairs(page, names, phones, addresses).items()
        if not _in_remark(page, phones[phone][0], addresses)
        and not is_courier(page, names[name][0])
        and not in_words(page, phones[phone][0])
        and not is_on_the_way(page, phones[phone][0])
    ]
    housed = [pair for pair in pairs if any(_near(pair[2], address) for _, address in addresses)]
    known = [phone for _, phone, _ in housed]
    # Of a phone that is hidden whole nothing tells whose it is.
    lonely = [
        pair
        for pair in pairs
        if pair not in housed
        and not (_digits(page, pair[1]) and _is_repeated(page, pair[1], known))
        and not (not printed and asks_no_address(page, *pair[:2], [f for f, _ in addresses]))
    ]
    return [box for *_, box in lonely] if printed or housed else []


def _near(pair: Box, address: Box) -> bool:
    """Whether an address stands beside a pair, or a few lines above or below it."""
    unit = max(min(pair.height, address.height), 1e-6)
    down = max(address.top - pair.bottom, pair.top - address.bottom, 0.0)
    return down <= ADDRESS_REACH * unit


_KINDS = (FieldKind.NAME, FieldKind.PHONE, FieldKind.ADDRESS)


def _of(placed: Sequence[Placed], kind: FieldKind) -> list[Placed]:
    return [item for item in placed if item[0].kind is kind]


def _pairs(
    page: Page, names: Sequence[Placed], phones: Sequence[Placed], addresses: Sequence[Placed]
) -> dict[int, int]:
    """Index of the name for each phone's index that has one."""
    printed = {part.line for field, _ in addresses for part in field.parts}
    distances = sorted(
        (distance, phone, name)
        for phone, (_, phone_box) in enumerate(phones)
        for name, (field, name_box) in enumerate(names)
        if (distance := _distance(phone_box, name_box)) is not None
        and (field.evidence != "mentioned" or distance <= MENTIONED_REACH)
        and not _shares_phone(page, field)
        and not _has_nearer(field, phones, phone)
        and not (_is_aside(page, field) and not in_words(page, phones[phone][0]))
        and not _parted(page, phone_box, name_box, printed)
    )
    paired: dict[int, int] = {}
    for _, phone, name in distances:
        if phone not in paired and name not in paired.values():
            paired[phone] = name
    return paired


def _has_nearer(name: Found, phones: Sequence[Placed], phone: int) -> bool:
    """Whether somebody whom words to the courier name has a phone on their own line, and it is another."""
    if name.evidence != "mentioned":
        return False
    lines = {part.line for part in name.parts}
    beside = {i for i, (field, _) in enumerate(phones) if field.parts[0].line in lines}
    return bool(beside) and phone not in beside


def _distance(phone: Box, name: Box) -> float | None:
    """How far apart the two stand, in type heights; None where too far."""
    unit = max(min(phone.height, name.height), 1e-6)
    down = max(name.top - phone.bottom, phone.top - name.bottom, 0.0) / unit
    aside = max(name.left - phone.right, phone.left - name.right, 0.0) / unit
    if down > FARTHEST or aside > SIDEWAYS_FARTHEST:
        return None
    return down + SIDEWAYS * aside


def _is_second(one: Box, others: Sequence[Box], addresses: Sequence[Box]) -> bool:
    """Whether a field stands next to one that has its partner, with no address between them."""
    for other in others:
        distance = _distance(one, other)
        if distance is None:
            continue
        between = Box.around((one, other))
        apart = [
            box
            for box in addresses
            if between.overlaps(box) and between.top < box.middle < between.bottom
        ]
        if not apart:
            return True
    return False


def _is_second_phone(
    page: Page,
    phone: Placed,
    named: Sequence[Placed],
    names: Sequence[Placed],
    addresses: Sequence[Placed],
) -> bool:
    """Whether a phone is the second one of somebody whose first has the name."""
    field, box = phone
    if _has_own_words(page, field, names):
        return False
    if any(is_right_before(page, field, first) for first, _ in named):
        return True
    labelled = _is_labelled(page, field)
    firsts = [
        other
        for first, other in named
        if (labelled or _stand_together(box, other))
        and (first.parts[0].line == field.parts[0].line or not _is_told_of(page, first))
        and not _parted(page, box, other)
        and not opens_block(page, box, other)
        and not _in_other_row(box, other, addresses)
        and not any(_lies_between(area, box, other) for _, area in names)
    ]
    return _is_second(box, firsts, [area for _, area in addresses])


def _in_other_row(one: Box, other: Box, addresses: Sequence[Placed]) -> bool:
    """Whether two phones stand in two rows of a table, each with an address of its own beside it."""
    own, others = (
        {place for place, (_, area) in enumerate(addresses) if area.in_row_with(box)}
        for box in (one, other)
    )
    return bool(own and others) and own.isdisjoint(others)


def _lies_between(name: Box, one: Box, other: Box) -> bool:
    """Whether a name stands on a line of its own between two phones: it belongs to the lower one."""
    upper, lower = sorted((one, other), key=lambda box: box.middle)
    return upper.bottom < name.middle < lower.top and name.in_column_with(Box.around((one, other)))


def _stand_together(one: Box, other: Box) -> bool:
    """Whether two phones stand in one column or close by on one row."""
    aside = max(one.left - other.right, other.left - one.right)
    return aside <= OWN_REACH * min(one.height, other.height)


def _is_labelled(page: Page, phone: Found) -> bool:
    """Whether the label of a phone stands right before it, on its line or its row."""
    part = phone.parts[0]
    line = page.lines[part.line]
    before = [piece for piece in line.pieces if piece.end <= part.start]
    if not before:
        row = page.row_before(line.box, OWN_REACH * line.box.height)[:1]
        before = [piece for other in row for piece in other.pieces]
    return bool(before) and label_kind(before[-1]) is LabelKind.PHONE


def _is_aside(page: Page, field: Found) -> bool:
    """Whether a phone or name stands in a remark."""
    first = page.lines[field.parts[0].line].pieces[0]
    return label_kind(first) is LabelKind.REMARK


def _is_told_of(page: Page, phone: Found) -> bool:
    """Whether a remark's label or a courier's stands before a phone on its line, wherever the line begins:
    【沈阳市】快递员 王芳 138…"""
    part = phone.parts[0]
    before = (piece for piece in page.lines[part.line].pieces if piece.end <= part.start)
    return any(label_kind(piece) is LabelKind.REMARK for piece in before)


def _shares_phone(page: Page, name: Found) -> bool:
    """Whether a name stands behind another's slash, whose phone is theirs: 王芳/李强."""
    part = name.parts[0]
    line = page.lines[part.line]
    before = [piece for piece in line.pieces if piece.end <= part.start]
    joint = line.text[before[-1].end : part.start] if before else ""
    return fold(joint).strip() in PAIRING and before[-1].kind is PieceKind.NAME


def _holds_phone(page: Page, name: Found) -> bool:
    """Whether one bar hides all that stands behind a party's label: name, phone, address."""
    texts = (fold(page.lines[part.line].text[part.start : part.end]) for part in name.parts)
    value = "".join(texts).replace(" ", "")
    return len(value) >= NAME_AND_PHONE and not value.strip("*")


def _parted(page: Page, one: Box, other: Box, printed: Collection[int] = ()) -> bool:
    """Whether a party's label, or words on no line that is `printed` with an address, stand between
    a phone and another or its name."""
    upper, lower = sorted((one, other), key=lambda box: box.middle)
    between = Box(
        min(one.left, other.left), upper.middle, max(one.right, other.right), lower.middle
    )
    for line in page.level_lines:
        if not upper.bottom < line.box.middle < lower.top:
            continue
        # A badge as high as its block stands beside a name and its phone, not between them.
        slack = BADGE_SLACK * line.box.height
        apart = line.box.top > upper.bottom - slack and line.box.bottom < lower.top + slack
        if apart and any(label_kind(piece) is LabelKind.PARTY for piece in line.pieces):
            return True
        words = line.index not in printed and any(_are_words(line, p) for p in line.pieces)
        if words and line.box.in_column_with(between):
            return True
    return False


def _has_own_words(page: Page, phone: Found, names: Sequence[Placed]) -> bool:
    """Whether right beside a phone stands what may be its name and is no other's: it opens the next
    block rather than being the second phone of the one above."""
    own = page.lines[phone.parts[0].line]
    box = page.box_of(phone.parts[0])
    reach = OWN_REACH * box.height
    known = [part for field, _ in names for part in field.parts]
    for line in (own, *page.row_before(box, reach)[:1], *page.row_after(box, reach)[:1]):
        for piece in line.pieces:
            part = Part(line.index, piece.start, piece.end)
            if not any(part.overlaps(other) for other in known) and _may_be_name(line, piece):
                return True
    alone = [
        line for line in page.row_before(box, ROW_REACH * box.height)[:1] if len(line.pieces) == 1
    ]
    return any(
        _may_be_name(line, line.pieces[0])
        and looks_like_name(line.text) is not Verdict.NO
        and not any(part.line == line.index for part in known)
        for line in alone
    )


def _are_words(line: PageLine, piece: Piece) -> bool:
    """Whether a piece holds words that nothing tells what they are."""
    text = fold(line.text[piece.start : piece.end])
    known = piece.kind is not PieceKind.OTHER or piece.certainty is Certainty.YES
    return not known and text[0] not in "([" and sum(map(str.isalpha, text)) >= FEWEST_LETTERS


def _may_be_name(line: PageLine, piece: Piece) -> bool:
    text = line.text[piece.start : piece.end]
    if piece.kind not in (PieceKind.NAME, PieceKind.OTHER) or piece.certainty is Certainty.YES:
        return False
    if sum(map(str.isalpha, text)) < FEWEST_LETTERS or fold(text)[0] in "([":
        return False
    if looks_like_company(text):
        return True
    return not is_nobody(fold(text)) and not word_spans(fold(text))


def _in_remark(page: Page, phone: Found, addresses: Sequence[Placed]) -> bool:
    """Whether a phone stands within an address or in brackets, or on a line right below one."""
    part = phone.parts[0]
    line = page.lines[part.line]
    before = [piece for piece in line.pieces if piece.end <= part.start]
    if before and is_company(line.text[before[-1].start : before[-1].end].lstrip("([（【")):
        return False  # the next party, a shop, with its phone
    if any(_goes_on(field, part) for field, _ in addresses):
        return True
    if any(_is_bracketed(page, field, part) for field, _ in addresses):
        return True
    if not before or any(piece.kind is PieceKind.LABEL for piece in before):
        return False
    if not _REMARK.search(fold(line.text[: part.start]).rstrip(" ,;")):
        return False  # the next party's name, behind which a comma may stand
    box = page.box_of(part)
    return any(
        address.in_column_with(line.box) and 0 <= line.box.middle - address.bottom <= 2 * box.height
        for _, address in addresses
    )


def _behind_masked_name(page: Page, phone: Found) -> bool:
    """Whether a surname with asterisks stands between a phone and the masked room before it, which
    takes it in: 2座*****靳**1******4074."""
    part = phone.parts[0]
    return bool(_MASKED_NAME.search(fold(page.lines[part.line].text[: part.start])))


def _is_bracketed(page: Page, address: Found, phone: Part) -> bool:
    """Whether a phone on an address's line stands in a bracket that the address opens."""
    if not any(part.line == phone.line for part in address.parts):
        return False
    lines = dict.fromkeys(part.line for part in address.parts)
    before = ""
    for index in lines:
        text = fold(page.lines[index].text)
        if index == phone.line:
            before += text[: phone.start]
            break
        before += text
    return before.count("(") + before.count("[") > before.count(")") + before.count("]")


def _goes_on(address: Found, phone: Part) -> bool:
    """Whether an address that began before a phone goes on behind it on its line: the phone is no
    block's."""
    return any(part.line == phone.line and part.start >= phone.end for part in address.parts[1:])


def _is_repeated(page: Page, phone: Found, others: Sequence[Found]) -> bool:
    """Whether a phone that has its name elsewhere is printed again, as in a remark."""
    return _digits(page, phone) in {_digits(page, other) for other in others}


def _digits(page: Page, phone: Found) -> str:
    texts = (page.lines[part.line].text[part.start : part.end] for part in phone.parts)
    return "".join(c for text in texts for c in fold(text) if c.isdigit())
