"""Areas that the detector took for text and that hold none: codes, bare paper, badges."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.model import Code, CodeKind, TextLine
from masking.reading.engine import Pixels
from masking.reading.frame import Frame, covered_share, cut
from masking.reading.paper import grey_of, paper

DOUBTFUL_SCORE = 0.80
"""Mean score below which a line is read once more, upside down and with more room."""
CODE_MARGIN, CODE_COVER = 0.25, 0.8
"""Of a code's smaller side: the room around it that is its own; and the share of an unread area
that lies in it if it is the code that was detected."""
MODULES, MODULE_MARGIN = 3, 0.08
"""Characters that modules of a 2D symbol are read as at most, however surely; and the room around it,
in its sides, that the detector takes for a part of them."""
BARE = 1.6
"""Levels, standard deviation, up to which an area is bare paper: noise. Type takes about a fifth of its
area, so it would differ from its paper by four levels at most."""
SOFT = 0.1
"""Of an area's height, over which its noise is averaged: no more than a stroke is wide."""
FREE = 0.25
"""Share of an area at least that lies on no line that was read surely, for its ink to be theirs."""
HEIGHTS = (0.1, 0.5, 0.9)
"""Shares of an area's height that a line must cover for all that stands there to be its own."""
DASH_ROOM, DASH_ASPECT, FEWEST_DASHES = 0.4, 2.0, 4
"""Share of an area's height that a row of dashes takes at most; their width in heights, and how many
there are at least: 一 is a name."""
PEEPING, PEEPING_BESIDE = 0.1, 0.26
"""Share of an area's height up to which the strokes of the lines above and below it reach into it; and where
the area runs into one that was read surely."""
CHEVRON, OPEN = frozenset("<>‹›〈〉"), 0.35
"""What a button of a screen is read as; and the shares of its height, in the middle, in which its tip ends
and where its other end is open."""
RULE_CHARACTERS, FEWEST_OF_RULE, THIN = frozenset("一—–―─ー-－_=~. "), 3, 0.5
"""What a rule of the form is read as, how many characters of it at least, and the usual line heights
that it is lower than."""
UPRIGHT, RULE_LENGTH, RULE_WIDTH, BESIDE_RULE = frozenset("1lI|丨!！Ⅰ"), 0.97, 0.08, 0.01
"""What a piece of an upright rule is read as; and of an area with as much again above and below it: the
share of its height that such a rule runs through, the most of its height that it is wide, and the share
of the rest that may be ink."""
HIGHER, WITHIN = 1.3, 0.8
"""Heights of a line from which on an area that was detected around it is higher, and the share of the
line that lies in it."""
OTHERS_ROOM, FAINT, SPECK = 0.15, 0.12, 0.004
"""Line heights around a line in which ink is its own; share of the strongest contrast from which on it is
ink; and square line heights that a stroke has at least."""
LOW, LONG, APART = 0.25, 10, 2.0
"""Line heights that a piece of a rule is high at most, or how many of its heights it is wide where it is
tilted; and line heights that two of them are apart."""
STROKE, STRAIGHT = 1.5, 0.12
"""Line heights that no stroke of a character is wide, and those that a rule's pieces are off one row."""
BADGE_TYPE, BADGE_ASPECT = 1.2, (0.75, 1.35)
"""Usual line heights that a badge is high at least, and its width in heights."""
BADGE_DARK, AROUND = 0.7, (0.15, 0.4)
"""Share of the brightness around it that a badge has at most; and its heights between which around
it is looked at."""


