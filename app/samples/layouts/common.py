"""Parts that several layouts share."""

from __future__ import annotations

import random

from app.samples.canvas import Canvas
from app.samples.identity import id_number
from app.samples.marks import Text, label, other
from app.samples.order import NUMBER_CODE, Order

Area = tuple[float, float, float, float]
"""x, y, width and height in mm."""

_ID_NUMBER_SHARE = 0.04


def header(canvas: Canvas, order: Order, x: float, y: float, width: float) -> None:
    """The carrier's name in large type, its hotline at the right; 8 mm high."""
    canvas.text(x, y + 1, order.carrier.name, 5.2, bold=True)
    hotline = f"客服热线 {order.carrier.hotline}"
    room = canvas.measure(hotline, 2.4)
    canvas.text(x + width - room, y + 1.2, hotline, 2.4)
    site = canvas.measure(order.carrier.site, 2.2)
    canvas.text(x + width - site, y + 4.4, order.carrier.site, 2.2)


def barcode(canvas: Canvas, order: Order, area: Area, copy: int, *, spaced: bool = False) -> None:
    """The waybill number as bars with its digits centred below."""
    x, y, width, height = area
    size = 3.2
    canvas.barcode(x, y, width, height - size - 0.6, order.carrier.number, NUMBER_CODE)
    number = order.number(copy, spaced=spaced)
    room = canvas.measure(number, size)
    canvas.text(x + (width - room) / 2, y + height - size, number, size)


def sorting(canvas: Canvas, order: Order, area: Area) -> None:
    """The sorting code as large as its area allows."""
    x, y, width, height = area
    size = min(height, 1.0 / max(canvas.measure(order.sorting_code, 1.0, bold=True), 1e-6) * width)
    room = canvas.measure(order.sorting_code, size, bold=True)
    canvas.text(
        x + (width - room) / 2, y + (height - size) / 2, order.sorting_code, size, bold=True
    )


def edge_numbers(canvas: Canvas, order: Order, copy: int, rng: random.Random) -> None:
    """The waybill number in tiny type, rotated, along the left and right edges."""
    size = 1.9
    number = order.number(copy)
    length = canvas.measure(number, size)
    y = canvas.height * rng.uniform(0.25, 0.6)
    canvas.text(canvas.width - 0.5, y, number, size, turn=90)
    canvas.text(0.5, y + length, order.number(copy + 1), size, turn=270)


def fit_paragraph(
    canvas: Canvas,
    area: Area,
    text: Text,
    size: float,
    *,
    bold: bool = False,
    smallest: float = 1.9,
) -> float:
    """Print a paragraph in a type that fits its area; return the y below it in mm.

    Raises:
        ValueError: the text does not fit even at `smallest` mm.
    """
    x, y, width, height = area
    while len(canvas.wrap(text, size, width, bold=bold)) * size * 1.18 > height + 0.05:
        size -= 0.1
        if size < smallest:
            raise ValueError("a text does not fit its area of the label")
    return canvas.paragraph(x, y, text, size, width, bold=bold)


def clutter(order: Order, rng: random.Random) -> list[Text]:
    """Lines that stand at the foot of a label, in random order."""
    words = [
        f"订单号:{order.order_number}",
        f"{order.date} {order.time}",
        f"重量:{order.weight}kg",
        f"内件:{order.goods} x{rng.randint(1, 5)}",
        f"月结卡号:{order.account}",
        f"运费:{rng.randint(5, 38)}.00元",
        f"打印时间:{order.date} {order.time[:5]}",
        f"第{rng.randint(1, 2)}/{rng.randint(2, 3)}件",
    ]
    lines = [other(word) for word in rng.sample(words, len(words))]
    # What may hold personal data comes first, so that every layout shows it.
    lines.insert(rng.randint(0, 3), other("备注:") + order.remark)
    if rng.random() < _ID_NUMBER_SHARE:
        lines.insert(0, label("证件号:") + id_number(rng))
    return lines


def emphasis(rng: random.Random) -> float:
    """By how much this label's receiver is set larger than usual."""
    return rng.choice((0.95, 1.0, 1.1, 1.2))


def spaced(*parts: Text, gap: str = " ") -> Text:
    """Texts with a gap between them."""
    made = parts[0]
    for part in parts[1:]:
        made = made + other(gap) + part
    return made
