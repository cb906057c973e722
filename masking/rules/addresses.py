"""地址应隐藏单元户室号等: the unit, floor, house and room numbers of an address go.

Under standard from the first unit, floor or room token to the end of that tail; strict begins at
the building and at a villager's group; full hides the address.
"""

from __future__ import annotations

from masking.model import Span
from masking.policy import Level, Policy
from masking.rules.phones import hide_phone_match
from masking.rules.spans import joined
from masking.text.address import PartKind, parse_address
from masking.text.phones import find_phones

_HIDDEN = {
    Level.STANDARD: frozenset({PartKind.CELLNO, PartKind.FLOORNO, PartKind.ROOMNO}),
    Level.STRICT: frozenset({PartKind.HOUSENO, PartKind.CELLNO, PartKind.FLOORNO, PartKind.ROOMNO}),
}


def hide_address(text: str, policy: Policy | Level | str = Policy.STANDARD) -> tuple[Span, ...]:
    """What to hide of the addresses in a field or a whole line."""
    return hide_address_value(text, policy)


def hide_address_value(
    value: str, policy: Policy | Level | str = Policy.STANDARD
) -> tuple[Span, ...]:
    """What to hide of a text that is one address; a line break in it counts as nothing."""
    chosen = Policy.parse(policy)
    if chosen.level is Level.FULL:
        whole = Span(0, len(value), "address.all", "policy")
        return (whole,) if value else ()
    spans = [
        Span(part.start, part.end, f"address.{part.kind.value}", part.evidence)
        for part in parse_address(value).parts
        if part.kind in _HIDDEN[chosen.level]
    ]
    for match in find_phones(value):
        spans += hide_phone_match(value, match, chosen)
    return joined(spans)


def address_is_clear(text: str) -> bool:
    """False where digits or unit words are left at the end that no rule could place."""
    return parse_address(text).clear
