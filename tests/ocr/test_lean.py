"""A process that only reads: less is imported, and the same is read."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest

from app.samples import draw
from masking.reading import paddle
from masking.reading.lean import UNUSED, without_unused
from masking.reading.paddle import PaddleEngine
from masking.reading.reader import LabelReader

PROGRAM = """
import json, sys
import numpy as np
from PIL import Image
from masking.reading.paddle import PaddleEngine
from masking.reading.reader import LabelReader

engine = PaddleEngine(1, alone=True)
loaded = [name for name in sys.argv[2:] if name in sys.modules]
lines = LabelReader(engine).read(np.asarray(Image.open(sys.argv[1]))).lines
import pandas
print(json.dumps([loaded, [line.text for line in lines], pandas.DataFrame([1]).size]))
"""


@pytest.mark.ocr
def test_it_reads_the_same_without_what_it_does_not_need(
    tmp_path: Path, engine: PaddleEngine
) -> None:
    image = draw("lean", layout="labelled").image
    image.save(tmp_path / "label.png")
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "label.png"), *UNUSED],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    loaded, texts, size = json.loads(done.stdout.splitlines()[-1])
    assert loaded == []
    assert texts == [line.text for line in LabelReader(engine).read(np.asarray(image)).lines]
    assert size == 1  # who needs one of them later gets it whole


def test_a_placeholder_has_whatever_is_asked_for_and_does_not_stay(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] in UNUSED]:
        monkeypatch.delitem(sys.modules, name)
    with without_unused():
        import requests.exceptions  # type: ignore[import-untyped]
        from pandas.tseries.offsets import Day  # type: ignore[import-untyped]

        assert isinstance(Day(1).n, type)
        assert isinstance(requests.exceptions.Timeout, type)
        with pytest.raises(AttributeError):
            _ = requests.__wrapped__
    assert not any(name.partition(".")[0] in ("pandas", "requests") for name in sys.modules)


def test_an_import_that_fails_leaves_nothing_half_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "paddlex.earlier", sys)

    def fail() -> None:
        sys.modules["paddlex.half"] = sys
        raise ImportError

    with pytest.raises(ImportError), without_unused():
        fail()
    assert "paddlex.half" not in sys.modules
    assert "paddlex.earlier" in sys.modules


@pytest.mark.ocr
def test_where_it_cannot_be_imported_lean_it_is_imported_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = []

    @contextmanager
    def broken() -> Iterator[None]:
        tried.append(True)
        raise ImportError
        yield

    monkeypatch.setattr(paddle, "without_unused", broken)
    assert paddle._imported(lean=True).TextRecognition
    assert tried
