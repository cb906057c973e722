"""Random addresses with every form of tail, and some with none.

Templates use the brackets of `app.samples.marks` and these fields: {e} estate, {o} office
building, {d} road, {b} building, {u} cell, {f} floor, {r} room of floor and flat, {s} small
number, {n} road number, {c} and {k} Chinese numerals, {v} village, {p} pick-up point, {h} shop.
"""

from __future__ import annotations

import random

from app.samples import vocabulary
from app.samples.marks import Text, marked
from app.samples.phones import mobile_digits
from app.samples.truth import FieldTruth, TextKind
from masking.model import Role

TAILS: tuple[str, ...] = (
    "{e}〔{b}幢〕【{u}单元{r}室】",
    "{e}〔{b}栋〕【{u}单元{r}】",
    "{e}〔{b}号楼〕【{u}单元{r}室】",
    "{e}〔{b}〕〖-〗【{u}-{r}】",
    "{e}〔{s}〕〖-〗【{r}】",
    "{o}〔{a}座〕【{r}】",
    "{e}〔{b}#〕【{u}单元{r}】",
    "{e}〔{b}号楼〕【东单元{r}】",
    "{e}〔{b}号楼〕【{c}单元{k}层{w}户】",
    "{d}{n}弄〈{s}号〉【{r}室】",
    "{d}{n}弄{s}支弄〈{b}号〉【{s}楼后间】",
    "{e}〔{c}栋〕【{k}门四楼左手】",
    "{e}〔{b}栋〕【{s}梯{r}房】",
    "{b}号院〔{s}号楼〕【{u}门{r}】",
    "{o}〔{a}座〕【{f}层{r}】",
    "{o}【{f}F-0{s}】",
    "{o}【{r}、{q}室】",
    "{e}〔{b}幢〕【{c}单元{z}】",
    "{e}〔{b}栋〕【0{s}0{u}号】",
    "{d}{n}号〈附{s}号〉【{u}-{s}】",
    "金街【L{u}-2{s}8】",
    "{e}〔{b}栋〕【{r}】",
    "职工宿舍〈{a}〉〖-〗【{r}】",
    "{e}〈女生楼〉【{s}楼{r}床位{u}】",
    "人民医院〈住院部〉【{f}楼{b}床】",
    "{e}〔{b}栋〕【{u}单元{r}】«(放丰巢，»【{m}】«)»",
    "{e}〔{b}号楼〕【{u}单元】〖楼下超市〗",
    "{e}〔{s}〕〖-〗【{u}-{r}】",
    "{e}〈T{u}〉〖-〗【{r}】",
    "{e}〔 {b} 栋〕【 {u} 单元 {r}】",
    "{o}【负一层B1{s}】",
    "{e}〔{b}栋〕【{u}单元{r}】«（»〖{p}〗«）»",
    "{d}{n}号{o}〔{a}座〕【{f}楼{r}室】",
    "{d}{n}号{e}〔{b}号楼〕【{u}单元{f}层{r}室】",
    "{e}{u}期〔{b}栋〕【{u}单元{r}】",
    "{e}〔{a}{s}栋〕【{r}号房】",
    "{o}【{f}楼】",
    "{e}〔{b}座〕【{r}室】",
    "{d}{n}号〔{s}栋〕【{s}楼{r}】",
    "{e}{w}区〔{b}号楼〕【{u}-{r}】",
)
"""Addresses with a cell, floor or room; about half of them without the words 单元 and 室."""

PLAIN: tuple[str, ...] = (
    "{d}{n}号",
    "{d}{n}号{h}",
    "{d}{s}号院",
    "{e}〔{b}幢〕",
    "{e}{p}",
    "{e}南门{p}",
    "{e}丰巢〈{s}号柜〉",
    "{v}〔{s}组{b}号〕",
    "{v}〈{c}社附〉〔{s}号〕",
    "{e}别墅〔{b}号〕",
    "{d}与{x}交叉口向东{n}米{h}",
    "{v}村委会旁{h}",
    "{o}前台",
    "{d}{n}号{o}",
    "{d}{n}号{p} «取件码 »〔{s}-{u}-{r}〕",
    "第{c}中学",
)
"""Addresses without one."""


def address(rng: random.Random, role: Role, identifier: str, *, tail_share: float = 0.75) -> Text:
    """One address; `tail_share` of them have a part that every policy hides."""
    templates = TAILS if rng.random() < tail_share else PLAIN
    return address_of(rng, rng.choice(templates), role, identifier)


def address_of(rng: random.Random, template: str, role: Role, identifier: str) -> Text:
    """An address whose end follows one template."""
    field = FieldTruth(identifier, TextKind.ADDRESS, role)
    return marked(_region(rng) + _fill(rng, template), field)


def _fill(rng: random.Random, template: str) -> str:
    digits = "零一二三四五六七八九"
    floor, flat = rng.randint(1, 32), rng.randint(1, 8)
    return template.format(
        e=rng.choice(vocabulary.ESTATES),
        o=rng.choice(vocabulary.OFFICES),
        d=rng.choice(vocabulary.ROADS),
        x=rng.choice(vocabulary.ROADS),
        v=rng.choice(vocabulary.VILLAGES),
        p=rng.choice(vocabulary.PICKUPS),
        h=rng.choice(vocabulary.SHOPS),
        a=rng.choice("ABCDE"),
        b=rng.randint(1, 38),
        u=rng.randint(1, 4),
        f=floor,
        r=f"{floor}0{flat}",
        q=f"{floor}0{flat + 1}",
        s=rng.randint(1, 9),
        n=rng.randint(1, 1888),
        c=rng.choice(vocabulary.CHINESE_NUMBERS),
        k=rng.choice(vocabulary.CHINESE_NUMBERS),
        w=rng.choice("东西南北"),
        z=f"{rng.choice(digits[1:])}〇{rng.choice(digits[1:7])}",
        m=mobile_digits(rng),
    )


def _region(rng: random.Random) -> str:
    """Province, city, district and sometimes a town; often not written out in full."""
    province, city, district = rng.choice(vocabulary.REGIONS).split(",")
    town = rng.choice(vocabulary.TOWNS) if rng.random() < 0.4 else ""
    style = rng.random()
    if style < 0.55:
        return f"{province}{city}{district}{town}"
    if style < 0.75:
        return f"{province} {city} {district} {town}".rstrip() + " "
    if style < 0.9:
        return f"{city}{district}{town}"
    return f"{province.removesuffix('省')}{city.removesuffix('市')}{district}{town}"
