"""Black bars that somebody painted over a label count as hidden characters.

A bar becomes asterisks on the line it stands on, so that rules see a name or a number that is
masked already rather than a rest of one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.model import Character, TextLine
from masking.reading.badges import OF_LINE, is_badge
from masking.reading.bar_ground import BLACK, at_edge, on_paper
from masking.reading.between_bars import beside_bars, between_bars
from masking.reading.doubles import repeats
from masking.reading.engine import Pixels
from masking.reading.frame import along_line
from masking.reading.ruled import parted, upright_rules

SOLID = 0.45
"""A bar has no white within it: a square of this side, in middle line heights, fits in."""
HEIGHTS = (0.5, 2.2)
"""Least and most height of a bar in middle line heights: no ruled line, no bag behind the label."""
LARGEST = 1.3
"""The most in heights of the label's largest type, for a bar with text beside it."""
ALONE = 1.2
"""Width of a bar in its heights from which on it is one with no text beside it."""
FULL = 0.85
"""Share of the rectangle around a bar that is black."""
SHORTEST = 0.4
"""Width of the shortest bar in middle line heights."""
SLIVER = 0.05
"""Share of a bar that the area of a line beside it may take in."""
BESIDE = 0.9
"""Line heights between a bar and text that it belongs to."""
PARALLEL = 0.9
"""Cosine of the angle between two lines that a bar may hold together."""
SMALLER = 0.55
"""Height of a bar at least, in heights of a line that has one already: its number may be set smaller than its
name."""
SAME_ROW = 0.45
"""Line heights between the middles of a bar and of its line."""
ADVANCE = 0.42
"""Room of a hidden character in line heights: a digit's."""
APART = 0.36
"""Line heights from a bar behind a name to the middle of a digit from which on a space stands between them: the
digits of a number whose others a bar hides stand right beside it."""
TOUCHING = 0.3
"""Share of a bar's height by which one of the next row may overlap it."""
RULE, HIGHER = 3.0, 1.2
"""Middle line heights that an upright rule is high at least, and the same in heights of the highest bar."""
MOBILE_DIGITS = 11
"""A bar in a mobile number hides as many digits as the number lacks."""
STAR, SPACE = "*", " "
HIDDEN, DIGITS = STAR + SPACE, "0123456789"
"""What the bars of a row are read as."""


def with_blackouts(
    image: Pixels,
    lines: Sequence[TextLine],
    codes: Sequence[Quad] = (),
    read: Callable[[Sequence[Quad]], Sequence[TextLine]] | None = None,
) -> list[TextLine]:
    """The lines, with asterisks for every black bar beside or on them.

    Args:
        image: upright source image, shape (H, W, 3).
        lines: as read on it.
        codes: areas of its symbols, whose modules are no bars.
        read: reads areas of the image: single characters beside bars, which detection leaves out.
    """
    if not lines:
        return list(lines)
    modules = [np.array(code.points, np.float32) for code in codes]
    heights = [line.quad.height for line in lines]
    height = float(np.median(heights))
    most = max(HEIGHTS[1] * height, LARGEST * max(heights))
    answer = list(lines)
    angle = max(lines, key=lambda line: line.quad.width).quad.angle
    bars = [
        bar
        for bar in on_paper(image, [_levelled(bar, angle) for bar in _bars(image, height, most)])
        if not any(cv2.pointPolygonTest(code, bar.center, False) >= 0 for code in modules)
        and not is_badge(image, bar, lines)
    ]
    if read is not None and bars:
        answer = between_bars(bars, answer, read)
        beside = beside_bars(image, bars, answer, read)
        answer += beside
        bars = [bar for bar in bars if not is_badge(image, bar, beside)]
    if bars:
        answer = _without_repeated(answer)

    @cache
    def rules() -> NDArray[np.uint8]:
        # Looked for in the whole picture, and only where one may part a bar from a line.
        return upright_rules(image, max(RULE * height, HIGHER * most))

    for bar in bars:
        near = _of_one_direction(
            [line for line in answer if _belongs(bar, line) and not parted(bar, line.quad, rules())]
        )
        if near:
            answer = [line for line in answer if line not in near]
            answer.append(_joined(bar, near))
        elif (
            bar.width >= ALONE * bar.height
            and bar.height <= HEIGHTS[1] * height
            and not any(_overlap(bar, line) for line in lines)
            and not at_edge(image, bar)
        ):
            answer.append(_alone(bar))
    return answer


