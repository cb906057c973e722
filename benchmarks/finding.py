"""Finds and hides on drawn waybills as a perfect reader would read them, without any OCR.

    python -m benchmarks.finding -n 2000 --seed unseen --jobs 2

What layout and rules alone leak or spoil shows here, dozens of labels a second: lines are cut where a
detector may cut them, spaces are lost as a recogniser loses them, and each character that is not
hidden counts as visible. A label with a doubt goes to review, what the doubt covers is hidden. The
exit code is 1 when a label that raises no doubt leaks.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

from app.samples import draw
from app.samples.fonts import available
from app.samples.layouts import LAYOUTS
from app.samples.truth import CharTruth, Need, Truth
from benchmarks.scoring import Leak, Seen, field_leaks
from masking.errors import WaybillMaskError
from masking.fields.find import find_fields
from masking.geometry import Quad
from masking.hiding import hide
from masking.model import Character, Code, Reading, TextLine
from masking.policy import Level, Policy
from masking.reasons import Reason

SCORE = 0.99
"""Of every character that is read."""
GROWN = 0.12
"""Line heights that a detected area is larger than its type, on each side."""
CUT = (0.45, 1.6)
"""Line heights of white between two characters from which on a label's detector cuts; by label."""
LOST_SPACES = 0.5
"""Share of the spaces that the recogniser leaves out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one label."""

    seed: str
    layout: str
    leaks: tuple[Leak, ...]
    spoiled: str
    """Characters hidden that no rule asks for, by line."""
    reasons: tuple[str, ...]

    @property
    def silent(self) -> bool:
        """Whether something leaks and nobody is asked to look."""
        return bool(self.leaks) and not self.reasons


