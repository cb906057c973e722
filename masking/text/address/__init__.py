"""The grammar of a mainland address: from country down to the room."""

from masking.text.address.parse import (
    Address,
    Part,
    PartKind,
    looks_like_address,
    looks_like_address_tail,
    parse_address,
)

__all__ = [
    "Address",
    "Part",
    "PartKind",
    "looks_like_address",
    "looks_like_address_tail",
    "parse_address",
]
