"""``--review-dir``: copies of the results that somebody should look at.

What has been collected is remembered in OUTPUT, so that the folder holds nothing but pictures. A
copy that a person removed after looking at it does not come back; a result that was made in a run
without the folder is collected by the next run that names it.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import json
import shutil
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from app.batch.files import written
from app.batch.layout import RESERVED, Layout
from masking.errors import UsageError

_RECORDS = "review-*.txt"
"""Files in the state folder, one for each review folder: where it lies below INPUT or null, then
a digest for each copy."""

_UNFINISHED = ".waybill-mask-part"
"""Suffix of a copy that is being written. It lies beside its place: the folder may be another
disk than OUTPUT, and a rename does not lead from one to the other."""


def check_review_folder(
    folder: Path, root: Path, layout: Layout, names: Iterable[str], *, resume: bool
) -> None:
    """Whether copies may be put into `folder`: nothing of anybody's is in their way.

    Args:
        folder: ``--review-dir``.
        root: the folder of the originals.
        layout: OUTPUT.
        names: results below OUTPUT, relative and with ``/``.
        resume: without it, files with the names of copies may be replaced.

    Raises:
        UsageError: they may not.
    """
    place = folder.resolve()
    if _holds(place, root):
        raise _wrong("--review-dir holds the originals")
    if _holds(place, layout.root):
        raise _wrong("--review-dir holds OUTPUT")
    if place.is_relative_to(layout.root):
        inside = tuple(part.casefold() for part in place.relative_to(layout.root).parts)
        if inside[0] in RESERVED or any(_meet(inside, name) for name in names):
            raise _wrong("copies in --review-dir would take the place of results")
    if _record(place, layout).exists() or not any((place / name).exists() for name in names):
        return
    if place.is_relative_to(root.resolve()) and not place.is_relative_to(layout.root):
        raise _wrong("--review-dir holds originals with the names of copies")
    if resume:
        raise UsageError(
            "--review-dir holds files with the names of copies that this tool did not write",
            next_step="Choose another folder, or replace them with --no-resume.",
        )


def known_review_folders(root: Path, layout: Layout) -> list[Path]:
    """Folders below INPUT that earlier runs filled with copies: they are no input."""
    found = []
    for record in layout.state.glob(_RECORDS):
        with contextlib.suppress(OSError, ValueError), record.open("rb") as stream:
            inside = json.loads(stream.readline())
            if isinstance(inside, str):
                found.append(root.resolve() / inside)
    return found


def forget_review_folders(layout: Layout) -> None:
    """For an OUTPUT that is to belong to another INPUT."""
    for record in layout.state.glob(_RECORDS):
        record.unlink(missing_ok=True)


class ReviewFolder:
    """The copies. To be opened only while the lock of OUTPUT is held."""

    def __init__(self, folder: Path, root: Path, layout: Layout) -> None:
        """Make the folder, and read what has been collected in it.

        Raises:
            OSError: it cannot be written.
        """
        self._root = folder.resolve()
        self._record = _record(self._root, layout)
        self._collected: set[str] = set()
        self._root.mkdir(parents=True, exist_ok=True)
        for left in self._root.rglob(f".*{_UNFINISHED}"):  # by a crash
            left.unlink(missing_ok=True)
        if self._record.exists():
            self._collected = set(self._record.read_text("ascii", "replace").splitlines()[1:])
            return
        originals = root.resolve()
        inside = None
        if self._root.is_relative_to(originals):
            inside = self._root.relative_to(originals).as_posix()
        with written(self._record) as stream:
            stream.write(json.dumps(inside).encode("ascii") + b"\n")

    def collect(self, result: Path, name: str, token: str) -> None:
        """Copy a result unless it was collected before.

        Args:
            result: the file, in its place or still unfinished.
            name: its path below OUTPUT.
            token: makes the unfinished copy's name its own.

        Raises:
            OSError: the copy cannot be written; a former one is still there.
        """
        state = result.stat()
        key = _key(f"{name}\0{state.st_size}\0{state.st_mtime_ns}")
        if key in self._collected:
            return
        place = self.place(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        # A link that somebody put here must not lead the copy elsewhere.
        if not place.parent.resolve().is_relative_to(self._root):
            raise PermissionError(errno.EPERM, "a link in the review folder leads out of it")
        temporary = place.parent / f".{token}{_UNFINISHED}"
        with written(temporary) as copy, result.open("rb") as original:
            shutil.copyfileobj(original, copy)
        temporary.replace(place)
        with self._record.open("ab") as record:
            # Behind half a line of a crash a new one begins.
            record.write(f"\n{key}\n".encode("ascii"))
        self._collected.add(key)

    def place(self, name: str) -> Path:
        """Where the copy of the result `name` lies, if there is one."""
        return self._root / name

    def drop(self, name: str) -> None:
        """Remove the copy of a result that nobody has to look at any more, if there is one."""
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            self.place(name).unlink()


def _holds(place: Path, folder: Path) -> bool:
    """Whether `folder` is `place` or below it, however either is spelled."""
    above = [folder.resolve(), *folder.resolve().parents]
    if place in above:
        return True
    return place.exists() and any(f.exists() and f.samefile(place) for f in above)


def _meet(inside: tuple[str, ...], name: str) -> bool:
    """Whether one of two paths leads through the other."""
    parts = tuple(part.casefold() for part in PurePosixPath(name).parts)
    shorter = min(len(parts), len(inside))
    return parts[:shorter] == inside[:shorter]


def _record(place: Path, layout: Layout) -> Path:
    return layout.state / _RECORDS.replace("*", _key(str(place))[:16])


def _key(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()


def _wrong(sentence: str) -> UsageError:
    return UsageError(sentence, next_step="Choose another folder, new or empty.")
