"""Reading one image: a cheap first look, then the label at a size its type is legible at."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from masking.geometry import Quad
from masking.model import CodeKind, Reading, TextLine
from masking.reading.asterisks import with_asterisks
from masking.reading.bands import detect_in_bands
from masking.reading.beginnings import with_beginnings
from masking.reading.blackouts import with_blackouts
from masking.reading.codes import find_codes, without_bars, without_text
from masking.reading.covers import find_covers
from masking.reading.direction import along, is_upside_down, long_axis, page_angle
from masking.reading.doubles import without_doubles
from masking.reading.edges import cut_ends
from masking.reading.engine import Engine, Pixels, Recognized
from masking.reading.foreign import without_foreign
from masking.reading.frame import Frame, covered_share, cut, emptiest
from masking.reading.lone_stars import with_lone_stars
from masking.reading.merged import with_rows
from masking.reading.missed import missed_lines
from masking.reading.nothing import DOUBTFUL_SCORE, is_nothing, without_codes
from masking.reading.overprint import bands, find_overprint, without_grey
from masking.reading.room import with_room
from masking.reading.scale import wanted_scale
from masking.reading.spacing import without_spacing
from masking.reading.stars import star_rows, with_stars
from masking.reading.white_fills import without_white_fills

FIRST_LOOK_SIDE = 1280
"""Pixels: longer side of the image in the first look, which finds where the text is."""
CLOSER_LOOK_SIDE = 2560
"""Pixels: the same, where the first look saw nothing."""
SAME_SCALE = (0.75, 1.35)
"""Where the first look was taken within these factors of the wanted scale, it serves."""
LEVEL = math.radians(1.0)
"""Tilt that detection and recognition do not mind."""
VERTICAL_ASPECT = 1.5
"""Height to width above which an area in an upright view holds a line turned by 90 degrees."""
NARROW_ASPECT = 2.6
"""The same up to which it may hold one narrow character."""
COVERED = 0.5
"""Share of an area that others must cover for it to count as seen again."""
MIDDLE_STRIP = 0.1
"""Share of an area's height in the middle of which its type stands."""
SURE_TYPE = 21.0
"""Source pixels of the usual type's height below which its own soft strokes may look like an
overprint: then the reading without the grey has to show more than the one with it."""
BAND_MARGIN = 1.5
"""Usual type heights above and below an overprint that are read with it."""
LARGE_TYPE = 1.6
"""Usual type heights from which on a line may be what is printed over others."""
ANOTHER_LABEL = 3
"""Lines that were read better upside down from which on another label is looked for."""
LONG, SPARSE = 5.0, 0.22
"""Width to height from which on a line has more than this share of it in characters."""
MIDDLE = (0.4, 0.6)
"""Fractions of a line between which it is cut into halves."""
UPSIDE_DOWN = 0.25
"""By how much a doubtful line has to score higher upside down."""
SURELY_TURNED = 0.05
"""The same at least of one that can be read either way."""
UNREAD_SCORE = 0.3
"""The most that a line scores that is too long for its characters."""
EITHER_WAY = frozenset("〇一二三十○零018OoK ")
"""What is read of characters that look much the same upside down, of which a room's number may consist;
a 六 looks like a K."""
TURNED = 0.7
"""Sine of the angle between a line and the others from which on it is turned by 90 degrees."""


@dataclass(frozen=True, eq=False, slots=True)
class _Look:
    """What one detection saw."""

    frame: Frame
    quads: list[Quad]
    """On the source image."""


