"""Lines that run across the rule between two columns of a form are one for each column."""

from __future__ import annotations

import pytest

from masking.fields.columns import cut_at_columns
from masking.model import TextLine
from tests.fields.test_find import ADDRESS, NAME, PHONE, found
from tests.lines import line

LEFT = "地址：四川省成都市武侯区环城东路和"
RIGHT = "地址：辽宁省沈阳市铁西区凤起路1129号"


def form(row: str = LEFT + RIGHT, right: float = 525) -> list[TextLine]:
    """Both parties of a form side by side; the row of their addresses was read as one line."""
    return [
        line("寄件人姓名：廖鑫", 0, 0),
        line("收件人姓名：袁一", right, 0),
        line(row, 0, 40),
        line("平里19号2单元2708", 0, 80),
        line("保利天悦15-3-806", right, 80),
        line("联系电话：010-31754407", 0, 120),
        line("联系电话：15004867517", right, 120),
    ]


def test_each_columns_address_goes_on_below_itself() -> None:
    assert found(form(), ADDRESS) == sorted(
        [LEFT[3:] + "平里19号2单元2708", RIGHT[3:] + "保利天悦15-3-806"]
    )
    assert found(form(), NAME) == ["廖鑫", "袁一"]
    assert found(form(), PHONE) == ["010-31754407", "15004867517"]


@pytest.mark.parametrize(
    ("row", "right", "pieces"),
    [
        (LEFT + RIGHT, 525, [LEFT, RIGHT]),
        ("地址：四川省成都市武侯区环城东路和单位名称：北辰律师事务所", 525, 2),
        (LEFT + RIGHT, 600, [LEFT + RIGHT]),  # no column begins there
        (LEFT + "环城东路凤起路1129号", 525, 1),  # no label
        ("单位名称：" + LEFT, 150, 1),  # the first label would announce nothing
    ],
)
def test_a_line_is_cut_where_the_label_of_another_column_stands(
    row: str, right: float, pieces: list[str] | int
) -> None:
    lines = form(row, right)
    texts = [cut.text for cut in cut_at_columns(lines)]
    if isinstance(pieces, int):
        assert len(texts) == len(lines) + pieces - 1
    else:
        assert [text for text in texts if "地址" in text] == pieces


def test_a_cut_lines_characters_stay_where_they_stood() -> None:
    lines = form()
    whole = [lines[2].quad.at(c.x, 0.5) for c in lines[2].characters]
    cut = [
        c.quad.at(x.x, 0.5) for c in cut_at_columns(lines) if "地址" in c.text for x in c.characters
    ]
    assert cut == [pytest.approx(point) for point in whole]
