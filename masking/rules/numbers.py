"""Numbers besides phones: identity cards always go, waybill numbers by option.

Earlier rules count the waybill number as user information as well; hiding it is optional.
"""

from __future__ import annotations

from masking.model import Span
from masking.policy import Level, Policy
from masking.rules.settle import settled
from masking.text.identifiers import find_id_cards, find_waybill_numbers

KEPT_LAST = 4
"""Digits that stay of a waybill number where the policy asks to keep the last ones."""


def hide_id_number(text: str) -> tuple[Span, ...]:
    """Identity card numbers, whole, under every policy."""
    return settled(text, Level.STANDARD, _id_cards)


def hide_waybill_number(
    text: str, policy: Policy | Level | str = Policy.STANDARD
) -> tuple[Span, ...]:
    """Printed waybill numbers, where the policy hides them."""
    chosen = Policy.parse(policy)
    if not chosen.hides_waybill_number:
        return ()

    def numbers(line: str, _: Level) -> list[Span]:
        found = find_waybill_numbers(line)
        ends = [
            i.start + kept_from(line[i.start : i.end]) if chosen.keep_last_four else i.end
            for i in found
        ]
        return [
            Span(i.start, end, "waybill_number.printed", "carrier's shape")
            for i, end in zip(found, ends, strict=True)
        ]

    return settled(text, chosen.level, numbers)


def kept_from(number: str) -> int:
    """Offset of the last characters that may stay of a number, which may be printed in groups."""
    places = [offset for offset, character in enumerate(number) if character.isalnum()]
    return places[-KEPT_LAST] if len(places) >= KEPT_LAST else 0


def _id_cards(text: str, _: Level) -> list[Span]:
    return [Span(i.start, i.end, "id_number.card", "check character") for i in find_id_cards(text)]
