"""One ply of 100 × 150 mm: a table whose headings stand above the values."""

from __future__ import annotations

import random

from app.samples.canvas import Canvas
from app.samples.fonts import Fonts
from app.samples.layouts.common import Area, barcode, clutter, fit_paragraph, sorting
from app.samples.marks import Text, label
from app.samples.order import Order, Party

WIDTH, HEIGHT = 100.0, 150.0
_COLUMNS = (4.0, 14.0, 34.0, 60.0, 96.0)
"""Left edges of the four columns in mm, and the right edge of the last."""


def draw(rng: random.Random, order: Order, fonts: Fonts, dpi: float) -> Canvas:
    """Draw it."""
    canvas = Canvas(WIDTH, HEIGHT, dpi, fonts)
    canvas.text(5, 2, order.carrier.name, 5.4, bold=True)
    canvas.text(5, 8.6, f"服务热线:{order.carrier.hotline}", 2.6)
    canvas.matrix(
        72, 1.5, 23, order.matrix.content, order.matrix.hide, personal=order.matrix.personal
    )
    canvas.text(5, 13, f"{order.hub}", 4.6, bold=True)
    canvas.text(5, 19.4, f"寄件日期:{order.date}", 2.8)
    canvas.rule(3, 26, 97, 26)
    sorting(canvas, order, (4, 27, 92, 12))
    canvas.rule(3, 40.5, 97, 40.5)
    barcode(canvas, order, (10, 42, 80, 17), 1)
    words = rng.choice((("姓名", "电话", "地址"), ("联系人", "联系电话", "详细地址")))
    _headings(canvas, 61.5, words)
    _row(canvas, order.receiver, rng.choice(("收件", "收货")), 68, 33, 3.4)
    _row(canvas, order.sender, rng.choice(("寄件", "发货")), 101, 24, 2.9)
    y, lines = 128.0, clutter(order, rng)
    for left, right in ((0, 1), (2, 3), (4, 5)):
        canvas.fitted(5, y, lines[left], 2.8, 43)
        canvas.fitted(51, y, lines[right], 2.8, 43)
        y += 4.6
    canvas.text(5, 143, "签收栏", 2.8)
    return canvas


def _headings(canvas: Canvas, y: float, words: tuple[str, ...]) -> None:
    canvas.frame(_COLUMNS[0], y, _COLUMNS[-1] - _COLUMNS[0], 6.5)
    for left, right, word in zip(_COLUMNS[1:], _COLUMNS[2:], words, strict=False):
        room = canvas.measure(word, 3.0, bold=True)
        canvas.text((left + right - room) / 2, y + 1.7, label(word), 3.0, bold=True)
        canvas.rule(left, y, left, y + 6.5)


def _row(canvas: Canvas, party: Party, word: str, y: float, height: float, size: float) -> None:
    canvas.frame(_COLUMNS[0], y, _COLUMNS[-1] - _COLUMNS[0], height)
    canvas.text(_COLUMNS[0] + 2, y + height / 2 - 1.5, label(word), 3.0, bold=True)
    for left, right, text in zip(
        _COLUMNS[1:], _COLUMNS[2:], (party.name, party.phone, party.address), strict=False
    ):
        canvas.rule(left, y, left, y + height)
        _value(canvas, (left + 1.2, y + 1.2, right - left - 2.2, height - 2.4), text, size)


def _value(canvas: Canvas, area: Area, text: Text, size: float) -> None:
    """On one line if a slightly smaller type makes that possible, else wrapped."""
    x, y, width, height = area
    need = canvas.measure(text, size)
    if need <= width * 1.25:
        canvas.fitted(x, y + height / 2 - size / 2, text, size, width)
    else:
        lines = len(canvas.wrap(text, size, width))
        top = y + max(0.0, (height - lines * size * 1.18) / 2)
        fit_paragraph(canvas, (x, top, width, y + height - top), text, size)
