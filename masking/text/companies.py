"""Companies and shops: in a name's place they are names, though they begin like an address."""

from __future__ import annotations

import re

from masking.text.address import PartKind, parse_address
from masking.text.fold import fold
from masking.text.names import looks_like_company, looks_like_name
from masking.text.verdict import Verdict

_PLACE_PARTS = frozenset(PartKind) - {PartKind.PROV, PartKind.CITY, PartKind.POI}
"""Parts that make a place of a text; a company may bear its city's name."""
_WAY = re.compile(
    r"[0-9] ?米|^(?:楼[下上]|隔壁|旁边?|对[面过]|门口|附近|[东西南北]门)|[村路巷街]口"
)


FIRM = re.compile(
    "(?:有限(?:责任)?)?公司|集团|旗舰店|专[卖营]店|官方店|企业|厂|商[行贸]|贸易|工作室|合作社|[鞋纸塑渔牧药实]业|批发部|经营部"
)
"""Words that make a firm of a name."""


def is_firm(text: str) -> bool:
    """Whether a text names a firm, and no shop that people know their way by or leave parcels at."""
    return FIRM.search(fold(text)) is not None


def is_way(text: str) -> bool:
    """Whether a text is the way to somewhere: 交叉口向东802米便民超市, 楼下超市."""
    return _WAY.search(fold(text)) is not None


def is_local_firm(text: str) -> bool:
    """Whether a text is a firm behind its city and district, 佛山市南海区恒固家具厂: where a name stands
    it is one, elsewhere it may as well be the place that a parcel goes to."""
    kinds = {part.kind for part in parse_address(text).parts} & _PLACE_PARTS
    # 成都蜀乡人家食品专营店 reads as a township's; of a firm's word nothing else is to be had.
    local = {PartKind.DISTRICT, PartKind.TOWN} if is_firm(text) else {PartKind.DISTRICT}
    begins = next((part.kind for part in parse_address(text).parts), None)
    return (
        looks_like_company(text)
        and begins is not PartKind.PROV  # 浙江省杭州市西湖区…: an address begins so, no firm
        and not is_way(text)
        and not any(map(str.isdigit, fold(text)))
        and bool(kinds)
        and kinds <= local
    )


def is_company(text: str) -> bool:
    """Whether a text names a company or shop and nothing else of an address: 石家庄百悦家居公司."""
    return (
        looks_like_company(text)
        and not is_way(text)
        and not any(part.kind in _PLACE_PARTS for part in parse_address(text).parts)
    )


def may_be_firm(text: str) -> bool:
    """Whether what stands behind a name's own label may be a firm, though it reads as a place: 客户名称
    广州石楼镇万通汽配. An address begins with its province or has a number."""
    parts = parse_address(text).parts
    begins = parts[0].kind if parts else PartKind.PROV
    return begins is not PartKind.PROV and not is_region(text) and not any(map(str.isdigit, text))


def is_region(text: str) -> bool:
    """Whether all of a text is a province or a city: 宁夏回族自治区 银川市 …"""
    parts = parse_address(text).parts
    return bool(parts) and parts[-1].end == len(text) and {p.kind for p in parts} <= _REGIONS


def without_contact(text: str) -> str:
    """A firm without its contact behind a dash: 恒达五金厂-王芳."""
    named = _FIRM_AND_NAME.fullmatch(text)
    return named[1] if named and looks_like_name(named[2]) is Verdict.YES else text


_FIRM_AND_NAME = re.compile("(.{4,})-([一-鿿]{2,4})")
_REGIONS = frozenset({PartKind.PROV, PartKind.CITY})
