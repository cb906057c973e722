"""Pages of the formats that Pillow decodes."""

from __future__ import annotations

import io

from PIL import Image

from masking.errors import ImageTooLargeError
from masking.images.formats import Format
from masking.images.guard import check_size, guarded
from masking.images.limits import Limits
from masking.images.upright import upright

_PILLOW_NAMES = {
    Format.JPEG: ("JPEG", "MPO"),  # phones append a second picture; only the first is read
    Format.PNG: ("PNG",),
    Format.WEBP: ("WEBP",),
    Format.BMP: ("BMP", "DIB"),
    Format.GIF: ("GIF",),
    Format.TIFF: ("TIFF",),
    Format.AVIF: ("AVIF",),
}
_SUBFILE_TYPE = 254
"""TIFF tag NewSubfileType; bit 0 marks a smaller copy of another page."""


class RasterPages:
    """The pages of one raster file. Frames of animations and smaller copies are no pages."""

    def __init__(self, data: bytes, format: Format, limits: Limits) -> None:
        """Open the file without decoding pixels.

        Raises:
            DamagedImageError: the header is broken.
            ImageTooLargeError, ImageTooSmallError: outside `limits`.
        """
        self._limits = limits
        self._data, self._names = data, _PILLOW_NAMES[format]
        self._image = guarded(self._opened)
        check_size(self._image.size, limits)
        self._frames = [0]
        if format is Format.TIFF:
            self._frames = guarded(lambda: _tiff_pages(self._image, limits))

    def __len__(self) -> int:
        return len(self._frames)

    def page(self, index: int) -> tuple[Image.Image, float | None]:
        """The upright RGB page at a 0-based index; its dpi is not kept.

        Raises:
            DamagedImageError: truncated or broken data.
            ImageTooLargeError, ImageTooSmallError: outside the limits.
        """
        return guarded(lambda: self._decode(self._frames[index])), None

    def close(self) -> None:
        """Free the decoder."""
        self._image.close()

    def _decode(self, frame: int) -> Image.Image:
        if self._image.tell() != frame:
            self._image.seek(frame)
        check_size(self._image.size, self._limits)
        page = upright(self._image)
        if len(self._frames) == 1:
            # The decoder keeps its pixels; opened again it holds none until it is asked.
            self._image.close()
            self._image = self._opened()
        return page

    def _opened(self) -> Image.Image:
        return Image.open(io.BytesIO(self._data), formats=self._names)


def _tiff_pages(image: Image.Image, limits: Limits) -> list[int]:
    """Frame numbers of the real pages, the first always among them."""
    frames = []
    for frame in range(2 * limits.max_pages + 1):
        try:
            image.seek(frame)
        except EOFError:
            break
        if frame == 0 or not _is_smaller_copy(image):
            frames.append(frame)
        if len(frames) > limits.max_pages:
            raise ImageTooLargeError(f"it has more than {limits.max_pages} pages")
    return frames


def _is_smaller_copy(image: Image.Image) -> bool:
    tags = getattr(image, "tag_v2", {})
    kind = tags.get(_SUBFILE_TYPE, 0)
    return isinstance(kind, int) and bool(kind & 1)
