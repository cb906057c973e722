"""Worker processes that may die, hang or grow: each costs one job, never the run.

Every worker has a pipe of its own, so that killing one can never leave a lock or half a message
to the others; that is why no ready-made pool with a shared queue is used. Processes are spawned
on every system: threads of the image libraries do not survive a fork.
"""

from __future__ import annotations

import contextlib
import math
import multiprocessing
import time
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

import psutil

from app.batch import worker
from app.batch.job import Job, Outcome, lost
from app.batch.worker import MakeMasker, Message
from masking.errors import EngineError

TRIES = 2
"""How often a job is given out before a lost worker counts as the job's own fault."""
LOAD_SECONDS = 180.0
"""Longest time a worker may take to load its masker."""
START_TRIES = 3
"""Workers in a row that may die while they load before the run gives up."""
LEAVE_SECONDS = 10.0
"""How long a worker that was told to leave may take."""
TICK_SECONDS = 0.2
"""How often time limits and memory are looked at."""

DIED = "worker-died: the program crashed on this file, twice"
HUNG = "timed-out: the file took longer than the time limit, twice"
GREW = "out-of-memory: the file needs more memory than a worker may use"


@dataclass(frozen=True, slots=True)
class WorkerLimits:
    """When a worker is stopped or replaced."""

    page_seconds: float = 120.0
    """Longest time between two signs of life while it works."""
    jobs: int = 500
    """Jobs after which it is replaced."""
    memory: int = 1_500_000_000
    """Bytes of resident memory after which it is replaced between two jobs."""
    max_memory: int = 4_000_000_000
    """Bytes of resident memory at which it is stopped at once."""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    alive_at: float
    """Monotonic seconds of the last sign of life."""
    watched: psutil.Process | None
    ready: bool = False
    job: Job | None = None
    sha256: str | None = None
    """Of the file it works on, once it has read it."""
    jobs_done: int = 0


