"""Spaces that the reader sees between the characters of a line that is set wide, or curved in a high area.

Between the parts of an address a space means something; behind every character it means nothing, and a
name and a room's number are none with spaces in them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from masking.model import Character

FEWEST = 6
"""Spaces between two Chinese characters of one line from which on they may be its setting."""
SHARE = 0.6
"""Of its neighbouring Chinese characters that have one between them: an address in parts has fewer."""

_HAN = "[\u3007\u4e00-\u9fff]"
_GAP = re.compile(f"(?<={_HAN}) +(?={_HAN})")
_PAIR = re.compile(f"{_HAN} *(?={_HAN})")


def without_spacing(characters: Sequence[Character]) -> tuple[Character, ...]:
    """The characters without such spaces."""
    text = "".join(one.text for one in characters)
    gaps = [run.span() for run in _GAP.finditer(text)]
    if len(gaps) < FEWEST or len(gaps) < SHARE * len(_PAIR.findall(text)):
        return tuple(characters)
    dropped = {at for start, end in gaps for at in range(start, end)}
    return tuple(one for at, one in enumerate(characters) if at not in dropped)
