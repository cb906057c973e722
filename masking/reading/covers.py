"""What lies on a label so that nothing can be read below it: a finger, a strip of tape, a reflection.

Their colour is neither the paper's nor the ink's. Where one touches a party's block, the text that is
left of it may read like a whole name or address.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.reading.direction import long_axis
from masking.reading.engine import Pixels
from masking.reading.frame import Frame

WORKING_TYPE = 8.0
"""Pixels: height that the usual type is brought to."""
SMALLEST = 1.3
"""Type heights: a square of this side fits into a cover; strokes of coloured type are narrower."""
SMALLEST_REFLECTION = 0.6
"""The same of the burnt out middle of a reflection that fades into the paper."""
FADE, FADED = (2, 3), 0.25
"""View pixels around such a middle where it fades, and how much brighter than the paper it still is
there: 0 is the paper, 1 burnt out. Somebody's white box ends at once."""
STRIP, LONG = 0.5, 8.0
"""Type heights that a strip of tape or a string is wide and long at least."""
SLANTED = 4.0
"""Degrees between a narrow strip and the text at least: printed bars run along or across it."""
CHROMA = 26
"""Levels between the strongest and the weakest of red, green and blue beyond the paper's own."""
DARKEST = 90
"""Level 0..255 of the strongest colour: darker is ink, or a bag."""
BURNT_OUT = 251
"""Level of all colours in a reflection."""
PAPER, DULL = 75, 242
"""Percentile of the levels that is the paper's, and the level up to which it is dull enough for a
reflection to stand out."""
BESIDE_LABEL = 0.15
"""Share of an area among the lines up to which it is the ground beside a label photographed askew."""
SHEET_MARGIN, SHEET_LINES = (0.35, 0.1), 3
"""Type heights that the ends of a sheet's lines keep from its edge at least, the share of their area above
and below that is no type, and how many lines it has."""
LARGE, LEVEL = 1.5, math.cos(math.radians(20))
"""Usual type heights up to which a line may be personal data, and the cosine of the angle within which it
runs as most of them do."""
FILLED = 0.6
"""Share of a rectangle that a cover takes for it to be its area."""
MOST = 8
"""Covers: beyond the largest they are specks of one pattern."""
PANEL = 0.6
"""Share of a line's area that lies on a colour which it is printed on: a bubble of a chat, a panel,
another label's paper."""
BOX, UPRIGHT = 0.9, math.radians(1.5)
"""Share of the rectangle around a white box that it takes, and its tilt at most: a program draws it."""
FILL = 5.0
"""Areas of the asterisks in a fill that it takes at most: a single one stands in a wide one."""


def find_covers(
    image: Pixels,
    lines: Sequence[Quad],
    read: Sequence[Quad],
    angle: float,
    unit: float,
    hidden: Sequence[Quad] = (),
) -> list[Quad]:
    """The areas of covers among a label's lines.

    Args:
        image: shape (H, W, 3).
        lines: areas of the label's text; there must be one.
        read: those of them that were read surely: nothing lies on them.
        angle: radians, the direction in which the text runs.
        unit: source pixels of the usual type's height.
        hidden: where rows of asterisks were read: the white around them is what hides the rest.
    """
    scale = min(WORKING_TYPE / max(unit, 1e-6), 1.0)
    frame = Frame.around([p for quad in lines for p in quad.points], angle, scale, 0.0)
    view = frame.view(image)
    side = max(round(SMALLEST * unit * scale), 2)
    texts = [frame.to_view(quad) for quad in read]
    coloured = _without_panels(_coloured(view), texts, side)
    seen = [frame.to_view(quad) for quad in lines]
    among = _among(seen, coloured.shape)
    strip = max(round(STRIP * unit * scale), 2)
    coloured &= ~_between_sheets(_solid(coloured, strip), seen, unit * scale)
    parts = _parts_among(_solid(coloured, side), among, side)
    fills = [frame.to_view(quad) for quad in hidden]
    burnt_out = _without_boxes(_burnt_out(view), texts, fills, frame, side)
    smallest = max(round(SMALLEST_REFLECTION * unit * scale), 2)
    shining = _solid(burnt_out, side) | _fading(view, burnt_out, smallest)
    parts += _parts_among(_solid(shining, smallest), among, smallest)
    for part in _parts_among(_solid(coloured, strip), among, strip):
        if _is_strip(long_axis(frame.to_source(_rectangle(part))), unit, angle):
            parts.append(part)
    parts.sort(key=cv2.countNonZero, reverse=True)
    return [frame.to_source(quad) for part in parts[:MOST] for quad in _rectangles(part, side)]


