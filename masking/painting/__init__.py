"""Spans and lines to regions; regions to pixels."""
