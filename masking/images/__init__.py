"""Bytes or path to upright RGB pages under limits, and back, without metadata."""

from masking.images.document import Document, Page, open_document
from masking.images.encode import encode, write
from masking.images.formats import SNIFF_BYTES, Format, claims_image, output_suffix, sniff
from masking.images.limits import Limits
from masking.images.source import read_bytes
from masking.images.upright import upright

__all__ = [
    "SNIFF_BYTES",
    "Document",
    "Format",
    "Limits",
    "Page",
    "claims_image",
    "encode",
    "open_document",
    "output_suffix",
    "read_bytes",
    "sniff",
    "upright",
    "write",
]
