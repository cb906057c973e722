"""Rows of ``report.jsonl``: one JSON object for each image or page, never with recognised text."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from masking.model import Field, Masked, Status

Row = dict[str, Any]
"""The keys in the contract's order; see `page_row`."""


def page_row(source: str, page: int, sha256: str | None, masked: Masked, output: str | None) -> Row:
    """The row of one page that was worked on. `output` counts only where there is an image."""
    return _row(
        source,
        page,
        sha256,
        masked.status,
        None if masked.status is Status.FAILED else output,
        list(masked.reasons),
        [_field(field) for field in masked.fields],
        list(masked.size),
        {stage: round(masked.milliseconds.get(stage, 0.0), 1) for stage in _STAGES},
    )


def failed_row(
    source: str,
    page: int,
    sha256: str | None,
    reason: str,
    size: tuple[int, int] = (0, 0),
) -> Row:
    """The row of a page without an output. `sha256` is None where the bytes were never read."""
    stages = dict.fromkeys(_STAGES, 0.0)
    return _row(source, page, sha256, Status.FAILED, None, [reason], [], list(size), stages)


def line(row: Row) -> bytes:
    """One line of the report, UTF-8; escaped where a file name is not valid Unicode."""
    try:
        return json.dumps(row, ensure_ascii=False).encode("utf-8") + b"\n"
    except UnicodeEncodeError:
        return json.dumps(row).encode("ascii") + b"\n"


def asks_for_review(rows: Iterable[Row]) -> bool:
    """Whether somebody should look at the result that these rows, one a page, tell of."""
    return any(row["status"] == Status.REVIEW for row in rows)


_STAGES = ("read", "paint", "check")


def _row(
    source: str,
    page: int,
    sha256: str | None,
    status: Status,
    output: str | None,
    reasons: list[str],
    fields: list[dict[str, Any]],
    size: list[int],
    ms: dict[str, float],
) -> Row:
    return {
        "source": source,
        "page": page,
        "sha256": sha256,
        "status": status.value,
        "output": output,
        "reasons": reasons,
        "fields": fields,
        "size": size,
        "ms": ms,
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "kind": field.kind.value,
        "role": field.role.value if field.role else None,
        "hidden": field.hidden,
        "of": field.of,
        "rule": field.rule,
        "quad": field.quad.rounded(),
        "confidence": round(field.confidence, 3),
    }
