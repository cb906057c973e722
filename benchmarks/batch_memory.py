"""Memory and speed of a long batch, with a file that crashes, one that hangs and one that grows.

Runs `app.batch.run` on drawn waybills and prints each worker's resident megabytes by the share of
the work done. Workers are not replaced meanwhile, so that growth would show. By default with a
stand-in masker, which decodes, paints and encodes real pictures; `--real` reads with the engine.

    python -m benchmarks.batch_memory --images 2000
    python -m benchmarks.batch_memory --images 200 --real
    python -m benchmarks.batch_memory --images 2000 --real --blocks --workers 1
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

import psutil
from PIL import Image

from app.batch.job import PageMasker
from app.batch.local import LocalEngine
from app.batch.report import Row
from app.batch.run import run
from app.batch.worker import load_masker
from app.config import load
from app.samples import Waybill, draw
from masking.images import Delivery
from masking.model import Masked, Status
from masking.policy import Policy

DISTINCT = 40
"""Different waybills; further files differ from one of them by a few pixels."""
BLOCK_MARGIN = 25
"""Pixels around the receiver's name and phone, which are cut out with ``--blocks``."""
BLOCK_WIDTH = 460
"""Pixels; wider blocks are passed over, since their type is large and slow to read."""
CRASH, HANG, GROW = (301, 211), (302, 211), (303, 211)
"""Sizes by which the planted files are known."""
LEAST_READINGS = 3
"""Readings in each half of a process's life below which it says nothing."""
BOUND = 0.15
"""By how much a worker's memory may grow."""
PAGE_SECONDS = 60.0
MEGABYTE = 1_000_000


class Planted:
    """Masks with another masker, and misbehaves on the planted files."""

    def __init__(self, real: bool) -> None:
        self._masker: PageMasker | None = load_masker(Policy(), "stars", 1) if real else None

    def mask_upright(self, image: Image.Image, deliver: Delivery) -> Masked:
        """Crash, hang, grow, or mask."""
        if image.size == CRASH:
            os._exit(99)
        if image.size == HANG:
            time.sleep(3600)
        eaten = []
        while image.size == GROW:
            eaten.append(bytearray(b"x") * (1 << 26))
        if self._masker is not None:
            return self._masker.mask_upright(image, deliver)
        masked = image.copy()
        masked.paste((0, 0, 0), (10, 10, 60, 30))
        return Masked(masked, Status.MASKED, (), size=image.size)


class Watch:
    """Measures the workers as files are finished."""

    def __init__(self) -> None:
        self.total = self.done = 0
        self.readings: list[dict[int, float]] = []
        """Megabytes by process."""

    def begin(self, total: int) -> None:
        """Remember how much there is."""
        self.total = total

    def advance(self, rows: Iterable[Row]) -> None:
        """Measure at every twentieth of the work."""
        self.done += 1
        if self.done % max(self.total // 20, 1) == 0:
            workers = [c for c in psutil.Process().children() if "spawn_main" in str(c.cmdline())]
            memory = {c.pid: round(c.memory_info().rss / MEGABYTE) for c in workers}
            self.readings.append(memory)
            print(f"{self.done:6} files  {memory}", flush=True)

    def say(self, message: str) -> None:
        """Pass on."""
        print(message, flush=True)

    def end(self) -> None:
        """Nothing is pending."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; answers 1 where memory left the bound or a planted file cost more than its row."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--images", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--real", action="store_true", help="read with the real engine")
    parser.add_argument("--blocks", action="store_true", help="few lines a picture, hence fast")
    options = parser.parse_args(arguments)
    worker = {"images": 10**9, "memory_mb": 10**6, "max_memory_mb": 3000}
    settings = {"workers": options.workers, "worker": worker | {"page_seconds": PAGE_SECONDS}}
    config, watch = load(None, settings), Watch()
    with tempfile.TemporaryDirectory() as name:
        source, output = Path(name, "in"), Path(name, "out")
        _fill(source, options.images, _blocks() if options.blocks else _labels())
        engine = LocalEngine(config, partial(Planted, options.real))
        run(source, output, config, engine=engine, progress=watch)
        rows = [json.loads(line) for line in (output / "report.jsonl").open(encoding="utf-8")]
    lost = {row["source"]: row["reasons"] for row in rows if "planted" in row["source"]}
    print(lost)
    print(f"{len(rows)} rows, {dict(Counter(row['status'] for row in rows))}")
    growth = _growth(watch)
    print(f"largest growth of a worker: {growth:+.1%}")
    return int(growth > BOUND or len(lost) != 3 or len(rows) != options.images + 3)


def _labels() -> list[Image.Image]:
    return [draw(f"memory-{number}").image for number in range(DISTINCT)]


def _blocks() -> list[Image.Image]:
    """The receiver's name and phone of drawn waybills."""
    drawn = (_block(draw(f"memory-{number}", plain=True)) for number in itertools.count())
    return list(itertools.islice((i for i in drawn if i.width <= BLOCK_WIDTH), DISTINCT))


def _block(waybill: Waybill) -> Image.Image:
    boxes = [
        character.quad.bounds
        for character in waybill.truth.characters
        if character.field in ("receiver.name", "receiver.phone")
    ]
    left, top = (int(min(box[i] for box in boxes)) - BLOCK_MARGIN for i in (0, 1))
    right, bottom = (int(max(box[i] for box in boxes)) + BLOCK_MARGIN for i in (2, 3))
    width, height = waybill.image.size
    box = (max(left, 0), max(top, 0), min(right, width), min(bottom, height))
    return waybill.image.crop(box)


def _fill(folder: Path, images: int, drawn: Sequence[Image.Image]) -> None:
    folder.mkdir()
    for number in range(images):
        image = drawn[number % DISTINCT].copy()
        image.putpixel((number % 50, number // 50), (250, 250, 250))
        image.save(folder / f"{number:05}.jpg", quality=92)
    # Early names: their workers are replaced before the first measurement.
    for size, word in ((CRASH, "crash"), (HANG, "hang"), (GROW, "grow")):
        Image.new("RGB", size, "white").save(folder / f"00000-planted-{word}.png")


def _growth(watch: Watch) -> float:
    """The largest relative change between the medians of a process's earlier and later readings.

    Medians, since a reading depends on the image that was just worked on; without a process's first
    reading, since allocators fill their pools once.
    """
    growth = 0.0
    for pid in {pid for memory in watch.readings for pid in memory}:
        seen = [memory[pid] for memory in watch.readings if pid in memory][1:]
        half = len(seen) // 2
        if half >= LEAST_READINGS:
            earlier, later = statistics.median(seen[:half]), statistics.median(seen[half:])
            growth = max(growth, later / earlier - 1)
    return growth


if __name__ == "__main__":
    sys.exit(main())
