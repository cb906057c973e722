"""The notices name what is locked; the audit finds what is affected and nothing else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from supply import audit, notices
from supply.locks import DEV, RUNTIME, Package, packages


def test_the_notices_match_the_locks() -> None:
    assert notices.TARGET.read_text(encoding="utf-8") == notices.text()


def test_every_package_declares_a_licence() -> None:
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")]
        for line in notices.text().splitlines()
        if line.startswith("| ")
    ]
    named = {(row[0], row[1]): row[2] for row in rows}
    for package in [*packages(RUNTIME), *packages(DEV)]:
        assert named[package.name, package.version].upper() not in {"", "UNKNOWN"}, package.name
    assert len(packages(RUNTIME)) > 50


OLD = {"introduced": "1.0"}, {"fixed": "1.5"}, {"introduced": "2.0"}, {"last_affected": "2.3"}


@pytest.mark.parametrize(
    ("version", "affected"),
    [
        ("0.9", False),
        ("1.0", True),
        ("1.4.9", True),
        ("1.5", False),
        ("2.0", True),
        ("2.3", True),
        ("2.4", False),
        ("not a version", True),
    ],
)
def test_ranges(version: str, affected: bool) -> None:
    about = {"ecosystem": "PyPI", "name": "Some_Thing"}
    spans = [{"type": "ECOSYSTEM", "events": list(OLD)}]
    record = {"id": "X-1", "affected": [{"package": about, "ranges": spans}]}
    found = list(audit.findings(Package("some-thing", version), [record]))
    assert bool(found) is affected
    assert not list(audit.findings(Package("other", version), [record]))
    assert not list(audit.findings(Package("some-thing", version), [record | {"withdrawn": "x"}]))


def test_the_exit_code_tells(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert audit.main([str(tmp_path)]) == 2
    locked = next(p for p in packages(RUNTIME) if p.name == "pillow")
    about = {"ecosystem": "PyPI", "name": "pillow"}
    record = {"id": "X-2", "aliases": ["Y"], "affected": [{"package": about, "versions": ["0.1"]}]}
    (tmp_path / "a.json").write_text(json.dumps(record))
    assert audit.main([str(tmp_path)]) == 0
    record["affected"][0]["versions"] = [locked.version]  # type: ignore[index]
    (tmp_path / "a.json").write_text(json.dumps(record))
    assert audit.main([str(tmp_path)]) == 1
    assert f"pillow {locked.version}: X-2 Y" in capsys.readouterr().out
