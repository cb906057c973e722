"""Whose data a field is: by the label words and badges around it, else by the order of blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from masking.fields.found import Found
from masking.fields.page import Box, Page, Part
from masking.fields.values import label_kind
from masking.model import FieldKind, Role
from masking.text.split import PieceKind

PERSONAL = (FieldKind.NAME, FieldKind.PHONE, FieldKind.ADDRESS)


def assign_roles(page: Page, fields: Sequence[Found]) -> list[Found]:
    """The fields with a role each, where one can be told.

    A field belongs to the last party label that stands above it, or beside it, in its column.
    """
    marks: list[tuple[Box, Role]] = []
    for line, piece in page.pieces(PieceKind.LABEL):
        if piece.role is not None and label_kind(piece) is not None and line.level:
            marks.append((page.box_of(Part(line.index, piece.start, piece.end)), piece.role))
    return [
        field
        if field.role is not None or field.kind not in PERSONAL
        else replace(field, role=_nearest(page.box_of(field.parts[0]), marks))
        for field in fields
    ]


def _nearest(box: Box, marks: Sequence[tuple[Box, Role]]) -> Role | None:
    """The role of the label that announces what stands at `box`.

    A badge may be as high as its whole block, so its lower edge counts, not its middle.
    """
    best: tuple[float, Role] | None = None
    for mark, role in marks:
        if mark.left > box.right or mark.top > box.bottom:
            continue
        below = max(box.middle - mark.bottom, 0.0)
        aside = max(box.left - mark.right, 0.0)
        distance = below + aside / 4
        if best is None or distance < best[0]:
            best = (distance, role)
    return best[1] if best else None
