"""Barcodes and 2D codes, by zxing-cpp; barcodes on the slant are found by OpenCV first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from masking.geometry import Quad
from masking.model import Code, CodeKind, TextLine
from masking.reading.bars import leaning_bars, looks_like_bars, whole_bars
from masking.reading.engine import Pixels
from masking.reading.frame import cut

MAX_SIDE = 2400
"""Pixels: larger images are also searched at this size, where blurred modules merge."""
SLANT_SIDE = 1600
"""Pixels: longer side at which barcodes on the slant are looked for."""
SLANT_ROOM = (0.12, 0.3)
"""Added around such a barcode for decoding, along and across it, in its width and height: its
quiet zone."""
CLOSER = (1.0, 0.75, 2.0, 3.0)
"""Scales at which a 2D symbol that could not be decoded is tried again by itself."""
UNSURE, FEW_UNSURE, FEW = 0.6, 0.8, 0.4
"""Mean score below which a line may be bars that were taken for text, and that of a line with fewer
characters than this share of its width in heights."""
TALL, TALL_BARS, CLEAR_BARS = 1.8, (0.45, 50), (0.8, 30)
"""Usual line heights from which on no line of text is so high; and for what is and for what is not,
how alike the rows of bars are at least, and their edges. Lines of blurred text reach 0.71."""
PIECE, TALL_PIECE, DENSE, FEWEST_OF_PIECE = 0.9, 0.75, 7.0, 12
"""For a piece of a barcode: how alike its rows are at least, and those of one far higher than a line;
its edges to one height of the area, and how many there are."""
QUIET = 0.15
"""Looked at around a code whose place is known, in its longer side: its quiet zone."""
WHOLE = 1.1
"""The same where that was in vain: of a warped symbol a half may have been located."""

TEXT_LINES, TEXT_HEIGHT, TEXT_SCORE = 2, 0.25, 0.9
"""Lines of text within what was located as a 2D symbol from which on it is none; their height at most, in
its smaller side, and their score at least."""

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

Grey = NDArray[np.uint8]
"""Shape (H, W)."""


def find_codes(image: Pixels) -> tuple[Code, ...]:
    """Every symbol at any rotation, decoded or only located.

    Args:
        image: upright source image, shape (H, W, 3), RGB.
    """
    grey: Grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
    found: list[Code] = []
    sides = [1.0]
    if max(grey.shape) > MAX_SIDE:
        sides.append(MAX_SIDE / max(grey.shape))
    for scale in sides:
        for code in _decoded(_scaled(grey, scale), (*LINEAR_FORMATS, *MATRIX_FORMATS)):
            code = replace(code, quad=_scaled_quad(code.quad, 1 / scale))
            if any(_same(code, other) for other in found):
                continue
            if code.kind is CodeKind.LINEAR:
                code = replace(code, quad=whole_bars(grey, code.quad))
            elif code.content is None:
                code = _looked_at_closer(grey, code)
            found.append(code)
    found += _slanted(grey, found)
    sure = [code for code in found if code.content is not None]
    # The bars of one on the slant may look like the start of another symbol.
    return tuple(
        code
        for code in found
        if code.content is not None or not any(_is_on(code, other) for other in sure)
    )


def without_bars(
    image: Pixels, lines: Sequence[TextLine]
) -> tuple[list[TextLine], tuple[Code, ...]]:
    """The lines without those that are the bars of a barcode too small to decode, and those.

    Args:
        image: shape (H, W, 3), RGB.
        lines: as read on it.
    """
    usual = float(np.median([line.quad.height for line in lines])) if lines else 0.0
    bars = [line for line in lines if _is_unsure(line) and _shows_bars(image, line.quad, usual)]
    codes = tuple(Code(line.quad, CodeKind.LINEAR, None) for line in bars)
    return [line for line in lines if line not in bars], codes


def _is_unsure(line: TextLine) -> bool:
    few = len(line.text) * line.quad.height < FEW * line.quad.width
    return line.score < (FEW_UNSURE if few else UNSURE)


def without_text(codes: Sequence[Code], lines: Sequence[TextLine]) -> tuple[Code, ...]:
    """The codes without symbols that could not be decoded and within which lines of text were read surely:
    black bars and the rules of a table around them may be located as one."""
    return tuple(code for code in codes if not _holds_text(code, lines))


def _holds_text(code: Code, lines: Sequence[TextLine]) -> bool:
    if code.content or code.kind is not CodeKind.MATRIX:
        return False
    shape = np.array(code.quad.points, np.float32)
    highest = TEXT_HEIGHT * min(code.quad.width, code.quad.height)
    inside = [
        line
        for line in lines
        if line.score >= TEXT_SCORE
        and sum(c.isalnum() for c in line.text) > 1
        and line.quad.height <= highest
        and all(cv2.pointPolygonTest(shape, point, False) >= 0 for point in line.quad.points)
    ]
    return len(inside) >= TEXT_LINES


def _shows_bars(image: Pixels, area: Quad, usual: float) -> bool:
    """Whether bars run across an area or along it. A blurred line of text has much of them: only what
    is far higher than the usual line, in pixels, may be less clear."""
    grey = np.asarray(cv2.cvtColor(cut(image, area), cv2.COLOR_RGB2GRAY), np.uint8)
    tall = min(area.width, area.height) >= TALL * usual
    least, fewest = TALL_BARS if tall else CLEAR_BARS
    for crop in (grey, grey.T):
        same, edges = leaning_bars(crop)
        # A piece of a barcode: figures one have four edges to a line height.
        alike = same >= (TALL_PIECE if tall else PIECE)
        dense = edges >= max(DENSE * crop.shape[1] / crop.shape[0], FEWEST_OF_PIECE)
        if (same >= least and edges >= fewest) or (alike and dense):
            return True
    return False


def contents_at(image: Pixels, code: Code) -> set[str]:
    """What can be decoded at a code's place: the contents of all symbols of its kind there.

    Args:
        image: shape (H, W, 3), RGB.
        code: found on that image, or on the one that it was made from.
    """
    margin = QUIET * max(code.quad.width, code.quad.height)
    left, top, right, bottom = code.quad.bounds
    x, y = max(int(left - margin), 0), max(int(top - margin), 0)
    area = image[y : max(int(bottom + margin) + 1, 0), x : max(int(right + margin) + 1, 0)]
    if not area.size:
        return set()
    contents = {
        found.content
        for found in find_codes(np.ascontiguousarray(area))
        if found.kind is code.kind and found.content is not None
    }
    if code.kind is CodeKind.LINEAR and code.content not in contents:
        # Searching finds a barcode on the slant or not, by what is around it; its place is known.
        grey = np.asarray(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), np.uint8)
        straight = _straightened(cut(grey, _roomy(code.quad)))
        contents.update(one.content for one in straight if one.content is not None)
    return contents


def _decoded(grey: Grey, formats: Sequence[zxingcpp.BarcodeFormat]) -> Iterator[Code]:
    """All symbols of these formats; for a linear one the quad is the row that was read."""
    for symbol in zxingcpp.read_barcodes(
        grey, formats=zxingcpp.BarcodeFormats(list(formats)), return_errors=True
    ):
        place = symbol.position
        corners = (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
        yield Code(
            Quad.of((corner.x, corner.y) for corner in corners),
            CodeKind.MATRIX if symbol.format in MATRIX_FORMATS else CodeKind.LINEAR,
            symbol.text if symbol.valid else None,
        )


def _looked_at_closer(grey: Grey, code: Code) -> Code:
    """A 2D symbol that was only located, decoded by itself: on curved paper that works at one size or
    another, and with more around it where only a part of it was located."""
    side = max(code.quad.width, code.quad.height)
    left, top, right, bottom = code.quad.bounds
    for margin in (QUIET * side, WHOLE * side):
        x, y = max(int(left - margin), 0), max(int(top - margin), 0)
        area = grey[y : max(int(bottom + margin) + 1, 0), x : max(int(right + margin) + 1, 0)]
        for factor in CLOSER:
            if not 0 < area.size * factor**2 <= MAX_SIDE**2:
                continue
            method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
            picture = cv2.resize(area, None, fx=factor, fy=factor, interpolation=method)
            for found in _decoded(np.asarray(picture, np.uint8), MATRIX_FORMATS):
                corners = ((x + u / factor, y + v / factor) for u, v in found.quad.points)
                whole = replace(found, quad=Quad.of(corners))
                if found.content is not None and _same(code, whole):
                    return whole
    return code


def _slanted(grey: Grey, found: Sequence[Code]) -> Iterator[Code]:
    """Barcodes that were not found yet: zxing-cpp looks for them along rows and columns only."""
    scale = min(SLANT_SIDE / max(grey.shape), 1.0)
    _, areas = cv2.barcode.BarcodeDetector().detectMulti(_scaled(grey, scale))
    known = list(found)
    for area in areas if areas is not None else ():
        quad = _scaled_quad(Quad.of(area.tolist()), 1 / scale)
        if quad.height > quad.width:
            quad = Quad(quad.bottom_left, quad.top_left, quad.top_right, quad.bottom_right)
        code = Code(quad, CodeKind.LINEAR, None)
        if any(_same(code, other) for other in known):
            continue
        roomy = _roomy(quad)
        crop = cut(grey, roomy)
        read = next(_straightened(crop), None)
        if read:
            row = Quad.of(roomy.at(x, y) for x, y in read.quad.points)
            code = Code(whole_bars(grey, row), CodeKind.LINEAR, read.content)
        elif not looks_like_bars(cut(grey, quad)):
            continue
        known.append(code)
        yield code


def _roomy(quad: Quad) -> Quad:
    """A barcode's area with its quiet zone."""
    return quad.grown(SLANT_ROOM[0] * quad.width, SLANT_ROOM[1] * quad.height)


def _straightened(crop: Grey) -> Iterator[Code]:
    """Barcodes that can be decoded on an upright crop, their quads as fractions of it."""
    for larger in (1, 2):
        picture = cv2.resize(crop, None, fx=larger, fy=larger, interpolation=cv2.INTER_CUBIC)
        height, width = picture.shape[:2]
        for one in _decoded(np.asarray(picture, np.uint8), LINEAR_FORMATS):
            if one.content is not None:
                yield replace(
                    one, quad=Quad.of((x / width, y / height) for x, y in one.quad.points)
                )


def _scaled(grey: Grey, scale: float) -> Grey:
    if scale >= 1:
        return grey
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def _scaled_quad(quad: Quad, scale: float) -> Quad:
    return Quad.of((x * scale, y * scale) for x, y in quad.points)


def _same(one: Code, other: Code) -> bool:
    """Whether two finds are one symbol: the middle of either lies on the other."""
    return one.kind is other.kind and (_is_on(one, other) or _is_on(other, one))


def _is_on(one: Code, other: Code) -> bool:
    area = np.array(other.quad.points, np.float32)
    return bool(cv2.pointPolygonTest(area, one.quad.center, False) >= 0)
