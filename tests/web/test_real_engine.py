"""The service as `waybill-mask serve` runs it: real engine, real processes, a signal at the end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from app.samples import draw
from masking import Masker
from tests.web.pictures import encoded, pixels

pytestmark = pytest.mark.ocr

LOAD_SECONDS = 120.0
SAMPLE = draw(11, plain=True)
DATA = encoded(SAMPLE.image)


class Served(NamedTuple):
    client: httpx.Client
    process: subprocess.Popen[bytes]
    log: Path
    home: Path


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("home")
    log = tmp_path_factory.mktemp("log") / "log"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {
        "WAYBILL_MASK_WORKERS": "1",
        "HOME": str(home),
        "USERPROFILE": str(home),
        "TMPDIR": str(home),
    }
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "serve", "--port", str(port)],
            env=environment,
            stdout=stream,
            stderr=stream,
        )
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=120) as client:
        end = time.monotonic() + LOAD_SECONDS
        while not is_ready(client):
            assert process.poll() is None, log.read_text("utf-8")
            assert time.monotonic() < end
            time.sleep(0.2)
        yield Served(client, process, log, home)
    process.kill()
    process.wait(10)


def is_ready(client: httpx.Client) -> bool:
    try:
        return client.get("/readyz").status_code == 200
    except httpx.TransportError:
        return False


def test_mask_as_the_library_does(served: Served) -> None:
    answer = served.client.post("/api/v1/mask", files={"image": DATA})
    expected = Masker(threads=1).mask(DATA)
    assert answer.status_code == 200
    assert answer.headers["x-waybill-status"] == expected.status.value
    assert answer.headers["x-waybill-fields"] == str(len(expected.fields))
    assert expected.image is not None
    assert pixels(answer.content).tobytes() == expected.image.tobytes()
    assert pixels(answer.content).tobytes() != SAMPLE.image.tobytes()


def test_regions_of_the_answer_painted_again_give_the_same_picture(served: Served) -> None:
    files, accept = {"image": DATA}, {"Accept": "application/json"}
    document = served.client.post("/api/v1/mask", files=files, headers=accept).json()
    assert {r["kind"] for r in document["regions"]} >= {"name", "phone"}
    again = served.client.post(
        "/api/v1/redact",
        files=files,
        data={
            "regions": json.dumps([region["quad"] for region in document["regions"]]),
            "stars": json.dumps([region["stars"] for region in document["regions"]]),
        },
    )
    masked = served.client.post("/api/v1/mask", files=files)
    assert pixels(again.content) == pixels(masked.content)


def test_check_before_and_after(served: Served) -> None:
    before = served.client.post("/api/v1/check", files={"image": DATA}).json()
    assert before["complies"] is False
    assert {field["kind"] for field in before["fields"]} >= {"name", "phone"}


def test_nothing_to_read(served: Served) -> None:
    blank = encoded(SAMPLE.image.point(lambda _: 255))
    for path in ("mask", "check"):
        answer = served.client.post(f"/api/v1/{path}", files={"image": blank})
        assert (answer.status_code, answer.json()["code"]) == (422, "no-text")


def test_z_a_signal_ends_it_cleanly_and_nothing_is_left(served: Served) -> None:
    served.process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
    served.process.wait(30)
    log = served.log.read_text("utf-8")
    lines = [json.loads(line) for line in log.splitlines()]
    assert any(line["message"] == "worker ready" for line in lines)
    assert not [line for line in lines if line["level"] in ("warning", "error")]
    # Everything personal on the label is Chinese or a number.
    assert not re.search(r"[\u4e00-\u9fff]", log)
    # Request ids are hexadecimal and may hold anything between letters.
    assert not re.search(r"(?<![0-9a-f])1[3-9]\d{9}(?![0-9a-f])", log)
    assert list(served.home.rglob("*")) == []
