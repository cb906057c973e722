"""What /docs promises is what the service does: generated requests against the description."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case

from app.web import create_app
from app.web.openapi import CHECK_FORM, MASK_FORM, REDACT_FORM
from app.web.options import CHECK_FIELDS, MASK_FIELDS, REDACT_FIELDS
from app.web.problems import KINDS
from app.web.settings import Settings
from tests.web import fakes
from tests.web.pictures import png
from tests.web.service import Service

EXAMPLES = 25
"""Generated requests to each operation, besides those of the coverage phase."""
UNFIT_CHECK = "positive_data_acceptance"
"""Left out: no description can say that the bytes are a picture of a waybill."""


def test_generated_requests(service: Service, tmp_path: Path) -> None:
    """No 5xx, only documented statuses, headers and media types, bodies as described."""
    program = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    assert program is not None
    run = subprocess.run(
        [
            *(program, "run", service.url + "/openapi.json"),
            *("--checks", "all", "--exclude-checks", UNFIT_CHECK),
            *("--max-examples", str(EXAMPLES), "--seed", "1", "--continue-on-failure"),
            "--no-color",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONIOENCODING": "utf-8"},
        timeout=240,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "Tested: 6" in run.stdout
    assert service.client.get("/healthz").status_code == 200


@pytest.mark.parametrize("path", ["/api/v1/mask", "/api/v1/redact", "/api/v1/check"])
def test_generated_options_beside_a_real_image(service: Service, path: str) -> None:
    """Beyond the upload: generated options meet an image that can be worked on."""
    description = schemathesis.openapi.from_url(service.url + "/openapi.json")
    statuses: Counter[int] = Counter()

    @given(description[path]["POST"].as_strategy())
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def ask(case: Case) -> None:
        case.body["image"] = png()
        answer = case.call()
        assert answer.status_code in (200, 422), answer.text
        statuses[answer.status_code] += 1

    ask()
    assert statuses.total() >= EXAMPLES / 2


def document() -> dict:
    return create_app(Settings(), fakes.load).openapi()


@pytest.mark.parametrize(
    ("form", "fields"),
    [(MASK_FORM, MASK_FIELDS), (REDACT_FORM, REDACT_FIELDS), (CHECK_FORM, CHECK_FIELDS)],
)
def test_every_option_is_described(form: dict, fields: tuple[str, ...]) -> None:
    assert form.keys() == {"image", *fields}
    assert all(field["description"] for field in form.values())


def test_every_problem_is_described_where_it_can_happen() -> None:
    described = {
        code
        for path in document()["paths"].values()
        for operation in path.values()
        for answer in operation["responses"].values()
        for content in answer.get("content", {}).values()
        for code in content.get("examples", {})
    }
    elsewhere = {"not-found", "method-not-allowed", "bad-request", "usage", "config", "error"}
    only_for_paths = {"unreadable-file", "changed-while-read"}
    assert described == KINDS.keys() - elsewhere - only_for_paths


def test_every_operation_is_worth_reading() -> None:
    for path, operations in document()["paths"].items():
        for operation in operations.values():
            assert operation["summary"], path
            for status, answer in operation["responses"].items():
                assert answer["description"], (path, status)
                if int(status) >= 400:
                    assert answer["content"].keys() == {"application/problem+json"}
                    for example in answer["content"]["application/problem+json"][
                        "examples"
                    ].values():
                        assert example["value"]["status"] == int(status)
                        assert example["value"]["next_step"]
