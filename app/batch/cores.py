"""How many processes and threads this machine is good for."""

from __future__ import annotations

import os

import psutil

WORKER_BYTES = 1_200_000_000
"""Memory to reckon with for one worker: 600 MB for the engine, the rest for a large photo."""
MAX_WORKERS = 60
"""Windows waits for at most 63 pipes at once."""


def workers_and_threads(asked: int | None, jobs: int) -> tuple[int, int]:
    """Worker processes, and the engine's threads in each.

    Two processes with one thread read 1.4 times as much as one with two, so a process for each
    core comes first; threads use the cores that fewer jobs, or little memory, leave idle.
    """
    cores = available_cores()
    by_memory = max(1, psutil.virtual_memory().available // WORKER_BYTES)
    workers = min(asked or min(cores, by_memory), MAX_WORKERS, max(jobs, 1))
    return workers, max(1, cores // workers)


def available_cores() -> int:
    """Cores this process may run on."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1
