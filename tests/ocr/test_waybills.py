"""Drawn waybills through the real engine, judged by pixels."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from app.samples import draw
from app.samples.layouts import LAYOUTS
from benchmarks.runner import Setup, Task, Worker
from benchmarks.scoring import score
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


@pytest.mark.parametrize("quarters", [1, 2])
def test_two_labels_in_different_directions_are_both_masked(masker: Masker, quarters: int) -> None:
    first = draw("first", layout="badge", plain=True)
    second = draw("second", layout="labelled", plain=True)
    left = np.asarray(first.image.convert("RGB"))
    right = np.rot90(np.asarray(second.image.convert("RGB")), quarters)
    gap = 60
    height = max(left.shape[0], right.shape[0])
    both = np.full((height, left.shape[1] + gap + right.shape[1], 3), 90, np.uint8)
    both[: left.shape[0], : left.shape[1]] = left
    both[: right.shape[0], left.shape[1] + gap :] = right
    masked = masker.mask(Image.fromarray(both))
    assert masked.image is not None
    after = np.asarray(masked.image.convert("L"))
    parts = (
        (first, after[: left.shape[0], : left.shape[1]]),
        (second, np.rot90(after[: right.shape[0], left.shape[1] + gap :], -quarters)),
    )
    for waybill, part in parts:
        before = np.asarray(waybill.image.convert("L"))
        verdict = score(before, part, waybill.ink, waybill.truth, masker.policy.level)
        assert verdict.leaks == ()


@pytest.mark.parametrize("condition", ["overprinted", "covered"])
def test_a_block_that_cannot_be_read_goes_to_review_without_a_leak(
    worker: Worker, condition: str
) -> None:
    result = worker.run(Task(condition, "labelled", "tests/2"))
    assert result.score.leaks == ()
    assert result.status is not Status.FAILED


def test_a_picture_without_a_label_has_no_output(masker: Masker) -> None:
    assert masker.mask(Image.new("RGB", (800, 600), (120, 110, 100))).status is Status.FAILED


def test_a_line_that_is_seen_only_without_the_grey_is_painted() -> None:
    worker = Worker(Setup(threads=2, fonts=("noto-sans",)))
    result = worker.run(Task("overprinted", "labelled", "s8c/overprinted/9"))
    assert result.status is Status.REVIEW
    assert result.score.leaks == ()
