"""A folder in, redacted images and a report out."""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from masking.errors import ExitCode, ModelUnavailableError, UsageError
from masking.images import Format, encode, open_document
from tests.batch import fakes
from tests.batch.conftest import Batch
from tests.batch.fakes import SECRET, Act, picture, save
from tests.images.pictures import heic

KEYS = ["source", "page", "sha256", "status", "output", "reasons", "fields", "size", "ms"]
FIELD_KEYS = ["kind", "role", "hidden", "of", "rule", "quad", "confidence"]


def test_images_keep_their_place_and_the_report_its_keys(batch: Batch) -> None:
    path = save(batch.input / "scan" / "面单 1.png")
    assert batch() is ExitCode.OK
    assert batch.images == ["scan/面单 1.png"]
    (row,) = batch.rows
    assert list(row) == KEYS
    assert row["source"] == row["output"] == "scan/面单 1.png"
    assert row["page"] == 0
    assert row["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert row["status"] == "masked"
    assert row["reasons"] == []
    assert row["size"] == [120, 80]
    assert row["ms"] == {"read": 1.0, "paint": 2.0, "check": 3.0}
    (field,) = row["fields"]
    assert list(field) == FIELD_KEYS
    assert field == {
        "kind": "name",
        "role": "receiver",
        "hidden": 1,
        "of": 2,
        "rule": "name.rest",
        "quad": [[0.0, 0.0], [60.0, 0.0], [60.0, 80.0], [0.0, 80.0]],
        "confidence": 0.912,
    }


def test_the_output_is_the_masked_picture_and_nothing_else(batch: Batch) -> None:
    save(batch.input / "a.png")
    batch()
    with Image.open(batch.output / "a.png") as image:
        pixels = np.asarray(image.convert("RGB"))
    expected = np.asarray(picture(Act.MASK)).copy()
    expected[:, :60] = 0
    assert np.array_equal(pixels, expected)


def test_the_report_is_lines_of_utf_8_without_escapes(batch: Batch) -> None:
    save(batch.input / "面单.png")
    batch()
    data = (batch.output / "report.jsonl").read_bytes()
    assert data.endswith(b"}\n")
    assert '"面单.png"'.encode() in data


@pytest.mark.parametrize(
    ("act", "status", "exit_code"),
    [
        (Act.MASK, "masked", 0),
        (Act.REVIEW, "review", 3),
        (Act.NOTHING, "failed", 4),
        (Act.FAILED, "failed", 4),
        (Act.BUG, "failed", 4),
        (Act.ENGINE, "failed", 4),
        (Act.WRONG_SIZE, "failed", 4),
    ],
)
def test_the_exit_code_tells_the_worst_status(
    batch: Batch, act: Act, status: str, exit_code: int
) -> None:
    save(batch.input / "good.png")
    save(batch.input / "other.png", act)
    assert batch() == exit_code
    assert batch.statuses == {"good.png": "masked", "other.png": status}
    assert batch.images == (["good.png", "other.png"] if status != "failed" else ["good.png"])
    assert [row["output"] for row in batch.rows if row["status"] == "failed"] in ([], [None])


def test_failed_outweighs_review(batch: Batch) -> None:
    save(batch.input / "a.png", Act.REVIEW)
    save(batch.input / "b.png", Act.NOTHING)
    assert batch() is ExitCode.FAILED


def test_wrong_files_fail_with_a_reason_and_the_others_are_masked(batch: Batch) -> None:
    save(batch.input / "good.png")
    (batch.input / "text.jpg").write_text("this is no picture")
    (batch.input / "empty.jpg").touch()
    whole = encode(picture(Act.MASK), Format.JPEG)
    (batch.input / "damaged.jpg").write_bytes(whole[: len(whole) // 2])
    (batch.input / "notes.txt").write_text("not even called a picture")
    assert batch() is ExitCode.FAILED
    reasons = {row["source"]: row["reasons"] for row in batch.rows}
    assert reasons == {
        "good.png": [],
        "text.jpg": ["not-an-image: the content is of no supported image format"],
        "empty.jpg": ["empty-file: the file is empty"],
        "damaged.jpg": ["damaged-image: the image data is truncated or broken"],
    }
    assert batch.images == ["good.png"]
    assert "passed over: 1 files that are no images" in batch.heard.lines


def test_recognised_text_of_an_unexpected_error_stays_in_the_worker(batch: Batch) -> None:
    save(batch.input / "a.png", Act.BUG)
    batch()
    assert batch.rows[0]["reasons"] == ["internal-error: unexpected ValueError"]
    for path in batch.output.rglob("*"):
        assert not path.is_file() or SECRET.encode() not in path.read_bytes()


def test_every_format_goes_through(batch: Batch) -> None:
    image = picture(Act.MASK)
    files = [
        ("a.jpg", Format.JPEG, "a.jpg"),
        ("png inside.jpg", Format.PNG, "png inside.jpg"),
        ("a.webp", Format.WEBP, "a.webp"),
        ("a.bmp", Format.BMP, "a.bmp"),
        ("a.gif", Format.GIF, "a.gif"),
        ("a.tif", Format.TIFF, "a.tif"),
        ("a.avif", Format.AVIF, "a.avif"),
        ("a.pdf", Format.PDF, "a.pdf"),
        ("phone.heic", Format.HEIC, "phone.jpg"),
        ("no suffix", Format.JPEG, "no suffix"),
        ("photo.dat", Format.PNG, "photo.dat"),
    ]
    for name, format, _ in files:
        data = heic(image) if format is Format.HEIC else encode(image, format)
        (batch.input / name).write_bytes(data)
    assert batch() is ExitCode.OK
    assert batch.images == sorted(output for _, _, output in files)
    for _, format, output in files:
        document = open_document(batch.output / output)
        page = document.page(0).image
        assert document.format is format.written_as
        assert page.size == image.size or format is Format.PDF
        assert np.asarray(page)[10:-10, 2 : page.width // 2 - 8].max() < 20


def test_every_page_of_a_document_has_a_row(batch: Batch) -> None:
    pages = [picture(Act.MASK), picture(Act.REVIEW, 1), picture(Act.NOTHING, 2)]
    (batch.input / "a.tif").write_bytes(encode(pages, Format.TIFF))
    assert batch() is ExitCode.FAILED
    assert [(row["page"], row["status"], row["output"]) for row in batch.rows] == [
        (0, "masked", "a.tif"),
        (1, "review", "a.tif"),
        (2, "failed", None),
    ]
    document = open_document(batch.output / "a.tif")
    assert len(document) == 3
    withheld = document.page(2).image
    assert withheld.size == (120, 80)
    assert withheld.getcolors() == [(120 * 80, (128, 128, 128))]


def test_a_document_without_a_good_page_has_no_output(batch: Batch) -> None:
    pages = [picture(Act.NOTHING), picture(Act.NOTHING, 1)]
    (batch.input / "a.tif").write_bytes(encode(pages, Format.TIFF))
    assert batch() is ExitCode.FAILED
    assert [row["status"] for row in batch.rows] == ["failed", "failed"]
    assert batch.images == []


def test_pdf_pages_become_pictures(batch: Batch) -> None:
    from tests.images.pictures import pdf_of

    text = "BT /F 12 Tf 20 400 Td (Receiver Lin Demo 13800001111) Tj ET"
    (batch.input / "a.pdf").write_bytes(pdf_of([text, text]))
    batch()
    pdf = pypdfium2.PdfDocument(batch.output / "a.pdf")
    assert [page.get_textpage().get_text_range() for page in pdf] == ["", ""]
    assert len(batch.rows) == 2


def test_one_file_may_be_the_input(batch: Batch) -> None:
    path = save(batch.input / "deep" / "a.png")
    save(batch.input / "deep" / "b.png")
    assert batch(path) is ExitCode.OK
    assert batch.statuses == {"a.png": "masked"}


def test_one_file_that_is_no_image_fails(batch: Batch) -> None:
    (batch.input / "notes.txt").write_text("hello")
    assert batch(batch.input / "notes.txt") is ExitCode.FAILED


def test_nothing_to_do_is_wrong_usage(batch: Batch, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no images"):
        batch()
    with pytest.raises(UsageError, match="does not exist"):
        batch(tmp_path / "missing")
    assert not batch.output.exists()


def test_an_unwritable_output_is_wrong_usage(batch: Batch) -> None:
    save(batch.input / "a.png")
    batch.output.write_text("a file is in the way")
    with pytest.raises(UsageError, match="cannot be written"):
        batch()
    assert batch.output.read_text() == "a file is in the way"


@pytest.mark.parametrize("make", [fakes.make_none, "no model on an image"])
def test_missing_models_stop_the_run(batch: Batch, make: object) -> None:
    if callable(make):
        batch.make = make
        save(batch.input / "a.png")
    else:
        save(batch.input / "a.png", Act.NO_MODEL)
    with pytest.raises(ModelUnavailableError):
        batch()


def test_the_review_folder_collects_copies(batch: Batch, tmp_path: Path) -> None:
    save(batch.input / "sub" / "a.png", Act.REVIEW)
    save(batch.input / "b.png")
    batch(review_dir=tmp_path / "review")
    found = [p for p in (tmp_path / "review").rglob("*") if p.is_file()]
    assert found == [tmp_path / "review" / "sub" / "a.png"]
    assert found[0].read_bytes() == (batch.output / "sub" / "a.png").read_bytes()


def test_the_summary_says_it_all(batch: Batch) -> None:
    save(batch.input / "a.png")
    save(batch.input / "b.png", Act.REVIEW)
    save(batch.input / "c.png", Act.NOTHING)
    batch()
    assert batch.heard.lines[-1].startswith("masked 1, review 1, failed 1; 2 fields hidden; ")
    assert batch.heard.lines[-1].endswith(" images/s")


def test_nothing_but_results_and_own_files_are_written(batch: Batch) -> None:
    save(batch.input / "a.png")
    batch()
    state = sorted(p.name for p in (batch.output / ".waybill-mask").iterdir())
    assert state == ["input", "journal.jsonl", "lock"]
    assert sorted(p.name for p in batch.output.iterdir()) == [
        ".waybill-mask",
        "a.png",
        "index",
        "index.html",
        "report.jsonl",
    ]


def test_a_picture_without_colours_is_still_one(batch: Batch) -> None:
    stream = io.BytesIO()
    picture(Act.REVIEW).convert("1").save(stream, "TIFF", compression="group4")
    (batch.input / "fax.tif").write_bytes(stream.getvalue())
    assert batch() is ExitCode.OK


def test_a_result_is_on_the_disk_before_the_journal_tells_of_it(
    batch: Batch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a power loss may leave: a result without its entry, never the other way round."""
    from app.batch import files, shelf
    from app.batch.journal import Journal

    happened: list[str] = []
    real = {"fsync": os.fsync, "append": Journal.append, "folder": shelf.sync_folder}

    def fsync(number: int) -> None:
        happened.append("file")
        real["fsync"](number)

    def folder(path: Path) -> None:
        assert (batch.output / "sub" / "a.png").exists()
        happened.append(path.name)
        real["folder"](path)

    def append(journal: Journal, entry: object) -> None:
        happened.append("journal")
        real["append"](journal, entry)

    save(batch.input / "sub" / "a.png")
    monkeypatch.setattr(files.os, "fsync", fsync)
    monkeypatch.setattr(shelf, "sync_folder", folder)
    monkeypatch.setattr(Journal, "append", append)
    batch()
    before = happened[: happened.index("journal")]
    assert "sub" in before
    assert "file" in before[: before.index("sub")]
