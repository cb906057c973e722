"""Pages of a PDF, rendered by PDFium as a viewer shows them: with annotations and form fields.

The build that pypdfium2 ships has no JavaScript engine: scripts in a file never run.
"""

from __future__ import annotations

import math
import threading
from typing import Any

import pypdfium2
from PIL import Image

from masking.errors import DamagedImageError, EncryptedFileError, ImageTooLargeError
from masking.images.guard import check_size, guarded
from masking.images.limits import Limits

POINTS_PER_INCH = 72
MIN_SHORT_SIDE = 1000
"""Pixels: a page whose file claims to be stamp-sized is rendered at least this large."""
MAX_DPI = 1200
"""Dots per inch beyond which a small page is not enlarged any further."""

PDFIUM = threading.RLock()
"""PDFium is not safe under several threads, not even on two documents: hold this for each call."""

_PASSWORD_ERROR = 4  # FPDF_ERR_PASSWORD


class PdfPages:
    """The pages of one PDF, rendered one at a time."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the file without rendering.

        Raises:
            DamagedImageError: broken, or without pages.
            EncryptedFileError: it asks for a password.
            ImageTooLargeError: more pages than `limits.max_pages`.
        """
        self._limits = limits
        with PDFIUM:
            self._pdf = guarded(lambda: _open(data))
            self._count = guarded(lambda: len(self._pdf))
        if self._count < 1:
            raise DamagedImageError("the PDF has no pages")
        if self._count > limits.max_pages:
            raise ImageTooLargeError(f"it has more than {limits.max_pages} pages")

    def __len__(self) -> int:
        return self._count

    def page(self, index: int) -> tuple[Image.Image, float | None]:
        """The rendered page at a 0-based index and its resolution in dots per inch.

        Raises:
            DamagedImageError: the page is broken.
            ImageTooLargeError, ImageTooSmallError: outside the limits.
        """
        with PDFIUM:
            return guarded(lambda: self._render(index))

    def close(self) -> None:
        """Free the document."""
        with PDFIUM:
            self._pdf.close()

    def _render(self, index: int) -> tuple[Image.Image, float]:
        page = self._pdf[index]
        try:
            width, height = page.get_size()
            dpi = render_dpi(width, height, self._limits)
            scale = dpi / POINTS_PER_INCH
            check_size((math.ceil(width * scale), math.ceil(height * scale)), self._limits)
            bitmap = page.render(scale=scale, may_draw_forms=True)
            try:
                return bitmap.to_pil().convert("RGB"), dpi
            finally:
                bitmap.close()
        finally:
            page.close()


def render_dpi(width: float, height: float, limits: Limits) -> float:
    """The resolution for a page of `width` x `height` points.

    `limits.pdf_dpi`, more for a very small page, less where the limits on pixels or on a side ask
    for it.
    """
    short, long = sorted((max(width, 1e-3), max(height, 1e-3)))
    wanted = max(float(limits.pdf_dpi), min(MIN_SHORT_SIDE * POINTS_PER_INCH / short, MAX_DPI))
    by_side = (limits.max_side - 1) * POINTS_PER_INCH / long
    # One pixel is kept back on each side: PDFium rounds up.
    by_pixels = POINTS_PER_INCH * math.sqrt(limits.max_pixels / (short * long)) - (
        POINTS_PER_INCH / short
    )
    return max(min(wanted, by_side, by_pixels), 1.0)


def _open(data: bytes) -> Any:
    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD_ERROR:
            raise EncryptedFileError("the PDF asks for a password") from error
        raise
    pdf.init_forms()
    return pdf
