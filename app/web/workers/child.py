"""The loop of a worker process. Imports no web framework: workers stay small."""

from __future__ import annotations

import signal
from contextlib import suppress
from multiprocessing.connection import Connection

from app.web.logs import configure, trace_of
from app.web.workers.contract import Config, Failure, Load, Ready, StoppedError, Task
from app.web.workers.work import perform
from masking.errors import WaybillMaskError


class _StopRequests:
    """Hears which tasks the service no longer wants."""

    def __init__(self, requests: Connection) -> None:
        self._requests = requests
        self._latest = -1
        self.current = -1

    def __call__(self) -> bool:
        while self._requests.poll():
            self._latest = max(self._latest, int(self._requests.recv()))
        # Tasks come one at a time with rising numbers, so an older request is out of date.
        return self._latest == self.current


def run(load: Load, config: Config, tasks: Connection, stops: Connection) -> None:
    """Load the tools, say `Ready`, then answer each `Task` until None or the end of the pipe.

    A failure to load is sent instead of `Ready` and ends the process.
    """
    # A pipe that breaks means that the service is gone, also while the tools load.
    with suppress(BrokenPipeError, ConnectionResetError):
        _run(load, config, tasks, stops)


def _run(load: Load, config: Config, tasks: Connection, stops: Connection) -> None:
    # Ctrl-C reaches the whole process group; the service decides when its workers stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    configure(config.log_level)
    stopped = _StopRequests(stops)
    try:
        tools = load(config, stopped)
    except WaybillMaskError as error:
        tasks.send(Failure.of(error))
        return
    except Exception as error:
        tasks.send(unforeseen(error))
        return
    tasks.send(Ready())
    while True:
        try:
            task: Task | None = tasks.recv()
        except EOFError:
            return
        if task is None:
            return
        stopped.current = task.number
        try:
            tools.spread(task.cores)
            tasks.send(perform(task.job, tools, config))
        except StoppedError:
            tasks.send(Failure("stopped", "nobody waits for this answer"))
        except WaybillMaskError as error:
            tasks.send(Failure.of(error))
        except (BrokenPipeError, ConnectionResetError):
            raise
        except MemoryError:
            tasks.send(Failure("out-of-memory", "There was not enough memory for this picture."))
        except Exception as error:
            tasks.send(unforeseen(error))
        # The next task may be long in coming; its predecessor's image need not wait with it.
        del task


def unforeseen(error: BaseException) -> Failure:
    """The failure for an exception nobody planned for, without its message."""
    return Failure(
        "internal",
        "The service met an unforeseen error with this request.",
        trace=tuple(trace_of(error)),
    )
