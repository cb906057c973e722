"""Worker processes that die, hang or grow: each costs one file, never the run."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import psutil
import pytest

from app.batch import pool as pool_module
from app.batch.inputs import Input
from app.batch.job import Job
from app.batch.pool import Pool, WorkerLimits
from masking.errors import EngineError, ExitCode
from masking.images import Limits
from tests.batch import fakes
from tests.batch.conftest import Batch
from tests.batch.fakes import Act, make_marked, save

MEGABYTE = 1_000_000


@pytest.fixture
def batch(batch: Batch) -> Batch:
    batch.processes = True
    return batch


def reasons(batch: Batch) -> dict[str, list[str]]:
    return {row["source"]: row["reasons"] for row in batch.rows if row["status"] == "failed"}


def test_a_crash_a_hang_and_a_glutton_cost_one_row_each(batch: Batch) -> None:
    for number in range(6):
        save(batch.input / f"{number}.png", number=number)
    save(batch.input / "2-crash.png", Act.CRASH)
    save(batch.input / "2-hang.png", Act.HANG)
    save(batch.input / "2-grow.png", Act.GROW)
    save(batch.input / "2-no-memory.png", Act.NO_MEMORY)
    worker = {"page_seconds": 5, "max_memory_mb": 900, "memory_mb": 500}
    assert batch(workers=2, worker=worker) is ExitCode.FAILED
    assert reasons(batch) == {
        "2-crash.png": [pool_module.DIED],
        "2-hang.png": [pool_module.HUNG],
        "2-grow.png": [pool_module.GREW],
        "2-no-memory.png": [pool_module.GREW],
    }
    assert batch.images == [f"{number}.png" for number in range(6)]
    assert all(len(row["sha256"]) == 64 for row in batch.rows)
    assert not (batch.output / ".waybill-mask" / "parts").exists()


def test_a_crash_that_does_not_come_again_costs_nothing(batch: Batch, tmp_path: Path) -> None:
    save(batch.input / "a.png", Act.CRASH_ONCE)
    batch.make = partial(make_marked, tmp_path / "crashed")
    assert batch() is ExitCode.OK
    assert (tmp_path / "crashed").exists()
    assert batch.statuses == {"a.png": "masked"}


def test_workers_that_cannot_start_end_the_run(batch: Batch) -> None:
    save(batch.input / "a.png")
    batch.make = fakes.make_crashing
    with pytest.raises(EngineError, match="die while they load"):
        batch()


def jobs(folder: Path, count: int) -> list[Job]:
    parts = folder / "parts"
    parts.mkdir()
    return [
        Job(
            Input(f"{number}.png", save(folder / f"{number}.png", number=number)),
            f"{number}.png",
            parts,
            f"t-{number}",
            Limits(),
        )
        for number in range(count)
    ]


def seen_workers(pool: Pool, work: list[Job]) -> tuple[int, set[int]]:
    """How many jobs came back, and the processes that were alive meanwhile."""
    pids: set[int] = set()
    done = 0
    for _, outcome in pool.run(work):
        assert [row["status"] for row in outcome.rows] == ["masked"]
        pids |= {child.pid for child in psutil.Process().children()}
        done += 1
    return done, pids


@pytest.mark.parametrize(
    "limits", [WorkerLimits(jobs=4), WorkerLimits(memory=1 * MEGABYTE)], ids=["jobs", "memory"]
)
def test_a_worker_is_replaced_after_so_many_jobs_or_so_much_memory(
    tmp_path: Path, limits: WorkerLimits
) -> None:
    count = 8 if limits.jobs == 4 else 3
    pool = Pool(fakes.make, 1, limits)
    assert seen_workers(pool, jobs(tmp_path, count))[0] == count
    assert pool.started == (2 if limits.jobs == 4 else 3)
    assert pool.peak_memory > 10 * MEGABYTE


def test_no_more_workers_than_jobs(tmp_path: Path) -> None:
    pool = Pool(fakes.make, 8)
    assert seen_workers(pool, jobs(tmp_path, 2))[0] == 2
    assert pool.started == 2


def test_closing_the_run_kills_the_workers(tmp_path: Path) -> None:
    before = {child.pid for child in psutil.Process().children()}
    pool = Pool(partial(fakes.make_slow, 0.01), 2)
    running = pool.run(jobs(tmp_path, 30))
    next(running)
    running.close()
    alive = [c for c in psutil.Process().children() if c.pid not in before and c.is_running()]
    assert [c for c in alive if "resource_tracker" not in " ".join(c.cmdline())] == []


def test_a_crash_leaves_no_earlier_result(batch: Batch) -> None:
    """An input that was masked once and now crashes the worker has no output any more."""
    save(batch.input / "a.png")
    batch()
    assert batch.images == ["a.png"]
    save(batch.input / "a.png", Act.CRASH)
    assert batch() is ExitCode.FAILED
    assert batch.images == []
