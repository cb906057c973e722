"""The benchmark around the judge: what is counted, and under which status."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from benchmarks import accuracy, runner
from benchmarks.runner import Result, Setup, Task, run, tasks
from benchmarks.summary import summary, table
from masking import Masked, Status

Mask = Callable[[bytes], Masked]


def untouched(data: bytes) -> Masked:
    return Masked(runner.decoded(data), Status.MASKED, ())


def doubtful(data: bytes) -> Masked:
    return Masked(runner.decoded(data), Status.REVIEW, ("name-missing: look",))


def blank(data: bytes) -> Masked:
    size = runner.decoded(data).size
    return Masked(Image.fromarray(np.full((size[1], size[0], 3), 255, np.uint8)), Status.MASKED, ())


def failing(data: bytes) -> Masked:
    return Masked(None, Status.FAILED, ("no-text: nothing",))


@pytest.fixture
def masker(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mask], None]:
    """Puts a function in the place of the library."""

    def install(mask: Mask) -> None:
        fake = type("FakeMasker", (), {"mask": staticmethod(mask)})
        monkeypatch.setattr(runner, "Masker", lambda **_: fake())

    return install


TODO = [Task("clean", "bare", "bench/1"), Task("clean", "badge", "bench/2")]


@pytest.mark.parametrize(
    ("mask", "silent", "leaky", "failed", "review"),
    [(untouched, 2, 2, 0, 0), (doubtful, 0, 2, 0, 2), (blank, 0, 0, 0, 0), (failing, 0, 0, 2, 0)],
    ids=lambda value: getattr(value, "__name__", None),
)
def test_leaks_are_counted_by_status(
    masker: Callable[[Mask], None], mask: Mask, silent: int, leaky: int, failed: int, review: int
) -> None:
    masker(mask)
    figures = summary(list(run(TODO, Setup(plain=True))))
    assert figures["images"] == 2
    assert figures["silent_leaks"] == silent
    assert figures["leaky_images"] == leaky
    assert figures["failed"] == failed
    assert figures["review"] == review
    assert figures["names_shown"] == 2 * leaky
    assert figures["phones_shown"] == 2 * leaky


def test_a_blank_page_leaks_nothing_and_spoils_everything(
    masker: Callable[[Mask], None],
) -> None:
    masker(blank)
    figures = summary(list(run(TODO, Setup(plain=True))))
    assert figures["spoiled_percent"] == 100
    assert figures["surnames_kept_percent"] == 0
    assert figures["codes_damaged"] >= 3


def test_a_failed_image_counts_neither_as_spoiled_nor_as_kept(
    masker: Callable[[Mask], None],
) -> None:
    masker(failing)
    figures = summary(list(run(TODO, Setup())))
    assert figures["spoiled_percent"] is None
    assert figures["surnames_kept_percent"] is None
    assert figures["reasons"] == {"no-text": 2}


def test_wrong_images_are_kept_with_what_leaked(
    masker: Callable[[Mask], None], tmp_path: Path
) -> None:
    masker(untouched)
    (result,) = run(TODO[:1], Setup(plain=True, keep=tmp_path))
    names = sorted(p.name for p in tmp_path.iterdir())
    stem = "clean-bare-bench-1"
    assert names == [f"{stem}-after.jpg", f"{stem}-before.jpg", f"{stem}.txt"]
    words = (tmp_path / f"{stem}.txt").read_text(encoding="utf-8")
    for leak in result.score.leaks:
        assert f"leak {leak.kind} {leak.where}: {leak.text}" in words


def test_images_that_went_well_are_kept_on_request_only(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    good = Result(TODO[0], "f", Status.MASKED, (), 1.0, (9, 9))
    assert not good.wrong
    monkeypatch.setattr(runner, "Result", lambda *_: good)
    monkeypatch.setattr(runner, "Masker", lambda **_: type("M", (), {"mask": staticmethod(blank)}))
    list(run(TODO[:1], Setup(keep=tmp_path)))
    assert list(tmp_path.iterdir()) == []
    list(run(TODO[:1], Setup(keep=tmp_path, keep_all=True)))
    assert len(list(tmp_path.iterdir())) == 3


def test_people_differ_between_conditions_and_layouts_take_turns() -> None:
    todo = list(tasks(["clean", "dark"], ["bare", "run"], 3, "s"))
    assert [t.layout for t in todo] == ["bare", "run", "bare"] * 2
    assert len({t.seed for t in todo}) == 6


def test_the_table_has_a_row_for_each_condition_and_one_for_all() -> None:
    results = [
        Result(Task(condition, "bare", "1"), "f", Status.MASKED, (), 1.0, (9, 9))
        for condition in ("clean", "dark")
    ]
    lines = table(results).splitlines()
    assert [line.split()[0] for line in lines[:4]] == ["condition", "clean", "dark", "all"]


@pytest.mark.parametrize(("mask", "code"), [(untouched, 1), (blank, 0)], ids=["leaks", "blank"])
def test_the_exit_code_tells_silent_leaks(
    masker: Callable[[Mask], None], mask: Mask, code: int, tmp_path: Path
) -> None:
    masker(mask)
    report = tmp_path / "figures.json"
    words = ["-n", "1", "--layouts", "bare", "--plain", "--json", str(report)]
    assert accuracy.main(words) == code
    assert '"silent_leaks": ' + str(code) in report.read_text(encoding="utf-8")
