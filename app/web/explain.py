"""Answers of the workers to JSON documents, each painted region with the reason it was painted."""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from app.web.workers.contract import CheckAnswer, MaskAnswer, Picture
from masking.model import Field, FieldKind, Region

OPTIONAL_RULE = "code.policy"
"""Of codes that only the chosen policy hides; a code that holds personal data has another rule."""


def mask_document(answer: MaskAnswer) -> bytes:
    """The JSON of /api/v1/mask, see `schemas.MaskOut`."""
    return _json(
        {
            "status": answer.status.value,
            "reasons": list(answer.reasons),
            "fields": [field_document(field) for field in answer.fields],
            "regions": [region_document(region, answer.fields) for region in answer.regions],
            "size": list(answer.size),
            "ms": _rounded(answer.milliseconds),
            **_picture(answer.picture),
            "source": None if answer.source is None else _picture(answer.source),
        }
    )


def check_document(answer: CheckAnswer) -> bytes:
    """The JSON of /api/v1/check, see `schemas.CheckOut`."""
    verdict = answer.verdict
    return _json(
        {
            "complies": verdict.complies,
            "readable": verdict.readable,
            "reasons": list(verdict.reasons),
            "fields": [asdict(f) | {"quad": f.quad.rounded()} for f in verdict.fields],
            "ms": _rounded(answer.milliseconds),
        }
    )


def field_document(field: Field) -> dict[str, Any]:
    """One field as reports hold it."""
    return {
        "kind": field.kind.value,
        "role": None if field.role is None else field.role.value,
        "hidden": field.hidden,
        "of": field.of,
        "rule": field.rule,
        "quad": field.quad.rounded(),
        "confidence": round(min(max(field.confidence, 0.0), 1.0), 3),
    }


def region_document(region: Region, fields: Sequence[Field]) -> dict[str, Any]:
    """One painted region with the role and rule of the field it belongs to."""
    field = owner(region, fields)
    return {
        # Not rounded: the editor sends these corners back to be painted again.
        "quad": [list(point) for point in region.quad.points],
        "kind": region.kind.value,
        "stars": region.stars,
        "role": None if field is None or field.role is None else field.role.value,
        "rule": "" if field is None else field.rule,
        "required": is_required(region, field),
    }


def owner(region: Region, fields: Sequence[Field]) -> Field | None:
    """The field of the region's kind around its centre, the smallest where there are several."""
    x, y = region.quad.center
    around = [f for f in fields if f.kind is region.kind and _holds(f, x, y)]
    return min(around, key=lambda f: f.quad.area, default=None)


def is_required(region: Region, field: Field | None) -> bool:
    """Whether the standard may ask for the region; where that is not known it may."""
    if region.kind is FieldKind.WAYBILL_NUMBER:
        return False
    return field is None or field.rule != OPTIONAL_RULE


def _holds(field: Field, x: float, y: float) -> bool:
    left, top, right, bottom = field.quad.bounds
    return left <= x <= right and top <= y <= bottom


def _picture(picture: Picture) -> dict[str, str]:
    return {
        "image": base64.b64encode(picture.data).decode("ascii"),
        "media_type": picture.media_type,
    }


def _rounded(milliseconds: dict[str, float]) -> dict[str, float]:
    return {stage: round(spent, 1) for stage, spent in milliseconds.items() if math.isfinite(spent)}


def _json(document: dict[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, allow_nan=False).encode()
