"""Spans and lines to regions; regions to pixels."""

from masking.painting.paint import Style, cover, looked_at, paint

__all__ = ["Style", "cover", "looked_at", "paint"]
