"""Write THIRD_PARTY_NOTICES.md: every package of the lock files with the licence that it declares.

    python -m supply.notices

To be run where `requirements-dev.lock` is installed: the licences are read from what is there.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from supply.locks import DEV, ROOT, RUNTIME, Package, normalized, packages

TARGET = ROOT / "THIRD_PARTY_NOTICES.md"
VENDORED = ROOT / "app" / "web" / "static" / "vendor" / "vendored.json"

ELSEWHERE = {
    "colorama": "BSD-3-Clause",
    "httpx2-jsfetch": "BSD-3-Clause",
    "opencv-python-headless": "Apache-2.0",
    "tzdata": "Apache-2.0",
}
"""Packages of the lock files that are installed on other systems only, and their licences."""

_HEAD = """# Third-party notices

waybill-mask is under the Apache License 2.0, see LICENSE. It uses the following; none of the Python
packages is copied into this repository. `python -m supply.notices` writes this file from the lock
files and from what the installed packages declare; their own files hold the full texts.

## Model weights

The PP-OCRv6 detection and recognition models and the PP-OCR text direction classifier are works of
the PaddleOCR authors (PaddlePaddle), Apache License 2.0. They come with the package `rapidocr`
(RapidAI, Apache License 2.0) converted to ONNX, with their SHA-256 in its `MODEL_LICENSES.md`; this
project neither changes nor ships them.
"""


def main() -> int:
    """Write the file."""
    TARGET.write_text(text(), encoding="utf-8")
    return 0


def text() -> str:
    """What the file has to hold.

    Raises:
        KeyError: a package of the lock files is neither installed nor in `ELSEWHERE`.
    """
    licences = _declared()
    runtime = packages(RUNTIME)
    further = [package for package in packages(DEV) if package not in set(runtime)]
    parts = [
        _HEAD,
        "## The page's libraries\n\nShipped in `app/web/static/vendor` with their licence files.\n",
        _table((entry["package"], entry["version"], entry["licence"]) for entry in _vendored()),
        "\n## Packages at run time\n",
        _table((p.name, p.version, _licence(p, licences)) for p in runtime),
        "\n## Further packages of the extras `openvino`, `ray` and `s3`, and of development\n",
        _table((p.name, p.version, _licence(p, licences)) for p in further),
    ]
    return "\n".join(parts)


def _licence(package: Package, declared: dict[str, str]) -> str:
    return declared.get(package.name) or ELSEWHERE[package.name]


def _declared() -> dict[str, str]:
    """Licence by normalized name of everything that is installed."""
    command = [sys.executable, "-m", "piplicenses", "--from=mixed", "--with-system"]
    answer = subprocess.run([*command, "--format=json"], check=True, capture_output=True, text=True)
    return {normalized(row["Name"]): str(row["License"]) for row in json.loads(answer.stdout)}


def _vendored() -> list[dict[str, str]]:
    entries: list[dict[str, str]] = json.loads(Path(VENDORED).read_text(encoding="utf-8"))
    return entries


def _table(rows: Iterable[tuple[str, str, str]]) -> str:
    lines = ["| package | version | licence |", "|---|---|---|"]
    lines += [f"| {name} | {version} | {_cell(licence)} |" for name, version, licence in rows]
    return "\n".join(lines) + "\n"


def _cell(licence: str) -> str:
    """Some packages declare the whole text of their licence; its first line names it."""
    return licence.strip().splitlines()[0].replace("|", "/")[:80]


if __name__ == "__main__":
    sys.exit(main())
