"""Measurements on drawn waybills; not part of the installed package."""
