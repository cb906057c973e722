"""Uploads that mean harm or make no sense: each gets its documented error, and quickly."""

from __future__ import annotations

import shutil
import socket
import struct
import subprocess
import time
import zlib
from collections.abc import Iterator

import httpx
import psutil
import pytest

from masking.painting import paint
from tests.web.fakes import REGIONS
from tests.web.pictures import Scenario, draw, encoded, pixels, png
from tests.web.service import Service, eventually, running

QUICK_SECONDS = 5.0
"""Within which every refusal comes."""
MEBIBYTE = 1024 * 1024


def png_of_size(width: int, height: int) -> bytes:
    """A whole one-bit PNG with these dimensions, a few kilobytes small."""

    def chunk(name: bytes, data: bytes) -> bytes:
        checksum = struct.pack(">I", zlib.crc32(name + data))
        return struct.pack(">I", len(data)) + name + data + checksum

    packer = zlib.compressobj(9)
    row = bytes(1 + (width + 7) // 8)
    rows = b"".join(packer.compress(row) for _ in range(height)) + packer.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


SVG = b"""<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" width="600" height="900">
<image href="file:///etc/passwd"/><script>alert(1)</script></svg>"""
HTML = b"<!doctype html><script>alert(1)</script>"
JPEG = encoded(draw(), "JPEG")
POLYGLOTS = {
    "html after gif": b"GIF89a/*" + HTML + b"*/",
    "zip after png magic": b"\x89PNG\r\n\x1a\nPK\x03\x04" + HTML,
    "pdf header, no pdf": b"%PDF-1.7\n" + HTML,
    "script after jpeg magic": b"\xff\xd8\xff\xe0" + HTML,
}


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        pytest.param(png_of_size(10_000, 6_000), 413, "too-large", id="60 megapixels"),
        pytest.param(png_of_size(40_000, 40), 413, "too-large", id="a long side"),
        pytest.param(JPEG[: len(JPEG) // 2], 400, "damaged-image", id="truncated jpeg"),
        pytest.param(JPEG[:100], 400, "damaged-image", id="jpeg header alone"),
        pytest.param(png()[:-40], 400, "damaged-image", id="truncated png"),
        pytest.param(SVG, 415, "not-an-image", id="svg"),
        pytest.param(HTML, 415, "not-an-image", id="html"),
        pytest.param(b"PK\x03\x04" + bytes(100), 415, "not-an-image", id="zip"),
        pytest.param(b"\x7fELF" + bytes(100), 415, "not-an-image", id="program"),
        pytest.param(b"some text", 415, "not-an-image", id="text"),
        pytest.param(b"", 415, "empty-file", id="empty"),
        pytest.param(png_of_size(16, 16), 400, "too-small", id="tiny"),
        *[pytest.param(x, 400, "damaged-image", id=name) for name, x in POLYGLOTS.items()],
    ],
)
@pytest.mark.parametrize("path", ["mask", "check", "redact"])
def test_hostile_files(service: Service, path: str, data: bytes, status: int, code: str) -> None:
    fields = {"regions": "[]"} if path == "redact" else {}
    begun = time.monotonic()
    answer = service.post(path, data, **fields)
    assert time.monotonic() - begun < QUICK_SECONDS
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["next_step"]


def test_a_polyglot_that_is_an_image_comes_back_as_pixels_alone(service: Service) -> None:
    answer = service.post("mask", png() + HTML)
    assert answer.status_code == 200
    assert HTML not in answer.content
    assert pixels(answer.content) == paint(draw(), REGIONS[:3])


def test_name_and_type_of_the_file_are_ignored(service: Service) -> None:
    for name, kind in (
        ("a.svg", "image/svg+xml"),
        ("../../etc/passwd", "text/html"),
        ("a.jpg", "image/jpeg"),
        ("\u202egnp.exe", "application/x-msdownload"),
        ("x" * 3000, "image/png"),
    ):
        answer = service.client.post("/api/v1/mask", files={"image": (name, png(), kind)})
        assert answer.status_code == 200
        assert answer.headers["content-type"] == "image/png"
        assert "content-disposition" not in answer.headers


@pytest.mark.parametrize(
    ("request_", "status", "code"),
    [
        pytest.param({"content": png()}, 415, "not-multipart", id="bare"),
        pytest.param(
            {"content": png(), "headers": {"Content-Type": "image/png"}},
            415,
            "not-multipart",
            id="image body",
        ),
        pytest.param({"json": {"image": "x"}}, 415, "not-multipart", id="json"),
        pytest.param({"data": {"image": "x"}}, 415, "not-multipart", id="urlencoded"),
        pytest.param(
            {"content": b"x", "headers": {"Content-Type": "multipart/form-data"}},
            400,
            "broken-multipart",
            id="no boundary",
        ),
        pytest.param(
            {"content": b"junk", "headers": {"Content-Type": "multipart/form-data; boundary=b"}},
            400,
            "broken-multipart",
            id="junk",
        ),
        pytest.param(
            {"content": b"", "headers": {"Content-Type": "multipart/form-data; boundary=b"}},
            422,
            "missing-image",
            id="no parts",
        ),
        pytest.param(
            {"files": {"policy": (None, "full")}}, 422, "missing-image", id="without a file"
        ),
        pytest.param({"files": {"image": (None, "text")}}, 422, "missing-image", id="text image"),
        pytest.param({"files": {"picture": png()}}, 422, "bad-option", id="other name"),
        pytest.param(
            {"files": [("image", png()), ("image", png())]}, 422, "bad-option", id="two files"
        ),
        pytest.param({"files": [("image", b"x")] * 5}, 400, "broken-multipart", id="many files"),
        pytest.param(
            {"files": {"image": png()}, "data": {"polcy": "full"}}, 422, "bad-option", id="typo"
        ),
        pytest.param(
            {"files": {"image": png()}, "data": {"policy": ["full", "standard"]}},
            422,
            "bad-option",
            id="twice",
        ),
        pytest.param(
            {"files": {"image": png()}, "params": {"policy": "full"}}, 422, "bad-option", id="query"
        ),
        pytest.param(
            {"files": {"image": png()}, "data": {f"f{n}": "x" for n in range(40)}},
            400,
            "broken-multipart",
            id="many fields",
        ),
        pytest.param(
            {"files": {"image": png()}, "data": {"policy": "x" * MEBIBYTE}},
            400,
            "broken-multipart",
            id="long field",
        ),
    ],
)
def test_malformed_requests(service: Service, request_: dict, status: int, code: str) -> None:
    begun = time.monotonic()
    answer = service.client.post("/api/v1/mask", **request_)
    assert time.monotonic() - begun < QUICK_SECONDS
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_a_region_outside_of_the_picture_is_refused(service: Service) -> None:
    answer = service.post("redact", png(), regions="[[[700,10],[800,10],[800,20],[700,20]]]")
    assert (answer.status_code, answer.json()["code"]) == (422, "bad-option")


def test_an_announced_300_megabyte_upload_is_refused_before_it_is_read(service: Service) -> None:
    begun = time.monotonic()
    with socket.create_connection(("127.0.0.1", service.port)) as connection:
        connection.sendall(
            b"POST /api/v1/mask HTTP/1.1\r\nHost: x\r\nContent-Length: 300000000\r\n"
            b"Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
        )
        head = connection.recv(4096)
    assert head.startswith(b"HTTP/1.1 413 ")
    assert b"application/problem+json" in head
    assert time.monotonic() - begun < QUICK_SECONDS


def stream(size: int) -> Iterator[bytes]:
    yield b'--b\r\nContent-Disposition: form-data; name="image"; filename="x"\r\n\r\n'
    piece = bytes(MEBIBYTE)
    for _ in range(size // MEBIBYTE):
        yield piece
    yield b"\r\n--b--\r\n"


@pytest.mark.parametrize("announced", [True, False])
def test_a_300_megabyte_upload_is_told_why(announced: bool) -> None:
    """Also a client that sends all of it before it listens hears the answer."""
    size = 300 * MEBIBYTE
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    if announced:
        headers["Content-Length"] = str(sum(map(len, stream(MEBIBYTE))) + size - MEBIBYTE)
    with running(workers=1) as service:
        before = memory_of_this_process()
        begun = time.monotonic()
        answer = service.client.post("/api/v1/mask", content=stream(size), headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "too-large")
        assert answer.json()["max_bytes"] == 32 * MEBIBYTE
        assert time.monotonic() - begun < 2 * QUICK_SECONDS
        assert memory_of_this_process() - before < 100 * MEBIBYTE
        assert service.post("mask", png()).status_code == 200


def memory_of_this_process() -> int:
    return psutil.Process().memory_info().rss


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed")
def test_curl_hears_why_a_large_upload_is_refused(service: Service) -> None:
    answer = subprocess.run(
        ["curl", "-sS", "-F", "image=@-", service.url + "/api/v1/mask"],
        input=bytes(40 * MEBIBYTE),
        capture_output=True,
        timeout=30,
        check=False,
    )
    assert answer.stderr == b""
    assert b'"code":"too-large"' in answer.stdout


@pytest.mark.parametrize(
    "limits", [{"upload_idle_seconds": 0.3}, {"upload_seconds": 0.3}], ids=["idle", "whole"]
)
def test_a_slow_upload_is_ended(limits: dict[str, float]) -> None:
    with running(workers=1, queue=0, **limits) as service:
        with socket.create_connection(("127.0.0.1", service.port)) as connection:
            begun = time.monotonic()
            connection.sendall(
                b"POST /api/v1/mask HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n"
                b"Content-Type: multipart/form-data; boundary=b\r\n\r\n--b\r\n"
            )
            connection.settimeout(0.05)
            head = b""
            while not head:
                if "upload_seconds" in limits:
                    connection.sendall(b"-")
                try:
                    head = connection.recv(4096)
                except TimeoutError:
                    assert time.monotonic() - begun < QUICK_SECONDS
        assert head.startswith(b"HTTP/1.1 408 ")
        assert b"connection: close" in head.lower()
        eventually(lambda: service.pool._taken == 0)
        assert service.post("mask", png()).status_code == 200


def test_slow_uploads_do_not_hold_the_places_of_others_for_long() -> None:
    with running(workers=1, queue=1, upload_idle_seconds=0.3) as service:
        slow = [socket.create_connection(("127.0.0.1", service.port)) for _ in range(2)]
        for connection in slow:
            connection.sendall(
                b"POST /api/v1/mask HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n"
                b"Content-Type: multipart/form-data; boundary=b\r\n\r\n"
            )
        eventually(lambda: service.pool._taken == 2)
        assert service.post("mask", png()).status_code == 503
        eventually(lambda: service.pool._taken == 0, seconds=QUICK_SECONDS)
        assert service.post("mask", png()).status_code == 200
        for connection in slow:
            connection.close()


def test_a_worker_survives_the_whole_list(service: Service) -> None:
    restarts = service.pool.restarts
    for data in (png_of_size(10_000, 6_000), SVG, *POLYGLOTS.values()):
        service.post("mask", data)
    assert service.pool.restarts == restarts
    answer: httpx.Response = service.post("mask", png(Scenario.MASKED))
    assert pixels(answer.content) == paint(draw(), REGIONS[:3])
