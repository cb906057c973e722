"""Lines to fields: names, phones and addresses with their roles."""

from masking.fields.addresses import lone_ends, open_ends
from masking.fields.find import find_fields
from masking.fields.found import Doubt, Findings, Found
from masking.fields.page import Page, Part

__all__ = ["Doubt", "Findings", "Found", "Page", "Part", "find_fields", "lone_ends", "open_ends"]
