"""The walk finds every image, leaves nothing unsaid, and never leaves the folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.batch.inputs import LINKED_FOLDER, NO_IMAGE, OUTPUT_FOLDER, Input, Skipped, find
from masking.images import DEFAULT_LIMITS, Format
from tests.batch.fakes import save

POSIX = pytest.mark.skipif(os.name == "nt", reason="POSIX names and files")


def found(root: Path, exclude: tuple[Path, ...] = ()) -> dict[str, str | None]:
    """Problem, or None for good ones, by source; skipped ones under what they are."""
    return {
        item.source: item.what if isinstance(item, Skipped) else item.problem
        for item in find(root, DEFAULT_LIMITS, exclude)
    }


def test_everything_is_found_in_a_stable_order(tmp_path: Path) -> None:
    for name in ("b.png", "a/z.png", "a.png", "a/b/c.png", "c/x.png"):
        save(tmp_path / name)
    expected = ["a.png", "b.png", "a/z.png", "a/b/c.png", "c/x.png"]
    assert list(found(tmp_path)) == expected


def test_content_decides_and_claims_are_answered(tmp_path: Path) -> None:
    save(tmp_path / "image without suffix")
    save(tmp_path / "image.txt")
    (tmp_path / "notes.txt").write_text("x")
    (tmp_path / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
    (tmp_path / "text.JPG").write_text("x")
    (tmp_path / "empty.png").touch()
    (tmp_path / "empty").touch()
    (tmp_path / "no.zip").write_text("x")
    (tmp_path / "._image.jpg").write_bytes(b"\x00\x05\x16\x07" + bytes(100))
    items = {item.source: item for item in find(tmp_path, DEFAULT_LIMITS)}
    work = {s: i.format for s, i in items.items() if isinstance(i, Input)}
    assert work == {
        "image without suffix": Format.PNG,
        "image.txt": Format.PNG,
        "text.JPG": None,
        "empty.png": None,
        "no.zip": None,
    }
    skipped = {s for s, i in items.items() if isinstance(i, Skipped)}
    assert skipped == {"notes.txt", "Thumbs.db", "empty", "._image.jpg"}


def test_the_output_folder_is_not_read(tmp_path: Path) -> None:
    save(tmp_path / "a.png")
    save(tmp_path / "out" / "b.png")
    save(tmp_path / "old" / "c.png")
    (tmp_path / "old" / ".waybill-mask").mkdir()
    (tmp_path / "old" / ".waybill-mask" / "journal.jsonl").touch()
    assert found(tmp_path, (tmp_path / "out",)) == {"a.png": None, "old": OUTPUT_FOLDER}


@POSIX
def test_links_out_of_the_folder_are_refused(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "secret"
    save(inside / "a.png")
    save(outside / "b.png")
    (inside / "out.png").symlink_to(outside / "b.png")
    (inside / "same.png").symlink_to("a.png")
    (inside / "broken.png").symlink_to("nowhere.png")
    (inside / "loop.png").symlink_to("loop.png")
    (inside / "folder").symlink_to(outside)
    (inside / "up").symlink_to("..")
    assert found(inside) == {
        "a.png": None,
        "broken.png": "broken-link: the link leads nowhere",
        "folder": LINKED_FOLDER,
        "loop.png": "broken-link: the link leads nowhere",
        "out.png": "outside-input: the link leads out of the input folder",
        "same.png": None,
        "up": LINKED_FOLDER,
    }


@POSIX
def test_pipes_and_devices_are_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.jpg")
    os.mkfifo(tmp_path / "pipe")
    assert found(tmp_path) == {
        "pipe": NO_IMAGE,
        "pipe.jpg": "unreadable-file: it is not an ordinary file",
    }


@POSIX
def test_unreadable_files_and_folders_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(tmp_path / "closed" / "a.png")
    save(tmp_path / "b.png")
    real = os.scandir

    def scandir(path: Path) -> object:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)  # root may read everything
    sentence = "unreadable-folder: the folder cannot be listed (Permission denied)"
    assert found(tmp_path) == {"b.png": None, "closed/": sentence}


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of any bytes")
def test_odd_names_are_found(tmp_path: Path) -> None:
    for name in (b"line\nbreak.png", b"\xff\xfe.png", b"x" * 251 + b".png", b"$(echo).png"):
        path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        path.write_bytes(save(tmp_path / "a.png").read_bytes())
    assert len(found(tmp_path)) == 5


def test_deep_folders_are_no_problem(tmp_path: Path) -> None:
    folder = tmp_path
    for _ in range(300):
        folder = folder / "d"
    try:
        save(folder / "a.png")
    except OSError:
        pytest.skip("the system has no such deep folders")
    assert list(found(tmp_path)) == ["d/" * 300 + "a.png"]
