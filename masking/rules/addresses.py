"""地址应隐藏单元户室号等: the unit, floor, house and room numbers of an address go.

Under standard from the first unit, floor or room token to the end of that tail, the building
stays; strict begins at the building and at a villagers' group; full hides the address.
"""

from __future__ import annotations

import re

from masking.model import Span
from masking.policy import Level, Policy
from masking.rules.phones import phone_characters
from masking.rules.spans import joined, runs
from masking.text.address import TAIL, Part, PartKind, doors
from masking.text.fold import fold
from masking.text.identifiers import find_identifiers_folded
from masking.text.labels import LabelKind, find_labels
from masking.text.phones import PhoneKind, PhoneMatch, find_phones
from masking.text.split import PieceKind, split

_STRICT = TAIL | {PartKind.HOUSENO, PartKind.GROUP}
_NUL = "\0"
"""Stands for characters that belong to something other than the address."""
# Where a number other than the address's own may stand: worth a closer look.
_OTHERS = re.compile(
    r"[0-9*]{6}|[0-9]{3,4}[- ][0-9*]{3}|[0-9]{4}[-./年][0-9]|[:¥]|[0-9](?: ?[kK][gG]|公斤)"
)
_VALUE = re.compile(r" ?[^ ,;()]*")
_OPEN_BRACKET = re.compile(r"[(\[][^)\]]*$")
_DIGIT_OR_LETTER = re.compile(r"[0-9A-Za-z]")
_OTHER_LABELS = frozenset({LabelKind.OTHER, LabelKind.PHONE})
_REMARK = Part(PartKind.REMARK, 0, 0)


def hide_address(text: str, policy: Policy | Level | str = Policy.STANDARD) -> tuple[Span, ...]:
    """What to hide of the addresses in a field or a whole line with labels and other fields."""
    chosen = Policy.parse(policy)
    level = chosen.level
    spans = _hide(text, Level.STRICT if level is Level.FULL else level, whole=False)
    if level is not Level.FULL:
        return spans
    pieces = [p for p in split(text) if p.kind is PieceKind.ADDRESS]
    return joined([*(Span(p.start, p.end, "address.all", p.evidence) for p in pieces), *spans])


def hide_address_value(
    value: str, policy: Policy | Level | str = Policy.STANDARD
) -> tuple[Span, ...]:
    """What to hide of a text that is one address; a line break in it counts as nothing.

    A phone number inside it is hidden whole: nobody looks for a courier's digits there.
    """
    level = Policy.parse(policy).level
    if level is Level.FULL:
        return (Span(0, len(value), "address.all", "policy"),) if value else ()
    if "\n" not in value:
        return _hide(value, level, whole=True)
    kept = [offset for offset, character in enumerate(value) if character != "\n"]
    spans = _hide("".join(value[offset] for offset in kept), level, whole=True)
    return tuple(Span(kept[s.start], kept[s.end - 1] + 1, s.rule, s.evidence) for s in spans)


def address_is_clear(text: str) -> bool:
    """False where digits or unit words are left that no rule could place."""
    folded = fold(text.replace("\n", ""))
    blanked, _ = _without_others(folded)
    return doors(blanked)[1]


def _hide(text: str, level: Level, whole: bool) -> tuple[Span, ...]:
    folded = fold(text)
    blanked, phones = _without_others(folded)
    parts, _ = doors(blanked)
    spans = _tail_spans(folded, parts, level)
    if not phones:
        return tuple(spans)
    first = next((p.start for p in parts if p.kind is not PartKind.REMARK), len(text))
    for match in phones:
        if match.kind is PhoneKind.SERVICE:
            continue
        bracketed = match.start > first and _OPEN_BRACKET.search(folded, first, match.start)
        if whole or bracketed:
            spans += runs(phone_characters(folded, match), "address.phone", match.evidence)
    return joined(spans)


def _without_others(folded: str) -> tuple[str, tuple[PhoneMatch, ...]]:
    """The text with phones, dates and the like blanked out, and the phones."""
    if not _OTHERS.search(folded):
        return folded, ()
    phones = find_phones(folded)
    zones = [(p.start, p.end) for p in phones]
    zones += [(i.start, i.end) for i in find_identifiers_folded(folded)]
    labels = find_labels(folded)
    for place, label in enumerate(labels):
        if label.kind in _OTHER_LABELS and label.leading:
            stop = labels[place + 1].start if place + 1 < len(labels) else len(folded)
            value = _VALUE.match(folded, label.end, stop)
            zones.append((label.start, value.end() if value else label.end))
    if not zones:
        return folded, phones
    characters = list(folded)
    for start, end in zones:
        characters[start:end] = _NUL * (end - start)
    return "".join(characters), phones


def _tail_spans(folded: str, parts: list[Part], level: Level) -> list[Span]:
    """Stretches from the first hidden part to the last one before a remark."""
    hidden = TAIL if level is Level.STANDARD else _STRICT
    spans: list[Span] = []
    first: Part | None = None
    end = 0
    for part in [*parts, _REMARK]:
        if part.kind in hidden:
            if not _is_masked(folded, part):
                first = first or part
                end = part.end
        elif part.kind is PartKind.REMARK:
            if first is not None:
                start = len(folded[: first.start].rstrip(" "))
                spans.append(Span(start, end, f"address.{first.kind.value}", first.evidence))
                first = None
            if part.end > part.start and level is not Level.STANDARD:
                spans.append(Span(part.start, part.end, "address.pickup", part.evidence))
    return spans


def _is_masked(folded: str, part: Part) -> bool:
    """Whether the number is asterisks already: then its unit word tells nothing."""
    text = folded[part.start : part.end]
    return "*" in text and not _DIGIT_OR_LETTER.search(text)
