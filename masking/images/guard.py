"""What surrounds every decoder: size checks and one family of errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PIL import Image

from masking.errors import (
    DamagedImageError,
    ImageTooLargeError,
    ImageTooSmallError,
    WaybillMaskError,
)
from masking.images.limits import Limits

T = TypeVar("T")


def guarded(step: Callable[[], T]) -> T:
    """Run one step of a decoder; whatever it raises on broken data becomes `DamagedImageError`.

    Decoders raise nearly every built-in exception on hostile data, so all are caught except lack
    of memory, which says nothing about the data.

    Raises:
        DamagedImageError: the decoder failed. Its own message is not repeated: it may quote data.
        ImageTooLargeError: Pillow's guard against decompression bombs.
        WaybillMaskError: as the step raised it.
    """
    try:
        return step()
    except (WaybillMaskError, MemoryError):
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ImageTooLargeError("it unpacks to too many pixels") from error
    except Exception as error:
        raise DamagedImageError("the image data is truncated or broken") from error


def check_size(size: tuple[int, int], limits: Limits) -> None:
    """Compare a page's width and height in pixels with the limits.

    Raises:
        ImageTooLargeError, ImageTooSmallError: outside the limits.
    """
    width, height = size
    if width * height > limits.max_pixels:
        raise ImageTooLargeError(
            f"{width} x {height} pixels are more than {limits.max_pixels / 1e6:g} million"
        )
    if max(size) > limits.max_side:
        raise ImageTooLargeError(
            f"{width} x {height} pixels: a side is longer than {limits.max_side}"
        )
    if min(size) < limits.min_side:
        raise ImageTooSmallError(
            f"{width} x {height} pixels: a side is shorter than {limits.min_side}"
        )
