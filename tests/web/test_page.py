"""The page in a real browser: pictures in, verdicts and pictures out."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from masking.painting import paint
from tests.web import browser as b
from tests.web.browser import Visit, upload
from tests.web.fakes import REGIONS
from tests.web.pictures import Scenario, draw, encoded, pixels, png
from tests.web.service import Service, running

pytestmark = pytest.mark.browser


MASKED = (REGIONS[:3], "stars")


def saved(download: object) -> bytes:
    return Path(download.path()).read_bytes()


def test_three_pictures_at_once_and_all_of_them_as_a_zip(visit: Visit) -> None:
    page = visit.page
    expect(page.locator("#results")).to_be_hidden()
    visit.give(upload("a.png"), upload("b.png", Scenario.REVIEW), upload("a.png", Scenario.MASKED))
    visit.wait_for(masked=2, review=1)
    expect(page.locator("#results-count")).to_have_text("3 of 3 done")
    expect(page.locator("#live")).to_contain_text(".png: ")
    download = visit.save("#save-all")
    assert download.suggested_filename == "waybills-masked.zip"
    with zipfile.ZipFile(io.BytesIO(saved(download))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["a-masked.png", "b-masked.png", "a-masked-2.png"]
        assert pixels(archive.read("a-masked.png")) == paint(draw(), *MASKED)
        review = paint(draw(Scenario.REVIEW), REGIONS[:4], "stars")
        assert pixels(archive.read("b-masked.png")) == review


def test_one_download_has_the_pixels_of_the_service(visit: Visit) -> None:
    visit.give(upload("运单 一.png"))
    visit.wait_for(masked=1)
    download = visit.save('[data-action="save"]')
    assert download.suggested_filename == "运单 一-masked.png"
    assert pixels(saved(download)) == paint(draw(), *MASKED)


def test_options_count(visit: Visit) -> None:
    page = visit.page
    page.check('input[value="full"]')
    page.check('input[value="solid"]')
    visit.give(upload("a.png"))
    visit.wait_for(masked=1)
    full = paint(draw(), [*REGIONS[:3], REGIONS[4]], "solid")
    assert pixels(saved(visit.save('[data-action="save"]'))) == full
    page.check('input[value="standard"]')
    page.check('input[value="stars"]')
    page.check('input[name="hide_waybill_number"]')
    visit.act(0, "again")
    visit.wait_for(masked=1)
    expect(page.locator(".row-line")).to_contain_text("Done")
    again = paint(draw(), [*REGIONS[:3], REGIONS[4]], "stars")
    assert pixels(saved(visit.save('[data-action="save"]'))) == again


def test_the_verdict_is_said_in_plain_words(visit: Visit) -> None:
    visit.give(upload("a.png", Scenario.REVIEW))
    visit.wait_for(review=1)
    visit.act(0, "view")
    result = visit.page.locator(".result")
    expect(result).to_contain_text("There is text that could not be read.")
    expect(result).to_contain_text("could not be read is covered in whole")
    expect(result.locator(".counts li")).to_have_text(
        ["Name 1", "Phone number 1", "Address 1", "Unclear part 1"]
    )
    visit.act(0, "view")
    expect(result).to_have_count(0)


def test_before_and_after_with_a_slider(visit: Visit) -> None:
    visit.give(upload("a.png"))
    visit.wait_for(masked=1)
    visit.act(0, "view")
    page = visit.page
    for name in ("before", "after"):
        image = page.locator(f".compare-frame .{name}")
        expect(image).to_be_visible()
        assert image.evaluate("i => i.decode().then(() => [i.naturalWidth, i.naturalHeight])") == [
            600,
            900,
        ]
    slider = page.get_by_role("slider", name="How much of the original is shown")
    slider.focus()
    page.keyboard.press("Home")
    split = "getComputedStyle(document.querySelector('.compare-frame')).getPropertyValue('--split')"
    assert page.evaluate(split) == "0%"
    page.keyboard.press("ArrowRight")
    assert page.evaluate(split) == "1%"
    expect(slider).to_have_attribute("aria-valuetext", "1 percent original")
    box = page.locator(".compare-frame").bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.75, box["y"] + box["height"] / 2)
    assert abs(float(page.evaluate(split).rstrip("%")) - 75) <= 2


def test_what_goes_wrong_is_said_and_can_be_tried_again(
    chromium: Browser, service: Service
) -> None:
    visit = Visit(chromium, service)
    visit.give(upload("a.svg", data=b"<svg/>"), upload("b.png", Scenario.NOTHING))
    visit.wait_for(failed=2)
    verdicts = visit.page.locator(".verdict-text")
    expect(verdicts).to_have_text(
        [
            "This is not a picture or a PDF.",
            "No text was found. Take the picture closer to the label.",
        ]
    )
    expect(visit.page.locator("#save-all")).to_be_disabled()
    visit.act(1, "remove")
    expect(visit.rows()).to_have_count(1)
    visit.page.click("#clear")
    expect(visit.page.locator("#results")).to_be_hidden()
    # The browser itself reports the two refusals.
    visit.close(complaints=2)


def test_a_file_above_the_limit_is_not_even_sent(chromium: Browser) -> None:
    with running(workers=1, max_upload_bytes=100_000) as service:
        visit = Visit(chromium, service)
        visit.give(upload("a.png", data=bytes(100_000)))
        visit.wait_for(failed=1)
        expect(visit.page.locator(".verdict-text")).to_contain_text("too large")
        assert not [url for url in visit.requests if "/api/" in url]
        visit.close()


def test_a_busy_service_is_waited_for(chromium: Browser) -> None:
    with running(workers=1, queue=0) as service:
        visit = Visit(chromium, service)
        visit.give(*(upload(f"{n}.png", Scenario.SLOW) for n in range(3)))
        visit.wait_for(masked=3)
        refusals = len([text for text in visit.complaints if "503" in text])
        assert refusals >= 1
        visit.close(complaints=refusals)


def test_removing_a_picture_takes_its_request_back(chromium: Browser) -> None:
    with running(workers=1, queue=0) as service:
        visit = Visit(chromium, service)
        visit.give(upload("a.png", Scenario.LONG))
        visit.wait_for(reading=1)
        bar = visit.page.get_by_role("progressbar", name="Reading and hiding")
        expect(bar).to_be_visible()
        visit.act(0, "remove")
        visit.give(upload("b.png"))
        visit.wait_for(masked=1)
        expect(visit.rows()).to_have_count(1)
        refusals = len([text for text in visit.complaints if "503" in text])
        visit.close(complaints=refusals)


TRANSFER = """([name, bytes, event, target]) => {
  const data = new DataTransfer();
  data.items.add(new File([new Uint8Array(bytes)], name, { type: "image/png" }));
  const element = document.querySelector(target);
  const options = { bubbles: true, cancelable: true };
  element.dispatchEvent(event === "paste"
    ? new ClipboardEvent(event, { ...options, clipboardData: data })
    : new DragEvent(event, { ...options, dataTransfer: data }));
}"""


@pytest.mark.parametrize(
    ("event", "target"), [("drop", "#drop"), ("drop", "footer"), ("paste", "body")]
)
def test_pictures_are_dropped_and_pasted(visit: Visit, event: str, target: str) -> None:
    if event == "drop":
        visit.page.evaluate(TRANSFER, ["x.png", [], "dragover", target])
        expect(visit.page.locator("#drop.over")).to_have_count(1)
    visit.page.evaluate(TRANSFER, ["x.png", list(png()), event, target])
    visit.wait_for(masked=1)
    expect(visit.page.locator("#drop.over")).to_have_count(0)
    expect(visit.page.locator("#live")).to_contain_text("x.png: Done")


def test_pages_of_a_pdf_become_lines_of_their_own(chromium: Browser, service: Service) -> None:
    pages = [draw(), draw(Scenario.REVIEW)]
    data = encoded(pages[0], "PDF", save_all=True, append_images=pages[1:], resolution=300)
    visit = Visit(chromium, service)
    visit.give(upload("scan.pdf", data=data))
    visit.wait_for(masked=1, review=1)
    expect(visit.page.locator(".row-name")).to_have_text(["scan.pdf · page 1", "scan.pdf · page 2"])
    visit.act(1, "view")
    expect(visit.page.locator(".compare-frame .after")).to_be_visible()
    thumbnail = visit.page.locator(".thumbnail").first
    assert thumbnail.evaluate("i => i.decode().then(() => i.naturalWidth)") >= 600
    download = visit.save('.row >> nth=1 >> [data-action="save"]')
    assert download.suggested_filename == "scan-p2-masked.png"
    # The browser reports the first answer, which asked for a page.
    visit.close(complaints=1)


def test_formats_that_browsers_do_not_show(visit: Visit) -> None:
    visit.give(upload("a.tif", data=encoded(draw(), "TIFF")))
    visit.wait_for(masked=1)
    download = visit.save('[data-action="save"]')
    assert download.suggested_filename == "a-masked.png"
    assert pixels(saved(download)) == paint(draw(), *MASKED)


def test_a_key_is_asked_for_and_not_kept(chromium: Browser) -> None:
    key = "correct-horse-battery"
    with running(workers=1, api_key=key) as service:
        visit = Visit(chromium, service)
        page = visit.page
        visit.give(upload("a.png"))
        expect(page.locator("#key")).to_be_visible()
        page.fill("#key-text", "wrong-wrong-wrong")
        page.keyboard.press("Enter")
        expect(page.locator(".verdict-text")).to_have_text("The key is wrong.")
        page.fill("#key-text", key)
        page.click("#key button.primary")
        visit.wait_for(masked=1)
        stored = page.evaluate("() => JSON.stringify([{...localStorage}, {...sessionStorage}])")
        assert key not in stored
        assert page.input_value("#key-text") == ""
        visit.close(complaints=2)


def test_nothing_is_stored_and_nobody_else_is_asked(visit: Visit) -> None:
    visit.give(upload("a.png"))
    visit.wait_for(masked=1)
    visit.act(0, "edit")
    expect(visit.page.locator("#areas li")).to_have_count(3)
    assert visit.context.cookies() == []
    kept = visit.page.evaluate(
        """async () => [Object.keys(localStorage), Object.keys(sessionStorage),
          (await indexedDB.databases()).length, (await caches.keys()).length,
          (await navigator.serviceWorker.getRegistrations()).length]"""
    )
    assert kept == [[], [], 0, 0, 0]
    foreign = [u for u in visit.requests if not u.startswith((visit.service.url, "blob:", "data:"))]
    assert foreign == []


def test_docs_show_the_api_without_a_complaint(visit: Visit) -> None:
    visit.open("/docs")
    for path in ("/api/v1/mask", "/api/v1/redact", "/api/v1/check", "/healthz"):
        expect(visit.page.get_by_text(path, exact=True)).to_be_visible(timeout=b.PATIENCE_MS)
    visit.page.get_by_text("/api/v1/mask", exact=True).click()
    expect(visit.page.get_by_text("Asterisks on paper colour")).to_be_visible()
    foreign = [u for u in visit.requests if not u.startswith((visit.service.url, "data:"))]
    assert foreign == []
