"""``--dry-run``: what would be done, on stdout, with nothing written."""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from app.batch.archive import ArchiveReader
from app.batch.inputs import Input
from app.batch.job import content
from app.batch.journal import Journal, Mark
from app.batch.layout import Layout
from app.batch.names import assign
from app.batch.outputs import Outputs
from app.batch.plan import Planner, settings_digest
from app.batch.progress import printable
from app.batch.shelf import Shelf
from app.config import BatchConfig
from masking.errors import ExitCode, ImageError


def say_what_would_be_done(
    inputs: list[Input], layout: Layout, shelf: Shelf, config: BatchConfig
) -> ExitCode:
    """Print a line for each input: ``mask``, ``keep`` or ``fail``, and where it goes."""
    marks = _marks(layout.journal)
    names = assign(inputs, {source: mark.output for source, mark in marks.items() if mark.output})
    planner = Planner(Outputs(shelf, None), config, settings_digest(config))
    with contextlib.closing(ArchiveReader()) as reader:
        for item in inputs:
            source = printable(item.source)
            if item.problem is not None:
                print(f"fail\t{source}\t{printable(item.problem)}")
                continue
            mark = marks.get(item.source)
            stands = mark is not None and planner.may_stand(item.source, mark)
            keep = stands and mark is not None and _digest(item, config, reader) == mark.sha256
            print(f"{'keep' if keep else 'mask'}\t{source}\t{printable(names[item.source])}")
    return ExitCode.OK


def _marks(journal: Path) -> dict[str, Mark]:
    if not journal.exists():
        return {}
    with contextlib.closing(Journal(journal, read_only=True)) as opened:
        return opened.marks


def _digest(item: Input, config: BatchConfig, reader: ArchiveReader) -> str | None:
    limits = config.limits.to_limits()
    try:
        data = content(item, reader, limits)
    except ImageError:
        return None
    return hashlib.sha256(data).hexdigest()
