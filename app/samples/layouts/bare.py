"""One ply of 76 × 130 mm without label words: name and phone, the address below."""

from __future__ import annotations

import random

from app.samples.canvas import Canvas
from app.samples.fonts import Fonts
from app.samples.layouts.common import barcode, clutter, emphasis, fit_paragraph, sorting, spaced
from app.samples.order import Order, Party

WIDTH, HEIGHT = 76.0, 130.0


def draw(rng: random.Random, order: Order, fonts: Fonts, dpi: float) -> Canvas:
    """Draw it."""
    canvas = Canvas(WIDTH, HEIGHT, dpi, fonts)
    sorting(canvas, order, (4, 2.5, 68, 12))
    canvas.rule(3, 16, 73, 16)
    name_first = rng.random() < 0.7
    _block(canvas, order.receiver, (5, 18, 66, 23), 4.2 * emphasis(rng), name_first)
    canvas.rule(3, 42, 73, 42, dashed=True)
    _block(canvas, order.sender, (5, 43.5, 66, 15), 2.8, name_first)
    canvas.rule(3, 59, 73, 59)
    barcode(canvas, order, (5, 61, 66, 17), 1)
    canvas.rule(3, 80, 73, 80)
    canvas.text(5, 81, order.hub, 4.6, bold=True)
    canvas.matrix(
        50, 88, 21, order.matrix.content, order.matrix.hide, personal=order.matrix.personal
    )
    y = 89.0
    for line in clutter(order, rng)[:7]:
        canvas.fitted(5, y, line, 2.5, 42)
        y += 3.8
    canvas.rule(3, 118, 73, 118)
    canvas.text(5, 120, order.carrier.name, 4.4, bold=True)
    canvas.text(40, 121.4, f"热线:{order.carrier.hotline}", 2.6)
    return canvas


def _block(
    canvas: Canvas,
    party: Party,
    area: tuple[float, float, float, float],
    size: float,
    name_first: bool,
) -> None:
    x, y, width, height = area
    pair = (party.name, party.phone) if name_first else (party.phone, party.name)
    line = spaced(*pair, gap="  ")
    if canvas.measure(line, size) <= width * 1.15:
        canvas.fitted(x, y, line, size, width)
        below = y + size * 1.4
    else:
        canvas.fitted(x, y, pair[0], size, width)
        canvas.fitted(x, y + size * 1.3, pair[1], size, width)
        below = y + size * 2.6
    fit_paragraph(canvas, (x, below, width, y + height - below), party.address, size * 0.9)
