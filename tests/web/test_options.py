"""Form fields to jobs: what is refused, and that nothing refused is guessed at."""

from __future__ import annotations

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.web.options import MAX_COORDINATE, check_job, mask_job, redact_job
from app.web.problems import Problem
from app.web.settings import Settings
from app.web.uploads import Form
from masking.geometry import Quad
from masking.policy import Level, Policy

BOX = [[10, 10], [30, 10], [30, 20], [10, 20]]


def refused(call: object, *arguments: object) -> Problem:
    assert callable(call)
    with pytest.raises(Problem) as caught:
        call(*arguments)
    return caught.value


def regions(value: object, **more: str) -> Form:
    text = value if isinstance(value, str) else json.dumps(value)
    return Form(b"image", {"regions": text, **more})


def test_defaults() -> None:
    job = mask_job(Form(b"image", {}))
    assert job.policy == Policy.STANDARD
    assert (job.style, job.page, job.format, job.with_source) == ("stars", None, None, False)
    assert check_job(Form(b"image", {})).page is None


def test_all_options() -> None:
    job = mask_job(
        Form(
            b"image",
            {
                "policy": "strict",
                "style": "solid",
                "format": "png",
                "page": "3",
                "hide_waybill_number": "true",
                "keep_last_four": "true",
                "keep_companies": "false",
                "include_source": "true",
            },
        )
    )
    assert job.policy == Policy(Level.STRICT, hide_waybill_number=True, keep_last_four=True)
    assert (job.style, job.page, job.format, job.with_source) == ("solid", 3, "png", True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("policy", "Standard"),
        ("policy", ""),
        ("policy", "none"),
        ("style", "blur"),
        ("style", "mosaic"),
        ("format", "svg"),
        ("format", "heic"),
        ("page", "-1"),
        ("page", "1.0"),
        ("page", "١"),
        ("page", ""),
        ("page", "9999999"),
        ("hide_waybill_number", "yes"),
        ("hide_waybill_number", "1"),
        ("keep_companies", "True"),
        ("include_source", ""),
    ],
)
def test_wrong_values_are_refused(name: str, value: str) -> None:
    problem = refused(mask_job, Form(b"image", {name: value}))
    assert (problem.code, problem.status) == ("bad-option", 422)
    assert name in problem.detail
    assert not value or value not in problem.detail.replace(name, "").split()


def test_regions() -> None:
    job = redact_job(regions([BOX, [[1.5, 2], [9, 3], [8, 9], [0, 7]]], stars="[6, 0]"), Settings())
    assert job.quads == (Quad.of(BOX), Quad.of([[1.5, 2], [9, 3], [8, 9], [0, 7]]))
    assert job.stars == (6, 0)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "nonsense",
        "[" * 100_000,
        "{}",
        "null",
        "7",
        [BOX[:3]],
        [[*BOX, [5, 5]]],
        [[[1], [2], [3], [4]]],
        [[[1, 2, 3]] * 4],
        [BOX[0]],
        ["box"],
        [[[10, "10"], [30, 10], [30, 20], [10, 20]]],
        [[[True, 10], [30, 10], [30, 20], [10, 20]]],
        [[[None, 10], [30, 10], [30, 20], [10, 20]]],
        "[[[NaN, 10], [30, 10], [30, 20], [10, 20]]]",
        "[[[-Infinity, 10], [30, 10], [30, 20], [10, 20]]]",
        "[[[1e999, 10], [30, 10], [30, 20], [10, 20]]]",
        "[[[1" + "0" * 400 + ", 10], [30, 10], [30, 20], [10, 20]]]",
        [[[2 * MAX_COORDINATE, 10], [30, 10], [30, 20], [10, 20]]],
        # Corners out of order cross over: two triangles would be painted, the rest not.
        [[[10, 10], [30, 20], [30, 10], [10, 20]]],
        # A dent.
        [[[0, 0], [20, 0], [5, 5], [0, 20]]],
        # No area.
        [[[10, 10], [10, 10], [10, 10], [10, 10]]],
        [[[10, 10], [20, 10], [30, 10], [40, 10]]],
        [[[0, 0], [0.5, 0], [0.5, 0.5], [0, 0.5]]],
    ],
)
def test_wrong_regions_are_refused(value: object) -> None:
    problem = refused(redact_job, regions(value), Settings())
    assert problem.code == "bad-option"
    assert "regions" in problem.detail


def test_regions_are_needed_and_counted() -> None:
    assert refused(redact_job, Form(b"image", {}), Settings()).code == "bad-option"
    few = Settings(max_regions=2)
    assert len(redact_job(regions([BOX] * 2), few).quads) == 2
    assert "more than 2" in refused(redact_job, regions([BOX] * 3), few).detail


@pytest.mark.parametrize("stars", ["[]", "[1, 2]", "[-1]", "[201]", "[1.5]", "[true]", "7", "x"])
def test_wrong_stars_are_refused(stars: str) -> None:
    assert "stars" in refused(redact_job, regions([BOX], stars=stars), Settings()).detail


@given(
    x=st.floats(-500, 500),
    y=st.floats(-500, 500),
    width=st.floats(2, 500),
    height=st.floats(2, 500),
    degrees=st.floats(-180, 180),
    flipped=st.booleans(),
)
def test_every_turned_rectangle_is_taken(
    x: float, y: float, width: float, height: float, degrees: float, flipped: bool
) -> None:
    cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    corners = [(0, 0), (width, 0), (width, height), (0, height)]
    turned = [[x + u * cos - v * sin, y + u * sin + v * cos] for u, v in corners]
    if flipped:
        turned.reverse()
    assert redact_job(regions([turned]), Settings()).quads == (Quad.of(turned),)
