"""Connections that do not say what they want are closed.

uvicorn limits the time between two requests, and `app.web.uploads` that of a body; the lines before
the body would have no limit, so that somebody could hold connections without end.
"""

from __future__ import annotations

import asyncio
from typing import ClassVar

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 15.0
"""Longest time from a connection's begin, or a request's first byte, to the end of its headers."""


class PatientProtocol(H11Protocol):
    """uvicorn's HTTP, with an end to its patience."""

    head_seconds: ClassVar[float] = HEAD_SECONDS
    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """Wait on, unless the headers are complete."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        self._rest()
        super().connection_lost(exc)

    def _watch(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._rest()
        elif self._due is None:
            self._due = self.loop.call_later(self.head_seconds, self._give_up)

    def _rest(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _give_up(self) -> None:
        self._due = None
        # A whole request may have been answered since without a further byte.
        if self.conn.their_state is h11.IDLE and not self.transport.is_closing():
            self.transport.close()
