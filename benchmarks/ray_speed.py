"""Throughput of the engine ray beside the local one, on the same drawn waybills, in one run.

    python -m benchmarks.ray_speed --images 500 --workers 2

Both start from nothing: engines are loaded and a cluster is started within the time. Small crops by
default, so that scheduling weighs more than it does with whole waybills; `--whole` takes those.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

from app.batch.local import Engine, LocalEngine
from app.batch.on_ray import RayEngine
from app.batch.report import Row
from app.batch.run import run
from app.config import BatchConfig, load
from app.samples import draw

DISTINCT = 20
"""Different waybills; further files differ from one of them by a pixel."""
CROP = (480, 220)
"""Pixels of a small crop, from the middle of the waybill: some lines of text."""
WANTED = 0.85
"""Least share of the local engine's throughput."""


class Quiet:
    """Remembers when the first file was finished."""

    def __init__(self) -> None:
        self.first = 0.0

    def begin(self, total: int) -> None:
        """Nothing is shown."""

    def advance(self, rows: Iterable[Row]) -> None:
        """Note the time."""
        self.first = self.first or time.monotonic()

    def say(self, message: str) -> None:
        """Nothing is shown."""

    def end(self) -> None:
        """Nothing is pending."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure both; answers 1 where ray's share is below `WANTED`."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--images", type=int, default=500)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--whole", action="store_true", help="whole waybills, not small crops")
    options = parser.parse_args(arguments)
    config = load(None, {"workers": options.workers, "quiet": True})
    with tempfile.TemporaryDirectory() as name:
        source = Path(name, "in")
        _fill(source, options.images, options.whole)
        local = _rate(LocalEngine(config), source, Path(name, "local"), config, options.images)
        ray = _rate(RayEngine(config), source, Path(name, "ray"), config, options.images)
    for number, meaning in enumerate(("from start to end", "from the first result on")):
        share = ray[number] / local[number]
        print(f"{meaning}: local {local[number]:.2f}, ray {ray[number]:.2f} images/s, {share:.1%}")
    return int(ray[0] / local[0] < WANTED)


def _rate(
    engine: Engine, source: Path, output: Path, config: BatchConfig, images: int
) -> tuple[float, float]:
    """Images a second, with the start and without."""
    progress, began = Quiet(), time.monotonic()
    run(source, output, config, engine=engine, progress=progress)
    end = time.monotonic()
    return images / (end - began), (images - 1) / (end - progress.first)


def _fill(folder: Path, images: int, whole: bool) -> None:
    folder.mkdir()
    drawn = [draw(f"speed-{number}").image for number in range(min(DISTINCT, images))]
    for number in range(images):
        image = drawn[number % len(drawn)].copy()
        if not whole:
            left, top = (image.width - CROP[0]) // 2, image.height // 3
            image = image.crop((left, top, left + CROP[0], top + CROP[1]))
        image.putpixel((number % 50, number // 50), (250, 250, 250))
        image.save(folder / f"{number:05}.png")


if __name__ == "__main__":
    sys.exit(main())
