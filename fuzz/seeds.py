"""Small real files of every kind that is read: what mutations start from."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pillow_heif
from PIL import Image, ImageCms

SIZE = (64, 48)


def seeds() -> dict[str, bytes]:
    """Files by a name that says what they are."""
    color = Image.effect_noise(SIZE, 40).convert("RGB")
    color.paste((200, 30, 30), (8, 8, 40, 30))
    gray, bits = color.convert("L"), color.convert("1")
    alpha = color.copy()
    alpha.putalpha(gray)
    exif = Image.Exif()
    exif[274], exif[271] = 6, "Invented"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    files = {
        "jpeg": _saved(color, "JPEG", exif=exif, icc_profile=profile, comment=b"x"),
        "jpeg-progressive": _saved(color, "JPEG", progressive=True),
        "jpeg-gray": _saved(gray, "JPEG"),
        "jpeg-cmyk": _saved(color.convert("CMYK"), "JPEG"),
        "mpo": _saved(color, "MPO", save_all=True, append_images=[color]),
        "png": _saved(color, "PNG", exif=exif, icc_profile=profile),
        "png-alpha": _saved(alpha, "PNG"),
        "png-palette": _saved(color.quantize(16), "PNG", transparency=3),
        "png-bits": _saved(bits, "PNG"),
        "png-16": _saved(gray.convert("I;16"), "PNG"),
        "png-animated": _saved(color, "PNG", save_all=True, append_images=[alpha.convert("RGB")]),
        "webp": _saved(color, "WEBP", exif=exif),
        "webp-lossless": _saved(alpha, "WEBP", lossless=True),
        "bmp": _saved(color, "BMP"),
        "bmp-palette": _saved(color.quantize(16), "BMP"),
        "gif": _saved(color.quantize(16), "GIF", save_all=True, append_images=[gray]),
        "tiff": _saved(color, "TIFF", exif=exif),
        "tiff-lzw": _saved(color, "TIFF", compression="tiff_lzw"),
        "tiff-jpeg": _saved(color, "TIFF", compression="jpeg"),
        "tiff-fax": _saved(bits, "TIFF", compression="group4"),
        "tiff-pages": _saved(color, "TIFF", save_all=True, append_images=[gray, bits]),
        "tiff-big": _saved(color, "TIFF", big_tiff=True),
        "tiff-float": _saved(gray.convert("F"), "TIFF"),
        "heic": _heic(color, exif=exif.tobytes()),
        "avif": _saved(alpha, "AVIF", exif=exif),
        "pdf-picture": _saved(color, "PDF"),
        "pdf-text": _pdf(),
    }
    files["zip"] = _zip({"a.png": files["png"], "sub/b.jpg": files["jpeg"], "c.txt": b"x" * 50})
    return files


def _saved(image: Image.Image, format: str, **options: Any) -> bytes:
    stream = io.BytesIO()
    # Copies, since Pillow leaves one encoder's settings on the object for the next.
    if "append_images" in options:
        options["append_images"] = [further.copy() for further in options["append_images"]]
    image.copy().save(stream, format, **options)
    return stream.getvalue()


def _heic(image: Image.Image, **options: Any) -> bytes:
    stream = io.BytesIO()
    pillow_heif.from_pillow(image).save(stream, quality=60, **options)
    return stream.getvalue()


def _zip(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return stream.getvalue()


def _pdf() -> bytes:
    """Text, a form field, an annotation and a script."""
    text = "BT /F 12 Tf 10 50 Td (Receiver) Tj ET 0 0 1 rg 5 5 40 20 re f"
    return f"""%PDF-1.4
1 0 obj << /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [6 0 R] >>
 /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >> endobj
2 0 obj << /Type /Pages /Count 2 /Kids [3 0 R 7 0 R] >> endobj
3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 100 80] /Contents 4 0 R /Annots [6 0 R]
 /Resources << /Font << /F 5 0 R >> >> >> endobj
4 0 obj << /Length {len(text)} >> stream
{text}
endstream endobj
5 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj
6 0 obj << /Type /Annot /Subtype /Widget /FT /Tx /T (f) /V (x) /Rect [10 10 60 30]
 /DA (/F 10 Tf) >> endobj
7 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 80 100] /Rotate 90 >> endobj
trailer << /Root 1 0 R /Size 8 >>
""".encode("latin-1")