def without_codes(lines: Sequence[TextLine], codes: Sequence[Code]) -> list[TextLine]:
    """The lines without those that are the bars or dots of a decoded code, taken for text."""
    grown = []
    for code in codes:
        margin = CODE_MARGIN * min(code.quad.width, code.quad.height)
        grown.append(code.quad.grown(margin, margin))
    matrices = [
        code.quad.grown(MODULE_MARGIN * code.quad.width, MODULE_MARGIN * code.quad.height)
        for code in codes
        if code.kind is CodeKind.MATRIX
    ]

    def is_code(line: TextLine) -> bool:
        if line.score < DOUBTFUL_SCORE:
            return any(covered_share(line.quad, [quad]) >= CODE_COVER for quad in grown)
        few = len(line.text) <= MODULES
        return few and any(
            covered_share(line.quad, [quad]) >= CODE_COVER or _is_around(line, quad)
            for quad in matrices
        )

    return [line for line in lines if not is_code(line)]


def _is_around(line: TextLine, code: Quad) -> bool:
    """Whether a line's area holds a whole symbol, and all of its characters stand on that."""
    shape = np.array(code.points, np.float32)
    places = [line.quad.at(character.x, 0.5) for character in line.characters]
    return covered_share(code, [line.quad]) >= CODE_COVER and all(
        cv2.pointPolygonTest(shape, place, False) >= 0 for place in places
    )


def is_nothing(image: Pixels, line: TextLine, unit: float, lines: Sequence[TextLine] = ()) -> bool:
    """Whether an area that could not be read shows bare paper, a dashed rule, or a badge: one white
    character in a black circle or square that says whose block begins.

    Args:
        image: shape (H, W, 3).
        line: as read on it.
        unit: pixels of the usual line's height.
        lines: all that was read there; ink on those that were read surely is theirs.
    """
    if line.score >= DOUBTFUL_SCORE:
        return False
    if _holds_others_only(image, line.quad, lines):
        return True
    shown = cut(image, line.quad)
    beside = [other.quad for other in lines if other.score >= DOUBTFUL_SCORE and other is not line]
    peeping = PEEPING_BESIDE if covered_share(line.quad, beside) > 0 else PEEPING
    if len(line.text) >= FEWEST_OF_RULE and set(line.text) <= RULE_CHARACTERS:
        # 一一 is a nickname, and as low as a rule; three of them are none.
        # A few dashes may be a name; a rule goes on beside them.
        longer = cut(image, line.quad.grown(line.quad.width, 0))
        low = line.quad.height < THIN * unit
        return low or _is_dashed_rule(shown, peeping) or _is_dashed_rule(longer, peeping)
    if len(line.text) > 1:
        return _is_dashed_rule(shown, peeping)
    if line.text in CHEVRON and _is_chevron(shown):
        return True
    if line.text in UPRIGHT and _is_upright_rule(cut(image, line.quad.grown(0, line.quad.height))):
        return True
    if not line.text and _is_bare(shown[:, _free_columns(line.quad, lines, shown.shape[1])]):
        return True
    # A disc may be detected as a square that stands on its corner.
    areas = (line.quad, Quad.of_box(*line.quad.bounds))
    return any(_is_badge(image, area, unit) for area in areas)


def _holds_others_only(image: Pixels, area: Quad, lines: Sequence[TextLine]) -> bool:
    """Whether lower lines that were read surely lie on an area, and all of its ink is theirs: a first look
    at a small picture takes two lines for one.

    What runs out of the area are rules, and strokes of the lines beside it.
    """
    others = [
        other.quad
        for other in lines
        if other.score >= DOUBTFUL_SCORE
        and other.text
        and HIGHER * other.quad.height <= area.height
        and covered_share(other.quad, [area]) > 0
    ]
    if not any(covered_share(quad, [area]) >= WITHIN for quad in others):
        return False
    frame = Frame.around(area.points, area.angle, 1.0, 0.0)
    grey = grey_of(frame.view(image))
    size = min(quad.height for quad in others)
    darkest, lightest = (float(v) for v in np.percentile(grey, [1, 99]))
    if 2 * float(np.median(grey)) < darkest + lightest:
        return False  # light type on a dark ground: what is ink here would be the ground
    light = paper(grey, size)
    ink = (light - grey > FAINT * np.maximum(light - darkest, 0)).astype(np.uint8)
    for quad in others:
        room = OTHERS_ROOM * quad.height
        shape = np.rint(frame.to_view(quad.grown(room, room)).points).astype(np.int32)
        cv2.fillPoly(ink, (shape,), (0.0,))
    return not _has_strokes(_without_thin(ink, size), size)


