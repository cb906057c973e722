"""A masker whose behaviour the picture's corner decides, and folders of such pictures.

Importable by name, since worker processes build it.
"""

from __future__ import annotations

import os
import time
from enum import IntEnum
from pathlib import Path

from PIL import Image

from masking.errors import EngineError, ModelUnavailableError, NoPartyError
from masking.geometry import Quad
from masking.images import Delivery
from masking.model import Field, FieldKind, Masked, Role, Status

SECRET = "LIN DEMO 13800001111"
"""Stands for recognised text: it must never reach a file or a stream."""
SIZE = (120, 80)
INK = (7, 7, 7)


class Act(IntEnum):
    """What the fake does with a picture whose corner is ``(20 * act, 0, 0)``."""

    MASK = 0
    CRASH = 1
    HANG = 2
    GROW = 3
    REVIEW = 4
    NOTHING = 5
    BUG = 6
    NO_MEMORY = 7
    CRASH_ONCE = 8
    ENGINE = 9
    WRONG_SIZE = 10
    FAILED = 11
    NO_MODEL = 12


class FakeMasker:
    """Paints a fill over the left half."""

    def __init__(self, seconds: float = 0.0, marker: Path | None = None) -> None:
        self._seconds = seconds
        self._marker = marker

    def mask_upright(self, image: Image.Image, deliver: Delivery) -> Masked:
        time.sleep(self._seconds)
        act = act_of(image)
        status, reasons = Status.MASKED, ()
        match act:
            case Act.CRASH:
                os._exit(77)
            case Act.HANG:
                time.sleep(3600)
            case Act.GROW:
                grow()
            case Act.NOTHING:
                raise NoPartyError("there is neither a sender nor a receiver")
            case Act.BUG:
                raise ValueError(SECRET)
            case Act.NO_MEMORY:
                raise MemoryError
            case Act.CRASH_ONCE if self._marker is not None and not self._marker.exists():
                self._marker.touch()
                os._exit(77)
            case Act.ENGINE:
                raise EngineError("the engine failed")
            case Act.NO_MODEL:
                raise ModelUnavailableError("the weights are missing")
            case Act.WRONG_SIZE:
                image = image.resize((10, 10))
            case Act.FAILED:
                return Masked(None, Status.FAILED, ("no-text: no text",), size=image.size)
            case Act.REVIEW:
                status, reasons = Status.REVIEW, ("low-score: a line was read badly",)
        masked = image.copy()
        masked.paste((0, 0, 0), (0, 0, image.width // 2, image.height))
        quad = Quad.of_box(0, 0, image.width // 2, image.height)
        field = Field(FieldKind.NAME, Role.RECEIVER, 1, 2, "name.rest", quad, 0.91234, "label")
        times = {"read": 1.0, "paint": 2.0, "check": 3.0}
        encoded = deliver(masked)[0]
        return Masked(masked, status, reasons, (field,), (), image.size, times, encoded)


def grow() -> None:
    """Eat memory steadily until somebody stops it."""
    eaten = []
    while True:
        eaten.append(bytearray(b"x") * (1 << 26))
        time.sleep(0.05)


def act_of(image: Image.Image) -> Act | None:
    """The act of a picture, readable even after lossy compression."""
    red, green, blue = image.getpixel((image.width // 20, image.height // 20))  # type: ignore[misc]
    return Act(min(round(red / 20), len(Act) - 1)) if max(green, blue) < 60 else None


def picture(act: Act, number: int = 0, size: tuple[int, int] = SIZE) -> Image.Image:
    """Numbered, so that no two have the same bytes."""
    image = Image.new("RGB", size, (200, 190 + number // 60, 180 + number % 60))
    image.paste(INK, (size[0] - 30, 20, size[0] - 10, 60))
    image.paste((20 * int(act), 0, 0), (0, 0, size[0] // 5, size[1] // 5))
    return image


def save(path: Path, act: Act = Act.MASK, number: int = 0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    picture(act, number).save(path, "PNG")
    return path


def make() -> FakeMasker:
    return FakeMasker()


def make_marked(marker: Path) -> FakeMasker:
    return FakeMasker(marker=marker)


def make_slow(seconds: float) -> FakeMasker:
    return FakeMasker(seconds)


class HeldMasker(FakeMasker):
    """Holds the first picture that says `Act.HANG` until it is killed, and is quick from then on."""

    def __init__(self, held: Path) -> None:
        super().__init__(0.05)
        self._held = held

    def mask_upright(self, image: Image.Image, deliver: Delivery) -> Masked:
        if act_of(image) is Act.HANG:
            if not self._held.exists():
                self._held.write_text(str(os.getppid()))
                time.sleep(3600)
            image.paste((0, 0, 0), (0, 0, image.width // 5, image.height // 5))
        return super().mask_upright(image, deliver)


def make_held(held: Path) -> FakeMasker:
    return HeldMasker(held)


def make_none() -> FakeMasker:
    raise ModelUnavailableError("the weights are missing")


def make_crashing() -> FakeMasker:
    os._exit(9)
