"""ZIP files of images: listed under limits, read one member at a time, never unpacked to disk."""

from __future__ import annotations

import contextlib
import io
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO

from app.batch.storage import File, RemoteFile
from masking.errors import (
    ChangedFileError,
    DamagedImageError,
    EmptyFileError,
    ImageError,
    ImageTooLargeError,
    UnreadableFileError,
)
from masking.images import SNIFF_BYTES, Format, Limits, sniff, too_many_bytes

MAX_MEMBERS = 200_000
"""Files in one archive."""
MAX_DIRECTORY_BYTES = 64_000_000
"""Bytes of the archive's own table of contents, which is read into memory."""
MAX_TOTAL_RATIO = 200
"""Unpacked to packed size of the whole archive; pictures hardly shrink in a ZIP."""
RATIO_FROM_BYTES = 1_000_000_000
"""Unpacked bytes below which the ratio does not matter: white scans as BMP do shrink."""

SUFFIX = ".zip"

_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_OFFICE_AND_JAVA = ("[Content_Types].xml", "META-INF/MANIFEST.MF", "AndroidManifest.xml")


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive."""

    index: int
    """Position in the archive's listing."""
    name: str
    """Its path as the archive gives it, with ``/``; made unique by a number if it repeats."""
    format: Format | None
    """By its first bytes."""
    crc: int = 0
    """The archive's own checksum of it, to notice an archive that changed since."""
    problem: str | None = None
    """``code: sentence`` when it must not be read."""
    companion: bool = False
    """See `is_companion`."""


class BadArchiveError(ImageError):
    """The ZIP cannot be listed."""

    code = "damaged-archive"
    next_step = "Pack the images again, or give them as a folder."


def is_companion(head: bytes) -> bool:
    """Whether the first bytes are AppleDouble.

    macOS leaves a ``._a.jpg`` of such data beside ``a.jpg`` on foreign disks and in ZIPs.
    """
    return head.startswith(b"\x00\x05\x16\x07")


def is_zip(head: bytes) -> bool:
    """Whether the first bytes are those of a ZIP, empty ones included."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def listing(path: File, limits: Limits) -> list[Member]:
    """The files in a ZIP; none for documents and programs that only use the container.

    Raises:
        BadArchiveError: damaged.
        ImageTooLargeError: too many members, or a bomb.
    """
    with _opened(path) as archive:
        infos = archive.infolist()
        if len(infos) > MAX_MEMBERS:
            raise ImageTooLargeError(f"the archive holds more than {MAX_MEMBERS} files")
        total = sum(info.file_size for info in infos)
        if total > RATIO_FROM_BYTES and total > MAX_TOTAL_RATIO * _state(path)[0]:
            raise ImageTooLargeError(
                f"the archive unpacks to over {MAX_TOTAL_RATIO} times its size"
            )
        if any(info.filename in _OFFICE_AND_JAVA for info in infos):
            return []
        return list(_members(archive, infos, limits))


class ArchiveReader:
    """Reads members. The last archive stays open: its table is long, its members come in turn."""

    def __init__(self) -> None:
        self._key: tuple[File, int, str] | None = None
        self._close = contextlib.ExitStack()
        self._archive: zipfile.ZipFile | None = None

    def read(self, path: File, member: Member, limits: Limits) -> bytes:
        """The bytes of one member.

        Raises:
            BadArchiveError, DamagedImageError: the archive or this member is damaged.
            ChangedFileError: the archive is another than the one that was listed.
            EmptyFileError: it has no bytes.
            ImageTooLargeError: it unpacks to more than `limits.max_bytes`, whatever it announces.
        """
        infos = self._open(path).infolist()
        if member.index >= len(infos) or member.crc != infos[member.index].CRC:
            raise ChangedFileError("the archive changed since it was listed")
        try:
            with self._open(path).open(infos[member.index]) as stream:
                data = stream.read(limits.max_bytes + 1)
        except MemoryError:
            raise
        except Exception as error:  # zlib, bz2, lzma and zipfile each have their own
            raise DamagedImageError("the file in the archive is damaged") from error
        if len(data) > limits.max_bytes:
            raise too_many_bytes(limits)
        if not data:
            raise EmptyFileError("the file is empty")
        return data

    def close(self) -> None:
        """Let go of the archive."""
        self._close.close()
        self._key = self._archive = None

    def _open(self, path: File) -> zipfile.ZipFile:
        try:
            size, mark = _state(path)
        except OSError as error:
            raise UnreadableFileError(f"it cannot be read ({error.strerror})") from error
        key = (path, size, mark)
        if self._archive is None or key != self._key:
            self.close()
            self._archive = self._close.enter_context(_opened(path))
            self._key = key
        return self._archive


def _members(
    archive: zipfile.ZipFile, infos: list[zipfile.ZipInfo], limits: Limits
) -> Iterator[Member]:
    taken: set[str] = set()
    for index, info in enumerate(infos):
        if info.is_dir():
            continue
        name = _unique(_name(info), taken)
        problem = _unsafe(name)
        if problem is None and info.flag_bits & _ENCRYPTED:
            problem = "encrypted: the file in the archive asks for a password"
        if problem is None and info.file_size > limits.max_bytes:
            problem = too_many_bytes(limits).reason
        head = b"" if problem else _head(archive, info)
        if is_zip(head):
            problem = "nested-archive: an archive in an archive is not opened; unpack it first"
        yield Member(index, name, sniff(head), info.CRC, problem, is_companion(head))


def _name(info: zipfile.ZipInfo) -> str:
    """The member's path. ZIPs made on Chinese Windows hold GB 18030 without saying so."""
    name = info.filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            raw = name.encode("cp437")
        except UnicodeEncodeError:
            raw = b""
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding) or name
                break
            except UnicodeDecodeError:
                continue
    return name.replace("\\", "/")


