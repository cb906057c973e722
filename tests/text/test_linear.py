"""No text slows the recognisers beyond linear time, whatever it repeats."""

from __future__ import annotations

import time

import pytest

from masking import rules
from masking.text.address import looks_like_address, looks_like_address_tail, parse_address
from masking.text.fold import fold
from masking.text.identifiers import find_identifiers
from masking.text.labels import find_labels
from masking.text.names import looks_like_name
from masking.text.phones import find_phones
from masking.text.split import split

FUNCTIONS = {
    "fold": fold,
    "labels": find_labels,
    "phones": find_phones,
    "phones of a contact": lambda text: find_phones(text, contact=True),
    "identifiers": find_identifiers,
    "name": looks_like_name,
    "split": split,
    "address": parse_address,
    "like an address": looks_like_address,
    "like a tail": looks_like_address_tail,
    "hide name": rules.hide_name,
    "hide name value": rules.hide_name_value,
    "hide phone": rules.hide_phone,
    "hide phone value": rules.hide_phone_value,
    "hide address": rules.hide_address,
    "hide address value": rules.hide_address_value,
    "hide all of an address": lambda text: rules.hide_address(text, "full"),
    "clear": rules.address_is_clear,
    "id number": rules.hide_id_number,
    "waybill number": lambda text: rules.hide_waybill_number(text, "full"),
}
UNITS = (
    "1", "13812345678", "(", ")", "()", "[", "(放", "*", " ", "-", "1-", "1 ", "a", "l1", "张", "一", "收",
    "3幢", "2单元", "1502室", "号", "市", "区", "电话", "电话13812345678张三", "取件码1-2 3幢", "(13812345678 3幢)",
    "^_", "138****", "¥1", "浙江省杭州市西湖区文三路12号", "阿·", "地下", "东西", "\n", "\0", "+", "X", "附1号",
    "二(", "转张", "前台",
)  # fmt: skip
SMALL, LARGE = 600, 4_800
"""Characters; the larger text may take as many times longer, and some noise."""
NOISE = 3.0
"""How much longer than linear a busy machine may make it."""
ATTEMPTS = 3
"""A busy machine may spoil one measurement; it does not spoil all."""
TOO_SHORT = 0.05
"""Seconds that tell nothing."""


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("function", FUNCTIONS.values(), ids=FUNCTIONS)
def test_time_grows_with_length(function, unit):
    def seconds(length):
        text = (unit * (length // len(unit) + 1))[:length]
        begin = time.process_time()
        function(text)
        return time.process_time() - begin

    for _ in range(ATTEMPTS):
        large = seconds(LARGE)
        if large <= TOO_SHORT:
            return
        small = min(seconds(SMALL) for _ in range(2))
        growth = large / max(small, TOO_SHORT / 10)
        if growth <= NOISE * LARGE / SMALL:
            return
    pytest.fail(f"{LARGE / SMALL:.0f} times the text took {growth:.0f} times as long")


@pytest.mark.parametrize("unit", ["1", "("])
def test_a_million_characters(unit):
    text = unit * 1_000_000
    begin = time.process_time()
    for rule in (rules.hide_address, rules.hide_phone, rules.hide_name):
        rule(text)
    assert time.process_time() - begin < 60
