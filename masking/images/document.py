"""A file of any supported format as upright RGB pages, whatever it is called."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Protocol

from PIL import Image

from masking.errors import EmptyFileError, NotAnImageError
from masking.images.formats import SNIFF_BYTES, Format, sniff
from masking.images.heif import HeifPages
from masking.images.limits import DEFAULT_LIMITS, Limits
from masking.images.raster import RasterPages
from masking.images.source import read_bytes, too_many_bytes


@dataclass(frozen=True, slots=True)
class Page:
    """One page or picture of a document."""

    index: int
    """0-based."""
    image: Image.Image
    """Upright, 8-bit RGB, without metadata."""
    dpi: float | None
    """Dots per inch of a rendered PDF page, so that the output keeps the paper's size."""
    encoded: bytes | None = None
    """The picture as `masking.images.encode.Delivery` made it for the format that is written: these
    bytes were checked, so these are stored. None: `image` is encoded when it is written."""


class _Pages(Protocol):
    def __len__(self) -> int: ...
    def page(self, index: int) -> tuple[Image.Image, float | None]: ...
    def close(self) -> None: ...


class Document:
    """An opened input. Pages are decoded one at a time, when asked for. A context manager."""

    def __init__(self, format: Format, pages: _Pages, lossless: bool) -> None:
        self.format = format
        """What the content is, by its first bytes."""
        self.lossless = lossless
        """Whether a WebP was stored without loss, so that the output is as well."""
        self._pages = pages

    def __len__(self) -> int:
        """How many pages there are, at least one."""
        return len(self._pages)

    @property
    def pages(self) -> Iterator[Page]:
        """All pages in order, each decoded as it is reached.

        Raises:
            ImageError: when the page that is reached cannot be decoded; see `page`.
        """
        return (self.page(index) for index in range(len(self)))

    def page(self, index: int) -> Page:
        """Decode one page by its 0-based index. Other pages may be good where one is not.

        Raises:
            DamagedImageError: truncated or broken data.
            ImageTooLargeError, ImageTooSmallError: outside the limits.
        """
        image, dpi = self._pages.page(index)
        return Page(index, image, dpi)

    def close(self) -> None:
        """Free the decoder; pages that were handed out stay valid."""
        self._pages.close()

    def __enter__(self) -> Document:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_document(source: bytes | Path, limits: Limits = DEFAULT_LIMITS) -> Document:
    """Open an image or PDF by its content; the name of a file is never looked at.

    Raises:
        EmptyFileError, NotAnImageError: no bytes, or of no supported format.
        UnreadableFileError, ChangedFileError: the file could not be read whole.
        EncryptedFileError: it asks for a password.
        DamagedImageError: its header is broken. Broken pixels show when a page is decoded.
        ImageTooLargeError, ImageTooSmallError: outside `limits`.
    """
    data = read_bytes(source, limits) if isinstance(source, Path) else source
    if not data:
        raise EmptyFileError("the file is empty")
    if len(data) > limits.max_bytes:
        raise too_many_bytes(limits)
    format = sniff(data[:SNIFF_BYTES])
    if format is None:
        raise NotAnImageError("the content is of no supported image format")
    return Document(format, _open_pages(data, format, limits), _stored_lossless(data, format))


def _open_pages(data: bytes, format: Format, limits: Limits) -> _Pages:
    if format is Format.PDF:
        from masking.images.pdf import PdfPages

        return PdfPages(data, limits)
    if format is Format.HEIC:
        return HeifPages(data, limits)
    return RasterPages(data, format, limits)


def _stored_lossless(data: bytes, format: Format) -> bool:
    """Whether a WebP's picture is in a lossless chunk (VP8L, perhaps behind an extended header)."""
    if format is not Format.WEBP:
        return False
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name in (b"VP8L", b"VP8 "):
            return name == b"VP8L"
        at += 8 + size + (size & 1)
    return False
