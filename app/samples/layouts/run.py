"""One ply of 100 × 100 mm: each party in one run of text that wraps where it likes."""

from __future__ import annotations

import random

from app.samples.canvas import Canvas
from app.samples.fonts import Fonts
from app.samples.layouts.common import barcode, clutter, emphasis, fit_paragraph, sorting, spaced
from app.samples.marks import Text, label
from app.samples.order import Order, Party

WIDTH, HEIGHT = 100.0, 100.0


def draw(rng: random.Random, order: Order, fonts: Fonts, dpi: float) -> Canvas:
    """Draw it."""
    canvas = Canvas(WIDTH, HEIGHT, dpi, fonts)
    canvas.text(4, 2, order.carrier.name, 5, bold=True)
    canvas.text(50, 3.4, f"客服电话:{order.carrier.hotline}", 2.8)
    sorting(canvas, order, (4, 8.5, 92, 11))
    canvas.rule(3, 21, 97, 21)
    gap = rng.choice((" ", ",", "，", "  ", ", ", "；"))
    ends = rng.choice((("收：", "寄："), ("收件人：", "寄件人："), ("收件:", "发件:"), ("", "")))
    turn = rng.random()
    first = _run(order.receiver, ends[0], gap, turn)
    fit_paragraph(canvas, (5, 22.5, 90, 19), first, 4.0 * emphasis(rng))
    canvas.rule(3, 43, 97, 43, dashed=True)
    fit_paragraph(canvas, (5, 44.3, 90, 12), _run(order.sender, ends[1], gap, turn), 3.0)
    canvas.rule(3, 57.5, 97, 57.5)
    barcode(canvas, order, (5, 59, 66, 15), 1)
    canvas.matrix(
        74, 59, 22, order.matrix.content, order.matrix.hide, personal=order.matrix.personal
    )
    canvas.rule(3, 82.5, 97, 82.5)
    canvas.text(5, 76.6, order.hub, 4.4, bold=True)
    y, lines = 84.0, clutter(order, rng)
    for left, right in ((0, 1), (2, 3), (4, 5)):
        canvas.fitted(5, y, lines[left], 2.7, 43)
        canvas.fitted(51, y, lines[right], 2.7, 43)
        y += 4.2
    return canvas


def _run(party: Party, word: str, gap: str, turn: float) -> Text:
    """Name, phone and address behind one another, in one of the usual orders."""
    parts = (party.name, party.phone, party.address)
    if turn > 0.85:
        parts = (party.address, party.name, party.phone)
    elif turn > 0.75:
        parts = (party.phone, party.name, party.address)
    run = spaced(*parts, gap=gap)
    return label(word) + run if word else run
