"""Folding makes characters plain and moves nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masking.text.fold import fold


@given(st.text())
def test_length_and_order_stay(text):
    folded = fold(text)
    assert len(folded) == len(text)
    assert [fold(c) for c in text] == list(folded)
    assert fold(folded) == folded


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("１３８ＡＢｚ", "138ABz"),
        ("٠١٢٣", "0123"),
        ("𝟏𝟑𝟖", "138"),
        ("①②③", "123"),
        ("：﹕", "::"),
        ("（【〔［", "([(["),
        ("—–－﹣", "----"),
        ("　\u200b\ufeff\xa0", "    "),
        ("＊●█", "***"),
        ("阿·•・.", "阿···."),
        ("號樓單戶電話", "号楼单户电话"),
        ("，；", ",;"),
        ("張三 abc 12", "张三 abc 12"),
        ("室户元\n", "室户元\n"),
    ],
)
def test_plain_forms(text, plain):
    assert fold(text) == plain


@pytest.mark.parametrize("text", ["一二三〇", "。、", "𠮷", "😀", "é", "ßﬁ"])
def test_what_stays(text):
    assert fold(text) == text
