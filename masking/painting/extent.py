"""Spans and lines to quads: where on the image the characters of a span stand."""

from __future__ import annotations

import numpy as np

from masking.geometry import Quad
from masking.model import Span, TextLine, is_full_width
from masking.painting.pitch import even_boundary
from masking.reading.engine import Pixels
from masking.reading.frame import strokes

END_MARGIN = 0.18
"""Added beyond a line's first and last character, in line heights: the detector's area may end
inside the last stroke."""
ACROSS_MARGIN = 0.06
"""Added above and below, in line heights."""
CUT_MARGIN = 0.01
"""Added towards a neighbour that stays visible, in line heights."""
RUN_REACH, RUN_GAP = 1.2, 0.3
"""How far behind a line's end its last character may reach, and the gap that ends it, in line
heights."""
RUN_INK = 0.35
"""Share of the line's usual stroke that ink has there."""
GAP_REACH = 0.45
"""How far outside a span the gap between its end and the neighbour that stays is looked for, in
line heights from the place that the recogniser gives: on tilted photos it was off by 0.35."""
GAP_REACH_DIGIT = 0.33
"""The same where that neighbour is a digit or a Latin letter: a whole one takes 0.5, and the place was
off by 0.29."""
GAP_INSIDE = 0.07
"""The same inside the span: less, as a cut behind a thin digit would show it."""
EVEN_REACH = 0.12
"""The same on either side of a place that evenly set characters tell: it was off by 0.14 at most."""
LATER = 0.08
"""Line heights behind the recogniser's place from which on they are not believed."""
CURVED, CURVED_SHIFT = 0.75, 0.15
"""Share of a line's height from which down on its type tells that it is curved; and the line heights
by which the recogniser's places are off there: the boundary is moved out of the span."""
SPACE_SHARE, SPACE_REACH = 0.4, 0.2
"""Of a space, that is painted with the hidden characters beside it; and the line heights around that place
in which its emptiest column is looked for."""
NARROW, NARROW_REACH = frozenset("1lI|丨"), 0.7
"""Characters of a single stroke, and the line heights around one's beginning that are looked at."""
NARROW_INK, NARROW_STROKE, NARROW_APART = 0.33, 0.3, 0.15
"""Share of the strongest stroke's ink that any has, the line heights that a single one is wide at most,
and those between it and the gap behind it."""
UNCLEAR, UNCLEAR_MARGIN = 0.35, 0.15
"""Share of the strongest stroke's ink from which on the emptiest column is no gap, as where print is blurred:
a 0 is hollow, too. And the line heights that are painted beyond it then, of a neighbour that is wide
enough to stay legible."""
GAP_PULL = 0.4
"""How much a column at the end of that reach has to be emptier than the middle one, as a share of
the strongest stroke, to be preferred."""


def extent(image: Pixels, line: TextLine, span: Span) -> Quad:
    """The area of a span's characters along the line's own tilt, with a small margin.

    A span that begins or ends its line reaches to the end of the detected area, so that a
    character which the recogniser skipped there is covered too.

    Args:
        image: the upright source, shape (H, W, 3), to find the gap between two characters.
        line: as read on that image.
        span: offsets of the line's text.

    Raises:
        ValueError: the span is empty or does not lie on the line.
    """
    count = len(line.characters)
    if not 0 <= span.start < span.end <= count:
        raise ValueError("the span does not lie on the line")
    height = line.quad.height / max(line.quad.width, 1e-6)
    start = _gap(image, line, span.start, _reach(line, span.start - 1), GAP_INSIDE)
    end = _gap(image, line, span.end, GAP_INSIDE, _reach(line, span.end))
    start -= (END_MARGIN if span.start == 0 else CUT_MARGIN) * height
    end += (END_MARGIN if span.end == count else CUT_MARGIN) * height
    if span.end == count:
        end = max(end, 1 + _running_on(image, line) * height)
    return line.quad.part(start, end).grown(0, ACROSS_MARGIN * line.quad.height)


def is_curved(line: TextLine) -> bool:
    """Whether a line's area is that much higher than its type that it is curved."""
    return line.type_height < CURVED * line.quad.height


def _running_on(image: Pixels, line: TextLine) -> float:
    """How far ink goes on behind the end of a line's area, in line heights: the area may end within
    the last character. Not at all where it goes on for long: that is a rule or another text."""
    height = line.quad.height / max(line.quad.width, 1e-6)
    ink = strokes(image, line.quad.part(1, 1 + RUN_REACH * height))
    usual = float(np.percentile(strokes(image, line.quad), 75))
    gap = max(round(RUN_GAP / RUN_REACH * len(ink)), 1)
    bare = np.convolve(ink < RUN_INK * usual, np.ones(gap), "valid") >= gap
    return float(np.argmax(bare)) / len(ink) * RUN_REACH if bare.any() else 0.0


