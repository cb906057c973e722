"""Workers that die, hang or fill up, and clients that go away."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from app.web.workers.contract import Answer, Task
from app.web.workers.process import WorkerProcess
from masking.painting import paint
from tests.web import fakes
from tests.web.fakes import REGIONS
from tests.web.pictures import Scenario, draw, pixels, png
from tests.web.service import Service, eventually, running

KILL = getattr(signal, "SIGKILL", signal.SIGTERM)


def busy_workers(service: Service) -> int:
    return service.pool.ready - service.pool._idle.qsize()


def is_right(answer: httpx.Response) -> bool:
    return answer.status_code == 200 and pixels(answer.content) == paint(draw(), REGIONS[:3])


def test_a_crash_loses_only_its_request() -> None:
    with running(workers=2, queue=8) as service, ThreadPoolExecutor(5) as clients:
        crash = clients.submit(service.post, "mask", png(Scenario.CRASH))
        others = [clients.submit(service.post, "mask", png()) for _ in range(4)]
        assert all(is_right(other.result()) for other in others)
        answer = crash.result()
        assert (answer.status_code, answer.json()["code"]) == (500, "worker-crashed")
        service.wait_ready(2)
        assert service.pool.restarts == 1
        assert is_right(service.post("mask", png()))


def test_killing_a_worker_mid_request_loses_only_that_request() -> None:
    with running(workers=2) as service, ThreadPoolExecutor(2) as clients:
        slow = [clients.submit(service.post, "mask", png(Scenario.SLOW)) for _ in range(2)]
        eventually(lambda: busy_workers(service) == 2)
        victim = service.pool.worker_pids[0]
        os.kill(victim, KILL)
        answers = [future.result() for future in slow]
        assert sorted(a.status_code for a in answers) == [200, 500]
        (lost,) = [a for a in answers if a.status_code == 500]
        assert lost.json()["code"] == "worker-crashed"
        service.wait_ready(2)
        assert victim not in service.pool.worker_pids
        assert is_right(service.post("mask", png()))


def test_killing_an_idle_worker_loses_nothing() -> None:
    with running(workers=1) as service:
        os.kill(service.pool.worker_pids[0], KILL)
        assert is_right(service.post("mask", png()))


def test_an_image_that_eats_memory_is_ended_and_its_worker_replaced() -> None:
    with running(workers=1, job_memory_mb=700) as service:
        answer = service.post("mask", png(Scenario.GROW))
        assert (answer.status_code, answer.json()["code"]) == (500, "out-of-memory")
        assert answer.json()["next_step"]
        assert is_right(service.post("mask", png()))
        assert service.pool.restarts == 1
        answer = service.post("mask", png(Scenario.NO_MEMORY))
        assert (answer.status_code, answer.json()["code"]) == (500, "out-of-memory")
        assert is_right(service.post("mask", png()))


def test_a_hanging_image_is_ended_and_its_worker_replaced() -> None:
    with running(workers=1, job_seconds=0.5) as service:
        begun = time.monotonic()
        answer = service.post("mask", png(Scenario.HANG))
        assert (answer.status_code, answer.json()["code"]) == (500, "took-too-long")
        assert time.monotonic() - begun < 5
        assert is_right(service.post("mask", png()))
        assert service.pool.restarts == 1


def test_requests_share_the_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    exchange, cores = WorkerProcess.exchange, list[int]()

    def heard(self: WorkerProcess, task: Task) -> Answer:
        cores.append(task.cores)
        return exchange(self, task)

    monkeypatch.setattr(WorkerProcess, "exchange", heard)
    with running(workers=3, cores=7) as service, ThreadPoolExecutor(3) as clients:
        service.wait_ready(3)
        assert is_right(service.post("mask", png()))
        slow = []
        for busy in (1, 2, 3):
            slow.append(clients.submit(service.post, "mask", png(Scenario.SLOW)))
            eventually(lambda busy=busy: busy_workers(service) == busy)
        assert [answer.result().status_code for answer in slow] == [200] * 3
        assert is_right(service.post("mask", png()))
    assert cores == [7, 7, 3, 2, 7]


def test_full_is_said_at_once() -> None:
    with running(workers=1, queue=1) as service, ThreadPoolExecutor(2) as clients:
        slow = [clients.submit(service.post, "mask", png(Scenario.SLOW)) for _ in range(2)]
        eventually(lambda: service.pool._taken == 2)
        refused = service.post("mask", png())
        assert not any(future.done() for future in slow)
        assert (refused.status_code, refused.json()["code"]) == (503, "busy")
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert [future.result().status_code for future in slow] == [200, 200]
        assert is_right(service.post("mask", png()))


def test_waiting_in_the_queue_has_an_end() -> None:
    with running(workers=1, queue_seconds=0.2) as service, ThreadPoolExecutor(1) as clients:
        slow = clients.submit(service.post, "mask", png(Scenario.SLOW))
        eventually(lambda: busy_workers(service) == 1)
        refused = service.post("mask", png())
        assert (refused.status_code, refused.json()["code"]) == (503, "busy")
        assert slow.result().status_code == 200


def half_a_request(service: Service, data: bytes, *, complete: bool) -> socket.socket:
    """Send an upload on a bare socket, all of it or half, and leave the answer unread."""
    form = httpx.Request("POST", service.url + "/api/v1/mask", files={"image": ("x", data)})
    body = form.read()
    lines = [f"{name}: {value}" for name, value in form.headers.items()]
    head = "POST /api/v1/mask HTTP/1.1\r\n" + "\r\n".join(lines) + "\r\n\r\n"
    connection = socket.create_connection(("127.0.0.1", service.port))
    connection.sendall(head.encode() + (body if complete else body[: len(body) // 2]))
    return connection


def test_a_client_that_leaves_frees_its_place_and_its_worker() -> None:
    with running(workers=1, queue=0, job_seconds=30) as service:
        connection = half_a_request(service, png(Scenario.LONG), complete=True)
        eventually(lambda: busy_workers(service) == 1)
        assert service.post("mask", png()).status_code == 503
        begun = time.monotonic()
        connection.close()
        eventually(lambda: service.pool._taken == 0)
        assert is_right(service.post("mask", png()))
        # Sooner than the abandoned job would have taken, and without a new worker.
        assert time.monotonic() - begun < fakes.LONG_SECONDS / 3
        assert service.pool.restarts == 0


def test_a_client_that_leaves_the_queue_is_never_worked_on() -> None:
    with running(workers=1, queue=1) as service, ThreadPoolExecutor(1) as clients:
        first = clients.submit(service.post, "mask", png(Scenario.SLOW))
        eventually(lambda: busy_workers(service) == 1)
        connection = half_a_request(service, png(Scenario.CRASH), complete=True)
        eventually(lambda: service.pool._taken == 2)
        connection.close()
        eventually(lambda: service.pool._taken == 1)
        assert first.result().status_code == 200
        assert is_right(service.post("mask", png()))
        assert service.pool.restarts == 0


def test_a_client_that_leaves_mid_upload_frees_its_place() -> None:
    with running(workers=1, queue=0) as service:
        connection = half_a_request(service, png(), complete=False)
        eventually(lambda: service.pool._taken == 1)
        connection.close()
        eventually(lambda: service.pool._taken == 0)


def test_requests_wait_for_workers_that_still_load() -> None:
    with running(fakes.load_slowly, workers=1, ready=False) as service:
        not_yet = service.client.get("/readyz")
        assert (not_yet.status_code, not_yet.json()["code"]) == (503, "not-ready")
        assert service.client.get("/healthz").status_code == 200
        assert is_right(service.post("mask", png()))
        assert service.client.get("/readyz").status_code == 200


@pytest.mark.parametrize("load", [fakes.load_unavailable, fakes.load_dying])
def test_an_engine_that_cannot_load_is_said(load: Callable[..., fakes.FakeTools]) -> None:
    with running(load, workers=1, ready=False) as service:
        eventually(lambda: service.pool.load_failure is not None)
        for answer in (service.client.get("/readyz"), service.post("mask", png())):
            assert (answer.status_code, answer.json()["code"]) == (503, "model-unavailable")
            assert int(answer.headers["retry-after"]) > 0


def test_fifty_clients_at_once_against_two_workers() -> None:
    picture = png()
    start = threading.Barrier(50)

    def ask(service: Service) -> httpx.Response:
        with httpx.Client(base_url=service.url, timeout=60) as client:
            start.wait()
            return client.post("/api/v1/mask", files={"image": picture})

    with running(workers=2, queue=8) as service:
        with ThreadPoolExecutor(50) as clients:
            answers = list(clients.map(ask, [service] * 50))
        verdicts = Counter(
            "right"
            if is_right(a)
            else "busy"
            if a.status_code == 503 and a.json()["code"] == "busy" and a.headers["retry-after"]
            else f"wrong {a.status_code}"
            for a in answers
        )
        assert verdicts.keys() <= {"right", "busy"}
        assert verdicts["right"] >= 10
        assert verdicts.total() == 50
        assert service.pool._taken == 0
        assert service.pool.restarts == 0


def test_workers_end_with_the_service() -> None:
    with running(workers=2) as service:
        pids = service.pool.worker_pids
        assert len(pids) == 2
        processes = [slot.process for slot in service.pool._slots]
    assert not any(process.alive for process in processes)
