"""Prometheus metrics: counts and seconds, labelled by codes only."""

from __future__ import annotations

from collections.abc import Mapping

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    generate_latest,
)

from app.web.workers.pool import Pool

STAGE_BUCKETS = (0.01, 0.03, 0.1, 0.3, 0.5, 1, 2, 3, 5, 10, 20, 30, 60)
"""Seconds."""
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
"""Methods that get a label of their own."""


class Metrics:
    """The metrics of one application; each has its own registry, so tests can have many."""

    def __init__(self, pool: Pool) -> None:
        self._registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        self._requests = Counter(
            "waybill_mask_requests",
            "Requests answered.",
            ("method", "route", "status"),
            registry=registry,
        )
        self._images = Counter(
            "waybill_mask_images",
            "Images worked on, by verdict: masked, review, redacted, complies, violates or the "
            "code of a problem.",
            ("verdict",),
            registry=registry,
        )
        self._stages = Histogram(
            "waybill_mask_stage_seconds",
            "Seconds of work on an image, by stage.",
            ("stage",),
            buckets=STAGE_BUCKETS,
            registry=registry,
        )
        for name, meaning, value in (
            ("queue_depth", "Requests let in that no worker works on.", lambda: pool.waiting),
            ("workers_ready", "Workers that have loaded their engine.", lambda: pool.ready),
            ("worker_restarts", "Workers replaced since the start.", lambda: pool.restarts),
        ):
            Gauge(f"waybill_mask_{name}", meaning, registry=registry).set_function(value)

    def request(self, method: str, route: str, status: int) -> None:
        """Count an answer."""
        label = method if method in METHODS else "other"
        self._requests.labels(label, route, str(status)).inc()

    def image(self, verdict: str, milliseconds: Mapping[str, float]) -> None:
        """Count an image and the time of its stages."""
        self._images.labels(verdict).inc()
        for stage, spent in milliseconds.items():
            self._stages.labels(stage).observe(spent / 1000)

    def exposition(self) -> bytes:
        """The text that Prometheus scrapes."""
        return generate_latest(self._registry)
