"""The editor's geometry in a real browser, against the library's."""

from __future__ import annotations

import math

import pytest
from playwright.sync_api import Browser

from masking.geometry import Quad
from tests.web.browser import Visit
from tests.web.editing import QUADS, near
from tests.web.service import Service

pytestmark = pytest.mark.browser


GEOMETRY = """async (name_arguments) => {
  const [name, ...values] = name_arguments;
  return (await import("/static/js/editor/geometry.js"))[name](...values);
}"""


def box(left: float, top: float, right: float, bottom: float) -> list[list[float]]:
    return [[left, top], [right, top], [right, bottom], [left, bottom]]


BOX = box(10, 10, 50, 30)


@pytest.mark.parametrize(
    ("areas", "covered"),
    [
        ([BOX], True),
        ([box(0, 0, 90, 90)], True),
        ([box(10, 10, 32, 30), box(30, 10, 50, 30)], True),
        ([[[10, 30], [50, 30], [50, 10], [10, 10]]], True),
        ([], False),
        ([box(20, 10, 60, 30)], False),
        ([box(10, 15, 50, 35)], False),
        ([box(10, 10, 50, 25)], False),
        ([box(10, 10, 25, 30), box(35, 10, 50, 30)], False),
    ],
)
def test_whether_areas_cover_a_quad(
    chromium: Browser, service: Service, areas: list, covered: bool
) -> None:
    visit = Visit(chromium, service)
    assert visit.page.evaluate(GEOMETRY, ["isCovered", BOX, areas]) is covered
    visit.close()


def test_geometry_agrees_with_the_library(chromium: Browser, service: Service) -> None:
    visit = Visit(chromium, service)
    for corners in (*QUADS, [[300, 40], [310, 400], [280, 402], [270, 42]]):
        quad = Quad.of(corners)
        call = visit.page.evaluate
        assert call(GEOMETRY, ["centerOf", corners]) == pytest.approx(quad.center)
        assert call(GEOMETRY, ["angleOf", corners]) == pytest.approx(math.degrees(quad.angle))
        assert call(GEOMETRY, ["heightOf", corners]) == pytest.approx(quad.height)
        assert call(GEOMETRY, ["boundsOf", corners]) == pytest.approx(list(quad.bounds))
        around = call(GEOMETRY, ["turned", corners, 360])
        assert near(around, corners, 1e-6)
    visit.close()
