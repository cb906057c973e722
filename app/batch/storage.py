"""Files that are not on this machine: whatever fsspec reaches by an address like ``s3://bucket/x``.

Where a store is and which keys open it stays with fsspec and the store's own client (their
environment variables and files); nothing of that passes through here.
"""

from __future__ import annotations

import contextlib
import errno
import functools
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from masking.errors import (
    ChangedFileError,
    EmptyFileError,
    UnreadableFileError,
    UsageError,
    WaybillMaskError,
)
from masking.images import Limits, too_many_bytes


@dataclass(frozen=True, slots=True)
class RemoteFile:
    """One file of a store. It can be pickled, and stands where a `Path` may stand."""

    store: str
    """Address of the folder it was found below; says which store it is."""
    path: str
    """Its path as the store's client spells it."""

    @property
    def name(self) -> str:
        """The last part of its path."""
        return self.path.rpartition("/")[2]

    def read(self, limits: Limits) -> bytes:
        """All bytes; the same promises as `masking.images.read_bytes`.

        Raises:
            UnreadableFileError: missing, not permitted, or no file.
            EmptyFileError: no bytes.
            ImageTooLargeError: more than `limits.max_bytes`.
            ChangedFileError: its size changed meanwhile.
        """
        with _readable():
            system = _client(self.store)
            size = int(system.info(self.path)["size"])
            if size > limits.max_bytes:
                raise too_many_bytes(limits)
            data: bytes = system.cat_file(self.path) if size else b""
        if len(data) != size:
            raise ChangedFileError("the file changed while it was read")
        if not data:
            raise EmptyFileError("the file is empty")
        return data

    def head(self, size: int) -> bytes:
        """At most `size` leading bytes.

        Raises:
            UnreadableFileError: missing, not permitted, or no file.
        """
        with _readable():
            system = _client(self.store)
            there = int(system.info(self.path)["size"])
            data: bytes = (
                system.cat_file(self.path, start=0, end=min(size, there)) if there else b""
            )
        return data

    def state(self) -> tuple[int, str]:
        """Bytes, and what changes when the content does.

        Raises:
            OSError: it cannot be asked.
        """
        with _as_oserror():
            info = _client(self.store).info(self.path)
        mark = next(
            (info[key] for key in ("ETag", "etag", "mtime", "LastModified") if key in info), ""
        )
        return int(info["size"]), str(mark)

    def open(self, mode: str = "rb") -> IO[bytes]:
        """A stream of its bytes, seekable.

        Raises:
            OSError: it cannot be opened.
        """
        with _as_oserror():
            stream: IO[bytes] = _client(self.store).open(self.path, mode)
            return stream

    def unlink(self, missing_ok: bool = False) -> None:
        """Remove it.

        Raises:
            OSError: it cannot be removed, or is missing and that is not `missing_ok`.
        """
        with _as_oserror():
            try:
                _client(self.store).rm_file(self.path)
            except FileNotFoundError:
                if not missing_ok:
                    raise


@dataclass(frozen=True, slots=True)
class RemoteFolder:
    """A folder, or the prefix that stands for one."""

    url: str

    @property
    def path(self) -> str:
        """As the store's client spells it."""
        return str(_client_and_path(self.url)[1]).rstrip("/")

    def file(self, relative: str) -> RemoteFile:
        """A file below it; it need not exist."""
        return RemoteFile(self.url, f"{self.path}/{relative}")

    def listing(self) -> dict[str, int]:
        """Relative path and bytes of every file below it; empty where there is no such folder.

        Raises:
            OSError: it cannot be listed.
        """
        with _as_oserror():
            system = _client(self.url)
            system.invalidate_cache()
            try:
                found: dict[str, dict[str, Any]] = system.find(self.path, detail=True)
            except FileNotFoundError:
                return {}
        start = self.path + "/"
        return {
            path[len(start) :]: int(info.get("size") or 0)
            for path, info in found.items()
            if path.startswith(start) and not path.endswith("/")
        }

    def is_file(self) -> bool:
        """Whether the address names one file rather than a folder."""
        with _as_oserror():
            return bool(_client(self.url).isfile(self.path))

    def put(self, relative: str, source: Path) -> RemoteFile:
        """Copy a file of this machine; it appears whole or not at all.

        Raises:
            OSError: it cannot be written.
        """
        target = self.file(relative)
        with _as_oserror():
            _in_folder(target, lambda system: system.put_file(str(source), target.path))
        return target

    def write(self, relative: str, data: bytes) -> None:
        """Write a small file.

        Raises:
            OSError: it cannot be written.
        """
        target = self.file(relative)
        with _as_oserror():
            _in_folder(target, lambda system: system.pipe_file(target.path, data))

    def move(self, part: RemoteFile, relative: str) -> None:
        """Give a file of this store its place, without its bytes coming here.

        Raises:
            OSError: it cannot be moved.
        """
        target = self.file(relative)
        with _as_oserror():
            _in_folder(target, lambda system: system.mv(part.path, target.path))

    def remove(self, relatives: Iterable[str]) -> None:
        """Remove files.

        Raises:
            OSError: one cannot be removed.
        """
        paths = [self.file(relative).path for relative in relatives]
        if paths:
            with _as_oserror():
                _client(self.url).rm(paths)


Place = Path | RemoteFolder
"""INPUT or OUTPUT."""
File = Path | RemoteFile


def place(text: str) -> Place:
    """What a user wrote for INPUT or OUTPUT: an address, or a path of this machine.

    Raises:
        UsageError: nothing that is installed reaches such an address.
    """
    if "://" not in text:
        return Path(text)
    folder = RemoteFolder(text.rstrip("/"))
    try:
        _client_and_path(folder.url)
    except (ImportError, ValueError) as error:
        scheme = text.partition("://")[0]
        raise UsageError(
            f"nothing that is installed reaches {scheme}:// addresses",
            next_step='Install the extra for it, such as pip install "waybill-mask[ray,s3]".',
        ) from error
    return folder


@functools.lru_cache(maxsize=16)
def _client_and_path(url: str) -> tuple[Any, str]:
    import fsspec

    # Others write to the store as well: a remembered listing would be out of date.
    system, path = fsspec.core.url_to_fs(url, use_listings_cache=False)
    return system, path


def _client(url: str) -> Any:
    return _client_and_path(url)[0]


def _in_folder(target: RemoteFile, step: Callable[[Any], None]) -> None:
    """Do what makes a file; stores that have real folders ask for its folder first."""
    system = _client(target.store)
    try:
        step(system)
    except FileNotFoundError:
        system.makedirs(target.path.rpartition("/")[0], exist_ok=True)
        step(system)


@contextlib.contextmanager
def _as_oserror() -> Iterator[None]:
    """Clients of stores have errors of their own; callers know those of files."""
    try:
        yield
    except (OSError, MemoryError, WaybillMaskError):
        raise
    except Exception as error:
        raise OSError(errno.EIO, f"the store answers {type(error).__name__}") from error


@contextlib.contextmanager
def _readable() -> Iterator[None]:
    try:
        with _as_oserror():
            yield
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UnreadableFileError(f"it cannot be read ({why})") from error


@contextlib.contextmanager
def workbench(parts: Place) -> Iterator[Path]:
    """A folder of this machine for unfinished files: `parts` itself where it is one."""
    if isinstance(parts, Path):
        yield parts
        return
    with tempfile.TemporaryDirectory(prefix="waybill-mask-") as folder:
        yield Path(folder)
