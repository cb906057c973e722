"""Nothing stored, nothing told: no file written, no recognised text and no file name in logs."""

from __future__ import annotations

import json
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.web.logs import MEMBERS, JsonFormatter, request_id
from tests.web.fakes import SECRET
from tests.web.pictures import Scenario, draw, encoded, png
from tests.web.service import Service, eventually, running

FILE_NAME = "zhang-san-13812345678.png"


@pytest.fixture
def log_lines() -> Iterator[list[str]]:
    """Every line that the service would log, at the most talkative level."""
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(self.format(record))

    handler = Keep()
    handler.setFormatter(JsonFormatter())
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(handler)
    root.setLevel(level)


def test_no_upload_touches_the_disk(
    service: Service, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", refuse)
    monkeypatch.setattr(tempfile.SpooledTemporaryFile, "rollover", refuse)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    large = encoded(draw(size=(1500, 2000)), "BMP")
    assert len(large) > 8_000_000
    assert service.post("mask", large).status_code == 200
    assert list(tmp_path.iterdir()) == []


def test_workers_write_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("TMPDIR", "TEMP", "TMP", "HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    with running(workers=1) as service:
        assert service.post("mask", encoded(draw(size=(1500, 2000)), "BMP")).status_code == 200
        assert service.post("redact", png(), regions="[]").status_code == 200
        assert list(tmp_path.rglob("*")) == []


def test_logs_hold_neither_text_nor_names(service: Service, log_lines: list[str]) -> None:
    for scenario in (Scenario.MASKED, Scenario.REVIEW, Scenario.RAISE, Scenario.NOTHING):
        service.client.post(
            "/api/v1/mask",
            files={"image": (FILE_NAME, png(scenario))},
            data={"policy": "standard"},
            headers={"X-Request-Id": f"test-{scenario.name}"},
        )
    service.client.get(f"/{FILE_NAME}?q={SECRET}")
    service.client.post("/api/v1/mask", files={"image": png()}, data={SECRET: FILE_NAME})

    def edge_lines() -> list[dict]:
        return [json.loads(line) for line in log_lines if '"logger": "app.web.edge"' in line]

    # A request is logged after its answer was sent, which the client may have before that.
    eventually(lambda: len(edge_lines()) >= 6)
    text = "\n".join(log_lines)
    assert SECRET not in text
    assert "zhang-san" not in text
    ours = edge_lines()
    assert [line["status"] for line in ours] == [200, 200, 500, 422, 404, 422]
    assert [line["verdict"] for line in ours[:4]] == ["masked", "review", "internal", "no-text"]
    assert [line["request_id"] for line in ours[:2]] == ["test-MASKED", "test-REVIEW"]
    assert ours[2]["trace"][0] == "RuntimeError"
    assert ours[4]["route"] == "unmatched"


def test_answers_do_not_repeat_what_the_client_sent(service: Service) -> None:
    for answer in (
        service.client.get(f"/{SECRET}"),
        service.client.post("/api/v1/mask", files={"image": png()}, data={SECRET: "x"}),
        service.client.post("/api/v1/mask", files={"image": png()}, data={"policy": SECRET}),
        service.client.post("/api/v1/mask", files={"image": (SECRET, b"x")}),
        service.post("mask", png(Scenario.RAISE)),
    ):
        assert answer.status_code >= 400
        assert SECRET not in answer.text
        assert SECRET not in str(answer.headers)


def formatted(record: logging.LogRecord) -> dict:
    line = JsonFormatter().format(record)
    assert "\n" not in line
    return json.loads(line)


def test_messages_of_other_libraries_are_withheld() -> None:
    record = logging.LogRecord("PIL.Image", 30, "x.py", 1, "read %s", (SECRET,), None)
    line = formatted(record)
    assert (line["logger"], line["message"]) == ("PIL.Image", "withheld")


def test_exceptions_are_logged_without_their_message() -> None:
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    line = formatted(logging.LogRecord("app.web", 40, "x.py", 1, "failed", (), info))
    assert line["message"] == "failed"
    assert line["trace"][0] == "ValueError"
    assert SECRET not in json.dumps(line)


def test_only_listed_members_are_logged() -> None:
    record = logging.LogRecord("app.web", 20, "x.py", 1, "request", (), None)
    record.text = SECRET
    record.status = 200
    token = request_id.set("abc")
    try:
        line = formatted(record)
    finally:
        request_id.reset(token)
    assert line.keys() == {"time", "level", "logger", "message", "request_id", "status"}
    assert "text" not in MEMBERS
