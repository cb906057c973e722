"""Barcodes and 2D codes, by zxing-cpp."""

from __future__ import annotations

import cv2
import zxingcpp

from masking.geometry import Quad
from masking.model import Code, CodeKind
from masking.reading.engine import Pixels

MAX_SIDE = 2400
"""Pixels: larger images are also searched at this size, where blurred modules merge."""

LINEAR_FORMATS = (
    zxingcpp.BarcodeFormat.Code128,
    zxingcpp.BarcodeFormat.Code39,
    zxingcpp.BarcodeFormat.Code93,
    zxingcpp.BarcodeFormat.EAN13,
)
MATRIX_FORMATS = (
    zxingcpp.BarcodeFormat.QRCode,
    zxingcpp.BarcodeFormat.MicroQRCode,
    zxingcpp.BarcodeFormat.DataMatrix,
    zxingcpp.BarcodeFormat.PDF417,
    zxingcpp.BarcodeFormat.Aztec,
)
"""Symbols that carriers and shops print; others would mostly be ruled lines taken for codes."""


def find_codes(image: Pixels) -> tuple[Code, ...]:
    """Every symbol zxing-cpp finds at any rotation, decoded or only located.

    Args:
        image: upright source image, shape (H, W, 3), RGB.
    """
    grey = cv2.cvtColor(image, cv2.COLOR_RGB2GRAY)
    found: list[Code] = []
    sides = [1.0]
    if max(grey.shape) > MAX_SIDE:
        sides.append(MAX_SIDE / max(grey.shape))
    for scale in sides:
        picture = grey
        if scale < 1:
            picture = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        for symbol in zxingcpp.read_barcodes(
            picture,
            formats=zxingcpp.BarcodeFormats([*LINEAR_FORMATS, *MATRIX_FORMATS]),
            return_errors=True,
        ):
            code = _code(symbol, scale)
            if not any(_same(code, other) for other in found):
                found.append(code)
    return tuple(found)


def _code(symbol: zxingcpp.Barcode, scale: float) -> Code:
    place = symbol.position
    corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
    quad = Quad.of([(corner.x / scale, corner.y / scale) for corner in corners])
    matrix = symbol.format in MATRIX_FORMATS
    return Code(
        quad,
        CodeKind.MATRIX if matrix else CodeKind.LINEAR,
        symbol.text if symbol.valid else None,
    )


def _same(one: Code, other: Code) -> bool:
    (ax, ay), (bx, by) = one.quad.center, other.quad.center
    near = max(other.quad.height, other.quad.width) / 2
    return one.kind is other.kind and abs(ax - bx) < near and abs(ay - by) < near
