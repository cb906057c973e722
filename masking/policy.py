"""What is to be hidden: the three policies and their options.

GB/T 41833-2022 as its announcements quote it:
收寄件人姓名应隐藏1个汉字以上，联系电话应隐藏6位以上，地址应隐藏单元户室号等.
`standard` is that sentence; `strict` and `full` hide more.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Level(StrEnum):
    """How much is hidden; each level hides all that the one before it hides."""

    STANDARD = "standard"
    STRICT = "strict"
    FULL = "full"

    @property
    def rank(self) -> int:
        """0 for standard, 1 for strict, 2 for full: to compare levels."""
        return list(Level).index(self)


@dataclass(frozen=True, slots=True)
class Policy:
    """A level and its options. `Policy("strict")` and `Policy(Level.STRICT)` are the same.

    Raises:
        ValueError: the level is not one of standard, strict and full.
    """

    level: Level = Level.STANDARD
    keep_companies: bool = False
    """Leave a company or shop in the sender's place readable; the standard speaks of the
    sender's name, so the default hides part of it."""
    hide_waybill_number: bool = False
    """Hide the waybill number and its barcodes under any level (`full` always does)."""
    keep_last_four: bool = False
    """Where the waybill number is hidden, leave the last four digits of its printed copies."""

    STANDARD: ClassVar[Policy]
    STRICT: ClassVar[Policy]
    FULL: ClassVar[Policy]

    def __post_init__(self) -> None:
        object.__setattr__(self, "level", Level(self.level))

    @classmethod
    def parse(cls, value: Policy | Level | str) -> Policy:
        """A policy from itself, a level or a level's name.

        Raises:
            ValueError: no such level.
        """
        return value if isinstance(value, Policy) else cls(Level(value))

    @property
    def hides_waybill_number(self) -> bool:
        """Whether printed copies of the waybill number and its barcodes go."""
        return self.hide_waybill_number or self.level is Level.FULL

    @property
    def hides_qr_codes(self) -> bool:
        """Whether every 2D code goes, whatever it holds."""
        return self.level is not Level.STANDARD


Policy.STANDARD = Policy(Level.STANDARD)
Policy.STRICT = Policy(Level.STRICT)
Policy.FULL = Policy(Level.FULL)
