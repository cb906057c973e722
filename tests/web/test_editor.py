"""The review editor in a real browser: what is drawn is what the service is asked to paint."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from masking.geometry import Quad
from masking.model import FieldKind, Region
from masking.painting import paint
from tests.web.browser import Visit, upload
from tests.web.fakes import REGIONS
from tests.web.pictures import Scenario, draw, pixels
from tests.web.service import Service

pytestmark = pytest.mark.browser

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


@pytest.fixture
def editing(chromium: Browser, service: Service) -> Iterator[Editing]:
    visit = Visit(chromium, service)
    yield Editing(visit)
    visit.close()


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


def test_untouched_areas_are_painted_exactly_again(editing: Editing) -> None:
    sent = editing.apply()
    assert sent["regions"] == QUADS
    assert sent["stars"] == [region.stars for region in REGIONS[:4]]
    assert editing.saved() == paint(draw(Scenario.REVIEW), REGIONS[:4], "stars")


def test_a_review_is_corrected(editing: Editing) -> None:
    """Draw one, move one, resize one, turn one, remove one; the download shows just that."""
    page = editing.page
    page.click("#tool-add")
    expect(page.locator("#tool-add")).to_have_attribute("aria-pressed", "true")
    editing.drag((300, 450), (500, 500))
    expect(editing.areas).to_have_count(5)
    expect(page.locator("#tool-add")).to_have_attribute("aria-pressed", "false")
    assert near(editing.quads()[4], [[300, 450], [500, 450], [500, 500], [300, 500]], 1.5)

    editing.drag((100, 135), (130, 155))
    assert near(editing.quads()[0], shifted(QUADS[0], 30, 20), 1.5)

    editing.choose(3)
    editing.drag((400, 660), (450, 690))
    assert near(editing.quads()[3], [[40, 600], [450, 600], [450, 690], [40, 690]], 1.5)

    editing.choose(2)
    page.locator("#canvas").focus()
    page.keyboard.press("Shift+]")
    before, after = Quad.of(QUADS[2]), Quad.of(editing.quads()[2])
    assert math.degrees(after.angle - before.angle) == pytest.approx(15)
    assert after.center == pytest.approx(before.center)
    assert (after.width, after.height) == pytest.approx((before.width, before.height))

    editing.choose(1)
    page.click("#tool-remove")
    page.click("#ask-yes")
    expect(editing.areas).to_have_count(4)

    expected = editing.quads()
    page.click("#tool-apply")
    expect(page.locator("#ask-text")).to_contain_text("no longer fully covered")
    with page.expect_response("**/api/v1/redact"):
        page.click("#ask-yes")
    sent = editing.sent()
    assert sent["regions"] == expected
    assert sent["stars"] == [2, 5, 0, 0]
    result = editing.saved()
    assert result == painted(sent)
    # The original was painted, not the first result: what was removed is to be seen again.
    uncovered = draw(Scenario.REVIEW).crop((60, 180, 300, 210))
    assert result.crop((60, 180, 300, 210)) == uncovered
    expect(page.locator(".verdict-text")).to_have_text("Corrected by you")


def test_turning_with_the_handle(editing: Editing) -> None:
    editing.choose(3)
    x, y = 220, 600
    scale = editing.page.evaluate(
        """async () => (await import("/static/js/editor/editor.js")).current().stage.view.scale"""
    )
    handle = (x, y - 28 / scale)
    editing.drag(handle, (400, 630))
    before, after = Quad.of(QUADS[3]), Quad.of(editing.quads()[3])
    assert math.degrees(after.angle - before.angle) == pytest.approx(90, abs=1)
    assert (after.width, after.height) == pytest.approx((before.width, before.height), abs=0.01)
    assert after.center == pytest.approx(before.center, abs=0.5)


def test_each_area_says_what_it_is_and_why(editing: Editing) -> None:
    expect(editing.areas.locator("b")).to_have_text(
        [
            "1. Name · receiver",
            "2. Phone number · receiver",
            "3. Address · receiver",
            "4. Unclear part",
        ]
    )
    expect(editing.areas.locator("small")).to_have_text(
        [
            "The standard asks to hide at least one character of a name.",
            "The standard asks to hide at least six digits of a phone number.",
            "The standard asks to hide unit, floor and room numbers.",
            "There is text that could not be read.",
        ]
    )
    expect(editing.areas.nth(2).locator("code")).to_have_text("address.room")


def test_removing_what_the_standard_asks_for_asks_first(editing: Editing) -> None:
    page = editing.page
    editing.areas.nth(0).get_by_role("button", name="Remove Name · receiver").click()
    expect(page.locator("#ask-text")).to_contain_text("“Name · receiver” is an area that the")
    page.click("#ask-no")
    expect(editing.areas).to_have_count(4)
    page.keyboard.press("Delete")
    expect(page.locator("#ask")).to_be_hidden()
    editing.choose(0)
    page.keyboard.press("Delete")
    expect(page.locator("#ask")).to_be_visible()
    page.keyboard.press("Escape")
    expect(editing.areas).to_have_count(4)
    page.keyboard.press("Delete")
    page.click("#ask-yes")
    expect(editing.areas).to_have_count(3)


def test_what_only_the_options_hide_goes_without_a_question(
    chromium: Browser, service: Service
) -> None:
    visit = Visit(chromium, service)
    visit.page.check('input[name="hide_waybill_number"]')
    visit.give(upload("a.png"))
    visit.wait_for(masked=1)
    visit.act(0, "edit")
    areas = visit.page.locator("#areas li")
    expect(areas).to_have_count(4)
    expect(areas.nth(3)).to_contain_text("Hidden because you chose so")
    areas.nth(3).get_by_role("button", name="Remove Barcode").click()
    expect(areas).to_have_count(3)
    visit.page.click("#tool-apply")
    visit.wait_for(corrected=1)
    visit.close()


def test_ones_own_area_goes_without_a_question(editing: Editing) -> None:
    page = editing.page
    page.click("#tool-add")
    page.keyboard.press("Enter")
    expect(editing.areas).to_have_count(5)
    expect(editing.areas.nth(4)).to_contain_text("You added this area.")
    page.keyboard.press("Delete")
    expect(editing.areas).to_have_count(4)


def test_moving_a_required_area_away_asks_when_applying(editing: Editing) -> None:
    page = editing.page
    editing.choose(1)
    for _ in range(3):
        page.keyboard.press("Shift+ArrowDown")
    assert editing.quads()[1] == shifted(QUADS[1], 0, 30)
    page.click("#tool-apply")
    expect(page.locator("#ask-text")).to_contain_text("(1): Phone number · receiver")
    page.click("#ask-no")
    expect(page.locator("#editor")).to_be_visible()
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    page.keyboard.press("Control+z")
    sent = editing.apply()
    assert sent["regions"] == QUADS


def test_undo_and_redo(editing: Editing) -> None:
    page = editing.page
    undo, redo = page.locator("#tool-undo"), page.locator("#tool-redo")
    expect(undo).to_be_disabled()
    expect(redo).to_be_disabled()
    editing.choose(0)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Alt+ArrowDown")
    states = [QUADS[0], shifted(QUADS[0], 1, 0)]
    expect(undo).to_be_enabled()
    grown = editing.quads()[0]
    assert Quad.of(grown).height == pytest.approx(31)
    undo.click()
    assert editing.quads()[0] == states[1]
    undo.click()
    assert editing.quads()[0] == states[0]
    expect(undo).to_be_disabled()
    redo.click()
    page.keyboard.press("Control+Shift+z")
    assert editing.quads()[0] == grown
    expect(redo).to_be_disabled()
    page.keyboard.press("Control+z")
    editing.choose(1)
    page.keyboard.press("ArrowLeft")
    expect(redo).to_be_disabled()
    assert editing.quads()[:2] == [states[1], shifted(QUADS[1], -1, 0)]


def test_keyboard_alone_from_the_list_to_the_result(chromium: Browser, service: Service) -> None:
    visit = Visit(chromium, service)
    page = visit.page
    visit.give(upload("label.png", Scenario.REVIEW))
    visit.wait_for(review=1)
    page.locator('[data-action="edit"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator("#areas li")).to_have_count(4)
    expect(page.locator("#canvas")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#areas .area").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#areas .area").first).to_be_focused()
    page.keyboard.press("Alt+ArrowRight")
    page.keyboard.press("n")
    expect(page.locator("#editor-live")).to_contain_text("press Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#areas li")).to_have_count(5)
    page.locator("#tool-apply").focus()
    page.keyboard.press("Enter")
    visit.wait_for(corrected=1)
    expect(page.locator('[data-action="edit"]')).to_be_focused()
    visit.close()


def test_leaving_with_changes_asks(editing: Editing) -> None:
    page = editing.page
    editing.choose(0)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(page.locator("#ask-text")).to_have_text("Drop your corrections?")
    page.click("#ask-no")
    expect(page.locator("#editor")).to_be_visible()
    page.click("#tool-cancel")
    page.click("#ask-yes")
    expect(page.locator("#editor")).to_be_hidden()
    editing.visit.wait_for(review=1)


def test_leaving_without_changes_does_not_ask(editing: Editing) -> None:
    editing.page.keyboard.press("Escape")
    expect(editing.page.locator("#editor")).to_be_hidden()


def test_editing_again_starts_from_the_last_result(editing: Editing) -> None:
    page = editing.page
    editing.choose(0)
    page.keyboard.press("Alt+ArrowRight")
    first = editing.quads()
    editing.apply()
    editing.visit.wait_for(corrected=1)
    editing.visit.act(0, "edit")
    expect(editing.areas).to_have_count(4)
    assert editing.quads() == first
    assert editing.apply()["regions"] == first
    editing.visit.wait_for(corrected=1)


def test_zoom_and_pan_keep_the_areas_in_place(editing: Editing) -> None:
    page = editing.page
    page.click("#tool-in")
    page.click("#tool-in")
    editing.drag((450, 350), (520, 450))
    x, y = editing.point(120, 135)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -300)
    assert editing.point(120, 135) == pytest.approx((x, y), abs=0.5)
    assert editing.quads() == QUADS
    editing.drag((120, 135), (125, 140))
    assert near(editing.quads()[0], shifted(QUADS[0], 5, 5))
    page.click("#tool-fit")
    canvas = page.locator("#canvas").bounding_box()
    left, top = editing.point(0, 0)
    right, bottom = editing.point(600, 900)
    assert left >= canvas["x"]
    assert top >= canvas["y"]
    assert right <= canvas["x"] + canvas["width"]
    assert bottom <= canvas["y"] + canvas["height"]


def test_areas_stay_on_the_picture_and_keep_a_size(editing: Editing) -> None:
    page = editing.page
    editing.choose(0)
    for _ in range(20):
        page.keyboard.press("Shift+ArrowLeft")
        page.keyboard.press("Shift+Alt+ArrowUp")
    quad = Quad.of(editing.quads()[0])
    assert quad.center[0] == pytest.approx(0)
    assert quad.height == pytest.approx(4)
    editing.drag((20, 880), (-400, 1300))
    page.click("#tool-add")
    editing.drag((580, 20), (700, -40))
    assert Quad.of(editing.quads()[4]).center[0] <= 600


def test_fingers_move_an_area_and_zoom(chromium: Browser, service: Service) -> None:
    visit = Visit(
        chromium,
        service,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    editing = Editing(visit)
    device = visit.context.new_cdp_session(visit.page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        touches = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        device.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})

    start, end = editing.point(220, 630), editing.point(250, 700)
    touch("touchStart", start)
    for step in range(1, 6):
        touch("touchMove", tuple(a + (b - a) * step / 5 for a, b in zip(start, end, strict=True)))
    touch("touchEnd")
    assert near(editing.quads()[3], shifted(QUADS[3], 30, 70), 3)

    before = editing.point(600, 0)[0] - editing.point(0, 0)[0]
    x, y = editing.point(450, 100)
    touch("touchStart", (x - 20, y), (x + 20, y))
    for step in range(1, 6):
        touch("touchMove", (x - 20 - 8 * step, y), (x + 20 + 8 * step, y))
    touch("touchEnd")
    after = editing.point(600, 0)[0] - editing.point(0, 0)[0]
    assert after / before == pytest.approx(3, rel=0.05)
    assert len(editing.quads()) == 4
    visit.close()


def test_a_refusal_keeps_the_editor_open(chromium: Browser, service: Service) -> None:
    visit = Visit(chromium, service)
    editing = Editing(visit)
    visit.page.route("**/api/v1/redact", lambda route: route.abort())
    visit.page.click("#tool-apply")
    expect(visit.page.locator("#editor-problem")).to_contain_text("did not answer")
    expect(visit.page.locator("#tool-apply")).to_be_enabled()
    visit.page.unroute("**/api/v1/redact")
    assert editing.apply()["regions"] == QUADS
    visit.wait_for(corrected=1)
    visit.close(complaints=1)


def test_black_blocks_stay_black_blocks(chromium: Browser, service: Service) -> None:
    visit = Visit(chromium, service)
    visit.page.check('input[value="solid"]')
    editing = Editing(visit)
    assert editing.apply() == {"regions": QUADS}
    assert editing.saved() == paint(draw(Scenario.REVIEW), REGIONS[:4], "solid")
    visit.close()


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
