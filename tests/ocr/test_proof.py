"""A region that painting leaves out is found: by reading, by place and by pixels."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

import numpy as np
import pytest
from PIL import Image

from app.samples import Waybill, draw
from app.samples.truth import Need, TextKind
from masking import Policy
from masking.checking import proof, recheck
from masking.checking.pixels import verify_delivered, verify_painted
from masking.errors import PaintingError
from masking.fields import Page, find_fields
from masking.hiding import Hiding, hide
from masking.images import Delivery, Format
from masking.model import FieldKind, Region, Span
from masking.painting import Style, cover, paint
from masking.painting.extent import extent
from masking.painting.regions import field_regions
from masking.reading.engine import Pixels
from masking.reading.paddle import PaddleEngine
from masking.reading.reader import LabelReader

pytestmark = pytest.mark.ocr

KINDS = (FieldKind.NAME, FieldKind.PHONE, FieldKind.ADDRESS)
CUTS = {"unpainted": None, "first shown": (1, 0), "last shown": (0, -1)}
"""What is left out of a field's region: all of it, its first or its last character."""


@dataclass(frozen=True)
class Label:
    """A drawn waybill, read, with what is to be painted on it."""

    image: Image.Image
    delivery: Delivery
    reader: LabelReader
    page: Page
    hidings: list[Hiding]
    regions: list[Region]

    def without(self, kind: FieldKind, cut: tuple[int, int] | None) -> tuple[int, list[Region]]:
        """A line on which a field of this kind is hidden, and all regions but a part of its own."""
        pixels = np.asarray(self.image)
        for hiding in self.hidings:
            if hiding.field.kind is not kind or not hiding.spans:
                continue
            index, span = hiding.spans[0]
            line = self.page.lines[index].line
            whole = extent(pixels, line, span)
            if span.end - span.start < 2 or all(one.quad != whole for one in self.regions):
                continue
            left = [one for one in self.regions if one.quad != whole]
            if cut is not None:
                rest = Span(span.start + cut[0], span.end + cut[1])
                left.append(Region(extent(pixels, line, rest), kind, rest.end - rest.start))
            return index, left
        raise AssertionError(f"no {kind} of two hidden characters was drawn")

    def read_again(self, regions: list[Region]) -> list[recheck.Leak]:
        """What the check finds where only these regions are painted."""
        painted = paint(self.image, regions)
        _, delivered = self.delivery(painted)
        covered = cover(regions, self.image.size)
        return recheck.still_readable(
            self.reader, np.asarray(delivered), self.page, self.hidings, covered
        )


def has_two_hidden(waybill: Waybill) -> bool:
    """Whether two characters or more go of a name and of an address under the standard."""
    gone = [c for c in waybill.truth.characters if c.hide.standard is Need.MUST]
    return all(
        sum(c.field == f"receiver.{kind}" for c in gone) >= 2
        for kind in (TextKind.NAME, TextKind.ADDRESS)
    )


@pytest.fixture(scope="module", params=["clean", "photo"])
def label(request: pytest.FixtureRequest, engine: PaddleEngine) -> Label:
    """A label on paper as PNG, and one photographed as JPEG."""
    waybill = next(
        one
        for number in count()
        if has_two_hidden(
            one := draw(f"proof{number}", layout="labelled", condition=request.param, plain=True)
        )
    )
    reader = LabelReader(engine)
    pixels: Pixels = np.asarray(waybill.image)
    page, findings = find_fields(reader.read(pixels))
    hidings = hide(page, findings.fields, Policy.STANDARD)
    _, regions = field_regions(pixels, page, hidings)
    delivery = Delivery(Format.PNG if request.param == "clean" else Format.JPEG)
    return Label(waybill.image, delivery, reader, page, hidings, regions)


def test_a_good_result_shows_nothing(label: Label) -> None:
    assert {h.field.kind for h in label.hidings if h.spans} >= set(KINDS)
    assert label.read_again(label.regions) == []


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("kind", KINDS)
def test_reading_alone_finds_what_is_shown_again(
    label: Label, kind: FieldKind, cut: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recheck, "_uncovered", lambda *_: [])
    line, regions = label.without(kind, CUTS[cut])
    found = {(leak.line, leak.kind) for leak in label.read_again(regions)}
    assert (line, kind) in found


@pytest.mark.parametrize("kind", KINDS)
def test_a_tail_shifted_by_a_character_is_found(
    label: Label, kind: FieldKind, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recheck, "_uncovered", lambda *_: [])
    line, kept = label.without(kind, None)
    spans = [s for h in label.hidings if h.field.kind is kind for i, s in h.spans if i == line]
    text = label.page.lines[line].line
    shifted = Span(spans[0].start + 1, min(spans[0].end + 1, len(text.characters)))
    moved = Region(extent(np.asarray(label.image), text, shifted), kind, 3)
    assert (line, kind) in {(k.line, k.kind) for k in label.read_again([*kept, moved])}


@pytest.mark.parametrize("cut", CUTS)
@pytest.mark.parametrize("kind", KINDS)
def test_what_is_left_out_is_painted_after_all(label: Label, kind: FieldKind, cut: str) -> None:
    _, regions = label.without(kind, CUTS[cut])
    plan = proof.Plan(label.page, tuple(label.hidings), tuple(regions), (), ())
    result = proof.prove(label.image, plan, label.reader, Style.STARS, label.delivery)
    assert result.reasons == ()
    missing = cover(label.regions, label.image.size) & ~cover(result.regions, label.image.size)
    whole = cover(label.regions, label.image.size) & ~cover(regions, label.image.size)
    assert label.read_again(list(result.regions)) == []
    assert missing.sum() < 0.35 * whole.sum()


@pytest.mark.parametrize("kind", KINDS)
def test_pixels_tell_of_a_region_that_was_skipped(label: Label, kind: FieldKind) -> None:
    _, regions = label.without(kind, None)
    skipped = paint(label.image, regions)
    with pytest.raises(PaintingError, match="depends on what it hides"):
        verify_painted(label.image, skipped, label.regions, Style.STARS)
    _, delivered = label.delivery(skipped)
    covered = cover(label.regions, label.image.size)
    with pytest.raises(PaintingError, match="stored picture"):
        verify_delivered(paint(label.image, label.regions), delivered, covered)
