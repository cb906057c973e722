"""At least six digits of every phone go; separators, area codes and other numbers stay."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from masking.rules import hide_phone, hide_phone_value, starred
from tests.rules.marked import marked, marks, table

STANDARD = table("""
1【38】 【1234】 5678
1【38】-【1234】-5678
１【３８１２３４】５６７８
+86 1【381234】5678
(+86)1【381234】5678
86-1【381234】5678
0086 1【38】-【1234】-5678
收 王小明 1【381234】5678
1【840000】1111-【5835】
1【840000】1111转【5835】
1【840000】1111_【6603】
1【840000】1111 转 【5835】
1【840000】1111[【5835】]
1【840000】1111 【5835】
1【840000】1111转【58】 【35】
1【840000】1111*【6603】
1【714637】l627 转【3245】
1【840000】1111转【1234】转【2】
1【38】/【1234】/5678
1【38】一【1234】一5678
1【381234】56781【391234】5678
O512-【6301690B】
1【840000】1111（转【5835】）
1【840000】1111 转【5835】 号码保护中
打电话【63016908】
[配送请拨打1【840000】1111转【5835】]
0512-【63016908】
0512-【63016908】转【6】
0512-【63016908】-【801】
(0512)【63016908】-【801】
021 【62345678】
+852 【9123】 【45】67
+853 【6612】 【34】56
+886 【912】 【345】 678
【0912】-【34】5-678
1【381234】5678/1【391234】5678
电话 【63016908】
电话 【6301690】
1【99】****0001
1【35】****4242
1【58】XXXX1916
021-****【1234】
1【38】----5678
【123】^_^8901
1******5678
138******78
021-********
1** **** 5678
1*****5678
1********5678
1【56】**********7495
1** *** 5678
1【234567】8901
【138123】4567
1【3812345】6789
l【38l234】5678
400-888-8888
8008208820
95338
11183
客服 12305
SF1013398203430
73144233224145
2024-05-13 12:22:11
邮编 310000
【310000】
阳光花园12-2-1203
746 V50 010
33010619900101123X
""")


@pytest.mark.parametrize("row", STANDARD)
def test_standard(row):
    text, _ = marked(row)
    assert marks(text, hide_phone(text)) == row


@pytest.mark.parametrize(
    "row",
    table("""
    138【12345678】
    138 【1234】 【5678】
    +86 138【12345678】
    184【00001111】-【5835】
    0512-【63016908】转【6】
    +852 【9123】 【4567】
    1******【5678】
    199****【0001】
    【1381234567】
    167************
    0757***********
    0757 ********
    【167】*****【1234】
    【2345】***********
    400-888-8888
    SF1013398203430
    """),
)
def test_strict(row):
    text, _ = marked(row)
    assert marks(text, hide_phone(text, "strict")) == row


@pytest.mark.parametrize(
    "row",
    table("""
    【13812345678】
    +【86】 【138】-【1234】-【5678】
    【0512】-【63016908】转【6】
    张三 【13812345678】 收
    400-888-8888
    2024-05-13
    """),
)
def test_full(row):
    text, _ = marked(row)
    assert marks(text, hide_phone(text, "full")) == row


@pytest.mark.parametrize(
    "row",
    table("""
    1【381234】5678
    【63016908】
    【630169】
    【12】
    【138123】4567
    1【38l2345】6789
    【abc】
    【张三】
    1【381234】5678 【99】
    1【381234】5678室
    400-888-8888
    1******5678
    1*******-3408
    【8765】***
    """),
)
def test_a_value_is_a_phone_whatever_it_looks_like(row):
    text, _ = marked(row)
    assert marks(text, hide_phone_value(text)) == row


@settings(max_examples=300, deadline=None)
@given(
    digits=st.from_regex(r"1[0-9]{10}", fullmatch=True),
    cuts=st.sets(st.integers(1, 10), max_size=4),
    separator=st.sampled_from("- ."),
    frame=st.sampled_from(("{}", "电话{}", "电话：{} 张三", "+86 {}", "({})", "{}转1234")),
    rule=st.sampled_from((hide_phone, hide_phone_value)),
    level=st.sampled_from(("standard", "strict", "full")),
)
def test_an_eleven_digit_phone_never_shows_more_than_five(
    digits, cuts, separator, frame, rule, level
):
    number = "".join(separator * (i in cuts) + c for i, c in enumerate(digits))
    text = frame.format(number)
    shown = starred(text, rule(text, level))
    start = text.index(number)
    visible = sum(c.isdigit() for c in shown[start : start + len(number)])
    assert visible <= 5, shown


@settings(max_examples=300, deadline=None)
@given(
    digits=st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True),
    groups=st.sampled_from(((3, 4, 4), (3, 8), (7, 4), (11,), (4, 7), (5, 6), (3, 5, 3))),
    separator=st.sampled_from(("", " ", "  ", "-", ".", "·", "—")),
    misread=st.sets(st.integers(1, 10), max_size=2),
    code=st.sampled_from(("", "+86 ", "0086", "86-", "(+86)")),
    extension=st.sampled_from(("", "转1234", "-5678", "_603", " 转 12", "分机801")),
    name=st.sampled_from(("", "张三", "收 王女士", "阿依古丽·买买提", "电话：")),
)
def test_a_misread_mobile_never_shows_more_than_five(
    digits, groups, separator, misread, code, extension, name
):
    slips = {"0": "O", "1": "l", "5": "S", "8": "B"}
    read = "".join(slips.get(c, c) if i in misread else c for i, c in enumerate(digits))
    cuts = [sum(groups[:place]) for place in range(len(groups) + 1)]
    number = separator.join(read[a:b] for a, b in itertools.pairwise(cuts))
    text = name + code + number + extension
    shown = starred(text, hide_phone(text))[len(name + code) :]
    assert sum(c.isascii() and c.isalnum() for c in shown) <= 5, shown
    assert starred(text, hide_phone(text)) == starred(
        starred(text, hide_phone(text)), hide_phone(starred(text, hide_phone(text)))
    )


@pytest.mark.parametrize("text", ["1000-2000-01-1", "1000.2000.01.1"])
def test_a_date_within_a_number_does_not_hide_it(text):
    assert sum(c.isdigit() for c in starred(text, hide_phone(text))) <= 5


@pytest.mark.parametrize(
    ("text", "hidden"), [("1**********40 15", ""), ("1********** 4015 12", "12")]
)
def test_widely_spaced_digits_behind_a_long_bar_comply(text: str, hidden: str) -> None:
    assert "".join(text[span.start : span.end] for span in hide_phone_value(text)) == hidden