def _without_repeated(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines without those that another has read as well, with more: both would be joined."""
    return [
        line
        for line in lines
        if not any(len(o.text) > len(line.text) and repeats(o, line) for o in lines)
    ]


def _of_one_direction(lines: Sequence[TextLine]) -> list[TextLine]:
    """The lines that run as the longest of them does: others beside a bar are not parts of it."""
    longest = max(lines, key=lambda line: len(line.characters), default=None)
    return [
        line
        for line in lines
        if longest and math.cos(line.quad.angle - longest.quad.angle) >= PARALLEL
    ]


def _levelled(bar: Quad, angle: float) -> Quad:
    """A bar with the corner first at which text of a direction, in radians, would begin."""
    points = bar.points
    turns = [Quad.of(points[n:] + points[:n]) for n in range(4)]
    return max(turns, key=lambda quad: math.cos(quad.angle - angle))


def _overlap(bar: Quad, line: TextLine) -> bool:
    """Whether something was read where a bar is: the stroke of a large letter is none. A badge's area may
    reach into the bar beside it."""
    (left, top, right, bottom), (a, b, c, d) = bar.bounds, line.quad.bounds
    wide, high = min(right, c) - max(left, a), min(bottom, d) - max(top, b)
    return min(wide, high) > 0 and wide * high > SLIVER * bar.width * bar.height


def _alone(bar: Quad) -> TextLine:
    """A bar with no text beside it as a line of asterisks."""
    count = max(round(bar.width / (ADVANCE * bar.height)), 1)
    stars = (Character(STAR, (index + 0.5) / count, 1.0) for index in range(count))
    return TextLine(bar, 1.0, tuple(stars))


def _bars(image: Pixels, height: float, most: float) -> list[Quad]:
    """Solid black rectangles about as high as type, in pixels of the image.

    Args:
        image: shape (H, W, 3).
        height: the middle height of its lines.
        most: that a bar is high.
    """
    side = max(round(SOLID * height), 2)
    lowest, highest = np.zeros(3), np.full(3, float(BLACK))
    dark = np.asarray(cv2.inRange(image, lowest, highest) // 255, np.uint8)
    # Opening leaves what holds such a square: no stroke of type, no bar of a barcode.
    solid = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(solid)
    found = []
    for number in range(1, count):
        x, y, width, tall = (int(v) for v in stats[number][:4])
        if max(width, tall) < SHORTEST * height:
            continue
        mask = (labels[y : y + tall, x : x + width] == number).astype(np.uint8)
        bands = list(_bands(mask, side))
        bars = [_rectangle(mask, own) for own in (bands if len(bands) > 1 else [np.s_[:, :]])]
        for quad in filter(None, bars):
            low = min(quad.width, quad.height) + 1
            if HEIGHTS[0] * height <= low <= most:
                found.append(Quad.of((px + x, py + y) for px, py in quad.points))
    return sorted(found, key=lambda quad: quad.center[0])


def _rectangle(mask: NDArray[np.uint8], own: tuple[slice, slice]) -> Quad | None:
    """The rectangle that is filled in a part of a component's mask, shape (h, w), on the mask; None where
    none is."""
    part = mask[own]
    start = (own[1].start or 0, own[0].start or 0)
    contours, _ = cv2.findContours(part, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE, offset=start)
    if not contours:
        return None
    quad = Quad.of(cv2.boxPoints(cv2.minAreaRect(contours[0])).tolist())
    return quad if int(part.sum()) >= FULL * (quad.width + 1) * (quad.height + 1) else None


def _bands(mask: NDArray[np.uint8], side: int) -> Iterator[tuple[slice, slice]]:
    """Bars of neighbouring rows that touch each other: the component's rows between which its
    ends jump, and the columns of each. The ground around a photo's label has hundreds.

    Args:
        mask: shape (h, w).
        side: pixels of the smallest jump, and of the lowest bar.
    """
    left = mask.argmax(axis=1).astype(int)
    right = mask.shape[1] - mask[:, ::-1].argmax(axis=1).astype(int)
    jumps = (np.abs(np.diff(left)) > side) | (np.abs(np.diff(right)) > side)
    edges = [0, *(np.flatnonzero(jumps) + 1).tolist(), mask.shape[0]]
    for top, bottom in pairwise(edges):
        # At its edges a bar of the next row may hold two bars of this one together.
        trim = round(TOUCHING * (bottom - top))
        inner = mask[top + trim : bottom - trim]
        if bottom - top < side or not inner.size:
            continue
        count, labels = cv2.connectedComponents(inner)
        for number in range(1, count):
            columns = np.flatnonzero((labels == number).any(axis=0))
            yield np.s_[top:bottom, columns[0] : columns[-1] + 1]


def _belongs(bar: Quad, line: TextLine) -> bool:
    """Whether a bar stands on a line's row, beside it or on it, and is of its size."""
    along, across = along_line(bar.points, line.quad)
    height = line.quad.height
    tall, wide = max(across) - min(across), max(along) - min(along)
    if abs(sum(across) / 4) > SAME_ROW * height or tall > HEIGHTS[1] * height:
        return False
    if min(tall, wide) < (SMALLER if STAR in line.text else OF_LINE) * height:
        return False
    reach = BESIDE * height
    return min(along) <= line.quad.width + reach and max(along) >= -reach


def _joined(bar: Quad, lines: Sequence[TextLine]) -> TextLine:
    """The lines on both sides of a bar as one, with asterisks where the bar is."""
    # A badge has one character as a surname has, and is higher.
    frame = max(
        lines,
        key=lambda line: (len(line.characters), -abs(line.quad.height - bar.height)),
    ).quad
    begin, end = _extent(bar, frame)
    characters: list[tuple[float, Character]] = []
    left, right = begin, end
    for line in lines:
        places, _ = along_line([line.quad.at(one.x, 0.5) for one in line.characters], frame)
        characters += [
            (place, one)
            for place, one in zip(places, line.characters, strict=True)
            if not begin <= place <= end
        ]
        low, high = _extent(line.quad, frame)
        left, right = min(left, low), max(right, high)
    characters.sort(key=lambda pair: pair[0])
    before = [one.text for place, one in characters if place < begin]
    after = [one.text for place, one in characters if place > end]
    count = _count(before, after, (end - begin) / (ADVANCE * frame.height))
    step = (end - begin) / count
    characters += [
        (begin + (index + 0.5) * step, Character(STAR, 0.0, 1.0)) for index in range(count)
    ]
    # Two bars side by side with nothing left of a number hide two words: a name and its number.
    beside = ("".join(before).rstrip(HIDDEN)[-1:], "".join(after).lstrip(HIDDEN)[:1])
    if not any(map(str.isdigit, beside)):
        gaps = (begin, before[-1:]), (end, after[:1])
        characters += [(at, Character(SPACE, 0.0, 1.0)) for at, one in gaps if one == [STAR]]
    elif (
        beside[0].isalpha()
        and min(p for p, _ in characters if p > end) - end > APART * frame.height
    ):
        characters.append((end, Character(SPACE, 0.0, 1.0)))
    characters.sort(key=lambda pair: pair[0])
    width = max(right - left, 1e-6)
    placed = tuple(
        Character(one.text, (place - left) / width, one.score) for place, one in characters
    )
    quad = frame.part(left / max(frame.width, 1e-6), right / max(frame.width, 1e-6))
    return TextLine(quad, min(line.score for line in lines), placed)


def _extent(quad: Quad, frame: Quad) -> tuple[float, float]:
    along, _ = along_line([quad.left_middle, quad.right_middle, *quad.points], frame)
    return min(along[2:]), max(along[2:])


def _count(before: Sequence[str], after: Sequence[str], room: float) -> int:
    """How many characters a bar hides."""
    count = max(round(room), 1)
    text = "".join(before)
    own = text.rstrip(HIDDEN + DIGITS)
    run = text[len(own) :]
    if own[-1:].isalpha():
        # The bar before this one hides the rest of a name.
        run = run.lstrip(HIDDEN)
    digits = len(run.replace(SPACE, "")) + _run(after)
    lacking = MOBILE_DIGITS - digits
    return lacking if digits and lacking > 1 and abs(lacking - count) <= 2 else count


def _run(characters: Iterable[str]) -> int:
    """Digits and asterisks at the beginning."""
    count = 0
    for character in characters:
        if not (character.isdigit() or character in HIDDEN):
            break
        count += character != SPACE
    return count
