"""The way of one image, and nothing else: read, find, hide, paint, check."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import Image

from masking.checking.proof import Deliver, Plan, prove
from masking.fields import find_closer
from masking.hiding import hide
from masking.model import Masked, Status
from masking.painting import Style
from masking.painting.regions import code_regions, doubt_regions, field_regions, goes
from masking.policy import Policy
from masking.reading.engine import Reader
from masking.reasons import Reason


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
        page, findings = find_closer(pixels, reader, reading)
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
