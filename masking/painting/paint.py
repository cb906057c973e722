"""Regions to pixels: an opaque fill, and asterisks over it.

Hiding means destroying pixels. The fill never depends on what it covers: its colour is black,
white or the paper's, chosen from the pixels around all regions, and the asterisks' size from the region alone.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from masking.geometry import Quad
from masking.model import Region

SUBPIXEL_BITS = 4
"""Fractional bits of the coordinates that are handed to OpenCV."""
AROUND_ALONG = 2.5
"""How far around a region the paper is looked at along the text, in region heights."""
AROUND_ACROSS = 0.7
"""The same across the text."""
PAPER_SURELY_LIGHT = 160
"""Grey level 0..255: paper of this median gets a white fill whatever stands on it."""
EXTREME = 0.008
"""Share of the pixels around a region that may be darker or lighter than its type and paper."""
CORE = 0.001
"""The same for the core of its strokes: small type is grey but where a stroke runs along the pixels."""
STAR_PITCH = 0.5
"""Most room of an asterisk, in line heights."""
STAR_LEVEL = 0.44
"""How far down the line an asterisk's centre is: a little high, clear of a dash that stood there.
Higher, or turned, they keep clear of more, but are not read as asterisks as often."""
SMALL_RAISED = 0.07
"""How much higher that is in small regions: there a dash lies only a pixel lower. Four of 7,800 hidden
characters of small print had an asterisk's greys without it, none with it."""
STAR_RADIUS = 0.19
"""An asterisk's radius in line heights, unless its cell is narrower."""
STAR_CELL = 0.40
"""The same in cell widths."""
STAR_SMALLEST = 13.0
"""Pixels: region height below which none is drawn. It would take as many pixels as a character
did, and a good part of the very same ones."""
STAR_CONTRAST = 120
"""Grey levels between fill and asterisk: clearly seen, and clearly other than black ink."""
FADED_CONTRAST = 225
"""The same beside faded print, which is as grey as the usual asterisks."""
FADED, SMALL, FADED_SMALL = 195, 24.0, 165
"""Grey levels between fill and print below which it is faded: its thin strokes, at two thirds of that, are
nearer to the usual asterisks than its cores to the others. And in regions of fewer pixels in height, where
the soft edges of dark asterisks have all greys: halfway between both asterisks' ink."""
CLEAR_PRINT, CLEAR_HEIGHT, NEARLY_WHITE = 110, 30.0, 250
"""Grey levels between paper and print, and pixels of a region's height, from which on a fill of the paper's own
colour changes every stroke by far; and the paper's grey level from which on white is its colour. On a photo's
grey paper white patches were read badly: of 32 masked photos 15 came out otherwise when they were masked again."""
NO_PRINT = 40
"""Grey levels of the paper's own spread: where nothing differs more, no print is near."""
STAR_STROKE = 0.2
"""Stroke width in radii."""


Colour = tuple[int, int, int]
"""Red, green and blue, 0..255."""
BLACK: Colour = (0, 0, 0)
WHITE: Colour = (255, 255, 255)


class Style(StrEnum):
    """How a hidden place looks."""

    STARS = "stars"
    """Paper-coloured, with an asterisk for each hidden character, like a privacy waybill."""
    SOLID = "solid"
    """A plain black block."""


def paint(
    image: Image.Image, regions: Sequence[Region], style: Style | str = Style.STARS
) -> Image.Image:
    """A copy of an upright RGB image with every region painted over.

    Inside the regions every pixel is fill or asterisk, outside every pixel is unchanged. Parts of
    a region outside the image are ignored.

    Raises:
        ValueError: the image is not RGB, or there is no such style.
    """
    if image.mode != "RGB":
        raise ValueError(f"an RGB image is painted, not {image.mode}")
    style = Style(style)
    pixels = np.array(image, np.uint8)
    covered = cover(regions, (pixels.shape[1], pixels.shape[0]))
    # All colours are chosen before anything is painted: no region sees another's fill.
    colours = [_colours(pixels, covered, region, style) for region in regions]
    for region, (fill, _) in zip(regions, colours, strict=True):
        _polygon(pixels, region.quad, fill)
    if style is Style.STARS:
        for region, (_, star) in zip(regions, colours, strict=True):
            _stars(pixels, covered, region, star)
    return Image.fromarray(pixels)


def cover(regions: Sequence[Region], size: tuple[int, int]) -> NDArray[np.bool_]:
    """Which pixels the regions cover, shape (height, width), True where painted.

    Args:
        regions: what is painted.
        size: the image's width and height in pixels.
    """
    mask = np.zeros((size[1], size[0]), np.uint8)
    for region in regions:
        _polygon(mask, region.quad, (1,))
    return mask.astype(bool)


