"""The local engine: jobs on worker processes of this machine."""

from __future__ import annotations

from collections.abc import Generator, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from app.batch.cores import workers_and_threads
from app.batch.job import Job, Outcome
from app.batch.pool import Pool, WorkerLimits
from app.batch.worker import MakeMasker, load_masker
from app.config import MEGABYTE, BatchConfig


class Engine(Protocol):
    """Schedules jobs somewhere. What a job does, and what becomes of its outcome, is not its
    concern."""

    def run(self, jobs: Iterable[Job], count: int) -> Generator[tuple[Job, Outcome]]:
        """Every one of the `count` jobs with its outcome, in any order; closing it stops all work.

        A worker that is lost costs its job a retry, then the job's outcome is a failed one.

        Raises:
            EngineError: no work can be done at all.
        """
        ...


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Worker processes, by default one for each core."""

    config: BatchConfig
    make_masker: MakeMasker | None = None
    """What each worker masks with; importable by name. None loads the real engine."""

    def run(self, jobs: Iterable[Job], count: int) -> Generator[tuple[Job, Outcome]]:
        """See `Engine.run`."""
        config = self.config
        workers, threads = workers_and_threads(config.workers, count)
        real = partial(load_masker, config.to_policy(), config.style, threads, config.to_runtime())
        yield from Pool(self.make_masker or real, workers, worker_limits(config)).run(jobs)


def worker_limits(config: BatchConfig) -> WorkerLimits:
    """When a worker is stopped or replaced, by the settings."""
    return WorkerLimits(
        page_seconds=config.worker.page_seconds,
        jobs=config.worker.images,
        memory=config.worker.memory_mb * MEGABYTE,
        max_memory=config.worker.max_memory_mb * MEGABYTE,
    )
