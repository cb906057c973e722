"""Areas that hold several lines: small dense type which the detector ran together.

The recogniser makes one line of them, now and then a sure one, and what stands above or below that is
neither read nor missed. Looked at by itself, and larger, such an area falls into its lines.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations

from masking.geometry import Quad
from masking.model import TextLine
from masking.reading.engine import Pixels
from masking.reading.frame import Frame, covered_share
from masking.reading.nothing import DOUBTFUL_SCORE
from masking.reading.tightened import tightened

TALL = 1.7
"""Usual line heights from which on an area is too high for one line of usual type."""
LOOSE = 1.6
"""Heights of its type, as its pitch tells, from which on it is too high for that."""
OWN = 1.4
"""Usual line heights up to which another line is of usual type."""
WITHIN = 0.5
"""Share of such a line that lies in the area, or of a line of the area that is one of them."""
TYPE_HEIGHT, MAX_ENLARGEMENT = 40.0, 3.0
"""View pixels that the usual line's height is brought to, and view pixels for one source pixel at most."""
ROOM = 0.5
"""Usual line heights around the area that are seen with it."""
APART, BESIDE = 0.6, 0.5
"""Usual line heights between the middles of two of its lines, and the share of the shorter one's width that
both have: pieces of one line stand side by side."""

Detect = Callable[[Pixels], Sequence[Quad]]
Read = Callable[[Sequence[Quad]], Sequence[TextLine]]


def with_rows(
    image: Pixels, lines: Sequence[TextLine], unit: float, detect: Detect, read: Read
) -> list[TextLine]:
    """The lines, those of several rows as their rows. An area that could not be read stays beside them: more
    may stand on it than they show, and what is only theirs is told later.

    Args:
        image: shape (H, W, 3).
        lines: as read on it.
        unit: pixels of the usual line's height.
        detect: the text areas of a view, in its own pixels.
        read: reads areas of the image.
    """
    answer: list[TextLine] = []
    for line in lines:
        others = [o.quad for o in lines if o is not line and _is_usual(o, unit)]
        rows = (
            _rows(image, line, others, unit, detect, read) if _is_tall(line, others, unit) else []
        )
        answer += rows
        if not rows or line.score < DOUBTFUL_SCORE:
            answer.append(line if rows else tightened(image, line, lines, unit, read))
    return answer


def _is_usual(line: TextLine, unit: float) -> bool:
    return line.quad.height <= OWN * unit and line.score >= DOUBTFUL_SCORE and bool(line.text)


def _is_tall(line: TextLine, others: Sequence[Quad], unit: float) -> bool:
    """Whether a line's area is too high for one line: large type has a wide pitch, and nothing in it."""
    quad = line.quad
    if quad.height < TALL * unit or quad.width < quad.height:
        return False
    unread = line.score < DOUBTFUL_SCORE
    loose = quad.height >= LOOSE * line.type_height
    return unread or loose or any(covered_share(other, [quad]) >= WITHIN for other in others)


def _rows(
    image: Pixels,
    line: TextLine,
    others: Sequence[Quad],
    unit: float,
    detect: Detect,
    read: Read,
) -> list[TextLine]:
    """The lines that stand in a line's area one above the other; nothing where there are no two."""
    scale = min(TYPE_HEIGHT / max(unit, 1e-6), MAX_ENLARGEMENT)
    frame = Frame.around(line.quad.points, line.quad.angle, scale, ROOM * unit)
    found = [frame.to_source(quad) for quad in detect(frame.view(image))]
    inside = [quad for quad in found if covered_share(quad, [line.quad]) >= WITHIN]
    if not _are_stacked(inside, frame, unit):
        return []
    rows = read(inside)
    sure = [row for row in rows if row.text.strip() and row.score >= DOUBTFUL_SCORE]
    if not _are_stacked([row.quad for row in sure], frame, unit):
        return []
    return [row for row in rows if covered_share(row.quad, others) < WITHIN]


def _are_stacked(quads: Sequence[Quad], frame: Frame, unit: float) -> bool:
    """Whether two areas stand one above the other as the line runs."""
    boxes = [frame.to_view(quad).bounds for quad in quads]
    for (left, top, right, bottom), (start, upper, end, lower) in combinations(boxes, 2):
        shared = min(right, end) - max(left, start)
        apart = abs(top + bottom - upper - lower) / 2
        if apart >= APART * unit * frame.scale and shared >= BESIDE * min(
            right - left, end - start
        ):
            return True
    return False
