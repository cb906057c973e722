"""Images a second and memory of full masking beside tools that only read, in one run.

    python -m benchmarks.speed --kinds clean photo screenshot --images 8 --rounds 3

Every contender has processes of its own that load once. In each round each of them gets all the
pictures, one contender after the other, so that what else the machine does meets all of them. What
is printed are medians over the rounds, and their ratios to the first peer. Images lie on disk;
decoding them counts, and for masking so do finding, painting, checking and encoding.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median

from app.samples import draw
from app.samples.layouts import LAYOUTS
from benchmarks.contenders import CONTENDERS, Contender, Crew

KINDS = {
    "clean": ("clean",),
    "photo": ("photo", "photo-sideways", "photo-far"),
    "screenshot": ("screenshot",),
}
"""Conditions of drawn waybills by kind of picture; `screenshot` is a layout."""
DEFAULT = ("waybill-mask", "rapidocr", "rapidocr-per-core", "paddleocr", "presidio")


def main(words: Sequence[str] | None = None) -> int:
    """Measure and print; answers 1 where a contender failed."""
    options = _parser().parse_args(words)
    cores = len(os.sched_getaffinity(0))
    figures: dict[str, dict[str, dict[str, float]]] = {}
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        pictures = {
            kind: list(_drawn(Path(name), kind, options.images, options.seed))
            for kind in options.kinds
        }
        crews: dict[str, Crew] = {}
        for key in options.contenders:
            contender: Contender = CONTENDERS[key]
            missing = contender.missing()
            if missing:
                print(f"{key}: left out, {missing}")
                continue
            crews[key] = stack.enter_context(contender.crew(cores))
        for kind, paths in pictures.items():
            for crew in crews.values():
                crew.seconds(paths[: 2 * cores])  # what is loaded with the first image
            seconds: dict[str, list[float]] = {key: [] for key in crews}
            for _ in range(options.rounds):
                for key, crew in crews.items():
                    seconds[key].append(crew.seconds(paths))
            figures[kind] = {
                key: {
                    "images_per_second": len(paths) / median(seconds[key]),
                    "least": len(paths) / max(seconds[key]),
                    "most": len(paths) / min(seconds[key]),
                    "processes": crews[key].processes,
                    "peak_mb": crews[key].peak_megabytes(),
                }
                for key in crews
            }
    print(f"{cores} cores, {options.images} pictures a kind, {options.rounds} rounds")
    _print(figures)
    if options.json is not None:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    return 0


def _drawn(folder: Path, kind: str, images: int, seed: str) -> Iterator[Path]:
    layouts = [name for name in LAYOUTS if (name == "screenshot") == (kind == "screenshot")]
    for number in range(images):
        condition = KINDS[kind][number % len(KINDS[kind])]
        condition = "clean" if kind == "screenshot" else condition
        waybill = draw(
            f"{seed}/{kind}/{number}",
            layout=layouts[number % len(layouts)],
            condition=condition,
        )
        path = folder / f"{kind}-{number:03}{'.jpg' if kind == 'photo' else '.png'}"
        waybill.image.save(path, quality=92)
        yield path


def _print(figures: dict[str, dict[str, dict[str, float]]]) -> None:
    heads = ("images/s", "least-most", "processes", "MB each", "masking is faster by")
    print(f"{'':12}{'':22}" + "".join(f"{head:>14}" for head in heads))
    for kind, rows in figures.items():
        own = rows.get("waybill-mask", {}).get("images_per_second")
        for key, row in rows.items():
            rate = row["images_per_second"]
            share = f"{own / rate:.2f} x" if own else ""
            spread = f"{row['least']:.2f}-{row['most']:.2f}"
            print(
                f"{kind:12}{key:22}{rate:14.3f}{spread:>14}"
                f"{row['processes']:14.0f}{row['peak_mb']:14.0f}{share:>14}"
            )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--kinds", nargs="+", choices=list(KINDS), default=list(KINDS))
    parser.add_argument("--images", type=int, default=8, help="pictures a kind")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", default="speed")
    parser.add_argument("--contenders", nargs="+", choices=list(CONTENDERS), default=list(DEFAULT))
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    return parser


if __name__ == "__main__":
    sys.exit(main())
