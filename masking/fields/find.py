"""The order in which fields are found; each step is a file of its own."""

from __future__ import annotations

from masking.errors import NoPartyError, NoTextError
from masking.fields.addresses import find_address_fields
from masking.fields.doubts import find_doubts, one_party_only, overprinted_blocks
from masking.fields.found import Findings
from masking.fields.names import find_announced_names, find_name_fields
from masking.fields.numbers import find_number_fields
from masking.fields.page import Page
from masking.fields.phones import find_phone_fields
from masking.fields.repeats import find_repeats
from masking.fields.roles import PERSONAL, assign_roles
from masking.model import Reading


def find_fields(reading: Reading) -> tuple[Page, Findings]:
    """Find every name, phone, address and number on a page, and what is doubtful.

    Raises:
        NoTextError: nothing was detected.
        NoPartyError: there is text, but no sender and no receiver.
    """
    if not reading.lines:
        raise NoTextError("no text was found on the image")
    page = Page(reading.lines)
    numbers = find_number_fields(page, reading.codes)
    phones = find_phone_fields(page, [part for field in numbers for part in field.parts])
    announced = find_announced_names(page)
    addresses = find_address_fields(page, [part for field in announced for part in field.parts])
    names = find_name_fields(page, phones, addresses, announced)
    fields = [*names, *phones, *addresses]
    fields += find_repeats(page, fields)
    fields = assign_roles(page, fields)
    doubts = find_doubts(page, fields)
    doubts += overprinted_blocks(page, fields, reading.overprinted)
    if numbers or reading.codes:
        doubts += one_party_only(page, fields)
    if not any(field.kind in PERSONAL for field in fields) and not doubts:
        raise NoPartyError("no sender and no receiver were found on the image")
    return page, Findings((*fields, *numbers), tuple(doubts))
