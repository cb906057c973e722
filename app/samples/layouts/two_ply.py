"""Two plies of 100 × 180 mm: the lower one repeats both parties in smaller type."""

from __future__ import annotations

import random

from app.samples.canvas import Canvas
from app.samples.fonts import Fonts
from app.samples.layouts.common import (
    Area,
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

WIDTH, HEIGHT = 100.0, 180.0


def draw(rng: random.Random, order: Order, fonts: Fonts, dpi: float) -> Canvas:
    """Draw it."""
    canvas = Canvas(WIDTH, HEIGHT, dpi, fonts)
    header(canvas, order, 4, 1.5, 92)
    canvas.rule(3, 10.5, 97, 10.5)
    sorting(canvas, order, (4, 11.5, 92, 13))
    canvas.rule(3, 26, 97, 26)
    badges = rng.random() < 0.6
    _block(canvas, order.receiver, "收", (4, 27.3, 86, 26), 4.2 * emphasis(rng), badges)
    canvas.rule(3, 54, 90, 54)
    _block(canvas, order.sender, "寄", (4, 55.2, 86, 16), 3.0, badges)
    canvas.rule(3, 72, 97, 72)
    barcode(canvas, order, (8, 73.5, 76, 18), 1, spaced=rng.random() < 0.3)
    canvas.barcode(96, 29, 40, 4.5, order.carrier.number, NUMBER_CODE, turn=90)
    canvas.rule(3, 93, 97, 93)
    canvas.text(5, 94.3, order.hub, 4.4, bold=True)
    canvas.text(62, 94.5, "签收:", 3.2)
    canvas.text(62, 101, "    年    月    日", 2.8)
    canvas.text(5, 101, f"{order.date} {order.time}", 2.8)
    canvas.rule(3, 108, 97, 108, dashed=True)
    _second(canvas, order, rng, badges)
    edge_numbers(canvas, order, 5, rng)
    return canvas


def _second(canvas: Canvas, order: Order, rng: random.Random, badges: bool) -> None:
    canvas.text(5, 110, order.carrier.name, 4.0, bold=True)
    barcode(canvas, order, (38, 109.5, 56, 11), 2)
    canvas.rule(3, 122, 97, 122)
    _block(canvas, order.receiver.copied(2), "收", (4, 123, 91, 15), 2.9, badges)
    canvas.rule(3, 139, 97, 139)
    _block(canvas, order.sender.copied(2), "寄", (4, 140, 91, 13), 2.7, badges)
    canvas.rule(3, 154, 97, 154)
    canvas.matrix(
        75, 155.5, 21, order.matrix.content, order.matrix.hide, personal=order.matrix.personal
    )
    y = 156.0
    for line in clutter(order, rng)[:5]:
        canvas.fitted(5, y, line, 2.8, 66)
        y += 4.2


def _block(canvas: Canvas, party: Party, sign: str, area: Area, size: float, badges: bool) -> None:
    x, y, width, height = area
    if badges:
        canvas.badge(x, y + 0.3, label(sign), size * 1.6, disc=False)
        head = label("")
    else:
        head = label({"收": "收件人：", "寄": "寄件人："}[sign])
    inner = x + (size * 1.6 + 1.5 if badges else 1)
    room = x + width - inner
    line = head + spaced(party.name, party.phone, gap="  ")
    if canvas.measure(line, size, bold=True) <= room * 1.15:
        canvas.fitted(inner, y, line, size, room, bold=True)
        below = y + size * 1.35
    else:
        canvas.fitted(inner, y, head + party.name, size, room, bold=True)
        canvas.fitted(inner, y + size * 1.25, party.phone, size, room, bold=True)
        below = y + size * 2.55
    fit_paragraph(canvas, (inner, below, room, y + height - below), party.address, size * 0.93)