def looked_at(region: Region) -> tuple[int, int, int, int]:
    """The pixels that a region's colours are chosen from, before the picture's edges cut them: left,
    top, right and bottom, none below 0. All that is painted of the region lies within."""
    height = region.quad.height
    area = region.quad.grown(AROUND_ALONG * height, AROUND_ACROSS * height)
    left, top, right, bottom = area.bounds
    x, y = max(math.floor(left), 0), max(math.floor(top), 0)
    return x, y, max(math.ceil(right), x), max(math.ceil(bottom), y)


def _polygon(pixels: NDArray[np.uint8], quad: Quad, colour: tuple[int, ...]) -> None:
    limit = 4 * max(pixels.shape[:2])
    points = np.clip(np.array(quad.points), -limit, limit)
    fixed = np.round(points * (1 << SUBPIXEL_BITS)).astype(np.int32)
    # Not convex-only: a quad that a person dragged may cross itself.
    cv2.fillPoly(pixels, [fixed], colour, cv2.LINE_8, SUBPIXEL_BITS)


def _colours(
    pixels: NDArray[np.uint8], covered: NDArray[np.bool_], region: Region, style: Style
) -> tuple[Colour, Colour]:
    """The fill and its asterisks: the paper's colour or white on light paper, black on dark paper with
    light type; the asterisks unlike the print around, so that none has the colour of what it covers."""
    if style is Style.SOLID:
        return BLACK, BLACK
    x, y, right, bottom = looked_at(region)
    window = np.s_[y:bottom, x:right]
    free = ~covered[window]
    if not free.any():
        return WHITE, _darker(WHITE, STAR_CONTRAST)
    around = pixels[window][free]
    grey = cv2.cvtColor(pixels[window], cv2.COLOR_RGB2GRAY)[free]
    darkest, paper, lightest = np.quantile(grey, (EXTREME, 0.5, 1 - EXTREME))
    blackest, whitest = np.quantile(grey, (CORE, 1 - CORE))
    dark = paper < PAPER_SURELY_LIGHT and lightest - paper > paper - darkest
    fill, print_ = (0, whitest) if dark else (255, blackest)
    limit = FADED if region.quad.height >= SMALL else FADED_SMALL
    faded = abs(paper - print_) > NO_PRINT and abs(fill - print_) < limit
    contrast = FADED_CONTRAST if faded else STAR_CONTRAST
    if dark:
        return BLACK, (contrast, contrast, contrast)
    clear = paper - darkest >= CLEAR_PRINT and region.quad.height >= CLEAR_HEIGHT
    if clear and PAPER_SURELY_LIGHT <= paper < NEARLY_WHITE:
        red, green, blue = np.median(around, axis=0).astype(int).tolist()
        return (red, green, blue), _darker((red, green, blue), contrast)
    return WHITE, _darker(WHITE, contrast)


def _darker(colour: Colour, levels: int) -> Colour:
    red, green, blue = (max(level - levels, 0) for level in colour)
    return red, green, blue


def _stars(
    pixels: NDArray[np.uint8], covered: NDArray[np.bool_], region: Region, colour: Colour
) -> None:
    """Draw the region's asterisks; nothing is drawn outside what is covered."""
    quad, count = region.quad, region.stars
    if count < 1 or quad.height < STAR_SMALLEST:
        return
    # Half-width asterisks close to what stays readable, as privacy waybills print them.
    cell = min(quad.width / count, STAR_PITCH * quad.height)
    radius = min(STAR_RADIUS * quad.height, STAR_CELL * cell)
    stroke = max(round(radius * STAR_STROKE), 1)
    left, top, right, bottom = quad.bounds
    x0, y0 = max(math.floor(left), 0), max(math.floor(top), 0)
    window = np.s_[y0 : max(math.ceil(bottom) + 1, y0), x0 : max(math.ceil(right) + 1, x0)]
    layer = np.zeros(covered[window].shape, np.uint8)
    if not layer.size:
        return
    level = STAR_LEVEL - SMALL_RAISED * (quad.height < SMALL)
    for index in range(count):
        x, y = quad.at((index + 0.5) * cell / quad.width, level)
        for arm in range(3):
            # No arm across the text: an asterisk must not stand where the stroke of a 1 stood.
            angle = quad.angle + arm * math.pi / 3
            dx, dy = math.cos(angle) * radius, math.sin(angle) * radius
            ends = np.array([[x - dx - x0, y - dy - y0], [x + dx - x0, y + dy - y0]])
            (ax, ay), (bx, by) = np.round(ends * (1 << SUBPIXEL_BITS)).astype(int).tolist()
            cv2.line(layer, (ax, ay), (bx, by), (255,), stroke, cv2.LINE_AA, SUBPIXEL_BITS)
    inside = (layer > 0) & covered[window]
    share = layer[inside].astype(np.float64)[:, None] / 255
    area = pixels[window]
    area[inside] = np.round(area[inside] * (1 - share) + np.array(colour) * share).astype(np.uint8)
