"""The run itself: mutate, list, process, judge."""

from __future__ import annotations

import random
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image

from app.batch.inputs import Skipped, find
from app.batch.job import Job, Outcome
from app.batch.pool import Pool, WorkerLimits
from fuzz.mutate import mutated
from fuzz.seeds import seeds
from masking.images import Delivery, Limits, open_document
from masking.model import Masked, Status

LIMITS = Limits(max_bytes=5_000_000, max_pixels=4_000_000, max_pages=8, pdf_dpi=72)
WORKER = WorkerLimits(page_seconds=30, memory=500_000_000, max_memory=900_000_000)
FINDINGS = ("worker-died", "timed-out", "out-of-memory", "internal-error", "unexpected")
"""Codes of reasons that no input may cause."""


@dataclass
class Tally:
    """What became of the inputs."""

    words: Counter[str] = field(default_factory=Counter)
    """Counts of statuses, and of reason codes of failures."""
    findings: list[str] = field(default_factory=list)
    """Seed name, number and reason of each finding."""


class PaintEverything:
    """A masker that reads nothing: only decoding and encoding are of interest here."""

    def mask_upright(self, image: Image.Image, deliver: Delivery) -> Masked:
        """Answer a black page."""
        black = Image.new("RGB", image.size)
        return Masked(black, Status.MASKED, (), size=image.size, encoded=deliver(black)[0])


def fuzz(folder: Path, inputs: int, seed: int, workers: int, keep: Path) -> Tally:
    """Process `inputs` mutated files below `folder`; the same seed makes the same files."""
    tally = Tally()
    source, parts = folder / "in", folder / "parts"
    source.mkdir()
    parts.mkdir()
    pool = Pool(PaintEverything, workers, WORKER)
    for job, outcome in pool.run(_jobs(source, parts, inputs, seed, tally, keep)):
        path = job.input.path
        for problem in _judge(job, outcome, tally):
            _keep(path, problem, tally, keep)
        if not job.input.member or job.token.endswith("-last"):
            path.unlink(missing_ok=True)
    strangers = {p.name for p in folder.iterdir()} - {"in", "parts"}
    tally.findings += [f"escaped: {name}" for name in strangers]
    tally.findings += [f"left over: {p.name}" for p in parts.iterdir()]
    return tally


def _jobs(
    source: Path, parts: Path, inputs: int, seed: int, tally: Tally, keep: Path
) -> Iterator[Job]:
    """A job for each mutated file, or for each member of it; the file is made just in time."""
    files = seeds()
    pieces = list(files.values())
    names = list(files)
    for number in range(inputs):
        name = names[number % len(names)]
        chance = random.Random(f"{seed}-{number}")  # noqa: S311
        path = source / f"{name}.{number}.png"
        path.write_bytes(mutated(files[name], pieces, chance))
        try:
            found = [item for item in find(path, LIMITS) if not isinstance(item, Skipped)]
        except Exception as error:  # listing happens in the main process: nothing may come out
            _keep(path, f"unexpected {type(error).__name__} while listing", tally, keep)
            found = []
        for at, item in enumerate(found):
            last = "-last" if at == len(found) - 1 else ""
            yield Job(item, f"{number}-{at}", parts, f"{number}-{at}{last}", LIMITS)
        if not found:
            tally.words["nothing in it"] += 1
            path.unlink(missing_ok=True)


def _judge(job: Job, outcome: Outcome, tally: Tally) -> Iterator[str]:
    for row in outcome.rows:
        tally.words[row["status"]] += 1
        for reason in row["reasons"]:
            code = reason.split(":")[0]
            tally.words[f"  {code}"] += 1
            if code in FINDINGS:
                yield reason
    for part in outcome.parts:
        if part.kind == "output":
            try:
                pages = list(open_document(part.path, Limits()).pages)
                if any(page.image.getextrema() not in _PAINTED for page in pages):
                    yield "the output is not what was painted"
            except Exception as error:
                yield f"the output does not open: {type(error).__name__}"
        part.path.unlink()


_PAINTED = (((0, 0),) * 3, ((128, 128),) * 3)
"""Extremes of the two kinds of page that may come out: black, or grey where one failed."""


def _keep(path: Path, problem: str, tally: Tally, keep: Path) -> None:
    tally.findings.append(f"{path.name}: {problem}")
    if path.exists():
        keep.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, keep / path.name)