class LabelReader:
    """Reads every line and code of an image with an injected engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, image: Pixels) -> Reading:
        """See `masking.reading.engine.Reader.read`."""
        image = without_white_fills(image)
        codes, look = find_codes(image), self._first_look(image)
        size = (image.shape[1], image.shape[0])
        if not look.quads:
            return Reading((), codes, (), size)
        angle, look = self._close_look(image, look)
        lines = self._read_lines(image, look.quads, angle)
        known = [code.quad for code in codes]
        # What only looked like a symbol may be the overprint itself.
        bars = [c.quad for c in codes if c.content or c.kind is CodeKind.LINEAR]
        unit = float(np.median([long_axis(quad).height for quad in look.quads]))
        lines, overprinted = self._read_below(image, look, angle, lines, bars)
        detect = partial(detect_in_bands, self._engine)
        lines = with_rows(image, lines, unit, detect, lambda areas: self.read_areas(image, areas))
        lines = [line for line in lines if not is_nothing(image, line, unit, lines)]
        lines, more = without_bars(image, lines)
        lines = self._with_missed(image, lines, known, angle)
        # Only what was decoded surely is a code, and no text that could not be read.
        lines = without_codes(lines, [code for code in codes if code.content])
        codes = without_text(codes + more, lines)
        seen = without_doubles(lines)
        lines = with_room(seen, lambda areas: self.read_areas(image, areas))
        lines = with_asterisks(with_lone_stars(image, lines), image)
        lines = with_stars(image, lines, lambda areas: self.read_areas(image, areas))
        lines = with_beginnings(lines, lambda areas: self.read_areas(image, areas))
        fills = star_rows(lines)
        barred = with_blackouts(image, lines, known, lambda areas: self.read_areas(image, areas))
        lines = _with_lost(seen, barred)
        areas = [line.quad for line in lines]
        unit = float(np.median([long_axis(quad).height for quad in areas])) if areas else 0.0
        sure = [line.quad for line in lines if line.score >= DOUBTFUL_SCORE]
        covers = (
            find_covers(image, areas, sure, angle, unit, fills)
            + cut_ends(image, areas, angle, sure)
            if areas
            else []
        )
        ordered = tuple(_in_reading_order(lines, angle))
        return Reading(ordered, codes, tuple(overprinted), size, tuple(covers))

    def read_areas(self, image: Pixels, areas: Sequence[Quad]) -> list[TextLine]:
        """Read given line areas of an image, without detecting: one line for each area."""
        answers = self._engine.recognize([cut(image, quad) for quad in areas])
        return [_line(quad, answer) for quad, answer in zip(areas, answers, strict=True)]

    def _with_missed(
        self, image: Pixels, lines: list[TextLine], codes: list[Quad], angle: float
    ) -> list[TextLine]:
        """The lines with those that the detector left out, where they can be read."""
        seen = [line.quad for line in lines]
        if not seen:
            return lines
        unit = float(np.median([long_axis(quad).height for quad in seen]))
        # Between two parts of one line may stand a black bar: its ink is no line of its own.
        areas = [
            area
            for area in missed_lines(image, seen + codes, angle, unit)
            if covered_share(_middle(area), seen) < COVERED
        ]
        more = self.read_areas(image, areas)
        return lines + [
            line
            for line in more
            if line.score >= DOUBTFUL_SCORE and sum(c.isalnum() for c in line.text) > 1
        ]

    def _read_below(
        self,
        image: Pixels,
        look: _Look,
        angle: float,
        lines: list[TextLine],
        codes: Sequence[Quad],
    ) -> tuple[list[TextLine], list[Quad]]:
        """The lines with those instead that stand below large grey type, and their areas."""
        unit = float(np.median([long_axis(quad).height for quad in look.quads]))
        # So is a small number along the label's edge, where the picture is blurred.
        turned = [
            line.quad
            for line in lines
            if line.score >= DOUBTFUL_SCORE and abs(math.sin(line.quad.angle - angle)) > TURNED
        ]
        over = find_overprint(image, unit, look.quads, [*codes, *turned], angle)
        if over is None:
            return lines, []
        overprinted: list[Quad] = []
        for band in bands(over.areas, look.quads, angle, unit):
            frame = Frame.around(band, angle, look.frame.scale, BAND_MARGIN * unit)
            shown = frame.view(image)
            tries = (self._read_band(shown, unit * frame.scale, end) for end in over.ends)
            below = [
                replace(line, quad=frame.to_source(line.quad))
                for line in next(filter(None, tries), [])
                # Numbers up the label's edges are read as they run, not in a band.
                if covered_share(frame.to_source(line.quad), turned) < COVERED
            ]
            small = [line.quad for line in below if line.quad.height < LARGE_TYPE * unit]
            # What is seen only without the grey lies below it, however little of it does.
            known = [line.quad for line in lines]
            touched = [q for q in small if over.touches(q) or covered_share(q, known) < COVERED]
            if not touched:
                continue
            seen = [line.quad for line in below]
            before = [line for line in lines if covered_share(line.quad, seen) >= COVERED]
            if (unit < SURE_TYPE or over.unsure) and _legible(below) <= _legible(before):
                continue
            overprinted += touched
            overprinted += (area for area in over.areas if covered_share(area, [Quad.of(band)]) > 0)
            lines = below + [line for line in lines if line not in before]
        if overprinted:
            # What is left of the large type itself is no text of the label. Fail closed: curved lines
            # are as high, so what is taken for it is painted with it.
            large = [
                line
                for line in lines
                if line.quad.height >= LARGE_TYPE * unit and over.touches(line.quad)
            ]
            overprinted += (line.quad for line in large)
            lines = [line for line in lines if line not in large]
        return lines, overprinted

    def _read_band(self, view: Pixels, unit: float, end: float) -> list[TextLine]:
        """The lines of a band on which everything lighter than `end` of the paper is taken for paper."""
        clean = without_grey(view, unit, end)
        quads = detect_in_bands(self._engine, clean)
        # A line that the band's edge cuts lies beside the overprint, not below it.
        quads = [q for q in quads if q.bounds[1] > 1 and q.bounds[3] < clean.shape[0] - 1]
        return self._read_lines(clean, quads, 0.0)

    def _first_look(self, image: Pixels) -> _Look:
        height, width = image.shape[:2]
        frame = Frame.around([(0, 0), (width, height)], 0.0, 1.0, 0.0)
        quads = [found.quad for found in self._engine.detect(image, FIRST_LOOK_SIDE)]
        scale = min(1.0, FIRST_LOOK_SIDE / max(width, height))
        if not quads and scale < 1:
            scale = min(1.0, CLOSER_LOOK_SIDE / max(width, height))
            closer = Frame.around([(0, 0), (width, height)], 0.0, scale, 0.0)
            found = detect_in_bands(self._engine, closer.view(image))
            quads = [closer.to_source(quad) for quad in found]
        return _Look(Frame(frame.matrix, scale, frame.size), quads)

    def _close_look(self, image: Pixels, first: _Look) -> tuple[float, _Look]:
        """Direction of the page, and the text areas as seen at a legible size."""
        angle = page_angle(first.quads)
        lines = [along(quad, angle) for quad in first.quads]
        lines = [quad for quad in lines if quad.width > quad.height] or lines
        if is_upside_down(self._engine, image, lines):
            angle += math.pi
        look = first
        for attempt in range(2):
            scale = wanted_scale(look.quads, self._size(look.quads, angle))
            fits = SAME_SCALE[0] <= look.frame.scale / scale <= SAME_SCALE[1]
            if fits and (attempt or abs(math.sin(angle)) < math.sin(LEVEL)):
                break
            if attempt and scale < look.frame.scale:
                break
            look = self._look_at(image, look, angle, scale)
        return angle, look

    def _look_at(self, image: Pixels, before: _Look, angle: float, scale: float) -> _Look:
        points = [point for quad in before.quads for point in quad.points]
        margin = 2 * float(np.median([min(quad.width, quad.height) for quad in before.quads]))
        frame = Frame.around(points, angle, scale, margin)
        view = frame.view(image)
        seen = [frame.to_view(quad) for quad in before.quads]
        found = detect_in_bands(self._engine, view, seen)
        quads = [frame.to_source(quad) for quad in found]
        # Fail closed: what an earlier look saw and this one does not is still text.
        missed = [quad for quad in before.quads if covered_share(quad, quads) < COVERED]
        return _Look(frame, quads + missed)

    @staticmethod
    def _size(quads: Sequence[Quad], angle: float) -> tuple[float, float]:
        frame = Frame.around([p for quad in quads for p in quad.points], angle, 1.0, 0.0)
        return (float(frame.size[0]), float(frame.size[1]))

    def _read_lines(self, image: Pixels, quads: Sequence[Quad], angle: float) -> list[TextLine]:
        level: list[Quad] = []
        vertical: list[Quad] = []
        digits: list[TextLine] = []
        for quad in quads:
            upright = along(quad, angle)
            if upright.height < VERTICAL_ASPECT * upright.width:
                level.append(upright)
            elif digit := self._digit(image, upright):
                digits.append(digit)
            else:
                vertical.append(along(quad, angle + math.pi / 2))
        turns = self._engine.turn([cut(image, quad) for quad in vertical])
        vertical = [
            quad.turned() if turn.upside_down else quad
            for quad, turn in zip(vertical, turns, strict=True)
        ]
        lines = self.read_areas(image, level + vertical)
        lines = [
            self._read_again(image, line) if line.score < DOUBTFUL_SCORE else line for line in lines
        ]
        lines = [self._in_halves(image, line) if _is_sparse(line) else line for line in lines]
        turned = sum(
            quad is not line.quad and math.cos(quad.angle - line.quad.angle) < 0
            for quad, line in zip(level + vertical, lines, strict=True)
        )
        lines += digits
        return self._each_turned(image, lines) if turned >= ANOTHER_LABEL else lines

    def _digit(self, image: Pixels, area: Quad) -> TextLine | None:
        """The line of an area higher than wide, where it is one narrow character that stands upright:
        1. None for anything else."""
        if area.height >= NARROW_ASPECT * area.width:
            return None
        (line,) = self.read_areas(image, [area])
        sure = len(line.text) == 1 and line.text.isalnum() and line.score >= DOUBTFUL_SCORE
        return line if sure else None

    def _in_halves(self, image: Pixels, line: TextLine) -> TextLine:
        """A line of which hardly a character was read, put together from its two halves.

        What stays as sparse was not read, whatever the recogniser's confidence.
        """
        middle = emptiest(image, line.quad, *MIDDLE)
        halves = self.read_areas(image, [line.quad.part(0, middle), line.quad.part(middle, 1)])
        characters = tuple(
            replace(character, x=start + character.x * (end - start))
            for half, (start, end) in zip(halves, ((0, middle), (middle, 1)), strict=True)
            for character in half.characters
        )
        score = sum(c.score for c in characters) / max(len(characters), 1)
        whole = TextLine(line.quad, score, characters)
        return replace(line, score=min(line.score, UNREAD_SCORE)) if _is_sparse(whole) else whole

    def _each_turned(self, image: Pixels, lines: list[TextLine]) -> list[TextLine]:
        """Ask for every line which way up it is: another label lies upside down beside the first,
        and upside-down digits can be read with confidence."""
        turns = self._engine.turn([cut(image, line.quad) for line in lines])
        found = []
        for line, turn in zip(lines, turns, strict=True):
            if turn.upside_down:
                (again,) = self.read_areas(image, [line.quad.turned()])
                line = again if again.score >= DOUBTFUL_SCORE else line
            found.append(line)
        return found

    def _read_again(self, image: Pixels, line: TextLine) -> TextLine:
        """Give a doubtful line the other direction and a little more room; keep the best."""
        room = line.quad.height * 0.12
        roomy, turned = self.read_areas(image, [line.quad.grown(room, room), line.quad.turned()])
        readings = [line, roomy]
        # 〇一 looks much the same upside down: a guess is taken the way the page runs, and so is a
        # line of which hardly half is read the other way, though with confidence.
        upright = max(_sureness(line), _sureness(roomy))
        better = _sureness(turned) >= max(
            min(DOUBTFUL_SCORE, upright + UPSIDE_DOWN), upright + SURELY_TURNED
        )
        # One character, or nothing but such, tells no direction, however surely it is read: 丛* as *W.
        own = [c for c in turned.text if c not in "*＊ "]
        better = better and len(own) > 1 and not set(own) <= EITHER_WAY
        if better and _legible([turned]) >= max(_legible([line]), _legible([roomy])):
            readings.append(turned)
        return max(readings, key=lambda one: (not _is_sparse(one), one.score))


def _line(quad: Quad, answer: Recognized) -> TextLine:
    return TextLine(quad, answer.score, without_spacing(without_foreign(answer.characters)))


def _with_lost(before: Sequence[TextLine], after: list[TextLine]) -> list[TextLine]:
    """The lines with those that none of them lies on any more.

    Fail closed: steps join lines and lengthen them; one that takes a line away is mistaken.
    """
    areas = [line.quad for line in after]
    return after + [line for line in before if covered_share(line.quad, areas) < COVERED]


def _sureness(line: TextLine) -> float:
    """Its score, without its asterisks': those are never read surely, and look the same upside down."""
    scores = [character.score for character in line.characters if character.text not in "*＊ "]
    starred = len(scores) < len(line.characters) and bool(scores)
    return sum(scores) / len(scores) if starred else line.score


def _legible(lines: Sequence[TextLine]) -> float:
    """How much was read: characters, each weighted by its score."""
    return sum(character.score for line in lines for character in line.characters)


def _is_sparse(line: TextLine) -> bool:
    """Whether a line is far too long for the few characters that were read on it."""
    aspect = line.quad.width / max(line.quad.height, 1e-6)
    return aspect > LONG and len(line.text) < SPARSE * aspect


def _middle(quad: Quad) -> Quad:
    """The strip along the middle of a line."""
    return quad.grown(0, (MIDDLE_STRIP - 1) / 2 * quad.height)


def _in_reading_order(lines: list[TextLine], angle: float) -> list[TextLine]:
    """Top to bottom, then left to right, as the page is read."""
    cos, sin = math.cos(angle), math.sin(angle)

    def place(line: TextLine) -> tuple[float, float]:
        x, y = line.quad.center
        return (-x * sin + y * cos, x * cos + y * sin)

    return sorted(lines, key=place)
