"""One ply of 100 × 150 mm: every field behind its label word, one or more to a line."""

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
from app.samples.order import Order, Party

WIDTH, HEIGHT = 100.0, 150.0

_WORDS = (
    ("收件人", "寄件人", "电话", "地址"),
    ("收货人", "发货人", "手机", "收货地址"),
    ("收方", "寄方", "联系电话", "地址"),
    ("收件人姓名", "寄件人姓名", "联系方式", "详细地址"),
    ("TO", "FROM", "TEL", "ADD"),
    ("收件", "寄件", "电话", "地址"),
    ("收", "寄", "电话", "地址"),
    ("买家", "发货人", "手机号", "地址"),
    ("客户姓名", "寄件人", "电话", "送货地址"),
    ("收件联系人", "寄件联系人", "联系电话", "地址"),
)


def draw(rng: random.Random, order: Order, fonts: Fonts, dpi: float) -> Canvas:
    """Draw it."""
    canvas = Canvas(WIDTH, HEIGHT, dpi, fonts)
    header(canvas, order, 4, 1.5, 92)
    canvas.rule(3, 10.5, 97, 10.5)
    sorting(canvas, order, (4, 11.5, 92, 13))
    canvas.rule(3, 26, 97, 26)
    barcode(canvas, order, (10, 27.5, 80, 17), 1, spaced=rng.random() < 0.3)
    canvas.rule(3, 46, 97, 46)
    words, colon = rng.choice(_WORDS), rng.choice(("：", ":", "： ", ": ", " "))
    one_line = rng.random() < 0.5
    size = 4.2 * emphasis(rng)
    _block(canvas, order.receiver, (words[0], *words[2:]), colon, (5, 47.5, 90, 32), size, one_line)
    canvas.rule(3, 80.5, 97, 80.5)
    _block(canvas, order.sender, (words[1], *words[2:]), colon, (5, 82, 90, 22), 3.0, one_line)
    canvas.rule(3, 105, 97, 105)
    canvas.text(5, 106.2, f"{order.hub}", 4.2, bold=True)
    canvas.rule(3, 111.6, 97, 111.6)
    canvas.matrix(
        72, 114, 23, order.matrix.content, order.matrix.hide, personal=order.matrix.personal
    )
    y = 114.0
    for line in clutter(order, rng)[:6]:
        canvas.fitted(5, y, line, 2.8, 62)
        y += 4.0
    canvas.frame(5, 139.5, 90, 8.5)
    canvas.text(7, 142.2, "签收人/签收时间", 2.6)
    canvas.text(62, 142.2, "年    月    日", 2.6)
    if rng.random() < 0.6:
        edge_numbers(canvas, order, 3, rng)
    return canvas


def _block(
    canvas: Canvas,
    party: Party,
    words: tuple[str, ...],
    colon: str,
    area: tuple[float, float, float, float],
    size: float,
    one_line: bool,
) -> None:
    x, y, width, height = area
    who, phone, address = (label(word + colon) for word in words)
    name_line, phone_line = who + party.name, phone + party.phone
    together = spaced(name_line, phone_line, gap="  ")
    if one_line and canvas.measure(together, size) <= width:
        canvas.text(x, y, together, size)
        below = y + size * 1.35
    else:
        canvas.fitted(x, y, name_line, size, width)
        canvas.fitted(x, y + size * 1.3, phone_line, size, width)
        below = y + size * 2.6
    fit_paragraph(
        canvas, (x, below, width, y + height - below), address + party.address, size * 0.92
    )
