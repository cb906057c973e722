"""A bounded queue in front of a fixed number of worker processes.

A place is one request that the service has let in, from before its upload is read until it is
answered. With every place taken the next request is refused at once.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import math
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from time import perf_counter
from typing import Any, TypeVar

from app.batch.cores import available_cores
from app.web.problems import Problem
from app.web.settings import Settings
from app.web.workers.contract import Answer, Config, Failure, Job, Load, Task
from app.web.workers.process import WorkerDiedError, WorkerProcess

T = TypeVar("T")

log = logging.getLogger(__name__)

RETRY_LEAST_SECONDS = 1
"""Least Retry-After of a refusal."""
RETRY_MOST_SECONDS = 60
"""Most Retry-After of a refusal."""
SMOOTHING = 0.2
"""Weight of the latest job in the running mean of job seconds."""
TICK_SECONDS = 0.2
"""How often the memory of a worker is looked at."""
MEGABYTE = 1_000_000
RESTART_FIRST_SECONDS = 0.5
"""Pause after the first failed load of a worker; doubles with each further one."""
RESTART_MOST_SECONDS = 30.0
"""Longest such pause."""


class _Slot:
    """A place for one worker process after another."""

    def __init__(self) -> None:
        self.process: WorkerProcess | None = None
        self.ready = False


class Pool:
    """Runs jobs in worker processes. Lives on one event loop, between `start` and `close`."""

    def __init__(self, settings: Settings, load: Load) -> None:
        self._settings = settings
        self._load = load
        self._config = Config(
            threads=settings.threads,
            max_pixels=settings.max_pixels,
            max_pages=settings.max_pages,
            max_upload_bytes=settings.max_upload_bytes,
            log_level=settings.log_level,
            runtime=settings.to_runtime(),
        )
        self._slots = [_Slot() for _ in range(settings.workers)]
        self._idle: asyncio.Queue[_Slot] = asyncio.Queue()
        # Two threads each: one may wait for an answer while another sees to the replacement.
        self._threads = ThreadPoolExecutor(2 * settings.workers, "worker-pipe")
        self._numbers = itertools.count()
        self._taken = 0
        self._cores = settings.cores or available_cores()
        self._mean_seconds = 1.0
        self._background: set[asyncio.Task[Any]] = set()
        self._closing = False
        self._load_failure: Failure | None = None
        self.restarts = 0
        """Workers replaced since the start."""

    async def start(self) -> None:
        """Begin to load the workers, without waiting for them."""
        for slot in self._slots:
            self._spawn(self._fill(slot))

    async def close(self) -> None:
        """End every worker."""
        self._closing = True
        for task in list(self._background):
            task.cancel()
        processes = [slot.process for slot in self._slots if slot.process]
        loop = asyncio.get_running_loop()
        await asyncio.gather(*(loop.run_in_executor(None, p.close) for p in processes))
        self._threads.shutdown(wait=False, cancel_futures=True)

    @property
    def ready(self) -> int:
        """Workers that have loaded and run."""
        return sum(s.ready and s.process is not None and s.process.alive for s in self._slots)

    @property
    def waiting(self) -> int:
        """Requests let in that no worker works on."""
        busy = self.ready - self._idle.qsize()
        return max(self._taken - max(busy, 0), 0)

    @property
    def worker_pids(self) -> list[int]:
        """Process ids of the workers, for tests and measurements."""
        return [s.process.pid for s in self._slots if s.process and s.process.pid]

    @property
    def load_failure(self) -> Failure | None:
        """Why no worker could be loaded, while none is."""
        return None if self.ready else self._load_failure

    @contextmanager
    def place(self) -> Iterator[None]:
        """Take a place for one request.

        Raises:
            Problem: ``busy``, every place is taken; ``model-unavailable``, no worker can load.
        """
        if failure := self.load_failure:
            raise Problem("model-unavailable", failure.detail, retry_after=RETRY_MOST_SECONDS)
        if self._taken >= self._settings.workers + self._settings.queue:
            raise self._busy()
        self._taken += 1
        try:
            yield
        finally:
            self._taken -= 1

    async def run(self, job: Job) -> Answer:
        """Answer one job; the caller holds a place.

        Cancelling the call takes the job out of the queue, or tells its worker to stop.

        Raises:
            Problem: ``busy``, no worker became free in time; ``worker-crashed``;
                ``took-too-long``; ``out-of-memory``.
        """
        slot = await self._idle_slot()
        # What the others use is theirs; this request keeps its share when more come.
        busy = max(self.ready - self._idle.qsize(), 1)
        task = Task(next(self._numbers), job, max(self._cores // busy, 1))
        process = slot.process
        work = self._spawn(self._work(slot, task))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            if process is not None:
                process.stop(task.number)
            raise

    async def _idle_slot(self) -> _Slot:
        try:
            async with asyncio.timeout(self._settings.queue_seconds):
                while True:
                    slot = await self._idle.get()
                    if slot.process is not None and slot.process.alive:
                        return slot
                    # It died while idle: nobody's request is lost.
                    log.warning("worker died idle")
                    self._spawn(self._fill(slot))
        except TimeoutError:
            raise self._busy() from None

    async def _work(self, slot: _Slot, task: Task) -> Answer:
        process = slot.process
        if process is None:
            raise Problem("worker-crashed")
        begun = perf_counter()
        answering = self._on_thread(partial(process.exchange, task))
        try:
            await self._watch(answering, process)
            answer = answering.result()
            self._mean_seconds += SMOOTHING * (perf_counter() - begun - self._mean_seconds)
            self._idle.put_nowait(slot)
            return answer
        except WorkerDiedError:
            log.error("worker crashed")
            raise Problem("worker-crashed") from None
        finally:
            if not answering.done() or answering.exception() is not None:
                self._spawn(self._fill(slot))

    async def _watch(self, answering: asyncio.Future[Any], process: WorkerProcess) -> None:
        """Wait for an answer as long as its worker stays within the limits.

        Raises:
            Problem: ``took-too-long``, ``out-of-memory``; the worker has to be replaced.
        """
        end = perf_counter() + self._settings.job_seconds
        most = self._settings.job_memory_mb * MEGABYTE
        while True:
            left = end - perf_counter()
            done, _ = await asyncio.wait({answering}, timeout=max(min(left, TICK_SECONDS), 0))
            if done:
                return
            if left <= TICK_SECONDS:
                log.error("job took too long")
                raise Problem("took-too-long")
            if process.memory > most:
                log.error("job needs too much memory")
                raise Problem("out-of-memory")

    async def _fill(self, slot: _Slot) -> None:
        """Put a new, loaded process into the slot; try until one loads."""
        slot.ready = False
        pause = RESTART_FIRST_SECONDS
        if slot.process is not None:
            self.restarts += 1
        while not self._closing:
            if slot.process is not None:
                await self._on_thread(slot.process.kill)
            try:
                slot.process = await self._on_thread(self._new_process)
                failure = await self._on_thread(
                    partial(slot.process.wait_ready, self._settings.load_seconds)
                )
            except WorkerDiedError:
                failure = Failure("model-unavailable", "A worker ended while it was loading.")
            except TimeoutError:
                failure = Failure("model-unavailable", "A worker took too long to load.")
            if failure is None:
                slot.ready = True
                self._load_failure = None
                self._idle.put_nowait(slot)
                log.info("worker ready")
                return
            self._load_failure = failure
            log.error(
                "worker cannot load", extra={"code": failure.code, "trace": list(failure.trace)}
            )
            await asyncio.sleep(pause)
            pause = min(2 * pause, RESTART_MOST_SECONDS)

    def _busy(self) -> Problem:
        ahead = max(self._taken, 1) / self._settings.workers
        wait = math.ceil(ahead * self._mean_seconds)
        return Problem("busy", retry_after=min(max(wait, RETRY_LEAST_SECONDS), RETRY_MOST_SECONDS))

    def _new_process(self) -> WorkerProcess:
        return WorkerProcess(self._load, self._config)

    def _on_thread(self, call: Callable[[], T]) -> asyncio.Future[T]:
        future = asyncio.get_running_loop().run_in_executor(self._threads, call)
        future.add_done_callback(_looked_at)
        return future

    def _spawn(self, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)
        task.add_done_callback(_looked_at)
        return task


def _looked_at(future: asyncio.Future[Any]) -> None:
    # Whoever waited may have gone away; asking keeps asyncio from reporting the exception.
    if not future.cancelled():
        future.exception()
