"""The order page of an app: no paper, grey and black type, both parties in cards."""

from __future__ import annotations

import random

from app.samples.canvas import Canvas
from app.samples.fonts import Fonts
from app.samples.layouts.common import Area, fit_paragraph, spaced
from app.samples.marks import Text, label
from app.samples.order import Order, Party

WIDTH, HEIGHT = 68.0, 130.0
_BACKGROUND, _CARD, _PALE = 243, 255, 120


def draw(rng: random.Random, order: Order, fonts: Fonts, dpi: float) -> Canvas:
    """Draw it."""
    canvas = Canvas(WIDTH, HEIGHT, dpi, fonts, paper=_BACKGROUND)
    canvas.text(4, 1.5, order.time[:5], 2.6, bold=True)
    battery = f"{rng.randint(12, 99)}%"
    canvas.text(WIDTH - 4 - canvas.measure(battery, 2.4), 1.6, battery, 2.4)
    title = rng.choice(("运单详情", "订单详情", "电子面单", "快件详情"))
    canvas.text((WIDTH - canvas.measure(title, 3.8, bold=True)) / 2, 6.5, title, 3.8, bold=True)
    canvas.text(4, 6.5, "<", 3.8)
    canvas.fill(3, 13, 62, 20, _CARD)
    canvas.text(5, 15, order.carrier.name, 3.6, bold=True)
    canvas.text(5, 20.5, "运单号", 2.8, grey=_PALE)
    number = order.number(1)
    canvas.text(17, 20.5, number, 2.8)
    state = rng.choice(("运输中", "派送中", "已签收", "待揽收"))
    canvas.text(63 - canvas.measure(state, 3.2, bold=True), 15.2, state, 3.2, bold=True)
    canvas.text(5, 25.5, f"{order.date} {order.time} 快件到达{order.hub}", 2.3, grey=_PALE)
    chips = rng.random() < 0.5
    _party(canvas, order.receiver, "收", "收件人", (3, 36, 62, 25), chips)
    _party(canvas, order.sender, "寄", "寄件人", (3, 62.5, 62, 25), chips)
    canvas.fill(3, 90, 62, 34, _CARD)
    rows: tuple[tuple[str, Text | str], ...] = (
        ("订单编号", order.order_number),
        ("物品类型", order.goods),
        ("计费重量", f"{order.weight}kg"),
        ("下单时间", f"{order.date} {order.time}"),
        ("客服热线", order.carrier.hotline),
        ("备注", order.remark),
    )
    for i, (word, value) in enumerate(rows):
        y = 92.2 + i * 5.2
        canvas.text(5, y, word, 2.7, grey=_PALE)
        canvas.text(63 - canvas.measure(value, 2.7), y, value, 2.7)
    return canvas


def _party(canvas: Canvas, party: Party, sign: str, word: str, area: Area, chips: bool) -> None:
    x, y, width, height = area
    canvas.fill(x, y, width, height, _CARD)
    if chips:
        canvas.badge(x + 2, y + 2.2, label(sign), 5.0)
        inner, top = x + 9, y + 2.4
    else:
        canvas.text(x + 2, y + 1.8, label(word), 2.7, grey=_PALE)
        inner, top = x + 2, y + 6.2
    room = x + width - 2 - inner
    line = spaced(party.name, party.phone, gap="  ")
    size = 3.4
    if canvas.measure(line, size, bold=True) <= room * 1.2:
        canvas.fitted(inner, top, line, size, room, bold=True)
        below = top + size * 1.5
    else:
        canvas.fitted(inner, top, party.name, size, room, bold=True)
        canvas.fitted(inner, top + size * 1.3, party.phone, size, room, bold=True)
        below = top + size * 2.7
    fit_paragraph(canvas, (inner, below, room, y + height - below - 0.8), party.address, 2.9)
