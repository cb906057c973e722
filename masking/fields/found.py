"""What finding answers with: fields, and doubts."""

from __future__ import annotations

from dataclasses import dataclass

from masking.fields.page import Part
from masking.geometry import Quad
from masking.model import FieldKind, Role
from masking.reasons import Reason
from masking.text.verdict import Certainty

HIDDEN_BEFORE = "hidden before"
"""Evidence of a field of which nothing can be seen."""
SURE_SCORE = 0.62
"""Mean score below which a line in a block of personal data counts as unread."""
BLOCK_MARGIN = 1.2
"""Line heights around a field that belong to its block."""


@dataclass(frozen=True, slots=True)
class Found:
    """One name, phone, address or number, on one line or several."""

    kind: FieldKind
    parts: tuple[Part, ...]
    """In reading order; an address may run over several lines."""
    role: Role | None
    certainty: Certainty
    evidence: str
    """Why it was taken for this, such as ``label`` or ``beside phone``; never the text."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that may be personal and could not be read or placed: it is painted whole."""

    reason: Reason
    quads: tuple[Quad, ...]
    """On the source image; empty where there is nothing to paint, only something to look at."""
    look: tuple[Quad, ...] = ()
    """Areas in which the detector saw nothing and something should stand: worth reading as they
    are, before the doubt is final."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found on one image."""

    fields: tuple[Found, ...]
    doubts: tuple[Doubt, ...]
