"""A worker process: one loaded masker, one job at a time, nothing shared with its siblings."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from app.batch.archive import ArchiveReader
from app.batch.job import Job, Outcome, PageMasker, process
from masking.errors import WaybillMaskError
from masking.policy import Policy
from masking.reading.runtime import DEFAULT, Runtime

MakeMasker = Callable[[], PageMasker]
"""Builds the masker inside the worker; importable by name, since it is pickled."""


def load_masker(policy: Policy, style: str, threads: int, runtime: Runtime = DEFAULT) -> PageMasker:
    """The real masker, with `threads` CPU threads. To be called in a worker only.

    Raises:
        ModelUnavailableError: the OCR models cannot be loaded.
    """
    for variable in _THREAD_VARIABLES:  # read by the libraries when they are first imported
        os.environ[variable] = str(threads)
    # What is loaded stays as long as the worker: to look for garbage among it takes 6 % of the start.
    gc.disable()
    try:
        from masking import Masker
        from masking.reading.paddle import PaddleEngine

        return Masker(policy, style, engine=PaddleEngine(threads, runtime=runtime, alone=True))
    finally:
        gc.freeze()
        gc.enable()


_THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


@dataclass(frozen=True, slots=True)
class Ready:
    """The masker is loaded."""


@dataclass(frozen=True, slots=True)
class Beat:
    """A page begins."""

    sha256: str | None
    """Of the file."""


@dataclass(frozen=True, slots=True)
class Done:
    """A job is finished."""

    outcome: Outcome


@dataclass(frozen=True, slots=True)
class OutOfMemory:
    """The job asked for more memory than there is."""


@dataclass(frozen=True, slots=True)
class Unusable:
    """No image at all can be read."""

    error: WaybillMaskError


Message = Ready | Beat | Done | OutOfMemory | Unusable


def main(connection: Connection, make_masker: MakeMasker) -> None:
    """Load the masker, then answer each `Job` by `Beat`s and a `Done` until None comes."""
    # Ctrl-C reaches the whole process group; the parent decides when its workers stop.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _silence()
    try:
        _serve(connection, make_masker)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return  # the parent is gone


def _serve(connection: Connection, make_masker: MakeMasker) -> None:
    reader = ArchiveReader()

    def beat(sha256: str | None) -> None:
        connection.send(Beat(sha256))

    try:
        masker = make_masker()
        connection.send(Ready())
        while True:
            job: Job | None = connection.recv()
            if job is None:
                return
            try:
                answer: Message = Done(process(job, masker, reader, beat))
            except MemoryError:
                answer = OutOfMemory()
            connection.send(answer)
    except WaybillMaskError as error:
        connection.send(Unusable(error))


def _die_with_parent() -> None:
    """A run that was killed must not go on in its workers."""
    parent = parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)


def _silence() -> None:
    """Libraries below print what they please, perhaps of the image: nothing of it is shown."""
    warnings.simplefilter("ignore")
    sys.stdout.flush()
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
