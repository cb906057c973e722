"""The layouts, one file each; a layout takes randomness, content and fonts and draws a canvas."""

from __future__ import annotations

import random
from collections.abc import Callable

from app.samples.canvas import Canvas
from app.samples.fonts import Fonts
from app.samples.layouts import (
    badge,
    bare,
    labelled,
    ruled,
    run,
    screenshot,
    table,
    two_ply,
)
from app.samples.order import Order

Layout = Callable[[random.Random, Order, Fonts, float], Canvas]

LAYOUTS: dict[str, Layout] = {
    "badge": badge.draw,
    "labelled": labelled.draw,
    "ruled": ruled.draw,
    "bare": bare.draw,
    "run": run.draw,
    "two-ply": two_ply.draw,
    "table": table.draw,
    "screenshot": screenshot.draw,
}
