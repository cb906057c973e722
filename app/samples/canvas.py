"""A label on paper: measured in millimetres, drawn in pixels, every character's ink numbered."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from app.samples.fonts import Face, Fonts
from app.samples.glyphs import Stamp, stamp_of
from app.samples.marks import KEPT, Text, other
from app.samples.symbols import Modules, code128, qr
from app.samples.truth import CharTruth, CodeTruth, FieldTruth, Hide
from masking.geometry import Quad
from masking.model import CodeKind

MM_PER_INCH = 25.4
BLACK, WHITE = 0, 255

_INK_COVERAGE = 0.45
"""A pixel counts as a character's ink from this coverage by its glyph on."""
_NO_LINE_START = frozenset("，。、；：）)】]！？,.;:%-*")


class Canvas:
    """One sheet of paper.

    Positions and sizes are millimetres from the sheet's top-left corner. `ink` has the image's
    shape and holds 0 for paper and i + 1 where the ink of `characters[i]` lies.
    """

    def __init__(
        self, width: float, height: float, dpi: float, fonts: Fonts, paper: int = WHITE
    ) -> None:
        self.width, self.height, self.dpi, self.fonts = width, height, dpi, fonts
        self.scale = dpi / MM_PER_INCH
        shape = (round(height * self.scale), round(width * self.scale))
        self.grey: NDArray[np.uint8] = np.full(shape, paper, np.uint8)
        self.ink: NDArray[np.int32] = np.zeros(shape, np.int32)
        self.characters: list[CharTruth] = []
        self.codes: list[CodeTruth] = []
        self._line = 0
        self._fields: dict[str, FieldTruth] = {}

    def measure(self, text: Text | str, size: float, *, bold: bool = False) -> float:
        """Width in mm of a text on one line."""
        face = self._face(bold)
        chars = text if isinstance(text, str) else text.plain
        return sum(stamp_of(face, size * self.scale, c).advance for c in chars) / self.scale

    def text(
        self,
        x: float,
        y: float,
        text: Text | str,
        size: float,
        *,
        bold: bool = False,
        turn: int = 0,
        grey: int = BLACK,
        beneath: bool = False,
        hide: Hide = KEPT,
    ) -> float:
        """Print one line whose em boxes begin at (x, y); return its width in mm.

        `turn` is the direction of the text in degrees clockwise: 0, 90, 180 or 270; (x, y) stays
        the corner at the text's own top left. `beneath` keeps the ink of what is there already,
        as an overprint in grey does. `hide` is the need of the characters of a plain string.
        """
        run = other(text) if isinstance(text, str) else text
        face, em = self._face(bold), size * self.scale
        origin = (x * self.scale, y * self.scale)
        pen = 0.0
        for glyph in run:
            stamp = stamp_of(face, em, glyph.text)
            number = len(self.characters) + 1
            self._print(stamp, pen, origin, turn, grey, number, beneath)
            height, width = stamp.coverage.shape
            box = (
                min(pen, pen + stamp.left) if width else pen,
                min(0.0, stamp.top),
                max(pen + stamp.advance, pen + stamp.left + width),
                max(em, float(stamp.top + height)),
            )
            self.characters.append(
                CharTruth(
                    glyph.text,
                    _turned(box, origin, turn),
                    glyph.kind,
                    glyph.hide if not isinstance(text, str) else hide,
                    glyph.field.id if glyph.field else None,
                    self._line,
                )
            )
            if glyph.field is not None:
                self._fields.setdefault(glyph.field.id, glyph.field)
            pen += stamp.advance
        self._line += 1
        return pen / self.scale

    def fitted(
        self, x: float, y: float, text: Text | str, size: float, room: float, *, bold: bool = False
    ) -> float:
        """Print one line in a type small enough for `room` mm; return its width in mm."""
        width = self.measure(text, size, bold=bold)
        return self.text(x, y, text, size * min(1.0, room / max(width, 1e-6)), bold=bold)

    def wrap(self, text: Text, size: float, room: float, *, bold: bool = False) -> list[Text]:
        """Cut a text into lines of at most `room` mm: anywhere, as label printers do, but never
        in front of closing punctuation."""
        face = self._face(bold)
        lines, start, used = [], 0, 0.0
        for i, glyph in enumerate(text):
            advance = stamp_of(face, size * self.scale, glyph.text).advance / self.scale
            if used + advance > room and i > start:
                cut = i - 1 if glyph.text in _NO_LINE_START and i - 1 > start else i
                lines.append(text[start:cut])
                start = cut
                used = self.measure(text[cut:i], size, bold=bold)
            used += advance
        lines.append(text[start : len(text)])
        return [line for line in lines if len(line)]

    def paragraph(
        self,
        x: float,
        y: float,
        text: Text,
        size: float,
        room: float,
        *,
        bold: bool = False,
        leading: float = 1.18,
        grey: int = BLACK,
    ) -> float:
        """Print a text over as many lines as it needs; return the y below the last, in mm."""
        for line in self.wrap(text, size, room, bold=bold):
            self.text(x, y, line, size, bold=bold, grey=grey)
            y += size * leading
        return y

    def rule(
        self,
        x0: float,
        y0: float,
        x1: float,
        y1: float,
        thick: float = 0.25,
        *,
        dashed: bool = False,
    ) -> None:
        """A horizontal or vertical line."""
        width = max(1, round(thick * self.scale))
        left, top = round(x0 * self.scale), round(y0 * self.scale)
        right, bottom = round(x1 * self.scale), round(y1 * self.scale)
        area = self.grey[top : max(bottom, top + width), left : max(right, left + width)]
        if dashed:
            period = max(4, round(2.0 * self.scale))
            along = np.arange(max(area.shape)) % period < period * 0.6
            area[
                along[None, :].repeat(area.shape[0], 0)
                if area.shape[1] > area.shape[0]
                else along[:, None].repeat(area.shape[1], 1)
            ] = BLACK
        else:
            area[:] = BLACK

    def frame(self, x: float, y: float, width: float, height: float, thick: float = 0.25) -> None:
        """The outline of a box."""
        for x0, y0, x1, y1 in (
            (x, y, x + width, y),
            (x, y + height, x + width + thick, y + height),
            (x, y, x, y + height),
            (x + width, y, x + width, y + height),
        ):
            self.rule(x0, y0, x1, y1, thick)

    def fill(self, x: float, y: float, width: float, height: float, grey: int = BLACK) -> None:
        """A filled box."""
        s = self.scale
        self.grey[round(y * s) : round((y + height) * s), round(x * s) : round((x + width) * s)] = (
            grey
        )

    def badge(self, x: float, y: float, text: Text, size: float, *, disc: bool = True) -> None:
        """One character in white on a black disc or square of `size` mm."""
        s = self.scale
        if disc:
            # Drawn four times as large, so that its edge is smooth.
            side = round(size * s)
            big = Image.new("L", (side * 4, side * 4), 0)
            ImageDraw.Draw(big).ellipse((0, 0, side * 4 - 1, side * 4 - 1), fill=255)
            cover = np.asarray(big.resize((side, side), Image.Resampling.BOX), np.float32) / 255
            top, left = round(y * s), round(x * s)
            area = self.grey[top : top + side, left : left + side]
            area[:] = (area * (1 - cover)).astype(np.uint8)
        else:
            self.fill(x, y, size, size)
        kind = size * (0.72 if disc else 0.82)
        inset = (size - kind) / 2
        self.text(x + inset, y + inset, text, kind, bold=True, grey=WHITE)

    def barcode(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        content: str,
        hide: Hide,
        *,
        turn: int = 0,
    ) -> tuple[float, float]:
        """Code 128 centred in a box of `width` mm along its bars' row; return (start, length).

        The module is a whole number of dots, as a printer makes it. `turn` 90 runs down the page
        from (x, y), the box then lying to the left of x.

        Raises:
            ValueError: not even one dot a module fits.
        """
        bars = code128(content)[0]
        dots = int(width * self.scale) // bars.size
        if dots < 1:
            raise ValueError("the barcode does not fit its box")
        modules = np.repeat(bars[None, :], max(1, round(height * self.scale)), 0).repeat(dots, 1)
        length = modules.shape[1] / self.scale
        start = (width - length) / 2
        self._code(x, y, start, modules, turn, CodeKind.LINEAR, content, False, hide)
        return start, length

    def matrix(
        self, x: float, y: float, size: float, content: str, hide: Hide, *, personal: bool = False
    ) -> None:
        """A QR code in a box of at most `size` mm, centred, modules of whole dots."""
        modules: Modules = qr(content)
        dots = max(1, int(size * self.scale) // modules.shape[0])
        inset = (size - modules.shape[0] * dots / self.scale) / 2
        big = modules.repeat(dots, 0).repeat(dots, 1)
        self._code(x, y + inset, inset, big, 0, CodeKind.MATRIX, content, personal, hide)

    @property
    def fields(self) -> tuple[FieldTruth, ...]:
        """The fields that were printed."""
        return tuple(self._fields.values())

    def _code(
        self,
        x: float,
        y: float,
        start: float,
        modules: Modules,
        turn: int,
        kind: CodeKind,
        content: str,
        personal: bool,
        hide: Hide,
    ) -> None:
        origin = (round(x * self.scale), round(y * self.scale))
        height, width = modules.shape
        offset = round(start * self.scale)
        quad = _turned((offset, 0, offset + width, height), origin, turn)
        left, top, right, bottom = (round(v) for v in quad.bounds)
        turned = np.rot90(modules, -(turn // 90))
        if left < 0 or top < 0 or right > self.grey.shape[1] or bottom > self.grey.shape[0]:
            raise ValueError("a code reaches over the edge of the label")
        self.grey[top:bottom, left:right] = np.where(turned, BLACK, WHITE)
        self.codes.append(CodeTruth(quad, kind, content, personal, hide))

    def _face(self, bold: bool) -> Face:
        return self.fonts.bold if bold else self.fonts.regular

    def _print(
        self,
        stamp: Stamp,
        pen: float,
        origin: tuple[float, float],
        turn: int,
        grey: int,
        number: int,
        beneath: bool,
    ) -> None:
        height, width = stamp.coverage.shape
        if not width or not height:
            return
        start = round(pen) + stamp.left
        whole = (round(origin[0]), round(origin[1]))
        box = _turned((start, stamp.top, start + width, stamp.top + height), whole, turn).bounds
        left, top, right, bottom = (round(v) for v in box)
        cover = np.rot90(stamp.coverage, -(turn // 90))
        rows, columns = self.grey.shape
        if left < 0 or top < 0 or right > columns or bottom > rows:
            raise ValueError("a character reaches over the edge of the label")
        area, owner = self.grey[top:bottom, left:right], self.ink[top:bottom, left:right]
        drawn = area + (np.float32(grey) - area) * cover
        if beneath:
            area[:] = np.minimum(area, drawn).astype(np.uint8)
            owner[(cover >= _INK_COVERAGE) & (owner == 0)] = number
        else:
            area[:] = np.rint(drawn).astype(np.uint8)
            owner[cover >= _INK_COVERAGE] = number


def _turned(box: tuple[float, float, float, float], origin: tuple[float, float], turn: int) -> Quad:
    """A box of the text's own frame on the page; its corners stay in the text's order."""
    left, top, right, bottom = box
    x, y = origin
    places: dict[int, Callable[[float, float], tuple[float, float]]] = {
        0: lambda u, v: (x + u, y + v),
        90: lambda u, v: (x - v, y + u),
        180: lambda u, v: (x - u, y - v),
        270: lambda u, v: (x + v, y - u),
    }
    place = places[turn]
    return Quad.of(
        place(u, v) for u, v in ((left, top), (right, top), (right, bottom), (left, bottom))
    )
