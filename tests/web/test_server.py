"""What `serve` hands to uvicorn."""

from __future__ import annotations

import socket
import time
from typing import Any

import pytest
import uvicorn

from app.web import create_app, server
from app.web.connections import PatientProtocol
from app.web.settings import Settings
from masking.errors import ConfigError, UsageError
from tests.web import fakes
from tests.web.pictures import Scenario, png
from tests.web.service import Service


@pytest.fixture
def handed(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The arguments of the call that would have started the server."""
    seen: dict[str, Any] = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **arguments: seen.update(arguments))
    monkeypatch.setattr(server, "configure", lambda level: seen.update(level=level))
    return seen


def test_defaults_are_safe(handed: dict[str, Any]) -> None:
    server.serve()
    assert (handed["host"], handed["port"]) == ("127.0.0.1", 8000)
    assert handed["proxy_headers"] is False
    assert handed["server_header"] is False
    assert handed["access_log"] is False
    assert handed["level"] == "info"


@pytest.mark.parametrize("said", [b"", b"GET /healthz HTTP/1.1\r\nHost: x\r\nX-Slow: "])
def test_a_connection_that_says_nothing_whole_is_closed(
    service: Service, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    monkeypatch.setattr(PatientProtocol, "head_seconds", 0.3)
    with socket.create_connection(("127.0.0.1", service.port), timeout=5) as connection:
        connection.sendall(said)
        begun = time.monotonic()
        assert connection.recv(4096) == b""
        assert 0.2 < time.monotonic() - begun < 5


def test_dripping_headers_do_not_keep_a_connection(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither at its begin nor after a request that was answered."""
    monkeypatch.setattr(PatientProtocol, "head_seconds", 0.5)
    whole = b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n"
    for before in (b"", whole):
        with socket.create_connection(("127.0.0.1", service.port), timeout=5) as connection:
            if before:
                connection.sendall(before)
                assert connection.recv(4096).startswith(b"HTTP/1.1 200 ")
            begun = time.monotonic()
            connection.settimeout(0.05)
            ended = False
            while not ended and time.monotonic() - begun < 5:
                try:
                    connection.sendall(b"X")
                    ended = connection.recv(4096) == b""
                except TimeoutError:
                    continue
                except OSError:
                    ended = True
            assert ended
            assert time.monotonic() - begun > 0.3


def test_a_slow_answer_outlives_the_patience_with_headers(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PatientProtocol, "head_seconds", 0.2)
    for _ in range(2):  # on one connection
        assert service.post("mask", png(Scenario.SLOW)).status_code == 200


def test_proxies_are_trusted_by_name_only(
    handed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYBILL_MASK_TRUSTED_PROXIES", "10.0.0.1,10.0.0.2")
    server.serve("0.0.0.0", 80)
    assert (handed["host"], handed["port"]) == ("0.0.0.0", 80)
    assert handed["proxy_headers"] is True
    assert handed["forwarded_allow_ips"] == "10.0.0.1,10.0.0.2"


def test_a_wrong_setting_starts_nothing(
    handed: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WAYBILL_MASK_API_KYE", "x" * 20)
    with pytest.raises(ConfigError):
        server.serve()
    assert handed == {}


def test_a_taken_port_is_a_wrong_usage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        server, "create_app", lambda settings: create_app(Settings(workers=1), fakes.load)
    )
    monkeypatch.setattr(server, "configure", lambda level: None)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match=f"port {port}"):
            server.serve("127.0.0.1", port)
