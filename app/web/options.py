"""Text fields of a form to values, each refused with a sentence where it makes no sense."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TypeVar

from app.web.problems import Problem
from app.web.settings import Settings
from app.web.uploads import Form
from app.web.workers.contract import CheckJob, MaskJob, RedactJob
from masking.geometry import Point, Quad
from masking.policy import Level, Policy

MASK_FIELDS = (
    "policy",
    "style",
    "format",
    "page",
    "hide_waybill_number",
    "keep_last_four",
    "keep_companies",
    "include_source",
)
REDACT_FIELDS = ("regions", "stars", "format", "page")
CHECK_FIELDS = ("page",)

STYLES = ("stars", "solid")
FORMATS = ("jpeg", "png", "webp", "bmp", "gif", "tiff", "avif", "pdf")
"""What an answer can be encoded as."""
MAX_STARS = 200
"""Most asterisks in one region: no field is longer."""
MAX_COORDINATE = 1e6
"""Pixels: no image is as large; further out numbers lose their precision."""
LEAST_AREA = 1.0
"""Square pixels: a smaller region would hide nothing and so was not meant."""

T = TypeVar("T")


def mask_job(form: Form) -> MaskJob:
    """The job that a form to /api/v1/mask asks for.

    Raises:
        Problem: ``bad-option``.
    """
    given = form.options
    policy = Policy(
        Level(_choice(given, "policy", tuple(Level), Level.STANDARD)),
        keep_companies=_flag(given, "keep_companies"),
        hide_waybill_number=_flag(given, "hide_waybill_number"),
        keep_last_four=_flag(given, "keep_last_four"),
    )
    return MaskJob(
        form.image,
        policy,
        style=_choice(given, "style", STYLES, "stars"),
        page=_page(given),
        format=_choice(given, "format", FORMATS, None),
        with_source=_flag(given, "include_source"),
    )


def redact_job(form: Form, settings: Settings) -> RedactJob:
    """The job that a form to /api/v1/redact asks for.

    Raises:
        Problem: ``bad-option``.
    """
    quads = _quads(form.options, settings.max_regions)
    return RedactJob(
        form.image,
        quads,
        _stars(form.options, len(quads)),
        page=_page(form.options),
        format=_choice(form.options, "format", FORMATS, None),
    )


def check_job(form: Form) -> CheckJob:
    """The job that a form to /api/v1/check asks for.

    Raises:
        Problem: ``bad-option``.
    """
    return CheckJob(form.image, _page(form.options))


def _choice(given: dict[str, str], name: str, choices: tuple[str, ...], default: T) -> str | T:
    if name not in given:
        return default
    if given[name] not in choices:
        raise Problem("bad-option", f"{name} is one of {', '.join(choices)}.")
    return given[name]


def _flag(given: dict[str, str], name: str) -> bool:
    value = given.get(name, "false")
    if value not in ("true", "false"):
        raise Problem("bad-option", f"{name} is true or false.")
    return value == "true"


def _page(given: dict[str, str]) -> int | None:
    text = given.get("page")
    if text is None:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= 6):
        raise Problem("bad-option", "page is a number from 0.")
    return int(text)


def _quads(given: dict[str, str], most: int) -> tuple[Quad, ...]:
    regions = _json_list(given.get("regions"), "regions", "a JSON list of quads")
    if len(regions) > most:
        raise Problem("bad-option", f"regions holds more than {most} quads.")
    return tuple(_quad(region, index) for index, region in enumerate(regions))


def _quad(region: object, index: int) -> Quad:
    def wrong(what: str) -> Problem:
        return Problem("bad-option", f"regions[{index}] {what}.")

    if not isinstance(region, list) or len(region) != 4:
        raise wrong("is not a list of four [x, y] corners")
    corners: list[Point] = []
    for corner in region:
        if not isinstance(corner, list) or len(corner) != 2:
            raise wrong("has a corner that is not [x, y]")
        x, y = (_coordinate(value) for value in corner)
        if x is None or y is None:
            raise wrong("has a coordinate that is not a number of pixels")
        corners.append((x, y))
    quad = Quad.of(corners)
    if not _is_convex(quad):
        # Corners out of order would paint two triangles and leave the rest readable.
        raise wrong("is not convex; its corners go around it in order")
    if quad.area < LEAST_AREA:
        raise wrong("covers less than a pixel")
    return quad


def _coordinate(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    # Compared before the conversion: JSON allows integers that no float can hold.
    return float(value) if -MAX_COORDINATE <= value <= MAX_COORDINATE else None


def _is_convex(quad: Quad) -> bool:
    """Whether all turns along the corners go the same way, collinear ones aside."""
    around = (*quad.points, *quad.points[:2])
    edges = [(bx - ax, by - ay) for (ax, ay), (bx, by) in pairwise(around)]
    turns = [ax * by - ay * bx for (ax, ay), (bx, by) in pairwise(edges)]
    return all(t >= 0 for t in turns) or all(t <= 0 for t in turns)


def _stars(given: dict[str, str], count: int) -> tuple[int, ...]:
    if "stars" not in given:
        return ()
    stars = _json_list(given["stars"], "stars", "a JSON list of numbers")
    if len(stars) != count:
        raise Problem("bad-option", "stars has one number for each of the regions.")
    counts = [s for s in stars if type(s) is int and 0 <= s <= MAX_STARS]
    if len(counts) != count:
        raise Problem("bad-option", f"Each of stars is a whole number from 0 to {MAX_STARS}.")
    return tuple(counts)


def _json_list(text: str | None, name: str, what: str) -> list[object]:
    if text is None:
        raise Problem("bad-option", f"{name} is missing: {what}.")
    try:
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise Problem("bad-option", f"{name} is not {what}.") from None
    if not isinstance(value, list):
        raise Problem("bad-option", f"{name} is not {what}.")
    return value


def _no_constant(name: str) -> float:
    """Refuse NaN and Infinity, which Python's parser would take."""
    raise ValueError(name)
