"""Where results stand: in a folder of this machine, or in a store with the books kept beside.

A store has no rename and no appending. Results are moved within it (its own copy, then removal);
the journal is kept in a folder of this machine while the run lasts, and what it has grown by is
saved as one more piece at every report.
"""

from __future__ import annotations

import contextlib
import errno
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Protocol

from app.batch.files import sync_folder
from app.batch.layout import PAGES, STATE, Layout
from app.batch.storage import File, Place, RemoteFile, RemoteFolder

MAX_PIECES = 100
"""Pieces of a journal in a store before they are put together."""

_OWNER = f"{STATE}/input"
_RUN = f"{STATE}/run"
_PARTS = f"{STATE}/parts"
_PIECES = f"{STATE}/journal"


class Shelf(Protocol):
    """Holds the results of one output folder. Paths are relative to it, with ``/``."""

    @property
    def parts(self) -> Place:
        """Where workers leave unfinished files."""
        ...

    def has(self, relative: str) -> bool:
        """Whether a file is there."""
        ...

    def file(self, relative: str) -> File:
        """A file; it need not be there."""
        ...

    def move(self, part: File, relative: str) -> None:
        """Put an unfinished file in place, whole.

        Raises:
            OSError: it cannot be moved; it is not in place.
        """
        ...

    def sync(self, relative: str) -> None:
        """Ask the disk to have the name of a file that was moved."""
        ...

    def forget(self, files: Iterable[File]) -> None:
        """Hear that a worker has removed files."""
        ...

    def clear_parts(self) -> None:
        """Remove all unfinished files.

        Raises:
            OSError: they cannot be removed.
        """
        ...

    def remove_folder(self, relative: str) -> None:
        """Remove what is below a folder, as far as that can be done."""
        ...

    def save(self) -> None:
        """Let the books be where the results are.

        Raises:
            OSError: they cannot be written.
        """
        ...


