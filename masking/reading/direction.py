"""Which way the text runs: the page's tilt, and which end of it is up."""

from __future__ import annotations

import math
from collections.abc import Sequence

from masking.geometry import Quad
from masking.reading.engine import Engine, Pixels
from masking.reading.frame import cut

LONG_ASPECT = 2.0
"""Width to height: a shorter area does not tell its direction."""
AGREEMENT = math.radians(8)
"""Areas within this angle of each other run in the same direction."""
VOTERS = 7
"""How many of the widest lines are asked which way up they are."""


def long_axis(quad: Quad) -> Quad:
    """The same area with its corners ordered so that the text runs along the longer side.

    Of the two directions the one nearer to left-to-right is taken; for upright boxes higher than
    wide, top to bottom.
    """
    a, b, c, d = quad.points
    if quad.height > quad.width:
        a, b, c, d = d, a, b, c
    turned = Quad(a, b, c, d)
    return turned if math.cos(turned.angle) > 1e-6 or turned.angle > 0 else turned.turned()


def along(quad: Quad, angle: float) -> Quad:
    """The same area with its corners ordered so that its top edge runs closest to `angle`."""
    a, b, c, d = quad.points
    orders = (Quad(a, b, c, d), Quad(b, c, d, a), Quad(c, d, a, b), Quad(d, a, b, c))
    return max(orders, key=lambda order: math.cos(order.angle - angle))


def page_angle(quads: Sequence[Quad]) -> float:
    """The direction most of the text runs in, radians in (-pi/2, pi/2]; 0 where none tells.

    A line's weight is its length: the address outweighs a stamp.
    """
    votes = [
        (axis.angle, axis.width)
        for axis in map(long_axis, quads)
        if axis.width >= LONG_ASPECT * axis.height
    ]
    if not votes:
        return 0.0

    def support(angle: float) -> float:
        return sum(w for other, w in votes if abs(_folded(other - angle)) <= AGREEMENT)

    center = max((angle for angle, _ in votes), key=support)
    near = [(_folded(angle - center), w) for angle, w in votes]
    near = [(offset, w) for offset, w in near if abs(offset) <= AGREEMENT]
    mean = center + sum(offset * w for offset, w in near) / sum(w for _, w in near)
    return _folded(mean)


def is_upside_down(engine: Engine, image: Pixels, quads: Sequence[Quad]) -> bool:
    """Ask the widest lines whether the text stands on its head.

    Args:
        engine: answers for each line.
        image: shape (H, W, 3), that the quads lie on.
        quads: ordered along the direction in question.
    """
    widest = sorted(quads, key=lambda quad: quad.width, reverse=True)[:VOTERS]
    turns = engine.turn([cut(image, quad) for quad in widest])
    balance = sum(turn.score * (1 if turn.upside_down else -1) for turn in turns)
    return balance > 0


def _folded(angle: float) -> float:
    """An undirected angle in (-pi/2, pi/2]."""
    return -((-angle + math.pi / 2) % math.pi - math.pi / 2)
