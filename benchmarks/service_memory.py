"""Memory of the service over many requests: does it end where it began?

Starts `waybill-mask serve`'s application with two workers, sends drawn waybills from several
clients and prints the resident megabytes of every process. By default with stand-in tools, which
decode, paint and encode real pictures; `--real` reads with the engine as well.

    python -m benchmarks.service_memory --requests 2000
    python -m benchmarks.service_memory --requests 200 --real
"""

from __future__ import annotations

import argparse
import io
import statistics
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from itertools import count
from multiprocessing import get_context

import httpx
import psutil

from app.samples import draw
from app.web.workers.tools import load as load_real
from tests.web.fakes import load as load_fake
from tests.web.service import Service, running

WARM_UP = 0.1
"""Share of the requests before the first measurement: allocators fill their pools once."""
BOUND = 0.10
"""By how much memory may differ at the end."""
MEGABYTE = 1_000_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure; answers 1 where memory left the bound."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--real", action="store_true", help="read with the real engine")
    options = parser.parse_args(arguments)
    pictures = _pictures()
    # The clients have a process of their own, so that their memory does not count.
    with (
        running(load_real if options.real else load_fake, workers=2, queue=64) as service,
        ProcessPoolExecutor(1, mp_context=get_context("spawn")) as crowd,
    ):

        def send(number: int) -> tuple[float, Counter[int]]:
            return crowd.submit(_send, service.url, pictures, number, options.clients).result()

        warm = round(options.requests * WARM_UP)
        send(warm)
        began = _megabytes(service)
        print(f"after {warm:>5} requests: {_shown(began)}")
        quarter = max((options.requests - warm) // 4, 1)
        for part in range(1, 5):
            spent, statuses = send(quarter)
            now = _megabytes(service)
            print(
                f"after {warm + part * quarter:>5} requests: {_shown(now)}"
                f"  {quarter / spent:.1f}/s  {dict(statuses)}"
            )
        ended = _megabytes(service)
    changes = [(b - a) / a for a, b in zip(began, ended, strict=True)]
    total = (sum(ended) - sum(began)) / sum(began)
    print(f"change: {total:+.1%} in all, by process {', '.join(f'{c:+.1%}' for c in changes)}")
    return int(abs(total) > BOUND)


def _pictures() -> list[bytes]:
    """Waybills of several sizes in three formats."""
    pictures = []
    for seed, (format, scale) in enumerate(
        [("PNG", 1.0), ("JPEG", 1.0), ("JPEG", 2.0), ("WEBP", 0.7), ("PNG", 0.5)]
    ):
        image = draw(seed).image
        image = image.resize((round(image.width * scale), round(image.height * scale)))
        stream = io.BytesIO()
        image.save(stream, format)
        pictures.append(stream.getvalue())
    return pictures


def _send(url: str, pictures: list[bytes], number: int, clients: int) -> tuple[float, Counter[int]]:
    """Send so many requests; seconds and the count of each status."""
    numbers = count()
    statuses: Counter[int] = Counter()

    def work(share: int) -> None:
        with httpx.Client(base_url=url, timeout=120) as client:
            for _ in range(share):
                data = pictures[next(numbers) % len(pictures)]
                answer = client.post("/api/v1/mask", files={"image": data})
                statuses[answer.status_code] += 1

    shares = [number // clients + (index < number % clients) for index in range(clients)]
    began = time.monotonic()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(work, shares))
    return time.monotonic() - began, statuses


def _megabytes(service: Service) -> list[float]:
    """Resident megabytes of the service and of each worker."""
    processes = [psutil.Process(), *map(psutil.Process, sorted(service.pool.worker_pids))]
    samples = []
    for _ in range(5):
        time.sleep(0.2)
        samples.append([p.memory_info().rss / MEGABYTE for p in processes])
    return [statistics.median(column) for column in zip(*samples, strict=True)]


def _shown(megabytes: list[float]) -> str:
    return "service {:.0f} MB, workers {} MB".format(
        megabytes[0], " + ".join(f"{m:.0f}" for m in megabytes[1:])
    )


if __name__ == "__main__":
    raise SystemExit(main())
