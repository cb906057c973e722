"""Files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

_NO_SPACE = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


def is_full(error: OSError) -> bool:
    """Whether an error says that the disk or the quota is exhausted."""
    return error.errno in _NO_SPACE


@contextlib.contextmanager
def written(path: Path, *, durable: bool = True) -> Iterator[BinaryIO]:
    """A new file for writing and reading back; removed again when anything goes wrong.

    `durable` asks the disk to have the bytes before this returns, so that a rename that follows
    never names an empty file after a power loss.
    """
    try:
        with path.open("w+b") as stream:
            yield stream
            stream.flush()
            if durable:
                os.fsync(stream.fileno())
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise


def sync_folder(folder: Path) -> None:
    """Ask the disk to have the names in a folder: a rename is durable only with them.

    Windows cannot be asked, and some network disks refuse; their own journals have to do.
    """
    if os.name == "nt":
        return
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


@contextlib.contextmanager
def replace_whole(path: Path, parts: Path) -> Iterator[BinaryIO]:
    """Write `path` through a temporary file in the folder `parts` of the same disk."""
    temporary = parts / f"{path.name}.part"
    with written(temporary) as stream:
        yield stream
    temporary.replace(path)
    sync_folder(path.parent)