def whole(line: TextLine) -> Quad:
    """A line's whole area with the margins of a span that covers it."""
    height = line.quad.height
    return line.quad.grown(END_MARGIN * height, ACROSS_MARGIN * height)


def _reach(line: TextLine, neighbour: int) -> float:
    if not 0 <= neighbour < len(line.characters):
        return GAP_REACH
    text = line.characters[neighbour].text
    # A dash that is covered with the digits behind it says nothing.
    return GAP_REACH if is_full_width(text) or not text.isalnum() else GAP_REACH_DIGIT


def _gap(image: Pixels, line: TextLine, offset: int, before: float, after: float) -> float:
    """Fraction along the line of the emptiest column near a boundary between two characters.

    It is looked for from `before` line heights in front of the boundary to `after` behind it.
    """
    place = line.boundary(offset)
    if offset in (0, len(line.characters)):
        return place
    unit = line.type_height / max(line.quad.width, 1e-6)
    begins, reach = before > after, (before, after)
    space = _space(line, offset, begins=begins)
    even = even_boundary(image, line, offset) if space is None else None
    if space is not None:
        place, before, after = space, SPACE_REACH, SPACE_REACH
    elif even is not None:
        # At the beginning of what is hidden never far behind the place itself, which is late if off.
        place = min(even, place + LATER * unit) if begins else even
        before, after = min(before, EVEN_REACH), min(after, EVEN_REACH)
    elif is_curved(line):
        place += (-CURVED_SHIFT if begins else CURVED_SHIFT) * unit
    best, clear = _emptiest(image, line, place, before, after)
    wide = is_full_width(line.text[offset - 1 if begins else offset])
    if even is not None and wide and not clear:
        # A few digits behind it are told less surely than those of a phone.
        other, clear = _emptiest(image, line, line.boundary(offset), *reach)
        best = other if clear else best
    if begins and line.text[offset] in NARROW and line.text[offset - 1].isalnum():
        return _before_narrow(image, line, best, unit)
    if wide and not clear:
        best += UNCLEAR_MARGIN * unit * (-1 if begins else 1)
    return best


def _emptiest(
    image: Pixels, line: TextLine, place: float, before: float, after: float
) -> tuple[float, bool]:
    """Fraction along the line of the emptiest column around a place, and whether that is a gap.

    It is looked for from `before` line heights in front of the place to `after` behind it.
    """
    unit = line.type_height / max(line.quad.width, 1e-6)
    start, end = place - before * unit, place + after * unit
    ink = strokes(image, line.quad.part(start, end))
    columns = start + (np.arange(len(ink)) + 0.5) / len(ink) * (end - start)
    distance = np.abs(columns - place) / (max(before, after) * unit)
    at = int(np.argmin(ink + GAP_PULL * max(ink.max(), 1) * distance))
    return float(columns[at]), bool(ink[at] <= UNCLEAR * ink.max())


def _space(line: TextLine, offset: int, *, begins: bool) -> float | None:
    """A place in the space that stands outside a boundary, well within its white, for the recogniser's places
    are off by up to half a digit; None where another character stands there."""
    outside = offset - 1 if begins else offset
    if not line.text[outside].isspace() or not 0 < outside < len(line.characters) - 1:
        return None
    before, after = line.characters[outside - 1], line.characters[outside + 1]
    # Widths in characters: a full one, or half a one as the space itself.
    left, right = (1.0 if is_full_width(c.text) else 0.5 for c in (before, after))
    # What is hidden on its other side as well is painted by itself.
    share = left / 2 + 0.5 * (1 - SPACE_SHARE if begins else SPACE_SHARE)
    return before.x + (after.x - before.x) * share / (left / 2 + 0.5 + right / 2)


def _before_narrow(image: Pixels, line: TextLine, place: float, unit: float) -> float:
    """Where a 1 begins that should begin at a place along a line: the gap found there may be the one
    behind it. Then a single stroke stands before the place, and behind it none.

    Args:
        unit: the type's height as a fraction of the line's width.
    """
    ink = strokes(image, line.quad.part(place - NARROW_REACH * unit, place + NARROW_REACH * unit))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], ink > NARROW_INK * ink.max(), [0]])))
    # From where to where each stroke reaches, in line heights from the place.
    runs = (edges.reshape(-1, 2) / max(len(ink), 1) * 2 - 1) * NARROW_REACH
    left, right = runs[runs[:, 1] <= 0], runs[runs[:, 0] > 0]
    if len(left) < 2 or (len(right) and right[0, 1] - right[0, 0] <= NARROW_STROKE):
        return place
    start, end = left[-1]
    if end - start > NARROW_STROKE or -end > NARROW_APART:
        return place
    return place + float(start + left[-2, 1]) / 2 * unit
