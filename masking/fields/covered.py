"""Blocks of personal data on which something lies: what is left of them is painted whole."""

from __future__ import annotations

from collections.abc import Sequence

from masking.fields.found import Doubt, Found
from masking.fields.page import Page
from masking.fields.roles import PERSONAL
from masking.geometry import Quad
from masking.reasons import Reason

NEAR = 0.7
"""Line heights around a cover in which a line may go on below it."""
BLOCK = 1.5
"""Line heights around a field that belong to its block."""


def covered_blocks(page: Page, fields: Sequence[Found], covers: Sequence[Quad]) -> list[Doubt]:
    """The lines that run into a cover which lies on a block of personal data."""
    boxes = [page.box_of(part) for f in fields if f.kind in PERSONAL for part in f.parts]
    blocks = [box.grown(BLOCK * box.height, BLOCK * box.height) for box in boxes]
    quads: dict[int, Quad] = {}
    for cover in covers:
        over = page.box(cover)
        if not any(over.overlaps(block) for block in blocks):
            continue
        for line in page.level_lines:
            reach = NEAR * line.box.height
            if line.box.grown(reach, 0).overlaps(over):
                quads[line.index] = page.quad_around([line.box])
    return [Doubt(Reason.UNREAD_TEXT, tuple(quads.values()))] if quads else []
