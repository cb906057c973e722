"""``python -m app.samples OUTPUT [-n N] [--seed S]``: the same as ``waybill-mask samples``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from app.samples import command
from masking.errors import WaybillMaskError


def main() -> int:
    """Parse the words and draw."""
    parser = argparse.ArgumentParser(prog="python -m app.samples")
    parser.add_argument("output", type=Path)
    parser.add_argument("-n", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--conditions", nargs="*")
    parser.add_argument("--layouts", nargs="*")
    parser.add_argument("--fonts", nargs="*")
    words = parser.parse_args()
    try:
        command(words.output, words.n, words.seed, words.conditions, words.layouts, words.fonts)
    except WaybillMaskError as error:
        print(f"{error} {error.next_step}", file=sys.stderr)
        return int(error.exit_code)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
