"""What /docs says about the requests: forms, examples and every problem an address can answer."""

from __future__ import annotations

import json
from typing import Any

from app.web.options import FORMATS, STYLES
from app.web.problems import KINDS, MEDIA_TYPE, Problem
from app.web.schemas import ProblemOut
from masking.policy import Level

TITLE = "waybill-mask"
DESCRIPTION = """
Hides names, phone numbers and unit and room numbers on pictures of express waybills, as
GB/T 41833-2022 asks. Images live in memory for the length of a request; nothing is stored.

A status of `masked` means that everything found was hidden and that reading the result again
found nothing left. `review` means that a doubt remained: the doubtful parts are painted over in
whole blocks, and `reasons` say what a person should look at.

Every refusal is a problem document (RFC 9457) with a stable `code`.
"""

_IMAGE = {
    "type": "string",
    "contentMediaType": "application/octet-stream",
    "format": "binary",
    "description": "JPEG, PNG, WebP, BMP, GIF, TIFF, HEIC, AVIF or PDF; told by its content.",
}
_PAGE = {
    "type": "integer",
    "minimum": 0,
    "maximum": 999_999,
    "description": "Which page, from 0; needed where a PDF or TIFF has several.",
}
_FORMAT = {
    "type": "string",
    "enum": list(FORMATS),
    "description": "Format of the answer; the upload's own unless given. HEIC becomes JPEG.",
}


def _flag(meaning: str) -> dict[str, Any]:
    return {"type": "string", "enum": ["true", "false"], "default": "false", "description": meaning}


MASK_FORM = {
    "image": _IMAGE,
    "policy": {
        "type": "string",
        "enum": [level.value for level in Level],
        "default": Level.STANDARD.value,
        "description": "How much is hidden; each hides all that the one before it hides.",
    },
    "style": {
        "type": "string",
        "enum": list(STYLES),
        "default": "stars",
        "description": "Asterisks on paper colour, or plain black blocks.",
    },
    "format": _FORMAT,
    "page": _PAGE,
    "hide_waybill_number": _flag("Hide the waybill number and its barcodes as well."),
    "keep_last_four": _flag("Leave the last four digits of a hidden waybill number."),
    "keep_companies": _flag("Leave a company in the sender's place readable."),
    "include_source": _flag("In a JSON answer, add the upright source image for display."),
}
REDACT_FORM = {
    "image": _IMAGE,
    "regions": {
        "type": "string",
        "contentMediaType": "application/json",
        "description": "JSON list of quads: four [x, y] corners in pixels of the upright image, in "
        "order around a convex area. Exactly these are painted.",
        "examples": ["[[[40, 60], [220, 60], [220, 96], [40, 96]]]"],
    },
    "stars": {
        "type": "string",
        "contentMediaType": "application/json",
        "description": "JSON list with the number of asterisks of each region. Without it the "
        "regions are painted as plain black blocks.",
        "examples": ["[6]"],
    },
    "format": _FORMAT,
    "page": _PAGE,
}
CHECK_FORM = {"image": _IMAGE, "page": _PAGE}

_IMAGE_TYPES = {
    kind: {"schema": {"type": "string", "format": "binary"}}
    for kind in (
        "image/jpeg",
        "image/png",
        "image/webp",
        "image/bmp",
        "image/gif",
        "image/tiff",
        "image/avif",
        "application/pdf",
    )
}
_MASK_HEADERS = {
    "X-Waybill-Status": {
        "description": "masked or review.",
        "schema": {"type": "string", "enum": ["masked", "review"]},
    },
    "X-Waybill-Fields": {
        "description": "How many fields were found.",
        "schema": {"type": "integer"},
    },
    "X-Waybill-Reasons": {
        "description": "Codes of what to look at, separated by commas; only for review.",
        "schema": {"type": "string"},
    },
}
_UPLOAD_PROBLEMS = (
    "broken-multipart",
    "damaged-image",
    "too-small",
    "encrypted",
    "unreadable-image",
    "key-missing",
    "key-wrong",
    "upload-too-slow",
    "too-large",
    "not-multipart",
    "not-an-image",
    "empty-file",
    "missing-image",
    "bad-option",
    "page-needed",
    "not-encoded",
    "nothing-to-read",
    "no-text",
    "no-sender-or-receiver",
    "rate-limited",
    "engine-failed",
    "not-painted",
    "worker-crashed",
    "took-too-long",
    "out-of-memory",
    "internal",
    "busy",
    "model-unavailable",
)


def form(fields: dict[str, Any], required: tuple[str, ...]) -> dict[str, Any]:
    """The request body of an operation that takes a multipart form."""
    schema = {
        "type": "object",
        "properties": fields,
        "required": list(required),
        "additionalProperties": False,
    }
    return {
        "requestBody": {
            "required": True,
            "content": {"multipart/form-data": {"schema": schema}},
        },
        "security": [{}, {"key": []}, {"bearer": []}],
    }


def image_answer(meaning: str, *, masked: bool) -> dict[str, Any]:
    """The 200 of an operation that answers an image."""
    answer: dict[str, Any] = {"description": meaning, "content": dict(_IMAGE_TYPES)}
    if masked:
        answer["headers"] = _MASK_HEADERS
    return answer


def problems(*codes: str) -> dict[int | str, dict[str, Any]]:
    """The problems an operation can answer, by status, each with an example."""
    found: dict[int | str, dict[str, Any]] = {}
    for code in codes:
        kind = KINDS[code]
        retry = 5 if kind.status in (429, 503) else None
        problem = Problem(code, retry_after=retry)
        answer = found.setdefault(
            kind.status,
            {"description": "", "model": ProblemOut, "content": {MEDIA_TYPE: {"examples": {}}}},
        )
        answer["description"] = f"{answer['description']} `{code}`: {kind.title}.".strip()
        answer["content"][MEDIA_TYPE]["examples"][code] = {"value": problem.document("4f1c0a…")}
        if retry is not None:
            answer["headers"] = {
                "Retry-After": {
                    "description": "Seconds until another try makes sense.",
                    "schema": {"type": "integer"},
                }
            }
    return found


def upload_problems() -> dict[int | str, dict[str, Any]]:
    """The problems of every operation that takes an image."""
    return problems(*_UPLOAD_PROBLEMS)


def finish(document: dict[str, Any]) -> dict[str, Any]:
    """FastAPI's document with problem documents under their own media type and the two keys."""
    for path in document["paths"].values():
        for operation in path.values():
            for status, answer in operation["responses"].items():
                content = answer.get("content", {})
                if int(status) >= 400 and "application/json" in content:
                    plain = content.pop("application/json")
                    content[MEDIA_TYPE] = plain | content.get(MEDIA_TYPE, {})
    document["components"]["securitySchemes"] = {
        "key": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
        "bearer": {"type": "http", "scheme": "bearer"},
    }
    # Fails at the start rather than in a browser.
    json.dumps(document)
    return document
