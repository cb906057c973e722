"""Spans and lines to quads: where on the image the characters of a span stand."""

from __future__ import annotations

from masking.geometry import Quad
from masking.model import Span, TextLine

END_MARGIN = 0.18
"""Added beyond a line's first and last character, in line heights: the detector's area may end
inside the last stroke."""
ACROSS_MARGIN = 0.06
"""Added above and below, in line heights."""
CUT_MARGIN = 0.02
"""Added towards a neighbour that stays visible, in line heights."""


def extent(line: TextLine, span: Span) -> Quad:
    """The area of a span's characters along the line's own tilt, with a small margin.

    A span that begins or ends its line reaches to the end of the detected area, so that a
    character which the recogniser skipped there is covered too.

    Raises:
        ValueError: the span is empty or does not lie on the line.
    """
    count = len(line.characters)
    if not 0 <= span.start < span.end <= count:
        raise ValueError("the span does not lie on the line")
    height = line.quad.height / max(line.quad.width, 1e-6)
    start = line.boundary(span.start)
    end = line.boundary(span.end)
    start -= (END_MARGIN if span.start == 0 else CUT_MARGIN) * height
    end += (END_MARGIN if span.end == count else CUT_MARGIN) * height
    return line.quad.part(start, end).grown(0, ACROSS_MARGIN * line.quad.height)


def whole(line: TextLine) -> Quad:
    """A line's whole area with the margins of a span that covers it."""
    height = line.quad.height
    return line.quad.grown(END_MARGIN * height, ACROSS_MARGIN * height)
