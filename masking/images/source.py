"""The bytes of an input, read once under the limits."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from masking.errors import (
    ChangedFileError,
    EmptyFileError,
    ImageTooLargeError,
    UnreadableFileError,
)
from masking.images.limits import DEFAULT_LIMITS, Limits


def read_bytes(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """All bytes of an ordinary file; devices and pipes are never waited for.

    Raises:
        UnreadableFileError: missing, not permitted, or no ordinary file.
        EmptyFileError: no bytes.
        ImageTooLargeError: more than `limits.max_bytes`.
        ChangedFileError: its size or time changed meanwhile.
    """
    with _opened(path) as file:
        before = os.fstat(file.fileno())
        if before.st_size > limits.max_bytes:
            raise too_many_bytes(limits)
        data = file.read(limits.max_bytes + 1)
        after = os.fstat(file.fileno())
    if (before.st_mtime_ns, before.st_size) != (after.st_mtime_ns, len(data)):
        raise ChangedFileError("the file changed while it was read")
    if not data:
        raise EmptyFileError("the file is empty")
    return data


def read_head(path: Path, size: int) -> bytes:
    """At most `size` leading bytes of an ordinary file.

    Raises:
        UnreadableFileError: missing, not permitted, or no ordinary file.
    """
    with _opened(path) as file:
        return file.read(size)


def too_many_bytes(limits: Limits) -> ImageTooLargeError:
    """The error for an input of more than `limits.max_bytes`."""
    return ImageTooLargeError(f"it has more than {limits.max_bytes / 1e6:g} megabytes")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    # Opening a pipe blocks until somebody writes; O_NONBLOCK answers at once (not on Windows,
    # which has no pipes in folders). O_BINARY exists only there.
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(path, flags), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise UnreadableFileError("it is not an ordinary file")
            yield file
    except OSError as error:
        raise UnreadableFileError(f"it cannot be read ({error.strerror})") from error
