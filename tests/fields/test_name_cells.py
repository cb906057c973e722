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


@pytest.mark.parametrize("first", ["静", "静 怡", "关玉豪"])
def test_a_short_name_beside_its_heading_does_not_end_the_column(first: str) -> None:
    lines = [line("联系人", 150, 0, 32), line("联系电话", 330, 0, 32), line("详细地址", 580, 0, 32)]
    lines += [
        line("收件", 40, 160, 30),
        line(first, 111, 160, 30),
        line("18938854225", 280, 160, 26),
    ]
    lines += [line("河南省洛阳市西工区", 490, 160, 26), line("寄件", 40, 380, 30)]
    lines += [line("临沂立木供应", 118, 350, 24), line("链管理有限责", 118, 378, 24)]
    lines += [line("任公司", 118, 406, 24), line("17556064866", 280, 380, 22)]
    lines += [line("山东省济南市历下区", 490, 380, 26)]
    page, findings = find_fields(Reading(tuple(lines)))
    names = [
        "".join(page.lines[part.line].text[part.start : part.end] for part in field.parts)
        for field in findings.fields
        if field.kind is FieldKind.NAME
    ]
    assert names == [first, "临沂立木供应链管理有限责任公司"]
