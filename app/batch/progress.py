"""What a person sees while the batch runs, on stderr; stdout is for data."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable
from typing import Protocol

from app.batch.report import Row
from masking.model import Status

PLAIN_SECONDS = 30.0
"""How often a line is written where stderr is no terminal."""


class Progress(Protocol):
    """Hears what happens."""

    def begin(self, total: int) -> None:
        """So many files are to be looked at."""

    def advance(self, rows: Iterable[Row]) -> None:
        """One file is finished, with these rows; none where its earlier result stands."""

    def say(self, message: str) -> None:
        """A line worth reading even later."""

    def end(self) -> None:
        """Nothing more happens."""


def for_stderr(quiet: bool) -> Progress:
    """The fitting one: a bar on a terminal, a line now and then in a log, or nothing."""
    if quiet:
        return Silent()
    return Bar() if sys.stderr.isatty() else Lines()


def printable(text: str) -> str:
    """A name that cannot move the cursor or break the line: control characters are escaped."""
    shown = "".join(
        c if c.isprintable() else c.encode("unicode_escape", "surrogatepass").decode() for c in text
    )
    return shown


def failures(rows: Iterable[Row]) -> list[str]:
    """A line for each row that failed."""
    return [
        f"failed: {printable(row['source'])}"
        + (f" page {row['page'] + 1}" if row["page"] else "")
        + f": {printable('; '.join(row['reasons']))}"
        for row in rows
        if row["status"] == Status.FAILED
    ]


class Silent:
    """Says nothing."""

    def begin(self, total: int) -> None:
        """Nothing."""

    def advance(self, rows: Iterable[Row]) -> None:
        """Nothing."""

    def say(self, message: str) -> None:
        """Nothing."""

    def end(self) -> None:
        """Nothing."""


class Lines:
    """A line every `PLAIN_SECONDS`, for logs."""

    def __init__(self) -> None:
        self._total = self._done = self._kept = 0
        self._began = self._spoke_at = time.monotonic()

    def begin(self, total: int) -> None:
        """Start the clock."""
        self._total = total
        self._began = self._spoke_at = time.monotonic()

    def advance(self, rows: Iterable[Row]) -> None:
        """Count, and speak when it is time."""
        rows = list(rows)
        self._done += 1
        self._kept += not rows
        for line in failures(rows):
            self.say(line)
        now = time.monotonic()
        if now - self._spoke_at < PLAIN_SECONDS:
            return
        self._spoke_at = now
        rate = (self._done - self._kept) / (now - self._began)
        left = (self._total - self._done) / rate / 60 if rate else 0
        done = f"{self._done} of {self._total} files"
        self.say(f"{done}, {rate:.2f} files/s, about {left:.0f} minutes left")

    def say(self, message: str) -> None:
        """Write the line."""
        print(message, file=sys.stderr, flush=True)

    def end(self) -> None:
        """Nothing is pending."""


class Bar:
    """A bar with counts, rate and time left."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import (
            BarColumn,
            MofNCompleteColumn,
            TextColumn,
            TimeRemainingColumn,
        )
        from rich.progress import Progress as RichProgress

        self._console = Console(stderr=True, highlight=False, markup=False)
        self._bar = RichProgress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]} files/s"),
            TimeRemainingColumn(),
            TextColumn("{task.fields[counts]}"),
            console=self._console,
        )
        self._task = self._bar.add_task("", rate="–", counts="", total=None)
        self._counts = dict.fromkeys(Status, 0)
        self._done = 0
        self._began = time.monotonic()

    def begin(self, total: int) -> None:
        """Show the bar."""
        self._began = time.monotonic()
        self._bar.update(self._task, total=total)
        self._bar.start()

    def advance(self, rows: Iterable[Row]) -> None:
        """Move the bar by one file."""
        rows = list(rows)
        for row in rows:
            self._counts[Status(row["status"])] += 1
        self._done += bool(rows)
        rate = self._done / max(time.monotonic() - self._began, 1e-3)
        counts = "  ".join(f"{status} {count}" for status, count in self._counts.items() if count)
        self._bar.update(self._task, advance=1, rate=f"{rate:.2f}", counts=counts)
        for line in failures(rows):
            self.say(line)

    def say(self, message: str) -> None:
        """Print above the bar."""
        self._console.print(message, soft_wrap=True)

    def end(self) -> None:
        """Leave the bar as it is."""
        self._bar.stop()
