"""Characters before a row of asterisks that the recogniser left out: 温 of 温************.

A surname is lost among many asterisks now and then; by itself it is read.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from masking.geometry import Quad
from masking.model import TextLine
from masking.reading.nothing import DOUBTFUL_SCORE
from masking.reading.stars import STAR

BEFORE = 0.7
"""Line heights before the middle of the first asterisk in which a character may stand."""
HALF_STAR = 0.25
"""Line heights between the middle of an asterisk and its beginning."""


def with_beginnings(
    lines: Sequence[TextLine], read: Callable[[Sequence[Quad]], Sequence[TextLine]]
) -> list[TextLine]:
    """The lines, those of asterisks alone with what stands before these.

    Args:
        lines: as read on an image.
        read: reads areas of it.
    """
    bare = [line for line in lines if _may_begin_otherwise(line)]
    answers = read([_before(line) for line in bare]) if bare else ()
    begun = {
        id(line): _begun(line, answer)
        for line, answer in zip(bare, answers, strict=True)
        if answer.score >= DOUBTFUL_SCORE and any(c.isalnum() for c in answer.text)
    }
    return [begun.get(id(line), line) for line in lines]


def _may_begin_otherwise(line: TextLine) -> bool:
    """Whether a line was read doubtfully as asterisks, with room before the first of them."""
    stars = line.characters
    doubtful = line.score < DOUBTFUL_SCORE and len(stars) > 1
    return doubtful and not line.text.strip(STAR) and stars[0].x > BEFORE * _unit(line)


def _before(line: TextLine) -> Quad:
    return line.quad.part(0.0, line.characters[0].x - HALF_STAR * _unit(line))


def _begun(line: TextLine, answer: TextLine) -> TextLine:
    """A line with characters before its own."""
    share = answer.quad.width / max(line.quad.width, 1e-6)
    first = tuple(replace(c, x=c.x * share) for c in answer.characters)
    characters = (*first, *line.characters)
    score = sum(c.score for c in characters) / len(characters)
    return replace(line, score=score, characters=characters)


def _unit(line: TextLine) -> float:
    """A line's height as a fraction of its width."""
    return line.quad.height / max(line.quad.width, 1e-6)
