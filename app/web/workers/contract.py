"""What the service and its worker processes say to each other. Everything here is pickled.

Nothing here holds recognised text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from PIL import Image

from masking.errors import WaybillMaskError
from masking.geometry import Quad
from masking.images import Delivery
from masking.model import Field, Masked, Region, Status
from masking.policy import Policy
from masking.reading.runtime import DEFAULT, Runtime

if TYPE_CHECKING:  # loads all rules, which only the real tools need
    from masking.checking.compliance import Verdict


@dataclass(frozen=True, slots=True)
class MaskJob:
    """Mask one page of an upload."""

    data: bytes
    """The upload as it came."""
    policy: Policy = Policy.STANDARD
    style: str = "stars"
    """``stars`` or ``solid``."""
    page: int | None = None
    """0-based; None only where the upload has a single page."""
    format: str | None = None
    """Format of the answer; None keeps the upload's."""
    with_source: bool = False
    """Whether the upright source image is wanted as well, for a page to show."""


@dataclass(frozen=True, slots=True)
class RedactJob:
    """Paint exactly these areas of one page of an upload."""

    data: bytes
    quads: tuple[Quad, ...]
    """On the upright image."""
    stars: tuple[int, ...] = ()
    """Asterisks for each quad; empty paints plain blocks."""
    page: int | None = None
    format: str | None = None


@dataclass(frozen=True, slots=True)
class CheckJob:
    """Tell whether the waybill on one page of an upload complies."""

    data: bytes
    page: int | None = None


Job = MaskJob | RedactJob | CheckJob


@dataclass(frozen=True, slots=True)
class Picture:
    """An encoded image."""

    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class MaskAnswer:
    """A masked image. Never of status failed: that is a `Failure`."""

    picture: Picture
    status: Status
    reasons: tuple[str, ...]
    fields: tuple[Field, ...]
    regions: tuple[Region, ...]
    size: tuple[int, int]
    """Width and height in pixels of the upright source."""
    milliseconds: dict[str, float]
    """Wall time by stage."""
    source: Picture | None = None


@dataclass(frozen=True, slots=True)
class RedactAnswer:
    """An image with the asked areas painted."""

    picture: Picture
    milliseconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """Whether the waybill complies. Never of an unreadable one: that is a `Failure`."""

    verdict: Verdict
    milliseconds: dict[str, float]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer."""

    code: str
    """Of `masking.errors` or of `app.web.problems`."""
    detail: str
    next_step: str = ""
    extras: dict[str, int] = field(default_factory=dict)
    """Numbers for the problem document, such as the pages of a file."""
    trace: tuple[str, ...] = ()
    """Where an unforeseen exception came from: its type and ``file:line function`` for each
    frame, without its message, which could hold what was read."""

    @classmethod
    def of(cls, error: WaybillMaskError) -> Failure:
        """The failure that a foreseen error means."""
        return cls(error.code, str(error), error.next_step)


Answer = MaskAnswer | RedactAnswer | CheckAnswer | Failure


@dataclass(frozen=True, slots=True)
class Task:
    """A job on its way to a worker."""

    number: int
    """Rises by one; names the task when it is to be stopped."""
    job: Job
    cores: int = 1
    """CPU cores that no other task uses."""


@dataclass(frozen=True, slots=True)
class Ready:
    """The worker has loaded its engine."""


@dataclass(frozen=True, slots=True)
class Config:
    """What a worker process is told at its start."""

    threads: int
    max_pixels: int
    max_pages: int
    max_upload_bytes: int
    log_level: str = "info"
    runtime: Runtime = DEFAULT


class Tools(Protocol):
    """What a worker does to upright RGB images; loaded once per process."""

    def mask(self, image: Image.Image, policy: Policy, style: str, delivery: Delivery) -> Masked:
        """Redact; the result is checked as `delivery` encodes it.

        Raises:
            WaybillMaskError: there is no result, and why.
        """
        ...

    def spread(self, cores: int) -> None:
        """Use this many cores from now on."""
        ...

    def check(self, image: Image.Image) -> Verdict:
        """Judge.

        Raises:
            WaybillMaskError: there is no verdict, and why.
        """
        ...


Stopped = Callable[[], bool]
"""Answers whether the task under way is no longer wanted."""

Load = Callable[[Config, Stopped], Tools]
"""Builds the tools inside a worker. A module-level function: it is pickled by name."""


class StoppedError(Exception):
    """Raised inside a worker by work that noticed that nobody waits for it any more."""
