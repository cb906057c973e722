"""Carriers: made-up names, waybill numbers in the shapes of the trade."""

from __future__ import annotations

import random
from dataclasses import dataclass

from app.samples.phones import digits

_NAMES = (
    ("速达快运", "SF", 13),
    ("中途速递", "75", 12),
    ("圆满速递", "YT", 13),
    ("申程快递", "77", 13),
    ("韵来速递", "4", 14),
    ("京邻物流", "JD", 13),
    ("极鹿快递", "JT", 13),
    ("德行快运", "DPK", 12),
    ("优递速运", "621", 12),
    ("邮驿特快", "11", 11),
)


@dataclass(frozen=True, slots=True)
class Carrier:
    """What a label shows of its carrier."""

    name: str
    hotline: str
    site: str
    number: str
    """The waybill number."""


def carrier(rng: random.Random) -> Carrier:
    """One of the invented carriers with a fresh waybill number."""
    name, lead, rest = rng.choice(_NAMES)
    hotline = rng.choice(
        (f"95{digits(rng, 3)}", f"400-{digits(rng, 3)}-{digits(rng, 4)}", f"400{digits(rng, 7)}")
    )
    site = f"www.{rng.choice(('sudakd', 'zhongtu', 'yuanman', 'shencheng', 'jilu'))}.example"
    return Carrier(name, hotline, site, lead + digits(rng, rest))
