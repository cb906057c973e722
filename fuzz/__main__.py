"""``python -m fuzz``: mutated files through the batch's own job and worker processes.

A finding is a worker that died, hung or grew, an exception that nobody foresaw, an output that
does not open, or a file outside the folder. The input that caused it is kept.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from fuzz.run import fuzz


def main() -> int:
    """Answer 1 if there is a finding."""
    parser = argparse.ArgumentParser(prog="fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-findings"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tally = fuzz(Path(folder), options.inputs, options.seed, options.workers, options.keep)
    for word, count in sorted(tally.words.items()):
        print(f"{count:8} {word}")
    for finding in tally.findings:
        print(f"FOUND {finding}")
    return 1 if tally.findings else 0


if __name__ == "__main__":
    sys.exit(main())
