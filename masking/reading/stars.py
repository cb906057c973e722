"""Asterisks that are looked at: small blots of one size, of which the recogniser is unsure.

It runs a row of them together, leaves out what stands behind a surname, and scores them low. Where
the ink of an area is nothing but such blots, they are asterisks, and as many as can be counted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from masking.geometry import Quad
from masking.model import Character, TextLine, is_full_width
from masking.reading.engine import Pixels
from masking.reading.frame import covered_share
from masking.reading.star_ink import SIZES, ink_rows, star_places

STAR = "*"
ALIKE = "*＊✱※水米"
"""What the recogniser takes asterisks for."""
SEEN_SCORE = 0.95
"""Score of an asterisk that was seen as well as read."""
SURE_ROW = 3
"""Asterisks in a row that need no reading."""
HALF_ADVANCE = {True: 0.42, False: 0.2}
"""Line heights between a character's middle and its end, by whether it is a Chinese one: a
full-width comma has no more ink than another."""
ROOM = 3.2
"""Line heights behind a line's last character in which its asterisks stand."""
END_ROOM = 0.15
"""Line heights beyond a line's area in which its asterisks may end."""
TAIL_ROOM = 0.35
"""Line heights around the middles of the asterisks behind a line."""
LOOKS, READ_LESS, READ_MORE, READ_CLOSE = 3, 0.03, 0.25, 0.1
"""Times that such asterisks are read; for the second, line heights less at their ends and more
above and below, and for the third less at their ends."""
READ_NOW = 0.6
"""Share of an area in which nothing could be read from which on it is that of such asterisks."""
FEW, LOWER, LOW_ROOM = 4, 0.65, 0.25
"""Characters of a line at most, and the share of its area's height that its ink takes at most, for the
area to be brought down to its ink; and the share of the rest that is left above and below."""
OWN_ROOM = 0.3
"""Line heights before the middle of a row's first asterisk in which nothing but itself stands."""
OWN_PLACE = 0.25
"""Line heights between such a character and the asterisk that it is."""
DOUBTFUL = 0.9
"""Score below which a line, or a character beside asterisks, may be some that were read as
something else."""

Read = Callable[[Sequence[Quad]], Sequence[TextLine]]
"""Reads areas of the image."""


def with_stars(image: Pixels, lines: Sequence[TextLine], read: Read) -> list[TextLine]:
    """The lines with their asterisks counted, and with those in and behind them that were not read.

    Args:
        image: shape (H, W, 3).
        lines: as read on it.
        read: reads areas of it.
    """
    counted = _all_upright([_counted(image, line) for line in lines])
    found = [
        (line, places)
        for line in counted
        for places in (
            *_gaps(image, line),
            _behind_line(image, line, [other for other in counted if other is not line]),
        )
        if places
    ]
    areas = [area for line, places in found for area in _around(line, places)]
    answers = read(areas) if areas else ()
    more: dict[int, list[float]] = {}
    for number, (line, places) in enumerate(found):
        if any(_is_asterisks(answer) for answer in answers[LOOKS * number :][:LOOKS]):
            more.setdefault(id(line), []).extend(places)
    longer = {key: _longer(line, more[key]) for line in counted if (key := id(line)) in more}
    behind = [
        longer[key].quad.part(min(line.quad.width / longer[key].quad.width, 1.0), 1.0)
        for line in counted
        if (key := id(line)) in longer
    ]
    return [
        longer.get(id(line), line)
        for line in counted
        # What was detected of them and read as nothing.
        if line.text.strip() or covered_share(line.quad, behind) < READ_NOW
    ]


def star_rows(lines: Sequence[TextLine]) -> list[Quad]:
    """The areas of all rows of asterisks that were read."""
    return [
        line.quad.part(_before(line, start)[0], _behind(line, end - 1)[1])
        for line in lines
        for start, end in _runs(line.text)
    ]


