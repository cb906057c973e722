"""Results in a store are those of a folder, byte by byte, and so is going on with them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.batch.local import LocalEngine
from app.batch.run import run
from app.batch.shelf import RemoteShelf, shelf_for
from app.batch.storage import Place, RemoteFolder, place
from app.config import load
from masking.errors import ExitCode, UsageError
from masking.images import Format, encode
from tests.batch import fakes
from tests.batch.conftest import Heard, InProcess
from tests.batch.fakes import Act, picture, save
from tests.batch.test_kill import snapshot
from tests.cluster.conftest import in_store, upload

pytestmark = pytest.mark.ray
PIECES = 4


def mixed(folder: Path) -> Path:
    """Every kind of input and of end."""
    for number, act in enumerate([Act.MASK, Act.REVIEW, Act.NOTHING, Act.MASK]):
        save(folder / f"{number % 2}" / f"面单 {number}.png", act, number)
    save(folder / "z.png", Act.MASK, 9)
    (folder / "long.tif").write_bytes(
        encode([picture(Act.MASK, 20 + n) for n in range(3)], Format.TIFF)
    )
    (folder / "broken.jpg").write_bytes(b"\xff\xd8\xff\xe0 no")
    (folder / "empty.jpg").write_bytes(b"")
    (folder / "notes.txt").write_text("no image")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for number in (30, 31):
            inner = io.BytesIO()
            picture(Act.MASK, number).save(inner, "PNG")
            archive.writestr(f"p/{number}.png", inner.getvalue())
    (folder / "pack.zip").write_bytes(stream.getvalue())
    return folder


def batch(source: Place, output: Place, **settings: Any) -> tuple[ExitCode, Heard]:
    heard = Heard()
    config = load(None, settings)
    engine = InProcess(fakes.make)
    return run(source, output, config, engine=engine, progress=heard), heard


def test_a_store_holds_what_a_folder_holds(s3: Any, tmp_path: Path) -> None:
    source = mixed(tmp_path / "in")
    address = upload(s3, source, "same")
    expected = batch(source, tmp_path / "out", with_originals=True)
    found = batch(place(address), place("s3://same/out"), with_originals=True)
    assert found[0] is expected[0] is ExitCode.FAILED
    assert found[1].lines[:-1] == expected[1].lines[:-1]
    assert in_store(s3, "same/out") == snapshot(tmp_path / "out")
    assert not s3.find("same/out/.waybill-mask/parts")


def test_a_second_run_keeps_what_is_there(s3: Any, tmp_path: Path) -> None:
    source = mixed(tmp_path / "in")
    address = upload(s3, source, "again")
    batch(place(address), place("s3://again/out"))
    before = in_store(s3, "again/out")
    changed = {path: s3.info(path)["LastModified"] for path in s3.find("again/out")}
    _, heard = batch(place(address), place("s3://again/out"))
    assert [row["source"] for row in heard.rows] == ["empty.jpg"]  # it has no digest to compare
    assert in_store(s3, "again/out") == before
    outputs = [path for path in changed if path.endswith((".png", ".tif", "-0.jpg"))]
    assert len(outputs) > 5
    assert all(s3.info(path)["LastModified"] == changed[path] for path in outputs)


def test_a_changed_picture_and_a_lost_result_are_done_again(s3: Any, tmp_path: Path) -> None:
    source = mixed(tmp_path / "in")
    address = upload(s3, source, "anew")
    batch(place(address), place("s3://anew/out"))
    save(source / "z.png", Act.NOTHING, 77)
    s3.put_file(str(source / "z.png"), "anew/in/z.png")
    s3.rm("anew/out/0/面单 0.png")
    _, heard = batch(place(address), place("s3://anew/out"))
    assert {row["source"] for row in heard.rows} == {"0/面单 0.png", "z.png", "empty.jpg"}
    assert s3.exists("anew/out/0/面单 0.png")
    assert not s3.exists("anew/out/z.png")
    batch(source, tmp_path / "out")
    assert in_store(s3, "anew/out") == snapshot(tmp_path / "out")


def test_another_input_and_foreign_files_are_refused(s3: Any, tmp_path: Path) -> None:
    source = mixed(tmp_path / "in")
    address = upload(s3, source, "foreign")
    s3.pipe_file("foreign/mine/z.png", b"mine")
    with pytest.raises(UsageError, match="did not write"):
        batch(place(address), place("s3://foreign/mine"))
    assert in_store(s3, "foreign/mine") == {"z.png": b"mine"}
    batch(place(address), place("s3://foreign/out"))
    with pytest.raises(UsageError, match="another input"):
        batch(place(f"{address}/0"), place("s3://foreign/out"))
    with pytest.raises(UsageError, match="folder of the originals"):
        batch(place(address), place(address))


def test_results_inside_the_input_are_not_its_pictures(s3: Any, tmp_path: Path) -> None:
    address = upload(s3, mixed(tmp_path / "in"), "inside")
    batch(place(address), place(f"{address}/out"))
    code, heard = batch(place(address), place("s3://inside/other"))
    assert heard.lines[0].startswith("passed over: 1 folders with results")
    assert {row["source"].split("/")[0] for row in heard.rows}.isdisjoint({"out"})
    assert code is ExitCode.FAILED


def test_one_file_may_be_the_input(s3: Any, tmp_path: Path) -> None:
    address = upload(s3, mixed(tmp_path / "in"), "single")
    code, _ = batch(place(f"{address}/z.png"), place("s3://single/out"))
    assert code is ExitCode.OK
    assert "z.png" in in_store(s3, "single/out")


def test_what_is_not_there_is_wrong_usage(s3: Any) -> None:
    s3.mkdir("void")
    with pytest.raises(UsageError, match="no images"):
        batch(place("s3://void/in"), place("s3://void/out"))
    with pytest.raises(UsageError, match=r"cannot be listed|no images"):
        batch(place("s3://no-such-bucket/in"), place("s3://void/out"))
    with pytest.raises(UsageError, match="nothing that is installed"):
        place("no-such-scheme://x")
    assert s3.find("void") == []


def test_a_later_run_takes_over(s3: Any, tmp_path: Path) -> None:
    from app.batch.outputs import OutputError

    address = upload(s3, mixed(tmp_path / "in"), "over")

    class Overtaken(InProcess):
        def run(self, jobs: Any, count: int) -> Any:
            for done, pair in enumerate(super().run(jobs, count)):
                if done == 2:
                    s3.pipe_file("over/out/.waybill-mask/run", b"somebody else")
                yield pair

    with pytest.raises(OutputError):
        run(
            place(address),
            place("s3://over/out"),
            load(None, {}),
            engine=Overtaken(fakes.make),
            progress=Heard(),
        )
    assert not s3.exists("over/out/report.jsonl")


def test_a_journal_in_pieces_is_one_journal(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.batch.shelf.MAX_PIECES", PIECES)
    s3.mkdir("pieces")
    folder = RemoteFolder("s3://pieces/out")
    expected = b""
    for number in range(PIECES + 3):
        with shelf_for(folder) as (layout, shelf):
            assert isinstance(shelf, RemoteShelf)
            old = layout.journal.read_bytes() if layout.journal.exists() else b""
            assert old == expected
            (layout.state / "input").write_bytes(b"x")
            expected = old + json.dumps({"n": number}).encode() + b"\n"
            layout.journal.write_bytes(expected)
            shelf.save()
    assert len(s3.find("pieces/out/.waybill-mask/journal")) < PIECES


def test_workers_of_this_machine_reach_the_store(s3: Any, tmp_path: Path) -> None:
    source = tmp_path / "in"
    for number in range(6):
        save(source / f"{number}.png", Act.MASK, number)
    address = upload(s3, source, "workers")
    config = load(None, {"workers": 2})
    engine = LocalEngine(config, fakes.make)
    code = run(place(address), place("s3://workers/out"), config, engine=engine, progress=Heard())
    assert code is ExitCode.OK
    batch(source, tmp_path / "out")
    assert in_store(s3, "workers/out") == snapshot(tmp_path / "out")
