"""The judge of the benchmark: it must see what is shown and must not see what is gone."""

import math

import cv2
import numpy as np
import pytest

from app.samples import Waybill, draw
from app.samples.truth import CharTruth, Need, TextKind
from benchmarks.runner import decoded, grey
from benchmarks.scoring import Grey, LeakKind, Seen, look, score
from masking.policy import Level

WHITE, BLACK = 255, 0


@pytest.fixture(scope="module", params=["badge", "two-ply"])
def waybill(request: pytest.FixtureRequest) -> Waybill:
    return draw("scoring", layout=request.param, plain=True)


def painted(picture: Grey, waybill: Waybill, chosen: list[CharTruth], fill: int) -> Grey:
    out = picture.copy()
    for character in chosen:
        corners = np.array(character.quad.grown(0.5, 0.5).points)
        cv2.fillConvexPoly(out, np.rint(corners).astype(np.int32), (fill,))
    return out


def needed(waybill: Waybill, need: Need, level: Level = Level.STANDARD) -> list[CharTruth]:
    return [c for c in waybill.truth.characters if c.hide.under(level) is need]


def test_an_untouched_picture_leaks_every_field(waybill: Waybill) -> None:
    before = grey(waybill.image)
    result = score(before, before, waybill.ink, waybill.truth, Level.STANDARD)
    leaked = {leak.where for leak in result.leaks}
    owed = {f.id for f in waybill.truth.fields if f.kind in {TextKind.NAME, TextKind.PHONE}}
    owed |= {c.field for c in needed(waybill, Need.MUST) if c.kind is TextKind.ADDRESS}
    assert leaked - {"matrix"} == owed
    assert result.spoiled == 0
    assert result.missed == len([c for c in needed(waybill, Need.MUST) if c.text != " "])
    assert result.surnames_kept == result.surnames == result.names
    assert result.codes_damaged == 0
    assert result.codes_kept >= 2


@pytest.mark.parametrize("fill", [WHITE, BLACK, 128])
@pytest.mark.parametrize("level", list(Level))
def test_a_picture_painted_by_its_truth_leaks_nothing(
    waybill: Waybill, fill: int, level: Level
) -> None:
    before = grey(waybill.image)
    after = painted(before, waybill, needed(waybill, Need.MUST, level), fill)
    for code in waybill.truth.codes:
        if code.hide.under(level) is Need.MUST:
            corners = np.rint(np.array(code.quad.points)).astype(np.int32)
            cv2.fillConvexPoly(after, corners, (fill,))
    result = score(before, after, waybill.ink, waybill.truth, level)
    assert result.leaks == ()
    assert result.missed == 0
    assert result.spoiled <= 0.02 * result.free


def test_all_painted_spoils_all(waybill: Waybill) -> None:
    before = grey(waybill.image)
    after = np.full_like(before, WHITE)
    result = score(before, after, waybill.ink, waybill.truth, Level.STANDARD)
    assert result.leaks == ()
    assert result.spoiled == result.free > 100
    assert result.surnames_kept == 0
    assert result.codes_damaged == result.codes_kept


@pytest.mark.parametrize("fill", [WHITE, BLACK])
def test_one_digit_shown_again_is_found(waybill: Waybill, fill: int) -> None:
    before = grey(waybill.image)
    must = needed(waybill, Need.MUST)
    again = next(c for c in must if c.kind is TextKind.PHONE)
    after = painted(before, waybill, must, fill)
    left, top, right, bottom = (round(v) for v in again.quad.bounds)
    after[top:bottom, left:right] = before[top:bottom, left:right]
    result = score(before, after, waybill.ink, waybill.truth, Level.STANDARD)
    leaks = [leak for leak in result.leaks if leak.kind is LeakKind.PHONE]
    assert [leak.where for leak in leaks] == [again.field]
    assert leaks[0].shown == 1
    assert again.text in leaks[0].text


