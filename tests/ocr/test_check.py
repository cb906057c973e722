"""`check` on drawn waybills that comply, and on every kind of violation.

`benchmarks/check_accuracy.py` does the same on many more.
"""

from __future__ import annotations

import pytest

from benchmarks.check_accuracy import Case, Judged, Violation, cases
from masking import Masker

pytestmark = pytest.mark.ocr

DRAWN = {case.violation: case for case in cases(len(Violation) - 1, "check")}


def test_every_violation_is_drawn() -> None:
    assert DRAWN.keys() == set(Violation)


@pytest.mark.parametrize("case", DRAWN.values(), ids=lambda case: case.violation.name)
def test_check_tells_what_complies_from_what_does_not(masker: Masker, case: Case) -> None:
    assert Judged(case, masker.check(case.picture)).right
