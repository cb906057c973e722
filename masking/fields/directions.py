"""Several labels in one picture, lying in different directions: each is read as a page of its own.

A form's margin and the numbers on a label's edges are turned by 90 degrees too; only a good deal of
running text makes a label.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from masking.model import TextLine

FEWEST_LINES = 4
"""Lines with running text that a second label has at least."""
FEWEST_CHARACTERS = 4
"""Characters of a line that counts as running text; it holds something else than digits."""


def by_direction(lines: Sequence[TextLine]) -> list[tuple[int, ...]]:
    """Indices of the lines of each label, the one with most text first.

    Lines of a direction in which no label lies stay with the first.
    """
    groups: list[list[int]] = [[], [], [], []]
    reference = _heading(lines)
    for index, line in enumerate(lines):
        quarter = round((line.quad.angle - reference) / (math.pi / 2)) % 4
        groups[quarter].append(index)
    first, *others = groups
    apart = []
    for group in others:
        running = [index for index in group if is_running(lines[index].text)]
        if len(running) >= FEWEST_LINES:
            apart.append(tuple(group))
        else:
            first.extend(group)
    return [tuple(sorted(first)), *apart]


def _heading(lines: Sequence[TextLine]) -> float:
    """The direction of most of the text, radians."""

    def support(angle: float) -> float:
        return sum(
            line.quad.width for line in lines if math.cos(line.quad.angle - angle) > math.sqrt(0.5)
        )

    return max((line.quad.angle for line in lines), key=support)


def is_running(text: str) -> bool:
    """Whether a line holds words, and not only a number or a sign."""
    return len(text) >= FEWEST_CHARACTERS and any("一" <= c <= "鿿" for c in text)
