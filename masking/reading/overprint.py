"""Large grey type printed across other text: where it is, and the picture without it.

Carriers print the sorting code in grey over the name and the address. The recogniser reads neither
then. The grey is lighter than the print below it and its strokes are wider, so both can be told
apart: what is neither paper nor ink and wide goes, and the text is read once more.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.geometry import Point, Quad
from masking.reading.engine import Pixels
from masking.reading.paper import grey_of, paper, scaled

WORKING_TYPE = 24.0
"""Pixels: height that the usual type is brought to before strokes are measured."""
INK, GREY, PAPER = 0.05, 0.38, 0.84
"""Shares of the paper's brightness: black ink, where the grey of an overprint begins, and where it
ends."""
INK_QUANTILE, LIGHTER = 5, 0.2
"""Percentile of all print that is its ink, and how much lighter than that an overprint is."""
STROKE = 0.2
"""Type heights: narrower strokes belong to the text, wider ones to what is printed over it."""
PIECE = (0.6, 8.0)
"""Type heights that a piece of a large character has at least, in width or height, and at most."""
TALL = 1.4
"""Type heights that the highest piece has at least: soft small print is lower."""
BROAD = 0.5
"""Type heights that it is wide at least, or it may be a rule of a table."""
APART = (5.0, 0.5)
"""Type heights to the side and up and down between two pieces of one overprint."""
HEIGHT = (1.5, 8.0)
"""Type heights that an overprint has."""
NARROWEST = 7.0
"""Type heights that it is wide at least: it is a code of several large characters."""
EDGE = 0.12
"""Type heights around the wide grey strokes that are their soft edges."""
CROSSED = 0.3
"""Square type heights of thin strokes within an overprint's box: less, and no text is below it."""
BESIDE, BRIGHT = (0.12, 0.3), 75
"""Type heights around the wide grey strokes in which bare paper stands, and the percentile of the
brightness there that is the paper's: text stands there too."""
SHARP = 0.7
"""Share of the way from the grey to the paper that is made up there: type ends at once, the shade of
crumpled or folded paper fades."""
OUTLINE = 1.0
"""Type heights around the outermost text, within which overprints are looked for."""
FADED = 0.6
"""Share of the paper's brightness where an overprint's grey begins, from which on print is faded."""
NEXT = 0.08
"""How much darker than an overprint's own grey its strokes are at most."""
TOUCHING = 0.4
"""Square type heights of grey on a line from which on it counts as printed over."""


@dataclass(frozen=True, eq=False, slots=True)
class Overprint:
    """What is printed over a picture's text."""

    mask: NDArray[np.uint8]
    """Shape (h, w): 255 where the grey is, at `scale`."""
    scale: float
    """Mask pixels for one source pixel."""
    unit: float
    """Height of the usual type in mask pixels."""
    areas: tuple[Quad, ...]
    """An upright box on the source around each run of large type."""
    darkest: float
    """Share of the paper's brightness above which the overprint's grey begins."""
    own: float
    """Share of the paper's brightness that most of its grey has."""

    @property
    def unsure(self) -> bool:
        """Whether all print is faded: its own soft and wide strokes are nearly as light as an overprint."""
        return self.darkest > FADED

    @property
    def ends(self) -> tuple[float, ...]:
        """Shares of the paper's brightness from which on all may be taken for paper: thin type beside
        black symbols is so grey itself that only what is next to the overprint's own grey may go."""
        return (self.darkest, *([self.own - NEXT] if self.own - NEXT > self.darkest else []))

    def touches(self, quad: Quad) -> bool:
        """Whether a line on the source image has enough of the grey on it."""
        shape = np.zeros(self.mask.shape, np.uint8)
        points = np.rint(np.array(quad.points) * self.scale).astype(np.int32)
        cv2.fillPoly(shape, (points,), (255.0,))
        return cv2.countNonZero(shape & self.mask) >= TOUCHING * self.unit**2


