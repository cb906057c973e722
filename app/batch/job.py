"""The work on one file: read once, mask every page, leave an unfinished output for the caller.

A job is plain data and `process` a plain function, so that any scheduler can carry them: the
local pool, another machine, a test. Nothing here puts a result in place: a worker that outlives
its run can never overwrite what a later run made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar

from PIL import Image, ImageOps

from app.batch.archive import ArchiveReader
from app.batch.files import is_full, written
from app.batch.inputs import Input
from app.batch.report import Row, failed_row, page_row
from app.batch.storage import File, Place, RemoteFile, workbench
from masking.errors import (
    EngineError,
    ImageError,
    ModelUnavailableError,
    WaybillMaskError,
)
from masking.images import Delivery, Document, Limits, Page, open_document, read_bytes, write
from masking.model import Masked, Status

T = TypeVar("T")

THUMBNAIL_SIDE = 360
"""Pixels of the longer side of the index's pictures."""
WITHHELD = (128, 128, 128)
"""Grey that stands for a page which failed, in a document whose other pages did not."""
WITHHELD_SIZE = (1240, 1754)
"""Pixels of such a page where its own size is not known: A4 at 150 dpi."""


class PageMasker(Protocol):
    """What a job needs of `masking.Masker`."""

    def mask_upright(self, image: Image.Image, deliver: Delivery) -> Masked:
        """Redact an upright RGB image, checked as it is delivered; raises `WaybillMaskError`."""
        ...


@dataclass(frozen=True, slots=True)
class Job:
    """One file to mask. Everything in it can be pickled."""

    input: Input
    output: str
    """Path of the result relative to the output folder, with ``/``."""
    parts: Place
    """Folder for unfinished files."""
    token: str
    """Makes the names of this job's unfinished files its own."""
    limits: Limits
    known_sha256: str | None = None
    """If the content still has this digest, an earlier result stands."""
    stale: tuple[File, ...] = ()
    """Results of other content or settings: removed before the work begins, so that a weaker
    result never outlives the start of its replacement, and where there is none."""
    with_original: bool = False
    """Whether a small picture of the original is wanted."""


@dataclass(frozen=True, slots=True)
class Part:
    """An unfinished file that is complete, and what it is to be."""

    path: File
    kind: str
    """``output``, ``after`` or ``before``."""
    page: int = 0
    """0-based; of thumbnails."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a job."""

    sha256: str | None
    """Of the file's bytes; None where they could not be read."""
    rows: tuple[Row, ...] = ()
    """One for each page."""
    parts: tuple[Part, ...] = ()
    unchanged: bool = False
    """The content is what it was: the earlier result stands, there are no rows."""
    transient: bool = False
    """Failed for a reason that may be gone at the next run, which then tries again."""
    disk_full: bool = False
    """Nothing more can be written; the run has to stop."""


Beat = Callable[[str | None], None]
"""Called with the content's digest before each page: the worker is alive."""


def process(job: Job, masker: PageMasker, reader: ArchiveReader, beat: Beat) -> Outcome:
    """Mask one file. Whatever is wrong with it becomes a row.

    Raises:
        ModelUnavailableError: no image at all can be read.
        MemoryError: to be answered by a fresh process.
    """
    sha256 = None
    try:
        if job.input.problem is not None:
            return _failed(job, None, job.input.problem)
        data = content(job.input, reader, job.limits)
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 == job.known_sha256:
            return Outcome(sha256, unchanged=True)
        for path in job.stale:
            path.unlink(missing_ok=True)
        with open_document(data, job.limits) as document, workbench(job.parts) as folder:
            outcome = _Work(job, masker, document, sha256, beat, folder).done()
            return _delivered(outcome, job.parts)
    except (ModelUnavailableError, MemoryError):
        raise
    except ImageError as error:
        return _failed(job, sha256, error.reason)
    except OSError as error:
        return unwritten(job, sha256, error)
    except Exception as error:
        return _failed(job, sha256, unexpected(error), transient=True)


def unwritten(job: Job, sha256: str | None, error: OSError) -> Outcome:
    """The outcome of a job whose result the disk did not take."""
    why = error.strerror or type(error).__name__
    reason = f"not-written: the result cannot be written ({why})"
    return _failed(job, sha256, reason, transient=True, disk_full=is_full(error))


def lost(job: Job, reason: str, sha256: str | None) -> Outcome:
    """The outcome of a job that no worker survived."""
    return _failed(job, sha256, reason, transient=True)


def unexpected(error: Exception) -> str:
    """The reason for an error nobody foresaw: its type, since its message may quote the image."""
    return f"internal-error: unexpected {type(error).__name__}"


def _failed(
    job: Job,
    sha256: str | None,
    reason: str,
    *,
    transient: bool = False,
    disk_full: bool = False,
) -> Outcome:
    row = failed_row(job.input.source, 0, sha256, reason)
    return Outcome(sha256, (row,), transient=transient, disk_full=disk_full)


