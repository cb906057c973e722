"""Paint, encode, and look at the result: nothing leaves before that was done.

What can still be read is painted over and looked at once more; what can be read even then is
painted as a whole block, and a person is asked to look.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image

from masking.checking.codes import damaged, still_decodes
from masking.checking.pixels import verify_delivered, verify_painted
from masking.checking.recheck import still_readable
from masking.fields import Page
from masking.geometry import Quad
from masking.hiding import Hiding
from masking.model import Code, CodeKind, Field, FieldKind, Region
from masking.painting import Style, paint
from masking.painting.extent import whole
from masking.painting.regions import leak_region
from masking.reading.engine import Reader
from masking.reasons import Reason

LOOKS = 2
"""Times the result is read before what can still be read is painted as a block."""

Deliver = Callable[[Image.Image], tuple[bytes, Image.Image]]
"""Encodes a redacted picture: the bytes that the user gets, and the RGB picture decoded from
them. See `masking.images.Delivery`."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be hidden on one image, and what is to stay."""

    page: Page
    hidings: tuple[Hiding, ...]
    regions: tuple[Region, ...]
    kept_codes: tuple[Code, ...]
    hidden_codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """A redacted picture that was looked at."""

    image: Image.Image
    """The painted picture, before encoding."""
    encoded: bytes | None
    """What was decoded and looked at; None where nothing is encoded."""
    regions: tuple[Region, ...]
    """All that was painted."""
    blocks: tuple[Field, ...]
    """Report rows for what is painted beyond the plan."""
    reasons: tuple[Reason, ...]
    """Why a person has to look; empty where the result shows nothing it should not."""


def prove(
    image: Image.Image, plan: Plan, reader: Reader, style: Style, deliver: Deliver | None
) -> Proof:
    """Paint a plan and show that the result hides it.

    Args:
        image: upright source, RGB.
        plan: what to paint.
        reader: reads areas of the result.
        style: how it is painted.
        deliver: encodes the result as the user gets it; None where the picture itself is what
            the user gets.

    Raises:
        PaintingError: painting or encoding went wrong.
        EncodingError: the picture cannot be stored in the format that is asked for.
        EngineError: reading failed.
    """
    regions = list(plan.regions)
    blocks: list[Field] = []
    reasons: list[Reason] = []
    for look in range(LOOKS + 1):
        painted = paint(image, regions, style)
        covered = verify_painted(image, painted, regions, style)
        encoded, delivered = (None, painted) if deliver is None else deliver(painted)
        if deliver is not None:
            verify_delivered(painted, delivered, covered)
        pixels = np.asarray(delivered, np.uint8)
        if look == LOOKS:
            break
        leaks = still_readable(reader, pixels, plan.page, plan.hidings, covered)
        codes = still_decodes(pixels, plan.hidden_codes)
        if not leaks and not codes:
            break
        if look + 1 < LOOKS:
            quads: list[Quad] = []
            regions += [leak_region(leak.quad, leak.kind) for leak in leaks]
        else:
            quads = [
                whole(plan.page.lines[index].line)
                for index in sorted({leak.line for leak in leaks})
            ]
            regions += [Region(quad, FieldKind.BLOCK) for quad in quads]
            reasons.append(Reason.STILL_READABLE)
        regions += [Region(code.quad, _kind(code)) for code in codes]
        blocks += [
            Field(FieldKind.BLOCK, None, 1, 1, Reason.STILL_READABLE.value, quad, 0.0)
            for quad in quads
        ]
    if damaged(pixels, plan.kept_codes):
        reasons.append(Reason.CODE_DAMAGED)
    return Proof(painted, encoded, tuple(regions), tuple(blocks), tuple(reasons))


def _kind(code: Code) -> FieldKind:
    return FieldKind.QR if code.kind is CodeKind.MATRIX else FieldKind.BARCODE
