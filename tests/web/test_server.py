"""What `serve` hands to uvicorn."""

from __future__ import annotations

import socket
from typing import Any

import pytest
import uvicorn

from app.web import create_app, server
from app.web.settings import Settings
from masking.errors import ConfigError, UsageError
from tests.web import fakes


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
