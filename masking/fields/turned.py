"""Addresses printed along a label's side, turned by 90 degrees against the rest of it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from masking.fields.continued import continuation
from masking.fields.page import Page, PageLine, Part


class Side:
    """The lines of a page that run in one other direction than most, as a page of their own.

    Args:
        page: all lines.
        indices: those of the lines, in the reading.
    """

    def __init__(self, page: Page, indices: Sequence[int]) -> None:
        self.indices = tuple(indices)
        self._page = Page([page.lines[index].line for index in indices])
        self._own = {index: place for place, index in enumerate(indices)}

    def order(self, line: PageLine) -> int:
        """A line's place among those of its side, top to bottom as they are read."""
        return self._page.order(self._page.lines[self._own[line.index]])

    def continuation(
        self, first: Part, taken: Collection[int], phones: Sequence[Part]
    ) -> list[Part]:
        """See `masking.fields.continued.continuation`."""
        begun = self._moved(first)
        used = {self._own[index] for index in taken if index in self._own}
        others = [self._moved(part) for part in phones if part.line in self._own]
        parts = continuation(self._page, self._page.lines[begun.line], begun, used, others)
        return [Part(self.indices[part.line], part.start, part.end) for part in parts]

    def _moved(self, part: Part) -> Part:
        return Part(self._own[part.line], part.start, part.end)


def sides(page: Page) -> dict[int, Side]:
    """For each line that does not run in the page's direction, those that run as it does."""
    groups: dict[int, list[int]] = {}
    for line in page.lines:
        if not line.level:
            quarter = round((line.line.quad.angle - page.angle) / (math.pi / 2)) % 4
            groups.setdefault(quarter, []).append(line.index)
    found = [Side(page, indices) for indices in groups.values()]
    return {index: side for side in found for index in side.indices}
