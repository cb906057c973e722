"""What the project asks of an OCR engine and of a reader, so that both can be injected.

An `Engine` wraps the three models; a `Reader` turns an upright image into lines with it. Tests
script either; only `masking.reading.paddle` knows paddleocr.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.model import Character, Reading, TextLine

Pixels = NDArray[np.uint8]
"""Shape (H, W, 3), RGB, 0..255."""


class Detected(NamedTuple):
    """One text area as the detector saw it."""

    quad: Quad
    """Pixels of the image that was given, clockwise from the corner nearest to its top-left."""
    score: float
    """0..1."""


class Recognized(NamedTuple):
    """What stands on one crop."""

    characters: tuple[Character, ...]
    """In reading order; empty where nothing was recognised."""
    score: float
    """Mean confidence, 0..1; 0 for no characters."""


class Turn(NamedTuple):
    """Which way up a crop is."""

    upside_down: bool
    score: float
    """0.5..1: confidence of the answer."""


class Engine(Protocol):
    """The models behind reading. Not required to be safe under several threads."""

    def detect(self, image: Pixels, side: int) -> list[Detected]:
        """Find text areas with the image's longer side scaled down to at most `side` pixels.

        Returns an empty list where there is no text.

        Raises:
            EngineError: the model failed.
        """
        ...

    def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
        """Read upright single-line crops of shape (h, w, 3), one answer each, same order.

        Raises:
            EngineError: the model failed.
        """
        ...

    def turn(self, crops: Sequence[Pixels]) -> list[Turn]:
        """Tell for each crop whether its text stands upside down.

        Raises:
            EngineError: the model failed.
        """
        ...


class Reader(Protocol):
    """Reads one image."""

    def read(self, image: Pixels) -> Reading:
        """Read every line and code of an upright image.

        Raises:
            EngineError: reading failed; never answered by an empty reading.
        """
        ...

    def read_areas(self, image: Pixels, areas: Sequence[Quad]) -> list[TextLine]:
        """Read given line areas of an image without detecting: one line for each area.

        Raises:
            EngineError: reading failed.
        """
        ...
