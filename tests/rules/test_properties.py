"""What holds for every text: lengths, order, masking twice, stricter policies."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings

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
