"""The engine ray gives what the local engine gives, whatever becomes of a node."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import psutil
import pytest

from app.batch.local import LocalEngine
from app.batch.on_ray import RayEngine
from app.batch.report import Row
from app.batch.run import run
from app.batch.storage import place
from app.config import BatchConfig, load
from masking.errors import EngineError, ExitCode, ModelUnavailableError, UsageError
from tests.batch import fakes
from tests.batch.conftest import Heard
from tests.batch.fakes import Act, save
from tests.batch.test_kill import PROJECT, snapshot
from tests.cluster.conftest import in_store, upload
from tests.cluster.test_store import batch, mixed

pytestmark = [pytest.mark.ray, pytest.mark.timeout(900)]

PICTURES = 40
SECONDS = 0.25


class Kills(Heard):
    """When so many files are finished: kills the node that holds a picture."""

    def __init__(self, files: int, cluster: Any, held: Path) -> None:
        super().__init__()
        self._at, self._cluster, self._held = files, cluster, held
        self.killed: list[Any] = []

    def advance(self, rows: Iterable[Row]) -> None:
        super().advance(rows)
        if self.files == self._at:
            until = time.monotonic() + 120
            while not (self._held.exists() and self._held.read_text()):
                assert time.monotonic() < until
                time.sleep(0.1)
            raylet = psutil.Process(int(self._held.read_text())).ppid()
            for node in list(self._cluster.worker_nodes):
                if node.all_processes["raylet"][0].process.pid == raylet:
                    self._cluster.remove_node(node, allow_graceful=False)
                    self.killed.append(node)


def joined(cluster: Any, **settings: Any) -> BatchConfig:
    ray = {"address": cluster.address, **settings.pop("ray", {})}
    return load(None, {"ray": ray, **settings})


def test_a_killed_node_costs_a_retry_and_nothing_else(
    cluster: Any, nodes: list[Any], s3: Any, tmp_path: Path
) -> None:
    source = tmp_path / "in"
    acts = [Act.HANG, Act.MASK, Act.REVIEW, Act.NOTHING] + [Act.MASK] * 4
    for number in range(PICTURES):
        save(
            source / str(number % 3) / f"{number}.png",
            acts[number if number < 8 else number % 3 + 1],
            number,
        )
    address = upload(s3, source, "killed")
    make = partial(fakes.make_held, tmp_path / "held")
    config = joined(cluster, worker={"page_seconds": 300})
    heard = Kills(PICTURES // 4, cluster, tmp_path / "held")
    engine = RayEngine(config, make)
    code = run(place(address), place("s3://killed/out"), config, engine=engine, progress=heard)

    local = load(None, {"workers": 2})
    expected = run(
        source,
        tmp_path / "out",
        local,
        engine=LocalEngine(local, make),
        progress=Heard(),
    )
    assert code is expected is ExitCode.FAILED
    assert in_store(s3, "killed/out") == snapshot(tmp_path / "out")
    assert heard.files == PICTURES
    # One node died, with work in its hands.
    assert len(heard.killed) == 1
    assert heard.killed[0] in nodes
    assert not s3.find("killed/out/.waybill-mask/parts")


def test_bad_files_end_as_with_the_local_engine(
    cluster: Any, nodes: list[Any], tmp_path: Path
) -> None:
    source = mixed(tmp_path / "in")
    for number, act in enumerate([Act.CRASH, Act.BUG, Act.ENGINE, Act.NO_MEMORY, Act.WRONG_SIZE]):
        save(source / "bad" / f"{act.name}.png", act, 200 + number)
    config = joined(cluster)
    there = run(
        source,
        tmp_path / "ray",
        config,
        engine=RayEngine(config, fakes.make),
        progress=Heard(),
    )
    local = load(None, {"workers": 2})
    here = run(
        source, tmp_path / "out", local, engine=LocalEngine(local, fakes.make), progress=Heard()
    )
    assert there is here is ExitCode.FAILED
    assert snapshot(tmp_path / "ray") == snapshot(tmp_path / "out")
    state = sorted(path.name for path in (tmp_path / "ray" / ".waybill-mask").iterdir())
    assert state == ["input", "journal.jsonl", "lock"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_node_that_nobody_misses_yet_costs_no_run(
    cluster: Any, nodes: list[Any], tmp_path: Path
) -> None:
    for number in range(6):
        save(tmp_path / "in" / f"{number}.png", Act.MASK, number)
    config = joined(cluster)
    # Just now: the cluster still sends an actor there, which dies before it has started.
    cluster.remove_node(nodes[0], allow_graceful=False)
    engine = RayEngine(config, fakes.make)
    code = run(tmp_path / "in", tmp_path / "ray", config, engine=engine, progress=Heard())
    batch(tmp_path / "in", tmp_path / "out")
    assert code is ExitCode.OK
    assert snapshot(tmp_path / "ray") == snapshot(tmp_path / "out")


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_killed_run_goes_on(cluster: Any, nodes: list[Any], s3: Any, tmp_path: Path) -> None:
    source = tmp_path / "in"
    for number in range(PICTURES):
        save(source / f"{number}.png", Act.MASK, number)
    address, output = upload(s3, source, "resumed"), "s3://resumed/out"
    first = _start(cluster, address, output, SECONDS)
    # Pictures in their places: what workers have sent but nobody has recorded lies elsewhere.
    while _pictures(s3, "resumed/out") < PICTURES // 4:
        assert first.poll() is None
        time.sleep(0.5)
    first.send_signal(signal.SIGTERM)
    assert first.wait(timeout=120) == ExitCode.INTERRUPTED
    done = s3.cat_file("resumed/out/report.jsonl").count(b"\n")
    assert 0 < done < PICTURES
    second = _start(cluster, address, output, SECONDS)
    time.sleep(1)
    second.kill()
    second.wait()
    assert _start(cluster, address, output, 0.0).wait(timeout=300) == ExitCode.OK
    batch(source, tmp_path / "out")
    assert in_store(s3, "resumed/out") == snapshot(tmp_path / "out")


def _pictures(s3: Any, folder: str) -> int:
    s3.invalidate_cache()
    return sum(PurePosixPath(name).match(f"{folder}/*.png") for name in s3.find(folder))


def _start(cluster: Any, source: str, output: str, seconds: float) -> subprocess.Popen[bytes]:
    arguments = [source, output, str(seconds), cluster.address]
    return subprocess.Popen([sys.executable, "-m", "tests.cluster.whole", *arguments], cwd=PROJECT)


def test_what_cannot_work_is_said(cluster: Any, nodes: list[Any], tmp_path: Path) -> None:
    save(tmp_path / "in" / "a.png")

    def start(config: BatchConfig, make: Any = fakes.make) -> None:
        engine = RayEngine(config, make)
        run(tmp_path / "in", tmp_path / "out", config, engine=engine, progress=Heard())

    with pytest.raises(UsageError, match="no machine"):
        start(joined(cluster, ray={"cpus": 64}))
    with pytest.raises(UsageError, match="no machine"):
        start(joined(cluster, ray={"gpus": 1}))
    with pytest.raises(ModelUnavailableError):
        start(joined(cluster), fakes.make_none)
    with pytest.raises(EngineError, match="while they load"):
        start(joined(cluster), fakes.make_crashing)


@pytest.mark.ocr
def test_the_real_engine_reads_there_as_here(
    cluster: Any, nodes: list[Any], s3: Any, tmp_path: Path
) -> None:
    source = tmp_path / "in"
    source.mkdir()
    for name in ("04-bare.png", "08-screenshot-480.png"):
        (source / name).write_bytes((PROJECT / "samples" / name).read_bytes())
    address = upload(s3, source, "real")
    there, here = joined(cluster), load(None, {"workers": 2})
    codes = {
        run(
            place(address), place("s3://real/out"), there, progress=Heard(), engine=RayEngine(there)
        ),
        run(source, tmp_path / "out", here, progress=Heard(), engine=LocalEngine(here)),
    }
    found, expected = in_store(s3, "real/out"), snapshot(tmp_path / "out")
    assert len(codes) == 1
    assert _untimed(found.pop("report.jsonl")) == _untimed(expected.pop("report.jsonl"))
    assert found == expected


def _untimed(report: bytes) -> list[Row]:
    rows: list[Row] = [json.loads(line) for line in report.splitlines()]
    return [{key: value for key, value in row.items() if key != "ms"} for row in rows]
