"""One ply of 100 × 150 mm: a ruled form with a cell for each field."""

from __future__ import annotations

import random

from app.samples.canvas import Canvas
from app.samples.fonts import Fonts
from app.samples.layouts.common import (
    barcode,
    clutter,
    edge_numbers,
    fit_paragraph,
    header,
    sorting,
)
from app.samples.marks import Text, label
from app.samples.order import Order, Party

WIDTH, HEIGHT = 100.0, 150.0
_LEFT, _RIGHT = 4.0, 96.0


def draw(rng: random.Random, order: Order, fonts: Fonts, dpi: float) -> Canvas:
    """Draw it."""
    canvas = Canvas(WIDTH, HEIGHT, dpi, fonts)
    header(canvas, order, 5, 1.5, 90)
    canvas.frame(_LEFT, 11, _RIGHT - _LEFT, 135, 0.4)
    barcode(canvas, order, (10, 12, 80, 17), 1)
    canvas.rule(_LEFT, 30, _RIGHT, 30)
    sorting(canvas, order, (6, 31, 88, 12))
    canvas.rule(_LEFT, 44, _RIGHT, 44)
    upright = rng.random() < 0.5
    words = rng.choice((("收件人", "寄件人"), ("收货方", "发货方"), ("收件信息", "寄件信息")))
    _block(canvas, order.receiver, words[0], 44, 32, 4.0, upright)
    _block(canvas, order.sender, words[1], 76, 25, 3.0, upright)
    _foot(canvas, order, rng)
    if rng.random() < 0.5:
        edge_numbers(canvas, order, 2, rng)
    return canvas


def _block(
    canvas: Canvas, party: Party, word: str, y: float, height: float, size: float, upright: bool
) -> None:
    """A heading column, a row for name and phone and a row for the address."""
    heading = 7.0 if upright else 15.0
    inner, row = _LEFT + heading, size * 2.2
    if upright:
        step = 3.6
        top = y + (height - step * len(word)) / 2
        for i, char in enumerate(word):
            canvas.text(_LEFT + 2, top + i * step, label(char), 3.2, bold=True)
    else:
        canvas.fitted(_LEFT + 1, y + height / 2 - 1.6, label(word), 3.2, heading - 2, bold=True)
    canvas.rule(inner, y, inner, y + height)
    cells = (
        (inner, 11.0, label("姓名")),
        (inner + 11, 27.0, party.name),
        (inner + 38, 11.0, label("电话")),
        (inner + 49, _RIGHT - inner - 49, party.phone),
    )
    for x, width, text in cells:
        _cell(canvas, x, y, width, row, text, size)
        canvas.rule(x, y, x, y + row)
    canvas.rule(inner, y + row, _RIGHT, y + row)
    canvas.rule(inner + 11, y + row, inner + 11, y + height)
    canvas.text(inner + 2, y + row + (height - row) / 2 - 1.6, label("地址"), 3.2)
    area = (inner + 12.5, y + row + 1.4, _RIGHT - inner - 14, height - row - 2)
    fit_paragraph(canvas, area, party.address, size)
    canvas.rule(_LEFT, y + height, _RIGHT, y + height)


def _cell(
    canvas: Canvas, x: float, y: float, width: float, height: float, text: Text, size: float
) -> None:
    """One line in the middle of a cell; on two lines where it would get too small."""
    room = width - 2
    size = min(size, 3.2) if text.plain in {"姓名", "电话"} else size
    if canvas.measure(text, size) <= room * 1.2:
        size *= min(1.0, room / canvas.measure(text, size))
        canvas.text(x + 1, y + (height - size) / 2, text, size)
    else:
        fit_paragraph(canvas, (x + 1, y + 0.4, room, height - 0.6), text, size, smallest=1.7)


def _foot(canvas: Canvas, order: Order, rng: random.Random) -> None:
    canvas.text(6, 102.2, order.hub, 4.4, bold=True)
    canvas.text(66, 103, "已验视  已安检", 3.0)
    canvas.rule(_LEFT, 108, _RIGHT, 108)
    canvas.rule(66, 108, 66, 146)
    canvas.matrix(
        68, 112, 26, order.matrix.content, order.matrix.hide, personal=order.matrix.personal
    )
    y = 110.0
    for line in clutter(order, rng)[:6]:
        canvas.fitted(6, y, line, 2.8, 58)
        y += 4.1
    canvas.rule(_LEFT, 136, 66, 136)
    canvas.text(6, 137.2, "收件人签名:", 2.8)
    canvas.text(6, 142, f"时间:{' ' * 12}运费:", 2.6)