def test_one_room_digit_shown_again_is_found(waybill: Waybill) -> None:
    before = grey(waybill.image)
    must = needed(waybill, Need.MUST)
    again = [c for c in must if c.kind is TextKind.ADDRESS][-1]
    after = painted(before, waybill, [c for c in must if c is not again], WHITE)
    result = score(before, after, waybill.ink, waybill.truth, Level.STANDARD)
    leaks = [leak for leak in result.leaks if leak.kind is LeakKind.ADDRESS]
    assert [(leak.where, leak.shown) for leak in leaks] == [(again.field, 1)]


def test_a_character_half_covered_is_still_visible(waybill: Waybill) -> None:
    before = grey(waybill.image)
    wide = [c for c in waybill.truth.characters if c.kind is TextKind.ADDRESS][:20]
    for character in wide:
        number = waybill.truth.characters.index(character) + 1
        rows, columns = np.nonzero(waybill.ink == number)
        after = before.copy()
        after[: int(np.median(rows)), : columns.max() + 1] = WHITE
        seen = look(before, after, waybill.ink, character, number)
        assert seen is Seen.VISIBLE


@pytest.mark.parametrize("paper", [WHITE, BLACK])
def test_stars_on_a_fill_do_not_count_as_the_character(waybill: Waybill, paper: int) -> None:
    before = grey(waybill.image)
    must = needed(waybill, Need.MUST)
    after = starred(painted(before, waybill, must, paper), must, WHITE - paper)
    result = score(before, after, waybill.ink, waybill.truth, Level.STANDARD)
    assert [leak for leak in result.leaks if leak.kind is not LeakKind.CODE] == []


def test_stars_without_a_fill_do_not_hide(waybill: Waybill) -> None:
    before = grey(waybill.image)
    must = needed(waybill, Need.MUST)
    result = score(before, starred(before, must, BLACK), waybill.ink, waybill.truth, Level.STANDARD)
    untouched = score(before, before, waybill.ink, waybill.truth, Level.STANDARD)
    assert {leak.where for leak in result.leaks} == {leak.where for leak in untouched.leaks}


def starred(picture: Grey, over: list[CharTruth], ink: int) -> Grey:
    """An asterisk of three strokes in the middle of each character."""
    out = picture.copy()
    for character in over:
        x, y = character.quad.center
        reach, thick = 0.22 * character.quad.height, max(1, round(0.07 * character.quad.height))
        for turn in (0, 60, 120):
            dx, dy = reach * math.cos(math.radians(turn)), reach * math.sin(math.radians(turn))
            ends = (round(x - dx), round(y - dy)), (round(x + dx), round(y + dy))
            cv2.line(out, *ends, (ink,), thick)
    return out


def test_blur_that_can_still_be_read_does_not_hide(waybill: Waybill) -> None:
    before = grey(waybill.image)
    after = np.asarray(cv2.GaussianBlur(before, (0, 0), 0.8), np.uint8)
    result = score(before, after, waybill.ink, waybill.truth, Level.STANDARD)
    assert {leak.kind for leak in result.leaks} >= {LeakKind.NAME, LeakKind.PHONE}


@pytest.mark.parametrize("condition", ["faded", "jpeg-35"])
def test_weak_print_is_judged_like_strong_print(condition: str) -> None:
    waybill = draw("weak", layout="badge", condition=condition, plain=True)
    before = grey(decoded(waybill.encode()))
    nothing = score(before, before, waybill.ink, waybill.truth, Level.STANDARD)
    paper = int(np.median(before))
    after = painted(before, waybill, needed(waybill, Need.MUST), paper)
    done = score(before, after, waybill.ink, waybill.truth, Level.STANDARD)
    assert {leak.kind for leak in nothing.leaks} >= {LeakKind.NAME, LeakKind.PHONE}
    assert [leak for leak in done.leaks if leak.kind is not LeakKind.CODE] == []
    assert done.missed == 0


def test_shapes_must_agree(waybill: Waybill) -> None:
    before = grey(waybill.image)
    with pytest.raises(ValueError, match="shape"):
        score(before, before[:-1], waybill.ink, waybill.truth, Level.STANDARD)
