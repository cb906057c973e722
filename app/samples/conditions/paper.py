"""What happens to the print and the paper: fading, dead dots, creases, bending, overprints."""

from __future__ import annotations

import math
import random
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from app.samples.canvas import Canvas
from app.samples.conditions.recipe import generator
from app.samples.conditions.sheet import Pixels, Points, Sheet
from app.samples.marks import FREE
from app.samples.phones import digits
from app.samples.truth import TextKind
from masking.model import Role

PERSONAL = (TextKind.NAME, TextKind.PHONE, TextKind.ADDRESS)


def faded(sheet: Sheet, rng: random.Random) -> Sheet:
    """Old thermal print: ink at 30–60 % of its strength, uneven, on yellowed paper."""
    height, width = sheet.pixels.shape[:2]
    strength = rng.uniform(0.34, 0.58)
    field = strength + 0.12 * _clouds(width, height, rng)
    ink = (255.0 - sheet.pixels.astype(np.float32)) * field
    paper = np.array([252, 249, 240], np.float32) - rng.uniform(0, 8)
    picture = paper[None, None, :] - ink[:, :, None] * np.array([0.96, 0.98, 1.0], np.float32)
    noise = generator(rng).normal(0, 1.5, (height, width, 1))
    return sheet.with_pixels(np.clip(picture + noise, 0, 255).astype(np.uint8))


def bilevel(sheet: Sheet, rng: random.Random) -> Sheet:
    """Dots that are black or white, as the print job itself has them."""
    return sheet.with_pixels(
        np.where(sheet.pixels < rng.randint(120, 150), 0, 255).astype(np.uint8)
    )


def missing_dots(sheet: Sheet, rng: random.Random) -> Sheet:
    """Dead elements of the print head: white lines one dot wide along the paper's way."""
    pixels = sheet.pixels.copy()
    width = pixels.shape[1]
    for _ in range(rng.randint(3, 7)):
        start = rng.randint(10, width - 12)
        pixels[:, start : start + rng.choice((1, 1, 2))] = 255
    return sheet.with_pixels(pixels)


def creased(sheet: Sheet, rng: random.Random) -> Sheet:
    """Folded paper: lines of flaked ink with light on one side and shadow on the other."""
    height, width = sheet.pixels.shape[:2]
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    picture = sheet.rgb().astype(np.float32)
    flakes = generator(rng).random((height, width), np.float32)
    for _ in range(rng.randint(2, 4)):
        angle = rng.choice((0.0, math.pi / 2)) + rng.uniform(-0.5, 0.5)
        px, py = rng.uniform(0.15, 0.85) * width, rng.uniform(0.15, 0.85) * height
        bend = rng.uniform(1, 4) * np.sin((xs + ys) / width * rng.uniform(6, 14))
        away = (xs - px) * math.sin(angle) - (ys - py) * math.cos(angle) + bend
        reach = width * rng.uniform(0.02, 0.05)
        shade = np.exp(-np.abs(away) / reach) * np.sign(away) * rng.uniform(15, 40)
        core = rng.uniform(0.8, 2.2) * width / 600
        broken = (np.abs(away) < core) & (flakes < 0.7)
        picture -= shade[:, :, None]
        picture[broken] = picture[broken] * 0.25 + 245 * 0.75
    return sheet.with_pixels(np.clip(picture, 0, 255).astype(np.uint8))


def covered(sheet: Sheet, rng: random.Random) -> Sheet:
    """A thumb, a strip of tape or a tear over one of the blocks; what lies below has no ink."""
    width, height = sheet.size
    personal = [c.quad.bounds for c in sheet.characters if c.kind in PERSONAL]
    sides = [c.quad.center[0] for c in sheet.characters]
    left, top, right, bottom = rng.choice(personal)
    mask = np.zeros((height, width), np.uint8)
    kind = rng.choice(("thumb", "tape", "tear"))
    middle = (round((left + right) / 2), round((top + bottom) / 2))
    size = (bottom - top) * rng.uniform(1.0, 2.2)
    if kind == "thumb":
        edge = round(rng.choice((min(sides), max(sides))))
        reach = (round(abs(middle[0] - edge) + size), round(size * 1.1))
        cv2.ellipse(mask, (edge, middle[1]), reach, rng.uniform(-12, 12), 0, 360, (255.0,), -1)
        tint = (rng.randint(190, 225), rng.randint(150, 175), rng.randint(125, 150))
    elif kind == "tape":
        angle = math.radians(rng.uniform(-60, 60))
        dx, dy = round(math.cos(angle) * width), round(math.sin(angle) * width)
        ends = (middle[0] - dx, middle[1] - dy), (middle[0] + dx, middle[1] + dy)
        cv2.line(mask, ends[0], ends[1], (255.0,), max(round(size), 2))
        tint = (rng.randint(190, 215), rng.randint(165, 185), rng.randint(120, 140))
    else:
        steps = np.linspace(0, 1, 24)
        edge = round(rng.choice((min(sides), max(sides))))
        depth = abs(middle[0] - edge) + size
        xs = edge + (1 if edge == round(min(sides)) else -1) * depth * np.sin(steps * math.pi)
        ys = middle[1] + (steps - 0.5) * 4 * size + [rng.uniform(-4, 4) for _ in steps]
        outline = np.rint(np.stack([xs, ys], 1)).astype(np.int32)
        cv2.fillPoly(mask, (outline,), (255.0,))
        grey = rng.randint(140, 170)
        tint = (grey, grey, grey)
    soft = cv2.GaussianBlur(mask, (0, 0), max(size / 30, 0.6)).astype(np.float32)[:, :, None] / 255
    picture = sheet.rgb() * (1 - soft) + np.array(tint, np.float32) * soft
    ink = np.where(mask > 0, 0, sheet.ink)
    return replace(sheet, pixels=picture.astype(np.uint8), ink=ink)


