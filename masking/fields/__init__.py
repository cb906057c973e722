"""Lines to fields: names, phones and addresses with their roles."""

from masking.fields.closer import find_closer
from masking.fields.find import find_fields
from masking.fields.found import Doubt, Findings, Found
from masking.fields.page import Page, Part

__all__ = ["Doubt", "Findings", "Found", "Page", "Part", "find_closer", "find_fields"]
