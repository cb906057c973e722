"""Drawn waybills through the real engine, judged by pixels."""

from __future__ import annotations

import pytest

from app.samples import draw
from app.samples.layouts import LAYOUTS
from benchmarks.runner import Setup, Task, Worker
from masking import Masker, Status

pytestmark = pytest.mark.ocr


@pytest.fixture(scope="module")
def worker() -> Worker:
    """The accuracy benchmark's own way of drawing, masking and judging."""
    return Worker(Setup(threads=2, plain=True))


@pytest.mark.parametrize("layout", sorted(LAYOUTS))
def test_every_layout_is_masked_without_a_leak(worker: Worker, layout: str) -> None:
    result = worker.run(Task("clean", layout, "tests"))
    assert result.status is not Status.FAILED
    assert result.score.leaks == ()


@pytest.mark.parametrize("condition", ["photo", "turned-180", "tilted", "width-480"])
def test_no_condition_leaks(worker: Worker, condition: str) -> None:
    result = worker.run(Task(condition, "badge", "tests"))
    assert result.status is not Status.FAILED
    assert result.score.leaks == ()


def test_a_masked_label_complies_and_the_original_does_not(masker: Masker) -> None:
    picture = draw("comply", layout="labelled", plain=True).image
    assert not masker.check(picture).complies
    result = masker.mask(picture)
    assert result.image is not None
    verdict = masker.check(result.image)
    assert verdict.readable
    assert [field for field in verdict.fields if not field.complies] == []
