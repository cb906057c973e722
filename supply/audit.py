"""Known vulnerabilities of the locked packages, without a network.

    python -m supply.audit ADVISORIES

ADVISORIES is a folder of OSV records, one JSON file each: the PyPI export of the OSV database or the
`vulns` folder of the advisory database of PyPA, fetched wherever that is possible. Answers 1 when a
locked version is affected, 2 when there are no records. With a network,
`pip-audit --require-hashes --disable-pip -r requirements.lock` asks the same.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from packaging.version import InvalidVersion, Version

from supply.locks import DEV, RUNTIME, Package, normalized, packages


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for each finding: package, version, the advisory's ids, versions that fix it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("advisories", type=Path, help="folder of OSV records")
    options = parser.parse_args(arguments)
    records = list(_records(options.advisories))
    if not records:
        print("there are no advisories in that folder", file=sys.stderr)
        return 2
    found = False
    for package in sorted({*packages(RUNTIME), *packages(DEV)}):
        for line in findings(package, records):
            found = True
            print(line)
    print(f"{len(records)} advisories looked at", file=sys.stderr)
    return int(found)


def findings(package: Package, records: Sequence[dict[str, Any]]) -> Iterator[str]:
    """A line for each advisory that names this version."""
    for record in records:
        if record.get("withdrawn"):
            continue
        for affected in record.get("affected", ()):
            about = affected.get("package", {})
            if about.get("ecosystem") != "PyPI" or normalized(about["name"]) != package.name:
                continue
            if package.version in affected.get("versions", ()) or _in_range(package, affected):
                names = " ".join([record["id"], *record.get("aliases", ())])
                fixes = " ".join(_fixes(affected)) or "no fix known"
                yield f"{package.name} {package.version}: {names}; fixed in: {fixes}"
                break


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.rglob("*.json")):
        record = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(record, dict) and "id" in record:
            yield record


def _in_range(package: Package, affected: dict[str, Any]) -> bool:
    """Whether the version lies in a range; one that cannot be compared counts as affected."""
    for span in affected.get("ranges", ()):
        if span.get("type") != "ECOSYSTEM":
            continue
        inside = False
        try:
            own = Version(package.version)
            for event in span.get("events", ()):
                if "introduced" in event and own >= Version(event["introduced"]):
                    inside = True
                elif ("fixed" in event and own >= Version(event["fixed"])) or (
                    "last_affected" in event and own > Version(event["last_affected"])
                ):
                    inside = False
        except InvalidVersion:
            return True
        if inside:
            return True
    return False


def _fixes(affected: dict[str, Any]) -> Iterator[str]:
    for span in affected.get("ranges", ()):
        if span.get("type") == "ECOSYSTEM":
            yield from (event["fixed"] for event in span.get("events", ()) if "fixed" in event)


if __name__ == "__main__":
    sys.exit(main())
