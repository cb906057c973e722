"""Masks freshly drawn waybills and says by pixels what leaked and what was spoiled.

    python benchmarks/accuracy.py -n 40 --seed unseen --fonts uming --conditions clean photo

Every picture is drawn in memory, encoded as a user's file would be, and given to the library.
`--keep DIR` saves the pictures that went wrong, each with a text file that says how. The exit
code is 1 when an image called masked leaks.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

if __name__ == "__main__":
    # Run as a file: the repository's folders stand beside this one.
    sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from app.samples.conditions import CONDITIONS
from app.samples.fonts import FAMILIES
from app.samples.layouts import LAYOUTS
from benchmarks.runner import Result, Setup, run, tasks
from benchmarks.summary import as_json, table
from masking.policy import Level
from masking.reading.runtime import Precision, Runtime, RuntimeName


def main(words: Sequence[str] | None = None) -> int:
    """Parse the words, run, print the table."""
    options = _parser().parse_args(words)
    conditions = list(CONDITIONS) if "all" in options.conditions else options.conditions
    todo = list(tasks(conditions, options.layouts or list(LAYOUTS), options.n, options.seed))
    if options.keep is not None:
        options.keep.mkdir(parents=True, exist_ok=True)
    setup = Setup(
        policy=options.policy,
        fonts=tuple(options.fonts) if options.fonts else None,
        threads=options.threads or (1 if options.jobs > 1 else 0),
        runtime=Runtime.parse(options.runtime, options.precision),
        plain=options.plain,
        keep=options.keep,
        keep_all=options.keep_all,
    )
    results: list[Result] = []
    for result in run(todo, setup, options.jobs):
        results.append(result)
        _progress(result, len(results), len(todo))
    print(table(results))
    if options.json is not None:
        text = json.dumps(as_json(results), ensure_ascii=False, indent=1)
        options.json.write_text(text + "\n", encoding="utf-8")
    return 1 if any(result.silent for result in results) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("-n", "--n", type=int, default=40, help="pictures a condition")
    parser.add_argument("--seed", default="1", help="any word; use one that nobody tuned on")
    parser.add_argument(
        "--conditions",
        nargs="+",
        default=["clean"],
        choices=["all", *CONDITIONS],
        metavar="NAME",
        help=f"all, or some of: {', '.join(CONDITIONS)}",
    )
    parser.add_argument(
        "--layouts", nargs="+", choices=list(LAYOUTS), metavar="NAME", help=", ".join(LAYOUTS)
    )
    keys = [family.key for family in FAMILIES]
    parser.add_argument("--fonts", nargs="+", choices=keys, metavar="KEY", help=", ".join(keys))
    parser.add_argument("--policy", default="standard", choices=[level.value for level in Level])
    parser.add_argument("--plain", action="store_true", help="ordinary names and mobiles only")
    parser.add_argument("--jobs", type=int, default=1, help="processes")
    parser.add_argument("--threads", type=int, default=0, help="threads of a process; 0 chooses")
    parser.add_argument("--runtime", default="onnxruntime", choices=list(RuntimeName))
    parser.add_argument("--precision", default="auto", choices=list(Precision))
    parser.add_argument("--keep", type=Path, metavar="DIR", help="save what went wrong")
    parser.add_argument("--keep-all", action="store_true", help="save the good ones as well")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    return parser


def _progress(result: Result, done: int, count: int) -> None:
    task = result.task
    verdict = ", ".join(sorted({leak.kind.value for leak in result.score.leaks}))
    print(
        f"{done}/{count} {task.condition} {task.layout} {task.seed} {result.status}"
        + (f" LEAKS {verdict}" if verdict else ""),
        file=sys.stderr,
    )


if __name__ == "__main__":
    raise SystemExit(main())
