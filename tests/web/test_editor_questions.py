"""The review editor asks before it uncovers, undoes what was done, and is left with care."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from masking.geometry import Quad
from tests.web.browser import Visit, upload
from tests.web.editing import QUADS, Editing, shifted
from tests.web.pictures import Scenario
from tests.web.service import Service

pytestmark = pytest.mark.browser


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
