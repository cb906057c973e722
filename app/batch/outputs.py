"""The output folder: results are moved into place whole, by the one process that owns the run."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from app.batch.files import is_full, written
from app.batch.job import Job, Outcome, Part
from app.batch.layout import PAGES, Layout
from app.batch.report import asks_for_review
from app.batch.review import ReviewFolder
from app.batch.shelf import Shelf
from app.batch.storage import File
from masking.errors import ExitCode, UsageError, WaybillMaskError


class OutputError(WaybillMaskError):
    """The output folder can no longer be written; what is there is whole."""

    exit_code = ExitCode.FAILED
    code = "output"
    next_step = "Make room on the disk, then run the same command again: it goes on from here."


@contextlib.contextmanager
def opened(layout: Layout, shelf: Shelf) -> Iterator[None]:
    """Create the output folder, empty what an earlier crash left, and hold its lock.

    Raises:
        UsageError: it cannot be written, or another run is using it.
        OutputError: the disk is full.
    """
    lock = FileLock(layout.lock, timeout=0)
    try:
        layout.state.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        clear_parts(layout, shelf)
        with written(layout.parts / "probe", durable=False) as probe:
            probe.write(b"x")
    except Timeout:
        raise UsageError(
            "another run is writing to the output folder", next_step="Wait for it, or stop it."
        ) from None
    except OSError as error:
        lock.release()
        raise unwritable("the output folder", error) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            shelf.clear_parts()
        shutil.rmtree(layout.parts, ignore_errors=True)
        lock.release()


def clear_parts(layout: Layout, shelf: Shelf) -> None:
    """Remove all unfinished files.

    Raises:
        OSError: their folder cannot be made again.
    """
    shelf.clear_parts()
    layout.parts.mkdir(exist_ok=True)


def thumbnail(source: str, kind: str, page: int) -> str:
    """Where the small picture of a page lies; `kind` is ``after`` or ``before``.

    The path is relative to the output folder, with ``/``.
    """
    digest = hashlib.sha256(source.encode("utf-8", "surrogateescape")).hexdigest()[:32]
    return f"{PAGES}/{kind}/{digest[:2]}/{digest}-{page}.jpg"


class Outputs:
    """Puts finished parts in place."""

    def __init__(self, shelf: Shelf, review: ReviewFolder | None) -> None:
        self.shelf = shelf
        self._review = review

    def commit(self, job: Job, outcome: Outcome) -> str | None:
        """Move a job's parts to their places; answers the output's relative path, if any.

        Raises:
            OSError: a part cannot be moved. The output itself comes last: it is not in place.
        """
        output = None
        for part in sorted(outcome.parts, key=lambda part: part.kind == "output"):
            if part.kind == "output":
                output = job.output
                if self._review is not None and asks_for_review(outcome.rows):
                    self._review.collect(_here(part.path), job.output, job.token)
            self.shelf.move(part.path, self._place(job, part))
        if output is not None:
            # Before the journal tells of it: after a power loss no earlier result, perhaps of a
            # weaker policy, may stand where the journal says that this one does.
            self.shelf.sync(output)
        return output

    def earlier(self, source: str, output: str | None, pages: int) -> tuple[File, ...]:
        """The files that an earlier result of a source may have left."""
        kinds = ("after", "before")
        files: list[File] = [
            self.shelf.file(thumbnail(source, kind, page))
            for kind in kinds
            for page in range(pages)
        ]
        if output is not None:
            files.append(self.shelf.file(output))
            if self._review is not None:
                files.append(self._review.place(output))
        return tuple(files)

    @staticmethod
    def _place(job: Job, part: Part) -> str:
        if part.kind == "output":
            return job.output
        return thumbnail(job.input.source, part.kind, part.page)


def _here(file: File) -> Path:
    """A file of this machine: nothing is collected from a store."""
    if not isinstance(file, Path):
        raise PermissionError(errno.EXDEV, "the part is in a store")
    return file


def unwritable(what: str, error: OSError) -> WaybillMaskError:
    """The error for a folder that cannot be written at all: a full disk, or a wrong choice."""
    if is_full(error):
        return OutputError(f"{what} cannot be written ({error.strerror})")
    return UsageError(
        f"{what} cannot be written ({error.strerror or type(error).__name__})",
        next_step="Choose another folder, or change its permissions.",
    )
