"""``python -m tests.batch.whole_run IN OUT SECONDS``: a run in a process of its own.

Its workers import this module too: what only the run needs is imported in `main`.
"""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from tests.batch.fakes import make_slow


def main() -> int:
    """Mask with fakes that take so many seconds for each picture; answers the exit code."""
    from app.batch.local import LocalEngine
    from app.batch.run import run
    from app.cli import stop_like_ctrl_c
    from app.config import load
    from app.errors_to_exit import exit_code_of

    source, output, seconds = sys.argv[1:4]
    stop_like_ctrl_c()
    config = load(None, {"workers": 2, "quiet": True})
    engine = LocalEngine(config, partial(make_slow, float(seconds)))
    return exit_code_of(lambda: run(Path(source), Path(output), config, engine=engine))


if __name__ == "__main__":
    sys.exit(main())
