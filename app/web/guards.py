"""Who may use the service: the API key and the rate limit."""

from __future__ import annotations

import hmac
import math
from collections import OrderedDict
from time import monotonic

from fastapi import Request

from app.web.problems import Problem
from app.web.settings import Settings

MAX_CLIENTS = 10_000
"""Addresses that are remembered; the one seen longest ago goes first."""


class KeyGuard:
    """Asks for the configured API key; lets everyone in where none is configured."""

    def __init__(self, settings: Settings) -> None:
        key = settings.api_key
        self._key = None if key is None else key.get_secret_value().encode()

    def __call__(self, request: Request) -> None:
        """Let the request in.

        Raises:
            Problem: ``key-missing`` or ``key-wrong``.
        """
        if self._key is None:
            return
        given = request.headers.get("x-api-key", "")
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if not given and scheme.lower() == "bearer":
            given = token.strip()
        if not given:
            raise Problem("key-missing")
        # Header text is Latin-1 of the bytes that came. The comparison takes as long for a nearly
        # right key as for any other.
        if not hmac.compare_digest(given.encode("latin-1"), self._key):
            raise Problem("key-wrong")


class RateGuard:
    """Lets a client address make so many requests a minute (a token bucket for each)."""

    def __init__(self, settings: Settings) -> None:
        self._burst = float(settings.rate_limit)
        self._per_second = settings.rate_limit / 60
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def __call__(self, request: Request) -> None:
        """Let the request in.

        Raises:
            Problem: ``rate-limited``.
        """
        if not self._burst:
            return
        client = request.client.host if request.client else ""
        now = monotonic()
        left, since = self._buckets.pop(client, (self._burst, now))
        left = min(self._burst, left + (now - since) * self._per_second)
        allowed = left >= 1
        self._buckets[client] = (left - 1 if allowed else left, now)
        if len(self._buckets) > MAX_CLIENTS:
            self._buckets.popitem(last=False)
        if not allowed:
            raise Problem("rate-limited", retry_after=math.ceil((1 - left) / self._per_second))
