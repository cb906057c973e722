"""Fields of which nothing can be seen: asterisks, or a bar, where a name or a number should stand.

They are no sign of something missed, and there is nothing to hide of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from masking.fields.found import HIDDEN_BEFORE, Found
from masking.fields.page import Box, Page, PageLine, Part
from masking.fields.pairs import without_address, without_name, without_phone
from masking.fields.roles import PERSONAL
from masking.fields.values import label_kind, label_value
from masking.fields.wraps import free_of
from masking.model import FieldKind
from masking.text.fold import fold
from masking.text.labels import LabelKind
from masking.text.split import PieceKind
from masking.text.verdict import Certainty

LONGEST_NAME = 8
"""Asterisks that stand for a name at most."""
SHORTEST_PHONE, LONGEST_PHONE = 7, 15
"""Asterisks that stand for a phone; at most a name's as well, run together with it."""
SHORTEST_ADDRESS = 3
"""Asterisks that stand for an address at least."""
LONGEST_FIRM = 30
"""Asterisks that stand for a firm, or for a name with a remark, right before its phone."""
LONGEST_BEGINNING, REST_GAP = 2, 0.6
"""Characters of a name that stay before its asterisks at most: a surname; and the line heights to those
where they were read as a line of their own."""
BADGED = 0.25
"""Heights of a name with its phone by which what stands below reaches up into them."""
REACH = 14.0
"""Type heights between a name and its phone on the same row."""
ABOVE = 1.3
"""Type heights between a phone and a name above it."""
BELOW = 3.0
"""Type heights between a name with its phone and their address below."""
BETWEEN = " :"
"""What stands between a label and its value."""
TAKEN = "\0"
"""Stands for a character of another field."""
_STARS = re.compile(r"\*+(?: ?\*+)*")
_GROUP = re.compile(r"\*+")


def find_hidden(page: Page, fields: Sequence[Found]) -> list[Found]:
    """What stands in for the names, phones and addresses that the others lack.

    Args:
        page: the lines.
        fields: those that were found by what can be seen of them.
    """
    free = list(_stretches(page, [part for field in fields for part in field.parts]))
    found: list[Found] = []

    def take(kind: FieldKind, part: Part) -> None:
        free.remove(part)
        found.append(Found(kind, (part,), None, Certainty.YES, HIDDEN_BEFORE))

    # A name's bar may be as long as a phone's: of two on a row the longer one is the phone.
    for part in sorted(free, key=lambda part: part.start - part.end):
        alone = SHORTEST_PHONE <= part.end - part.start <= LONGEST_PHONE
        if alone and not _has_partner(page, part, [*fields, *found]):
            take(FieldKind.PHONE, part)
    for name, box in without_phone(page, _placed(page, [*fields, *found])):
        near = [p for p in free if p.end - p.start >= SHORTEST_PHONE and _beside(page, p, box)]
        if near and name.parts:
            take(FieldKind.PHONE, near[0])
    for phone, box in without_name(page, _placed(page, [*fields, *found])):
        near = [p for p in free if p.end - p.start <= LONGEST_NAME and _is_name_of(page, p, box)]
        near = near or [part for part in free if _is_firm_before(page, part, phone)]
        if near:
            take(FieldKind.NAME, min(near, key=lambda part: _apart(page.box_of(part), box)))
    for box in without_address(page, _placed(page, [*fields, *found]), printed=True):
        for part in [p for p in free if p.end - p.start >= SHORTEST_ADDRESS]:
            own = any(
                other.line == part.line for field in (*fields, *found) for other in field.parts
            )
            # A badge makes the row above higher than its type.
            least = 0 if own else -BADGED * box.height
            if least <= page.box_of(part).middle - box.bottom <= BELOW * box.height:
                take(FieldKind.ADDRESS, part)
                break
    if not any(field.kind in PERSONAL for field in (*fields, *found)):
        for part in [p for p in free if p.line in set(_values_of_parties(page))]:
            take(FieldKind.NAME, part)
    return found


def with_hidden_rest(page: Page, names: Sequence[Found]) -> list[Found]:
    """The names, each with the asterisks right behind it that were read as a line of their own."""
    taken = {part.line for name in names for part in name.parts}
    return [_with_rest(page, name, taken) for name in names]


