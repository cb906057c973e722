"""Masking opens no socket and leaves nothing behind but its answer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.samples import draw

pytestmark = pytest.mark.ocr

PROGRAM = """
import json, socket, sys, threading

attempts = []

class NoSocket(socket.socket):
    def __init__(self, *args, **kwargs):
        attempts.append("socket")
        raise OSError("sockets are blocked")

def refused(*args, **kwargs):
    attempts.append("lookup")
    raise OSError("sockets are blocked")

socket.socket = NoSocket
socket.create_connection = socket.getaddrinfo = refused

from masking import Masker

masked = Masker(threads=1, runtime=sys.argv[3]).mask(sys.argv[1])
masked.image.save(sys.argv[2])
print(json.dumps({
    "status": masked.status,
    "attempts": attempts,
    "paddle": any(name == "paddle" or name.startswith("paddle.") for name in sys.modules),
}))
"""


@pytest.mark.parametrize("runtime", ["onnxruntime", "openvino"])
def test_no_socket_and_nothing_left_in_home_or_temp(tmp_path: Path, runtime: str) -> None:
    home, temp, work = tmp_path / "home", tmp_path / "temp", tmp_path / "work"
    for folder in (home, temp, work):
        folder.mkdir()
    picture, output = tmp_path / "label.png", tmp_path / "out.png"
    draw("offline", layout="labelled").image.save(picture)
    environment = {
        **{k: v for k, v in os.environ.items() if not k.startswith(("PADDLE", "ORT_", "XDG_"))},
        "HOME": str(home),
        "USERPROFILE": str(home),
        "TMPDIR": str(temp),
        "TEMP": str(temp),
        "TMP": str(temp),
        "PYTHONPATH": str(Path(__file__).parents[2]),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(picture), str(output), runtime],
        cwd=work,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    answer = json.loads(done.stdout.splitlines()[-1])
    assert answer["attempts"] == []
    assert answer["status"] in ("masked", "review")
    assert not answer["paddle"]
    assert output.stat().st_size > 0
    left = [path for folder in (home, temp, work) for path in folder.rglob("*")]
    assert left == []


def test_the_telemetry_of_onnxruntime_is_switched_off() -> None:
    code = (
        "import os; from masking.reading.paddle import PaddleEngine; PaddleEngine(threads=1);"
        "print(os.environ['ORT_DISABLE_TELEMETRY'])"
    )
    environment = {k: v for k, v in os.environ.items() if k != "ORT_DISABLE_TELEMETRY"}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split()[-1] == "1"
