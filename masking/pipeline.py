"""The way of one image, and nothing else: read, find, hide, paint, check."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import Image

from masking.checking.recheck import still_readable
from masking.fields import Findings, find_fields
from masking.geometry import Quad
from masking.hiding import hide
from masking.model import Field, FieldKind, Masked, Reading, Region, Status, TextLine
from masking.painting import Style, paint
from masking.painting.extent import whole
from masking.painting.regions import code_regions, doubt_regions, field_regions
from masking.policy import Policy
from masking.reading.engine import Pixels, Reader
from masking.reasons import Reason

CLOSER_LOOK_SCORE = 0.8
"""Mean score that text needs which the detector did not see."""


def mask_upright(image: Image.Image, reader: Reader, policy: Policy, style: Style) -> Masked:
    """Redact one upright RGB image.

    Raises:
        NothingToReadError: no text, or no sender and no receiver.
        EngineError: reading failed.
    """
    watch = _Stopwatch()
    pixels = np.asarray(image, np.uint8)
    with watch.stage("read"):
        reading = reader.read(pixels)
    with watch.stage("paint"):
        page, findings = find_fields(reading)
        closer = _look_closer(pixels, reader, findings)
        if closer:
            page, findings = find_fields(Reading((*reading.lines, *closer), reading.codes))
        hidings = hide(page, findings.fields, policy)
        fields, regions = field_regions(pixels, page, hidings)
        for more_fields, more_regions in (
            doubt_regions(findings.doubts),
            code_regions(reading.codes, policy),
        ):
            fields += more_fields
            regions += more_regions
        reasons = [doubt.reason for doubt in findings.doubts]
        if not all(hiding.clear for hiding in hidings):
            reasons.append(Reason.ADDRESS_NOT_SPLIT)
        painted = paint(image, regions, style)
    with watch.stage("check"):
        leaking = still_readable(reader, np.asarray(painted, np.uint8), page, hidings)
    if leaking:
        quads = [whole(page.lines[index].line) for index in leaking]
        fields += [_block(quad) for quad in quads]
        regions += [Region(quad, FieldKind.BLOCK) for quad in quads]
        reasons.append(Reason.STILL_READABLE)
        painted = paint(image, regions, style)
    return Masked(
        image=painted,
        status=Status.REVIEW if reasons else Status.MASKED,
        reasons=tuple(dict.fromkeys(str(reason) for reason in reasons)),
        fields=tuple(fields),
        regions=tuple(regions),
        size=image.size,
        milliseconds=watch.milliseconds,
    )


def _look_closer(pixels: Pixels, reader: Reader, findings: Findings) -> list[TextLine]:
    """Read where the detector saw nothing and something should stand."""
    areas = [quad for doubt in findings.doubts for quad in doubt.look]
    lines = reader.read_areas(pixels, areas) if areas else []
    return [line for line in lines if line.score >= CLOSER_LOOK_SCORE and line.text.strip()]


def _block(quad: Quad) -> Field:
    return Field(FieldKind.BLOCK, None, 1, 1, Reason.STILL_READABLE.value, quad, 0.0)


class _Stopwatch:
    """Wall time by stage."""

    def __init__(self) -> None:
        self.milliseconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Measure one stage."""
        began = time.perf_counter()
        yield
        self.milliseconds[name] = round((time.perf_counter() - began) * 1000, 1)
