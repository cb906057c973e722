"""What happens between the label and the picture file: place, light, lens, sensor."""

from __future__ import annotations

import math
import random

import cv2
import numpy as np
from numpy.typing import NDArray

from app.samples.conditions.grounds import ground
from app.samples.conditions.paper import tinted
from app.samples.conditions.recipe import JPEG, Encoding, generator
from app.samples.conditions.sheet import Matrix, Pixels, Sheet

Size = tuple[int, int]

SENSORS: tuple[Size, ...] = ((3000, 4000), (2250, 3000), (2296, 4080), (2448, 3264), (1536, 2048))
LARGE_SENSORS: tuple[Size, ...] = ((3000, 4000), (2296, 4080), (3024, 4032))
"""A distant label is still legible on these."""
_NOISE_TILE = 512


def photo(sheet: Sheet, rng: random.Random) -> Sheet:
    """A phone's picture of the label at 45–70 % of the frame's width, a little tilted."""
    frame = rng.choice(SENSORS)
    return _shot(sheet, rng, frame, rng.uniform(0.45, 0.7) * frame[0], rng.uniform(-9, 9))


def far_photo(sheet: Sheet, rng: random.Random) -> Sheet:
    """The same from a distance: the label takes 25–40 % of the frame's height."""
    frame = rng.choice(LARGE_SENSORS)
    width, height = sheet.size
    label_height = rng.uniform(0.25, 0.4) * frame[1]
    return _shot(sheet, rng, frame, label_height * width / height, rng.uniform(-12, 12))


def messenger_photo(sheet: Sheet, rng: random.Random) -> Sheet:
    """A picture that a messenger has shrunk to 1080–1280 px of width."""
    width = rng.randint(1080, 1280)
    frame = (width, round(width * 4 / 3))
    return _shot(sheet, rng, frame, rng.uniform(0.6, 0.76) * width, rng.uniform(-7, 7))


def sideways_photo(sheet: Sheet, rng: random.Random) -> Sheet:
    """A picture whose pixels are turned by 90° or 270°, without a tag."""
    return photo(sheet, rng).turned(rng.choice((90, 270)))


def dark_photo(sheet: Sheet, rng: random.Random) -> Sheet:
    """Taken in low light: paper at a grey of 55–105, grainy."""
    shot = photo(sheet, rng)
    dim = shot.pixels.astype(np.float32) * rng.uniform(0.24, 0.42)
    return shot.with_pixels(_noisy(dim, rng.uniform(3, 6), rng))


def glare(sheet: Sheet, rng: random.Random) -> Sheet:
    """A picture with one or two white reflections on the label."""
    shot = photo(sheet, rng)
    corners = np.array([c.quad.center for c in shot.characters])
    left, top = corners.min(0)
    right, bottom = corners.max(0)
    width, height = shot.size
    ys, xs = np.mgrid[0:height:4, 0:width:4].astype(np.float32)
    shine = np.zeros_like(xs)
    for _ in range(rng.randint(1, 2)):
        cx, cy = rng.uniform(left, right), rng.uniform(top, bottom)
        long = (right - left) * rng.uniform(0.12, 0.3)
        short, angle = long * rng.uniform(0.25, 0.6), rng.uniform(0, math.pi)
        u = ((xs - cx) * math.cos(angle) + (ys - cy) * math.sin(angle)) / long
        v = ((ys - cy) * math.cos(angle) - (xs - cx) * math.sin(angle)) / short
        shine = np.maximum(shine, np.exp(-((u * u + v * v) ** 1.5)) * 1.25)
    whole = np.clip(cv2.resize(shine, shot.size, interpolation=cv2.INTER_LINEAR), 0, 1)[:, :, None]
    lit = shot.pixels * (1 - whole) + 255 * whole
    return shot.with_pixels(lit.astype(np.uint8))


def tilted(sheet: Sheet, rng: random.Random) -> Sheet:
    """Scanned askew by 4–15° either way, on a white or grey lid."""
    angle = math.radians(rng.uniform(4, 15) * rng.choice((-1, 1)))
    lid = rng.choice((255, 255, 236, 120))
    width, height = sheet.size
    cos, sin = math.cos(angle), math.sin(angle)
    size = (
        math.ceil(width * cos + height * abs(sin)) + 8,
        math.ceil(width * abs(sin) + height * cos) + 8,
    )
    matrix: Matrix = (
        _shift(size[0] / 2, size[1] / 2)
        @ np.array([[cos, -sin, 0], [sin, cos, 0], [0, 0, 1]])
        @ _shift(-width / 2, -height / 2)
    )
    return sheet.projected(matrix, size, lid)


def blurred(sheet: Sheet, rng: random.Random) -> Sheet:
    """Out of focus by a standard deviation of 1.0–1.5 px, with a little grain."""
    soft = cv2.GaussianBlur(sheet.rgb(), (0, 0), rng.uniform(1.0, 1.5)).astype(np.float32)
    return sheet.with_pixels(_noisy(soft, 2.0, rng))


