"""The primary picture of a HEIC/HEIF file, decoded by libheif."""

from __future__ import annotations

import io

from PIL import Image

from masking.images.guard import check_size, guarded
from masking.images.limits import Limits
from masking.images.upright import upright


class HeifPages:
    """One page: the primary picture. Bursts, depth maps and thumbnails stay unread."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Open the container without decoding pixels.

        Raises:
            DamagedImageError: the container is broken.
            ImageTooLargeError, ImageTooSmallError: outside `limits`.
        """
        from pillow_heif import open_heif

        self._limits = limits
        self._file = guarded(lambda: open_heif(io.BytesIO(data)))
        check_size(guarded(lambda: self._file.size), limits)

    def __len__(self) -> int:
        return 1

    def page(self, index: int) -> tuple[Image.Image, float | None]:
        """The upright RGB picture; libheif has already turned it as the container says.

        Raises:
            DamagedImageError: truncated or broken data.
        """
        return guarded(self._decode), None

    def close(self) -> None:
        """Free the decoder."""
        del self._file

    def _decode(self) -> Image.Image:
        decoded = self._file.to_pillow()
        check_size(decoded.size, self._limits)
        return upright(decoded)
