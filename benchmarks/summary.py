"""Results to a table and to JSON."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from benchmarks.runner import Result
from benchmarks.scoring import LeakKind
from masking import Status

_COLUMNS = (
    ("images", "images"),
    ("masked", "masked"),
    ("review", "review"),
    ("failed", "failed"),
    ("silent", "silent_leaks"),
    ("leaky", "leaky_images"),
    ("names", "names_shown"),
    ("phones", "phones_shown"),
    ("tails", "tail_characters_shown"),
    ("missed", "missed_characters"),
    ("over%", "spoiled_percent"),
    ("over%m", "spoiled_percent_masked"),
    ("first%", "surnames_kept_percent"),
    ("codes", "codes_damaged"),
    ("s", "seconds_median"),
    ("s max", "seconds_most"),
)
_LEGEND = """\
silent: images called masked that leak · leaky: images of any status that leak · names: without a
hidden character · phones: with too few hidden digits · tails: visible characters of units and
rooms · missed: visible characters that have to go, leak or not · over%: hidden characters of those
that no rule asks to hide, over%m: on masked images only · first%: first characters of names still
visible · codes: codes to be kept that no longer decode · s: seconds an image, median and most"""


def summary(results: Sequence[Result]) -> dict[str, Any]:
    """The figures of a group of results, by the names that ``--json`` uses."""
    with_output = [r for r in results if r.status is not Status.FAILED]
    leaks = [leak for r in results for leak in r.score.leaks]
    tails = sum(leak.shown for leak in leaks if leak.kind is LeakKind.ADDRESS)
    seconds = [r.seconds for r in results]
    return {
        "images": len(results),
        **{s.value: sum(r.status is s for r in results) for s in Status},
        "silent_leaks": sum(r.silent for r in results),
        "leaky_images": sum(r.leaky for r in results),
        "names_shown": sum(leak.kind is LeakKind.NAME for leak in leaks),
        "phones_shown": sum(leak.kind is LeakKind.PHONE for leak in leaks),
        "tail_characters_shown": tails,
        "other_leaks": sum(leak.kind in {LeakKind.NUMBER, LeakKind.CODE} for leak in leaks),
        "missed_characters": sum(r.score.missed for r in results),
        "spoiled_percent": _spoiled(with_output),
        "spoiled_percent_masked": _spoiled([r for r in results if r.status is Status.MASKED]),
        "surnames_kept_percent": _percent(
            sum(r.score.surnames_kept for r in with_output),
            sum(r.score.surnames for r in with_output),
        ),
        "codes_damaged": sum(r.score.codes_damaged for r in results),
        "seconds_median": round(statistics.median(seconds), 2) if seconds else None,
        "seconds_most": round(max(seconds), 2) if seconds else None,
        "reasons": dict(
            Counter(
                reason.split(":")[0] for r in results for reason in set(r.reasons)
            ).most_common()
        ),
    }


def by_condition(results: Iterable[Result]) -> dict[str, list[Result]]:
    """Results by condition, in the order in which they came."""
    groups: dict[str, list[Result]] = {}
    for result in results:
        groups.setdefault(result.task.condition, []).append(result)
    return groups


def table(results: Sequence[Result]) -> str:
    """A table by condition with a last row for all, and the reasons for review below it."""
    groups = by_condition(results)
    rows = [(name, summary(group)) for name, group in groups.items()]
    if len(rows) > 1:
        rows.append(("all", summary(results)))
    cells = [["condition", *(title for title, _ in _COLUMNS)]]
    cells += [[name, *(_cell(figures[key]) for _, key in _COLUMNS)] for name, figures in rows]
    widths = [max(len(row[i]) for row in cells) for i in range(len(cells[0]))]
    lines = [
        "  ".join(
            cell.ljust(width) if i == 0 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
    lines += ["", _LEGEND, ""]
    for name, figures in rows:
        if figures["reasons"]:
            counted = ", ".join(f"{code} {count}" for code, count in figures["reasons"].items())
            lines.append(f"reasons, {name}: {counted}")
    return "\n".join(lines)


def as_json(results: Sequence[Result]) -> dict[str, Any]:
    """The same figures and one entry for each image that went wrong or to review."""
    return {
        "conditions": {n: summary(group) for n, group in by_condition(results).items()},
        "all": summary(results),
        "images": [
            {
                "condition": r.task.condition,
                "layout": r.task.layout,
                "seed": r.task.seed,
                "font": r.font,
                "status": r.status.value,
                "reasons": list(r.reasons),
                "seconds": round(r.seconds, 3),
                "size": list(r.size),
                "leaks": [
                    {"kind": leak.kind.value, "where": leak.where, "text": leak.text}
                    for leak in r.score.leaks
                ],
                "spoiled": r.score.spoiled,
                "free": r.score.free,
            }
            for r in results
            if r.wrong or r.status is not Status.MASKED
        ],
    }


def _spoiled(results: Sequence[Result]) -> float | None:
    return _percent(sum(r.score.spoiled for r in results), sum(r.score.free for r in results))


def _percent(part: int, whole: int) -> float | None:
    return round(100 * part / whole, 2) if whole else None


def _cell(value: float | int | None) -> str:
    if value is None:
        return "-"
    return f"{value:.2f}" if isinstance(value, float) else str(value)
