"""White fills with asterisks that stand on duller paper, as this tool's own style leaves them on a photo.

Small pale asterisks in a patch that is far brighter than the paper are read badly: as letters, as fewer of
them, as nothing, and then what is masked already would be taken for text that could not be read. So such a
patch is given the colour of the paper around it and its asterisks the darkness of type before anything is
read; they are read then as those that a label is printed with.

Nothing else is touched: a patch counts only where its ink is nothing but asterisks as they are drawn here, of
six arms and of their very grey, and where it ends at once. White stickers and cells with type on them, and
what is lost in a reflection, stay as they are.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from masking.reading.engine import Pixels

WHITE = 252
"""Level of all colours from which on a pixel is such a patch's: encoding changes it a little."""
BRIDGE = 5
"""Pixels: a row of small asterisks may cut a patch in two; strokes narrower than that do not."""
LOWEST, LARGEST = 13, 0.15
"""Pixels that a patch with asterisks is high and wide at least, and the share of the picture that the
rectangle around it takes at most."""
INK = 12
"""Levels below white from which on a pixel of a patch is ink."""
CONTRASTS, PALER, DARKER = (120, 225), 45, 12
"""Levels between white and an asterisk, usual and beside faded print; and by how much the darkest pixel of
one may differ: strokes of a pixel are paler, encoding makes them darker."""
CORES = (0.35, 0.65, 0.8, 0.9)
"""Shares of that contrast, tried in turn, from which on strokes are an asterisk's own: its soft edges touch the
next one's."""
RADII = (0.8, 0.9, 1.0, 1.1, 1.2)
"""What an asterisk's radius may be, in that of the circle around its core."""
RADIUS = (2.0, 0.3)
"""Pixels that this is at least, and heights of the patch that it is at most."""
ARMS, STROKE = 3, 0.2
"""Strokes of an asterisk that cross in its middle, and their width in radii."""
ALIKE = 0.9
"""Correlation of an asterisk with a drawn one: a 米 or a letter has less."""
SOFT = 1.6
"""Pixels around its core within which all ink is an asterisk's own: its soft edge."""
ROOM = 100.0
"""Squared radii that a patch takes for each of its asterisks at most: a name's characters are twice as wide."""
AROUND, BRIGHT, ENDS = (2, 4), 246, 0.25
"""Pixels around a patch in which the paper begins, the level from which on it is as bright as the patch, and
the share of it that may be: a reflection fades, and another patch may stand beside."""
EDGE = 2
"""Pixels around a patch that encoding may have made a little darker than white."""
PAPER, TYPE = 60, 0.1
"""Percentile of the levels around a patch that is the paper's: most of it is. And the brightness of ink in
shares of the paper's."""


class _Star(NamedTuple):
    x: float
    y: float
    """Its middle, in pixels of the patch."""
    radius: float
    """Pixels from there to the ends of its arms."""


def without_white_fills(image: Pixels) -> Pixels:
    """The image, shape (H, W, 3), with white patches that hold nothing but asterisks in the paper's colour;
    the very same one where there are none."""
    white = np.asarray(cv2.inRange(image, np.full(3, float(WHITE)), np.full(3, 255.0)), np.uint8)
    most = LARGEST * white.size
    answer: Pixels | None = None
    for box, patch in _patches(white, BRIDGE, most):
        fills = list(_fills(image[box], patch))
        if not fills:
            # Between two that lie close to each other is paper, or type.
            inner = np.where(patch > 0, white[box], 0)
            for part, own in _patches(inner, 1, most):
                whole = np.zeros_like(patch)
                whole[part] = own
                fills += _fills(image[box], whole)
        for seen, where in fills:
            answer = image.copy() if answer is None else answer
            answer[box][where] = np.minimum(answer[box], seen)[where]
    return image if answer is None else answer


