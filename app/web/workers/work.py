"""What a worker does for one job: open, the tools' part, encode. Runs in a worker process."""

from __future__ import annotations

from time import perf_counter

from PIL import Image

from app.web.workers.contract import (
    Answer,
    CheckAnswer,
    CheckJob,
    Config,
    Failure,
    Job,
    MaskAnswer,
    MaskJob,
    Picture,
    RedactAnswer,
    RedactJob,
    Tools,
)
from masking.errors import EncodingError
from masking.geometry import Quad
from masking.images import Delivery, Document, Format, Limits, Page, encode, open_document
from masking.model import FieldKind, Region, Status
from masking.painting.paint import paint

SOURCE_FORMAT = Format.JPEG
"""Of the upright source that a page shows; it is looked at, never worked on."""


class _Refused(Exception):  # noqa: N818 - carries a failure, is none itself
    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code)
        self.failure = failure


class Stages:
    """Wall milliseconds by stage."""

    def __init__(self) -> None:
        self.milliseconds: dict[str, float] = {}
        self._since = perf_counter()

    def end(self, stage: str) -> None:
        """What was done since the last call was `stage`."""
        now = perf_counter()
        self.milliseconds[stage] = 1000 * (now - self._since)
        self._since = now


def perform(job: Job, tools: Tools, config: Config) -> Answer:
    """Do one job.

    Raises:
        WaybillMaskError: foreseen, for the caller to turn into a `Failure`.
        StoppedError: nobody waits any more.
    """
    stages = Stages()
    limits = Limits(
        max_bytes=config.max_upload_bytes,
        max_pixels=config.max_pixels,
        max_pages=config.max_pages,
    )
    try:
        with open_document(job.data, limits) as document:
            page = _page(document, job.page)
            stages.end("open")
            match job:
                case MaskJob():
                    return _mask(job, document, page, tools, stages)
                case RedactJob():
                    return _redact(job, document, page, stages)
                case CheckJob():
                    return _check(page, tools, stages)
    except _Refused as refused:
        return refused.failure


def _page(document: Document, index: int | None) -> Page:
    pages = len(document)
    if index is None and pages > 1:
        raise _Refused(
            Failure("page-needed", f"The file has {pages} pages.", extras={"pages": pages})
        )
    if index is not None and index >= pages:
        raise _Refused(
            Failure(
                "bad-option", f"page is at most {pages - 1} for this file.", extras={"pages": pages}
            )
        )
    return document.page(index or 0)


def _mask(
    job: MaskJob, document: Document, page: Page, tools: Tools, stages: Stages
) -> MaskAnswer | Failure:
    format = Format(job.format) if job.format else document.format
    try:
        delivery = Delivery(format, document.lossless)
        masked = tools.mask(page.image, job.policy, job.style, delivery)
    except EncodingError:
        raise _unstorable(format) from None
    stages.end("mask")
    if masked.image is None or masked.status is Status.FAILED:
        return _failure(masked.reasons)
    picture = _encode(masked.image, job.format, document, page, masked.encoded)
    source = None
    if job.with_source:
        source = Picture(encode(page.image, SOURCE_FORMAT), SOURCE_FORMAT.media_type)
    stages.end("encode")
    return MaskAnswer(
        picture=picture,
        status=masked.status,
        reasons=masked.reasons,
        fields=masked.fields,
        regions=masked.regions,
        size=page.image.size,
        # The library's own stages stand for the one that contains them.
        milliseconds={k: v for k, v in stages.milliseconds.items() if k != "mask"}
        | masked.milliseconds,
        source=source,
    )


def _redact(
    job: RedactJob, document: Document, page: Page, stages: Stages
) -> RedactAnswer | Failure:
    for index, quad in enumerate(job.quads):
        if not _touches(quad, page.image.size):
            return Failure("bad-option", f"regions[{index}] lies outside of the picture.")
    stars = job.stars or (0,) * len(job.quads)
    regions = [
        Region(quad, FieldKind.BLOCK, count) for quad, count in zip(job.quads, stars, strict=True)
    ]
    # Without asterisks a plain black block: what a person drew is to be seen.
    painted = paint(page.image, regions, "stars" if job.stars else "solid")
    stages.end("paint")
    picture = _encode(painted, job.format, document, page)
    stages.end("encode")
    return RedactAnswer(picture, stages.milliseconds)


def _check(page: Page, tools: Tools, stages: Stages) -> CheckAnswer | Failure:
    verdict = tools.check(page.image)
    stages.end("read")
    if not verdict.readable:
        return _failure(verdict.reasons)
    return CheckAnswer(verdict, stages.milliseconds)


def _failure(reasons: tuple[str, ...]) -> Failure:
    """The first ``code: sentence`` as a failure."""
    code, _, sentence = (reasons or ("error: there is no result",))[0].partition(": ")
    return Failure(code, sentence)


def _touches(quad: Quad, size: tuple[int, int]) -> bool:
    left, top, right, bottom = quad.bounds
    return right > 0 and bottom > 0 and left < size[0] and top < size[1]


def _encode(
    image: Image.Image,
    name: str | None,
    document: Document,
    page: Page,
    encoded: bytes | None = None,
) -> Picture:
    """Encode in the named format, or in the upload's own; what was checked is stored as it is."""
    format = Format(name) if name else document.format
    try:
        whole = Page(page.index, image, page.dpi, encoded)
        data = encode(whole, format, lossless=document.lossless)
    except (OSError, ValueError):
        raise _unstorable(format) from None
    return Picture(data, format.written_as.media_type)


def _unstorable(format: Format) -> _Refused:
    """WebP ends at 16,383 pixels; the upload's own format always fits."""
    return _Refused(
        Failure("not-encoded", f"A picture of this size cannot be stored as {format.value}.")
    )
