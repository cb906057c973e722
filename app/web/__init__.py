"""The web page and the REST service.

Request → `api` → `workers.pool` → a worker process → `workers.work` → answer. `problems` turns
every refusal into an answer, `settings` holds every limit, `static` is the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi import FastAPI

    from app.web.settings import Settings
    from app.web.workers.contract import Load


def create_app(settings: Settings | None = None, load: Load | None = None) -> FastAPI:
    """The ASGI application; its workers start with its lifespan.

    `load` builds the tools inside each worker process and defaults to the real ones.
    The import is late because worker processes import this package without needing FastAPI.

    Raises:
        ConfigError: the environment holds an unknown or wrong setting.
    """
    from app.web.application import build

    return build(settings, load)
