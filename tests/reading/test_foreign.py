"""Letters of scripts that no label is printed in, beside digits."""

from __future__ import annotations

import pytest

from masking.reading.foreign import without_foreign
from tests.lines import line


@pytest.mark.parametrize(
    ("read", "text"),
    [
        ("1单元50ε(菜鸟驿站)", "1单元508(菜鸟驿站)"),
        ("1单元З02", "1单元302"),
        ("1381234бб78", "13812346678"),
        ("5ßε号", "588号"),
        ("1391946θ333", "13919460333"),
    ],
)
def test_beside_a_digit_they_are_digits(read: str, text: str) -> None:
    before = line(read).characters
    after = without_foreign(before)
    assert "".join(one.text for one in after) == text
    assert [one.x for one in after] == [one.x for one in before]


@pytest.mark.parametrize(
    "text", ["1单元508室", "7F-12B", "Ω", "α·买买提", "2×3", "5°", "12㎡", "３０２", "李明8", ""]
)
def test_what_else_is_printed_stays(text: str) -> None:
    before = line(text).characters
    assert without_foreign(before) == before
