"""The way of one image, and nothing else: read, find, hide, paint, check."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
from PIL import Image

from masking.checking.proof import Deliver, Plan, prove
from masking.fields import Findings, Page, find_fields, lone_ends, open_ends
from masking.hiding import hide
from masking.model import Masked, Status, TextLine
from masking.painting import Style
from masking.painting.regions import code_regions, doubt_regions, field_regions, goes
from masking.policy import Policy
from masking.reading.engine import Pixels, Reader
from masking.reading.specks import ink_behind, ink_below
from masking.reasons import Reason

RULES = "一丨丶丿亅lI"
"""What the reader takes a ruled line for."""
CLOSER_LOOK_SCORE = 0.8
"""Mean score that text needs which the detector did not see."""


def mask_upright(
    image: Image.Image,
    reader: Reader,
    policy: Policy,
    style: Style,
    deliver: Deliver | None = None,
) -> Masked:
    """Redact one upright RGB image.

    Args:
        image: the source.
        reader: reads it, and the result.
        policy: how much to hide.
        style: how a hidden place looks.
        deliver: how the result is encoded; see `masking.checking.proof.prove`.

    Raises:
        NothingToReadError: no text, or no sender and no receiver.
        EngineError: reading failed.
        PaintingError: the result is not what was to be painted.
        EncodingError: it cannot be stored in the format that is asked for.
    """
    watch = _Stopwatch()
    pixels = np.asarray(image, np.uint8)
    with watch.stage("read"):
        reading = reader.read(pixels)
    with watch.stage("paint"):
        page, findings = find_fields(reading)
        closer = _look_closer(pixels, reader, page, findings)
        if closer:
            page, findings = find_fields(replace(reading, lines=(*reading.lines, *closer)))
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
        plan = Plan(
            page,
            tuple(hidings),
            tuple(regions),
            kept_codes=tuple(code for code in reading.codes if not goes(code, policy)),
            hidden_codes=tuple(code for code in reading.codes if goes(code, policy)),
        )
    del pixels  # a third of what a photo takes; the proof looks at what it made itself
    with watch.stage("check"):
        proof = prove(image, plan, reader, style, deliver)
    reasons += proof.reasons
    return Masked(
        image=proof.image,
        status=Status.REVIEW if reasons else Status.MASKED,
        reasons=tuple(dict.fromkeys(str(reason) for reason in reasons)),
        fields=(*fields, *proof.blocks),
        regions=proof.regions,
        size=image.size,
        milliseconds=watch.milliseconds,
        encoded=proof.encoded,
    )


def _look_closer(pixels: Pixels, reader: Reader, page: Page, findings: Findings) -> list[TextLine]:
    """Read where the detector saw nothing and something should stand."""
    gaps = [quad for doubt in findings.doubts for quad in doubt.look]
    ends = [ink_below(pixels, quad) for quad in open_ends(page, findings.fields)]
    ends += [ink_behind(pixels, quad) for quad in lone_ends(page, findings.fields)]
    areas = [*gaps, *(quad for quad in ends if quad is not None)]
    lines = reader.read_areas(pixels, areas) if areas else []
    return [
        line
        for place, line in enumerate(lines)
        if line.score >= CLOSER_LOOK_SCORE
        and (_may_be_name(line.text) if place < len(gaps) else line.text.strip())
    ]


def _may_be_name(text: str) -> bool:
    """Whether a text has letters enough: a rule of the form may be read as 1, | or 一."""
    letters = [c for c in text if c.isalpha() and c not in RULES]
    return len(letters) > 1 or any(not c.isascii() for c in letters)


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
