"""Masking a folder: scheduling, resume, report."""
