"""One character of a font as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from app.samples.fonts import Face, available

_EM_ASCENT = 0.88
"""Part of the em box above the baseline in CJK fonts."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """A glyph as coverage 0..1 and its place relative to the pen on the top of the em box."""

    coverage: NDArray[np.float32]
    left: int
    top: int
    advance: float


@lru_cache(maxsize=8192)
def stamp_of(face: Face, pixels: float, char: str) -> Stamp:
    """The stamp of `char` at an em size in pixels."""
    font = _having(face, char).at(pixels)
    stroke = face.stroke * pixels
    left, top, right, bottom = font.getbbox(char, anchor="ls", stroke_width=stroke)
    left, top = int(np.floor(left)), int(np.floor(top))
    size = (max(0, int(np.ceil(right)) - left), max(0, int(np.ceil(bottom)) - top))
    baseline = round(_EM_ASCENT * pixels)
    advance = font.getlength(char)
    if char.isspace() or 0 in size:
        return Stamp(np.zeros((0, 0), np.float32), 0, 0, advance)
    image = Image.new("L", size, 0)
    ImageDraw.Draw(image).text(
        (-left, -top), char, fill=255, font=font, anchor="ls", stroke_width=stroke
    )
    cover = (np.asarray(image, np.float32) / 255).astype(np.float32)
    return Stamp(cover, left, top + baseline, advance)


_PROBE_PX = 32.0
_UNASSIGNED = "\U0010fffd"


@lru_cache(maxsize=8192)
def _having(face: Face, char: str) -> Face:
    """`face`, or the first other family's that has the character: else a box would be drawn."""
    if char.isspace() or has(face, char):
        return face
    return next((f.regular for f in available() if has(f.regular, char)), face)


def has(face: Face, char: str) -> bool:
    """Whether a face has a glyph of its own for a character."""
    font = face.at(_PROBE_PX)
    missing, own = font.getmask(_UNASSIGNED), font.getmask(char)
    return missing.size != own.size or bytes(missing) != bytes(own)
