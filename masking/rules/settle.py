"""Masking a masked text again must change nothing, and a stricter policy must hide no less.

A rule reads a text and answers with spans; hidden characters may make the rest read differently.
So a rule is asked again about its own result until it has nothing to add.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from masking.model import Span
from masking.policy import Level
from masking.rules.spans import STAR, joined, starred

MAX_ROUNDS = 4
"""Times a rule is asked again; a text that never comes to rest is hidden whole."""

BELOW = {Level.STRICT: Level.STANDARD, Level.FULL: Level.STRICT}
"""The next weaker level."""

Rule = Callable[[str, Level], Sequence[Span]]


def settled(
    text: str,
    level: Level,
    rule: Rule,
    *,
    nested: bool = False,
    final: Callable[[str, Sequence[Span]], bool] | None = None,
) -> tuple[Span, ...]:
    """The spans of a rule on a text, grown until masking again adds nothing.

    Args:
        text: any text.
        level: how much is to be hidden.
        rule: one reading of a text; sorted spans that do not overlap.
        nested: whether the level also hides all that the levels below it hide.
        final: tells cheaply of a text and its spans that masking again adds nothing.
    """
    spans = _once(text, level, rule, nested)
    if not spans or (final is not None and final(text, spans)):
        return spans
    masked = starred(text, spans)
    for _ in range(MAX_ROUNDS):
        more = [s for s in _once(masked, level, rule, nested) if _shows(masked, s)]
        if not more:
            return spans
        spans = joined([*spans, *more])
        masked = starred(text, spans)
    visible = [o for o, character in enumerate(masked) if character.isalnum()]
    return joined([*spans, *(Span(o, o + 1, "unsettled", "reads differently") for o in visible)])


def _once(text: str, level: Level, rule: Rule, nested: bool) -> tuple[Span, ...]:
    own = rule(text, level)
    below = BELOW.get(level)
    if not nested or below is None:
        return tuple(own)
    return joined([*own, *settled(text, below, rule, nested=True)])


def _shows(masked: str, span: Span) -> bool:
    """Whether a span covers a character that is not hidden yet."""
    return masked.count(STAR, span.start, span.end) < span.end - span.start
