"""Asterisks in the place of a name, a phone or an address are fields of which nothing is seen."""

from __future__ import annotations

import pytest

from masking.errors import NoPartyError
from masking.fields import find_fields
from masking.fields.found import HIDDEN_BEFORE
from masking.model import FieldKind, Reading, TextLine
from masking.reasons import Reason
from tests.lines import label, line

ADDRESS = "浙江省杭州市西湖区文三路1号阳光花园3幢"
OTHER = ("李** 1******4321", "江苏省南京市鼓楼区中山路2号")


def found(lines: list[TextLine]) -> tuple[list[tuple[FieldKind, str]], set[Reason]]:
    page, findings = find_fields(Reading(tuple(lines)))
    hidden = [
        (field.kind, "".join(page.lines[p.line].text[p.start : p.end] for p in field.parts))
        for field in findings.fields
        if field.evidence == HIDDEN_BEFORE
    ]
    return hidden, {doubt.reason for doubt in findings.doubts}


@pytest.mark.parametrize("stars", ["*", "**", "*****"])
def test_a_hidden_name_beside_its_phone_is_not_missing(stars: str) -> None:
    lines = [line(stars, 0, 0), line("1******5678", 200, 0), line(ADDRESS, 0, 45)]
    assert found(lines) == ([(FieldKind.NAME, stars)], set())


def test_a_hidden_name_above_its_phone_is_not_missing() -> None:
    assert found(label("***", "1******5678", ADDRESS)) == ([(FieldKind.NAME, "***")], set())


def test_the_end_of_an_address_is_nobodys_name() -> None:
    lines = [line("1******5678", 200, 0), line(ADDRESS, 0, 45), line("****", 0, 90)]
    assert found(lines) == ([], {Reason.NAME_MISSING})


def test_a_block_of_which_nothing_is_left() -> None:
    lines = label("收件人", ("**", "***********"), "*" * 24, "寄件人", ("**", "***********"))
    hidden, doubts = found(lines)
    assert [kind for kind, _ in hidden].count(FieldKind.PHONE) == 2
    assert Reason.NAME_MISSING not in doubts
    assert Reason.PHONE_MISSING not in doubts


def test_a_name_and_the_groups_of_its_number() -> None:
    lines = label("寄 ***** **** ****", ADDRESS, "", *OTHER)
    hidden, doubts = found(lines)
    assert hidden == [(FieldKind.PHONE, "**** ****")]
    assert Reason.PHONE_MISSING not in doubts


def test_a_name_as_long_as_a_phone_may_be() -> None:
    hidden, doubts = found(label(("*******", "***********"), ADDRESS, "", *OTHER))
    assert sorted(hidden) == [(FieldKind.NAME, "*******"), (FieldKind.PHONE, "***********")]
    assert not doubts


def test_asterisks_of_a_name_alone_are_no_number() -> None:
    hidden, doubts = found(label("寄 *****", ADDRESS, "", *OTHER))
    assert hidden == []
    assert Reason.PHONE_MISSING in doubts


def test_a_hidden_address_is_not_missing() -> None:
    lines = label("王** 1******5678", ADDRESS, "", *OTHER[:1], "*" * 12)
    hidden, doubts = found(lines)
    assert Reason.ADDRESS_MISSING not in doubts
    assert all(kind is FieldKind.ADDRESS for kind, _ in hidden)


@pytest.mark.parametrize(
    "text", ["证件号:******************", "内件：**********", "规格********x2"]
)
def test_asterisks_of_something_else_are_no_phone(text: str) -> None:
    lines = label("王** 1******5678", ADDRESS, text)
    assert found(lines)[0] == []


@pytest.mark.parametrize(("beside", "doubted"), [((), False), (("晶",), True)])
def test_a_bar_far_from_everybody_asks_for_no_name(beside: tuple[str, ...], doubted: bool) -> None:
    # The bar of a screenshot's button, below a label word.
    lines = label("收件人：王小明 13812345678", ADDRESS, "寄件人：李雷 13912345678", ADDRESS)
    lines += [line("电话", 0, 900), *(line(text, 100, 905) for text in beside)]
    lines.append(line("*********", 160, 900))
    reasons = found(lines)[1]
    assert (Reason.NAME_MISSING in reasons) is doubted


def test_one_bar_may_hide_a_name_its_phone_and_its_address() -> None:
    lines = [line("511 A56 396", 200, 0, 90), *label("", "", "收件：" + "*" * 38, "*" * 32)]
    assert Reason.PHONE_MISSING not in found(lines)[1]
    short = [line("511 A56 396", 200, 0, 90), *label("", "", "收件：" + "*" * 8)]
    assert Reason.PHONE_MISSING in found(short)[1]


def test_the_bars_below_party_labels_are_fields_where_nothing_else_is_left() -> None:
    lines = label("收件人", "*" * 19, "*" * 30, "", "寄件人", "*" * 21, "*" * 24)
    hidden, doubts = found(lines)
    assert [kind for kind, _ in hidden] == [FieldKind.NAME, FieldKind.NAME]
    assert not doubts


def test_bars_below_other_labels_are_no_fields() -> None:
    with pytest.raises(NoPartyError):
        found(label("运单号", "*" * 19, "备注", "*" * 21))


@pytest.mark.parametrize(("stars", "named"), [(9, True), (22, True), (40, False)])
def test_a_firms_bar_right_before_its_phone_is_its_name(stars: int, named: bool) -> None:
    lines = [line("*" * stars + " " + "*" * 13, 0, 0), line("*" * 27, 0, 45)]
    lines += [line("寄", 0, 200), line(OTHER[0], 60, 200), line(OTHER[1], 60, 245)]
    hidden, doubts = found(lines)
    assert ((FieldKind.NAME, "*" * stars) in hidden) is named
    assert (Reason.NAME_MISSING in doubts) is not named


def test_a_bar_below_a_row_that_a_badge_makes_higher_is_its_address() -> None:
    row = line("收***** *********", 0, 0, 57)
    lines = [row, line("*" * 27, 60, 39, 33)]
    lines += [line("寄", 0, 200), line(OTHER[0], 60, 200), line(OTHER[1], 60, 245)]
    lines.append(line("SF1013398203430", 0, 500))
    hidden, doubts = found(lines)
    assert (FieldKind.ADDRESS, "*" * 27) in hidden
    assert Reason.ADDRESS_MISSING not in doubts


@pytest.mark.parametrize(
    ("name", "gap", "whole"),
    [("夕沙", 6, "夕沙**"), ("夕沙", 60, "夕沙"), ("司马光", 6, "司马光")],
)
def test_asterisks_that_were_read_beside_the_surname_are_the_names(
    name: str, gap: int, whole: str
) -> None:
    edge = len(name) * 30
    lines = [line(name, 0, 0), line("**", edge + gap, 0), line("1******7008", edge + 150, 0)]
    page, findings = find_fields(Reading((*lines, line(ADDRESS, 0, 45))))
    assert [
        "".join(page.lines[part.line].text[part.start : part.end] for part in field.parts)
        for field in findings.fields
        if field.kind is FieldKind.NAME and field.evidence != HIDDEN_BEFORE
    ] == [whole]


@pytest.mark.parametrize("rest", ["**左手", "****东户"])
def test_the_side_behind_a_hidden_room_is_no_masked_name(rest: str) -> None:
    lines = label("屈** 1******2399", "江苏省徐州市睢宁县星河园十栋**", rest)
    _, findings = find_fields(Reading(tuple(lines)))
    kinds = {f.kind for f in findings.fields if any(p.line == 2 for p in f.parts)}
    assert kinds == {FieldKind.ADDRESS}
