"""Bytes or path to upright RGB pages under limits, and back, without metadata."""

from masking.images.document import Document, Page, open_document
from masking.images.encode import Delivery, encode, write
from masking.images.formats import SNIFF_BYTES, Format, claims_image, output_suffix, sniff
from masking.images.limits import DEFAULT_LIMITS, Limits
from masking.images.source import read_bytes, read_head, too_many_bytes
from masking.images.upright import upright

__all__ = [
    "DEFAULT_LIMITS",
    "SNIFF_BYTES",
    "Delivery",
    "Document",
    "Format",
    "Limits",
    "Page",
    "claims_image",
    "encode",
    "open_document",
    "output_suffix",
    "read_bytes",
    "read_head",
    "sniff",
    "too_many_bytes",
    "upright",
    "write",
]
