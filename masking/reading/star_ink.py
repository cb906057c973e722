"""Ink that is nothing but asterisks: small symmetrical blots of one size, side by side."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.reading.engine import Pixels
from masking.reading.frame import cut
from masking.reading.paper import grey_of

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
SPECK, FLAKE = 0.05, 0.006
"""Line heights, and square line heights of their boxes: smaller components are dirt. A full stop's box is of
0.01, a dash's of more; the tip of a stroke that a fill left over is of less."""
GROUND, GROUND_FILLED = 1.0, 0.5
"""Heights of an area, and share of its box, from which on what is as high as the area and reaches in from its end
is no neighbour but the paper, darker than the white around asterisks that were put on it: there type stands as
well."""
RULE = 0.15
"""Line heights: thickness of the rules that run across an area's edge."""

Box = tuple[int, int, int, int]
"""Left, top, width and height in pixels of a crop."""


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


def ink_rows(image: Pixels, area: Quad) -> tuple[float, float]:
    """Between which fractions of a line's height its ink stands, without rules and other lines at its
    edges; all of it where there is none.

    Args:
        image: shape (H, W, 3).
        area: a line's: the detector may make it twice as high as its type.
    """
    crop = grey_of(cut(image, area))
    light, dark = float(np.percentile(crop, 90)), float(crop.min())
    if light - dark < CONTRAST:
        return 0.0, 1.0
    _, _, stats, _ = cv2.connectedComponentsWithStats(
        (crop < light - INK[0] * (light - dark)).astype(np.uint8)
    )
    top, height = stats[1:, cv2.CC_STAT_TOP], stats[1:, cv2.CC_STAT_HEIGHT]
    inner = (top > 0) & (top + height < len(crop))
    inner &= stats[1:, cv2.CC_STAT_WIDTH] < crop.shape[1]
    if not inner.any():
        return 0.0, 1.0
    first, last = int(top[inner].min()), int((top + height)[inner].max())
    return first / len(crop), last / len(crop)


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
        if number == 0 or max(width, height) < SPECK * unit or width * height < FLAKE * unit**2:
            continue
        if x == 0 or x + width == columns:
            if height == rows and width > GROUND * rows and size > GROUND_FILLED * width * height:
                return [], []
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
    patches = _patches(crop, blots)
    others = (patches.sum(axis=0) - patches) / max(len(patches) - 1, 1)
    pairs = zip(patches, others, strict=True) if len(patches) > 1 else ()
    return _symmetry(crop, blots) >= MIRRORED and all(
        np.corrcoef(one, rest)[0, 1] >= SAME_SHAPE for one, rest in pairs
    )


def _symmetry(crop: NDArray[np.uint8], blots: Sequence[Box]) -> float:
    """Correlation of blots with their mirror image, about the axis where it is highest: half a pixel beside
    it thin arms miss each other."""
    found = []
    for first, last in ((0, 0), (1, 0), (0, -1), (-1, 0), (0, 1)):
        boxes = [(max(x + first, 0), y, w - first + last, h) for x, y, w, h in blots]
        mean = _patches(crop, boxes).mean(axis=0)
        found.append(np.corrcoef(mean, mean.reshape(PATCH, PATCH)[:, ::-1].ravel())[0, 1])
    return float(np.nanmax(found))


def _patches(crop: NDArray[np.uint8], boxes: Sequence[Box]) -> NDArray[np.float64]:
    """Parts of a crop, each as high and wide as the others, shape (n, pixels)."""
    parts = [crop[y : y + h, x : x + w] for x, y, w, h in boxes]
    return np.array([cv2.resize(part, (PATCH, PATCH)).ravel() for part in parts], np.float64)
