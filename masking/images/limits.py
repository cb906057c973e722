"""How large an input may be: named limits with their units, so that memory and time are bounded."""

from __future__ import annotations

from dataclasses import dataclass, fields

MAX_BYTES = 200_000_000
"""Bytes of one file: a 50-megapixel BMP is 150 MB."""
MAX_PIXELS = 50_000_000
"""Pixels of one page: phones make 50 megapixels (8160 x 6120), an A4 scan at 600 dpi has 35."""
PILLOW_MAX_PIXELS = 178_956_970
"""Where Pillow itself refuses an image; a higher limit would promise what is not kept."""
MAX_SIDE = 30_000
"""Pixels of the longer side: OpenCV's warps end at 32,767."""
MIN_SIDE = 32
"""Pixels of the shorter side: less cannot hold one legible line of a label."""
MAX_PAGES = 500
"""Pages of one PDF or TIFF."""
PDF_DPI = 300
"""Dots per inch at which PDF pages are rendered: 6-point type becomes 25 pixels high."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What an input may ask of the machine.

    Raises:
        ValueError: a limit below one, or more pixels than Pillow decodes at all.
    """

    max_bytes: int = MAX_BYTES
    max_pixels: int = MAX_PIXELS
    max_side: int = MAX_SIDE
    min_side: int = MIN_SIDE
    max_pages: int = MAX_PAGES
    pdf_dpi: int = PDF_DPI

    def __post_init__(self) -> None:
        for limit in fields(self):
            if getattr(self, limit.name) < 1:
                raise ValueError(f"{limit.name} is at least 1")
        if self.max_pixels > PILLOW_MAX_PIXELS:
            raise ValueError(f"max_pixels is at most {PILLOW_MAX_PIXELS}")


DEFAULT_LIMITS = Limits()
"""For calls that name none."""
