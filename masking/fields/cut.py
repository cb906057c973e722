"""Personal data that runs out of the picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from masking.fields.doubts import FEWEST_DIGITS, is_large, unknown_digits
from masking.fields.found import Doubt, Found
from masking.fields.page import Page, PageLine, Part
from masking.fields.roles import PERSONAL
from masking.model import TextLine, is_full_width
from masking.reasons import Reason

WHOLE_CHARACTER = 0.3
"""Of a full-width character's height: the least room it takes on either side of its centre."""
AT_BORDER = 0.25
"""Line heights from the picture's border within which a line ends there: of the character that the
border cuts through nothing may have been read."""

_FIRST = re.compile(r"[\d\s*-]*\d")
_LAST = re.compile(r"(?<![A-Za-z\d])\d[\d\s*-]*$")


def cut_off(page: Page, fields: Sequence[Found], size: tuple[int, int] | None) -> list[Doubt]:
    """Personal data that runs out of the picture: what is left of it may be read as less than it
    is, so the line is painted whole; and so are digits that may be what is left of a phone."""
    if size is None:
        return []
    lines = sorted({p.line for f in fields if f.kind in PERSONAL for p in f.parts})
    cut = [page.lines[i].line.quad for i in lines if _runs_out(page.lines[i].line, size)]
    for line in page.level_lines:
        if is_large(page, line):
            continue
        parts = [p for field in fields for p in field.parts if p.line == line.index]
        cut += (page.quad_around([page.box_of(part)]) for part in _cut_digits(line, parts, size))
    return [Doubt(Reason.CUT_OFF, tuple(cut))] if cut else []


def _cut_digits(line: PageLine, parts: Sequence[Part], size: tuple[int, int]) -> Iterator[Part]:
    """Digits at an end of a line, where the picture ends too, that nothing accounts for."""
    unknown = unknown_digits(line, parts)
    quad = line.line.quad
    reach = AT_BORDER * quad.height / max(quad.width, 1e-6)
    for run, end in ((_FIRST.match(line.text), -reach), (_LAST.search(line.text), 1 + reach)):
        if run is None or _is_inside(quad.at(end, 0.5), size):
            continue
        if sum(run.start() <= offset < run.end() for offset in unknown) >= FEWEST_DIGITS:
            yield Part(line.index, run.start(), run.end())


def _runs_out(line: TextLine, size: tuple[int, int]) -> bool:
    """Whether a line's first or last character does not fit between its centre and the border."""
    if not line.characters:
        return False  # nothing was read: a doubt of its own
    reach = WHOLE_CHARACTER * line.quad.height / max(line.quad.width, 1e-6)
    for character, side in ((line.characters[0], -1), (line.characters[-1], 1)):
        em = 1.0 if is_full_width(character.text) else 0.5
        if not _is_inside(line.quad.at(character.x + side * em * reach, 0.5), size):
            return True
    return False


def _is_inside(point: tuple[float, float], size: tuple[int, int]) -> bool:
    return 0 <= point[0] <= size[0] and 0 <= point[1] <= size[1]
