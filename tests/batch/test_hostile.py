"""Inputs that mean harm: a clear reason, bounded time and memory, nothing outside OUTPUT."""

from __future__ import annotations

import os
import sys
import time
import zipfile
import zlib
from pathlib import Path

import pytest

from app.batch.pool import GREW
from masking.errors import ExitCode
from masking.images import Format, encode
from masking.images import source as image_source
from tests.batch.conftest import Batch
from tests.batch.fakes import Act, picture, save
from tests.images.pictures import pdf_of, png_announcing, png_chunk

POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX names and files")


def everything_below(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def test_bombs_are_named_and_quick(batch: Batch) -> None:
    save(batch.input / "good.png")
    (batch.input / "60 megapixels.png").write_bytes(png_announcing(10_000, 6_000))
    (batch.input / "huge.png").write_bytes(png_announcing(2**31 - 1, 2**31 - 1))
    (batch.input / "tiny.png").write_bytes(png_announcing(1, 1))
    began = time.monotonic()
    assert batch() is ExitCode.FAILED
    assert time.monotonic() - began < 10
    reasons = {row["source"]: row["reasons"] for row in batch.rows if row["reasons"]}
    assert reasons == {
        "60 megapixels.png": ["too-large: 10000 x 6000 pixels are more than 50 million"],
        "huge.png": ["too-large: it unpacks to too many pixels"],
        "tiny.png": ["too-small: 1 x 1 pixels: a side is shorter than 32"],
    }
    assert batch.images == ["good.png"]


def test_a_file_larger_than_allowed_is_not_even_read(batch: Batch) -> None:
    with (batch.input / "large.bmp").open("wb") as file:
        file.write(b"BM")
        file.truncate(300_000_000)  # sparse: takes no room
    assert batch() is ExitCode.FAILED
    assert batch.rows[0]["reasons"] == ["too-large: it has more than 200 megabytes"]
    assert batch.rows[0]["sha256"] is None


def test_text_chunks_that_unpack_to_gigabytes(batch: Batch) -> None:
    good = encode(picture(Act.MASK), Format.PNG)
    bomb = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(50_000_000), 9))
    (batch.input / "a.png").write_bytes(good[:33] + bomb + good[33:])
    batch()
    assert batch.rows[0]["status"] in ("masked", "failed")
    for path in batch.output.rglob("*.png"):
        assert path.stat().st_size < 10_000


def test_a_pdf_that_unpacks_to_gigabytes_is_stopped(batch: Batch) -> None:
    stream = zlib.compressobj(9)
    packed = b"".join(stream.compress(b"q Q " * 2_500_000) for _ in range(60)) + stream.flush()
    text = pdf_of(["@"]).replace(
        b"<< /Length 1 >>\nstream\n@\nendstream",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
    )
    assert packed in text
    (batch.input / "a.pdf").write_bytes(text)
    save(batch.input / "good.png")
    batch.processes = True
    worker = {"page_seconds": 60, "max_memory_mb": 450}
    began = time.monotonic()
    assert batch(worker=worker) is ExitCode.FAILED
    assert time.monotonic() - began < 200
    reasons = {row["source"]: row["reasons"] for row in batch.rows}
    assert reasons["good.png"] == []
    assert reasons["a.pdf"] == [GREW]


def test_scripts_and_attachments_of_a_pdf_do_not_survive(batch: Batch) -> None:
    extra = (
        "/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>"
        " /AA << /WC << /S /Launch /F (calc.exe) >> >>"
    )
    (batch.input / "a.pdf").write_bytes(pdf_of(["0 0 0 rg 0 0 50 50 re f"], extra=extra))
    assert batch() is ExitCode.OK
    data = (batch.output / "a.pdf").read_bytes()
    assert not any(word in data for word in (b"JavaScript", b"Launch", b"calc", b"OpenAction"))


def test_a_picture_that_is_also_a_page_or_an_archive_is_only_a_picture(batch: Batch) -> None:
    script = b"<script>alert(1)</script>"
    data = encode(picture(Act.MASK), Format.PNG) + script
    path = batch.input / "a.png"
    path.write_bytes(data)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr("hidden.txt", b"hidden in an archive behind the picture")
    assert batch() is ExitCode.OK
    result = (batch.output / "a.png").read_bytes()
    assert script not in result
    assert b"PK\x03\x04" not in result