def content(item: Input, reader: ArchiveReader, limits: Limits) -> bytes:
    """The bytes of an input, wherever it is.

    Raises:
        ImageError: it cannot be read, or its size is out of bounds.
    """
    if item.member is not None:
        return reader.read(item.path, item.member, limits)
    if isinstance(item.path, RemoteFile):
        return item.path.read(limits)
    return read_bytes(item.path, limits)


def _delivered(outcome: Outcome, parts: Place) -> Outcome:
    """The outcome with its unfinished files where the run can put them in place.

    Raises:
        OSError: the store does not take them.
    """
    if isinstance(parts, Path):
        return outcome
    there = [
        replace(part, path=parts.put(part.path.name, part.path))
        for part in outcome.parts
        if isinstance(part.path, Path)
    ]
    return replace(outcome, parts=tuple(there))


class _Work:
    """The pages of one document, masked as the encoder asks for them."""

    def __init__(
        self,
        job: Job,
        masker: PageMasker,
        document: Document,
        sha256: str,
        beat: Beat,
        folder: Path,
    ) -> None:
        self._job = job
        self._folder = folder
        self._masker = masker
        self._document = document
        self._sha256 = sha256
        self._beat = beat
        self._rows: list[Row] = []
        self._parts: list[Part] = []
        self._transient = False
        self._size = (0, 0)
        self._dpi: float | None = None
        self._delivery = Delivery(document.format, document.lossless)

    def done(self) -> Outcome:
        """Write the output; drop it again when not one page is good."""
        path = self._folder / f"{self._job.token}.output"
        document = self._document
        try:
            if len(document) == 1:
                page = self._masked(0)
                if page is not None:
                    with written(path) as stream:
                        write(page, document.format, stream, lossless=document.lossless)
            else:
                with written(path) as stream:
                    write(self._pages(), document.format, stream)
        except BaseException:
            self._drop_parts()
            raise
        good = any(row["status"] != Status.FAILED for row in self._rows)
        if good:
            self._parts.append(Part(path, "output"))
        else:
            path.unlink(missing_ok=True)
        return Outcome(
            self._sha256, tuple(self._rows), tuple(self._parts), transient=self._transient
        )

    def _pages(self) -> Iterator[Page]:
        """All pages; a failed one is withheld: plain grey of the same size keeps its place."""
        for index in range(len(self._document)):
            page = self._masked(index)
            if page is None:
                size = self._size if self._size[0] else WITHHELD_SIZE
                page = Page(index, Image.new("RGB", size, WITHHELD), self._dpi)
            yield page

    def _masked(self, index: int) -> Page | None:
        """One page redacted; None, and a row that says why, when it failed."""
        self._beat(self._sha256)
        self._size, self._dpi = (0, 0), None
        page = self._guarded(index, lambda: self._document.page(index))
        if page is None:
            return None
        self._size, self._dpi = page.image.size, page.dpi
        if self._job.with_original:
            self._thumbnail(page.image, "before", index)
        masked = self._guarded(
            index, lambda: _whole(self._masker.mask_upright(page.image, self._delivery), page)
        )
        if masked is None:
            return None
        source, output = self._job.input.source, self._job.output
        self._rows.append(page_row(source, index, self._sha256, masked, output))
        if masked.image is None:
            return None
        self._thumbnail(masked.image, "after", index)
        return Page(index, masked.image, page.dpi, masked.encoded)

    def _guarded(self, index: int, step: Callable[[], T]) -> T | None:
        """The step's result; None, and a failed row, for whatever it raises about this page."""
        try:
            return step()
        except (ModelUnavailableError, MemoryError):
            raise
        except WaybillMaskError as error:
            self._transient |= isinstance(error, EngineError)
            reason = error.reason
        except Exception as error:
            self._transient = True
            reason = unexpected(error)
        source = self._job.input.source
        self._rows.append(failed_row(source, index, self._sha256, reason, self._size))
        return None

    def _thumbnail(self, image: Image.Image, kind: str, index: int) -> None:
        small = image
        if max(image.size) > THUMBNAIL_SIDE:
            small = ImageOps.contain(image, (THUMBNAIL_SIDE, THUMBNAIL_SIDE))
        path = self._folder / f"{self._job.token}-{index}.{kind}"
        with written(path, durable=False) as stream:
            small.save(stream, "JPEG", quality=80)
        self._parts.append(Part(path, kind, index))

    def _drop_parts(self) -> None:
        for part in self._parts:
            part.path.unlink(missing_ok=True)


def _whole(masked: Masked, page: Page) -> Masked:
    """The answer, if its image and its status agree and the size is the page's.

    Raises:
        EngineError: they do not; what there is must not be shown.
    """
    failed = masked.status is Status.FAILED
    if failed != (masked.image is None) or (
        masked.image is not None and masked.image.size != page.image.size
    ):
        raise EngineError("the masked page is not whole")
    return masked
