"""What is to be hidden, as regions of the image and rows of the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from masking.fields import Doubt, Page
from masking.fields.codes import holds_personal_data
from masking.geometry import Quad
from masking.hiding import Hiding
from masking.model import Code, CodeKind, Field, FieldKind, Region, Span
from masking.painting.extent import extent, is_curved, whole
from masking.policy import Policy
from masking.reading.engine import Pixels
from masking.text.fold import fold
from masking.text.verdict import Certainty

HIDDEN_BEFORE = "*"
"""What a character of folded text is that was hidden when the label was printed."""
BLOCK_MARGIN = 0.1
"""Added around an area that is painted whole, in its heights."""
LEAK_MARGIN = 0.1
"""Added around what could still be read, in its heights."""
CODE_MARGIN = 0.04
"""Added around a code, in its heights: modules on its edge, but not the quiet zone."""
UNSURE = 0.7
"""Factor on a field's confidence where its shape allows another reading."""


def field_regions(
    image: Pixels, page: Page, hidings: Sequence[Hiding]
) -> tuple[list[Field], list[Region]]:
    """Report rows for all fields, and the regions that cover their hidden characters."""
    fields: list[Field] = []
    regions: list[Region] = []
    for (index, kind), span in _merged(page, hidings):
        line = page.lines[index].line
        regions.append(Region(extent(image, line, span), kind, span.end - span.start))
    for hiding in hidings:
        kind = hiding.field.kind
        if not hiding.clear:
            regions += [
                Region(whole(page.lines[part.line].line), FieldKind.BLOCK)
                for part in hiding.field.parts[-1:]
            ]
        fields.append(
            Field(
                kind,
                hiding.field.role,
                hiding.hidden,
                hiding.of,
                hiding.rule,
                page.quad_around(page.box_of(part) for part in hiding.field.parts),
                _confidence(page, hiding),
                hiding.field.evidence,
            )
        )
    return fields, regions


def _merged(page: Page, hidings: Sequence[Hiding]) -> list[tuple[tuple[int, FieldKind], Span]]:
    """Spans by line and kind, each hidden character in one only: asterisks never overlap.

    The separators of a number on a curved line go with it: the places between two groups are off
    by a digit there, and one too many would stay.
    """
    seen: set[tuple[int, int]] = set()
    merged: list[tuple[tuple[int, FieldKind], Span]] = []
    for hiding in hidings:
        for index, span in _joined(page, hiding):
            fresh = [at for at in range(span.start, span.end) if (index, at) not in seen]
            seen.update((index, at) for at in fresh)
            merged += [((index, hiding.field.kind), run) for run in _runs(fresh)]
    return merged


def _joined(page: Page, hiding: Hiding) -> list[tuple[int, Span]]:
    """A hiding's spans, those of a number on one curved line with the separators between them, and
    those on both sides of printed asterisks with them: between two bars they would be unread text."""
    spans: list[tuple[int, Span]] = []
    for index, span in hiding.spans:
        line = page.lines[index].line
        if spans and spans[-1][0] == index:
            before = spans[-1][1]
            between = fold(line.text[before.end : span.start])
            starred = HIDDEN_BEFORE in between and not between.strip(HIDDEN_BEFORE + " ")
            number = hiding.field.kind is FieldKind.PHONE and is_curved(line)
            separator = number and len(between) == 1 and not between.isalnum()
            if separator or starred:
                spans[-1] = (index, replace(before, end=span.end))
                continue
        spans.append((index, span))
    return spans


def _runs(offsets: Sequence[int]) -> list[Span]:
    """Consecutive offsets as spans."""
    starts = [at for at in offsets if at - 1 not in offsets]
    ends = [at + 1 for at in offsets if at + 1 not in offsets]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


def doubt_regions(doubts: Sequence[Doubt]) -> tuple[list[Field], list[Region]]:
    """Plain blocks over everything doubtful."""
    quads = [(doubt.reason.value, block(quad)) for doubt in doubts for quad in doubt.quads]
    fields = [Field(FieldKind.BLOCK, None, 1, 1, reason, quad, 0.0) for reason, quad in quads]
    return fields, [Region(quad, FieldKind.BLOCK) for _, quad in quads]


def leak_region(quad: Quad, kind: FieldKind) -> Region:
    """What covers characters that were read on the result although they were hidden."""
    margin = LEAK_MARGIN * quad.height
    return Region(quad.grown(margin, margin), kind, 1)


def goes(code: Code, policy: Policy) -> bool:
    """Whether a code has to go."""
    return _code_rule(code, policy) is not None


def code_regions(codes: Sequence[Code], policy: Policy) -> tuple[list[Field], list[Region]]:
    """Report rows for all codes, and regions over those that have to go."""
    fields: list[Field] = []
    regions: list[Region] = []
    for code in codes:
        kind = FieldKind.QR if code.kind is CodeKind.MATRIX else FieldKind.BARCODE
        rule = _code_rule(code, policy)
        quad = code.quad.grown(CODE_MARGIN * code.quad.height, CODE_MARGIN * code.quad.height)
        if rule is not None:
            regions.append(Region(quad, kind))
        hidden = int(rule is not None)
        fields.append(Field(kind, None, hidden, 1, rule or f"{kind.value}.kept", quad, 1.0))
    return fields, regions


def block(quad: Quad) -> Quad:
    """A doubtful area with the margin it is painted with."""
    return quad.grown(BLOCK_MARGIN * quad.height, BLOCK_MARGIN * quad.height)


def _code_rule(code: Code, policy: Policy) -> str | None:
    """The rule under which a code goes; None where it stays."""
    if code.content is not None and holds_personal_data(code.content):
        return "code.personal_content"
    if code.kind is CodeKind.MATRIX and policy.hides_qr_codes:
        return "code.policy"
    if code.kind is CodeKind.LINEAR and policy.hides_waybill_number:
        return "code.policy"
    return None


def _confidence(page: Page, hiding: Hiding) -> float:
    scores = [page.lines[part.line].line.score for part in hiding.field.parts]
    sure = hiding.field.certainty is Certainty.YES
    return round(min(scores) * (1.0 if sure else UNSURE), 3)