def motion_blurred(sheet: Sheet, rng: random.Random) -> Sheet:
    """Moved by 3–5 px in one direction while the shutter was open."""
    length, angle = rng.uniform(3, 5), rng.uniform(0, math.pi)
    side = 9
    kernel = np.zeros((side, side), np.float32)
    for step in np.linspace(-length / 2, length / 2, 64):
        kernel[
            round(side // 2 + step * math.sin(angle)), round(side // 2 + step * math.cos(angle))
        ] += 1
    smooth = cv2.GaussianBlur(kernel, (0, 0), 0.5)
    soft = cv2.filter2D(sheet.rgb(), -1, smooth / smooth.sum()).astype(np.float32)
    return sheet.with_pixels(_noisy(soft, 2.0, rng))


def phone_jpeg(rng: random.Random) -> Encoding:
    """As phones and messengers store pictures."""
    return Encoding(JPEG, rng.randint(72, 92))


def messenger_jpeg(rng: random.Random) -> Encoding:
    """As messengers store them."""
    return Encoding(JPEG, rng.randint(62, 75))


def tagged_jpeg(rng: random.Random) -> Encoding:
    """Stored turned, with the EXIF tag that says so; sometimes with the invalid tag 0."""
    return Encoding(JPEG, rng.randint(72, 92), rng.choice((1, 3, 6, 6, 8, 8, 0)))


def _shot(
    sheet: Sheet, rng: random.Random, frame: Size, label_width: float, degrees: float
) -> Sheet:
    """The label on a ground, in perspective, under uneven light."""
    width, height = sheet.size
    # Room for the tilt: the label has to stay inside the frame.
    room = 0.94 * min(frame[0] / (width + 0.16 * height), frame[1] / (height + 0.16 * width))
    factor = min(label_width / width, room)
    if factor < 0.95:
        # Averaged down first, because the warp below only interpolates.
        sheet = sheet.scaled(round(width * factor))
        factor, (width, height) = 1.0, sheet.size
    paper = (rng.randint(238, 250), rng.randint(236, 248), rng.randint(228, 244))
    matrix = _pose(sheet.size, frame, factor, degrees, rng)
    placed = sheet.with_pixels(tinted(sheet.pixels, paper)).projected(matrix, frame, 0)
    full = np.full((height, width), 255, np.uint8)
    centred = _shift(-0.5, -0.5) @ matrix @ _shift(0.5, 0.5)
    mask = cv2.warpPerspective(full, centred, frame, flags=cv2.INTER_LINEAR).astype(np.uint8)
    picture = _laid(placed.pixels, mask, ground(frame, rng))
    picture = picture * _light(frame, rng)[:, :, None]
    if rng.random() < 0.5:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.4, 0.8)).astype(np.float32)
    return placed.with_pixels(_noisy(picture, rng.uniform(1.0, 3.0), rng))


def _pose(size: Size, frame: Size, factor: float, degrees: float, rng: random.Random) -> Matrix:
    """A homography that puts the label somewhere near the middle of the frame."""
    width, height = size
    half = np.array([width, height]) * factor / 2
    corners = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * half
    lean = 0.035 * min(half)
    corners += np.array([[rng.uniform(-lean, lean), rng.uniform(-lean, lean)] for _ in range(4)])
    turn = math.radians(degrees)
    rotation = np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]])
    corners = corners @ rotation
    reach = np.abs(corners).max(0)
    slack = np.maximum(0, np.array(frame) / 2 - reach - 4)
    centre = np.array(frame) / 2 + slack * [rng.uniform(-0.8, 0.8), rng.uniform(-0.8, 0.8)]
    source = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    found = cv2.getPerspectiveTransform(source, (corners + centre).astype(np.float32))
    return np.asarray(found, np.float64)


def _laid(label: Pixels, mask: Pixels, below: Pixels) -> NDArray[np.float32]:
    """The label over its ground, with a soft shadow around it."""
    small = cv2.resize(mask, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    soft = cv2.GaussianBlur(small, (0, 0), 5).astype(np.float32) / 255
    shadow = cv2.resize(soft, (mask.shape[1], mask.shape[0]), interpolation=cv2.INTER_LINEAR)
    cover = (mask.astype(np.float32) / 255)[:, :, None]
    dimmed = below * (1 - 0.45 * np.asarray(shadow, np.float32))[:, :, None]
    laid: NDArray[np.float32] = (label * cover + dimmed * (1 - cover)).astype(np.float32)
    return laid


def _light(frame: Size, rng: random.Random) -> NDArray[np.float32]:
    """Brightness 0.6..1: a gradient, and sometimes the edge of a shadow."""
    width, height = 64, round(64 * frame[1] / frame[0])
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = rng.uniform(0, 2 * math.pi)
    along = (xs / width - 0.5) * math.cos(angle) + (ys / height - 0.5) * math.sin(angle)
    light = 0.93 + rng.uniform(0.05, 0.22) * along
    if rng.random() < 0.35:
        edge = rng.uniform(-0.3, 0.3)
        light = light * (1 - rng.uniform(0.12, 0.3) / (1 + np.exp((along - edge) * 40)))
    grown = cv2.resize(light.astype(np.float32), frame, interpolation=cv2.INTER_LINEAR)
    return np.asarray(np.clip(grown, 0, 1.02), np.float32)


def _noisy(picture: NDArray[np.float32], sigma: float, rng: random.Random) -> Pixels:
    """Sensor grain; one tile of it repeated, which nobody sees."""
    height, width = picture.shape[:2]
    tile = generator(rng).normal(0, sigma, (_NOISE_TILE, _NOISE_TILE)).astype(np.float32)
    rows, columns = -(-height // _NOISE_TILE), -(-width // _NOISE_TILE)
    grain = np.tile(tile, (rows, columns))[:height, :width, None]
    return np.clip(picture + grain, 0, 255).astype(np.uint8)


def _shift(x: float, y: float) -> Matrix:
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], np.float64)