def _patches(
    white: NDArray[np.uint8], bridge: int, most: float
) -> Iterator[tuple[tuple[slice, slice], NDArray[np.uint8]]]:
    """White patches that may be fills: where each is, and its mask there, with what stands in it.

    Args:
        white: shape (H, W), not 0 where a pixel is white.
        bridge: pixels across which two parts of a patch belong together.
        most: square pixels of the rectangle around a patch.
    """
    if cv2.countNonZero(white) < LOWEST**2:
        return
    bridged = cv2.morphologyEx(white, cv2.MORPH_CLOSE, np.ones((bridge, bridge), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(bridged, connectivity=4)
    likely = (stats[:, 2:4].min(axis=1) >= LOWEST) & (stats[:, 2] * stats[:, 3] <= most)
    likely[0] = False
    for number in np.flatnonzero(likely).tolist():
        x, y, width, height, _ = stats[number].tolist()
        # A little of what is around it is looked at as well.
        left, top = max(x - AROUND[1], 0), max(y - AROUND[1], 0)
        box = np.s_[top : y + height + AROUND[1], left : x + width + AROUND[1]]
        mask = (labels[box] == number).astype(np.uint8)
        contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
        cv2.drawContours(mask, contours, -1, (1.0,), cv2.FILLED)
        yield box, _without_notches(mask, white[box])


def _without_notches(patch: NDArray[np.uint8], white: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A patch, shape (h, w), without what was bridged at its edge: paper between two that touch."""
    inner = cv2.erode(patch, _square(BRIDGE - 1))
    _, labels = cv2.connectedComponents(((patch > 0) & (white == 0)).astype(np.uint8))
    kept = np.zeros(int(labels.max()) + 1, bool)
    kept[labels[inner > 0]] = True
    kept[0] = True
    return np.asarray(patch * kept[labels], np.uint8)


def _fills(shown: Pixels, patch: NDArray[np.uint8]) -> Iterator[tuple[Pixels, NDArray[np.bool_]]]:
    """A patch in the paper's colour and with dark asterisks, shape (h, w, 3), and where it is to be seen;
    nothing where it is no fill, or holds anything else.

    Args:
        shown: the patch and what is around it, shape (h, w, 3).
        patch: shape (h, w), 1 where it is on that.
    """
    darkness = np.where(patch > 0, 255 - shown.min(axis=2), 0).astype(np.uint8)
    darkest = int(darkness.max())
    contrast = min(CONTRASTS, key=lambda levels: abs(levels - darkest))
    if not contrast - PALER <= darkest <= contrast + DARKER:
        return
    near, far = (cv2.dilate(patch, _square(reach)) for reach in AROUND)
    around = shown[far > near]
    if not len(around) or float((around.min(axis=1) >= BRIGHT).mean()) > ENDS:
        return
    _, sides, tilt = cv2.minAreaRect(cv2.findNonZero(patch))
    shares = np.minimum(darkness / contrast, 1.0)
    stars = _stars(shares, min(sides) + 1, math.radians(tilt))
    if int(patch.sum()) > ROOM * sum(star.radius**2 for star in stars):
        return
    if not _all_theirs(darkness >= INK, stars):
        return
    paper = np.percentile(around, PAPER, axis=0)
    seen = paper * (1 - shares[..., None] * (1 - TYPE))
    # What encoding left of its edge is paper; all that is darker stands beside it.
    edge = (cv2.dilate(patch, _square(EDGE)) > 0) & (shown.min(axis=2) >= (paper.min() + 255) / 2)
    yield np.asarray(np.rint(seen), np.uint8), (patch > 0) | edge


def _square(reach: int) -> NDArray[np.uint8]:
    return np.ones((2 * reach + 1, 2 * reach + 1), np.uint8)


def _stars(
    shares: NDArray[np.float64],
    height: float,
    tilt: float,
    part: NDArray[np.bool_] | None = None,
    cores: Sequence[float] = CORES,
) -> list[_Star]:
    """The asterisks of a patch; none where any other ink stands in it.

    Args:
        shares: shape (h, w), 0 for white and 1 for an asterisk's grey.
        height: of the patch, in pixels.
        tilt: radians, the direction of one of its sides.
        part: where they are looked for; everywhere if not said.
        cores: shares from which on ink is an asterisk's own, tried in turn.
    """
    found: list[_Star] = []
    ink = shares >= cores[0]
    count, labels = cv2.connectedComponents((ink if part is None else ink & part).astype(np.uint8))
    for number in range(1, count):
        own = labels == number
        star = _star(shares, own, height, tilt)
        # Two of them whose ends meet are parted where they are darker.
        stars = (
            [star] if star else _stars(shares, height, tilt, own, cores[1:]) if cores[1:] else []
        )
        if not stars:
            return []
        found += stars
    return found


def _star(
    shares: NDArray[np.float64], own: NDArray[np.bool_], height: float, tilt: float
) -> _Star | None:
    """The asterisk that a part of a patch's ink is, shape (h, w); None for anything else."""
    ys, xs = np.nonzero(own)
    weights = shares[ys, xs]
    x, y = (float(np.average(places, weights=weights)) for places in (xs, ys))
    reach = float(np.hypot(xs - x, ys - y).max())
    if not RADIUS[0] <= reach <= RADIUS[1] * height + 1:
        return None
    return _Star(x, y, reach) if _is_as_drawn(shares, _Star(x, y, reach), tilt) else None


def _is_as_drawn(shares: NDArray[np.float64], star: _Star, tilt: float) -> bool:
    """Whether what stands in a place looks like an asterisk that is drawn there."""
    room = math.ceil(star.radius) + 2
    left, top = max(round(star.x) - room, 0), max(round(star.y) - room, 0)
    seen = shares[top : round(star.y) + room + 1, left : round(star.x) + room + 1]
    x, y = star.x - left, star.y - top
    rows, columns = np.indices(seen.shape)
    inner = np.hypot(columns - x, rows - y) <= star.radius + 1
    # Arms run along the text, and the text along one of the patch's sides.
    drawn = (
        _drawn(seen.shape, x, y, share * star.radius, angle)
        for share in RADII
        for angle in (tilt, tilt + math.pi / 2)
    )
    return any(np.corrcoef(one[inner], seen[inner])[0, 1] >= ALIKE for one in drawn)


def _drawn(
    shape: tuple[int, ...], x: float, y: float, radius: float, angle: float
) -> NDArray[np.uint8]:
    """An asterisk as `masking.painting.paint` draws it, shape (h, w)."""
    layer = np.zeros(shape, np.uint8)
    for arm in range(ARMS):
        turned = angle + arm * math.pi / ARMS
        dx, dy = math.cos(turned) * radius, math.sin(turned) * radius
        ends = np.rint(np.array([[x - dx, y - dy], [x + dx, y + dy]]) * 16).astype(int).tolist()
        stroke = max(round(radius * STROKE), 1)
        cv2.line(layer, tuple(ends[0]), tuple(ends[1]), (255,), stroke, cv2.LINE_AA, 4)
    return layer


def _all_theirs(ink: NDArray[np.bool_], stars: Sequence[_Star]) -> bool:
    """Whether all ink of a patch, shape (h, w), lies within its asterisks."""
    ys, xs = np.nonzero(ink)
    theirs = np.zeros(len(xs), bool)
    for star in stars:
        theirs |= np.hypot(xs - star.x, ys - star.y) <= star.radius + SOFT
    return bool(theirs.all())
