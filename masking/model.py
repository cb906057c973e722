"""The frozen types that travel through the pipeline, from text lines to the report.

Data flows down this file: a line is read, a field is found on it, spans of the field's text are
to be hidden, regions of the image are painted. Rules see text and painting sees geometry; the
two meet by a line and character offsets.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from PIL import Image

from masking.geometry import Quad


class Status(StrEnum):
    """How sure the tool is of one image or page."""

    MASKED = "masked"
    """Everything found was hidden, nothing was left unread, reading again found nothing."""
    REVIEW = "review"
    """Doubt remained; what was doubtful is painted over and the reasons say where to look."""
    FAILED = "failed"
    """There is no output image."""


class FieldKind(StrEnum):
    """What a field of the report is about."""

    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    WAYBILL_NUMBER = "waybill_number"
    BARCODE = "barcode"
    QR = "qr"
    ID_NUMBER = "id_number"
    BLOCK = "block"
    """An area that was painted whole because it could not be read or placed."""


class Role(StrEnum):
    """Whose data a field is."""

    RECEIVER = "receiver"
    SENDER = "sender"


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one text to hide, with the reason. Unpacks to ``(start, end)``."""

    start: int
    """0-based offset of the first hidden character (a code point)."""
    end: int
    """Offset after the last hidden character."""
    rule: str = ""
    """Stable name of the rule that asks for it, such as ``address.room``."""
    evidence: str = ""
    """What in the text's *shape* led to it, such as ``label`` or ``unit word``; never the text."""

    def __iter__(self) -> Iterator[int]:
        yield self.start
        yield self.end


@dataclass(frozen=True, slots=True)
class Character:
    """One recognised character and its place on its line."""

    text: str
    """One code point."""
    x: float
    """Centre, as a fraction 0..1 along the line's quad."""
    score: float
    """The recogniser's confidence, 0..1."""


LONG, LOOSE = 6.0, 1.3
"""Ems of text from which on a line's width tells its type's size, and heights of a line's area for
one em of type."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line as the reader saw it: nothing is dropped for a low score."""

    quad: Quad
    """The detected area on the upright source image."""
    score: float
    """Mean confidence of the characters, 0..1; 0 where nothing was recognised."""
    characters: tuple[Character, ...]
    """In reading order, one for each code point of `text`."""
    text: str = field(init=False, repr=False, compare=False)
    """The recognised characters as one string; empty where nothing was recognised."""

    def __post_init__(self) -> None:
        # Asked for thousands of times an image: joined once.
        object.__setattr__(self, "text", "".join(c.text for c in self.characters))

    @property
    def type_height(self) -> float:
        """Height of its type across its own direction, in source pixels.

        The area of a curved line is higher than its type; how far apart its characters stand
        tells then.
        """
        ems = sum(_advance(c.text) for c in self.characters)
        height = self.quad.height
        return min(height, LOOSE * self.quad.width / ems) if ems >= LONG else height

    def boundary(self, offset: int) -> float:
        """Where the character before `offset` ends and the one at it begins: a fraction 0..1.

        Between two centres the boundary is placed by the two characters' widths, as full-width
        characters take about twice the room of digits and Latin letters.
        """
        if offset <= 0:
            return 0.0
        if offset >= len(self.characters):
            return 1.0
        before, after = self.characters[offset - 1], self.characters[offset]
        share = _advance(before.text) / (_advance(before.text) + _advance(after.text))
        return before.x + (after.x - before.x) * share


def _advance(character: str) -> float:
    """Relative width of a character: 1 for full width, 0.5 for half width."""
    return 1.0 if is_full_width(character) else 0.5


def is_full_width(character: str) -> bool:
    """Whether a character takes the room of a Chinese one."""
    return unicodedata.east_asian_width(character) in "WF"


class CodeKind(StrEnum):
    """What sort of symbol a code is."""

    LINEAR = "linear"
    """A 1D barcode."""
    MATRIX = "matrix"
    """QR, Data Matrix and other 2D codes."""


@dataclass(frozen=True, slots=True)
class Code:
    """A barcode or 2D code found on the image."""

    quad: Quad
    """Its area on the upright source image."""
    kind: CodeKind
    content: str | None
    """The decoded text, or None where the symbol was seen but could not be decoded."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read on one upright image."""

    lines: tuple[TextLine, ...]
    """Every detected line, top to bottom."""
    codes: tuple[Code, ...] = ()
    """Every symbol that was seen."""
    overprinted: tuple[Quad, ...] = ()
    """Where large type is printed across other lines: its own areas and theirs."""
    size: tuple[int, int] | None = None
    """Width and height of the image in pixels; None where nobody knows."""
    covers: tuple[Quad, ...] = ()
    """Where something lies on the label: a finger, tape, a reflection."""


@dataclass(frozen=True, slots=True)
class Region:
    """An area of the image to paint over."""

    quad: Quad
    """On the upright source image; painting adds no margin of its own."""
    kind: FieldKind
    stars: int = 0
    """How many asterisks stand for the hidden characters; 0 paints a plain block."""


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the report's ``fields``: what was found and how much of it is hidden."""

    kind: FieldKind
    role: Role | None
    hidden: int
    """Characters hidden by this tool or already hidden on the input."""
    of: int
    """Characters the field has; for a phone its digits, for a code or a block 1."""
    rule: str
    """Stable name of the rule that decided."""
    quad: Quad
    """Where the field stands on the upright source image."""
    confidence: float
    """0..1: how sure reading and finding were."""
    evidence: str = ""
    """Why it was taken for this kind of field, in words about its shape; never its text."""


@dataclass(frozen=True, slots=True)
class Masked:
    """What comes back for one image."""

    image: Image.Image | None
    """The redacted upright image in RGB and its own resolution; None when `status` is failed."""
    status: Status
    reasons: tuple[str, ...]
    """``code: sentence`` each, see `masking.reasons`; empty for `masked`."""
    fields: tuple[Field, ...] = ()
    regions: tuple[Region, ...] = ()
    """What was painted, for an editor to show."""
    size: tuple[int, int] = (0, 0)
    """Width and height in pixels of the upright source image."""
    milliseconds: dict[str, float] = field(default_factory=dict)
    """Wall time by stage: ``read``, ``paint``, ``check``."""
    encoded: bytes | None = None
    """The file's bytes that were checked, where the caller said how the image is stored."""
