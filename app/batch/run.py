"""``waybill-mask batch``: the order of the steps, and nothing else."""

from __future__ import annotations

import contextlib
import importlib.util
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
from app.batch.shelf import Shelf, shelf_for
from app.batch.storage import Place
from app.config import BatchConfig
from masking.errors import ExitCode, UsageError


def run(
    source: Place,
    output: Place,
    config: BatchConfig,
    *,
    engine: Engine | None = None,
    progress: Progress | None = None,
) -> ExitCode:
    """Mask the folder or file `source` into the folder `output`.

    Args:
        source: INPUT: a folder or a file, of this machine or of a store.
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
    places.check_input(source)
    places.check_apart(source, output)
    with contextlib.ExitStack() as stack:
        try:
            layout, shelf = stack.enter_context(shelf_for(output))
        except OSError as error:
            raise unwritable("the output folder", error) from error
        inputs = _found(source, output, layout, config, progress)
        names = assign(inputs, {})
        root = _review_root(source, output, config)
        if config.review_dir is not None and root is not None:
            folder = config.review_dir
            check_review_folder(folder, root, layout, names.values(), resume=config.resume)
        if config.dry_run:
            return say_what_would_be_done(inputs, layout, shelf, config)
        if config.resume and not layout.journal.exists():
            places.check_foreign(names, shelf)
        stack.enter_context(opened(layout, shelf))
        journal = stack.enter_context(_prepared(source, layout, shelf, config))
        review = _review_folder(config, root, layout)
        return _work(inputs, layout, shelf, config, journal, review, engine, progress)


def _work(
    inputs: list[Input],
    layout: Layout,
    shelf: Shelf,
    config: BatchConfig,
    journal: Journal,
    review: ReviewFolder | None,
    engine: Engine,
    progress: Progress,
) -> ExitCode:
    earlier = {source: mark.output for source, mark in journal.marks.items() if mark.output}
    names = assign(inputs, earlier)
    places.check_originals(inputs, names, shelf)
    if not config.with_originals:
        remove_originals(shelf)
    outputs = Outputs(shelf, review)
    settings = settings_digest(config)
    ledger = Ledger(layout, journal, outputs, settings, [item.source for item in inputs], config)
    planner = Planner(outputs, config, settings)
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
            clear_parts(layout, shelf)
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
    if importlib.util.find_spec("ray") is None:
        raise UsageError(
            "the engine ray needs an extra that is not installed",
            next_step='Run pip install "waybill-mask[ray]", or use --engine local.',
        )
    from app.batch.on_ray import RayEngine

    return RayEngine(config)


def _found(
    source: Place, output: Place, layout: Layout, config: BatchConfig, progress: Progress
) -> list[Input]:
    review: list[Place] = []
    if isinstance(source, Path):
        review += [folder for folder in known_review_folders(source, layout) if folder.is_dir()]
    for folder in review:
        if isinstance(folder, Path):
            progress.say(f"passed over: the review folder {printable(folder.name)}")
    if config.review_dir is not None:
        review.append(config.review_dir)
    inputs, skipped = [], Counter[str]()
    try:
        for item in find(source, config.limits.to_limits(), [output, *review]):
            if isinstance(item, Skipped):
                skipped[item.what] += 1
            else:
                inputs.append(item)
    except OSError as error:
        why = error.strerror or type(error).__name__
        raise UsageError(
            f"INPUT cannot be listed ({why})", next_step="Check the address and the store's keys."
        ) from error
    for what, count in skipped.items():
        progress.say(f"passed over: {count} {what}")
    if not inputs:
        raise UsageError("there are no images in INPUT", next_step="Check the path.")
    return inputs


def _prepared(source: Place, layout: Layout, shelf: Shelf, config: BatchConfig) -> Journal:
    """The journal of an output folder that is this INPUT's."""
    try:
        places.claim(source, layout, resume=config.resume)
        journal = Journal(layout.journal)
        shelf.save()
        return journal
    except OSError as error:
        raise unwritable("the output folder", error) from error


def _review_root(source: Place, output: Place, config: BatchConfig) -> Path | None:
    """The folder of the originals, which the review folder must not touch.

    Raises:
        UsageError: a review folder was asked for and something is in a store.
    """
    if isinstance(source, Path) and isinstance(output, Path):
        return source if source.is_dir() else source.parent
    if config.review_dir is not None:
        raise UsageError(
            "--review-dir is for INPUT and OUTPUT on this machine",
            next_step="Leave it out: index.html and report.jsonl tell what needs review.",
        )
    return None


def _review_folder(config: BatchConfig, root: Path | None, layout: Layout) -> ReviewFolder | None:
    if config.review_dir is None or root is None:
        return None
    try:
        return ReviewFolder(config.review_dir, root, layout)
    except OSError as error:
        raise unwritable("the review folder", error) from error
