"""Random names in every form that people write on orders. All are invented.

【】 in the examples is what `standard` hides.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from app.samples import vocabulary
from app.samples.marks import Text, label, marked, other
from app.samples.truth import FieldTruth, TextKind
from masking.model import Role

NameForm = Callable[[random.Random, Role, str], Text]

_DOTS = "·····•.・"


def name(rng: random.Random, role: Role, identifier: str, *, plain: bool = False) -> Text:
    """One name: mostly two or three characters; a company or shop often sends; all are ordinary
    if `plain`."""
    if plain:
        return ordinary(rng, role, identifier)
    if role is Role.SENDER and rng.random() < 0.35:
        return company(rng, role, identifier)
    form = rng.choices(list(FORMS), list(FORMS.values()))[0]
    return form(rng, role, identifier)


def ordinary(rng: random.Random, role: Role, identifier: str) -> Text:
    """``王【小明】``."""
    return _name(f"{rng.choice(vocabulary.SURNAMES)}【{_given(rng)}】", role, identifier)


def compound(rng: random.Random, role: Role, identifier: str) -> Text:
    """``欧【阳青青】``: the rule keeps one character, not one surname."""
    surname = rng.choice(vocabulary.COMPOUND_SURNAMES)
    return _name(f"{surname[0]}【{surname[1:]}{_given(rng)}】", role, identifier)


def titled(rng: random.Random, role: Role, identifier: str) -> Text:
    """``李【女士】``, sometimes with a request behind it."""
    note = rng.choice(("(电联)", "（送货前联系）", "")) if rng.random() < 0.2 else ""
    name_ = _name(
        f"{rng.choice(vocabulary.SURNAMES)}【{rng.choice(vocabulary.TITLES)}】", role, identifier
    )
    return name_ + other(note)


def nickname(rng: random.Random, role: Role, identifier: str) -> Text:
    """``小【草莓】``."""
    nick = rng.choice(vocabulary.NICKNAMES)
    return _name(f"{nick[0]}【{nick[1:]}】", role, identifier)


def dotted(rng: random.Random, role: Role, identifier: str) -> Text:
    """``阿【依古丽·买买提】`` with one of the dots in use, or a Tibetan name."""
    if rng.random() < 0.35:
        full = "".join(rng.sample(vocabulary.TIBETAN, 2))
        return _name(f"{full[0]}【{full[1:]}】", role, identifier)
    first, last, dot = (
        rng.choice(vocabulary.UYGHUR_FIRST),
        rng.choice(vocabulary.UYGHUR_LAST),
        rng.choice(_DOTS),
    )
    return _name(f"{first[0]}【{first[1:]}】«{dot}»【{last}】", role, identifier)


def single(rng: random.Random, role: Role, identifier: str) -> Text:
    """``【丹】``: one character is hidden whole."""
    return _name(f"【{rng.choice(vocabulary.GIVEN_SINGLE)}】", role, identifier)


def pinyin(rng: random.Random, role: Role, identifier: str) -> Text:
    """``Z【HANG WEI】``."""
    full = rng.choice(vocabulary.ROMANISED).replace("_", " ")
    return _name(f"{full[0]}【{full[1:]}】".replace(" ", "】« »【"), role, identifier)


def bracketed(rng: random.Random, role: Role, identifier: str) -> Text:
    """``张【三】[【5835】]``: the extension of a safe number stands behind the name."""
    extension = "".join(rng.choice("0123456789") for _ in range(4))
    template = f"{rng.choice(vocabulary.SURNAMES)}【{_given(rng)}】«[»【{extension}】«]»"
    return _name(template, role, identifier)


def spaced(rng: random.Random, role: Role, identifier: str) -> Text:
    """``周【 杰】``."""
    return _name(
        f"{rng.choice(vocabulary.SURNAMES)}« »【{rng.choice(vocabulary.GIVEN_SINGLE)}】",
        role,
        identifier,
    )


def handed_on(rng: random.Random, role: Role, identifier: str) -> Text:
    """``王【芳】（转李【强】收）``: two people, each hidden."""
    first = ordinary(rng, role, identifier)
    return first + other("（转") + ordinary(rng, role, f"{identifier}.second") + other("收）")


def two_people(rng: random.Random, role: Role, identifier: str) -> Text:
    """``王【芳】/李【强】``."""
    first = ordinary(rng, role, identifier)
    return first + other("/") + ordinary(rng, role, f"{identifier}.second")


def with_place(rng: random.Random, role: Role, identifier: str) -> Text:
    """``驿站代收 王【芳】``."""
    place = rng.choice(("驿站代收 ", "门卫代收 ", "前台 "))
    return other(place) + ordinary(rng, role, identifier)


def ending_in_label(rng: random.Random, role: Role, identifier: str) -> Text:
    """``吴【明】收``: the last character is a label."""
    return ordinary(rng, role, identifier) + label("收")


def already_masked(rng: random.Random, role: Role, identifier: str) -> Text:
    """``孙**``: to be left as it is."""
    sign = rng.choice(("**", "*", "^_^", "XX"))
    return _name(f"{rng.choice(vocabulary.SURNAMES)}«{sign}»", role, identifier, already=len(sign))


def company(rng: random.Random, role: Role, identifier: str) -> Text:
    """A company or shop in the sender's place."""
    brand = rng.choice(vocabulary.BRANDS)
    if rng.random() < 0.5:
        city, trade = rng.choice(vocabulary.COMPANY_CITIES), rng.choice(vocabulary.TRADES)
        full = f"{city}{brand}{trade}{rng.choice(vocabulary.COMPANY_FORMS)}"
    else:
        full = f"{brand}{rng.choice(vocabulary.SHOP_GOODS)}{rng.choice(vocabulary.SHOP_FORMS)}"
    return _name(f"{full[0]}【{full[1:]}】", role, identifier, company=True)


FORMS: dict[NameForm, float] = {
    ordinary: 62,
    titled: 9,
    nickname: 6,
    dotted: 4,
    compound: 4,
    bracketed: 3,
    pinyin: 2,
    already_masked: 2,
    spaced: 1.5,
    handed_on: 1.5,
    two_people: 1.5,
    with_place: 1.5,
    single: 1,
    ending_in_label: 1,
}
"""How often each form is drawn, as a weight."""


def _given(rng: random.Random) -> str:
    if rng.random() < 0.3:
        return rng.choice(vocabulary.GIVEN_SINGLE)
    return rng.choice(vocabulary.GIVEN_FIRST) + rng.choice(vocabulary.GIVEN_LAST)


def _name(
    template: str, role: Role, identifier: str, *, already: int = 0, company: bool = False
) -> Text:
    # The standard: 收寄件人姓名应隐藏1个汉字以上.
    return marked(
        template, FieldTruth(identifier, TextKind.NAME, role, (1, 1, 1), already, company)
    )
