"""The review editor in a real browser: what is drawn is what the service is asked to paint."""

from __future__ import annotations

import math

import pytest
from playwright.sync_api import Browser, expect

from masking.geometry import Quad
from masking.painting import paint
from tests.web.browser import Visit
from tests.web.editing import QUADS, Editing, near, painted, shifted
from tests.web.fakes import REGIONS
from tests.web.pictures import Scenario, draw
from tests.web.service import Service

pytestmark = pytest.mark.browser


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


def test_black_blocks_stay_black_blocks(chromium: Browser, service: Service) -> None:
    visit = Visit(chromium, service)
    visit.page.check('input[value="solid"]')
    editing = Editing(visit)
    assert editing.apply() == {"regions": QUADS}
    assert editing.saved() == paint(draw(Scenario.REVIEW), REGIONS[:4], "solid")
    visit.close()
