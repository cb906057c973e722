"""An open review editor, driven through the browser."""

from __future__ import annotations

import json
import math
from pathlib import Path

from playwright.sync_api import Locator, expect

from masking.geometry import Quad
from masking.model import FieldKind, Region
from masking.painting import paint
from tests.web.browser import Visit, upload
from tests.web.fakes import REGIONS
from tests.web.pictures import Scenario, draw, pixels

QUADS = [[list(point) for point in region.quad.points] for region in REGIONS[:4]]
KEEP_SENT = """() => {
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (form) {
    const texts = [...form].filter(([, value]) => typeof value === "string");
    window.lastSent = Object.fromEntries(texts);
    send.call(this, form);
  };
}"""
"""Playwright does not show the body of a request that holds a file."""
TOLERANCE = 0.51
"""Image pixels: half a screen pixel at the scales of these tests, and some rounding."""


class Editing:
    """An editor that is open on the picture that went to review."""

    def __init__(self, visit: Visit) -> None:
        self.visit = visit
        self.page = visit.page
        self.page.evaluate(KEEP_SENT)
        visit.give(upload("label.png", Scenario.REVIEW))
        visit.wait_for(review=1)
        visit.act(0, "edit")
        expect(self.areas).to_have_count(4)

    @property
    def areas(self) -> Locator:
        return self.page.locator("#areas li")

    def choose(self, number: int) -> None:
        self.areas.nth(number).locator(".area").click()

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Where a point of the picture is on the screen."""
        place = self.page.evaluate(
            """async ([x, y]) => {
              const { current } = await import("/static/js/editor/editor.js");
              return current().stage.view.toScreen([x, y]);
            }""",
            [x, y],
        )
        box = self.page.locator("#canvas").bounding_box()
        return box["x"] + place["x"], box["y"] + place["y"]

    def drag(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Drag from one point of the picture to another."""
        mouse = self.page.mouse
        (ax, ay), (bx, by) = self.point(*start), self.point(*end)
        mouse.move(ax, ay)
        mouse.down()
        for step in range(1, 9):
            mouse.move(ax + (bx - ax) * step / 8, ay + (by - ay) * step / 8)
        mouse.up()

    def quads(self) -> list[list[list[float]]]:
        return self.page.evaluate(
            """async () => {
              const { current } = await import("/static/js/editor/editor.js");
              return current().model.areas.map(area => area.points);
            }"""
        )

    def sent(self) -> dict[str, list]:
        """The text fields of the last request to the service."""
        fields = self.page.evaluate("() => window.lastSent")
        return {name: json.loads(fields[name]) for name in ("regions", "stars") if name in fields}

    def apply(self) -> dict[str, list]:
        """Apply and return the fields of the request that went out."""
        with self.page.expect_response("**/api/v1/redact"):
            self.page.click("#tool-apply")
        return self.sent()

    def saved(self) -> object:
        self.visit.wait_for(corrected=1)
        download = self.visit.save('[data-action="save"]')
        return pixels(Path(download.path()).read_bytes())


def painted(sent: dict) -> object:
    regions = [
        Region(Quad.of(quad), FieldKind.BLOCK, stars)
        for quad, stars in zip(sent["regions"], sent["stars"], strict=True)
    ]
    return paint(draw(Scenario.REVIEW), regions, "stars")


def near(quad: list[list[float]], expected: list[list[float]], slack: float = TOLERANCE) -> bool:
    return all(
        math.dist(point, wanted) <= slack for point, wanted in zip(quad, expected, strict=True)
    )


def shifted(quad: list[list[float]], dx: float, dy: float) -> list[list[float]]:
    return [[x + dx, y + dy] for x, y in quad]
