"""Redacted pages to bytes of the input's format family, with no metadata of any kind.

Every picture is rebuilt from its pixels first, so nothing that hangs on an image object (EXIF,
GPS, XMP, IPTC, thumbnails, comments, colour profiles, resolution) can reach the file.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, BinaryIO

from PIL import Image
from PIL.TiffImagePlugin import AppendingTiffWriter

from masking.errors import EncodingError
from masking.images.document import Page
from masking.images.formats import Format
from masking.images.limits import PDF_DPI
from masking.images.pdf_writer import PdfWriter

JPEG_QUALITY = 95
"""Pillow's scale 1..95: the edges of painted areas stay clean and small type legible."""
WEBP_QUALITY = 95
AVIF_QUALITY = 90
AVIF_SPEED = 8
"""0..10: at 6, Pillow's default, a phone photo takes several seconds."""
PNG_LEVEL = 6
"""zlib level, 0..9."""
GIF_COLORS = 256

_JPEG = {"quality": JPEG_QUALITY, "subsampling": "4:4:4"}
_POINTS_PER_INCH = 72

Pages = Image.Image | Page | Iterable[Image.Image | Page]
"""What can be encoded: one picture, or several for the formats that have pages."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """Encodes one redacted picture as its user will get it, and shows what the bytes hold."""

    format: Format
    """Of the output; the pictures of a PDF are JPEG."""
    lossless: bool = False
    """As for `write`."""

    def __call__(self, image: Image.Image) -> tuple[bytes, Image.Image]:
        """The bytes that are stored for the picture, and the RGB picture that is in them.

        Raises:
            EncodingError: this format cannot hold the picture, or gives another size back.
        """
        written_as = self.format.written_as
        single = Format.JPEG if written_as is Format.PDF else written_as
        try:
            data = encode(image, single, lossless=self.lossless)
            with Image.open(io.BytesIO(data), formats=[single.value.upper()]) as opened:
                decoded = opened.convert("RGB")
        except (OSError, ValueError) as error:
            raise EncodingError(
                f"the picture cannot be stored as {written_as.value} ({type(error).__name__})"
            ) from error
        if decoded.size != image.size:
            raise EncodingError(f"{written_as.value} changed the picture's size")
        return data, decoded


def encode(pages: Pages, format: Format, *, lossless: bool = False) -> bytes:
    """The bytes of `write`, for callers that keep them in memory."""
    stream = io.BytesIO()
    write(pages, format, stream, lossless=lossless)
    return stream.getvalue()


def write(pages: Pages, format: Format, stream: BinaryIO, *, lossless: bool = False) -> None:
    """Write RGB pages to `stream` as `format.written_as`, one at a time.

    PNG, BMP and TIFF are stored without loss, WebP where `lossless` asks for it, GIF where the
    picture has at most 256 colours. JPEG, and the pictures of a PDF, at quality 95 with full
    colour resolution. A PDF page takes its paper size from its own dpi (`PDF_DPI` for a
    bare image). For TIFF the stream can be read and positioned as well.

    Raises:
        ValueError: no page, or more than one for a format without pages.
        OSError: the stream cannot be written.
    """
    format = format.written_as
    items = iter((pages,) if isinstance(pages, Image.Image | Page) else pages)
    first = next(items, None)
    if first is None:
        raise ValueError(f"a {format.value} file holds at least one page")
    match format:
        case Format.PDF:
            _write_pdf(chain((first,), items), stream)
        case Format.TIFF:
            _write_tiff(chain((first,), items), stream)
        case _:
            if next(items, None) is not None:
                raise ValueError(f"a {format.value} file holds one picture")
            if isinstance(first, Page) and first.encoded is not None:
                stream.write(first.encoded)
            else:
                _write_picture(_bare(first), format, stream, lossless)


def _write_picture(image: Image.Image, format: Format, stream: BinaryIO, lossless: bool) -> None:
    options: dict[str, Any] = {}
    match format:
        case Format.JPEG:
            options = _JPEG
        case Format.PNG:
            image, options = _gray_if_gray(image), {"compress_level": PNG_LEVEL}
        case Format.WEBP:
            options = {"quality": WEBP_QUALITY, "lossless": lossless, "use_sharp_yuv": True}
        case Format.GIF:
            image = _palette(image)
        case Format.AVIF:
            options = {"quality": AVIF_QUALITY, "speed": AVIF_SPEED, "subsampling": "4:4:4"}
    image.save(stream, format.value.upper(), **options)


def _write_tiff(items: Iterator[Image.Image | Page], stream: BinaryIO) -> None:
    # Pillow's own save_all keeps every page in memory; its writer for appending does not.
    with AppendingTiffWriter(stream) as writer:
        for item in items:
            _gray_if_gray(_bare(item)).save(writer, "TIFF", compression="tiff_adobe_deflate")
            writer.newFrame()


def _write_pdf(items: Iterator[Image.Image | Page], stream: BinaryIO) -> None:
    writer = PdfWriter(stream)
    for item in items:
        dpi = (item.dpi if isinstance(item, Page) else None) or PDF_DPI
        jpeg = item.encoded if isinstance(item, Page) else None
        size = item.image.size if isinstance(item, Page) else item.size
        if jpeg is None:
            jpeg = encode(item, Format.JPEG)
        width, height = (side * _POINTS_PER_INCH / dpi for side in size)
        writer.add_jpeg(jpeg, size, (width, height))
    writer.close()


def _bare(item: Image.Image | Page) -> Image.Image:
    """A fresh RGB image with the same pixels and an empty info dictionary."""
    image = item.image if isinstance(item, Page) else item
    bare = Image.new("RGB", image.size)
    bare.paste(image if image.mode == "RGB" else image.convert("RGB"))
    return bare


def _gray_if_gray(image: Image.Image) -> Image.Image:
    """One channel where all three are equal: a third of the size, the same picture."""
    red, green, blue = image.split()
    same = red.tobytes() == green.tobytes() and red.tobytes() == blue.tobytes()
    return red if same else image


def _palette(image: Image.Image) -> Image.Image:
    """Up to 256 colours exactly; more are reduced without dithering, which would speckle fills."""
    if image.getcolors(GIF_COLORS) is None:
        return image.quantize(GIF_COLORS, dither=Image.Dither.NONE)
    import numpy as np  # here: the process that only hands files to workers does without

    pixels = np.asarray(image).astype(np.uint32)
    packed = (pixels[..., 0] << 16) | (pixels[..., 1] << 8) | pixels[..., 2]
    colors, indices = np.unique(packed, return_inverse=True)
    exact = Image.fromarray(indices.reshape(packed.shape).astype(np.uint8), "P")
    exact.putpalette([value for c in colors.tolist() for value in (c >> 16, c >> 8 & 255, c & 255)])
    return exact