def find_overprint(
    image: Pixels,
    type_height: float,
    text: Sequence[Quad] = (),
    codes: Sequence[Quad] = (),
    angle: float = 0.0,
) -> Overprint | None:
    """The wide grey strokes on a picture with ink between them; None where there are none.

    Args:
        image: shape (H, W, 3).
        type_height: source pixels of the usual text on it.
        text: areas of its text: only among them something is printed over it, as the ground beside
            a label may be as blotched. None given means anywhere.
        codes: areas of its codes, whose bars are grey on a small picture.
        angle: radians, the direction in which the text runs: large type runs along with it, small print
            that does not is soon as high as that.
    """
    if abs(math.sin(angle)) <= abs(math.cos(angle)):
        return _find(image, type_height, text, codes)
    image = np.ascontiguousarray(image.swapaxes(0, 1))
    found = _find(image, type_height, _swapped(text), _swapped(codes))
    if found is None:
        return None
    mask = np.ascontiguousarray(found.mask.T)
    areas = tuple(Quad.of_box(*area.bounds) for area in _swapped(found.areas))
    return replace(found, mask=mask, areas=areas)


def _swapped(quads: Sequence[Quad]) -> tuple[Quad, ...]:
    """Areas on a picture whose rows were its columns."""
    return tuple(Quad.of((y, x) for x, y in quad.points) for quad in quads)


def _find(
    image: Pixels, type_height: float, text: Sequence[Quad], codes: Sequence[Quad]
) -> Overprint | None:
    scale = min(1.0, WORKING_TYPE / max(type_height, 1e-6))
    unit = type_height * scale
    grey = np.asarray(cv2.medianBlur(scaled(grey_of(image), scale), 3), np.uint8)
    ratio = grey / np.maximum(paper(grey, unit), 1.0)
    printed = ratio[ratio < PAPER]
    if not printed.size:
        return None
    # Faded print is grey itself: then only what is clearly lighter is printed over it.
    darkest = max(GREY, float(np.percentile(printed, INK_QUANTILE)) + LIGHTER)
    middle = ((ratio > darkest) & (ratio < PAPER)).astype(np.uint8) * 255
    inside = _among(text, codes, middle.shape, type_height, scale)
    middle &= inside
    wide = cv2.morphologyEx(middle, cv2.MORPH_OPEN, _ellipse(max(round(STROKE * unit), 4)))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(wide)
    sizes = boxes[:, cv2.CC_STAT_WIDTH : cv2.CC_STAT_HEIGHT + 1].max(axis=1)
    large = (sizes >= PIECE[0] * unit) & (sizes <= PIECE[1] * unit)
    large[0] = False
    if not large.any():
        return None
    mask = np.where(large[labels], 255, 0).astype(np.uint8)
    tall = boxes[:, cv2.CC_STAT_HEIGHT] >= TALL * unit
    broad = boxes[:, cv2.CC_STAT_WIDTH] >= BROAD * unit
    # What goes on beyond the outline is the ground beside the paper.
    rim = inside & ~np.asarray(cv2.erode(inside, np.ones((3, 3), np.uint8)), np.uint8)
    large[np.unique(labels[rim > 0])] = False
    tallest = (large & tall & broad)[labels]
    room = 2 * round(EDGE * unit) + 1
    ink = (ratio < PAPER) & (cv2.dilate(mask, np.ones((room, room), np.uint8)) == 0)
    areas = tuple(
        Quad.of(np.array([(x, y), (x + w, y), (x + w, y + h), (x, y + h)]) / scale)
        for x, y, w, h in _runs(mask, unit)
        if HEIGHT[0] * unit <= h <= HEIGHT[1] * unit
        and w >= NARROWEST * unit
        and tallest[y : y + h, x : x + w].any()
        and ink[y : y + h, x : x + w].sum() >= CROSSED * unit**2
        and _is_sharp(ratio, mask, (x, y, w, h), unit)
    )
    own = float(np.median(ratio[mask > 0]))
    return Overprint(mask, scale, unit, areas, darkest, own) if areas else None


def _among(
    text: Sequence[Quad],
    codes: Sequence[Quad],
    shape: tuple[int, ...],
    type_height: float,
    scale: float,
) -> NDArray[np.uint8]:
    """255 within the outline of the text where no code is, shape (h, w)."""
    inside = np.full(shape, 255, np.uint8)
    room = OUTLINE * type_height
    if text:
        inside[:] = 0
        points = np.array([quad.grown(room, room).points for quad in text], np.float32)
        hull = cv2.convexHull(points.reshape(-1, 2) * scale)
        cv2.fillConvexPoly(inside, np.rint(hull).astype(np.int32), (255.0,))
    for quad in codes:
        corners = np.array(quad.grown(room / 2, room / 2).points) * scale
        cv2.fillPoly(inside, (np.rint(corners).astype(np.int32),), (0.0,))
    return inside


