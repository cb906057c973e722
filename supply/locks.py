"""What the lock files name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNTIME, DEV = ROOT / "requirements.lock", ROOT / "requirements-dev.lock"

_LINE = re.compile(r"^([A-Za-z0-9][\w.-]*)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True, order=True)
class Package:
    """One exact version."""

    name: str
    """Normalized as package indexes do."""
    version: str


def normalized(name: str) -> str:
    """One spelling for each name."""
    return re.sub(r"[-_.]+", "-", name).lower()


def packages(lock: Path) -> list[Package]:
    """Every package of a lock file, for whichever system, sorted.

    Raises:
        OSError: it cannot be read.
    """
    text = lock.read_text(encoding="utf-8")
    return sorted({Package(normalized(name), version) for name, version in _LINE.findall(text)})
