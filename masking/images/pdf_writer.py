"""A PDF that holds one picture a page and nothing else: no text layer, no dates, no identifiers.

The libraries at hand stamp the time and a random identifier into the file and keep all pages in
memory; this needs neither, so that the same pages give the same bytes and a thousand pages fit.
ISO 32000-1, 7.5 (file structure) and 8.9.5 (image dictionaries).
"""

from __future__ import annotations

from typing import BinaryIO

_CATALOG, _PAGES = 1, 2
_OBJECTS_A_PAGE = 3  # page, contents, image


class PdfWriter:
    """Writes pages to a stream as they come; `close` completes the file."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._at = 0
        self._offsets: dict[int, int] = {}
        self._page_count = 0
        self._write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")

    def add_jpeg(self, jpeg: bytes, pixels: tuple[int, int], points: tuple[float, float]) -> None:
        """Add a page of `points` (width, height) filled by an RGB JPEG of `pixels`."""
        page = _PAGES + 1 + self._page_count * _OBJECTS_A_PAGE
        contents, image = page + 1, page + 2
        width, height = (f"{side:.4f}".rstrip("0").rstrip(".") for side in points)
        self._object(
            page,
            f"<< /Type /Page /Parent {_PAGES} 0 R /MediaBox [0 0 {width} {height}]"
            f" /Contents {contents} 0 R /Resources << /XObject << /I {image} 0 R >> >> >>",
        )
        self._object(contents, "<< ", f"q {width} 0 0 {height} 0 0 cm /I Do Q".encode())
        self._object(
            image,
            f"<< /Type /XObject /Subtype /Image /Width {pixels[0]} /Height {pixels[1]}"
            " /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode ",
            jpeg,
        )
        self._page_count += 1

    def close(self) -> None:
        """Write the page tree and the cross-reference table."""
        first = _PAGES + 1
        kids = " ".join(f"{first + n * _OBJECTS_A_PAGE} 0 R" for n in range(self._page_count))
        self._object(_CATALOG, f"<< /Type /Catalog /Pages {_PAGES} 0 R >>")
        self._object(_PAGES, f"<< /Type /Pages /Count {self._page_count} /Kids [{kids}] >>")
        start, size = self._at, len(self._offsets) + 1
        rows = [f"{self._offsets[number]:010d} 00000 n \n" for number in range(1, size)]
        self._write(f"xref\n0 {size}\n0000000000 65535 f \n{''.join(rows)}".encode())
        self._write(f"trailer\n<< /Size {size} /Root {_CATALOG} 0 R >>\n".encode())
        self._write(f"startxref\n{start}\n%%EOF\n".encode())

    def _object(self, number: int, dictionary: str, stream: bytes | None = None) -> None:
        self._offsets[number] = self._at
        self._write(f"{number} 0 obj\n{dictionary}".encode())
        if stream is not None:
            self._write(f"/Length {len(stream)} >>\nstream\n".encode())
            self._write(stream)
            self._write(b"\nendstream")
        self._write(b"\nendobj\n")

    def _write(self, data: bytes) -> None:
        self._stream.write(data)
        self._at += len(data)
