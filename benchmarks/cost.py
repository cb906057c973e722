"""What an image costs by its size, its lines, and how many came before it: it has to grow linearly.

    python -m benchmarks.cost --svg docs/cost.svg

CPU seconds of one thread. Sizes: one drawn label scaled to so many megapixels, masked. Lines: so many
lines of text on a sheet of one size, read. Images: so many labels, one after the other, masked. Each
figure is the least of some rounds, in each of which every case is done once; a line is laid through
them by least squares.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from app.samples import draw
from app.samples.fonts import available
from masking import Masker
from masking.reading.paddle import PaddleEngine
from masking.reading.reader import LabelReader
from masking.reading.runtime import Precision, Runtime, RuntimeName

MEGAPIXELS = (1.0, 2.0, 4.0, 8.0, 12.0)
"""Below one, this label's type has to be enlarged and is looked for twice: that costs as much as four."""
LINES = (4, 8, 16, 24, 32, 40)
IMAGES = (1, 2, 4, 8)
SHEET = (900, 1280)
"""Width and height in pixels of the sheet that lines are printed on."""
TYPE = 20
"""Pixels: size of the type on it."""
TEXT = "杭州市西湖区文三路478号华星时代广场"
STRAIGHT = 0.9
"""The least share of the spread (R²) that a straight line has to explain."""


@dataclass(frozen=True, slots=True)
class Series:
    """Cost by one quantity."""

    title: str
    unit: str
    x: tuple[float, ...]
    seconds: tuple[float, ...]

    def fit(self) -> tuple[float, float, float]:
        """Seconds for each more, seconds for none, and R²."""
        x, y = np.array(self.x), np.array(self.seconds)
        slope, start = np.polyfit(x, y, 1)
        left = float(((y - slope * x - start) ** 2).sum())
        return float(slope), float(start), 1 - left / float(((y - y.mean()) ** 2).sum())


def main(words: Sequence[str] | None = None) -> int:
    """Measure, print, draw; answers 1 where a cost does not grow along a line."""
    options = _parser().parse_args(words)
    runtime = Runtime.parse(options.runtime, options.precision)
    reader = LabelReader(PaddleEngine(threads=1, runtime=runtime))
    masker = Masker(reader=reader)
    label = draw(options.seed, layout="labelled").image
    labels = [draw(f"{options.seed}/{n}", layout="badge").image for n in range(max(IMAGES))]
    masker.mask(label)
    sizes = {size: _scaled(label, size) for size in MEGAPIXELS}
    sheets = {count: np.asarray(_sheet(count)) for count in LINES}
    found = (
        _measured(
            "image size", "megapixels", MEGAPIXELS, options.rounds, lambda n: masker.mask(sizes[n])
        ),
        _measured("lines", "lines", LINES, options.rounds, lambda n: reader.read(sheets[int(n)])),
        _measured(
            "length of a batch",
            "images",
            IMAGES,
            options.rounds,
            lambda n: [masker.mask(image) for image in labels[: int(n)]],
        ),
    )
    for series in found:
        slope, start, straight = series.fit()
        print(f"{series.title}: {start:.2f} s + {slope:.3f} s for each of {series.unit}", end="")
        print(f", R² {straight:.3f}")
        for x, seconds in zip(series.x, series.seconds, strict=True):
            print(f"  {x:6g} {seconds:8.2f} s")
    if options.svg is not None:
        options.svg.write_text(svg(found), encoding="utf-8")
    return 0 if all(series.fit()[2] >= STRAIGHT for series in found) else 1


def _measured(
    title: str, unit: str, cases: Sequence[float], rounds: int, work: Callable[[float], object]
) -> Series:
    least = [math.inf] * len(cases)
    for _ in range(rounds):
        for at, case in enumerate(cases):
            began = time.process_time()
            work(case)
            least[at] = min(least[at], time.process_time() - began)
    return Series(title, unit, tuple(map(float, cases)), tuple(least))


def _scaled(image: Image.Image, megapixels: float) -> Image.Image:
    factor = math.sqrt(megapixels * 1e6 / (image.width * image.height))
    size = (round(image.width * factor), round(image.height * factor))
    return image.resize(size, Image.Resampling.LANCZOS)


def _sheet(lines: int) -> Image.Image:
    sheet = Image.new("RGB", SHEET, "white")
    brush = ImageDraw.Draw(sheet)
    font = available()[0].regular.at(TYPE)
    for row in range(lines):
        brush.text((60, 30 + row * (SHEET[1] - 60) / max(LINES)), TEXT, font=font, fill="black")
    return sheet


WIDE, HIGH, EDGE = 300, 220, 44
"""Pixels of a panel, and of the room around its plot."""


def svg(found: Sequence[Series]) -> str:
    """A panel for each series: its points and the line through them."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE * len(found)} {HIGH}" '
        'font-family="sans-serif" font-size="11" fill="#222">',
        '<rect width="100%" height="100%" fill="white"/>',
    ]
    for number, series in enumerate(found):
        parts += [f'<g transform="translate({number * WIDE} 0)">', *_panel(series), "</g>"]
    return "\n".join([*parts, "</svg>"]) + "\n"


def _panel(series: Series) -> list[str]:
    slope, start, straight = series.fit()
    most_x, most_y = max(series.x), 1.1 * max(series.seconds)
    right, bottom = WIDE - EDGE / 2, HIGH - EDGE

    def place(x: float, y: float) -> str:
        return (
            f"{EDGE + x / most_x * (right - EDGE):.1f},{bottom - y / most_y * (bottom - EDGE):.1f}"
        )

    def point(x: float, y: float) -> str:
        across, down = place(x, y).split(",")
        return f'<circle cx="{across}" cy="{down}" r="3" fill="#b4430f"/>'

    ends = place(0, max(start, 0)), place(most_x, start + slope * most_x)
    return [
        f'<path d="M{EDGE},{EDGE} V{bottom} H{right}" fill="none" stroke="#888"/>',
        f'<path d="M{ends[0]} L{ends[1]}" stroke="#1f6feb" fill="none"/>',
        *(point(x, y) for x, y in zip(series.x, series.seconds, strict=True)),
        f'<text x="{EDGE}" y="18" font-weight="bold">CPU seconds by {series.title}</text>',
        f'<text x="{EDGE}" y="34">{start:.2f} s + {slope:.3f} s each, R² {straight:.3f}</text>',
        f'<text x="{EDGE - 4}" y="{EDGE + 4}" text-anchor="end">{most_y:.1f}</text>',
        f'<text x="{EDGE - 4}" y="{bottom}" text-anchor="end">0</text>',
        f'<text x="{right}" y="{bottom + 16}" text-anchor="end">{most_x:g} {series.unit}</text>',
    ]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seed", default="cost")
    parser.add_argument("--runtime", default="onnxruntime", choices=list(RuntimeName))
    parser.add_argument("--precision", default="auto", choices=list(Precision))
    parser.add_argument("--svg", type=Path, metavar="FILE", help="draw the figures")
    return parser


if __name__ == "__main__":
    sys.exit(main())
