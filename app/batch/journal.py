"""What was done in an output folder: one line for each finished input, the last one counts.

The journal is only appended to, so that a crash can damage nothing but its last line, which is
then dropped. ``report.jsonl`` is made from it, whole, and put in place by a rename: it never has
half a row nor two rows for one page.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

from app.batch.files import written
from app.batch.report import Row, line

SYNC_SECONDS = 2.0
"""How much work a power loss may cost."""
COMPACT_FROM_BYTES = 1_000_000
"""Bytes of out-of-date lines that are never worth the trouble."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished input."""

    source: str
    sha256: str | None
    settings: str
    """Digest of everything that could make another result of the same content."""
    rows: tuple[Row, ...]
    output: str | None
    """Relative to the output folder; None where nothing was written."""
    originals: tuple[int, ...] | None = None
    """Pages of which a small picture of the original was kept; None where nobody asked."""
    transient: bool = False
    """Failed for a reason that may be gone; the next run tries again."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The part of an entry that is kept in memory, and where the rest is."""

    sha256: str | None
    settings: str
    output: str | None
    pages: int
    originals: tuple[int, ...] | None
    transient: bool
    start: int
    """Offset of the entry's line in the file, bytes."""
    length: int


class Journal:
    """The journal of one output folder. Open it only while the folder's lock is held."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        """Read an existing journal; unless `read_only`, create it or drop what is damaged.

        Raises:
            OSError: it cannot be read or created.
        """
        self._path = path
        self.marks: dict[str, Mark] = {}
        self._end = 0
        self._synced_at = time.monotonic()
        self._load()
        # Unbuffered: a buffer would try again later to write what a full disk refused.
        self._file = path.open("rb" if read_only else "a+b", buffering=0)
        if not read_only:
            self._cut()
            self._compact()

    def append(self, entry: Entry) -> None:
        """Record a finished input; a crash after this does not lose it.

        Raises:
            OSError: the disk is full; the journal is as it was before.
        """
        data = _encoded(entry)
        try:
            rest = memoryview(data)
            while rest:
                rest = rest[self._file.write(rest) or 0 :]
        except OSError:
            self._cut()
            raise
        self._remember(entry, len(data))
        if time.monotonic() - self._synced_at > SYNC_SECONDS:
            self.sync()

    def rows(self, sources: Iterable[str]) -> Iterator[Row]:
        """The rows of those sources that are recorded, in the order given."""
        for source in sources:
            mark = self.marks.get(source)
            if mark is not None:
                yield from _decoded(self._read(mark)).rows

    def sync(self) -> None:
        """Ask the disk to have everything."""
        os.fsync(self._file.fileno())
        self._synced_at = time.monotonic()

    def close(self) -> None:
        """Sync, where the disk still can, and close."""
        with contextlib.suppress(OSError):
            self.sync()
        self._file.close()

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _load(self) -> None:
        if not self._path.exists():
            return
        with self._path.open("rb") as file:
            for data in file:
                if not data.endswith(b"\n"):
                    break  # the line that a crash interrupted
                try:
                    self._remember(_decoded(data), len(data))
                except (ValueError, KeyError, TypeError):
                    self._end += len(data)  # a power loss can leave zeros: to be done again

    def _cut(self) -> None:
        """Drop whatever stands behind the last whole line."""
        with contextlib.suppress(OSError):
            self._file.truncate(self._end)

    def _compact(self) -> None:
        """Write the journal anew when most of it is out of date."""
        live = sum(mark.length for mark in self.marks.values())
        if self._end - live < max(live, COMPACT_FROM_BYTES):
            return
        marks, self.marks, self._end = self.marks, {}, 0
        temporary = self._path.with_suffix(".part")
        with written(temporary) as stream:
            for mark in marks.values():
                data = self._read(mark)
                stream.write(data)
                self._remember(_decoded(data), len(data))
        self._file.close()
        temporary.replace(self._path)
        self._file = self._path.open("a+b", buffering=0)

    def _remember(self, entry: Entry, length: int) -> None:
        self.marks[entry.source] = Mark(
            entry.sha256,
            entry.settings,
            entry.output,
            len(entry.rows),
            entry.originals,
            entry.transient,
            self._end,
            length,
        )
        self._end += length

    def _read(self, mark: Mark) -> bytes:
        self._file.seek(mark.start)
        return self._file.read(mark.length)


def _encoded(entry: Entry) -> bytes:
    return line(
        {
            "source": entry.source,
            "sha256": entry.sha256,
            "settings": entry.settings,
            "output": entry.output,
            "originals": entry.originals,
            "transient": entry.transient,
            "rows": list(entry.rows),
        }
    )


def _decoded(data: bytes) -> Entry:
    values: dict[str, Any] = json.loads(data)
    return Entry(
        values["source"],
        values["sha256"],
        values["settings"],
        tuple(values["rows"]),
        values["output"],
        None if values["originals"] is None else tuple(values["originals"]),
        values["transient"],
    )
