"""The grammar of a mainland address: from the province down to the room.

`tokens` cuts out the numbers, `decide` says what each of them names, `doors` walks over them,
`places` finds the names between them and `parse` puts both together.
"""

from masking.text.address.doors import doors
from masking.text.address.english import is_english
from masking.text.address.parse import looks_like_address, looks_like_address_tail, parse_address
from masking.text.address.parts import TAIL, Address, Part, PartKind
from masking.text.address.vocabulary import LONE_UNIT

__all__ = [
    "LONE_UNIT",
    "TAIL",
    "Address",
    "Part",
    "PartKind",
    "doors",
    "is_english",
    "looks_like_address",
    "looks_like_address_tail",
    "parse_address",
]
