"""Carriers: made-up names, waybill numbers in the shapes of the trade."""

from __future__ import annotations

import random
from dataclasses import dataclass

from app.samples.phones import digits

_CARRIERS = (
    ("速达快运", "sudakd", "SF", 13, ""),
    ("中途速递", "zhongtu", "75", 12, ""),
    ("圆满速递", "yuanman", "YT", 13, ""),
    ("申程快递", "shencheng", "77", 13, ""),
    ("韵来速递", "yunlai", "4", 14, ""),
    ("京邻物流", "jinglin", "JD", 13, ""),
    ("极鹿快递", "jilu", "JT", 13, ""),
    ("德行快运", "dexing", "DPK", 12, ""),
    ("优递速运", "youdi", "621", 12, ""),
    ("邮驿特快", "youyi", "11", 11, ""),
    ("邮驿国际", "youyi", "EA", 9, "CN"),
)
"""Name, site, and the waybill number: its head, random digits, its end."""


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
    name, site, head, count, end = rng.choice(_CARRIERS)
    hotline = rng.choice(
        (f"95{digits(rng, 3)}", f"400-{digits(rng, 3)}-{digits(rng, 4)}", f"400{digits(rng, 7)}")
    )
    return Carrier(name, hotline, f"www.{site}.example", head + digits(rng, count) + end)
