"""A running service in the test process, on a free port of the loopback address."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn
from fastapi import FastAPI

from app.web import create_app
from app.web.connections import PatientProtocol
from app.web.settings import Settings
from app.web.workers.contract import Load
from app.web.workers.pool import Pool
from tests.web import fakes

START_SECONDS = 60.0
"""How long a service may take to become ready."""


class Service:
    """Where a running service is, and its insides."""

    def __init__(self, app: FastAPI, port: int) -> None:
        self.port = port
        self.url = f"http://127.0.0.1:{port}"
        self.pool: Pool = app.state.pool
        self.client = httpx.Client(base_url=self.url, timeout=60)

    def wait_ready(self, workers: int) -> None:
        """Block until so many workers are ready."""
        eventually(lambda: self.pool.ready >= workers)

    def post(self, path: str, data: bytes, **fields: str) -> httpx.Response:
        """Send an image and text fields."""
        return self.client.post(f"/api/v1/{path}", files={"image": ("x", data)}, data=fields)


@contextmanager
def running(load: Load = fakes.load, *, ready: bool = True, **changes: object) -> Iterator[Service]:
    """Run the service with other settings than the defaults."""
    settings = Settings(**changes)
    app = create_app(settings, load)
    config = uvicorn.Config(
        app,
        host="127.0.0.1",
        port=0,
        http=PatientProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    eventually(lambda: server.started or not thread.is_alive())
    port = server.servers[0].sockets[0].getsockname()[1]
    service = Service(app, port)
    try:
        if ready:
            service.wait_ready(settings.workers)
        yield service
    finally:
        service.client.close()
        server.should_exit = True
        thread.join(START_SECONDS)
        assert not thread.is_alive()


def eventually(condition: object, seconds: float = START_SECONDS) -> None:
    """Wait until a condition holds."""
    assert callable(condition)
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "the condition did not come true in time"
        time.sleep(0.01)
