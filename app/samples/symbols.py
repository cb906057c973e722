"""Real Code 128 and QR symbols as arrays of modules."""

from __future__ import annotations

import numpy as np
import zxingcpp
from numpy.typing import NDArray

Modules = NDArray[np.bool_]
"""True where a module is dark; a linear code has one row. Without the quiet zone."""


def code128(content: str) -> Modules:
    """The bars of a Code 128 symbol, shape (1, modules)."""
    return _modules(content, zxingcpp.BarcodeFormat.Code128)[:1]


def qr(content: str) -> Modules:
    """The modules of a QR code, shape (n, n)."""
    return _modules(content, zxingcpp.BarcodeFormat.QRCode)


def _modules(content: str, form: zxingcpp.BarcodeFormat) -> Modules:
    symbol = zxingcpp.create_barcode(content, form)
    image = zxingcpp.write_barcode_to_image(symbol, scale=1, add_quiet_zones=False)
    dark: Modules = np.asarray(image) < 128
    return dark
