"""How far the bars of a linear barcode reach: decoders answer with the row they read."""

from __future__ import annotations

import math

import cv2
import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from masking.geometry import Quad

REACH = 0.9
"""How far across the row bars are followed on either side, in lengths of the row."""
SAMPLES = 480
"""Places along the row that are compared: three for a module of a usual waybill number."""
ROWS = 120
"""Rows to a length of the row that are looked at."""
ALIKE = 0.55
"""Correlation with the row that was read from which on another row shows the same bars."""
BREAK = 0.03
"""Lengths of the row that a crease or glare may interrupt the bars."""
DRIFT = 3
"""Samples by which the bars may lean from one row to the next."""

SAME_BARS = 0.6
"""Mean correlation of a crop's rows with their median that makes it a barcode."""
LEANS = tuple(step / 20 for step in range(-6, 7))
"""Pixels to the side for one across by which bars are tried to lean."""
INKED, FEWEST_ROWS = 0.6, 0.35
"""Share of the largest spread of brightness along a row that one across the bars has at least, and
share of a crop's rows that such are."""
FEWEST_EDGES = 30
"""Changes between dark and light along a barcode: nine characters of Code 128 have over fifty."""


def whole_bars(grey: NDArray[np.uint8], row: Quad) -> Quad:
    """The area of all bars, given where one row of them was read.

    Args:
        grey: shape (H, W).
        row: on it, in pixels; as thin as the decoder says, even without any height. It may cross
            the bars at a slant.
    """
    (ax, ay), (bx, by) = row.left_middle, row.right_middle
    length = math.hypot(bx - ax, by - ay)
    if length < 2:
        return row
    angle = math.atan2(by - ay, bx - ax)
    center = ((ax + bx) / 2, (ay + by) / 2)
    above, below, lean = _followed(grey, center, angle, length)
    slant = math.atan2(lean, max(below - above, 1.0))
    # The row at a right angle to the bars, between the same two.
    angle, length = angle - slant, length * math.cos(slant)
    above, below, _ = _followed(grey, center, angle, length)
    dx, dy = math.cos(angle), math.sin(angle)
    x, y = center
    return Quad.of(
        (x + dx * along - dy * across, y + dy * along + dx * across)
        for along, across in (
            (-length / 2, above),
            (length / 2, above),
            (length / 2, below),
            (-length / 2, below),
        )
    )


def _followed(
    grey: NDArray[np.uint8], center: tuple[float, float], angle: float, length: float
) -> tuple[float, float, float]:
    """Where the bars begin and end across a row, and how far they lean in between, in pixels.

    The first is negative or 0, the second positive or 0; lean is along the row.
    """
    half = math.ceil(REACH * ROWS)
    along, across = length / SAMPLES, length / ROWS
    dx, dy = math.cos(angle), math.sin(angle)
    # From (place along the row, number of the row) to the picture.
    linear = np.array([[dx * along, -dy * across], [dy * along, dx * across]])
    offset = np.array(center) - linear @ np.array([(SAMPLES - 1) / 2, half])
    patch = cv2.warpAffine(
        grey,
        np.column_stack([linear, offset]),
        (SAMPLES, 2 * half + 1),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_CONSTANT,
        borderValue=(255.0,),
    ).astype(np.float32)
    pattern = _level(patch[half])
    up, left = _side(patch[half::-1], pattern)
    down, right = _side(patch[half:], pattern)
    # Half a row more: the bars end somewhere before the next one.
    return -(up + 0.5) * across, (down + 0.5) * across, (right - left) * along


def _side(rows: NDArray[np.float32], pattern: NDArray[np.float32]) -> tuple[int, int]:
    """Number of the last row that shows the pattern, and by how many samples it moved there."""
    last = shift = 0
    # Row k is the pattern moved k samples to the left; all are windows of one array.
    moved_left = sliding_window_view(np.concatenate([pattern, pattern]), len(pattern))
    for number, row in enumerate(rows):
        moves = range(shift - DRIFT, shift + DRIFT + 1)
        alike = moved_left[[-moved % len(pattern) for moved in moves]] @ _level(row)
        scores = dict(zip(moves, (alike / len(pattern)).tolist(), strict=True))
        best = max(scores, key=lambda moved: (scores[moved], -abs(moved - shift)))
        if scores[best] >= ALIKE:
            last, shift = number, best
        elif number - last > BREAK * ROWS:
            break
    return last, shift


def _level(row: NDArray[np.float32]) -> NDArray[np.float32]:
    """A row with mean 0 and standard deviation 1; zeros where it is even."""
    spread = float(row.std())
    return np.asarray((row - row.mean()) / spread if spread > 1 else row * 0, np.float32)


def looks_like_bars(crop: NDArray[np.uint8]) -> bool:
    """Whether a crop, shape (h, w), shows upright bars side by side: the same in every row."""
    same, edges = bars_on(crop)
    return same >= SAME_BARS and edges >= FEWEST_EDGES


def bars_on(crop: NDArray[np.uint8]) -> tuple[float, int]:
    """How alike the rows of a crop, shape (h, w), are, -1..1, and the edges along the middle one."""
    if min(crop.shape) < 2:
        return 0.0, 0
    rows = crop.astype(np.float32)
    pattern = _level(np.median(rows, axis=0))
    same = float(np.mean([float(np.mean(pattern * _level(row))) for row in rows]))
    edges = int(np.count_nonzero(np.diff(pattern > 0)))
    return same, edges


def leaning_bars(crop: NDArray[np.uint8]) -> tuple[float, int]:
    """The same for bars that lean to one side or do not fill the crop, as on a photo: the best of a
    few shears, on the rows that show much. Nothing where few do."""
    height, width = crop.shape
    found = [(0.0, 0)]
    for lean in LEANS:
        shear = np.array([[1.0, lean, -lean * height / 2], [0.0, 1.0, 0.0]])
        upright = cv2.warpAffine(crop, shear, (width, height), borderMode=cv2.BORDER_REPLICATE)
        spread = upright.std(axis=1)
        inked = spread >= INKED * spread.max()
        if inked.mean() >= FEWEST_ROWS:
            found.append(bars_on(np.asarray(upright[inked], np.uint8)))
    return max(found)
