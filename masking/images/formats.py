"""The image formats that are read and written, told apart by their first bytes alone."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import PurePath

SNIFF_BYTES = 1024
"""How many leading bytes `sniff` looks at; a PDF header may stand that far from the start."""


class Format(StrEnum):
    """A format family; the value is stable and appears in settings and answers."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    BMP = "bmp"
    GIF = "gif"
    """Only the first frame is read and written."""
    TIFF = "tiff"
    HEIC = "heic"
    AVIF = "avif"
    PDF = "pdf"

    @property
    def media_type(self) -> str:
        """The registered MIME type."""
        return "application/pdf" if self is Format.PDF else f"image/{self.value}"

    @property
    def written_as(self) -> Format:
        """The format of the output: the same, where it can be written without doubt.

        HEIC becomes JPEG, which every program opens; AVIF does where Pillow has no encoder.
        """
        if self is Format.HEIC or (self is Format.AVIF and not _writes_avif()):
            return Format.JPEG
        return self

    @property
    def has_pages(self) -> bool:
        """Whether one file holds several pages; frames of animations are no pages."""
        return self in (Format.PDF, Format.TIFF)


SUFFIXES = {
    Format.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Format.PNG: (".png",),
    Format.WEBP: (".webp",),
    Format.BMP: (".bmp", ".dib"),
    Format.GIF: (".gif",),
    Format.TIFF: (".tif", ".tiff"),
    Format.HEIC: (".heic", ".heif", ".hif"),
    Format.AVIF: (".avif",),
    Format.PDF: (".pdf",),
}
"""The usual suffix first. Names never decide what a file is, only what it claims to be."""


def sniff(head: bytes) -> Format | None:
    """The format that the first `SNIFF_BYTES` bytes announce, or None for anything else."""
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Format.WEBP
    if head[4:8] == b"ftyp":
        return _sniff_iso_media(head)
    if b"%PDF-" in head[:SNIFF_BYTES]:
        return Format.PDF
    return None


def claims_image(name: str) -> bool:
    """Whether a file's name says that it is an image or a PDF."""
    suffix = PurePath(name).suffix.lower()
    return any(suffix in suffixes for suffixes in SUFFIXES.values())


def output_suffix(format: Format, name: str) -> str:
    """The suffix, with its dot, of the output for a file called `name`.

    The input's own suffix is kept (PNG data named ``.jpg`` keeps that name), except where the
    output is of another format than the input; no suffix stays none.
    """
    suffix = PurePath(name).suffix
    written = format.written_as
    if written is format or suffix.lower() in SUFFIXES[written]:
        return suffix
    return SUFFIXES[written][0]


_MAGIC = (
    (b"\xff\xd8\xff", Format.JPEG),
    (b"\x89PNG\r\n\x1a\n", Format.PNG),
    (b"GIF87a", Format.GIF),
    (b"GIF89a", Format.GIF),
    (b"II*\x00", Format.TIFF),
    (b"MM\x00*", Format.TIFF),
    (b"II+\x00", Format.TIFF),  # BigTIFF
    (b"MM\x00+", Format.TIFF),
    (b"BM", Format.BMP),
)
_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"mif2"}


def _sniff_iso_media(head: bytes) -> Format | None:
    """HEIC and AVIF share a container (ISO/IEC 14496-12); its brands tell them apart."""
    size = min(int.from_bytes(head[:4], "big"), len(head))
    brands = {head[8:12]} | {head[at : at + 4] for at in range(16, size - 3, 4)}
    if brands & _AVIF_BRANDS:
        return Format.AVIF
    return Format.HEIC if brands & _HEIC_BRANDS else None


@cache
def _writes_avif() -> bool:
    from PIL import features

    return bool(features.check("avif"))
