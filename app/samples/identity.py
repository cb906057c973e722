"""Random ID-card numbers with the right check character."""

from __future__ import annotations

import random

from app.samples.marks import Text, marked
from app.samples.phones import digits
from app.samples.truth import FieldTruth, TextKind

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
"""GB 11643: the check character by the weighted sum modulo 11."""


def id_number(rng: random.Random) -> Text:
    """Eighteen characters: a region of Jiangsu, a day of birth, three digits, the check."""
    born = f"{rng.randint(1950, 2005)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    body = f"3205{digits(rng, 2)}{born}{digits(rng, 3)}"
    check = _CHECKS[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]
    return marked(f"【{body}{check}】", FieldTruth("id_number", TextKind.ID_NUMBER, None))
