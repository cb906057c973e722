"""Bytes or path to upright RGB pages under limits, and back, without metadata."""
