"""API key and rate limit."""

from __future__ import annotations

import pytest
from fastapi import Request

from app.web import guards
from app.web.guards import KeyGuard, RateGuard
from app.web.problems import Problem
from app.web.settings import Settings
from tests.web.pictures import png
from tests.web.service import running

KEY = "correct-horse-battery"


def request(client: str = "10.0.0.1", **headers: str) -> Request:
    raw = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    return Request({"type": "http", "headers": raw, "client": (client, 1)})


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({}, "key-missing"),
        ({"x_api_key": ""}, "key-missing"),
        ({"authorization": f"Basic {KEY}"}, "key-missing"),
        ({"authorization": "Bearer"}, "key-missing"),
        ({"x_api_key": KEY + "x"}, "key-wrong"),
        ({"x_api_key": KEY[:-1]}, "key-wrong"),
        ({"x_api_key": KEY.upper()}, "key-wrong"),
        ({"x_api_key": "钥匙"}, "key-wrong"),
        ({"authorization": "Bearer wrong"}, "key-wrong"),
        ({"x_api_key": "wrong", "authorization": f"Bearer {KEY}"}, "key-wrong"),
        ({"x_api_key": KEY}, None),
        ({"authorization": f"Bearer {KEY}"}, None),
        ({"authorization": f"bearer  {KEY}"}, None),
    ],
)
def test_key(headers: dict[str, str], code: str | None) -> None:
    guard = KeyGuard(Settings(api_key=KEY))
    if code is None:
        guard(request(**headers))
        return
    with pytest.raises(Problem) as caught:
        guard(request(**headers))
    assert caught.value.code == code
    assert caught.value.status == {"key-missing": 401, "key-wrong": 403}[code]


def test_key_of_other_letters() -> None:
    KeyGuard(Settings(api_key="钥匙" * 8))(request(x_api_key="钥匙" * 8))


def test_no_key_configured_asks_for_none() -> None:
    KeyGuard(Settings())(request())
    KeyGuard(Settings())(request(x_api_key="any"))


def test_the_key_guards_what_works_and_measures() -> None:
    with running(workers=1, api_key=KEY) as service:
        refused = service.post("mask", png())
        assert refused.status_code == 401
        assert refused.headers["www-authenticate"].startswith("Bearer")
        assert service.client.get("/metrics").status_code == 401
        for path in ("/", "/docs", "/openapi.json", "/healthz", "/readyz"):
            assert service.client.get(path).status_code == 200
        service.client.headers["X-API-Key"] = KEY
        assert service.post("mask", png()).status_code == 200
        assert service.client.get("/metrics").status_code == 200
        service.client.headers["X-API-Key"] = "wrong"
        assert service.post("mask", png()).status_code == 403


def test_a_refused_key_is_not_counted_as_an_image_and_reads_no_body() -> None:
    with running(workers=1, api_key=KEY, queue=0) as service:
        answer = service.post("mask", bytes(20_000_000))
        assert answer.status_code == 401
        assert service.pool._taken == 0


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_rate_limit_refills_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock()
    monkeypatch.setattr(guards, "monotonic", clock)
    guard = RateGuard(Settings(rate_limit=3))
    for _ in range(3):
        guard(request())
    with pytest.raises(Problem) as caught:
        guard(request())
    assert (caught.value.code, caught.value.retry_after) == ("rate-limited", 20)
    guard(request("10.0.0.2"))
    clock.now += 20
    guard(request())
    with pytest.raises(Problem):
        guard(request())
    clock.now += 3600
    for _ in range(3):
        guard(request())
    with pytest.raises(Problem):
        guard(request())


def test_rate_limit_remembers_a_bounded_number_of_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guards, "MAX_CLIENTS", 5)
    guard = RateGuard(Settings(rate_limit=1))
    for number in range(50):
        guard(request(f"10.0.0.{number}"))
    assert len(guard._buckets) == 5


def test_no_rate_limit_by_default() -> None:
    guard = RateGuard(Settings())
    for _ in range(1000):
        guard(request())


def test_rate_limited_requests_are_told_when_to_come_back() -> None:
    with running(workers=1, rate_limit=1) as service:
        assert service.post("mask", png()).status_code == 200
        refused = service.post("mask", png())
        assert (refused.status_code, refused.json()["code"]) == (429, "rate-limited")
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert service.client.get("/healthz").status_code == 200