def _with_rest(page: Page, name: Found, taken: set[int]) -> Found:
    last = name.parts[-1]
    line = page.lines[last.line]
    if line.text[last.end :].strip() or last.end - last.start > LONGEST_BEGINNING:
        return name
    behind = page.row_after(line.box, REST_GAP * line.box.height)[:1]
    rest = [
        Part(other.index, 0, len(other.text))
        for other in behind
        if other.index not in taken
        and not other.text.strip("* ")
        and len(other.text) <= LONGEST_NAME
    ]
    return replace(name, parts=(*name.parts, *rest))


def _is_firm_before(page: Page, part: Part, phone: Found) -> bool:
    """Whether asterisks stand right before a phone on its line, as long as they are."""
    first = phone.parts[0]
    between = page.lines[part.line].text[part.end : first.start]
    before = part.line == first.line and part.end <= first.start and not between.strip()
    return before and part.end - part.start <= LONGEST_FIRM


def _values_of_parties(page: Page) -> Iterator[int]:
    """The lines that hold what a party's label announces: bars over all of a label leave only these."""
    for line, piece in page.pieces(PieceKind.LABEL):
        value = label_value(page, line, piece) if label_kind(piece) is LabelKind.PARTY else None
        if value is not None:
            yield value.index


def _placed(page: Page, fields: Sequence[Found]) -> list[tuple[Found, Box]]:
    return [(field, page.box_around(field.parts)) for field in fields if field.kind in PERSONAL]


def _stretches(page: Page, taken: Sequence[Part]) -> Iterator[Part]:
    """Runs of asterisks that belong to no field and to no other text."""
    for line in page.level_lines:
        folded = fold(line.text)
        own = [part for part in taken if part.line == line.index]
        left = "".join(
            TAKEN if any(part.start <= offset < part.end for part in own) else character
            for offset, character in enumerate(folded)
        )
        for start, end in _runs(left):
            part = Part(line.index, start, end)
            # 证件号:****, the colon may belong to the label or not.
            before = len(folded[: part.start].rstrip(BETWEEN)) - 1
            if free_of([part], taken) and not (
                _is_text(line, before, taken) or _is_text(line, part.end, taken)
            ):
                yield part


def _runs(folded: str) -> Iterator[tuple[int, int]]:
    """Where asterisks stand, in groups with a space between them: a name and a phone are two."""
    for match in _STARS.finditer(folded):
        groups = [m.span() for m in _GROUP.finditer(folded, *match.span())]
        if any(end - start >= SHORTEST_PHONE for start, end in groups):
            yield from groups
        else:
            yield match.span()


def _is_text(line: PageLine, offset: int, taken: Sequence[Part]) -> bool:
    """Whether a character is of a text that is neither a field nor a party's or a field's label."""
    if not 0 <= offset < len(line.text) or not line.text[offset].isalnum():
        return False
    part = Part(line.index, offset, offset + 1)
    labelled = any(
        label_kind(piece) not in (None, LabelKind.OTHER) and piece.start <= offset < piece.end
        for piece in line.pieces
    )
    return free_of([part], taken) and not labelled


def _has_partner(page: Page, part: Part, fields: Sequence[Found]) -> bool:
    """Whether a phone stands on the row of asterisks, or they go on with what is above them."""
    box = page.box_of(part)
    return any(
        field.kind in (FieldKind.PHONE, FieldKind.ADDRESS)
        and (_beside(page, part, other) or 0 <= box.middle - other.bottom <= BELOW * box.height)
        for field in fields
        for other in [page.box_around(field.parts)]
    )


def _beside(page: Page, part: Part, box: Box) -> bool:
    """Whether asterisks stand on a field's row."""
    own = page.box_of(part)
    return own.in_row_with(box) and _apart(own, box) <= REACH * box.height


def _is_name_of(page: Page, part: Part, phone: Box) -> bool:
    """Whether asterisks stand where a phone's name does: on its row, or right above it."""
    own = page.box_of(part)
    above = 0 <= phone.top - own.bottom + own.height / 2 <= ABOVE * phone.height
    return _beside(page, part, phone) or (above and own.in_column_with(phone))


def _apart(one: Box, other: Box) -> float:
    """Pixels between two boxes along the row."""
    return max(one.left - other.right, other.left - one.right, 0.0)
