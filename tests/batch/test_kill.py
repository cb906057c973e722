"""SIGKILL at any moment, and the same command again: every input has one row and one output."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from masking.errors import ExitCode
from masking.images import Format, encode
from tests.batch.fakes import Act, picture, save

KILLS = 20
PICTURES = 96
FILES = PICTURES + 2
PAGES = PICTURES + 6 + 1
SEED = 20230201
PROJECT = Path(__file__).parents[2]


def start(source: Path, output: Path, seconds: float) -> subprocess.Popen[bytes]:
    command = [
        sys.executable,
        "-m",
        "tests.batch.whole_run",
        str(source),
        str(output),
        str(seconds),
    ]
    return subprocess.Popen(command, cwd=PROJECT, stderr=subprocess.PIPE)


def snapshot(output: Path) -> dict[str, bytes]:
    """Every file of the results, the report's volatile and the tool's own state apart."""
    return {
        path.relative_to(output).as_posix(): path.read_bytes()
        for path in output.rglob("*")
        if path.is_file() and ".waybill-mask" not in path.parts
    }


def inputs(folder: Path) -> Path:
    acts = [Act.MASK, Act.MASK, Act.REVIEW, Act.NOTHING]
    for number in range(PICTURES):
        save(folder / f"{number % 5}" / f"{number}.png", acts[number % 4], number)
    pages = [picture(Act.MASK, 100 + n) for n in range(6)]
    (folder / "long.tif").write_bytes(encode(pages, Format.TIFF))
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no")
    return folder


@pytest.mark.timeout(1200)
@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_twenty_kills_change_nothing(tmp_path: Path) -> None:
    source = inputs(tmp_path / "in")
    calm, stormy = tmp_path / "calm", tmp_path / "stormy"
    assert start(source, calm, 0.0).wait() == ExitCode.FAILED

    moments = random.Random(SEED)
    journal = stormy / ".waybill-mask" / "journal.jsonl"
    progress = [0]
    for _ in range(KILLS):
        process = start(source, stormy, 0.04)
        workers = wait_for_workers(process)
        wanted = progress[-1] + moments.randrange(4)
        while entries(journal) < wanted and process.poll() is None:
            time.sleep(0.001)
        time.sleep(moments.uniform(0.0, 0.1))
        process.kill()
        process.wait()
        wait_until_gone(workers)
        assert_whole(stormy)
        progress.append(entries(journal))
    last = start(source, stormy, 0.0)
    assert last.wait() == ExitCode.FAILED

    assert len({count for count in progress if 0 < count < FILES}) >= KILLS // 3, progress
    rows = [json.loads(line) for line in (stormy / "report.jsonl").read_text().splitlines()]
    pages = [(row["source"], row["page"]) for row in rows]
    assert len(pages) == len(set(pages)) == PAGES
    assert snapshot(stormy) == snapshot(calm)
    assert not (stormy / ".waybill-mask" / "parts").exists()


def entries(journal: Path) -> int:
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def wait_for_workers(process: subprocess.Popen[bytes]) -> list[psutil.Process]:
    """The worker processes, as soon as there are some or the run has ended."""
    parent = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            workers = [c for c in parent.children() if "spawn_main" in " ".join(c.cmdline())]
        except psutil.Error:
            continue
        if len(workers) >= 2:
            return workers
        time.sleep(0.02)
    return []


def wait_until_gone(workers: list[psutil.Process]) -> None:
    """Workers must not survive their run."""
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert alive == []


def assert_whole(output: Path) -> None:
    """Nothing half is in sight: every picture decodes, every row of the report parses."""
    from masking.images import open_document

    report = output / "report.jsonl"
    if report.exists():
        for line in report.read_text(encoding="utf-8").splitlines():
            json.loads(line)
    for path in output.rglob("*"):
        hidden = path.relative_to(output).parts[0] in (".waybill-mask", "index", "index.html")
        if path.is_file() and not hidden and path != report:
            assert len(list(open_document(path).pages)) >= 1


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Children get SIGINT even where this process, as one in a shell's background, ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_leaves_a_report_of_what_was_done(tmp_path: Path, number: int) -> None:
    source, output = inputs(tmp_path / "in"), tmp_path / "out"
    process = start(source, output, 0.2)
    journal = output / ".waybill-mask" / "journal.jsonl"
    while not journal.exists() or journal.read_bytes().count(b"\n") < 3:
        time.sleep(0.05)
    process.send_signal(number)
    assert process.wait(timeout=30) == ExitCode.INTERRUPTED
    rows = (output / "report.jsonl").read_text().splitlines()
    assert 3 <= len(rows) < PAGES
    assert (output / "index.html").exists()
    assert start(source, output, 0.0).wait() == ExitCode.FAILED
    assert len((output / "report.jsonl").read_text().splitlines()) == PAGES