def _without_thin(ink: NDArray[np.uint8], size: float) -> NDArray[np.uint8]:
    """Ink, shape (h, w), without what low pieces of a rule that runs out of it are left of."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    low = (height <= LOW * size) | (height * LONG <= width)
    low[0] = False
    pieces = np.asarray(low[labels], np.uint8)
    # A tilted one lies on several rows.
    apart = np.ones((3, round(APART * size) | 1), np.uint8)
    _, rows = cv2.connectedComponents(cv2.dilate(pieces, apart))
    ends = np.unique(rows[:, [0, -1]][pieces[:, [0, -1]] > 0])
    ink = np.asarray(ink * ~(np.isin(rows, ends) & (pieces > 0)), np.uint8)
    return _without_rule(ink, size)


def _without_rule(ink: NDArray[np.uint8], size: float) -> NDArray[np.uint8]:
    """Ink, shape (h, w), without a rule of which the lines' own room took pieces away: low pieces in one
    row, some of them longer than any stroke of type."""
    _, labels, stats, places = cv2.connectedComponentsWithStats(ink)
    low = stats[:, cv2.CC_STAT_HEIGHT] <= LOW * size
    low[0] = False
    long = low & (stats[:, cv2.CC_STAT_WIDTH] >= STROKE * size)
    y, x = np.nonzero(long[labels])
    if not x.size:
        return ink
    row = np.polyfit(x, y, 1)
    if float(np.abs(y - np.polyval(row, x)).max()) > STRAIGHT * size:
        return ink
    near = np.abs(places[:, 1] - np.polyval(row, places[:, 0])) <= STRAIGHT * size
    return np.asarray(ink * ~(low & near)[labels], np.uint8)


def _has_strokes(ink: NDArray[np.uint8], size: float) -> bool:
    """Whether a stroke of type lies within ink, shape (h, w)."""
    high, wide = ink.shape
    _, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    return any(
        x > 0 and y > 0 and x + w < wide and y + h < high and count >= SPECK * size**2
        for x, y, w, h, count in stats[1:].tolist()
    )


def _is_badge(image: Pixels, area: Quad, unit: float) -> bool:
    """Whether an area is a little higher than a line, as wide as high, and darker than all around it."""
    aspect = area.width / max(area.height, 1e-6)
    if area.height < BADGE_TYPE * unit or not BADGE_ASPECT[0] <= aspect <= BADGE_ASPECT[1]:
        return False
    return float(np.median(cut(image, area))) < BADGE_DARK * _brightness_around(image, area)


def _is_bare(shown: Pixels) -> bool:
    """Whether a crop, shape (h, w, 3), is of one brightness and not empty."""
    if not shown.size:
        return False
    side = max(round(SOFT * len(shown)), 1)
    return float(cv2.blur(shown, (side, side)).std(axis=(0, 1)).max()) <= BARE


def _free_columns(area: Quad, lines: Sequence[TextLine], width: int) -> NDArray[np.bool_]:
    """Which of an area's columns lie on no line that was read surely, shape (width,): a line that takes
    a part of their height leaves room for another one above or below it."""
    sure = [line.quad for line in lines if line.text and line.score >= DOUBTFUL_SCORE]
    shapes = [np.array(quad.points, np.float32) for quad in sure]
    free = [
        not any(
            all(
                cv2.pointPolygonTest(shape, area.at((column + 0.5) / width, down), False) >= 0
                for down in HEIGHTS
            )
            for shape in shapes
        )
        for column in range(width)
    ]
    return np.array(free if sum(free) >= FREE * width else [False] * width, bool)


def _is_chevron(shown: Pixels) -> bool:
    """Whether all of the ink on a crop, shape (h, w, 3), is one angle that lies on its side."""
    grey = shown.min(axis=2)
    dark, light = (int(v) for v in np.percentile(grey, [1, 90]))
    ink = (grey < (dark + light) / 2).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink)
    if light - dark <= 4 * BARE or count != 2:
        return False
    x, y, width, height, _ = stats[1].tolist()
    if not height > width / 2 > height / 8:
        return False
    angle = ink[y : y + height, x : x + width]
    side, half, middle = max(width // 5, 1), width // 2, height // 2
    low, high = round((1 - OPEN) / 2 * height), round((1 + OPEN) / 2 * height)
    for facing in (angle, angle[:, ::-1]):
        tip, end = facing[:, :side].any(axis=1), facing[:, -side:].any(axis=1)
        pointed = not tip[:low].any() and not tip[high:].any()
        parted = not end[low:high].any() and end[:low].any() and end[high:].any()
        # A stem behind the tip makes 人 of it.
        if pointed and parted and not facing[middle, half - side : half].any():
            return True
    return False


def _is_dashed_rule(shown: Pixels, peeping: float = PEEPING) -> bool:
    """Whether all of the ink on a crop, shape (h, w, 3), is dashes in one row.

    Args:
        shown: the crop.
        peeping: share of its height up to which the lines above and below it reach into it.
    """
    grey = shown.min(axis=2)
    dark, light = (int(v) for v in np.percentile(grey, [1, 90]))
    ink = (grey < (dark + light) / 2).astype(np.uint8)
    _, _, stats, places = cv2.connectedComponentsWithStats(ink)
    top, height = stats[:, cv2.CC_STAT_TOP], stats[:, cv2.CC_STAT_HEIGHT]
    others = ((top == 0) | (top + height == len(ink))) & (height <= peeping * len(ink))
    others[0] = True  # the paper
    stats, places, height = stats[~others], places[~others], height[~others]
    long = stats[:, cv2.CC_STAT_WIDTH] >= DASH_ASPECT * height
    # The area may cut the first and the last.
    if len(stats) < FEWEST_DASHES or int((~long).sum()) > 2 or int(long.sum()) < 2:
        return False
    x, y = places[long].T
    if np.ptp(x) < 1:
        return False  # one above the other
    tilted = y - np.polyval(np.polyfit(x, y, 1), x)
    return float(np.ptp(tilted)) + int(height[long].max()) <= DASH_ROOM * len(ink)


def _is_upright_rule(shown: Pixels) -> bool:
    """Whether an area shows nothing but one upright rule: the stroke of a character ends where the
    character does, a rule runs on.

    Args:
        shown: shape (h, w, 3), the area in the middle, and as much again above and below it.
    """
    grey = shown.astype(np.int16).mean(axis=2)
    dark, light = (float(v) for v in np.percentile(grey, [1, 80]))
    if light - dark <= 4 * BARE:
        return False
    ink = grey < (dark + light) / 2
    through = np.flatnonzero(ink.mean(axis=0) >= RULE_LENGTH)
    if not through.size:
        return False
    first, last = int(through[0]), int(through[-1])
    if last - first >= max(RULE_WIDTH * len(ink), 1):
        return False
    # Beside the rule is its own soft edge.
    middle = ink[len(ink) // 3 : 2 * len(ink) // 3]
    rest = np.delete(middle, np.arange(max(first - 1, 0), min(last + 2, ink.shape[1])), axis=1)
    return rest.size == 0 or float(rest.mean()) <= BESIDE_RULE


def _brightness_around(image: Pixels, quad: Quad) -> float:
    """The least of the medians on the four sides of an area: paper all around it."""
    room = AROUND[1] * quad.height
    around = cut(image, quad.grown(room, room))
    share = (AROUND[1] - AROUND[0]) * quad.height
    x, y = (
        max(round(share / (side + 2 * room) * length), 1)
        for side, length in ((quad.width, around.shape[1]), (quad.height, around.shape[0]))
    )
    sides = around[:, :x], around[:, -x:], around[:y], around[-y:]
    return min(float(np.median(side)) for side in sides)
