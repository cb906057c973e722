"""The answers a recogniser may give: "cannot tell" is one of them."""

from __future__ import annotations

from enum import StrEnum


class Verdict(StrEnum):
    """Whether a text is of a kind."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"
    """Its shape allows it and nothing speaks for or against it: only layout can tell."""


class Certainty(StrEnum):
    """How much a finding rests on."""

    YES = "yes"
    """Shape and guards together leave no other reading."""
    MAYBE = "maybe"
    """The shape fits; something else could look the same. Hide it where personal data stands."""
