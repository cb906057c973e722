"""Everything that one waybill says: two parties, a carrier, and the clutter around them."""

from __future__ import annotations

import random
from dataclasses import dataclass

from app.samples import vocabulary
from app.samples.addresses import address
from app.samples.carriers import Carrier, carrier
from app.samples.marks import ALWAYS, FROM_STRICT, FULL_ONLY, Text, marked, other
from app.samples.names import name
from app.samples.phones import digits, phone
from app.samples.truth import FieldTruth, Hide, TextKind
from masking.model import Role


@dataclass(frozen=True, slots=True)
class Party:
    """One side of the waybill."""

    name: Text
    phone: Text
    address: Text

    def copied(self, number: int) -> Party:
        """The same person as printed a second time."""
        return Party(
            self.name.copied(number), self.phone.copied(number), self.address.copied(number)
        )


@dataclass(frozen=True, slots=True)
class Matrix:
    """What a QR code on the label holds."""

    content: str
    personal: bool
    hide: Hide


@dataclass(frozen=True, slots=True)
class Order:
    """One waybill's content."""

    receiver: Party
    sender: Party
    carrier: Carrier
    sorting_code: str
    hub: str
    date: str
    time: str
    weight: str
    goods: str
    remark: Text
    order_number: str
    account: str
    matrix: Matrix

    def number(self, copy: int, *, spaced: bool = False) -> Text:
        """The `copy`-th printed waybill number."""
        field = FieldTruth(f"waybill_number#{copy}", TextKind.WAYBILL_NUMBER, None)
        text = self.carrier.number
        if spaced:
            text = " ".join(text[i : i + 4] for i in range(0, len(text), 4))
        return marked(text, field)


def order(rng: random.Random, *, plain: bool = False) -> Order:
    """A random waybill; `plain` gives ordinary names and mobile numbers only."""
    receiver = _party(rng, Role.RECEIVER, plain)
    sender = _party(rng, Role.SENDER, plain)
    who = carrier(rng)
    month, day = rng.randint(1, 12), rng.randint(1, 28)
    return Order(
        receiver=receiver,
        sender=sender,
        carrier=who,
        sorting_code=_sorting_code(rng),
        hub=rng.choice(vocabulary.HUBS),
        date=f"202{rng.randint(3, 6)}-{month:02}-{day:02}",
        time=f"{rng.randint(0, 23):02}:{rng.randint(0, 59):02}:{rng.randint(0, 59):02}",
        weight=f"{rng.randint(0, 19)}.{rng.randint(10, 99)}",
        goods=rng.choice(vocabulary.CONTENTS),
        remark=_remark(rng, receiver, plain),
        order_number=digits(rng, rng.randint(15, 19)),
        account=digits(rng, 10),
        matrix=_matrix(rng, receiver, who),
    )


def _party(rng: random.Random, role: Role, plain: bool) -> Party:
    who = role.value
    return Party(
        name(rng, role, f"{who}.name", plain=plain),
        phone(rng, role, f"{who}.phone", plain=plain),
        address(rng, role, f"{who}.address"),
    )


_REPEATING_REMARK_SHARE = 0.08
_REMARK_COPY = 9
"""Number of the copy that a remark holds; beyond those of the plies."""


def _remark(rng: random.Random, receiver: Party, plain: bool) -> Text:
    """A wish; sometimes it repeats the receiver's name or phone."""
    if plain or rng.random() >= _REPEATING_REMARK_SHARE:
        return other(rng.choice(vocabulary.REMARKS))
    again = receiver.copied(_REMARK_COPY)
    if rng.random() < 0.5:
        return other("到货联系") + again.phone
    return other("请") + again.name + other("本人签收")


def _sorting_code(rng: random.Random) -> str:
    return rng.choice(
        (
            f"{digits(rng, 3)} {rng.choice('ABVKT')}{digits(rng, 2)} {digits(rng, 3)}",
            f"{digits(rng, 3)}-{digits(rng, 2)}-{digits(rng, 2)}AOF3-{digits(rng, 2)}",
            f"{digits(rng, 3)}-{digits(rng, 4)} {digits(rng, 2)}",
            f"{rng.choice('苏杭广沪京渝')}{digits(rng, 2)}-{digits(rng, 3)} {digits(rng, 3)}",
        )
    )


def _matrix(rng: random.Random, receiver: Party, who: Carrier) -> Matrix:
    """A link, cipher text, routing data, or — hidden by every policy — order text or a vCard."""
    kind = rng.random()
    if kind < 0.4:
        return Matrix(f"https://{who.site}/q?n={who.number}", False, FROM_STRICT)
    if kind < 0.65:
        cipher = "".join(
            rng.choice("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789") for _ in range(44)
        )
        return Matrix(f"{cipher}==", False, FROM_STRICT)
    if kind < 0.85:
        return Matrix(
            f"MMM={{'k1':'{digits(rng, 3)}W','k2':'{digits(rng, 5)}'}}", False, FROM_STRICT
        )
    person, number = receiver.name.plain, receiver.phone.plain
    if "*" in number + person or "^" in person:
        return Matrix(f"{who.number},{digits(rng, 6)}", False, FROM_STRICT)
    if kind < 0.95:
        return Matrix(f"{who.number},{person},{number},{receiver.address.plain}", True, ALWAYS)
    return Matrix(f"BEGIN:VCARD\nVERSION:3.0\nFN:{person}\nTEL:{number}\nEND:VCARD", True, ALWAYS)


NUMBER_CODE: Hide = FULL_ONLY
"""Barcodes of the waybill number go under `full` only."""
