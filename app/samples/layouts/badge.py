"""One ply of 76 × 130 mm: 收 and 寄 in white on a black disc or square."""

from __future__ import annotations

import random

from app.samples.canvas import Canvas
from app.samples.fonts import Fonts
from app.samples.layouts.common import (
    barcode,
    clutter,
    edge_numbers,
    emphasis,
    fit_paragraph,
    header,
    sorting,
    spaced,
)
from app.samples.marks import label
from app.samples.order import NUMBER_CODE, Order, Party

WIDTH, HEIGHT = 76.0, 130.0


def draw(rng: random.Random, order: Order, fonts: Fonts, dpi: float) -> Canvas:
    """Draw it."""
    canvas = Canvas(WIDTH, HEIGHT, dpi, fonts)
    header(canvas, order, 4, 1, 68)
    canvas.rule(3, 9.5, 73, 9.5)
    sorting(canvas, order, (4, 10.5, 68, 11))
    canvas.rule(3, 22, 73, 22)
    barcode(canvas, order, (5, 23.5, 66, 15), 1, spaced=rng.random() < 0.4)
    canvas.rule(3, 39.5, 73, 39.5)
    canvas.text(4, 40.3, order.hub, 4.4, bold=True)
    when = f"{order.date} {order.time[:5]}"
    canvas.text(72 - canvas.measure(when, 2.3), 41.6, when, 2.3)
    canvas.rule(3, 46, 73, 46)
    disc = rng.random() < 0.6
    large = emphasis(rng)
    _block(canvas, order.receiver, "收", 47, 22, 6.5, 4.0 * large, 3.4 * large, disc, rng)
    canvas.rule(3, 69.5, 73, 69.5)
    _block(canvas, order.sender, "寄", 70.3, 14, 4.6, 2.7, 2.6, disc, rng)
    canvas.rule(3, 85, 73, 85)
    _foot(canvas, order, rng)
    edge_numbers(canvas, order, 3, rng)
    return canvas


def _block(
    canvas: Canvas,
    party: Party,
    sign: str,
    y: float,
    height: float,
    badge: float,
    big: float,
    small: float,
    disc: bool,
    rng: random.Random,
) -> None:
    canvas.badge(4, y + 0.6, label(sign), badge, disc=disc)
    x = 4 + badge + 1.5
    room = 72.5 - x
    first = spaced(party.name, party.phone, gap=rng.choice((" ", "  ", "   ")))
    if rng.random() < 0.15:
        first = spaced(party.phone, party.name)
    if canvas.measure(first, big, bold=True) > room * 1.25:
        below = y
        for part in (party.name, party.phone):
            canvas.fitted(x, below, part, big, room, bold=True)
            below += big * 1.2
    else:
        canvas.fitted(x, y, first, big, room, bold=True)
        below = y + big * 1.35
    fit_paragraph(canvas, (x, below, room, y + height - below), party.address, small)


def _foot(canvas: Canvas, order: Order, rng: random.Random) -> None:
    if rng.random() < 0.5:
        canvas.matrix(
            53, 87, 19, order.matrix.content, order.matrix.hide, personal=order.matrix.personal
        )
    else:
        canvas.text(54, 90, "已验视", 5.2, bold=True)
    start, _ = canvas.barcode(4, 87, 46, 7, order.carrier.number, NUMBER_CODE)
    canvas.text(4 + start, 94.6, order.number(2), 2.4)
    y = 99.0
    for line in clutter(order, rng)[:6]:
        canvas.fitted(4, y, line, 2.5, 46)
        y += 3.4
    canvas.rule(3, 120.5, 73, 120.5, dashed=True)
    canvas.fitted(4, 122, "您对此单的签收,代表您已验收,确认商品信息无误,包装完好。", 2.1, 68)
