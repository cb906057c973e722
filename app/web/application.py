"""The application: settings, workers, endpoints and page put together."""

from __future__ import annotations

import mimetypes
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from importlib.metadata import version
from pathlib import Path
from typing import Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route
from starlette.staticfiles import StaticFiles

from app.web import openapi
from app.web.api import Api
from app.web.edge import Edge
from app.web.guards import KeyGuard
from app.web.metrics import Metrics
from app.web.problems import Problem
from app.web.schemas import HealthOut, ReadyOut
from app.web.settings import Settings
from app.web.workers.contract import Load
from app.web.workers.pool import Pool
from app.web.workers.tools import load as load_engine

STATIC = Path(__file__).parent / "static"
"""The page: hand-written modules and the vendored libraries, served as they are."""

_CODES = {404: "not-found", 405: "method-not-allowed"}


def build(settings: Settings | None = None, load: Load | None = None) -> FastAPI:
    """See `app.web.create_app`."""
    settings = settings or Settings.from_environment()
    pool = Pool(settings, load or load_engine)
    metrics = Metrics(pool)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await pool.start()
        try:
            yield
        finally:
            await pool.close()

    app = FastAPI(
        title=openapi.TITLE,
        description=openapi.DESCRIPTION,
        version=version("waybill-mask"),
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    app.state.pool = pool
    app.add_middleware(Edge, metrics=metrics)
    app.include_router(Api(settings, pool, metrics).router())
    _add_operations(app, settings, pool, metrics)
    _add_page(app, settings)
    _answer_problems(app)
    _describe(app)
    return app


def _add_operations(app: FastAPI, settings: Settings, pool: Pool, metrics: Metrics) -> None:
    """Health, readiness and metrics."""

    @app.get("/healthz", tags=["operation"], summary="Does the service live?")
    async def healthz() -> HealthOut:
        return HealthOut()

    @app.get(
        "/readyz",
        tags=["operation"],
        summary="Can the service work?",
        responses=openapi.problems("not-ready", "model-unavailable"),
    )
    async def readyz() -> ReadyOut:
        if failure := pool.load_failure:
            raise Problem(
                "model-unavailable", failure.detail, next_step=failure.next_step, retry_after=30
            )
        if not pool.ready:
            raise Problem("not-ready", retry_after=1)
        return ReadyOut(workers=pool.ready)

    @app.get(
        "/metrics",
        tags=["operation"],
        summary="Metrics for Prometheus",
        response_class=Response,
        dependencies=[Depends(KeyGuard(settings))],
        openapi_extra={"security": [{}, {"key": []}, {"bearer": []}]},
        responses={
            **openapi.problems("key-missing", "key-wrong"),
            200: {"content": {CONTENT_TYPE_LATEST: {"schema": {"type": "string"}}}},
        },
    )
    async def exposition() -> Response:
        return Response(metrics.exposition(), media_type=CONTENT_TYPE_LATEST)


def _add_page(app: FastAPI, settings: Settings) -> None:
    """The page, /docs and what they load."""
    # A Windows registry may call scripts text/plain, which nosniff then keeps from running.
    mimetypes.add_type("text/javascript", ".js")
    mimetypes.add_type("text/css", ".css")
    mimetypes.add_type("image/svg+xml", ".svg")
    index = (
        (STATIC / "index.html")
        .read_text("utf-8")
        .replace("{{max_upload_bytes}}", str(settings.max_upload_bytes))
    )
    docs = (STATIC / "docs.html").read_text("utf-8")

    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse(index)

    async def documentation(_: Request) -> HTMLResponse:
        return HTMLResponse(docs)

    app.routes.append(Route("/", page))
    app.routes.append(Route("/docs", documentation))
    app.mount("/static", StaticFiles(directory=STATIC))


def _answer_problems(app: FastAPI) -> None:
    """Every refusal becomes a problem document."""

    async def problem(request: Request, error: Exception) -> Response:
        assert isinstance(error, Problem)  # noqa: S101 - registered for it alone
        return error.response(request.state.request_id)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)  # noqa: S101
        code = _CODES.get(error.status_code, "bad-request")
        headers = dict(error.headers or {})
        return Problem(code).response(request.state.request_id, headers)

    async def validation(request: Request, _: Exception) -> Response:
        return Problem("bad-option").response(request.state.request_id)

    app.add_exception_handler(Problem, problem)
    app.add_exception_handler(HTTPException, http)
    app.add_exception_handler(RequestValidationError, validation)


def _describe(app: FastAPI) -> None:
    """Make the OpenAPI document once."""
    plain = app.openapi

    def described() -> dict[str, Any]:
        if app.openapi_schema is None:
            openapi.finish(plain())
        return plain()

    app.openapi = described  # type: ignore[method-assign]
