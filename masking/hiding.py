"""Found fields to the spans to hide on each line: where layout meets the rules."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from masking.fields import Found, Page, Part
from masking.fields.phones import EXTENSION_BELOW
from masking.model import FieldKind, Span
from masking.policy import Policy
from masking.rules import (
    address_is_clear,
    hide_address_value,
    hide_name_value,
    hide_phone_value,
)
from masking.rules.copies import as_in_copy
from masking.rules.names import with_hidden_starred
from masking.rules.numbers import kept_from
from masking.text.digits import repaired
from masking.text.fold import fold
from masking.text.names import with_ones

LINE_BREAK = "\n"
"""Joins the lines of one address; the rules take it for nothing."""
_JOINTS = {(FieldKind.ADDRESS, ""): LINE_BREAK, (FieldKind.PHONE, EXTENSION_BELOW): "-"}
"""What joins the lines of a field for the rules, by kind and evidence: a number broken across
lines is joined by nothing."""
ALREADY_HIDDEN = "*"
"""A character of folded text that stands for one hidden before."""


@dataclass(frozen=True, slots=True)
class Hiding:
    """One field and what is to be hidden of it."""

    field: Found
    spans: tuple[tuple[int, Span], ...]
    """(line index, span of that line's text) pairs; empty where nothing has to be hidden."""
    hidden: int
    """Characters hidden now or before; for a phone its digits."""
    of: int
    """Characters of the field; for a phone its digits."""
    rule: str
    """Stable name of the rule that decided."""
    clear: bool
    """False where the rule could not take the text apart: it is to be painted whole."""


def hide(page: Page, fields: Sequence[Found], policy: Policy) -> list[Hiding]:
    """Ask the rule of each field's kind what to hide of it."""
    texts = [_text(page, field) for field in fields]
    spans = [_spans(field, text, policy) for field, text in zip(fields, texts, strict=True)]
    copies = [at for at, field in enumerate(fields) if field.kind is FieldKind.ADDRESS]
    for at in copies:
        for other in copies:
            spans[at] = as_in_copy(texts[at], spans[at], texts[other], spans[other])
    return [
        _hiding(field, text, chosen)
        for field, text, chosen in zip(fields, texts, spans, strict=True)
    ]


def _joint(field: Found) -> str:
    return _JOINTS.get((field.kind, field.evidence), _JOINTS.get((field.kind, ""), ""))


def _text(page: Page, field: Found) -> str:
    parts = (page.lines[part.line].text[part.start : part.end] for part in field.parts)
    return _joint(field).join(parts)


def _spans(field: Found, text: str, policy: Policy) -> tuple[Span, ...]:
    # Asterisks alone are hidden already: masking a masked label adds nothing. A nickname may be
    # nothing but symbols, though, and the dash of a name is its 一.
    plain = fold(with_ones(text)) if field.kind is FieldKind.NAME else fold(text)
    return tuple(
        span
        for span in _RULES[field.kind](text, policy)
        if any(not _is_punctuation(c) for c in plain[span.start : span.end])
    )


def _hiding(field: Found, text: str, spans: tuple[Span, ...]) -> Hiding:
    clear = field.kind is not FieldKind.ADDRESS or address_is_clear(text)
    plain = _plain(text, field.kind)
    counted = [offset for offset, c in enumerate(plain) if _counts(c, field.kind)]
    chosen = {offset for span in spans for offset in range(span.start, span.end)}
    hidden = sum(offset in chosen or plain[offset] == ALREADY_HIDDEN for offset in counted)
    rule = spans[0].rule if spans else f"{field.kind.value}.nothing_to_hide"
    placed = _on_lines(field.parts, spans, len(_joint(field)))
    return Hiding(field, placed, hidden, len(counted), rule, clear)


def _is_punctuation(character: str) -> bool:
    return character.isspace() or unicodedata.category(character)[0] in "PZ"


def _plain(text: str, kind: FieldKind) -> str:
    """A text with an asterisk for every character that is hidden already, however it was printed:
    138XXXX5678, 孙^_^. It is as long as before."""
    folded = fold(text)
    if kind is FieldKind.PHONE:
        return repaired(folded, (), everywhere=False)
    return with_hidden_starred(folded) if kind is FieldKind.NAME else folded


def _counts(character: str, kind: FieldKind) -> bool:
    if kind in (FieldKind.PHONE, FieldKind.WAYBILL_NUMBER):
        return character.isalnum() or character == ALREADY_HIDDEN
    return not character.isspace()


def _waybill_number(text: str, policy: Policy) -> tuple[Span, ...]:
    if not policy.hides_waybill_number:
        return ()
    end = kept_from(text) if policy.keep_last_four else len(text)
    return (Span(0, end, "waybill_number.copy", "policy"),) if end > 0 else ()


def _id_number(text: str, _: Policy) -> tuple[Span, ...]:
    return (Span(0, len(text), "id_number.card", "check character"),)


_RULES: dict[FieldKind, Callable[[str, Policy], tuple[Span, ...]]] = {
    FieldKind.NAME: hide_name_value,
    FieldKind.PHONE: hide_phone_value,
    FieldKind.ADDRESS: hide_address_value,
    FieldKind.WAYBILL_NUMBER: _waybill_number,
    FieldKind.ID_NUMBER: _id_number,
}


def _on_lines(
    parts: Sequence[Part], spans: Sequence[Span], joint: int
) -> tuple[tuple[int, Span], ...]:
    """Spans of the joined text as spans of the lines they stand on.

    `joint` is the length of what joins two parts.
    """
    placed: list[tuple[int, Span]] = []
    offset = 0
    for part in parts:
        length = part.end - part.start
        for span in spans:
            start = max(span.start - offset, 0)
            end = min(span.end - offset, length)
            if start < end:
                moved = Span(start + part.start, end + part.start, span.rule, span.evidence)
                placed.append((part.line, moved))
        offset += length + joint
    return tuple(placed)