def without_grey(image: Pixels, type_height: float, darkest: float = GREY) -> Pixels:
    """A picture, shape (H, W, 3), on which ink stays ink and all that is lighter is paper.

    Args:
        image: text on paper, the overprint on it.
        type_height: pixels of its usual text.
        darkest: see `Overprint.darkest`.
    """
    scale = min(1.0, WORKING_TYPE / max(type_height, 1e-6))
    grey = grey_of(image)
    size = (grey.shape[1], grey.shape[0])
    small = paper(scaled(grey, scale), type_height * scale)
    white = np.asarray(cv2.resize(small, size, interpolation=cv2.INTER_LINEAR), np.float32)
    ratio = grey / np.maximum(white, 1.0)
    clean = np.clip((ratio - INK) / (darkest - INK), 0, 1) * white
    return np.repeat(clean.astype(np.uint8)[:, :, None], 3, axis=2)


def _runs(mask: NDArray[np.uint8], unit: float) -> list[tuple[int, int, int, int]]:
    """Boxes (x, y, width, height) around pieces that stand close to each other."""
    side, up = (round(value * unit) | 1 for value in APART)
    joined = cv2.dilate(mask, np.ones((up, side), np.uint8))
    _, labels = cv2.connectedComponents(joined)
    ys, xs = np.nonzero(mask)
    pieces = labels[ys, xs]
    found = []
    for index in np.unique(pieces).tolist():
        own = pieces == index
        x, y = int(xs[own].min()), int(ys[own].min())
        found.append((x, y, int(xs[own].max()) - x + 1, int(ys[own].max()) - y + 1))
    return found


def _is_sharp(
    ratio: NDArray[np.float32], mask: NDArray[np.uint8], box: tuple[int, int, int, int], unit: float
) -> bool:
    """Whether the grey within a box (x, y, width, height) ends as type does: close to it is paper.

    Args:
        ratio: shape (h, w), shares of the paper's brightness.
        mask: shape (h, w), 255 where the grey is.
        unit: pixels of the usual type's height.
    """
    x, y, width, height = box
    room = round(2 * BESIDE[1] * unit)
    rows = slice(max(y - room, 0), y + height + room)
    columns = slice(max(x - room, 0), x + width + room)
    grey = mask[rows, columns] > 0
    away = cv2.distanceTransform((~grey).astype(np.uint8), cv2.DIST_L2, 3) / unit
    beside = ratio[rows, columns][(away > BESIDE[0]) & (away < BESIDE[1])]
    if not beside.size:
        return True
    own = float(np.median(ratio[rows, columns][grey]))
    return float(np.percentile(beside, BRIGHT)) - own >= SHARP * (1 - own)


def _ellipse(size: int) -> NDArray[np.uint8]:
    return np.asarray(cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)), np.uint8)


def bands(
    areas: Sequence[Quad], quads: Sequence[Quad], angle: float, unit: float
) -> list[list[Point]]:
    """The text's whole width at the height of each overprint: points around it on the source.

    Args:
        areas: where overprints stand.
        quads: all text areas; those that reach into a band belong to it.
        angle: radians, the direction in which the text runs.
        unit: source pixels of the usual type.
    """
    turned = [_turned(quad.points, -angle) for quad in quads]
    every = np.concatenate(turned)
    (left, upper), (right, lower) = every.min(axis=0), every.max(axis=0)
    rows: list[tuple[float, float]] = []
    for area in areas:
        points = _turned(area.points, -angle)
        (x0, y0), (x1, y1) = points.min(axis=0), points.max(axis=0)
        if left <= x1 and x0 <= right and upper <= y1 and y0 <= lower:
            rows.append((float(y0), float(y1)))
    found: list[tuple[float, float]] = []
    for top, bottom in sorted(rows):
        for text in turned:
            low, high = float(text[:, 1].min()), float(text[:, 1].max())
            if high - low < 2 * unit and low < bottom and high > top:
                top, bottom = min(top, low), max(bottom, high)
        if found and top <= found[-1][1]:
            found[-1] = (found[-1][0], max(bottom, found[-1][1]))
        else:
            found.append((top, bottom))
    corners = [
        [(left, top), (right, top), (right, bottom), (left, bottom)] for top, bottom in found
    ]
    return [[(float(x), float(y)) for x, y in _turned(four, angle)] for four in corners]


def _turned(points: Sequence[Point], angle: float) -> NDArray[np.float64]:
    cos, sin = np.cos(angle), np.sin(angle)
    return np.asarray(np.array(points) @ np.array([[cos, sin], [-sin, cos]]), np.float64)
