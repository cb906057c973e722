"""``waybill-mask check``: whether waybills already comply, field by field; changes nothing."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image

from app.batch import places
from app.batch.archive import ArchiveReader
from app.batch.inputs import Input, find
from app.batch.job import content
from app.batch.progress import printable
from masking.errors import ExitCode, UsageError, WaybillMaskError
from masking.images import DEFAULT_LIMITS, open_document
from masking.reading.runtime import DEFAULT, Runtime

if TYPE_CHECKING:
    from masking import Verdict


Check = Callable[[Image.Image], "Verdict"]
"""Judges one upright picture; raises `WaybillMaskError` where nothing can be read."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One picture or page with its verdict."""

    source: str
    """Relative to INPUT."""
    page: int
    """0-based."""
    verdict: Verdict | None
    """None where it could not even be opened."""
    reasons: tuple[str, ...]

    @property
    def word(self) -> str:
        """``complies``, ``does not comply`` or ``unreadable``."""
        if self.verdict is None or not self.verdict.readable:
            return "unreadable"
        return "complies" if self.verdict.complies else "does not comply"


def command(
    source: Path, *, as_json: bool, check: Check | None = None, runtime: Runtime = DEFAULT
) -> ExitCode:
    """Check a file or a folder and print the verdicts; answers the exit code.

    Args:
        source: image, document, ZIP or folder.
        as_json: one JSON object a page instead of tables.
        check: judges a picture; None reads with the real engine.
        runtime: what the real engine runs on.

    Raises:
        UsageError: there is nothing to check.
    """
    places.check_input(source)
    words: Counter[str] = Counter()
    fields: Counter[tuple[str, bool]] = Counter()
    for checked in _checked(source, check or _engine_check(runtime)):
        words[checked.word] += 1
        found = checked.verdict.fields if checked.verdict is not None else ()
        fields.update((field.kind.value, field.complies) for field in found)
        if as_json:
            print(json.dumps(_as_json(checked), ensure_ascii=not checked.source.isprintable()))
        elif source.is_dir():
            print(
                f"{checked.word:<16}{printable(checked.source)}{_page(checked)}{_faults(checked)}"
            )
        else:
            print(_table(checked))
    if not words:
        raise UsageError("there are no images in INPUT", next_step="Check the path.")
    if source.is_dir() and not as_json:
        if fields:
            print(_summary(fields))
        print(", ".join(f"{count} {word}" for word, count in sorted(words.items())))
    if words["unreadable"]:
        return ExitCode.FAILED
    return ExitCode.REVIEW if words["does not comply"] else ExitCode.OK


def _engine_check(runtime: Runtime) -> Check:
    from masking import Masker

    return Masker(runtime=runtime).check


def _checked(source: Path, check: Check) -> Iterator[Checked]:
    reader = ArchiveReader()
    for item in find(source, DEFAULT_LIMITS):
        if isinstance(item, Input):
            yield from _pages(item, check, reader)
    reader.close()


def _pages(item: Input, check: Check, reader: ArchiveReader) -> Iterator[Checked]:
    if item.problem is not None:
        yield Checked(item.source, 0, None, (item.problem,))
        return
    try:
        with open_document(content(item, reader, DEFAULT_LIMITS)) as document:
            for index in range(len(document)):
                try:
                    verdict = check(document.page(index).image)
                    yield Checked(item.source, index, verdict, verdict.reasons)
                except WaybillMaskError as error:
                    yield Checked(item.source, index, None, (error.reason,))
    except WaybillMaskError as error:
        yield Checked(item.source, 0, None, (error.reason,))


def _as_json(checked: Checked) -> dict[str, Any]:
    verdict = checked.verdict
    return {
        "source": checked.source,
        "page": checked.page,
        "complies": verdict is not None and verdict.readable and verdict.complies,
        "readable": verdict is not None and verdict.readable,
        "reasons": list(checked.reasons),
        "fields": [
            {
                "kind": field.kind,
                "role": field.role,
                "visible": field.visible,
                "of": field.of,
                "required": field.required,
                "complies": field.complies,
                "quad": field.quad.rounded(),
            }
            for field in (verdict.fields if verdict is not None else ())
        ],
    }


def _table(checked: Checked) -> str:
    lines = [f"{printable(checked.source)}{_page(checked)}: {checked.word}"]
    for field in checked.verdict.fields if checked.verdict is not None else ():
        mark = "ok " if field.complies else "NOT"
        who = f"{field.role or '-'} {field.kind}"
        lines.append(f"  {mark}  {who:<26} {field.visible} of {field.of} visible; {field.required}")
    lines += [f"  {printable(reason)}" for reason in checked.reasons]
    return "\n".join(lines)


def _faults(checked: Checked) -> str:
    """What is wrong with a page, in a few words: fields and the codes of doubts."""
    found = checked.verdict.fields if checked.verdict is not None else ()
    words = [f"{field.role or '-'} {field.kind}" for field in found if not field.complies]
    words += [reason.partition(":")[0] for reason in checked.reasons]
    return f": {printable(', '.join(dict.fromkeys(words)))}" if words else ""


def _summary(fields: Counter[tuple[str, bool]]) -> str:
    """How many fields of each kind a folder has, and how many of them comply."""
    lines = [f"{'':<14}{'found':>8}{'comply':>8}{'do not':>8}"]
    for kind in dict.fromkeys(kind for kind, _ in sorted(fields)):
        good, bad = fields[kind, True], fields[kind, False]
        lines.append(f"{kind:<14}{good + bad:>8}{good:>8}{bad:>8}")
    return "\n".join(lines)


def _page(checked: Checked) -> str:
    return f" page {checked.page + 1}" if checked.page else ""
