"""What a photographed label lies on."""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray

from app.samples.conditions.recipe import generator
from app.samples.conditions.sheet import Pixels

_COARSE = 4
"""Grounds are made at a fraction of the size: they are out of focus anyway."""


def ground(size: tuple[int, int], rng: random.Random) -> Pixels:
    """A random ground of `size` (width, height) in RGB."""
    make = rng.choice((black_bag, black_bag, carton, wood, grey_desk, white_bag))
    small = (max(8, size[0] // _COARSE), max(8, size[1] // _COARSE))
    return np.asarray(cv2.resize(make(small, rng), size, interpolation=cv2.INTER_LINEAR), np.uint8)


def black_bag(size: tuple[int, int], rng: random.Random) -> Pixels:
    """Black film with folds that catch the light."""
    shine = np.clip(_folds(size, rng), 0, 3) ** 2 * rng.uniform(10, 26)
    return _colour(24 + 8 * _field(size, 12, rng) + shine, (1.0, 1.0, 1.04))


def white_bag(size: tuple[int, int], rng: random.Random) -> Pixels:
    """Whitish film, darker than the label's paper."""
    return _colour(172 + 11 * _folds(size, rng), (0.97, 0.99, 1.0))


def carton(size: tuple[int, int], rng: random.Random) -> Pixels:
    """Brown board with flutes showing through."""
    flutes = np.sin(np.arange(size[0]) * rng.uniform(0.25, 0.5))[None, :] * 3
    fibres = generator(rng).normal(0, 5, (size[1], size[0]))
    return _colour(172 + 8 * _field(size, 6, rng) + flutes + fibres, (1.0, 0.8, 0.58))


def wood(size: tuple[int, int], rng: random.Random) -> Pixels:
    """A table with grain along the picture."""
    bend = _field(size, 4, rng) * 16
    rows = np.arange(size[1])[:, None] + bend
    grain = np.sin(rows * rng.uniform(0.15, 0.35)) * 12 + np.sin(rows * 0.9) * 5
    return _colour(142 + grain, (1.0, 0.76, 0.52))


def grey_desk(size: tuple[int, int], rng: random.Random) -> Pixels:
    """A dull surface with speckles."""
    speckle = generator(rng).normal(0, 9, (size[1], size[0]))
    return _colour(rng.uniform(70, 140) + 8 * _field(size, 5, rng) + speckle, (1.0, 1.0, 0.98))


def _folds(size: tuple[int, int], rng: random.Random) -> NDArray[np.float64]:
    """The slope of crumpled film towards the light, standard deviation 1."""
    height = sum(_field(size, waves, rng) / waves for waves in (4, 7, 13, 24))
    down, across = np.gradient(np.asarray(height, np.float64))
    slope = down * rng.uniform(-1, 1) + across * rng.choice((-1, 1))
    return np.asarray(slope / max(float(slope.std()), 1e-9), np.float64)


def _field(size: tuple[int, int], waves: int, rng: random.Random) -> NDArray[np.float32]:
    """Smooth random values in about -1..1 with `waves` bumps across the width."""
    rows = max(2, round(waves * size[1] / size[0]))
    coarse = generator(rng).normal(0, 0.5, (rows, waves)).astype(np.float32)
    return np.asarray(cv2.resize(coarse, size, interpolation=cv2.INTER_CUBIC), np.float32)


def _colour(
    grey: NDArray[np.float32] | NDArray[np.float64], tint: tuple[float, float, float]
) -> Pixels:
    return np.asarray(np.clip(grey[:, :, None] * np.array(tint), 0, 255), np.uint8)
