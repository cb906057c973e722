from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.service import Service, running


@pytest.fixture(scope="session")
def service() -> Iterator[Service]:
    """One running service with fake tools and two workers, for tests that leave it as it was."""
    with running(workers=2) as service:
        yield service