def main(words: Sequence[str] | None = None) -> int:
    """Parse the words, run, print what leaked and the sums."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("-n", type=int, default=400, help="labels")
    parser.add_argument("--seed", default="1", help="any word; use one that nobody tuned on")
    parser.add_argument("--layouts", nargs="+", choices=list(LAYOUTS), default=list(LAYOUTS))
    parser.add_argument("--policy", default="standard", choices=[level.value for level in Level])
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--doubts", action="store_true", help="print the labels for review as well")
    options = parser.parse_args(words)
    layouts = options.layouts
    todo = [
        (f"{options.seed}/{i}", layouts[i % len(layouts)], options.policy) for i in range(options.n)
    ]
    counts: Counter[str] = Counter()
    for outcome in _run(todo, options.jobs):
        counts["labels"] += 1
        counts["review"] += bool(outcome.reasons)
        counts["silent"] += outcome.silent
        counts["leaky"] += bool(outcome.leaks)
        counts["spoiled"] += bool(outcome.spoiled)
        for reason in outcome.reasons:
            counts[f"reason {reason}"] += 1
        if outcome.leaks or outcome.spoiled or (options.doubts and outcome.reasons):
            leaks = "; ".join(f"{leak.where} {leak.text}" for leak in outcome.leaks)
            how = "SILENT" if outcome.silent else "leaks" if leaks else "-"
            print(
                outcome.seed, outcome.layout, how, leaks,
                f"spoiled: {outcome.spoiled}" if outcome.spoiled else "",
                ",".join(outcome.reasons),
                flush=True,
            )  # fmt: skip
    print(dict(counts))
    return 1 if counts["silent"] else 0


def _run(todo: Sequence[tuple[str, str, str]], jobs: int) -> Iterator[Outcome]:
    if jobs <= 1:
        yield from map(judged, todo)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(judged, todo, chunksize=8)


def judged(task: tuple[str, str, str]) -> Outcome:
    """Draw one label, find and hide on it, and compare with its truth."""
    seed, layout, policy = task
    truth = draw(seed, layout=layout, fonts=available()).truth
    rng = random.Random(f"finding/{seed}")
    reading, owners = perfect_reading(truth, rng)
    level = Policy.parse(policy).level
    hidden: set[int] = set()
    try:
        page, findings = find_fields(reading)
    except WaybillMaskError as error:
        return Outcome(seed, layout, (), "", (error.code,))
    hidings = hide(page, findings.fields, Policy.parse(policy))
    for hiding in hidings:
        for index, span in hiding.spans:
            line = page.lines[index].line
            for offset in range(span.start, span.end):
                hidden.update(_at(line, offset, owners))
    reasons = [doubt.reason.value.split(":")[0] for doubt in findings.doubts]
    reasons += [
        Reason.ADDRESS_NOT_SPLIT.value.split(":")[0] for hiding in hidings if not hiding.clear
    ]
    for doubt in findings.doubts:
        for quad in doubt.quads:
            left, top, right, bottom = quad.bounds
            for number, character in enumerate(truth.characters):
                x, y = character.quad.center
                if left <= x <= right and top <= y <= bottom:
                    hidden.add(number)
    seen = tuple(
        Seen.UNREADABLE if c.text.isspace() else Seen.HIDDEN if i in hidden else Seen.VISIBLE
        for i, c in enumerate(truth.characters)
    )
    leaks = field_leaks(truth, seen, level)
    spoiled: dict[int, str] = {}
    for i, character in enumerate(truth.characters):
        if seen[i] is Seen.HIDDEN and character.hide.under(level) is Need.KEEP:
            spoiled[character.line] = spoiled.get(character.line, "") + character.text
    return Outcome(
        seed,
        layout,
        tuple(leaks),
        " | ".join(spoiled.values()) if not reasons else "",
        tuple(sorted(set(reasons))),
    )


Owners = dict[tuple[int, int], int]
"""Number of the character of the truth by the point that its centre was read at."""


def perfect_reading(truth: Truth, rng: random.Random) -> tuple[Reading, Owners]:
    """The lines of a drawn label as a reader without errors sees them, and whose character each is."""
    cut = rng.uniform(*CUT)
    rows: dict[int, list[tuple[int, CharTruth]]] = {}
    for number, character in enumerate(truth.characters):
        rows.setdefault(character.line, []).append((number, character))
    runs = [run for row in rows.values() for run in _cut(row, cut)]
    runs = _joined([run for run in runs if not _is_stacked(run, runs)], cut)
    owners: Owners = {}
    lines = [_line(run, owners, rng) for run in runs]
    lines = sorted(lines, key=lambda line: (line.quad.center[1], line.quad.center[0]))
    codes = tuple(Code(code.quad, code.kind, code.content) for code in truth.codes)
    return Reading(tuple(lines), codes, (), truth.size), owners


Run = list[tuple[int, CharTruth]]


def _cut(row: Run, cut: float) -> list[Run]:
    """A printed line in the pieces that a detector sees."""
    runs: list[Run] = []
    current: Run = []
    for number, character in row:
        if character.text.isspace():
            if current:
                current.append((number, character))
            continue
        if current:
            inked = [c for _, c in current if not c.text.isspace()][-1]
            if _gap(inked, character) > cut * character.quad.height:
                runs.append(current)
                current = []
        current.append((number, character))
    return [*runs, current] if current else runs


def _is_stacked(run: Run, runs: list[Run]) -> bool:
    """Whether a run is one character of a word that runs down the page: a detector sees one area."""
    if len(run) > 1:
        return False
    quad = run[0][1].quad
    return any(
        len(other) == 1
        and 0.5 < abs(other[0][1].quad.center[1] - quad.center[1]) / quad.height < 1.5
        and abs(other[0][1].quad.center[0] - quad.center[0]) < 0.2 * quad.height
        for other in runs
    )


def _joined(runs: list[Run], cut: float) -> list[Run]:
    """Runs that follow each other closely on one row are one line to a detector."""
    joined: list[Run] = []
    for run in sorted(runs, key=lambda one: one[0][1].quad.points[0]):
        for other in joined:
            last = [c for _, c in other if not c.text.isspace()][-1]
            first = run[0][1]
            same = 0.8 < last.quad.height / max(first.quad.height, 1e-6) < 1.25
            level = abs(math.sin(last.quad.angle - first.quad.angle)) < 0.2
            row = abs(last.quad.center[1] - first.quad.center[1]) < 0.3 * first.quad.height
            gap = first.quad.bounds[0] - last.quad.bounds[2]
            near = -0.3 * first.quad.height < gap < 0.5 * cut * first.quad.height
            if same and level and row and near and abs(first.quad.angle) < 0.2:
                other += run
                break
        else:
            joined.append(list(run))
    return joined


def _gap(before: CharTruth, after: CharTruth) -> float:
    """Pixels of white between two characters of a line."""
    (ax, ay), (bx, by) = before.quad.right_middle, after.quad.left_middle
    angle = before.quad.angle
    return (bx - ax) * math.cos(angle) + (by - ay) * math.sin(angle)


def _line(run: Run, owners: Owners, rng: random.Random) -> TextLine:
    while run[-1][1].text.isspace():
        run = run[:-1]
    first, last = run[0][1].quad, run[-1][1].quad
    quad = Quad(first.top_left, last.top_right, last.bottom_right, first.bottom_left)
    quad = quad.grown(GROWN * quad.height, GROWN * quad.height)
    characters = []
    for number, character in run:
        if character.text.isspace() and rng.random() < LOST_SPACES:
            continue
        (ax, ay), (bx, by) = quad.left_middle, quad.right_middle
        x, y = character.quad.center
        along = ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / max(quad.width, 1e-6) ** 2
        characters.append(Character(character.text, along, SCORE))
        owners[_key(quad, along)] = number
    return TextLine(quad, SCORE, tuple(characters))


def _key(quad: Quad, x: float) -> tuple[int, int]:
    px, py = quad.at(x, 0.5)
    return (round(px * 4), round(py * 4))


def _at(line: TextLine, offset: int, owners: Owners) -> list[int]:
    number = owners.get(_key(line.quad, line.characters[offset].x))
    return [] if number is None else [number]


if __name__ == "__main__":
    sys.exit(main())