def test_nothing_is_written_outside_the_output(batch: Batch, tmp_path: Path) -> None:
    png = encode(picture(Act.MASK), Format.PNG)
    with zipfile.ZipFile(batch.input / "a.zip", "w") as file:
        for name in ("../escaped.png", "/tmp/escaped.png", "..\\..\\escaped.png", "ok/a.png"):
            file.writestr(name, png)
    before = everything_below(tmp_path)
    assert batch() is ExitCode.FAILED
    new = everything_below(tmp_path) - before
    assert all(name == "out" or name.startswith("out/") for name in new)
    assert batch.images == ["a.zip/ok/a.png"]
    assert sorted(batch.statuses.values()) == ["failed", "failed", "failed", "masked"]


@POSIX
def test_links_in_the_output_folder_do_not_lead_results_elsewhere(
    batch: Batch, tmp_path: Path
) -> None:
    save(batch.input / "sub" / "a.png")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    batch.output.mkdir()
    (batch.output / "sub").symlink_to(elsewhere)
    save(batch.input / "b.png", number=1)
    assert batch() is ExitCode.FAILED
    assert batch.statuses == {"b.png": "masked", "sub/a.png": "failed"}
    assert batch.rows[1]["reasons"] == [
        "not-written: the result cannot be written (a link in the output folder leads out of it)"
    ]
    assert list(elsewhere.iterdir()) == []


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of any bytes")
def test_odd_names_go_through_whole(batch: Batch) -> None:
    png = encode(picture(Act.MASK), Format.PNG)
    names = [b"line\nbreak.png", b"\xff\xfe.png", b"x" * 251 + b".png", b"-rf.png", b"%2e%2e.png"]
    for name in names:
        Path(os.fsdecode(os.fsencode(batch.input) + b"/" + name)).write_bytes(png)
    assert batch() is ExitCode.OK
    assert sorted(os.fsencode(name) for name in batch.images) == sorted(names)
    assert len((batch.output / "report.jsonl").read_bytes().splitlines()) == len(names)
    assert sorted(os.fsencode(row["source"]) for row in batch.rows) == sorted(names)
    index = (batch.output / "index.html").read_text(encoding="utf-8")
    assert "line\\nbreak.png" in index
    assert 'href="%252e%252e.png"' in index
    batch()
    assert batch.heard.rows == []


def test_a_result_that_cannot_be_put_in_place_costs_one_row(batch: Batch) -> None:
    png = encode(picture(Act.MASK), Format.PNG)
    with zipfile.ZipFile(batch.input / "a.zip", "w") as file:
        file.writestr("x.png/y.png", png)
        file.writestr("x.png", png)  # a file where another needs a folder
        file.writestr("z.png", png)
    assert batch() is ExitCode.FAILED
    assert sorted(batch.statuses.values()) == ["failed", "masked", "masked"]
    assert len(batch.images) == 2


def test_a_name_is_never_markup(batch: Batch) -> None:
    save(batch.input / "a<img src=x onerror=alert(1)>&.png".replace("/", ""))
    batch()
    index = (batch.output / "index.html").read_text(encoding="utf-8")
    assert "<img src=x" not in index
    assert "&lt;img src=x onerror=alert(1)&gt;&amp;.png" in index


def test_a_file_that_changes_while_it_is_read_fails_and_is_tried_again(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = save(batch.input / "a.png")
    real = os.fstat
    calls = 0

    def fstat(fd: int) -> os.stat_result:
        nonlocal calls
        calls += 1
        if calls == 5:  # between the two looks of read_bytes
            path.write_bytes(path.read_bytes() + b"more")
        return real(fd)

    monkeypatch.setattr(image_source.os, "fstat", fstat)
    assert batch() is ExitCode.FAILED
    assert batch.rows[0]["reasons"] == ["changed-while-read: the file changed while it was read"]
    monkeypatch.undo()
    assert batch() is ExitCode.OK


def test_a_file_that_is_gone_when_its_turn_comes_fails_alone(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    from app.batch import run as run_module

    path = save(batch.input / "a.png")
    save(batch.input / "b.png", number=1)
    real = run_module.assign
    monkeypatch.setattr(
        run_module, "assign", lambda *a: (path.unlink(missing_ok=True), real(*a))[1]
    )
    assert batch() is ExitCode.FAILED
    assert batch.statuses == {"a.png": "failed", "b.png": "masked"}
    assert batch.rows[0]["reasons"] == [
        "unreadable-file: it cannot be read (No such file or directory)"
    ]
