"""Draws one waybill after the other, masks it with the real library, and judges the result."""

from __future__ import annotations

import io
import multiprocessing
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from PIL import Image, ImageOps

from app.samples import Waybill, draw
from app.samples.fonts import available
from benchmarks.scoring import Grey, Score, score
from masking import Masker, Policy, Status
from masking.reading.runtime import DEFAULT, Runtime


@dataclass(frozen=True, slots=True)
class Task:
    """One picture to draw and mask."""

    condition: str
    layout: str
    seed: str


@dataclass(frozen=True, slots=True)
class Setup:
    """What every worker needs."""

    policy: str = "standard"
    fonts: tuple[str, ...] | None = None
    """Keys of font families; None draws from all that are installed."""
    threads: int = 0
    runtime: Runtime = DEFAULT
    plain: bool = False
    keep: Path | None = None
    """Where pictures that went wrong are saved."""
    keep_all: bool = False
    """Save the others as well."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one picture."""

    task: Task
    font: str
    status: Status
    reasons: tuple[str, ...]
    seconds: float
    size: tuple[int, int]
    score: Score = field(default_factory=Score)
    """Empty where there is no output: then nothing is shown."""

    @property
    def leaky(self) -> bool:
        """Whether the output shows too much."""
        return bool(self.score.leaks)

    @property
    def silent(self) -> bool:
        """Whether it does so under the status masked."""
        return self.leaky and self.status is Status.MASKED

    @property
    def wrong(self) -> bool:
        """Whether somebody should look at it."""
        faulty = self.score.missed or self.score.codes_damaged or self.status is Status.FAILED
        return self.leaky or bool(faulty)


def tasks(conditions: Iterable[str], layouts: Sequence[str], n: int, seed: str) -> Iterator[Task]:
    """`n` pictures a condition, each with people of its own; layouts take turns."""
    for condition in conditions:
        for i in range(n):
            yield Task(condition, layouts[i % len(layouts)], f"{seed}/{condition}/{i}")


def run(todo: Sequence[Task], setup: Setup, jobs: int = 1) -> Iterator[Result]:
    """Do all tasks, in `jobs` processes; the results come in the tasks' order."""
    if jobs <= 1:
        worker = Worker(setup)
        yield from map(worker.run, todo)
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _start, (setup,)) as pool:
        yield from pool.map(_run, todo)


class Worker:
    """One process's masker, loaded once."""

    def __init__(self, setup: Setup) -> None:
        self.setup = setup
        self.policy = Policy.parse(setup.policy)
        self.masker = Masker(policy=self.policy, threads=setup.threads, runtime=setup.runtime)
        self.fonts = available(setup.fonts)

    def run(self, task: Task) -> Result:
        """Draw, mask, judge."""
        waybill = draw(
            task.seed,
            layout=task.layout,
            condition=task.condition,
            fonts=self.fonts,
            plain=self.setup.plain,
        )
        data = waybill.encode()
        start = time.perf_counter()
        masked = self.masker.mask(data)
        seconds = time.perf_counter() - start
        before = decoded(data)
        verdict = Score()
        if masked.image is not None:
            verdict = score(
                grey(before), grey(masked.image), waybill.ink, waybill.truth, self.policy.level
            )
        result = Result(
            task, waybill.truth.font, masked.status, masked.reasons, seconds, before.size, verdict
        )
        if self.setup.keep is not None and (result.wrong or self.setup.keep_all):
            save(self.setup.keep, result, waybill, before, masked.image)
        return result


def decoded(data: bytes) -> Image.Image:
    """An encoded picture as viewers show it."""
    return ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")


def grey(image: Image.Image) -> Grey:
    """Shape (h, w)."""
    return np.asarray(image.convert("L"))


def save(
    folder: Path, result: Result, waybill: Waybill, before: Image.Image, after: Image.Image | None
) -> None:
    """Before, after, and in words what is wrong; people on drawn labels are invented."""
    task = result.task
    stem = f"{task.condition}-{task.layout}-{task.seed.replace('/', '-')}"
    before.save(folder / f"{stem}-before.jpg", quality=90)
    if after is not None:
        after.save(folder / f"{stem}-after.jpg", quality=90)
    lines = [f"status {result.status}, font {result.font}, size {result.size}"]
    lines += [f"reason {reason}" for reason in result.reasons]
    lines += [f"leak {leak.kind} {leak.where}: {leak.text}" for leak in result.score.leaks]
    lines += [f"missed {result.score.missed}: {result.score.missed_text}"]
    lines += [f"spoiled {result.score.spoiled} of {result.score.free}: {result.score.spoiled_text}"]
    lines += [f"codes damaged {result.score.codes_damaged} of {result.score.codes_kept}"]
    lines += ["printed", *(f"  {line}" for line in waybill.truth.lines)]
    (folder / f"{stem}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


_worker: Worker | None = None


def _start(setup: Setup) -> None:
    global _worker
    _worker = Worker(setup)


def _run(task: Task) -> Result:
    if _worker is None:
        raise RuntimeError("the worker process was not set up")
    return _worker.run(task)
