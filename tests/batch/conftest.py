"""A batch run in-process with the fake masker."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterable
from pathlib import Path
from typing import Any

import pytest

from app.batch.archive import ArchiveReader
from app.batch.job import Job, Outcome, PageMasker, process
from app.batch.local import LocalEngine
from app.batch.report import Row
from app.batch.run import run
from app.config import load
from masking.errors import ExitCode
from tests.batch import fakes


class Heard:
    """Collects what a person would have been told."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.rows: list[Row] = []
        self.files = 0

    def begin(self, total: int) -> None:
        self.total = total

    def advance(self, rows: Iterable[Row]) -> None:
        self.files += 1
        self.rows += rows

    def say(self, message: str) -> None:
        self.lines.append(message)

    def end(self) -> None:
        pass


class InProcess:
    """Does the jobs here and now: for tests of everything but the processes."""

    def __init__(self, make: Callable[[], PageMasker]) -> None:
        self._make = make

    def run(self, jobs: Iterable[Job], count: int) -> Generator[tuple[Job, Outcome]]:
        masker, reader = self._make(), ArchiveReader()
        for job in jobs:
            yield job, process(job, masker, reader, lambda _: None)
        reader.close()


class Batch:
    """Runs INPUT into OUTPUT below a temporary folder."""

    def __init__(self, folder: Path) -> None:
        self.input = folder / "in"
        self.output = folder / "out"
        self.input.mkdir()
        self.heard = Heard()
        self.make: Callable[[], Any] = fakes.make
        self.processes = False
        """Whether real worker processes do the work."""

    def __call__(self, source: Path | None = None, **settings: Any) -> ExitCode:
        self.heard = Heard()
        config = load(None, settings)
        return run(
            source or self.input,
            self.output,
            config,
            engine=LocalEngine(config, self.make) if self.processes else InProcess(self.make),
            progress=self.heard,
        )

    @property
    def rows(self) -> list[Row]:
        text = (self.output / "report.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]

    @property
    def statuses(self) -> dict[str, str]:
        """Status by source and page; fails where a page has two rows."""
        found = {}
        for row in self.rows:
            key = f"{row['source']}#{row['page']}" if row["page"] else row["source"]
            assert key not in found
            found[key] = row["status"]
        return found

    @property
    def images(self) -> list[str]:
        """Relative paths of everything in OUTPUT that is not the tool's own."""
        return sorted(
            path.relative_to(self.output).as_posix()
            for path in self.output.rglob("*")
            if path.is_file()
            and path.relative_to(self.output).parts[0]
            not in (".waybill-mask", "index", "index.html", "report.jsonl")
        )


@pytest.fixture
def batch(tmp_path: Path) -> Batch:
    return Batch(tmp_path)