@dataclass
class Pool:
    """Runs jobs on `size` worker processes. One run for each pool."""

    make_masker: MakeMasker
    size: int
    limits: WorkerLimits = WorkerLimits()
    peak_memory: int = 0
    """Largest resident memory of a worker seen so far, in bytes."""
    started: int = 0
    """Worker processes started so far."""
    _workers: list[_Worker] = field(default_factory=list)
    _leaving: list[tuple[BaseProcess, float]] = field(default_factory=list)
    _tries: dict[str, int] = field(default_factory=dict)
    _failed_starts: int = 0

    def run(self, jobs: Iterable[Job]) -> Generator[tuple[Job, Outcome]]:
        """Every job with its outcome, in the order in which they are finished.

        Closing the iterator kills the workers; so does an exception.

        Raises:
            EngineError: no worker can be started; `ModelUnavailableError` without models.
        """
        waiting: deque[Job] = deque()
        source = iter(jobs)
        try:
            while True:
                while len(waiting) < self.size and (job := next(source, None)) is not None:
                    waiting.append(job)
                if not waiting and not any(w.job for w in self._workers):
                    return
                self._staff(len(waiting))
                self._hand_out(waiting)
                yield from self._collect(waiting)
                yield from self._bury_the_unruly(waiting)
        finally:
            self._stop()

    def _staff(self, waiting: int) -> None:
        """Start what is missing, never more than there is work for."""
        busy = sum(w.job is not None for w in self._workers)
        while len(self._workers) < min(self.size, busy + waiting):
            self._workers.append(self._start())
        self._leaving = [(p, until) for p, until in self._leaving if not _gone(p, until)]

    def _start(self) -> _Worker:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=worker.main, args=(theirs, self.make_masker), daemon=True)
        process.start()
        self.started += 1
        theirs.close()
        try:
            watched = psutil.Process(process.pid)
        except psutil.Error:
            watched = None
        return _Worker(process, ours, time.monotonic(), watched)

    def _hand_out(self, waiting: deque[Job]) -> None:
        for at in self._workers:
            if waiting and at.ready and at.job is None:
                at.job, at.sha256, at.alive_at = waiting.popleft(), None, time.monotonic()
                try:
                    at.connection.send(at.job)
                except OSError:
                    continue  # it just died; the pipe's end is noticed when collecting

    def _collect(self, waiting: deque[Job]) -> Iterator[tuple[Job, Outcome]]:
        """Wait a moment for messages and answer them."""
        ready = wait([w.connection for w in self._workers], timeout=TICK_SECONDS)
        for at in [w for w in self._workers if w.connection in ready]:
            try:
                message: Message = at.connection.recv()
            except Exception:  # end of the pipe, or half a message of a dying worker
                yield from self._bury(at, waiting, DIED)
                continue
            at.alive_at = time.monotonic()
            match message:
                case worker.Ready():
                    at.ready, self._failed_starts = True, 0
                case worker.Beat(sha256):
                    at.sha256 = sha256
                case worker.Done(outcome):
                    yield self._finish(at, outcome)
                case worker.OutOfMemory():
                    yield from self._bury(at, waiting, GREW)
                case worker.Unusable(error):
                    raise error

    def _bury_the_unruly(self, waiting: deque[Job]) -> Iterator[tuple[Job, Outcome]]:
        """Stop workers that are over a limit."""
        for at in list(self._workers):
            silent = time.monotonic() - at.alive_at
            if self._memory_of(at) > self.limits.max_memory:
                yield from self._bury(at, waiting, GREW)
            elif silent > self._patience_with(at):
                yield from self._bury(at, waiting, HUNG)

    def _patience_with(self, at: _Worker) -> float:
        """Seconds of silence that are in order."""
        if not at.ready:
            return LOAD_SECONDS
        return self.limits.page_seconds if at.job is not None else math.inf

    def _finish(self, at: _Worker, outcome: Outcome) -> tuple[Job, Outcome]:
        """Take the result; let the worker go when it has served long enough or grown."""
        job, at.job = at.job, None
        if job is None:
            raise EngineError("a worker process answered what it was not asked")
        self._tries.pop(job.token, None)
        at.jobs_done += 1
        if at.jobs_done >= self.limits.jobs or self._memory_of(at) > self.limits.memory:
            self._workers.remove(at)
            with contextlib.suppress(OSError):
                at.connection.send(None)
            at.connection.close()
            self._leaving.append((at.process, time.monotonic() + LEAVE_SECONDS))
        return job, outcome

    def _bury(self, at: _Worker, waiting: deque[Job], reason: str) -> Iterator[tuple[Job, Outcome]]:
        """Remove a dead or unruly worker. Its job is tried once more, then it is lost."""
        self._workers.remove(at)
        at.connection.close()
        at.process.kill()
        at.process.join()
        if not at.ready:
            self._failed_starts += 1
            if self._failed_starts >= START_TRIES:
                raise EngineError("the worker processes die while they load the engine")
        if at.job is None:
            return
        tries = self._tries[at.job.token] = self._tries.get(at.job.token, 0) + 1
        if tries < TRIES:
            waiting.appendleft(at.job)
        else:
            yield at.job, lost(at.job, reason, at.sha256)

    def _memory_of(self, at: _Worker) -> int:
        """Resident bytes now; 0 where the process is already gone."""
        try:
            memory = int(at.watched.memory_info().rss) if at.watched else 0
        except psutil.Error:
            return 0
        self.peak_memory = max(self.peak_memory, memory)
        return memory

    def _stop(self) -> None:
        for process in [*(w.process for w in self._workers), *(p for p, _ in self._leaving)]:
            process.kill()
            process.join()
        for at in self._workers:
            at.connection.close()
        self._workers.clear()
        self._leaving.clear()


def _gone(process: BaseProcess, until: float) -> bool:
    """Whether a process that was told to leave has left; it is killed when it takes too long."""
    if process.is_alive() and time.monotonic() > until:
        process.kill()
    if not process.is_alive():
        process.join()
        return True
    return False
