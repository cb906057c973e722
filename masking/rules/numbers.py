"""Numbers besides phones: identity cards always go, waybill numbers by option.

Earlier rules count the waybill number as user information as well; hiding it is optional.
"""

from __future__ import annotations

from masking.model import Span
from masking.policy import Level, Policy
from masking.rules.spans import joined
from masking.text.identifiers import find_id_cards, find_waybill_numbers

KEPT_LAST = 4
"""Digits that stay of a waybill number where the policy asks to keep the last ones."""


def hide_id_number(text: str) -> tuple[Span, ...]:
    """Identity card numbers, whole, under every policy."""
    return joined(
        Span(i.start, i.end, "id_number.card", "check character") for i in find_id_cards(text)
    )


def hide_waybill_number(
    text: str, policy: Policy | Level | str = Policy.STANDARD
) -> tuple[Span, ...]:
    """Printed waybill numbers, where the policy hides them."""
    chosen = Policy.parse(policy)
    if not chosen.hides_waybill_number:
        return ()
    cut = KEPT_LAST if chosen.keep_last_four else 0
    return joined(
        Span(i.start, i.end - cut, "waybill_number.printed", "carrier's shape")
        for i in find_waybill_numbers(text)
    )
