"""The curl examples work as they are printed."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from app.web.problems import KINDS
from tests.web.pictures import pixels, png
from tests.web.service import Service

PROJECT = Path(__file__).parents[2]
DOCUMENT = (PROJECT / "docs" / "service.md").read_text("utf-8")
READMES = [(PROJECT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")]
EXAMPLES, IN_READMES = (
    re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    for text in (DOCUMENT, "".join(READMES))
)
ADDRESS = "http://127.0.0.1:8000"


@pytest.mark.skipif(
    not (shutil.which("bash") and shutil.which("curl") and shutil.which("python3")),
    reason="the examples need bash, curl and python3",
)
def test_examples(service: Service, tmp_path: Path) -> None:
    (tmp_path / "waybill.png").write_bytes(png())
    said = ""
    for example in EXAMPLES + IN_READMES:
        assert ADDRESS in example
        run = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", example.replace(ADDRESS, service.url)],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (run.returncode, run.stderr) == (0, "")
        said += run.stdout
    assert (len(EXAMPLES), len(IN_READMES)) == (7, 2)
    for line in ("x-waybill-status: masked", "x-waybill-fields: 3", "masked\n", "True\n"):
        assert line in said
    assert '"code":"not-an-image"' in said
    assert '{"status":"ready","workers":2}' in said
    for name in ("masked.png", "masked.jpg", "painted.png"):
        assert pixels((tmp_path / name).read_bytes()).size == (600, 900)
    assert pixels((tmp_path / "painted.png").read_bytes()).getpixel((100, 80)) == (0, 0, 0)


def test_documented_errors_are_the_ones_that_exist() -> None:
    table = DOCUMENT.partition("## Errors")[2].partition("\n\n")[2].partition("\n\n")[0]
    documented: dict[str, set[int]] = {}
    for line in table.splitlines()[2:]:
        statuses, codes = (cell.strip() for cell in line.strip("|").split("|"))
        for code in re.findall(r"`([a-z-]+)`", codes):
            documented[code] = {int(status) for status in statuses.split(", ")}
    rare = {"usage", "config", "error", "bad-request", "unreadable-file", "changed-while-read"}
    assert documented.keys() == KINDS.keys() - rare
    for code, statuses in documented.items():
        assert KINDS[code].status in statuses
