"""Does a waybill already comply with the standard's sentence? Field by field; changes nothing.

GB/T 41833-2022 as its announcements quote it:
收寄件人姓名应隐藏1个汉字以上，联系电话应隐藏6位以上，地址应隐藏单元户室号等.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

from masking.errors import NothingToReadError
from masking.fields import Page, find_closer
from masking.geometry import Quad
from masking.hiding import Hiding, hide
from masking.model import FieldKind, Role
from masking.policy import Policy
from masking.reading.engine import Reader

NAME_HIDDEN = 1
"""Characters of a name that the standard asks to hide at least."""
PHONE_HIDDEN = 6
"""Digits of a phone number that the standard asks to hide at least."""
PHONE_VISIBLE = 5
"""Digits of a mobile number that may stay: eleven less the six that are hidden."""
PHONE_CHARACTERS = 8
"""Digits and asterisks of a number below which what was found is a part of one: 157**, with the rest
read as something else."""
REQUIRED = {
    FieldKind.NAME: "at least one character hidden",
    FieldKind.PHONE: "at least six digits hidden",
    FieldKind.ADDRESS: "unit, floor and room hidden",
    FieldKind.ID_NUMBER: "hidden whole",
}
"""What is asked of each kind of field."""


@dataclass(frozen=True, slots=True)
class FieldVerdict:
    """One field and whether it complies."""

    kind: FieldKind
    role: Role | None
    visible: int
    """Characters that can be read; for a phone its digits."""
    of: int
    """Characters of the field, hidden ones included."""
    required: str
    """What is asked of such a field."""
    complies: bool
    quad: Quad
    """Where it stands on the upright source image."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one waybill complies."""

    complies: bool
    """Every field complies and nothing was doubtful."""
    readable: bool
    """False where no waybill could be read: then nothing is said about compliance."""
    fields: tuple[FieldVerdict, ...]
    reasons: tuple[str, ...]
    """``code: sentence`` each: what was doubtful, or why nothing could be read."""


def check_upright(image: Image.Image, reader: Reader) -> Verdict:
    """Judge an upright RGB image.

    Raises:
        EngineError: reading failed.
    """
    try:
        pixels = np.asarray(image, np.uint8)
        page, findings = find_closer(pixels, reader, reader.read(pixels))
    except NothingToReadError as error:
        return Verdict(False, False, (), (error.reason,))
    judged = [field for field in findings.fields if field.kind in REQUIRED]
    fields = tuple(_judge(page, hiding) for hiding in hide(page, judged, Policy.STANDARD))
    # What was not found cannot be said to be hidden; asterisks and bars were found.
    doubts = [str(doubt.reason) for doubt in findings.doubts]
    complies = bool(fields) and not doubts and all(field.complies for field in fields)
    return Verdict(complies, True, fields, tuple(dict.fromkeys(doubts)))


def _judge(page: Page, hiding: Hiding) -> FieldVerdict:
    kind = hiding.field.kind
    asked = sum(span.end - span.start for _, span in hiding.spans)
    hidden = hiding.hidden - asked
    least = {FieldKind.NAME: NAME_HIDDEN, FieldKind.PHONE: PHONE_HIDDEN}.get(kind)
    # The reader may take six asterisks for four: what counts then is that enough is gone.
    whole = kind is FieldKind.PHONE and hiding.of >= PHONE_CHARACTERS
    enough = whole and hidden > 0 and hiding.of - hidden <= PHONE_VISIBLE
    complies = not asked or enough or (least is not None and hidden >= least)
    return FieldVerdict(
        kind,
        hiding.field.role,
        hiding.of - hidden,
        hiding.of,
        REQUIRED[kind],
        complies,
        page.quad_around([page.box_around(hiding.field.parts)]),
    )
