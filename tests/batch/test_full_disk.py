"""A full disk leaves whole files only, says so, and the same command goes on once there is room."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.batch import files
from app.batch.outputs import OutputError
from app.errors_to_exit import exit_code_of
from masking.errors import ExitCode
from masking.images import open_document
from tests.batch.conftest import Batch
from tests.batch.fakes import Act, picture, save

SMALL = "400k"


def noise(path: Path, number: int) -> None:
    """A picture that no encoder can shrink: about 20 KB."""
    from PIL import Image

    image = picture(Act.MASK, number)
    pixels = Image.frombytes("RGB", (70, 70), os.urandom(70 * 70 * 3))
    image.paste(pixels, (50, 5))
    image.save(path, "PNG")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A tmpfs of a few hundred kilobytes, where the system lets us mount one."""
    mount, umount = shutil.which("mount"), shutil.which("umount")
    if not sys.platform.startswith("linux") or mount is None or umount is None or os.geteuid():
        pytest.skip("only root on Linux may mount a small disk")
    place = tmp_path / "disk"
    place.mkdir()
    command = [mount, "-t", "tmpfs", "-o", f"size={SMALL}", "tmpfs", str(place)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("this container may not mount")
    yield place
    subprocess.run([umount, "-l", str(place)], check=True)


def test_a_small_disk(batch: Batch, small_disk: Path) -> None:
    for number in range(40):
        noise(batch.input / f"{number:02}.png", number)
    batch.output = small_disk / "out"
    batch.processes = True
    assert exit_code_of(lambda: batch(workers=2)) == ExitCode.FAILED
    assert 1 <= len(batch.images) < 40
    for name in batch.images:
        assert open_document(batch.output / name).page(0).image.size == (120, 80)
    if (batch.output / "report.jsonl").exists():
        lines = (batch.output / "report.jsonl").read_text().splitlines()
        assert {json.loads(line)["status"] for line in lines} == {"masked"}
    parts = batch.output / ".waybill-mask" / "parts"
    assert not parts.exists()

    with contextlib.suppress(OSError), (small_disk / "rest").open("wb") as rest:
        while True:
            rest.write(bytes(4096))
    assert exit_code_of(lambda: batch()) == ExitCode.FAILED

    (small_disk / "rest").unlink(missing_ok=True)
    remount = ["mount", "-o", "remount,size=20m", str(small_disk)]
    subprocess.run(remount, check=True)
    assert batch() is ExitCode.OK
    assert len(batch.images) == len(batch.rows) == 40


OUTPUTS_AND_THUMBNAILS = 12
REPORT, INDEX = OUTPUTS_AND_THUMBNAILS, OUTPUTS_AND_THUMBNAILS + 1


@pytest.mark.parametrize("allowed", [0, 1, 2, 5, 11, REPORT, INDEX])
def test_every_write_may_be_the_one_that_fails(
    batch: Batch, monkeypatch: pytest.MonkeyPatch, allowed: int
) -> None:
    """The same without a mount: the n-th file that is written finds the disk full."""
    for number in range(6):
        save(batch.input / f"{number}.png", number=number)
    real, count = files.written, 0

    def written(path: Path, *, durable: bool = True) -> Any:
        nonlocal count
        count += 1
        if count > allowed + 1:  # the first one says whose folder it is
            path.touch()
            path.unlink()
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(path, durable=durable)

    for module in ("files", "job"):
        monkeypatch.setattr(f"app.batch.{module}.written", written)
    with pytest.raises(OutputError) as caught:
        batch()
    assert caught.value.exit_code is ExitCode.FAILED
    assert "full" in str(caught.value) or "No space" in str(caught.value)
    for name in batch.images:
        assert open_document(batch.output / name).page(0).image.size == (120, 80)

    monkeypatch.undo()
    assert batch() is ExitCode.OK
    assert len(batch.images) == len(batch.rows) == 6
