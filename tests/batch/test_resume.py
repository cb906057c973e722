"""The same command again goes on where it stopped; other settings or content do the work anew."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from app.batch import plan
from masking.errors import ExitCode, UsageError
from tests.batch.conftest import Batch
from tests.batch.fakes import Act, save


def worked(batch: Batch) -> list[str]:
    """Sources that the last run worked on."""
    return sorted(row["source"] for row in batch.heard.rows)


@pytest.fixture
def done(batch: Batch) -> Batch:
    """Two files, masked."""
    save(batch.input / "a.png")
    save(batch.input / "b.png", Act.REVIEW, 1)
    assert batch() is ExitCode.REVIEW
    return batch


def test_a_finished_run_is_not_repeated_and_says_the_same(done: Batch) -> None:
    report = (done.output / "report.jsonl").read_bytes()
    times = {name: (done.output / name).stat().st_mtime_ns for name in done.images}
    assert done() is ExitCode.REVIEW
    assert worked(done) == []
    assert done.heard.files == 2
    assert (done.output / "report.jsonl").read_bytes() == report
    assert {name: (done.output / name).stat().st_mtime_ns for name in done.images} == times
    assert "masked 1, review 1, failed 0; 2 fields hidden" in done.heard.lines[-1]
    assert "2 files were already done" in done.heard.lines[-1]


def test_new_changed_and_touched_files(done: Batch) -> None:
    save(done.input / "c.png", number=2)
    save(done.input / "a.png", Act.REVIEW, 3)
    os.utime(done.input / "b.png", (1, 1))
    assert done() is ExitCode.REVIEW
    assert worked(done) == ["a.png", "c.png"]
    assert done.statuses == {"a.png": "review", "b.png": "review", "c.png": "masked"}


def test_other_settings_do_everything_anew(done: Batch) -> None:
    for settings in (
        {"policy": "strict"},
        {"style": "solid"},
        {"hide_waybill_number": True},
        {"runtime": "openvino"},
    ):
        done(**settings)
        assert worked(done) == ["a.png", "b.png"]
        done(**settings)
        assert worked(done) == []


def test_another_version_does_everything_anew(done: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "_version", lambda name="": "99.0")
    done()
    assert worked(done) == ["a.png", "b.png"]


def test_changed_rules_do_everything_anew(
    done: Batch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A checkout that was brought up to date has the same version and other rules."""
    package = tmp_path / "masking"
    shutil.copytree(Path(plan.masking.__file__).parent, package)
    monkeypatch.setattr(plan.masking, "__file__", str(package / "__init__.py"))
    plan._program.cache_clear()
    done()
    assert worked(done) == []
    with (package / "policy.py").open("a") as rules:
        rules.write("# another rule\n")
    plan._program.cache_clear()
    done()
    assert worked(done) == ["a.png", "b.png"]
    monkeypatch.undo()
    plan._program.cache_clear()


def test_how_it_runs_is_no_other_setting(done: Batch) -> None:
    done.processes = True
    done(workers=2, worker={"page_seconds": 5}, quiet=True)
    assert worked(done) == []


def test_no_resume_does_everything_anew(done: Batch) -> None:
    done(resume=False)
    assert worked(done) == ["a.png", "b.png"]
    assert done.statuses == {"a.png": "masked", "b.png": "review"}


def test_a_missing_output_is_made_again(done: Batch) -> None:
    (done.output / "a.png").unlink()
    done()
    assert worked(done) == ["a.png"]
    assert done.images == ["a.png", "b.png"]


def test_a_missing_report_is_written_again(done: Batch) -> None:
    report = (done.output / "report.jsonl").read_bytes()
    (done.output / "report.jsonl").unlink()
    done()
    assert (done.output / "report.jsonl").read_bytes() == report


def test_a_result_that_became_a_failure_is_removed(done: Batch, tmp_path: Path) -> None:
    save(done.input / "a.png", Act.NOTHING, 5)
    (done.input / "b.png").write_bytes(b"no picture any more")
    assert done() is ExitCode.FAILED
    assert done.images == []
    assert done.statuses == {"a.png": "failed", "b.png": "failed"}


def test_a_weaker_result_does_not_outlive_the_start_of_its_replacement(done: Batch) -> None:
    """The model cannot be loaded for the stricter run: the old pictures must be gone all the same
    where their replacement has begun, and be out of the report where it has not."""
    save(done.input / "a.png", Act.ENGINE, 6)
    done(policy="full")
    assert done.images == ["b.png"]
    assert done.statuses == {"a.png": "failed", "b.png": "review"}


