"""The order in which fields are found; each step is a file of its own."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

from masking.errors import NoPartyError, NoTextError
from masking.fields.addresses import find_address_fields
from masking.fields.announced import find_announced_names
from masking.fields.columns import cut_at_columns
from masking.fields.covered import covered_blocks, overprinted_blocks
from masking.fields.cut import cut_off
from masking.fields.directions import by_direction
from masking.fields.doubts import (
    find_doubts,
    headless_addresses,
    one_party_only,
)
from masking.fields.ends import names_before_breaks
from masking.fields.found import Doubt, Findings, Found
from masking.fields.gaps import broken_addresses
from masking.fields.hidden import find_hidden, with_hidden_rest
from masking.fields.loose_digits import digits_at_addresses
from masking.fields.names import find_name_fields, with_given_names
from masking.fields.numbers import find_number_fields, torn_identities
from masking.fields.page import Page, Part
from masking.fields.phones import broken_phones, find_phone_fields
from masking.fields.repeats import find_repeats
from masking.fields.roles import PERSONAL, assign_roles
from masking.fields.sheets import side_by_side
from masking.fields.shops import is_about_receiver
from masking.fields.stray import stray_rooms
from masking.fields.torn_firms import with_beginnings
from masking.geometry import Point, Quad
from masking.model import Code, CodeKind, Reading
from masking.reasons import Reason


def find_fields(reading: Reading) -> tuple[Page, Findings]:
    """Find every name, phone, address and number on a page, and what is doubtful.

    Labels that lie in different directions or askew are pages of their own; the page that is returned holds
    the lines of all of them.

    Raises:
        NoTextError: nothing was detected.
        NoPartyError: there is text, but no sender and no receiver.
    """
    if not reading.lines:
        raise NoTextError("no text was found on the image")
    reading = replace(reading, lines=cut_at_columns(reading.lines))
    labels = [
        (tuple(label[i] for i in sheet), len(sheet) < len(label))
        for label in by_direction(reading.lines)
        for sheet in side_by_side([reading.lines[i] for i in label])
    ]
    if len(labels) == 1:
        return _find(reading)
    codes = _codes_of([label for label, _ in labels], reading)
    fields: list[Found] = []
    doubts: list[Doubt] = []
    for (label, beside), own in zip(labels, codes, strict=True):
        lines = tuple(reading.lines[i] for i in label)
        try:
            found = _find(replace(reading, lines=lines, codes=own))[1]
        except NoPartyError:
            # Beside another label, one on which nobody was found is not passed; a sheet that lies
            # the same way, with no code and no number, is a newspaper.
            if not beside or own or any(_has_number(line.text) for line in lines):
                doubts.append(Doubt(Reason.NO_PARTY_BLOCK, tuple(line.quad for line in lines)))
            continue
        fields += (_placed(field, label) for field in found.fields)
        doubts += found.doubts
    if not any(field.kind in PERSONAL for field in fields):
        raise NoPartyError(_NO_PARTY)
    return Page(reading.lines), Findings(tuple(fields), tuple(doubts))


_NO_PARTY = "no sender and no receiver were found on the image"


NUMBER_DIGITS = 7
"""Digits of a line that may be a phone's, on a sheet on which nobody was found."""


def _has_number(text: str) -> bool:
    return sum(character.isdigit() for character in text) >= NUMBER_DIGITS


def _codes_of(labels: Sequence[Sequence[int]], reading: Reading) -> list[tuple[Code, ...]]:
    """The codes of each label: each is on the one that the line next to it is on."""
    owner = {index: number for number, label in enumerate(labels) for index in label}
    found: list[list[Code]] = [[] for _ in labels]
    for code in reading.codes:
        nearest = min(owner, key=lambda index: _apart(reading.lines[index].quad, code.quad.center))
        found[owner[nearest]].append(code)
    return [tuple(codes) for codes in found]


def _apart(quad: Quad, point: Point) -> float:
    """Pixels between a point and an area's nearest place on its middle line."""
    places = (quad.at(step / 8, 0.5) for step in range(9))
    return min(math.dist(place, point) for place in places)


def _placed(field: Found, label: Sequence[int]) -> Found:
    """A field with the indices that its lines have among those of all labels."""
    return replace(field, parts=tuple(replace(p, line=label[p.line]) for p in field.parts))


def _parts(fields: Sequence[Found]) -> list[Part]:
    return [part for field in fields for part in field.parts]


def _find(reading: Reading) -> tuple[Page, Findings]:
    """The fields of one label."""
    page = Page(reading.lines)
    numbers = find_number_fields(page, reading.codes)
    phones = find_phone_fields(page, _parts(numbers))
    announced = [*find_announced_names(page), *names_before_breaks(page, phones)]
    addresses = find_address_fields(page, _parts(announced), _parts(broken_phones(page, phones)))
    taken = _parts([*numbers, *phones])
    phones += digits_at_addresses(page, addresses, taken)
    names = with_beginnings(page, find_name_fields(page, phones, addresses, announced))
    names = with_hidden_rest(page, names)
    names = with_given_names(page, names, _parts([*names, *phones, *addresses, *numbers]))
    fields = [*names, *phones, *addresses]
    fields += find_repeats(page, fields)
    fields += find_hidden(page, fields)
    fields = assign_roles(page, fields)
    coded = any(code.content or code.kind is CodeKind.LINEAR for code in reading.codes)
    is_waybill = coded or bool(numbers and not is_about_receiver(page, fields))
    doubts = find_doubts(page, fields, is_waybill=is_waybill)
    doubts += torn_identities(page, numbers)
    doubts += overprinted_blocks(page, fields, reading.overprinted)
    doubts += cut_off(page, fields, reading.size)
    doubts += headless_addresses(page, fields)
    doubts += broken_addresses(page, fields)
    doubts += stray_rooms(page, fields)
    doubts += covered_blocks(page, fields, reading.covers)
    if is_waybill:
        doubts += one_party_only(page, [*fields, *numbers])
    if not any(field.kind in PERSONAL for field in fields) and not doubts:
        raise NoPartyError(_NO_PARTY)
    return page, Findings((*fields, *numbers), tuple(doubts))
