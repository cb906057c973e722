"""The engine ray: the same workers on the machines of a Ray cluster, fed by Ray Data.

Each actor holds one worker process of `app.batch.pool` and hands its jobs on to it. So a file that
crashes, hangs or grows costs what it costs with the local engine, and never an actor; an actor is
lost only together with its machine or by somebody's hand. What it was working on, and what was on
its way to it, is given out again in a further round.
"""

from __future__ import annotations

import contextlib
import logging
import math
import os
import pickle
import secrets
import signal
import threading
import time
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from app.batch.job import Job, Outcome, lost
from app.batch.local import worker_limits
from app.batch.pool import Pool, WorkerLimits
from app.batch.worker import MakeMasker, load_masker
from app.config import BatchConfig
from masking.errors import EngineError, UsageError, WaybillMaskError

IDLE_ROUNDS = 3
"""Rounds in a row that may finish nothing before the jobs that are left are given up."""
PAUSE_SECONDS = 10.0
"""Wait after a round that finished nothing, times such rounds in a row: a cluster needs a while to
notice that a machine is gone, and until then it sends actors there."""
MAX_BLOCKS = 10_000
"""Blocks of jobs that Ray Data looks after at once; up to so many jobs each is its own block, and
what is lost with a machine are the image in work and the one that waits."""
LOST = "worker-died: the machines that were to work on this file were lost"

SETTLE_SECONDS = 15.0
"""Longest wait for the threads of Ray Data at the end: less than what is given to a process that is told
to stop."""
_LOGGERS = ("ray", "ray.data")
_THREADS = ("StreamingExecutor-", "ray-data-")
"""How the names of its threads begin."""


@dataclass(frozen=True, slots=True)
class RayEngine:
    """Actors on a Ray cluster, by default one for each of its CPUs."""

    config: BatchConfig
    make_masker: MakeMasker | None = None
    """What each worker masks with; importable by name on every machine. None loads the engine."""

    def run(self, jobs: Iterable[Job], count: int) -> Generator[tuple[Job, Outcome]]:
        """See `app.batch.local.Engine.run`.

        Raises:
            UsageError: no machine of the cluster is large enough for a worker.
        """
        waiting = {job.token: job for job in jobs}
        with _cluster(self.config):
            _workers(self.config)
            idle = 0
            while waiting and idle < IDLE_ROUNDS:
                left = len(waiting)
                with contextlib.closing(self._round(list(waiting.values()))) as answers:
                    for token, answer in answers:
                        if isinstance(answer, WaybillMaskError):
                            raise answer
                        job = waiting.pop(token, None)
                        if job is not None:
                            yield job, answer
                idle = idle + 1 if len(waiting) == left else 0
                if waiting and 0 < idle < IDLE_ROUNDS:
                    time.sleep(PAUSE_SECONDS * idle)
        for job in waiting.values():
            yield job, lost(job, LOST, None)

    def _round(self, jobs: list[Job]) -> Generator[tuple[str, Outcome | WaybillMaskError]]:
        """Every job once; those that a lost machine had are missing from the answers."""
        import ray.data
        from ray.exceptions import (
            ActorDiedError,
            ActorUnavailableError,
            NodeDiedError,
            RayError,
            WorkerCrashedError,
        )

        settings = self.config.ray
        try:
            workers = min(_workers(self.config), len(jobs))
        except UsageError:
            return  # all machines were lost since the run began; there may be new ones
        threads = max(1, math.floor(settings.cpus))
        real = partial(
            load_masker,
            self.config.to_policy(),
            self.config.style,
            threads,
            self.config.to_runtime(),
        )
        blocks = min(len(jobs), MAX_BLOCKS)
        items = [{"job": pickle.dumps(job)} for job in jobs]
        answers = ray.data.from_items(items, override_num_blocks=blocks).map_batches(
            _Actor,
            fn_constructor_args=(self.make_masker or real, worker_limits(self.config)),
            batch_size=1,
            batch_format="numpy",
            compute=ray.data.ActorPoolStrategy(
                min_size=1,
                max_size=workers,
                initial_size=workers,
                # One works and one waits, so that no actor idles until it is given the next. What is
                # lost with a machine are these two; they are given out again.
                max_tasks_in_flight_per_actor=2,
            ),
            num_cpus=settings.cpus,
            num_gpus=settings.gpus,
            # An actor that came back might find no machine and keep its job for ever.
            max_restarts=0,
            max_task_retries=0,
        )
        try:
            for row in answers.iter_rows():
                yield pickle.loads(row["answer"])  # noqa: S301 - made by our own actors
        except (ActorDiedError, ActorUnavailableError, NodeDiedError, WorkerCrashedError):
            # A machine was lost while the actors started; later ones only cost an answer.
            return
        except RayError as error:
            raise EngineError(f"the Ray cluster failed ({type(error).__name__})") from error


