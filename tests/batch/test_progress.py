"""What is said while the batch runs."""

from __future__ import annotations

import io
import sys

import pytest

from app.batch import progress as progress_module
from app.batch.progress import Bar, Lines, Silent, for_stderr, printable
from app.batch.report import failed_row


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_listener_fits_the_stream(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", Terminal())
    assert isinstance(for_stderr(quiet=False), Bar)
    assert isinstance(for_stderr(quiet=True), Silent)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert isinstance(for_stderr(quiet=False), Lines)


def test_a_log_hears_of_failures_at_once_and_of_the_rest_now_and_then(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = [0.0]
    monkeypatch.setattr(progress_module.time, "monotonic", lambda: now[0])
    lines = Lines()
    lines.begin(100)
    for _ in range(5):
        now[0] += 10
        lines.advance([failed_row("a\nb.png", 2, None, "x: y")])
        lines.advance([])
    lines.end()
    said = capsys.readouterr().err.splitlines()
    assert said.count("failed: a\\nb.png page 3: x: y") == 5
    # 50 s, of which a line after 30: three worked on, two kept; the rest may all be work.
    progress = [line for line in said if "files/s" in line]
    assert progress == ["5 of 100 files, 0.10 files/s, about 16 minutes left"]


def test_a_terminal_shows_counts_and_failures(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "200")
    bar = Bar()
    bar.begin(3)
    bar.advance([failed_row("[bold]a.png", 0, None, "x: y")])
    bar.advance([])
    bar.end()
    shown = screen.getvalue()
    assert "failed: [bold]a.png: x: y" in shown
    assert "2/3" in shown
    assert "failed 1" in shown


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("面单 1.jpg", "面单 1.jpg"),
        ("a\nb", "a\\nb"),
        ("a\x1b[31mb", "a\\x1b[31mb"),
        ("\udcff", "\\udcff"),
        ("a\u202egpj.exe", "a\\u202egpj.exe"),
    ],
)
def test_names_cannot_play_with_the_terminal(name: str, shown: str) -> None:
    assert printable(name) == shown
