"""Which phone needs a name of its own."""

from __future__ import annotations

import pytest

from masking.model import TextLine
from tests.fields.test_find import NAME, PHONE, found
from tests.lines import label, line

PLACE = "陕西省宝鸡市金台区黄土岭乡万科金域华府28栋9楼"


def blocks(*first: TextLine) -> list[TextLine]:
    """A block whose address stands above its phone, and another block right below."""
    return [line(PLACE, 60, 0), *first, line("蓝雨桐 17618996308", 60, 90)]


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ([line("章海港", 60, 40), line("13177676482", 180, 40)], "章海港"),
        ([line("某物鉴定中心  13177676482", 60, 40)], "某物鉴定中心"),
        ([line("13177676482  青禾农庄", 60, 40)], "青禾农庄"),
    ],
)
def test_words_beside_a_phone_right_above_the_next_block_are_its_name(
    first: list[TextLine], name: str
) -> None:
    assert found(blocks(*first), NAME) == sorted([name, "蓝雨桐"])


@pytest.mark.parametrize(
    "second",
    ["13177676482", "座机 0512-63016908", "13177676482(备用)", "13177676482 微信同号"],
)
def test_a_second_phone_needs_none(second: str) -> None:
    lines = label("收件人 王小明 13812345678", second, "浙江省杭州市西湖区文三路1号")
    assert found(lines, NAME) == ["王小明"]
    assert len(found(lines, PHONE)) == 2


def test_a_cell_ends_at_the_next_cells_phone() -> None:
    lines = [
        *(line(text, x, 0, 28) for text, x in (("姓名", 120), ("电话", 300), ("地址", 500))),
        line("驿站代收 连婷13812345678", 80, 45, 28),
        line("浙江省杭州市西湖区文三路1号", 490, 45, 28),
    ]
    assert found(lines, NAME) == ["连婷"]