def _among(lines: Sequence[Quad], shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """1 within the outline of the lines, shape (h, w)."""
    inside = np.zeros(shape[:2], np.uint8)
    corners = np.array([p for quad in lines for p in quad.points], np.float32)
    cv2.fillConvexPoly(inside, np.rint(cv2.convexHull(corners)).astype(np.int32), (1.0,))
    return inside


def _parts_among(
    mask: NDArray[np.uint8], among: NDArray[np.uint8], side: int
) -> list[NDArray[np.uint8]]:
    """The parts of a mask, shape (h, w), that lie among the lines. Of the ground beside them only
    what reaches in: a finger may have its colour."""
    found = []
    count, labels = cv2.connectedComponents(mask)
    for number in range(1, count):
        part = (labels == number).astype(np.uint8)
        within = part & among
        if cv2.countNonZero(within) > BESIDE_LABEL * cv2.countNonZero(part):
            found.append(part)
        elif cv2.countNonZero(reaching := _solid(within, side)):
            found.append(reaching)
    return found


def _between_sheets(
    mask: NDArray[np.uint8], lines: Sequence[Quad], unit: float
) -> NDArray[np.uint8]:
    """The parts of a mask, shape (h, w), that are the ground between two sheets: with several lines
    on either side of it and none close to it, which tape or a finger on a label would cut.

    Args:
        lines: areas on the view.
        unit: view pixels of the usual type's height.
    """
    ground = np.zeros_like(mask)
    height, width = mask.shape
    places = [
        (min(max(int(y), 0), height - 1), min(max(int(x), 0), width - 1))
        for x, y in (quad.center for quad in lines)
    ]
    areas = [
        _within(quad.grown(SHEET_MARGIN[0] * unit, -SHEET_MARGIN[1] * quad.height), mask.shape)
        for quad in lines
        # A sorting code and a number along the edge stand close to it.
        if quad.height <= LARGE * unit and math.cos(quad.angle) > LEVEL
    ]
    count, labels = cv2.connectedComponents(mask)
    for number in range(1, count):
        part = labels == number
        if any(part[area].any() for area in areas):
            continue
        _, sheets = cv2.connectedComponents((~part).astype(np.uint8))
        counts = np.unique([sheets[place] for place in places], return_counts=True)[1]
        if len(counts) > 1 and counts.min() >= SHEET_LINES:
            ground[part] = 1
    return ground


def _rectangle(part: NDArray[np.uint8]) -> Quad:
    """The smallest rectangle around a mask, on the view."""
    points = cv2.findNonZero(part)
    return Quad.of((x, y) for x, y in cv2.boxPoints(cv2.minAreaRect(points)).tolist())


def _rectangles(part: NDArray[np.uint8], side: int) -> list[Quad]:
    """Rectangles around a mask, halved until it fills them: one around a bent cover would take in
    what lies in its bend."""
    whole = _rectangle(part)
    if cv2.countNonZero(part) >= FILLED * whole.area or max(whole.width, whole.height) < 4 * side:
        return [whole]
    axis = long_axis(whole)
    found = []
    for half in (axis.part(0, 0.5), axis.part(0.5, 1)):
        share = np.where(_within(half.grown(1, 1), part.shape), part, 0).astype(np.uint8)
        if cv2.countNonZero(share):
            found += _rectangles(share, side)
    return found


def _solid(mask: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """What of a mask, shape (h, w), a square of `side` view pixels fits into."""
    opened = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return np.asarray(opened, np.uint8)


def _is_strip(quad: Quad, unit: float, angle: float) -> bool:
    tilt = abs(math.degrees(math.remainder(quad.angle - angle, math.pi / 2)))
    return quad.width >= LONG * unit and quad.width > quad.height * 3 and tilt > SLANTED


def _coloured(view: Pixels) -> NDArray[np.uint8]:
    """Where the view, shape (H, W, 3), has a colour that its paper has not; shape (H, W)."""
    strongest = view.max(axis=2).astype(np.int16)
    chroma = strongest - view.min(axis=2)
    coloured = (chroma > np.median(chroma) + CHROMA) & (strongest > DARKEST)
    return np.asarray(coloured, np.uint8)


def _without_panels(mask: NDArray[np.uint8], texts: Sequence[Quad], side: int) -> NDArray[np.uint8]:
    """A mask without the colours that text is printed on, shape (H, W)."""
    filled = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    count, parts = cv2.connectedComponents(filled)
    panels = np.zeros(count, bool)
    for quad in texts:
        inside = parts[_within(quad, parts.shape)]
        if inside.size:
            shares = np.bincount(inside, minlength=count) / inside.size
            panels |= shares > PANEL
    panels[0] = False
    return np.where(panels[parts], 0, mask).astype(np.uint8)


def _without_boxes(
    burnt_out: NDArray[np.uint8],
    texts: Sequence[Quad],
    fills: Sequence[Quad],
    frame: Frame,
    side: int,
) -> NDArray[np.uint8]:
    """Burnt out places, shape (h, w), without upright boxes that text was read in: the bubbles of a chat
    around a photo. And without those, askew or not, that asterisks stand in: somebody's fill."""
    filled = cv2.morphologyEx(burnt_out, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(filled)
    parts, areas = np.asarray(labels, np.int32), stats[:, cv2.CC_STAT_AREA]
    boxes = np.zeros(count, bool)
    for quad in texts:
        number = _part_under(quad, parts)
        if number:
            box = _rectangle((parts == number).astype(np.uint8))
            tilt = math.remainder(frame.to_source(box).angle, math.pi / 2)
            full = areas[number] >= BOX * box.grown(0.5, 0.5).area
            boxes[number] |= full and abs(tilt) < UPRIGHT
    starred = np.zeros(count)
    for quad in fills:
        starred[_part_under(quad, parts)] += quad.area
    boxes |= starred * FILL >= areas
    boxes[0] = False
    return np.where(boxes[parts], 0, burnt_out).astype(np.uint8)


def _part_under(quad: Quad, parts: NDArray[np.int32]) -> int:
    """The number of the part, of those on a map of shape (h, w), that most of an area lies on; or 0."""
    inside = parts[_within(quad, parts.shape)]
    number = int(np.bincount(inside).argmax()) if inside.size else 0
    return number if number and float(np.mean(inside == number)) > PANEL else 0


def _within(quad: Quad, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    area = np.zeros(shape[:2], np.uint8)
    cv2.fillPoly(area, (np.rint(quad.points).astype(np.int32),), (1.0,))
    return area.astype(bool)


def _burnt_out(view: Pixels) -> NDArray[np.uint8]:
    """Where paper that is not white is lost in a reflection."""
    weakest = view.min(axis=2)
    if float(np.percentile(weakest, PAPER)) > DULL:
        return np.zeros(weakest.shape, np.uint8)
    return np.asarray(weakest >= BURNT_OUT, np.uint8)


def _fading(view: Pixels, burnt_out: NDArray[np.uint8], side: int) -> NDArray[np.uint8]:
    """The burnt out places, shape (H, W), that a square of `side` fits into and whose edge is soft."""
    count, parts = cv2.connectedComponents(_solid(burnt_out, side))
    weakest = view.min(axis=2).astype(np.float64)
    paper = float(np.percentile(weakest, PAPER))
    fading = np.zeros(burnt_out.shape, np.uint8)
    near, far = (np.ones((2 * reach + 1, 2 * reach + 1), np.uint8) for reach in FADE)
    for number in range(1, count):
        part = (parts == number).astype(np.uint8)
        around = (cv2.dilate(part, far) > 0) & (cv2.dilate(part, near) == 0) & (burnt_out == 0)
        levels = (weakest[around] - paper) / max(255 - paper, 1.0)
        if levels.size and float(np.median(levels)) >= FADED:
            fading |= part
    return fading
