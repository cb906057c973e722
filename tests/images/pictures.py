"""Real files of every format, made on the spot."""

from __future__ import annotations

import io
import zlib
from typing import Any

import pillow_heif
from PIL import Image

from masking.images import Format

SIZE = (60, 40)
CORNER = (10, 20, 200)
REST = (220, 210, 200)


def picture(size: tuple[int, int] = SIZE) -> Image.Image:
    """Bright, with a blue top-left quarter that shows which way up it is."""
    image = Image.new("RGB", size, REST)
    image.paste(CORNER, (0, 0, size[0] // 2, size[1] // 2))
    return image


def saved(image: Image.Image, pillow_format: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    image.save(stream, pillow_format, **options)
    return stream.getvalue()


def heic(image: Image.Image, **options: Any) -> bytes:
    stream = io.BytesIO()
    pillow_heif.from_pillow(image).save(stream, quality=95, **options)
    return stream.getvalue()


def file_of(format: Format, image: Image.Image | None = None) -> bytes:
    image = image or picture()
    if format is Format.HEIC:
        return heic(image)
    return saved(image, format.value.upper())


def exif_with(tag: int, value: object) -> bytes:
    exif = Image.Exif()
    exif[tag] = value
    return exif.tobytes()


def png_chunk(name: bytes, body: bytes) -> bytes:
    crc = zlib.crc32(name + body).to_bytes(4, "big")
    return len(body).to_bytes(4, "big") + name + body + crc


def png_announcing(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header announces any size: the usual bomb."""
    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 2, 0, 0, 0])
    return (
        b"\x89PNG\r\n\x1a\n"
        + png_chunk(b"IHDR", header)
        + png_chunk(b"IDAT", zlib.compress(bytes(1000)))
        + png_chunk(b"IEND", b"")
    )


def pdf_of(pages: list[str], size: tuple[int, int] = (283, 425), extra: str = "") -> bytes:
    """A PDF with a text layer: one content stream a page, `extra` keys in the catalog."""
    objects = [f"<< /Type /Catalog /Pages 2 0 R {extra} >>", ""]
    kids = []
    for contents in pages:
        number = len(objects) + 1
        kids.append(f"{number} 0 R")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {size[0]} {size[1]}] /Contents"
            f" {number + 1} 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1"
            " /BaseFont /Helvetica >> >> >> >>"
        )
        objects.append(f"<< /Length {len(contents)} >>\nstream\n{contents}\nendstream")
    objects[1] = f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(kids)}] >>"
    body, offsets = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n"
    xref = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    size_ = len(objects) + 1
    start = len(body)
    body += f"xref\n0 {size_}\n0000000000 65535 f \n{xref}"
    body += f"trailer\n<< /Size {size_} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return body.encode("latin-1")
