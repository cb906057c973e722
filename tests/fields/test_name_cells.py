"""A table's cells for names, where the detector ran two cells of a row together."""

from __future__ import annotations

import pytest

from masking.fields.find import find_fields
from masking.model import FieldKind, Reading
from tests.lines import line


@pytest.mark.parametrize(
    ("cell", "name"),
    [
        ("关玉豪/祁慧佳15030051260", "关玉豪/祁慧佳"),
        ("天************+86 1******9928", "天************"),
        ("15030051260 关玉豪", " 关玉豪"),
        ("关玉豪 15030051260 北京市", "关玉豪 "),
        ("关玉豪", "关玉豪"),
        ("一路顺风888", "一路顺风888"),  # no phone: all of it is the name
    ],
)
def test_a_phone_on_the_line_is_no_part_of_the_name(cell: str, name: str) -> None:
    lines = [line("姓名", 180, 0), line("电话", 560, 0), line("地址", 800, 0)]
    lines += [line("收件", 0, 80), line(cell, 110, 80), line("陕西省咸阳市秦都区", 720, 80)]
    if "15030051260" not in cell and "9928" not in cell:
        lines.append(line("15030051260", 500, 80))
    page, findings = find_fields(Reading(tuple(lines)))
    assert [
        page.lines[part.line].text[part.start : part.end]
        for field in findings.fields
        for part in field.parts
        if field.kind is FieldKind.NAME
    ] == [name]
