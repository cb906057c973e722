"""Seconds an answer of the service takes: a lone request on all cores, on one core, and under load.

    python -m benchmarks.service_latency --rounds 4

Starts the application with one worker for each core and the real engine, twice: with all cores to
share, as it is by default, and with one core a request. Both services get the same drawn labels one
after the other, then several at once, round by round; medians of the rounds and their ratios to the
lone request on one core are printed.
"""

from __future__ import annotations

import argparse
import io
import os
import statistics
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from app.samples import draw
from app.web.workers.tools import load
from tests.web.service import Service, running

LAYOUTS = ("labelled", "badge", "ruled", "run")
"""Of the drawn labels, one of each."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seed", default="1")
    options = parser.parse_args(arguments)
    cores = len(os.sched_getaffinity(0))
    pictures = [_png(options.seed, layout) for layout in LAYOUTS]
    seconds: dict[str, list[float]] = {}
    rates: dict[str, list[float]] = {}
    with (
        running(load, workers=cores, cores=1) as single,
        running(load, workers=cores, cores=cores) as shared,
    ):
        for _ in range(options.rounds + 1):  # the first is to warm up
            for name, service in (("one core", single), (f"{cores} cores", shared)):
                for clients in (1, options.clients):
                    each, spent = _round(service, pictures, clients)
                    key = f"{name}, {clients} at once"
                    seconds.setdefault(key, []).append(statistics.median(each))
                    rates.setdefault(key, []).append(len(each) / spent)
    peer = statistics.median(seconds["one core, 1 at once"][1:])
    print(f"{'':26}{'seconds':>9}{'images/s':>10}{'of a lone request on one core':>32}")
    for key, values in seconds.items():
        middle, rate = statistics.median(values[1:]), statistics.median(rates[key][1:])
        print(f"{key:26}{middle:9.2f}{rate:10.2f}{middle / peer:31.2f}x")
    return 0


def _png(seed: str, layout: str) -> bytes:
    stream = io.BytesIO()
    draw(f"{seed}/{layout}", layout=layout, plain=True).image.save(stream, "PNG")
    return stream.getvalue()


def _round(service: Service, pictures: Sequence[bytes], clients: int) -> tuple[list[float], float]:
    """Seconds of every request, and of all of them together."""

    def send(picture: bytes) -> float:
        began = time.monotonic()
        answer = service.post("mask", picture)
        answer.raise_for_status()
        return time.monotonic() - began

    began = time.monotonic()
    with ThreadPoolExecutor(clients) as crowd:
        each = list(crowd.map(send, pictures))
    return each, time.monotonic() - began


if __name__ == "__main__":
    raise SystemExit(main())
