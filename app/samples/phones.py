"""Random phone numbers in every way that labels print them."""

from __future__ import annotations

import random
from collections.abc import Callable

from app.samples import vocabulary
from app.samples.marks import Text, marked
from app.samples.truth import FieldTruth, TextKind
from masking.model import Role

_VIRTUAL_PREFIXES = ("170", "171", "167", "165", "184", "178", "191", "138")
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")

COMPLIANT_DIGITS = 6
"""The standard: 联系电话应隐藏6位以上."""
STRICT_DIGITS = 8
"""All of a mobile but its first three."""
MOBILE_DIGITS = 11
_MOBILE_LEAST = (COMPLIANT_DIGITS, STRICT_DIGITS, MOBILE_DIGITS)

PhoneForm = Callable[[random.Random, Role, str], Text]


def phone(rng: random.Random, role: Role, identifier: str, *, plain: bool = False) -> Text:
    """One number; most are mobiles without separators, and all are if `plain`."""
    form = mobile if plain else rng.choices(list(FORMS), list(FORMS.values()))[0]
    return form(rng, role, identifier)


def digits(rng: random.Random, count: int) -> str:
    """`count` random digits."""
    return "".join(rng.choice("0123456789") for _ in range(count))


def mobile_digits(rng: random.Random) -> str:
    """Eleven digits that look like a mobile number."""
    return rng.choice(vocabulary.MOBILE_PREFIXES) + digits(rng, 8)


def mobile(rng: random.Random, role: Role, identifier: str) -> Text:
    """``13812345678``."""
    return _mobile(mobile_digits(rng), role, identifier)


def full_width(rng: random.Random, role: Role, identifier: str) -> Text:
    """The same in full-width digits."""
    return _mobile(mobile_digits(rng).translate(_FULL_WIDTH), role, identifier)


def spaced(rng: random.Random, role: Role, identifier: str) -> Text:
    """``138 1234 5678`` or ``138-1234-5678``."""
    number, gap = mobile_digits(rng), rng.choice(" -")
    return _mobile(f"{number[:3]}{gap}{number[3:7]}{gap}{number[7:]}", role, identifier)


def country(rng: random.Random, role: Role, identifier: str) -> Text:
    """With the country's code in one of its forms."""
    lead = rng.choice(("+86 ", "+86", "86-", "(+86)", "0086", "+86-"))
    return _mobile(mobile_digits(rng), role, identifier, lead)


def virtual(rng: random.Random, role: Role, identifier: str) -> Text:
    """A safe number with an extension: ``18400001111-5835``."""
    number = rng.choice(_VIRTUAL_PREFIXES) + digits(rng, 8)
    extension = digits(rng, rng.choice((3, 4, 4, 4)))
    gap = rng.choice(("-", "-", "转", "_", " 转 "))
    template = _template(number) + f"«{gap}»【{extension}】"
    more = len(extension)
    at_least = (COMPLIANT_DIGITS + more, STRICT_DIGITS + more, MOBILE_DIGITS + more)
    return marked(template, _field(identifier, role, at_least))


def landline(rng: random.Random, role: Role, identifier: str) -> Text:
    """An area code, seven or eight digits, sometimes an extension."""
    area = rng.choice(vocabulary.AREA_CODES)
    number = rng.choice("2345678") + digits(rng, 7 if len(area) == 3 or rng.random() < 0.6 else 6)
    gap = rng.choice(("-", "-", "-", " "))
    extension = digits(rng, rng.choice((1, 3))) if rng.random() < 0.3 else ""
    tail = f"«{rng.choice(('-', '转'))}»【{extension}】" if extension else ""
    least = COMPLIANT_DIGITS + len(extension)
    every = len(area) + len(number) + len(extension)
    field = _field(identifier, role, (least, least, every))
    return marked(f"{area}«{gap}»【{number}】{tail}", field)


def hong_kong(rng: random.Random, role: Role, identifier: str) -> Text:
    """``+852`` and eight digits: at least six of them go, whichever."""
    number = rng.choice("5679") + digits(rng, 7)
    field = _field(identifier, role, (COMPLIANT_DIGITS, COMPLIANT_DIGITS, len(number)))
    return marked(f"«+852 »〖{number}〗", field)


def masked_too_little(rng: random.Random, role: Role, identifier: str) -> Text:
    """``199****0001``: four hidden digits do not comply, two more have to go."""
    number, sign = mobile_digits(rng), rng.choice("**Xx")
    template = f"{number[0]}〖{number[1:3]}〗«{sign * 4}»〔{number[7:]}〕"
    field = _field(identifier, role, _MOBILE_LEAST, already=4)
    return marked(template, field)


def masked_enough(rng: random.Random, role: Role, identifier: str) -> Text:
    """``1******5678``: complies as it is."""
    number = mobile_digits(rng)
    field = _field(identifier, role, _MOBILE_LEAST, already=6)
    return marked(f"{number[0]}«{'*' * 6}»〔{number[7:]}〕", field)


FORMS: dict[PhoneForm, float] = {
    mobile: 66,
    virtual: 9,
    spaced: 8,
    country: 6,
    landline: 5,
    masked_too_little: 2,
    full_width: 1.5,
    masked_enough: 1.5,
    hong_kong: 1,
}
"""How often each form is drawn, as a weight."""


def _field(
    identifier: str, role: Role, at_least: tuple[int, int, int], already: int = 0
) -> FieldTruth:
    return FieldTruth(identifier, TextKind.PHONE, role, at_least, already)


def _mobile(written: str, role: Role, identifier: str, lead: str = "") -> Text:
    """A mobile number as written, separators included, behind a country code."""
    field = _field(identifier, role, _MOBILE_LEAST)
    return marked((f"«{lead}»" if lead else "") + _template(written), field)


def _template(written: str) -> str:
    """Brackets around a mobile's digits; separators may stay or go.

    The first digit stays, the second and third go (under strict they may stay), the next four
    always go, the last four stay for the courier unless the policy is strict.
    """
    template, seen = "", 0
    for char in written:
        template += _mobile_digit(seen, char) if char.isdigit() else f"«{char}»"
        seen += char.isdigit()
    return template


def _mobile_digit(place: int, char: str) -> str:
    if place == 0:
        return char
    if place < 3:
        return f"⟪{char}⟫"
    return f"【{char}】" if place < 7 else f"〔{char}〕"
