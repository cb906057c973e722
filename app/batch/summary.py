"""Counting a run: for the last line on stderr, the index and the exit code."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from app.batch.report import Row
from masking.errors import ExitCode
from masking.model import Status


@dataclass
class Summary:
    """Totals over the rows of one run's inputs, those that were already done included."""

    statuses: Counter[str] = field(default_factory=Counter)
    """Pages by status."""
    fields_hidden: int = 0
    """Fields of which at least one character is hidden."""

    def add(self, row: Row) -> None:
        """Count one page."""
        self.statuses[row["status"]] += 1
        self.fields_hidden += sum(field["hidden"] > 0 for field in row["fields"])

    @property
    def exit_code(self) -> ExitCode:
        """Failed outweighs review, review outweighs masked."""
        if self.statuses[Status.FAILED]:
            return ExitCode.FAILED
        return ExitCode.REVIEW if self.statuses[Status.REVIEW] else ExitCode.OK

    def sentence(self, worked: int, kept: int, seconds: float) -> str:
        """The last line: what became of everything, and how fast.

        `worked` are images and pages that were masked now, `kept` files that were before.
        """
        counts = ", ".join(f"{status} {self.statuses[status]}" for status in Status)
        rate = f"{worked / seconds:.2f} images/s" if worked and seconds > 0 else "nothing to do"
        already = f", {kept} files were already done" if kept else ""
        return f"{counts}; {self.fields_hidden} fields hidden; {seconds:.1f} s, {rate}{already}"
