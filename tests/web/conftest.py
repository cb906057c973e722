from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.web.browser import Visit, launched
from tests.web.editing import Editing
from tests.web.service import Service, running


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """One running service with fake tools and two workers, for tests that leave it as it was."""
    with running(workers=2) as service:
        yield service


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A browser for one module: playwright keeps an event loop in this thread while it runs."""
    with launched() as browser:
        yield browser


@pytest.fixture
def editing(chromium: Browser, service: Service) -> Iterator[Editing]:
    """An editor that is open on a picture that went to review."""
    visit = Visit(chromium, service)
    yield Editing(visit)
    visit.close()


@pytest.fixture
def visit(chromium: Browser, service: Service) -> Iterator[Visit]:
    """The page, opened; fails where it complained about anything."""
    visit = Visit(chromium, service)
    yield visit
    visit.close()
