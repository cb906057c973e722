"""Keeps the books of one run: results into place, the journal, the report and the index."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping

from app.batch.files import is_full, replace_whole
from app.batch.index import Card, write_index
from app.batch.job import Job, Outcome, unwritten
from app.batch.journal import Entry, Journal
from app.batch.layout import Layout
from app.batch.outputs import OutputError, Outputs
from app.batch.report import Row, asks_for_review, line
from app.batch.review import ReviewFolder
from app.batch.summary import Summary
from app.config import BatchConfig

PUBLISH_SECONDS = 30.0
"""How often ``report.jsonl`` is brought up to date while the batch runs, at most."""
PUBLISH_SHARE = 0.02
"""Share of the time that bringing it up to date may take."""


class Ledger:
    """Records outcomes in an order that a crash cannot spoil: output first, then the journal."""

    def __init__(
        self,
        layout: Layout,
        journal: Journal,
        outputs: Outputs,
        settings: str,
        sources: Iterable[str],
        config: BatchConfig,
    ) -> None:
        self._layout = layout
        self._journal = journal
        self._outputs = outputs
        self._settings = settings
        self._sources = frozenset(sources)
        self._with_originals = config.with_originals
        self._published_at = time.monotonic()
        self._pause = PUBLISH_SECONDS
        self.worked = 0
        """Images and pages that were worked on."""
        self.kept = 0
        """Files whose earlier result stands."""

    def record(self, job: Job, outcome: Outcome) -> tuple[Row, ...]:
        """Put an outcome into place and remember it; answers its rows, none for a kept result.

        Raises:
            OutputError: the folder cannot be written any more.
        """
        if outcome.unchanged:
            self.kept += 1
            return ()
        if outcome.disk_full:
            raise OutputError("the disk of the output folder is full")
        output = None
        self._outputs.shelf.forget(job.stale)
        try:
            if not any(part.kind == "output" for part in outcome.parts):
                for path in job.stale:
                    path.unlink(missing_ok=True)
            output = self._outputs.commit(job, outcome)
        except OSError as error:
            if is_full(error):
                raise _unwritten(error) from error
            outcome = unwritten(job, outcome.sha256, error)
        entry = Entry(
            job.input.source,
            outcome.sha256,
            self._settings,
            outcome.rows,
            output,
            _originals(job, outcome),
            outcome.transient,
        )
        try:
            self._journal.append(entry)
        except OSError as error:
            raise _unwritten(error) from error
        self.worked += len(outcome.rows)
        return outcome.rows

    def publish_now_and_then(self) -> None:
        """Bring the report up to date if that is due."""
        began = time.monotonic()
        if began - self._published_at < self._pause:
            return
        self._publish_report()
        try:
            self._outputs.shelf.save()
        except OSError as error:
            raise _unwritten(error) from error
        self._published_at = time.monotonic()
        self._pause = max(PUBLISH_SECONDS, (self._published_at - began) / PUBLISH_SHARE)

    def publish(self) -> Summary:
        """Write the report and the index, whole.

        Raises:
            OutputError: the folder cannot be written; the former report is still there.
        """
        summary, cards = self._publish_report()
        try:
            has = self._outputs.shelf.has
            write_index(self._layout, has, cards, summary, with_originals=self._with_originals)
            self._outputs.shelf.save()
        except OSError as error:
            raise _unwritten(error) from error
        return summary

    def publish_copies(self, review: ReviewFolder, names: Mapping[str, str]) -> None:
        """Complete the review folder by results that stand from earlier runs, and tidy it.

        Args:
            review: the folder.
            names: the result of each input of this run, below OUTPUT.

        Raises:
            OutputError: it cannot be written.
        """
        try:
            for number, (source, name) in enumerate(names.items()):
                mark = self._journal.marks.get(source)
                if (
                    mark is not None
                    and mark.output is not None
                    and mark.settings == self._settings
                    and asks_for_review(self._journal.rows([source]))
                ):
                    review.collect(self._layout.root / mark.output, mark.output, f"late-{number}")
                else:
                    review.drop(name)
        except OSError as error:
            raise _unwritten(error, "the review folder") from error

    def _publish_report(self) -> tuple[Summary, list[Card]]:
        """Every row under these settings whose output is there, sorted by source."""
        summary, cards = Summary(), []
        try:
            with replace_whole(self._layout.report, self._layout.parts) as stream:
                for row in self._journal.rows(self._reported()):
                    stream.write(line(row))
                    cards.append(Card.of(row))
                    if row["source"] in self._sources:
                        summary.add(row)
        except OSError as error:
            raise _unwritten(error) from error
        return summary, cards

    def _reported(self) -> list[str]:
        """Results of inputs that are gone since stay in the report; those of other settings not."""
        return sorted(
            source
            for source, mark in self._journal.marks.items()
            if mark.settings == self._settings
            and (mark.output is None or self._outputs.shelf.has(mark.output))
        )


def _originals(job: Job, outcome: Outcome) -> tuple[int, ...] | None:
    if not job.with_original:
        return None
    return tuple(part.page for part in outcome.parts if part.kind == "before")


def _unwritten(error: OSError, what: str = "the output folder") -> OutputError:
    return OutputError(f"{what} cannot be written ({error.strerror or type(error).__name__})")