def _all_upright(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines with those of nothing but asterisks, which read the same either way up, turned as
    the others are."""
    others = [line for line in lines if line.text.strip(STAR)]
    if not others:
        return list(lines)
    angle = max(others, key=lambda line: line.quad.width).quad.angle
    return [
        line
        if line.text.strip(STAR) or math.cos(line.quad.angle - angle) >= 0
        else TextLine(line.quad.turned(), line.score, _reversed(line.characters))
        for line in lines
    ]


def _reversed(characters: Sequence[Character]) -> tuple[Character, ...]:
    return tuple(replace(c, x=1 - c.x) for c in reversed(characters))


def _counted(image: Pixels, line: TextLine) -> TextLine:
    """A line with as many asterisks as are seen where it has some."""
    unit = line.quad.height / max(line.quad.width, 1e-6)
    bare = not line.text.strip(ALIKE)
    if line.text and (bare or (line.score < DOUBTFUL and len(line.text) > 1)):
        room = END_ROOM * unit
        area = line.quad.part(-room, 1 + room)
        # The area of asterisks alone may be as low as they are.
        low = star_places(image, area, 2 * line.quad.height)
        places = low if bare else star_places(image, area, line.quad.height) or low
        if len(places) >= (1 if bare else SURE_ROW):
            moved = [p * (1 + 2 * room) - room for p in places]
            return _with(line, line.quad, _stars(moved))
    for start, end in reversed(list(_alike_rows(line))):
        least = end - start - line.text[start:end].count(" ")
        places = _places(image, line, start, end)
        if not places and start == 0:
            # The 1 before them was not read.
            places = _places(image, line, start, end, line.characters[0].x - OWN_ROOM * unit)
        if len(places) >= least:
            row = _stars(places)
            line = _with(line, line.quad, line.characters[:start] + row + line.characters[end:])
    for offset, start, end in reversed(list(_broken_rows(line))):
        places = _places(image, line, start, end)
        own = line.characters[offset].x
        # A character at the edge of what is looked at would pass for a neighbour's.
        near = any(abs(place - own) <= OWN_PLACE * unit for place in places)
        if near and len(places) >= end - start:
            row = _stars(places)
            line = _with(line, line.quad, line.characters[:start] + row + line.characters[end:])
    for start, end in reversed(list(_unsure_rows(line))):
        for first in (start, start + 1):
            # The character before them may be as unsure.
            places = _places(image, line, first, end) if first < end else []
            if len(places) >= max(SURE_ROW, end - first):
                row = _stars(places)
                line = _with(line, line.quad, line.characters[:first] + row + line.characters[end:])
                break
    characters = list(line.characters)
    for start, end in reversed(list(_runs(line.text))):
        places = _places(image, line, start, end)
        if len(places) >= end - start:
            characters[start:end] = _stars(places)
        elif places:
            # One may touch a neighbour: what was read is not made fewer, only surer.
            seen = (replace(c, score=max(c.score, SEEN_SCORE)) for c in characters[start:end])
            characters[start:end] = seen
    return _with(line, line.quad, characters)


def _alike_rows(line: TextLine) -> Iterator[tuple[int, int]]:
    """Rows of asterisks and of what they are taken for, with spaces between them, offsets (start, end):
    **水 水 **7151, 1 水 水 水 水."""
    for match in _ALIKE_ROW.finditer(line.text):
        start, end = match.span()
        unsure = [
            c.text not in "*＊" and c.score < DOUBTFUL
            for c in line.characters[start:end]
            if not c.text.isspace()
        ]
        if (any(unsure) and STAR in match.group()) or (all(unsure) and len(unsure) >= SURE_ROW):
            yield start, end


_ALIKE_ROW = re.compile(rf"[{ALIKE}](?: ?[{ALIKE}])+")


def _unsure_rows(line: TextLine) -> Iterator[tuple[int, int]]:
    """Rows of letters that may be small asterisks, offsets (start, end): 1 东东东东东末 7397; and those between
    others that were read as such: 1*关关关*6410."""
    unsure = [c.text.isalpha() and c.score < DOUBTFUL for c in line.characters]
    stars = [c.text == STAR for c in line.characters]
    for start, end in _same([a or b for a, b in zip(unsure, stars, strict=True)]):
        read = [offset for offset in range(start, end) if stars[offset]]
        # Before the first of them may stand a surname.
        if read and any(unsure[read[0] : read[-1]]):
            yield read[0], read[-1] + 1
        else:
            yield from ((start + a, start + b) for a, b in _same(unsure[start:end]))


def _same(marks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Offsets (start, end) of the runs of those that are marked."""
    start = 0
    for marked, run in groupby(marks):
        end = start + len(list(run))
        if marked:
            yield start, end
        start = end


def _broken_rows(line: TextLine) -> Iterator[tuple[int, int, int]]:
    """Letters that may be asterisks, as those beside them are: the offset of each, and of the row with it
    (start, end)."""
    rows = list(_runs(line.text))
    for offset, character in enumerate(line.characters):
        if character.text.isalpha() and character.score < DOUBTFUL:
            start = min((a for a, b in rows if b == offset), default=offset)
            end = max((b for a, b in rows if a == offset + 1), default=offset + 1)
            if end - start > 1:
                yield offset, start, end


def _places(
    image: Pixels, line: TextLine, start: int, end: int, beginning: float | None = None
) -> list[float]:
    """Where asterisks stand in the place of some of a line's characters, as fractions along it; of its
    first ones from a `beginning` on."""
    unit = line.quad.height / max(line.quad.width, 1e-6)
    while start and line.text[start - 1].isspace():
        start -= 1
    while end < len(line.text) and line.text[end].isspace():
        end += 1
    edge = -END_ROOM * unit if beginning is None else beginning
    left, first = _behind(line, start - 1) if start else (edge, edge)
    last, right = _before(line, end) if end < len(line.text) else (1.0, 1 + END_ROOM * unit)
    if last <= first:
        return []
    width = right - left
    cut_off = ((first - left) / width, (right - last) / width)
    if end == len(line.text):
        cut_off = (cut_off[0], 0.0)
    places = star_places(image, line.quad.part(left, right), line.quad.height, cut_off)
    return [left + place * width for place in places]


def _gaps(image: Pixels, line: TextLine) -> Iterator[list[float]]:
    """Where asterisks seem to stand between two characters, as fractions along the line."""
    unit = line.quad.height / max(line.quad.width, 1e-6)
    seen = [offset for offset, c in enumerate(line.text) if not c.isspace()]
    for before, after in pairwise(seen):
        left, first = _behind(line, before)
        last, right = _before(line, after)
        if last - first < SIZES[0] * unit or STAR in (line.text[before], line.text[after]):
            continue
        width = right - left
        cut_off = ((first - left) / width, (right - last) / width)
        places = star_places(image, line.quad.part(left, right), line.quad.height, cut_off)
        yield [left + place * width for place in places]


def _behind_line(image: Pixels, line: TextLine, others: Sequence[TextLine]) -> list[float]:
    """Where asterisks seem to stand behind a line's last character, as fractions along it."""
    places = _tail(image, line, others)
    if places or not 0 < len(line.text) <= FEW:
        return places
    # Around few characters the detector's area may be twice as high as they are, and they seem wider.
    top, bottom = ink_rows(image, line.quad)
    if bottom - top > LOWER:
        return places
    room = (1 - (bottom - top)) * LOW_ROOM
    top, bottom = max(top - room, 0.0), min(bottom + room, 1.0)
    corners = [line.quad.at(x, y) for x, y in ((0, top), (1, top), (1, bottom), (0, bottom))]
    return _tail(image, replace(line, quad=Quad.of(corners)), others)


def _tail(image: Pixels, line: TextLine, others: Sequence[TextLine]) -> list[float]:
    """Where asterisks seem to stand behind a line's last character, as fractions along it."""
    last = line.text.rstrip()[-1:]
    if not (last.isalpha() or last in ("*", "＊", "-")):
        return []
    middle, start = _behind(line, len(line.text.rstrip()) - 1)
    unit = line.quad.height / max(line.quad.width, 1e-6)
    end = start + ROOM * unit
    for other in others:
        end = min(end, _first_between(line, start, end, other))
    width = end - middle
    if end - start < SIZES[0] * unit:
        return []
    places = star_places(
        image, line.quad.part(middle, end), line.quad.height, ((start - middle) / width, 0.0)
    )
    places = [middle + p * width for p in places]
    near = bool(places) and places[0] - start <= unit
    steps = [after - before for before, after in pairwise(places)]
    return places if near and max(steps, default=0.0) <= unit else []


def _around(line: TextLine, places: Sequence[float]) -> tuple[Quad, ...]:
    """The area of asterisks for reading, as high as the line, with more room above and below, and with
    less at the ends: the recogniser takes one asterisk for a letter or for nothing in one or the other."""
    unit = line.quad.height / max(line.quad.width, 1e-6)
    wide = line.quad.part(places[0] - TAIL_ROOM * unit, places[-1] + TAIL_ROOM * unit)
    high = wide.grown(-READ_LESS * line.quad.height, READ_MORE * line.quad.height)
    return wide, high, wide.grown(-READ_CLOSE * line.quad.height, 0)


def _first_between(line: TextLine, start: float, end: float, other: TextLine) -> float:
    """Where, between two fractions of a line's row, another line's text begins."""
    quad = line.quad
    if abs(quad.center[0] - other.quad.center[0]) > quad.width * end + other.quad.width:
        return end
    (ox, oy), (ex, ey) = quad.at(0, 0.5), quad.at(1, 0.5)
    length = max((ex - ox) ** 2 + (ey - oy) ** 2, 1e-6)
    first = end
    for character in other.characters:
        if character.text in STAR:
            continue
        x, y = other.quad.at(character.x, 0.5)
        along = ((x - ox) * (ex - ox) + (y - oy) * (ey - oy)) / length
        across = abs((x - ox) * (ey - oy) - (y - oy) * (ex - ox)) / length**0.5
        if start < along < first and across < 0.6 * quad.height:
            half = HALF_ADVANCE[_is_wide(character.text)]
            first = max(along - 1.2 * half * other.quad.height / max(quad.width, 1e-6), start)
    return first


def _is_asterisks(line: TextLine) -> bool:
    """Whether asterisks were read, perhaps behind what the area has of the character before them: 1*."""
    text = line.text.strip()
    return bool(text) and (not text.strip(ALIKE) or (len(text) == 2 and text[1] == STAR))


def _longer(line: TextLine, places: Sequence[float]) -> TextLine:
    """A line with asterisks more, in it or behind it."""
    room = TAIL_ROOM * line.quad.height / max(line.quad.width, 1e-6)
    end = max(places[-1] + room, 1.0)
    low, high = min(places), max(places)
    kept = [c for c in line.characters if not (c.text.isspace() and low <= c.x <= high)]
    moved = [replace(c, x=c.x / end) for c in kept]
    both = sorted([*moved, *_stars([x / end for x in places])], key=lambda c: c.x)
    return _with(line, line.quad.part(0, end), both)


def _with(line: TextLine, quad: Quad, characters: Sequence[Character]) -> TextLine:
    """A line with other characters, and their mean score where one of them is another."""
    if tuple(characters) == line.characters:
        return line
    return TextLine(quad, sum(c.score for c in characters) / len(characters), tuple(characters))


def _stars(places: Sequence[float]) -> tuple[Character, ...]:
    return tuple(Character(STAR, place, SEEN_SCORE) for place in places)


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Offsets (start, end) of the runs of asterisks."""
    return _same([character in "*＊" for character in text])


def _behind(line: TextLine, offset: int) -> tuple[float, float]:
    """The middle and the end of a character, as fractions along its line."""
    middle = line.characters[offset].x
    return middle, middle + _half(line, offset)


def _before(line: TextLine, offset: int) -> tuple[float, float]:
    """The beginning and the middle of a character, as fractions along its line."""
    middle = line.characters[offset].x
    return middle - _half(line, offset), middle


def _half(line: TextLine, offset: int) -> float:
    wide = _is_wide(line.characters[offset].text)
    return HALF_ADVANCE[wide] * line.quad.height / max(line.quad.width, 1e-6)


def _is_wide(character: str) -> bool:
    return is_full_width(character) and character.isalnum()
