"""Asterisks that are looked at: small blots of one size, of which the recogniser is unsure.

It runs a row of them together, leaves out what stands behind a surname, and scores them low. Where
the ink of an area is nothing but such blots, they are asterisks, and as many as can be counted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.model import Character, TextLine, is_full_width
from masking.reading.engine import Pixels
from masking.reading.frame import covered_share, cut
from masking.reading.paper import grey_of

STAR = "*"
ALIKE = "*＊✱※水米"
"""What the recogniser takes asterisks for."""
WORKING_HEIGHT = 48
"""Pixels: lower areas are enlarged to it, so that thin strokes hold together."""
CONTRAST = 30
"""Grey levels between paper and the darkest ink below which an area is bare."""
BARE = 0.6
"""Share of that contrast below which an area stays bare however it is enlarged."""
INK = (0.4, 0.2)
"""Shares of that contrast from which on a pixel is ink, tried in turn: asterisks are often paler
than the type beside them."""
SIZES = (0.12, 0.62)
"""Line heights that an asterisk is high and wide."""
ASPECT = (0.6, 1.65)
"""Width of an asterisk in its heights."""
SAME_SIZE = 0.4
"""Share of the middle size by which one of a row may be larger or smaller."""
SAME_ROW = 0.14
"""Line heights between the middles of two of a row."""
PATCH = 12
"""Pixels: side that every asterisk is brought to for comparison."""
SAME_SHAPE, MIRRORED = 0.8, 0.8
"""Correlation of an asterisk with the mean of the others, and of all with their mirror image."""
FILLED = (0.16, 0.9)
"""Share of its box that an asterisk's ink takes."""
SPECK = 0.05
"""Line heights: smaller components are dirt."""
RULE = 0.15
"""Line heights: thickness of the rules that run across an area's edge."""
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
LOOKS, READ_LESS, READ_MORE = 2, 0.03, 0.25
"""Times that such asterisks are read; for the second, line heights less at their ends and more
above and below."""
READ_NOW = 0.6
"""Share of an area in which nothing could be read from which on it is that of such asterisks."""
DOUBTFUL = 0.9
"""Mean score below which a line may be asterisks that were read as something else."""

Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels of a crop."""
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
            _tail(image, line, [other for other in counted if other is not line]),
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


def star_places(
    image: Pixels, area: Quad, height: float, cut_off: tuple[float, float] = (0.0, 0.0)
) -> list[float]:
    """Where asterisks stand along an area whose ink is nothing else, as fractions of its width.

    Args:
        image: shape (H, W, 3).
        area: part of a line.
        height: of the line, in pixels.
        cut_off: how much of the area's beginning and end is its neighbours', as fractions of its
            width: what stands in the middle of that does not count.

    Returns:
        Nothing where there is no ink, or other ink.
    """
    crop = grey_of(cut(image, area))
    if float(crop.max()) - float(crop.min()) < BARE * CONTRAST:
        return []  # most gaps between two characters
    factor = max(WORKING_HEIGHT / crop.shape[0], 1.0)
    if factor > 1:
        crop = np.asarray(
            cv2.resize(crop, None, fx=factor, fy=factor, interpolation=cv2.INTER_CUBIC), np.uint8
        )
    rows, columns = crop.shape
    own = crop[:, round(cut_off[0] * columns) : columns - round(cut_off[1] * columns)]
    if not own.size:
        return []
    light, dark = float(np.percentile(own, 90)), float(own.min())
    if light - dark < CONTRAST:
        return []
    unit = rows * height / max(area.height, 1e-6)
    between = (cut_off[0] * columns, columns - cut_off[1] * columns)
    for share in INK:
        ink = (crop < light - share * (light - dark)).astype(np.uint8)
        blots, beside = _blots(ink, unit, between)
        if blots and _alike(crop, blots, unit):
            # Where a neighbour stands is not known to the pixel: it may be another asterisk.
            blots += [box for box in beside if _alike(crop, [*blots, box], unit)]
            return sorted((x + width / 2) / columns for x, _, width, _ in blots)
    return []


def _blots(
    ink: NDArray[np.uint8], unit: float, between: tuple[float, float]
) -> tuple[list[Box], list[Box]]:
    """The components that may be asterisks, those between two columns and those beside them; none
    where any other component stands between the two."""
    rows, columns = ink.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    found: list[Box] = []
    beside: list[Box] = []
    strokes = False
    for number, (x, y, width, height, size) in enumerate(stats.tolist()):
        if number == 0 or max(width, height) < SPECK * unit:
            continue
        if x == 0 or x + width == columns:
            continue  # a neighbour's
        at_edge = y == 0 or y + height == rows
        thin = min(width, height) <= RULE * unit
        if at_edge and (thin or width > columns / 2):
            continue  # a rule of the form, or what is left of another line
        fits = (
            SIZES[0] * unit <= min(width, height)
            and max(width, height) <= SIZES[1] * unit
            and ASPECT[0] <= width / height <= ASPECT[1]
            and FILLED[0] <= size / (width * height) <= FILLED[1]
        )
        heart = labels[
            y + height * 2 // 5 : y + height * 3 // 5 + 1,
            x + width * 2 // 5 : x + width * 3 // 5 + 1,
        ]
        fits = fits and bool((heart == number).any())
        within = between[0] < x + width / 2 < between[1]
        if fits:
            (found if within else beside).append((x, y, width, height))
        elif within:
            return [], []
        else:
            strokes = True
    # A line's area may be much higher than its type, and its neighbours then seem wider.
    return (found, beside) if found or strokes else (beside, [])


def _alike(crop: NDArray[np.uint8], blots: Sequence[Box], unit: float) -> bool:
    """Whether blots are one and the same symmetrical character."""
    sizes = np.array([box[2:] for box in blots], np.float64)
    usual = np.median(sizes, axis=0)
    rows = np.array([y + height / 2 for _, y, _, height in blots])
    if (np.abs(sizes - usual) > SAME_SIZE * usual).any():
        return False
    if (np.abs(rows - np.median(rows)) > SAME_ROW * unit).any():
        return False
    patches = np.array(
        [cv2.resize(crop[y : y + h, x : x + w], (PATCH, PATCH)).ravel() for x, y, w, h in blots],
        np.float64,
    )
    mean = patches.mean(axis=0)
    mirrored = np.corrcoef(mean, mean.reshape(PATCH, PATCH)[:, ::-1].ravel())[0, 1]
    others = (patches.sum(axis=0) - patches) / max(len(patches) - 1, 1)
    pairs = zip(patches, others, strict=True) if len(patches) > 1 else ()
    return bool(
        mirrored >= MIRRORED
        and all(np.corrcoef(one, rest)[0, 1] >= SAME_SHAPE for one, rest in pairs)
    )


def _counted(image: Pixels, line: TextLine) -> TextLine:
    """A line with as many asterisks as are seen where it has some."""
    unit = line.quad.height / max(line.quad.width, 1e-6)
    bare = not line.text.strip(ALIKE)
    if line.text and (bare or (line.score < DOUBTFUL and len(line.text) > 1)):
        room = END_ROOM * unit
        area = line.quad.part(-room, 1 + room)
        # The area of asterisks alone may be as low as they are.
        places = star_places(image, area, line.quad.height * (2 if bare else 1))
        if len(places) >= (1 if bare else SURE_ROW):
            moved = [p * (1 + 2 * room) - room for p in places]
            return _with(line, line.quad, _stars(moved))
    for start, end in reversed([match.span() for match in _BROKEN_ROW.finditer(line.text)]):
        # One of a row may be read as a character: its ink is the others'.
        places = _places(image, line, start, end)
        if len(places) >= max(end - start, SURE_ROW):
            line = _with(
                line,
                line.quad,
                [*line.characters[:start], *_stars(places), *line.characters[end:]],
            )
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


_BROKEN_ROW = re.compile(r"[*＊]+[^\s*＊][*＊]+")


def _places(image: Pixels, line: TextLine, start: int, end: int) -> list[float]:
    """Where asterisks stand in the place of some of a line's characters, as fractions along it."""
    unit = line.quad.height / max(line.quad.width, 1e-6)
    left, first = _behind(line, start - 1) if start else (-END_ROOM * unit, -END_ROOM * unit)
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


def _tail(image: Pixels, line: TextLine, others: Sequence[TextLine]) -> list[float]:
    """Where asterisks seem to stand behind a line's last character, as fractions along it."""
    if not line.text or not (line.text[-1].isalpha() or line.text[-1] in "*＊"):
        return []
    middle, start = _behind(line, len(line.text) - 1)
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


def _around(line: TextLine, places: Sequence[float]) -> tuple[Quad, Quad]:
    """The area of asterisks for reading, as high as the line and with more room above and below:
    the recogniser takes one asterisk for a letter in this or in that."""
    unit = line.quad.height / max(line.quad.width, 1e-6)
    wide = line.quad.part(places[0] - TAIL_ROOM * unit, places[-1] + TAIL_ROOM * unit)
    high = wide.grown(-READ_LESS * line.quad.height, READ_MORE * line.quad.height)
    return wide, high


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
    return bool(line.text.strip()) and not line.text.strip().strip(ALIKE)


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
    start = None
    for offset, character in enumerate([*text, ""]):
        if character and character in "*＊":
            start = offset if start is None else start
        elif start is not None:
            yield start, offset
            start = None


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
