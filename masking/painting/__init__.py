"""Spans and lines to regions; regions to pixels."""

from masking.painting.paint import Style, cover, paint

__all__ = ["Style", "cover", "paint"]
