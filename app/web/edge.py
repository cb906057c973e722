"""The outermost layer: request ids, security headers, one log line and one count per request.

Written on bare ASGI: it sees every answer, also those of errors nobody planned for.
"""

from __future__ import annotations

import asyncio
import logging
import re
import uuid
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.web.logs import request_id
from app.web.metrics import Metrics
from app.web.problems import Problem

log = logging.getLogger(__name__)

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' blob: data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
STATIC_PREFIX = "/static/"
"""What may be kept by a browser, which asks each time whether it changed."""
GONE = 499
"""Status in logs and metrics of a request whose client went away; never sent."""
DRAIN_SECONDS = 10.0
"""How long the rest of a refused upload is read and dropped. Closing at once would reset the
connection, and the client would not see why it was refused."""
DRAIN_IDLE_SECONDS = 1.0
"""How long a silent client is waited for meanwhile."""

_OFFERED_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")


class Edge:
    """ASGI middleware around the whole application."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        await _Exchange(self._app, self._metrics, scope, receive, send).run()


class _Exchange:
    """One request and its answer."""

    def __init__(
        self, app: ASGIApp, metrics: Metrics, scope: Scope, receive: Receive, send: Send
    ) -> None:
        self._app, self._metrics = app, metrics
        self._scope, self._receive, self._send = scope, receive, send
        offered = Headers(scope=scope).get("x-request-id", "")
        self._id = offered if _OFFERED_ID.fullmatch(offered) else uuid.uuid4().hex
        self._status = 0
        # Without a body there is nothing to drain.
        self._body_left = scope["method"] in ("POST", "PUT", "PATCH")
        scope.setdefault("state", {})["request_id"] = self._id

    async def run(self) -> None:
        token = request_id.set(self._id)
        begun = perf_counter()
        try:
            await self._app(self._scope, self._hear, self._say)
        except ClientDisconnect:
            self._status = self._status or GONE
        except Exception:
            log.exception("unforeseen error")
            if not self._status:
                problem = Problem("internal").response(self._id)
                await problem(self._scope, self._hear, self._say)
        finally:
            self._note(1000 * (perf_counter() - begun))
            request_id.reset(token)

    async def _hear(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.disconnect" or not message.get("more_body", False):
            self._body_left = False
        return message

    async def _say(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            self._dress(MutableHeaders(scope=message))
        elif not message.get("more_body", False) and self._body_left:
            await self._send({**message, "more_body": True})
            await self._drain()
            message = {"type": "http.response.body", "body": b"", "more_body": False}
        await self._send(message)

    def _dress(self, headers: MutableHeaders) -> None:
        for name, value in SECURITY_HEADERS.items():
            headers[name] = value
        static = self._scope["path"].startswith(STATIC_PREFIX)
        headers["Cache-Control"] = "no-cache" if static else "no-store"
        headers["X-Request-Id"] = self._id
        if self._body_left:
            headers["Connection"] = "close"

    async def _drain(self) -> None:
        try:
            async with asyncio.timeout(DRAIN_SECONDS):
                while self._body_left:
                    async with asyncio.timeout(DRAIN_IDLE_SECONDS):
                        await self._hear()
        except TimeoutError:
            return

    def _note(self, milliseconds: float) -> None:
        route = self._scope.get("route")
        # The template, not the address: what a client typed is neither logged nor counted.
        path = getattr(route, "path", None) or "unmatched"
        if self._scope["path"].startswith(STATIC_PREFIX):
            path = STATIC_PREFIX
        method = self._scope["method"]
        self._metrics.request(method, path, self._status)
        log.info(
            "request",
            extra={
                "method": method if method.isascii() and method.isalpha() else "other",
                "route": path,
                "status": self._status,
                "ms": round(milliseconds, 1),
            }
            | self._scope["state"].get("note", {}),
        )
