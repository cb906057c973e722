"""Headless Chromium for tests of the page."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, expect, sync_playwright

from tests.web.pictures import Scenario, png
from tests.web.service import Service

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PATIENCE_MS = 20_000.0

Upload = dict[str, object]
"""A file as playwright's set_input_files takes it."""


@contextmanager
def launched() -> Iterator[Browser]:
    """A running browser; skips the test where the machine has none."""
    with sync_playwright() as playwright:
        bundled = Path(playwright.chromium.executable_path)
        found = next(filter(None, map(shutil.which, NAMES)), None)
        path = found or (str(bundled) if bundled.exists() else None)
        if path is None:
            pytest.skip("no Chromium on this machine: none on the PATH and none of playwright's")
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield browser
        browser.close()


class Visit:
    """One opened page and what it complained about."""

    def __init__(self, browser: Browser, service: Service, **context: object) -> None:
        settings = {"locale": "en-GB", "viewport": {"width": 1280, "height": 900}} | context
        self.service = service
        self.context = browser.new_context(**settings)
        self.context.set_default_timeout(PATIENCE_MS)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.requests: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.open()

    def _on_console(self, message: object) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def open(self, path: str = "/") -> None:
        self.page.goto(self.service.url + path)
        if path == "/":
            self.page.wait_for_selector("html[data-ready=true]")

    def give(self, *uploads: Upload) -> None:
        self.page.set_input_files("#files", list(uploads))

    def rows(self, state: str = "") -> object:
        return self.page.locator(f'.row[data-state="{state}"]' if state else ".row")

    def wait_for(self, **counts: int) -> None:
        """Wait until so many rows are in each state."""
        for state, count in counts.items():
            expect(self.rows(state)).to_have_count(count, timeout=PATIENCE_MS)

    def act(self, row: int, action: str) -> None:
        self.rows().nth(row).locator(f'[data-action="{action}"]').click()

    def save(self, selector: str) -> Download:
        with self.page.expect_download() as caught:
            self.page.click(selector)
        return caught.value

    def close(self, *, complaints: int = 0) -> None:
        """End the visit; fails where the page complained about anything else."""
        seen = list(self.complaints)
        self.context.close()
        assert len(seen) == complaints, seen


def upload(name: str, scenario: Scenario = Scenario.MASKED, data: bytes | None = None) -> Upload:
    """A file to give to the page."""
    content = png(scenario) if data is None else data
    return {"name": name, "mimeType": "image/png", "buffer": content}