def bent(sheet: Sheet, rng: random.Random) -> Sheet:
    """Paper that does not lie flat: a smooth mesh, lighter and darker with its slope."""
    width, height = sheet.size
    waves = [
        (
            rng.uniform(0.006, 0.016) * width,
            rng.uniform(1.2, 2.6) * math.pi / width,
            rng.uniform(0, math.pi),
            rng.uniform(0, 2 * math.pi),
            rng.uniform(0, math.pi),
        )
        for _ in range(3)
    ]
    """Amplitude, wave number, direction of the wave, phase, direction of the shift."""

    def offsets(points: Points) -> Points:
        moved = np.zeros_like(points)
        for size, number, heading, phase, shift in waves:
            along = points[:, 0] * math.cos(heading) + points[:, 1] * math.sin(heading)
            wave = size * np.sin(along * number + phase)
            moved[:, 0] += wave * math.cos(shift)
            moved[:, 1] += wave * math.sin(shift)
        return moved

    out = sheet.bent(offsets)
    ys, xs = np.mgrid[0:height, 0:width].astype(np.float32)
    shade = np.zeros((height, width), np.float32)
    for size, number, heading, phase, _ in waves:
        along = xs * math.cos(heading) + ys * math.sin(heading)
        shade += size / width * 900 * np.cos(along * number + phase)
    picture = out.rgb().astype(np.float32) + shade[:, :, None] - 14
    return out.with_pixels(np.clip(picture, 0, 255).astype(np.uint8))


def overprint(canvas: Canvas, rng: random.Random) -> None:
    """A sorting code in huge grey type across the name and the address of one party or both."""
    roles = rng.choice(((Role.RECEIVER,), (Role.RECEIVER,), (Role.SENDER,), tuple(Role)))
    for role in roles:
        ids = {f.id for f in canvas.fields if f.role is role and "#" not in f.id}
        boxes = [c.quad.bounds for c in canvas.characters if c.field in ids and c.kind in PERSONAL]
        if not boxes:
            continue
        top = min(box[1] for box in boxes) / canvas.scale
        bottom = max(box[3] for box in boxes) / canvas.scale
        code = f"{digits(rng, 3)} {rng.choice('ABVKT')}{digits(rng, 2)} {digits(rng, 3)}"
        room = canvas.width - 8
        size = min(
            room / canvas.measure(code, 1.0, bold=True), (bottom - top) * rng.uniform(1.1, 1.5)
        )
        size = min(max(size, 7.0), canvas.height - 2)
        width = canvas.measure(code, size, bold=True)
        size *= min(1.0, room / width)
        width = min(width, room)
        x = 4 + (room - width) * rng.random()
        y = min(max((top + bottom) / 2 - size / 2, 0.5), canvas.height - size - 0.5)
        grey = rng.randint(120, 185)
        canvas.text(x, y, code, size, bold=True, grey=grey, beneath=True, hide=FREE)


def _clouds(width: int, height: int, rng: random.Random) -> NDArray[np.float32]:
    """A smooth random field in about -1..1."""
    coarse = generator(rng).normal(0, 0.6, (6, 5)).astype(np.float32)
    return np.asarray(
        cv2.resize(coarse, (width, height), interpolation=cv2.INTER_CUBIC), np.float32
    )


def tinted(pixels: Pixels, tint: tuple[int, int, int]) -> Pixels:
    """Black print on paper of a colour instead of white."""
    grey = pixels if pixels.ndim == 2 else pixels[:, :, 1]
    table = (np.arange(256)[:, None] / 255 * np.array(tint)).round().astype(np.uint8)
    return np.asarray(table[grey], np.uint8)
