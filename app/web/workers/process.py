"""One worker process, seen from the service."""

from __future__ import annotations

import multiprocessing
from multiprocessing.connection import Connection, wait

import psutil

from app.web.workers.child import run
from app.web.workers.contract import Answer, Config, Failure, Load, Ready, Task

CLOSE_SECONDS = 2.0
"""How long a worker that was told to end may take before it is killed."""


class WorkerDiedError(Exception):
    """The process ended while it was being waited for."""


class WorkerProcess:
    """A process and the pipes to it. Its blocking calls belong on a thread.

    Every start makes new pipes: a process that was killed may have left half a message in its own.
    """

    def __init__(self, load: Load, config: Config) -> None:
        context = multiprocessing.get_context("spawn")
        self._tasks, tasks = context.Pipe()
        stops, self._stops = context.Pipe(duplex=False)
        self._process = context.Process(
            target=run, args=(load, config, tasks, stops), name="waybill-mask-worker", daemon=True
        )
        self._process.start()
        # Only the child holds its ends now, so its death ends the pipes.
        tasks.close()
        stops.close()
        try:
            self._watched = psutil.Process(self._process.pid)
        except psutil.Error:
            self._watched = None

    @property
    def pid(self) -> int | None:
        """The process id."""
        return self._process.pid

    @property
    def alive(self) -> bool:
        """Whether the process runs."""
        return self._process.is_alive()

    def wait_ready(self, seconds: float) -> Failure | None:
        """Block until the tools are loaded; a failure says why they are not.

        Raises:
            WorkerDiedError: the process ended without a word.
            TimeoutError: it took longer than `seconds`.
        """
        answer = self._receive(seconds)
        if isinstance(answer, Failure):
            return answer
        if isinstance(answer, Ready):
            return None
        raise WorkerDiedError("out of step")

    def exchange(self, task: Task) -> Answer:
        """Block until the task is answered.

        Raises:
            WorkerDiedError: the process ended first; also after `kill`.
        """
        try:
            self._tasks.send(task)
        except OSError as error:
            raise WorkerDiedError from error
        answer = self._receive(None)
        if isinstance(answer, Ready):
            raise WorkerDiedError("out of step")
        return answer

    def _receive(self, seconds: float | None) -> Answer | Ready:
        pipe: Connection = self._tasks
        if not wait([pipe, self._process.sentinel], seconds):
            raise TimeoutError
        try:
            # A process may answer and die: what it still said counts.
            if pipe.poll():
                answer: Answer | Ready = pipe.recv()
                return answer
        except (EOFError, OSError) as error:
            raise WorkerDiedError from error
        raise WorkerDiedError

    @property
    def memory(self) -> int:
        """Resident bytes now; 0 where the process is gone."""
        try:
            return int(self._watched.memory_info().rss) if self._watched else 0
        except psutil.Error:
            return 0

    def stop(self, number: int) -> None:
        """Tell the process that nobody waits for task `number` any more."""
        try:
            self._stops.send(number)
        except OSError:
            return

    def kill(self) -> None:
        """End the process now."""
        # The pipes close with this object: a thread may still be reading the last of them.
        self._process.kill()
        self._process.join(CLOSE_SECONDS)

    def close(self) -> None:
        """Let an idle process end, or kill it."""
        try:
            self._tasks.send(None)
        except OSError:
            pass
        else:
            self._process.join(CLOSE_SECONDS)
        self.kill()
