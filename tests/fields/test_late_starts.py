"""Where the first characters of an address's next line may not have been seen."""

from __future__ import annotations

import pytest

from masking.fields.find import find_fields
from masking.fields.loose_ends import late_starts
from masking.model import Reading, TextLine
from tests.lines import line

PARTY = line("王小明 13812345678", 100, 0)
ADDRESS = line("杭州市余杭区和平里7幢七单元五", 100, 45)


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([line("三", 132, 90)], True),  # 〇三: a wide 〇 was left out
        ([line("03室", 116, 90)], True),
        ([line("〇三", 102, 90)], False),
        ([line("〇", 100, 90), line("三", 136, 90)], False),  # it was seen
        ([], False),
    ],
)
def test_a_line_that_begins_late(lines: list[TextLine], found: bool) -> None:
    page, findings = find_fields(Reading((PARTY, ADDRESS, *lines)))
    assert [quad.points for quad in late_starts(page, findings.fields)] == (
        [lines[0].quad.points] if found else []
    )
