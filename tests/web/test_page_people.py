"""The page for everybody: two languages, a phone, the keyboard, light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.web.browser import Visit, upload
from tests.web.pictures import Scenario
from tests.web.service import Service

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(
    ("locale", "language", "title", "other"),
    [
        ("en-GB", "en", "Hide personal data on waybill pictures", "中文"),
        ("zh-CN", "zh-CN", "隐藏快递运单图片上的个人信息", "English"),
        ("zh-TW", "zh-CN", "隐藏快递运单图片上的个人信息", "English"),
        ("fr-FR", "en", "Hide personal data on waybill pictures", "中文"),
    ],
)
def test_the_language_follows_the_browser(
    chromium: Browser, service: Service, locale: str, language: str, title: str, other: str
) -> None:
    visit = Visit(chromium, service, locale=locale)
    page = visit.page
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator("#language")).to_have_text(other)
    visit.close()


def test_the_language_can_be_switched_and_is_remembered(visit: Visit) -> None:
    page = visit.page
    visit.give(upload("a.png", Scenario.REVIEW))
    visit.wait_for(review=1)
    visit.act(0, "view")
    page.click("#language")
    expect(page.locator("h1")).to_have_text("隐藏快递运单图片上的个人信息")
    expect(page.locator(".verdict-text")).to_have_text("请您看一下")
    expect(page.locator(".result")).to_contain_text("有无法识别的文字。")
    english = page.evaluate(
        """() => [...document.querySelectorAll("main *, header *, footer *")]
          .filter(e => e.children.length === 0 && e.offsetParent !== null)
          .map(e => e.textContent.trim())
          .filter(t => /[a-z]{3}/i.test(t) && !/[\\u4e00-\\u9fff]/.test(t))"""
    )
    assert sorted(set(english)) == ["English", "a.png"]
    page.reload()
    expect(page.locator("h1")).to_have_text("隐藏快递运单图片上的个人信息")


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_a_phone_shows_everything_within_its_width(
    chromium: Browser, service: Service, locale: str
) -> None:
    visit = Visit(
        chromium,
        service,
        locale=locale,
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
    )
    page = visit.page
    expect(page.locator("#camera")).to_be_visible()
    assert page.locator("#shot").get_attribute("capture") == "environment"
    visit.give(upload("a-very-long-name-" * 6 + ".png", Scenario.REVIEW))
    visit.wait_for(review=1)
    visit.act(0, "view")
    expect(page.locator(".compare-frame")).to_be_visible()
    wide = """() => [document.documentElement.scrollWidth, ...[...document.querySelectorAll(
      'main button, main .compare-frame, header a, header button')]
      .filter(e => e.offsetParent).map(e => e.getBoundingClientRect().right)]"""
    assert max(page.evaluate(wide)) <= 390
    heights = page.locator("main button:visible").evaluate_all(
        "list => list.map(e => e.getBoundingClientRect().height)"
    )
    assert min(heights) >= 36
    visit.act(0, "edit")
    expect(page.locator("#areas li")).to_have_count(4)
    inside = """() => ['#tool-apply', '#tool-cancel', '#canvas', '#areas']
      .map(s => document.querySelector(s).getBoundingClientRect())
      .map(r => [r.left >= 0, r.right <= innerWidth, r.width > 40])"""
    assert page.evaluate(inside) == [[True] * 3] * 4
    visit.close()


def test_dark_and_light(chromium: Browser, service: Service) -> None:
    shades = {}
    for scheme in ("light", "dark"):
        visit = Visit(chromium, service, color_scheme=scheme)
        colours = visit.page.evaluate(
            """() => { const style = getComputedStyle(document.body);
            return [style.backgroundColor, style.color]; }"""
        )
        paper, ink = (sum(map(int, c[4:-1].split(","))) for c in colours)
        shades[scheme] = (paper, ink)
        visit.close()
    assert shades["light"][0] > shades["light"][1]
    assert shades["dark"][0] < shades["dark"][1]


def test_the_keyboard_reaches_everything(visit: Visit) -> None:
    visit.give(upload("a.png"))
    visit.wait_for(masked=1)
    page = visit.page
    page.locator("body").click(position={"x": 1, "y": 1})
    names = []
    for _ in range(16):
        page.keyboard.press("Tab")
        names.append(
            page.evaluate(
                """() => { const e = document.activeElement;
                return e.ariaLabel || e.value || e.textContent.trim(); }"""
            )
        )
    order = ["API", "中文", "Choose pictures", "standard", "stars", "on", "Download all (ZIP)"]
    order += ["Clear the list", "Show", "Correct", "Download", "Mask again"]
    order += ["Remove a.png from the list"]
    assert [name for name in names if name in order] == order
    page.locator('[data-action="view"]').focus()
    page.keyboard.press("Enter")
    expect(page.locator(".compare")).to_be_visible()
    expect(page.locator('[data-action="view"]')).to_be_focused()
    expect(page.locator('[data-action="view"]')).to_have_attribute("aria-expanded", "true")


def test_every_control_has_a_name(visit: Visit) -> None:
    visit.give(upload("a.png", Scenario.REVIEW))
    visit.wait_for(review=1)
    visit.act(0, "view")
    visit.act(0, "edit")
    expect(visit.page.locator("#areas li")).to_have_count(4)
    nameless = visit.page.evaluate(
        """() => [...document.querySelectorAll("button, input:not([hidden]), [role=application]")]
          .filter(e => e.offsetParent && !(e.ariaLabel || e.textContent.trim() || e.labels?.length))
          .map(e => e.outerHTML)"""
    )
    assert nameless == []
