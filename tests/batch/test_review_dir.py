"""``--review-dir``: complete whatever came before, and never in anybody's way."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from app.batch.outputs import OutputError
from masking.errors import ExitCode, UsageError
from tests.batch.conftest import Batch
from tests.batch.fakes import Act, save


def below(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_it_may_not_hold_the_originals(batch: Batch) -> None:
    path = save(batch.input / "a.png", Act.REVIEW)
    original = path.read_bytes()
    for place in (batch.input, batch.input / ".", batch.input.parent):
        with pytest.raises(UsageError):
            batch(review_dir=place)
        assert path.read_bytes() == original
    assert not batch.output.exists()


def test_files_of_others_are_not_overwritten(batch: Batch, tmp_path: Path) -> None:
    save(batch.input / "a.png", Act.REVIEW)
    place = tmp_path / "mine"
    place.mkdir()
    (place / "a.png").write_text("somebody's own")
    (place / "other.txt").write_text("in nobody's way")
    with pytest.raises(UsageError, match="did not write"):
        batch(review_dir=place)
    assert (place / "a.png").read_text() == "somebody's own"
    assert batch(review_dir=place, resume=False) is ExitCode.REVIEW
    assert below(place) == ["a.png", "other.txt"]


def test_originals_below_the_input_are_never_overwritten(batch: Batch) -> None:
    save(batch.input / "a.png", Act.REVIEW)
    original = save(batch.input / "sub" / "a.png", Act.REVIEW, 1).read_bytes()
    for resume in (True, False):
        with pytest.raises(UsageError, match="originals"):
            batch(review_dir=batch.input / "sub", resume=resume)
    assert (batch.input / "sub" / "a.png").read_bytes() == original


@pytest.mark.parametrize("name", ["", ".waybill-mask", ".waybill-mask/parts", "index", "INDEX"])
def test_it_may_not_be_where_the_results_are(batch: Batch, name: str) -> None:
    save(batch.input / "a.png", Act.REVIEW)
    with pytest.raises(UsageError):
        batch(review_dir=batch.output / name)


def test_inside_the_output_it_takes_no_results_place(batch: Batch) -> None:
    save(batch.input / "a.png", Act.REVIEW)
    save(batch.input / "to-review" / "a.png", Act.MASK, 1)
    with pytest.raises(UsageError, match="take the place"):
        batch(review_dir=batch.output / "to-review")
    assert batch(review_dir=batch.output / "other") is ExitCode.REVIEW
    assert below(batch.output / "other") == ["a.png"]


def test_two_outputs_do_not_share_one(batch: Batch, tmp_path: Path) -> None:
    save(batch.input / "a.png", Act.REVIEW)
    place = tmp_path / "review"
    batch(review_dir=place)
    batch.output = tmp_path / "other"
    with pytest.raises(UsageError, match="did not write"):
        batch(review_dir=place, policy="full")
    assert batch(review_dir=place, policy="full", resume=False) is ExitCode.REVIEW


def test_it_is_filled_from_earlier_results_too(batch: Batch, tmp_path: Path) -> None:
    save(batch.input / "a.png", Act.REVIEW)
    save(batch.input / "sub" / "b.png", Act.REVIEW, 1)
    save(batch.input / "c.png", Act.MASK, 2)
    batch()
    place = tmp_path / "review"
    for _ in range(2):
        assert batch(review_dir=place) is ExitCode.REVIEW
        assert batch.heard.rows == []
        assert below(place) == ["a.png", "sub/b.png"]
        assert (place / "a.png").read_bytes() == (batch.output / "a.png").read_bytes()


def test_a_result_made_without_it_replaces_no_copy_unseen(batch: Batch, tmp_path: Path) -> None:
    """A stricter run without the folder, then one with it: the weaker copy is gone."""
    save(batch.input / "a.png", Act.REVIEW)
    place = tmp_path / "review"
    batch(review_dir=place)
    save(batch.input / "a.png", Act.REVIEW, 9)
    batch()
    batch(review_dir=place)
    assert (place / "a.png").read_bytes() == (batch.output / "a.png").read_bytes()


def test_a_doubt_that_went_in_a_run_without_it(batch: Batch, tmp_path: Path) -> None:
    save(batch.input / "a.png", Act.REVIEW)
    place = tmp_path / "review"
    batch(review_dir=place)
    save(batch.input / "a.png", Act.MASK, 9)
    batch()
    batch(review_dir=place)
    assert below(place) == []


def test_it_is_no_input_of_a_later_run(batch: Batch) -> None:
    save(batch.input / "a.png", Act.REVIEW)
    batch(review_dir=batch.input / "review")
    assert batch() is ExitCode.REVIEW
    assert batch.statuses == {"a.png": "review"}
    assert "passed over: the review folder review" in batch.heard.lines


def test_a_copy_that_was_looked_at_does_not_come_back(batch: Batch, tmp_path: Path) -> None:
    save(batch.input / "a.png", Act.REVIEW)
    save(batch.input / "b.png", Act.REVIEW, 1)
    place = tmp_path / "review"
    batch(review_dir=place)
    (place / "a.png").unlink()
    batch(review_dir=place)
    assert below(place) == ["b.png"]
    save(batch.input / "a.png", Act.REVIEW, 2)
    batch(review_dir=place)
    assert below(place) == ["a.png", "b.png"]


def test_half_a_copy_of_a_crash_is_cleared(batch: Batch, tmp_path: Path) -> None:
    save(batch.input / "sub" / "a.png", Act.REVIEW)
    place = tmp_path / "review"
    (place / "sub").mkdir(parents=True)
    (place / "sub" / ".1234-0.waybill-mask-part").write_bytes(b"half")
    (place / "sub" / ".own.part").write_bytes(b"somebody's own")
    batch(review_dir=place)
    assert below(place) == ["sub/.own.part", "sub/a.png"]


def test_a_full_disk_of_copies_ends_the_run_and_leaves_no_half(
    batch: Batch, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(batch.input / "a.png", Act.REVIEW)
    save(batch.input / "b.png", Act.REVIEW, 1)
    place = tmp_path / "review"

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("app.batch.review.shutil.copyfileobj", full)
    with pytest.raises(OutputError):
        batch(review_dir=place)
    assert below(place) == []
    monkeypatch.undo()
    assert batch(review_dir=place) is ExitCode.REVIEW
    assert below(place) == ["a.png", "b.png"]


def test_a_copy_that_could_not_be_noted_is_made_again(batch: Batch, tmp_path: Path) -> None:
    """A crash can leave half a line."""
    save(batch.input / "a.png", Act.REVIEW)
    place = tmp_path / "review"
    batch(review_dir=place)
    (record,) = (batch.output / ".waybill-mask").glob("review-*.txt")
    record.write_bytes(record.read_bytes()[:-20])
    (place / "a.png").unlink()
    for _ in range(2):
        batch(review_dir=place)
        assert below(place) == ["a.png"]
        assert record.read_text().count("\n") >= 3
