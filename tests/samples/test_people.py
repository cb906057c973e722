"""The truth about names, phones and addresses, form by form."""

import random
import re
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.samples import addresses, identity, names, phones
from app.samples.marks import Text
from app.samples.truth import Need, TextKind
from masking.model import Role
from masking.policy import Level

SEEDS = st.integers(0, 10**6)


def count(text: Text, need: Need, level: Level = Level.STANDARD) -> int:
    return sum(g.hide.under(level) is need for g in text if g.field is not None)


def stars(text: Text, level: Level = Level.STANDARD) -> str:
    return "".join("*" if g.hide.under(level) is Need.MUST else g.text for g in text)


@pytest.mark.parametrize("form", list(phones.FORMS), ids=lambda form: form.__name__)
@settings(max_examples=40)
@given(seed=SEEDS)
def test_a_phone_that_keeps_to_its_truth_complies(form: phones.PhoneForm, seed: int) -> None:
    text = form(random.Random(seed), Role.SENDER, "sender.phone")
    (field,) = {g.field for g in text}
    digits = [g for g in text if g.text.isdigit() and g.hide.full is not Need.EITHER]
    for level in Level:
        may_go = sum(g.hide.under(level) is not Need.KEEP for g in digits)
        assert may_go + field.already >= field.minimum(level) >= phones.COMPLIANT_DIGITS
    assert all(g.kind is TextKind.PHONE for g in text)


@given(seed=SEEDS)
def test_a_mobile_keeps_its_first_and_last_four(seed: int) -> None:
    text = phones.mobile(random.Random(seed), Role.RECEIVER, "receiver.phone")
    assert re.fullmatch(r"1\*{6}\d{4}", stars(text))
    assert re.fullmatch(r"1\d{2}\*{8}", stars(text, Level.STRICT))
    assert stars(text, Level.FULL) == "*" * 11


@given(seed=SEEDS)
def test_a_landline_keeps_its_area_code_only(seed: int) -> None:
    text = phones.landline(random.Random(seed), Role.RECEIVER, "receiver.phone")
    assert re.fullmatch(r"0\d{2,3}[- ]\*{7,8}([-转]\*{1,3})?", stars(text))


@given(seed=SEEDS)
def test_an_extension_is_hidden(seed: int) -> None:
    text = phones.virtual(random.Random(seed), Role.RECEIVER, "receiver.phone")
    assert re.fullmatch(r"1\*{6}\d{4}( 转 |[-转_])\*{3,4}", stars(text))


@pytest.mark.parametrize("form", list(names.FORMS), ids=lambda form: form.__name__)
@settings(max_examples=40)
@given(seed=SEEDS)
def test_every_name_has_something_hidden_and_one_character_kept(
    form: names.NameForm, seed: int
) -> None:
    text = form(random.Random(seed), Role.RECEIVER, "receiver.name")
    for field in {g.field for g in text if g.field is not None}:
        own = Text(tuple(g for g in text if g.field == field))
        hidden = count(own, Need.MUST)
        kept = count(own, Need.KEEP)
        assert field.already or hidden >= 1
        assert kept == (0 if form is names.single else 1)
        assert count(own, Need.KEEP, Level.FULL) == 0


def test_titles_and_compound_surnames_go_with_the_name() -> None:
    title = names.titled(random.Random(3), Role.RECEIVER, "receiver.name")
    assert re.match(r".\*{1,2}($|[(（])", stars(title))
    compound = names.compound(random.Random(3), Role.RECEIVER, "receiver.name")
    assert re.fullmatch(r".\*{2,3}", stars(compound))


@pytest.mark.parametrize("template", addresses.TAILS)
def test_every_tail_has_a_hidden_part(template: str) -> None:
    text = addresses.address_of(random.Random(1), template, Role.RECEIVER, "receiver.address")
    assert count(text, Need.MUST) >= 2
    assert text.plain == "".join(g.text for g in text)
    assert not set(text.plain) & set("【】〔〕〈〉〖〗⟪⟫«»{}")


@pytest.mark.parametrize("template", addresses.PLAIN)
def test_an_address_without_a_tail_stays_whole(template: str) -> None:
    text = addresses.address_of(random.Random(1), template, Role.RECEIVER, "receiver.address")
    assert count(text, Need.MUST) == 0
    assert count(text, Need.KEEP, Level.FULL) == 0


@given(seed=SEEDS)
def test_stricter_policies_hide_no_less_of_an_address(seed: int) -> None:
    text = addresses.address(random.Random(seed), Role.SENDER, "sender.address")
    for glyph in text:
        assert glyph.hide.standard is not Need.MUST or glyph.hide.strict is Need.MUST
        assert glyph.hide.strict is not Need.MUST or glyph.hide.full is Need.MUST


@given(seed=SEEDS)
def test_id_numbers_have_a_right_check_character(seed: int) -> None:
    text = identity.id_number(random.Random(seed)).plain
    weights = [2 ** (17 - i) % 11 for i in range(18)]
    values = [10 if c == "X" else int(c) for c in text]
    assert len(text) == 18
    assert sum(v * w for v, w in zip(values, weights, strict=True)) % 11 == 1


def test_texts_are_printable() -> None:
    rng = random.Random(7)
    for _ in range(500):
        for text in (
            names.name(rng, Role.SENDER, "n"),
            phones.phone(rng, Role.SENDER, "p"),
            addresses.address(rng, Role.SENDER, "a"),
        ):
            assert not any(unicodedata.category(c).startswith("C") for c in text.plain)
