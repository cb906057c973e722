#!/usr/bin/env python3
"""Set everything up on a fresh machine with Python 3.11 or newer, then do one of:

    python3 dev.py samples    mask the waybills in samples/ into out/
    python3 dev.py test       lint, types and all tests
    python3 dev.py lock       write the lock files anew from pyproject.toml

Everything is installed into the folder .venv beside this file. On Debian and Ubuntu the system
packages that are missing are installed with apt where the user may do so; elsewhere they are
named. Only the standard library is used here.
"""

from __future__ import annotations

import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
RUNTIME_LOCK, DEV_LOCK = "requirements.lock", "requirements-dev.lock"
ACCEPTED = (0, 3)
"""Exit codes of a batch that went well: all masked, or some for review."""


def main(words: list[str]) -> int:
    """Run one of the three jobs; answers an exit code."""
    jobs = {"samples": samples, "test": test, "lock": lock}
    if sys.version_info < (3, 11):
        return _complain(f"Python 3.11 or newer is needed, this is {sys.version.split()[0]}")
    if len(words) != 1 or words[0] not in jobs:
        return _complain(__doc__ or "")
    return jobs[words[0]]()


def samples() -> int:
    """Mask samples/ into out/."""
    _system_packages(OPENCV_LIBRARIES)
    _install(RUNTIME_LOCK)
    code = subprocess.call([str(PYTHON), "-m", "app.cli", "batch", "samples", "out"], cwd=ROOT)
    if code in ACCEPTED:
        print(f"\nLook at {ROOT / 'out' / 'index.html'} and at the pictures in {ROOT / 'out'}.")
        return 0
    return code


def test() -> int:
    """Lint, types, tests; the first that fails ends it."""
    _system_packages({**OPENCV_LIBRARIES, **TEST_NEEDS})
    _install(DEV_LOCK)
    for command in (
        ["ruff", "check"],
        ["ruff", "format", "--check"],
        ["mypy"],
        ["pytest", "--durations=15", "--numprocesses=2", "--dist=loadfile"],
    ):
        code = subprocess.call([str(PYTHON), "-m", *command], cwd=ROOT)
        if code:
            return code
    return 0


def lock() -> int:
    """Write both lock files: exact versions with hashes, no index host."""
    _install(DEV_LOCK)
    _run("-m", "pip", "install", "--quiet", "uv")
    for target, extra in ((RUNTIME_LOCK, []), (DEV_LOCK, ["--extra", "dev"])):
        _run(
            "-m", "uv", "pip", "compile", "pyproject.toml", *extra,
            "--universal", "--python-version", "3.11", "--generate-hashes",
            "--no-emit-index-url", "--no-header", "--no-annotate", "--quiet", "--output-file", target,
        )  # fmt: skip
    return 0


OPENCV_LIBRARIES = {
    "libgl1": lambda: bool(ctypes.util.find_library("GL")),
    "libglib2.0-0": lambda: bool(ctypes.util.find_library("glib-2.0")),
}
"""Debian packages that OpenCV's wheel links to, and how to see that they are there."""

TEST_NEEDS = {
    "fonts-noto-cjk": lambda: _has_font("NotoSansCJK"),
    "fonts-wqy-zenhei": lambda: _has_font("wqy-zenhei"),
    "chromium": lambda: any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))),
}
"""Debian packages that the tests draw waybills with and open the page in."""


def _has_font(name: str) -> bool:
    folders = (Path("/usr/share/fonts"), Path.home() / ".local/share/fonts")
    return any(name in path.name for folder in folders for path in folder.rglob("*.tt?"))


def _system_packages(wanted: dict[str, object]) -> None:
    """Install what is missing with apt where that is possible, and say so where it is not."""
    if not sys.platform.startswith("linux"):
        return
    missing = [name for name, present in wanted.items() if not present()]  # type: ignore[operator]
    if not missing:
        return
    apt = shutil.which("apt-get")
    rights = [] if os.geteuid() == 0 else [shutil.which("sudo") or ""]
    if apt is None or "" in rights:
        print(f"Please install with your package manager: {' '.join(missing)}", file=sys.stderr)
        return
    print(f"Installing system packages: {' '.join(missing)}", file=sys.stderr)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        [*rights, apt, "-qq", "update"],
        [*rights, apt, "-qq", "-y", "install", "--no-install-recommends", *missing],
    ):
        subprocess.run(command, check=True, env=environment, stdout=subprocess.DEVNULL)


def _install(lock_file: str) -> None:
    """Make .venv hold exactly what the lock file names, and this project."""
    wanted = hashlib.sha256((ROOT / lock_file).read_bytes()).hexdigest()
    mark = VENV / f"installed-{lock_file}"
    if not PYTHON.exists():
        try:
            venv.EnvBuilder(with_pip=True, clear=VENV.exists()).create(VENV)
        except subprocess.CalledProcessError:
            shutil.rmtree(VENV, ignore_errors=True)
            raise SystemExit(
                _complain("Python's venv cannot set up pip; on Debian: apt install python3-venv")
            ) from None
    if mark.exists() and mark.read_text() == wanted:
        return
    print(f"Installing {lock_file} into {VENV}", file=sys.stderr)
    # No dependency resolution: the lock file is complete, and leaves out the second OpenCV.
    pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
    _run(*pip, "--require-hashes", "--requirement", lock_file)
    _run(*pip, "--no-build-isolation", "--editable", ".")
    mark.write_text(wanted)


def _run(*words: str) -> None:
    subprocess.run([str(PYTHON), *words], cwd=ROOT, check=True)


def _complain(message: str) -> int:
    print(message, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