def test_a_review_copy_goes_when_the_doubt_goes(done: Batch, tmp_path: Path) -> None:
    review = tmp_path / "review"
    done(resume=False, review_dir=review)
    assert [p.name for p in review.iterdir()] == ["b.png"]
    save(done.input / "b.png", Act.MASK, 7)
    assert done(review_dir=review) is ExitCode.OK
    assert list(review.iterdir()) == []


def test_failures_of_the_machine_are_tried_again_and_those_of_the_file_are_not(
    batch: Batch,
) -> None:
    save(batch.input / "engine.png", Act.ENGINE)
    save(batch.input / "bug.png", Act.BUG)
    save(batch.input / "nothing.png", Act.NOTHING)
    (batch.input / "text.jpg").write_text("x")
    batch()
    batch()
    assert worked(batch) == ["bug.png", "engine.png"]
    assert len(batch.rows) == 4


def test_results_of_inputs_that_are_gone_stay(done: Batch) -> None:
    (done.input / "b.png").unlink()
    assert done() is ExitCode.OK
    assert done.statuses == {"a.png": "masked", "b.png": "review"}
    assert done.images == ["a.png", "b.png"]


def test_files_of_one_folder_may_be_given_one_by_one(batch: Batch) -> None:
    first, second = save(batch.input / "a.png"), save(batch.input / "b.png", number=1)
    batch(first)
    batch(second)
    assert batch.statuses == {"a.png": "masked", "b.png": "masked"}
    batch()
    assert worked(batch) == []


def test_an_output_folder_belongs_to_one_input(done: Batch, tmp_path: Path) -> None:
    other = tmp_path / "other"
    save(other / "a.png", number=9)
    before = (done.output / "a.png").read_bytes()
    with pytest.raises(UsageError, match="another input folder"):
        done(other)
    assert (done.output / "a.png").read_bytes() == before
    assert done(other, resume=False) is ExitCode.OK
    assert done.statuses == {"a.png": "masked"}


def test_foreign_files_are_not_overwritten(batch: Batch) -> None:
    save(batch.input / "a.png")
    batch.output.mkdir()
    (batch.output / "a.png").write_text("somebody's own")
    (batch.output / "other.txt").write_text("in nobody's way")
    with pytest.raises(UsageError, match="did not write"):
        batch()
    assert (batch.output / "a.png").read_text() == "somebody's own"
    assert batch(resume=False) is ExitCode.OK


def test_originals_are_never_overwritten(batch: Batch) -> None:
    path = save(batch.input / "a.png")
    original = path.read_bytes()
    batch.output = batch.input
    with pytest.raises(UsageError, match="folder of the originals"):
        batch()
    with pytest.raises(UsageError, match="folder of the originals"):
        batch(path)
    save(batch.input / "sub" / "sub" / "b.png")
    save(batch.input / "sub" / "b.png")
    with pytest.raises(UsageError, match="overwrite an original"):
        batch(batch.input / "sub", resume=False)
    assert path.read_bytes() == original


def test_an_output_folder_inside_the_input_is_not_read(batch: Batch) -> None:
    save(batch.input / "a.png")
    batch.output = batch.input / "out"
    for _ in range(2):
        assert batch() is ExitCode.OK
        assert batch.statuses == {"a.png": "masked"}
    batch.output = batch.input / "second"
    assert batch() is ExitCode.OK
    assert batch.statuses == {"a.png": "masked"}


def test_only_one_run_at_a_time(done: Batch) -> None:
    from app.batch.layout import Layout
    from app.batch.outputs import opened
    from app.batch.shelf import LocalShelf

    layout = Layout(done.output.resolve())
    with opened(layout, LocalShelf(layout)), pytest.raises(UsageError, match="another run"):
        done()


def test_leftovers_of_a_crash_are_cleared(done: Batch) -> None:
    parts = done.output / ".waybill-mask" / "parts"
    parts.mkdir()
    (parts / "half.output").write_bytes(b"x" * 100)
    done()
    assert not parts.exists()


def test_a_lost_state_is_said_and_can_be_made_anew(done: Batch) -> None:
    shutil.rmtree(done.output / ".waybill-mask")
    with pytest.raises(UsageError, match="did not write"):
        done()
    assert done(resume=False) is ExitCode.REVIEW
