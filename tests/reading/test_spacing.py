"""Spaces behind every character of a line."""

from __future__ import annotations

import pytest

from masking.reading.spacing import without_spacing
from tests.lines import line


@pytest.mark.parametrize(
    ("read", "text"),
    [
        (
            "地址:80 古 自 治 区 呼 和 浩 特 市 赛罕 区 星 河 园 九 栋 四 门四 楼 左 手",
            "地址:80 古自治区呼和浩特市赛罕区星河园九栋四门四楼左手",
        ),
        ("收 件 人：李 明 阳 光 花 园 3 栋 二 单 元", "收件人：李明阳光花园 3 栋二单元"),
    ],
)
def test_they_are_its_setting(read: str, text: str) -> None:
    before = line(read).characters
    after = without_spacing(before)
    assert "".join(one.text for one in after) == text
    assert set(after) <= set(before)


@pytest.mark.parametrize(
    "text",
    [
        "浙江省 杭州市 西湖区 文三路 翠湖家园 三幢 二单元 东户",  # the parts of an address
        "姓 名 李 明",
        "年 月 日",
        "138 1234 5678",
        "Z H A N G W E I",
        "",
    ],
)
def test_other_spaces_stay(text: str) -> None:
    before = line(text).characters
    assert without_spacing(before) == before
