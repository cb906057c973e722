"""Synthetic waybills with invented people, each with its truth."""
