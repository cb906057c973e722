"""The journal survives whatever a crash leaves of its last lines."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.batch import journal as journal_module
from app.batch.journal import Entry, Journal
from app.batch.report import failed_row


def entry(source: str, sha256: str = "0", *, settings: str = "s") -> Entry:
    return Entry(source, sha256, settings, (failed_row(source, 0, sha256, "x: y"),), None)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.jsonl"


def test_the_last_entry_of_a_source_counts(path: Path) -> None:
    with Journal(path) as journal:
        journal.append(entry("a", "1"))
        journal.append(entry("b", "2"))
        journal.append(entry("a", "3"))
    with Journal(path) as journal:
        assert {source: mark.sha256 for source, mark in journal.marks.items()} == {
            "a": "3",
            "b": "2",
        }
        assert [row["sha256"] for row in journal.rows(["b", "missing", "a"])] == ["2", "3"]


def test_any_torn_end_is_dropped(path: Path) -> None:
    with Journal(path) as journal:
        journal.append(entry("a"))
        whole = path.stat().st_size
        journal.append(entry("面单"))
    data = path.read_bytes()
    for length in range(whole, len(data)):
        path.write_bytes(data[:length])
        with Journal(path) as journal:
            assert list(journal.marks) == ["a"]
            assert path.stat().st_size == whole
            journal.append(entry("c"))
        with Journal(path) as journal:
            assert list(journal.marks) == ["a", "c"]


def test_lines_that_a_power_loss_spoilt_are_passed_over(path: Path) -> None:
    with Journal(path) as journal:
        for source in "abc":
            journal.append(entry(source))
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + bytes(50) + b"\n" + b'{"source": 3}\n' + lines[2])
    with Journal(path) as journal:
        assert list(journal.marks) == ["a", "c"]
        assert [row["source"] for row in journal.rows("ac")] == ["a", "c"]


def test_reading_only_changes_nothing(path: Path) -> None:
    with Journal(path) as journal:
        journal.append(entry("a"))
    path.write_bytes(path.read_bytes() + b'{"torn')
    before = path.read_bytes()
    with Journal(path, read_only=True) as journal:
        assert list(journal.marks) == ["a"]
    assert path.read_bytes() == before


def test_a_journal_of_old_lines_is_written_anew(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_module, "COMPACT_FROM_BYTES", 100)
    with Journal(path) as journal:
        for number in range(50):
            journal.append(entry("a", str(number)))
        journal.append(entry("b"))
    long = path.stat().st_size
    with Journal(path) as journal:
        assert path.stat().st_size < long / 10
        journal.append(entry("c"))
        assert [row["sha256"] for row in journal.rows(["a", "b", "c"])] == ["49", "0", "0"]
    with Journal(path) as journal:
        assert list(journal.marks) == ["a", "b", "c"]
    assert [p.name for p in path.parent.iterdir()] == ["journal.jsonl"]


class FullDisk:
    """A file that takes a few bytes of what it is given, then has no room."""

    def __init__(self, file: object) -> None:
        self._file = file
        self._room = 10

    def __getattr__(self, name: str) -> object:
        return getattr(self._file, name)

    def write(self, data: memoryview) -> int:
        if self._room <= 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        taken, self._room = min(self._room, len(data)), self._room - len(data)
        return self._file.write(data[:taken])  # type: ignore[attr-defined, no-any-return]


def test_a_full_disk_leaves_the_journal_as_it_was(path: Path) -> None:
    with Journal(path) as journal:
        journal.append(entry("a"))
        before = path.read_bytes()
        journal._file = FullDisk(journal._file)  # type: ignore[assignment]
        with pytest.raises(OSError, match="No space"):
            journal.append(entry("b"))
        assert list(journal.marks) == ["a"]
    assert path.read_bytes() == before
