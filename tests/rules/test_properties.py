"""What holds for every text: lengths, order, masking twice, stricter policies."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from masking.policy import Level
from masking.rules import (
    hide_address,
    hide_address_value,
    hide_id_number,
    hide_name,
    hide_name_value,
    hide_phone,
    hide_phone_value,
    hide_waybill_number,
    starred,
)
from tests.rules.fragments import any_texts

RULES = {
    "name": hide_name,
    "name value": hide_name_value,
    "phone": hide_phone,
    "phone value": hide_phone_value,
    "address": hide_address,
    "address value": hide_address_value,
    "waybill number": hide_waybill_number,
}
RULE = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)
LEVEL = pytest.mark.parametrize("level", Level)


@RULE
@LEVEL
@settings(max_examples=100, deadline=None)
@given(text=any_texts)
def test_spans_are_inside_sorted_and_apart(rule, level, text):
    spans = rule(text, level)
    offsets = [offset for span in spans for offset in span]
    assert offsets == sorted(offsets)
    assert all(span.start < span.end and span.rule for span in spans)
    assert all(0 <= offset <= len(text) for offset in offsets)
    assert len(starred(text, spans)) == len(text)


@RULE
@LEVEL
@settings(max_examples=100, deadline=None)
@given(text=any_texts)
def test_masking_twice_changes_nothing(rule, level, text):
    once = starred(text, rule(text, level))
    assert starred(once, rule(once, level)) == once


@pytest.mark.parametrize(
    "rule", [r for n, r in RULES.items() if "phone" not in n], ids=lambda r: r.__name__
)
@settings(max_examples=100, deadline=None)
@given(text=any_texts)
def test_a_stricter_policy_hides_all_that_a_weaker_one_hides(rule, text):
    hidden = [{o for s in rule(text, level) for o in range(*s)} for level in Level]
    assert hidden[0] <= hidden[1] <= hidden[2]


@pytest.mark.parametrize("rule", [hide_phone, hide_phone_value])
@settings(max_examples=100, deadline=None)
@given(text=any_texts)
def test_a_stricter_policy_shows_no_more_digits(rule, text):
    # Strict keeps a mobile's first three digits, standard its first and its last four.
    shown = [sum(c.isdigit() for c in starred(text, rule(text, level))) for level in Level]
    assert shown[0] >= shown[1] >= shown[2]


@settings(max_examples=200, deadline=None)
@given(text=any_texts)
@example("身份证330106 19900101 1231")
def test_id_numbers_are_spans_of_the_text(text):
    spans = hide_id_number(text)
    assert hide_id_number(starred(text, spans)) == ()


HEADS = st.sampled_from(("", "浙江省杭州市西湖区", "杭州市西湖区文三路12号", "文三路12号 "))
HOUSES = st.sampled_from(("3幢", "3栋", "3号楼", "3座", "3#", "A座", "三栋", "3-", "3撞", "3 栋"))
UNITS = st.sampled_from(("", "2单元", "二单元", "东单元", "2单无", "2梯", "2-", "2 单元 "))
ROOMS = st.sampled_from(
    ("1502", "1502室", "15楼1502", "1502号", "l502室", "15O2室", "1502市", "一五〇二室")
)
BEHINDS = st.sampled_from(("", " 王芳", "(电联)", "，放门口", " 13812345678"))


@settings(max_examples=400, deadline=None)
@given(head=HEADS, house=HOUSES, unit=UNITS, room=ROOMS, behind=BEHINDS, wide=st.booleans())
def test_no_unit_or_room_stays_and_no_estate_goes(head, house, unit, room, behind, wide):
    estate = "阳光花园"
    door = unit + room
    if wide:
        house, door = (part.translate(WIDE) for part in (house, door))
    text = f"{head}{estate}{house}{door}{behind}"
    shown = starred(text, hide_address(text))
    start = len(head + estate + house)
    assert not any(c.isalnum() for c in shown[start : start + len(door)]), shown
    assert shown.startswith(head + estate), shown


WIDE = {ord(c): ord(c) + 0xFEE0 for c in "0123456789"}


SURNAMES = st.sampled_from(("王", "欧阳", "路", "楼", "江", "海", "单", "万俟", "令狐"))
GIVEN = st.sampled_from(
    ("明", "小路", "一楼", "江海", "大村", "女士", "总", "师傅", "晓城", "金街")
)
FRAMES = st.sampled_from(
    (
        "收件人：{} 13812345678",
        "{} 13812345678",
        "{}13812345678",
        "13812345678 {}",
        "收 {} 13812345678",
        "姓名：{}",
        "寄件人：{}，13812345678，杭州市西湖区文三路12号",
        "{} 0571-87654321",
        "前台 {} 13812345678",
    )
)


@settings(max_examples=400, deadline=None)
@given(surname=SURNAMES, given_name=GIVEN, frame=FRAMES)
def test_every_name_hides_a_character(surname, given_name, frame):
    name = surname + given_name
    text = frame.format(name)
    shown = starred(text, hide_name(text))
    start = text.index(name)
    assert "*" in shown[start : start + len(name)], shown
    assert shown[start + len(name) :] == text[start + len(name) :], shown
