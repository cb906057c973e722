"""The names in an address: province, city, district, town, village, road and point of interest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from masking.text.address.parts import Part, PartKind
from masking.text.address.regions import CITIES, PROVINCES

PLACE_KINDS = frozenset(
    {
        PartKind.PROV,
        PartKind.CITY,
        PartKind.DISTRICT,
        PartKind.DEVZONE,
        PartKind.TOWN,
        PartKind.COMMUNITY,
        PartKind.ROAD,
        PartKind.POI,
    }
)

_H = "[一-鿿]"
_STONE = {"大理": "大理(?!石)"}
"""A city that a word of goods begins with."""
_CITIES = "|".join(_STONE.get(city, city) for city in sorted(CITIES, key=len, reverse=True))
_NAME = re.compile(
    rf"(?P<PROV>(?:{'|'.join(PROVINCES)})(?:省|市|特别行政区|(?:壮族|回族|维吾尔)?自治区)?)"
    rf"|(?P<CITY>(?:{_CITIES})(?:市|地区|盟|{_H}{{0,8}}?自治州)?|{_H}{{2,4}}?市(?!场|政|民|监|委|心))"
    rf"|(?P<DEVZONE>{_H}{{0,8}}?(?:开发区|高新区|工业园区|产业园区|保税区|经开区|工业区|新区))"
    rf"|(?P<DISTRICT>{_H}{{1,6}}?(?:自治县|自治旗)|{_H}{{1,3}}?(?:县|旗(?!舰)|(?<![小社园片地])区(?!域)))"
    rf"|(?P<TOWN>{_H}{{1,5}}?(?:街道(?:办事处)?|镇|乡))"
    rf"|(?P<COMMUNITY>{_H}{{1,6}}?(?:社区|(?<!新)村(?!路|口)|居委会|村委会))"
    rf"|(?P<ROAD>{_H}{{0,7}}?(?:大道|大街|公路|国道|省道|胡同|[路街巷弄](?!由|道|上)))"
    rf"|(?P<POI>{_H}{{1,12}}?(?:小区|花园|家园|花苑|公寓|宿舍|新村|大厦|大楼|广场|中心|学校|大学|中学|小学|医院|酒店|宾馆"
    r"|市场|商城|超市|驿站|工业园|产业园|科技园|写字楼|别墅|山庄|名苑|公馆|国际|华庭|豪庭|名城|新城|[苑府庭邸墅厦城园寓馆院湾轩阁坊居]))"
)


def places(folded: str, numbered: Sequence[Part] = ()) -> Iterable[Part]:
    """Named parts of an address between its numbered ones, in order."""
    cursor = 0
    for part in [*numbered, None]:
        stop = part.start if part else len(folded)
        if cursor < stop:
            for match in _NAME.finditer(folded, cursor, stop):
                kind = PartKind[match.lastgroup or "POI"]
                yield Part(kind, match.start(), match.end(), "name")
        cursor = max(cursor, part.end) if part else stop
