from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.web.browser import launched
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
