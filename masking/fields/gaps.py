"""Rows of an address with nothing between two of its pieces: glare or a finger lies on the rest."""

from __future__ import annotations

from collections.abc import Sequence

from masking.fields.found import Doubt, Found
from masking.fields.page import Box, Page
from masking.model import FieldKind
from masking.reasons import Reason
from masking.text.address import PartKind, parse_address

GAP = (1.5, 15.0)
"""Line heights between two pieces of one address of which the middle was not seen."""
HEADS = (PartKind.PROV, PartKind.CITY)
"""What another address, in the next column, begins with."""


def broken_addresses(page: Page, fields: Sequence[Found]) -> list[Doubt]:
    """Where an address stops and, further along its row, one goes on that has no beginning."""
    addresses = [field for field in fields if field.kind is FieldKind.ADDRESS]
    quads = []
    for field in addresses:
        part = field.parts[0]
        box = page.box_of(part)
        text = page.lines[part.line].text[part.start : part.end]
        first = parse_address(text).parts[:1]
        if part.start or (first and first[0].kind in HEADS):
            continue
        others = [(other, p) for other in addresses if other is not field for p in other.parts]
        for other, before in others:
            end = page.box_of(before)
            gap = box.left - end.right
            if not end.in_row_with(box) or not GAP[0] <= gap / box.height <= GAP[1]:
                continue
            between = Box(end.right, box.top, box.left, box.bottom)
            if not any(
                line.box.overlaps(between.grown(-0.3 * box.height, -0.2 * box.height))
                for line in page.level_lines
            ):
                # What stands behind the gap was split without its beginning: all of it is painted.
                rest = [p for p in other.parts if p.line > before.line]
                quads.append(page.quad_around([between]))
                quads += [page.quad_around([page.box_of(p)]) for p in (*field.parts, *rest)]
    return [Doubt(Reason.UNREAD_TEXT, tuple(quads))] if quads else []
