"""Fields with a closer look: where the detector saw nothing and something should stand."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import fmean

from masking.fields.find import find_fields
from masking.fields.found import Findings
from masking.fields.loose_ends import late_starts, lone_ends, open_ends
from masking.fields.page import Page
from masking.fields.phones import open_extensions
from masking.geometry import Quad
from masking.model import Reading, TextLine
from masking.reading.engine import Pixels, Reader
from masking.reading.nothing import is_nothing
from masking.reading.specks import ink_before, ink_behind, ink_below
from masking.reading.star_ink import star_places
from masking.reading.stars import STAR

RULES = "一丨丶丿亅lI"
"""What the reader takes a ruled line for."""
CLOSER_LOOK_SCORE = 0.8
"""Mean score that text needs which the detector did not see."""
NUMBER_SCORE = 0.5
"""The same of what reads as the end of a room's number: a thin 〇 is not read surely."""
SAME_PLACE = 0.5
"""Line heights within which the same characters, read twice, stand in one place."""
SAME_CHARACTER = 0.6
"""The same for each of several characters, in a high area whose places are less exact."""
HALF_DIAGONAL = math.sqrt(0.5)
"""Line heights from the middle of a square character to its corners."""
STAR_ROOM = (0.6, 0.5)
"""Line heights before and behind the middles of asterisks in which they are looked for."""
BESIDE_STARS = " ,.:;"
"""What may stand behind the asterisks of a name."""

_NUMBER = re.compile(r"[0-9oO〇○零一二三四五六七八九十]{1,3}")


def find_closer(pixels: Pixels, reader: Reader, reading: Reading) -> tuple[Page, Findings]:
    """The fields of a reading; where something is missing, the places that it may stand in are read.

    Args:
        pixels: the upright source, shape (H, W, 3).
        reader: reads areas of it.
        reading: what was read on it.

    Raises:
        NothingToReadError: no text, or no sender and no receiver.
        EngineError: reading failed.
    """
    page, findings = find_fields(reading)
    # What only looked like a symbol may be text.
    codes = [code.quad for code in reading.codes if code.content]
    closer = _look_closer(pixels, reader, page, findings, codes)
    if not closer:
        return page, findings
    return find_fields(replace(reading, lines=(*reading.lines, *closer)))


def _look_closer(
    pixels: Pixels, reader: Reader, page: Page, findings: Findings, codes: Sequence[Quad]
) -> list[TextLine]:
    """Read where the detector saw nothing and something should stand."""
    gaps = [quad for doubt in findings.doubts for quad in doubt.look]
    ends = [ink_below(pixels, quad) for quad in open_ends(page, findings.fields)]
    ends += [ink_behind(pixels, quad) for quad in lone_ends(page, findings.fields)]
    ends += [ink_before(pixels, quad) for quad in late_starts(page, findings.fields)]
    ends += [ink_below(pixels, quad) for quad in open_extensions(page, findings.fields)]
    # A digit of a number along the label's edge was read already, as part of that.
    areas = [
        *gaps,
        *_apart(
            quad
            for quad in ends
            if quad is not None
            and not _is_read(page, quad)
            and not any(page.box(quad).overlaps(page.box(code)) for code in codes)
        ),
    ]
    lines = reader.read_areas(pixels, areas) if areas else []
    return [
        line
        for place, line in enumerate(lines)
        if (
            (line.score >= CLOSER_LOOK_SCORE and _may_be_name(line.text))
            or _are_asterisks(pixels, line)
            if place < len(gaps)
            else _is_an_end(page, line) and not is_nothing(pixels, line, line.quad.height)
        )
    ]


def _apart(areas: Iterable[Quad]) -> list[Quad]:
    """The areas without those of the same ink, found from another line: a character that is read twice
    goes on with nothing."""
    found: list[Quad] = []
    for area in areas:
        size = min([area.height, *(other.height for other in found)])
        if all(math.dist(area.center, other.center) > SAME_PLACE * size for other in found):
            found.append(area)
    return found


def _is_read(page: Page, quad: Quad) -> bool:
    """Whether the middle of an area lies on a line that was read and runs in another direction."""
    box = page.box(quad)
    x = (box.left + box.right) / 2
    return any(
        not line.level
        and line.text
        and line.box.left <= x <= line.box.right
        and line.box.top <= box.middle <= line.box.bottom
        for line in page.lines
    )


def _is_on_another(page: Page, quad: Quad) -> bool:
    """Whether the middle of an area lies on a character that was read surely: the lowest strokes of 兰."""
    return any(
        math.dist(line.line.quad.at(character.x, 0.5), quad.center)
        <= HALF_DIAGONAL * line.line.quad.height
        for line in page.lines
        if line.line.score >= CLOSER_LOOK_SCORE and line.line.quad.height <= quad.height
        for character in line.line.characters
    )


def _is_an_end(page: Page, line: TextLine) -> bool:
    """Whether what was read behind or below a line is text, and no other line's."""
    thin = _NUMBER.fullmatch(line.text) and not _is_on_another(page, line.quad)
    least = NUMBER_SCORE if thin else CLOSER_LOOK_SCORE
    if line.score < least or not line.text.strip():
        return False
    return not any(_shows(other.line, line) for other in page.lines) and not _is_all_read(
        page, line
    )


def _is_all_read(page: Page, line: TextLine) -> bool:
    """Whether lines have every character of another, each at its place: 姓名 吕 of two cells."""
    return all(
        any(
            one.text == character.text
            and math.dist(other.line.quad.at(one.x, 0.5), line.quad.at(character.x, 0.5))
            < SAME_CHARACTER * other.line.quad.height
            for other in page.lines
            for one in other.line.characters
        )
        for character in line.characters
        if not character.text.isspace()  # a dash may be a 一 that was misread
    )


def _shows(line: TextLine, part: TextLine) -> bool:
    """Whether a line that was read has a part's characters where that stands: behind the end of a
    short line, seen at a slant, may stand the middle of the one above it."""
    width = len(part.text)
    for at in range(len(line.text) - width + 1):
        if line.text.startswith(part.text, at):
            along = fmean(c.x for c in line.characters[at : at + width])
            away = math.dist(line.quad.at(along, 0.5), part.quad.center)
            if away < SAME_PLACE * line.quad.height:
                return True
    return False


def _may_be_name(text: str) -> bool:
    """Whether a text has letters enough: a rule of the form may be read as 1, | or 一."""
    letters = [c for c in text if c.isalpha() and c not in RULES]
    return len(letters) > 1 or any(not c.isascii() for c in letters)


def _are_asterisks(pixels: Pixels, line: TextLine) -> bool:
    """Whether surely nothing but asterisks stands in a gap: what is left of a name that a line breaks."""
    stars = [c for c in line.characters if c.text == STAR]
    bare = stars and not line.text.strip(BESIDE_STARS).strip(STAR)
    if not bare or fmean(c.score for c in stars) < CLOSER_LOOK_SCORE:
        return False
    unit = line.quad.height / max(line.quad.width, 1e-6)
    area = line.quad.part(stars[0].x - STAR_ROOM[0] * unit, stars[-1].x + STAR_ROOM[1] * unit)
    return len(star_places(pixels, area, line.quad.height)) == len(stars)