class LocalShelf:
    """A folder of this machine, or one that all machines of a cluster share."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout

    @property
    def parts(self) -> Path:
        """See `Shelf.parts`; on the disk of the results, so that a rename is enough."""
        return self._layout.parts

    def has(self, relative: str) -> bool:
        """See `Shelf.has`."""
        return (self._layout.root / relative).is_file()

    def file(self, relative: str) -> Path:
        """See `Shelf.file`."""
        return self._layout.root / relative

    def move(self, part: File, relative: str) -> None:
        """See `Shelf.move`."""
        place = self._layout.root / relative
        place.parent.mkdir(parents=True, exist_ok=True)
        # A link that somebody put into the output folder must not lead the result elsewhere.
        if not place.parent.resolve().is_relative_to(self._layout.root):
            raise PermissionError(errno.EPERM, "a link in the output folder leads out of it")
        if isinstance(part, RemoteFile):
            raise PermissionError(errno.EXDEV, "the part is in another store")
        part.replace(place)

    def sync(self, relative: str) -> None:
        """See `Shelf.sync`."""
        sync_folder((self._layout.root / relative).parent)

    def forget(self, files: Iterable[File]) -> None:
        """The folder itself knows."""

    def clear_parts(self) -> None:
        """See `Shelf.clear_parts`."""
        shutil.rmtree(self._layout.parts, ignore_errors=True)
        self._layout.parts.mkdir(exist_ok=True)

    def remove_folder(self, relative: str) -> None:
        """See `Shelf.remove_folder`."""
        shutil.rmtree(self._layout.root / relative, ignore_errors=True)

    def save(self) -> None:
        """They are there already."""


class RemoteShelf:
    """A folder of a store. `layout` is the desk on this machine where its books are kept."""

    def __init__(self, folder: RemoteFolder, layout: Layout) -> None:
        self._folder = folder
        self._desk = layout
        self._run = secrets.token_hex(8)
        self._there: set[str] = set()
        self._pieces: list[str] = []
        self._saved = 0
        self._begun = False

    @property
    def parts(self) -> RemoteFolder:
        """See `Shelf.parts`."""
        return RemoteFolder(f"{self._folder.url}/{_PARTS}")

    def fetch(self) -> None:
        """Lay the books of earlier runs on the desk. Nothing is written to the store.

        Raises:
            OSError: the store cannot be read.
        """
        self._there = set(self._folder.listing())
        self._pieces = sorted(name for name in self._there if name.startswith(_PIECES + "/"))
        self._desk.state.mkdir(parents=True, exist_ok=True)
        if _OWNER in self._there:
            with self._folder.file(_OWNER).open() as owner:
                (self._desk.root / _OWNER).write_bytes(owner.read())
            with self._desk.journal.open("wb") as journal:
                for piece in self._pieces:
                    with self._folder.file(piece).open() as stream:
                        shutil.copyfileobj(stream, journal)
            self._saved = self._desk.journal.stat().st_size

    def has(self, relative: str) -> bool:
        """See `Shelf.has`; as listed at the start, and by what this run put there since."""
        return relative in self._there

    def file(self, relative: str) -> RemoteFile:
        """See `Shelf.file`."""
        return self._folder.file(relative)

    def move(self, part: File, relative: str) -> None:
        """See `Shelf.move`."""
        if isinstance(part, Path):
            raise PermissionError(errno.EXDEV, "the part is in another store")
        self._folder.move(part, relative)
        self._there.add(relative)

    def sync(self, relative: str) -> None:
        """A store answers when it has it."""

    def forget(self, files: Iterable[File]) -> None:
        """See `Shelf.forget`."""
        start = len(self._folder.path) + 1
        self._there.difference_update(f.path[start:] for f in files if isinstance(f, RemoteFile))

    def clear_parts(self) -> None:
        """See `Shelf.clear_parts`."""
        self._folder.remove(f"{_PARTS}/{name}" for name in self.parts.listing())

    def remove_folder(self, relative: str) -> None:
        """See `Shelf.remove_folder`."""
        gone = {name for name in self._there if name.startswith(relative + "/")}
        with contextlib.suppress(OSError):
            self._folder.remove(gone)
            self._there -= gone

    def save(self) -> None:
        """Journal first, then the report and the index that are made from it.

        Has to be called once before the journal grows: what it dropped when it was opened shows.

        Raises:
            OSError: a later run has taken the folder over, or it cannot be written.
        """
        if not self._begun:
            self._folder.write(_RUN, self._run.encode())
            self._begun = True
        with self._folder.file(_RUN).open() as stream:
            if stream.read() != self._run.encode():
                raise PermissionError(errno.EBUSY, "another run has taken the output folder over")
        self._save_journal()
        books = [self._desk.root / _OWNER, self._desk.report, self._desk.index]
        kept = {f"{PAGES}/{path.name}" for path in self._desk.pages.glob("*.html")}
        for relative in [p.relative_to(self._desk.root).as_posix() for p in books] + sorted(kept):
            if (self._desk.root / relative).is_file():
                self._folder.put(relative, self._desk.root / relative)
                self._there.add(relative)
        old = {n for n in self._there if n.startswith(f"{PAGES}/") and n.endswith(".html")} - kept
        self._folder.remove(old)
        self._there -= old

    def _save_journal(self) -> None:
        """What it grew by becomes a further piece; all of it, where it was written anew."""
        if not self._desk.journal.exists():
            return
        size = self._desk.journal.stat().st_size
        anew = size < self._saved or len(self._pieces) >= MAX_PIECES
        start = 0 if anew else self._saved
        if size == start and not anew:
            return
        number = int(self._pieces[-1].rpartition("/")[2].split(".")[0]) + 1 if self._pieces else 0
        name = f"{_PIECES}/{number:08}.jsonl"
        piece = self._desk.state / "piece"
        with self._desk.journal.open("rb") as journal, piece.open("wb") as copy:
            journal.seek(start)
            remaining = size - start
            while remaining and (data := journal.read(min(remaining, 1 << 20))):
                copy.write(data)
                remaining -= len(data)
        self._folder.put(name, piece)
        if anew:  # the new piece counts last, so that a crash here spoils nothing
            self._folder.remove(self._pieces)
            self._pieces = []
        self._pieces.append(name)
        self._saved = size


@contextlib.contextmanager
def shelf_for(output: Place) -> Iterator[tuple[Layout, Shelf]]:
    """The layout of the books, and the shelf of the results, for OUTPUT.

    Raises:
        OSError: the store cannot be read.
    """
    if isinstance(output, Path):
        layout = Layout(output.resolve())
        yield layout, LocalShelf(layout)
        return
    with tempfile.TemporaryDirectory(prefix="waybill-mask-") as desk:
        layout = Layout(Path(desk).resolve())
        shelf = RemoteShelf(output, layout)
        shelf.fetch()
        yield layout, shelf