def _unique(name: str, taken: set[str]) -> str:
    unique, number = name, 1
    while unique in taken:
        number += 1
        path = PurePosixPath(name)
        unique = str(path.with_name(f"{path.stem}-{number}{path.suffix}")) if path.name else name
    taken.add(unique)
    return unique


def _unsafe(name: str) -> str | None:
    """The problem with a name that points out of its folder."""
    drive = len(name) > 1 and name[1] == ":"
    if name.startswith("/") or drive or ".." in name.split("/"):
        return "unsafe-name: the name in the archive leads out of its folder"
    return None


def _head(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    try:
        with archive.open(info) as stream:
            return stream.read(SNIFF_BYTES)
    except Exception:  # shows again, as an error, when the member is read whole
        return b""


class _BoundedFile(io.FileIO):
    """Refuses the one read that zipfile does not bound: the whole table of contents."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            size = os.fstat(self.fileno()).st_size - self.tell()
        if size > MAX_DIRECTORY_BYTES:
            raise ImageTooLargeError("the archive's table of contents is too long")
        return super().read(size) or b""


class _BoundedStream(io.RawIOBase):
    """The same for a file of a store."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)

    def read(self, size: int | None = -1, /) -> bytes:
        if size is None or size < 0:
            size = MAX_DIRECTORY_BYTES + 1
        data = self._stream.read(min(size, MAX_DIRECTORY_BYTES + 1))
        if len(data) > MAX_DIRECTORY_BYTES:
            raise ImageTooLargeError("the archive's table of contents is too long")
        return data

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def close(self) -> None:
        self._stream.close()
        super().close()


def _state(path: File) -> tuple[int, str]:
    """Bytes, and what changes when the content does."""
    if isinstance(path, RemoteFile):
        return path.state()
    state = path.stat()
    return state.st_size, str(state.st_mtime_ns)


@contextlib.contextmanager
def _opened(path: File) -> Iterator[zipfile.ZipFile]:
    with contextlib.ExitStack() as stack:
        try:
            file: io.RawIOBase
            if isinstance(path, RemoteFile):
                file = stack.enter_context(_BoundedStream(path.open()))
            else:
                file = stack.enter_context(_BoundedFile(path))
            archive = stack.enter_context(zipfile.ZipFile(file))
        except OSError as error:
            raise UnreadableFileError(f"it cannot be read ({error.strerror})") from error
        except (ImageError, MemoryError):
            raise
        except Exception as error:
            raise BadArchiveError("the archive is damaged") from error
        yield archive