class _Actor:
    """One worker process on some machine, started anew by its pool whenever it is lost."""

    def __init__(self, make_masker: MakeMasker, limits: WorkerLimits) -> None:
        self._jobs = _OneAtATime()
        self._outcomes = Pool(make_masker, 1, limits).run(self._jobs)

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        """The answer for the one job of a batch."""
        (pickled,) = batch["job"]
        job: Job = pickle.loads(pickled)  # noqa: S301 - made by our own run
        return {"answer": [pickle.dumps((job.token, self._answer(job)))]}

    def _answer(self, job: Job) -> Outcome | WaybillMaskError:
        # A machine that was only thought to be lost must not write into this one's files.
        self._jobs.next = replace(job, token=f"{job.token}-{secrets.token_hex(4)}")
        try:
            return next(self._outcomes)[1]
        except WaybillMaskError as error:
            return error


class _OneAtATime:
    """Jobs for a pool, as they come: at the end for now when there is none."""

    def __init__(self) -> None:
        self.next: Job | None = None

    def __iter__(self) -> Iterator[Job]:
        return self

    def __next__(self) -> Job:
        job, self.next = self.next, None
        if job is None:
            raise StopIteration
        return job


def _workers(config: BatchConfig) -> int:
    """How many actors to ask for.

    Raises:
        UsageError: nowhere in the cluster is room for one, and no number was given.
    """
    import ray

    settings, fitting = config.ray, 0
    for node in ray.nodes():  # type: ignore[no-untyped-call]
        has = node["Resources"] if node["Alive"] else {}
        fits = [has.get("CPU", 0.0) / settings.cpus]
        if settings.gpus:
            fits.append(has.get("GPU", 0.0) / settings.gpus)
        fitting += math.floor(min(fits))
    wanted = config.workers or fitting
    if not wanted:
        raise UsageError(
            "no machine of the Ray cluster has the CPUs and GPUs that a worker is to take",
            next_step="Lower --ray-cpus and --ray-gpus, or give --workers if the cluster grows.",
        )
    return wanted


@contextlib.contextmanager
def _cluster(config: BatchConfig) -> Iterator[None]:
    """Join a cluster, or start one on this machine; leave it at the end, with all its work.

    Raises:
        EngineError: there is none at the address, or none can be started.
    """
    # Ray would report its use to its makers; a run opens no connection but to its own cluster.
    os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
    # Of a cluster that is started here: its workers get what those of the local engine get.
    os.environ.setdefault("RAY_worker_niceness", "0")
    import ray
    from ray.data import DataContext

    levels = {name: logging.getLogger(name).level for name in _LOGGERS}
    handler = _sigterm_handler()
    try:
        # What libraries print on other machines is not for our streams: it may quote an image.
        ray.init(config.ray.address, log_to_driver=False, logging_level=logging.CRITICAL)
    except Exception as error:
        raise EngineError(f"there is no Ray cluster to work on ({type(error).__name__})") from error
    finally:
        if handler is not None:
            signal.signal(signal.SIGTERM, handler)
    try:
        context = DataContext.get_current()
        context.max_errored_blocks = -1  # what is missing is given out again
        context.enable_progress_bars = False
        context.print_on_execution_start = False
        for name in _LOGGERS:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        yield
    finally:
        _settle()
        ray.shutdown()
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def _settle() -> None:
    """Wait for Ray Data's threads: one that still asks for something after the shutdown ends the process
    with an exit code of Ray's. A run that is interrupted gives them two seconds, which a busy machine
    may not."""
    end = time.monotonic() + SETTLE_SECONDS
    for thread in threading.enumerate():
        if thread.name.startswith(_THREADS):
            thread.join(max(end - time.monotonic(), 0.0))


def _sigterm_handler() -> Any:
    """What SIGTERM does now, which Ray changes; None where it cannot be set again."""
    if threading.current_thread() is not threading.main_thread():
        return None
    return signal.getsignal(signal.SIGTERM)
