"""收寄件人……联系电话应隐藏6位以上: at least six digits of every number go.

A mobile keeps its first digit and, under standard, the last four that couriers ask for; a
landline keeps its area code; every other number of eight digits or more hides at least six; a
shorter one is hidden whole. The extension belongs to the number. Separators stay.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from masking.model import Span
from masking.policy import Level, Policy
from masking.rules.settle import BELOW, Rule, settled
from masking.rules.spans import joined, runs, starred
from masking.text.fold import fold
from masking.text.phones import PhoneKind, PhoneMatch, find_phones

# A text that holds nothing but numbers is a phone field, whatever shape they have.
_NUMBERS_ONLY = re.compile(r"[0-9lIoO|+()\[\]\-. /*xX×^_转#,]+")
HIDDEN_DIGITS = 6
"""Digits of a phone that must be hidden at least (GB/T 41833-2022)."""
MOBILE_DIGITS = 11
"""Digits of a mobile."""
KEPT_FIRST, KEPT_LAST = 1, 4
"""Digits that a mobile keeps at its ends under standard."""
KEPT_STRICT = 3
"""Digits that a mobile keeps at its start under strict."""
FEWEST_MASKED = 5
"""Hidden positions of a masked mobile, as they were printed or read: 138****5678 of which a digit or two
were not read shows more than it seems to."""
MOBILE = "mobile"
"""Evidence of a mobile's shape, whatever its kind: masked, virtual."""
SHORT_DIGITS = 8
"""Numbers with fewer digits are hidden whole."""
STRAY = ("phone.stray", "digits no number accounts for")
MOST_STRAY = 6
"""Digits that may be an extension behind a phone with nothing else; more of them are another number."""


def hide_phone(text: str, policy: Policy | Level | str = Policy.STANDARD) -> tuple[Span, ...]:
    """What to hide of the phone numbers in a field or a whole line; see `find_phones`."""
    return settled(text, Policy.parse(policy).level, _no_weaker(_in_line))


def hide_phone_value(
    value: str, policy: Policy | Level | str = Policy.STANDARD
) -> tuple[Span, ...]:
    """What to hide of a text that is a phone number, whatever it looks like.

    Digits that no number accounts for are hidden too, and where there is no number at all every
    letter and digit.
    """
    return settled(value, Policy.parse(policy).level, _no_weaker(_in_value))


def _no_weaker(rule: Rule) -> Rule:
    """The rule, never showing more digits than it shows under a weaker policy.

    Which digits stay differs between the levels, so it is their number that counts.
    """

    def stricter(text: str, level: Level) -> Sequence[Span]:
        spans = rule(text, level)
        if level is Level.STANDARD:
            return spans
        below = settled(text, BELOW[level], stricter)
        if _digits_left(text, spans) <= _digits_left(text, below):
            return spans
        return joined([*spans, *below])

    return stricter


def _digits_left(text: str, spans: Sequence[Span]) -> int:
    return sum(character.isdigit() for character in starred(text, spans))


def _in_line(text: str, level: Level) -> tuple[Span, ...]:
    alone = _NUMBERS_ONLY.fullmatch(fold(text)) is not None
    found = find_phones(text, contact=alone)
    ends = [match.end for match in found if match.kind is not PhoneKind.SERVICE]
    spans = [span for match in found for span in hide_phone_match(text, match, level)]
    rest = [o for o in _stray(text, found) if alone and ends and o >= ends[0]]
    if len(rest) <= MOST_STRAY:
        spans += runs(rest, *STRAY)
    return joined(spans)


def _in_value(value: str, level: Level) -> tuple[Span, ...]:
    matches = find_phones(value, contact=True)
    spans = [span for match in matches for span in hide_phone_match(value, match, level)]
    if not matches:
        stray = [o for o, c in enumerate(fold(value)) if c.isalnum()]
    else:
        stray = _stray(value, matches)
    return joined([*spans, *runs(stray, *STRAY)])


def _stray(text: str, matches: Sequence[PhoneMatch]) -> list[int]:
    """Offsets of the digits that no number accounts for."""
    covered = {o for m in matches for o in range(m.start, m.end)}
    return [o for o, c in enumerate(fold(text)) if o not in covered and c.isdigit()]


def hide_phone_match(text: str, match: PhoneMatch, level: Level) -> list[Span]:
    """What to hide of one number that was found in `text`."""
    if match.kind is PhoneKind.SERVICE:
        return []
    if level is Level.FULL:
        offsets = phone_characters(text, match)
    else:
        offsets = set(match.digits) - _kept(text, match, level)
    if match.extension:
        offsets.update(o for o in range(*match.extension) if not text[o].isspace())
    offsets -= match.hidden
    return runs(offsets, f"phone.{match.kind.value}", match.evidence)


def phone_characters(text: str, match: PhoneMatch) -> set[int]:
    """Offsets of every digit of a number, country code and extension included, still visible."""
    folded = fold(text[match.start : match.end])
    offsets = {match.start + o for o, c in enumerate(folded) if c.isdigit()}
    return (offsets | set(match.digits)) - match.hidden


def _is_masked_mobile(text: str, match: PhoneMatch) -> bool:
    """Whether only the ends of a mobile are left: of its eleven digits the others are hidden, however
    many asterisks were printed or characters a bar seems to cover."""
    visible = [offset for offset in match.digits if offset not in match.hidden]
    few = 0 < len(visible) <= KEPT_FIRST + KEPT_LAST and len(match.hidden) >= FEWEST_MASKED
    begins = few and visible[0] == match.digits[0] and fold(text[visible[0]]) == "1"
    return begins and not match.area


def _positions_hidden(text: str, match: PhoneMatch) -> int:
    """How many of a number's digits are hidden: a mobile has eleven, however many asterisks were read
    between the ends of it for dots or a bar."""
    visible = [offset for offset in match.digits if offset not in match.hidden]
    mobile = bool(visible) and visible[0] == match.digits[0] and fold(text[visible[0]]) == "1"
    return min(len(match.hidden), MOBILE_DIGITS - len(visible)) if mobile else len(match.hidden)


def _is_masked_strictly(text: str, match: PhoneMatch) -> bool:
    """Whether only the beginning of a mobile is left, which strict keeps, of however many asterisks
    the rest is: those of its extension may have been read with it."""
    visible = [offset for offset in match.digits if offset not in match.hidden]
    begins = tuple(visible) == match.digits[: len(visible)] and len(visible) <= KEPT_STRICT
    enough = len(match.hidden) >= SHORT_DIGITS and bool(visible)
    return begins and enough and not match.area and fold(text[visible[0]]) == "1"


def _kept(text: str, match: PhoneMatch, level: Level) -> set[int]:
    """Offsets of the digits that stay readable."""
    digits = match.digits
    count = len(digits)
    if match.area:
        return set(digits[: match.area])
    if level is Level.STANDARD and (
        _positions_hidden(text, match) >= HIDDEN_DIGITS or _is_masked_mobile(text, match)
    ):
        return set(digits)
    if match.kind is PhoneKind.LANDLINE or count < SHORT_DIGITS:
        return set()
    if level is Level.STRICT:
        mobile = match.evidence == MOBILE or _is_masked_strictly(text, match)
        return set(digits[:KEPT_STRICT]) if mobile else set()
    last = min(KEPT_LAST, count - HIDDEN_DIGITS)
    first = min(KEPT_FIRST, count - HIDDEN_DIGITS - last)
    return set(digits[:first]) | set(digits[count - last :])
