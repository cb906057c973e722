"""Digits that the reader takes for letters of other scripts: 50ε for 508 with a dot row missing.

No label is printed in Greek or Cyrillic. Where such a letter stands beside a digit it is one itself,
and a number that ended before it would show it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from masking.model import Character

ALIKE = {"З": "3", "з": "3", "б": "6", "ч": "4", "О": "0", "о": "0", "Ο": "0", "ο": "0", "Θ": "0", "θ": "0"}  # fmt: skip
"""The digits that such letters look like."""
ANY = "8"
"""Stands for one that looks like no digit in particular: half an 8 is like many letters."""

_LETTERS = "[\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u04ff]"
_BESIDE_DIGIT = re.compile(rf"(?<=[0-9]){_LETTERS}{{1,3}}|{_LETTERS}{{1,3}}(?=[0-9])")


def without_foreign(characters: Sequence[Character]) -> tuple[Character, ...]:
    """The characters with such letters as the digits that they are."""
    text = "".join(one.text for one in characters)
    found = {at for run in _BESIDE_DIGIT.finditer(text) for at in range(*run.span())}
    return tuple(
        replace(one, text=ALIKE.get(one.text, ANY)) if at in found else one
        for at, one in enumerate(characters)
    )
