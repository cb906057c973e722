"""``python -m tests.cluster.whole IN OUT SECONDS ADDRESS``: a whole run in a process of its own."""

from __future__ import annotations

import sys
from functools import partial

from app.batch.on_ray import RayEngine
from app.batch.run import run
from app.batch.storage import place
from app.cli import stop_like_ctrl_c
from app.config import load
from app.errors_to_exit import exit_code_of
from tests.batch import fakes


def main() -> int:
    source, output, seconds, address = sys.argv[1:5]
    stop_like_ctrl_c()
    config = load(None, {"quiet": True, "ray": {"address": address}})
    engine = RayEngine(config, partial(fakes.make_slow, float(seconds)))
    return exit_code_of(lambda: run(place(source), place(output), config, engine=engine))


if __name__ == "__main__":
    sys.exit(main())
