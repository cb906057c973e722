"""``waybill-mask batch``: the order of the steps, and nothing else."""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from pathlib import Path

from app.batch import places
from app.batch.dry import say_what_would_be_done
from app.batch.index import remove_originals
from app.batch.inputs import Input, Skipped, find
from app.batch.journal import Journal
from app.batch.layout import Layout
from app.batch.ledger import Ledger
from app.batch.local import Engine, LocalEngine
from app.batch.names import assign
from app.batch.outputs import OutputError, Outputs, clear_parts, opened, unwritable
from app.batch.plan import Planner, settings_digest
from app.batch.progress import Progress, for_stderr, printable
from app.batch.review import ReviewFolder, check_review_folder, known_review_folders
from app.config import BatchConfig
from masking.errors import ExitCode, UsageError


def run(
    source: Path,
    output: Path,
    config: BatchConfig,
    *,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> ExitCode:
    """Mask the folder or file `source` into the folder `output`.

    Args:
        source: INPUT.
        output: OUTPUT; made if it is missing.
        config: all settings.
        engine: who does the work; None takes what the settings name.
        progress: who hears what happens; None writes to stderr.

    Raises:
        UsageError: nothing was done, since something in the call is wrong.
        OutputError: the output folder can no longer be written.
        EngineError: no worker can be started.
    """
    engine = engine or _engine(config)
    progress = progress or for_stderr(config.quiet)
    layout = Layout(output.resolve())
    places.check_input(source)
    places.check_apart(source, layout)
    root = source if source.is_dir() else source.parent
    inputs = _found(source, layout, config, progress)
    names = assign(inputs, {})
    if config.review_dir is not None:
        check_review_folder(config.review_dir, root, layout, names.values(), resume=config.resume)
    if config.dry_run:
        return say_what_would_be_done(inputs, layout, config)
    if config.resume and not layout.journal.exists():
        places.check_foreign(names, layout)
    with opened(layout), _prepared(source, layout, config) as journal:
        review = _review_folder(config, root, layout)
        return _work(inputs, layout, config, journal, review, engine, progress)


def _work(
    inputs: list[Input],
    layout: Layout,
    config: BatchConfig,
    journal: Journal,
    review: ReviewFolder | None,
    engine: Engine,
    progress: Progress,
) -> ExitCode:
    earlier = {source: mark.output for source, mark in journal.marks.items() if mark.output}
    names = assign(inputs, earlier)
    places.check_originals(inputs, names, layout)
    if not config.with_originals:
        remove_originals(layout)
    outputs = Outputs(layout, review)
    settings = settings_digest(config)
    ledger = Ledger(layout, journal, outputs, settings, [item.source for item in inputs], config)
    planner = Planner(layout, outputs, config, settings)
    began = time.monotonic()
    progress.begin(len(inputs))
    try:
        jobs = planner.jobs(inputs, names, journal.marks)
        with contextlib.closing(engine.run(jobs, len(inputs))) as finished:
            for job, outcome in finished:
                progress.advance(ledger.record(job, outcome))
                ledger.publish_now_and_then()
    except OutputError:
        # What could not be finished makes room for the report of what could.
        with contextlib.suppress(OutputError, OSError):
            clear_parts(layout)
            ledger.publish()
        raise
    except BaseException:
        with contextlib.suppress(OutputError):
            ledger.publish()
        raise
    finally:
        progress.end()
    summary = ledger.publish()
    if review is not None:
        ledger.publish_copies(review, names)
    progress.say(summary.sentence(ledger.worked, ledger.kept, time.monotonic() - began))
    return summary.exit_code


def _engine(config: BatchConfig) -> Engine:
    if config.engine == "local":
        return LocalEngine(config)
    raise UsageError(
        f"the engine {config.engine} needs an extra that is not installed",
        next_step="Use --engine local.",
    )


def _found(source: Path, layout: Layout, config: BatchConfig, progress: Progress) -> list[Input]:
    review = [folder for folder in known_review_folders(source, layout) if folder.is_dir()]
    for folder in review:
        progress.say(f"passed over: the review folder {printable(folder.name)}")
    if config.review_dir is not None:
        review.append(config.review_dir)
    inputs, skipped = [], Counter[str]()
    for item in find(source, config.limits.to_limits(), [layout.root, *review]):
        if isinstance(item, Skipped):
            skipped[item.what] += 1
        else:
            inputs.append(item)
    for what, count in skipped.items():
        progress.say(f"passed over: {count} {what}")
    if not inputs:
        raise UsageError("there are no images in INPUT", next_step="Check the path.")
    return inputs


def _prepared(source: Path, layout: Layout, config: BatchConfig) -> Journal:
    """The journal of an output folder that is this INPUT's."""
    try:
        places.claim(source, layout, resume=config.resume)
        return Journal(layout.journal)
    except OSError as error:
        raise unwritable("the output folder", error) from error


def _review_folder(config: BatchConfig, root: Path, layout: Layout) -> ReviewFolder | None:
    try:
        return ReviewFolder(config.review_dir, root, layout) if config.review_dir else None
    except OSError as error:
        raise unwritable("the review folder", error) from error
