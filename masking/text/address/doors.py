"""Which of an address's numbers name the road, the building, the unit, the floor and the room."""

from __future__ import annotations

import re

from masking.text.address.decide import UNPLACED, Context, decide
from masking.text.address.english import english_doors, is_english
from masking.text.address.parts import TAIL, Part, PartKind
from masking.text.address.tokens import Token, clusters, repaired
from masking.text.address.vocabulary import Place, Unit, place_before

MAX_ASIDE = 3
"""Characters: fewer words between two numbers, 6幢底商1号, do not start another place."""
MIN_REMARK_ROOM = 3
"""Digits: a bare number in a remark may be a room from this length on."""

_PLACE_BY_UNIT = {
    Unit.ROAD: Place.ROAD,
    Unit.LANE: Place.LANE,
    Unit.GROUP: Place.VILLAGE,
    Unit.AREA: Place.OTHER,
    Unit.OTHER: Place.OTHER,
    Unit.GATE: Place.OTHER,
}
_TAIL_BY_UNIT = {
    Unit.CELL: PartKind.CELLNO,
    Unit.FLOOR: PartKind.FLOORNO,
    Unit.ROOM: PartKind.ROOMNO,
}
_BRACKET = re.compile(r"[(\[][^()\[\]]*(?:[)\]]|$)")
_REMARK = re.compile(
    r"电联|联系|电话|拨打|请|勿|不要|别放|放|送|丰巢|快递柜|驿站|代收|自提|转交|门口|谢谢|急|取件|提货|取货"
)
_PICKUP = re.compile(
    r"(?:取件|取货|提货)[码号]? ?:? ?[0-9A-Za-z-]+|凭 ?[0-9]{1,3}(?:-[0-9]{1,5}){1,3}(?= ?[领取])"
)
# A chain of shops whose name is a number.
_BRAND = re.compile("7-(?:11|(?i:eleven)) ?(?=便利|连锁|店|超市)")
# What may still belong to a room after its number: 左手, 东户, 后间, 302东.
_ENDING = re.compile(
    # Whatever follows, as a company from which it is not set apart.
    r" ?[东西南北中左右] ?(?:边?户|手|侧)|(?<=[楼层])[左右](?=[一-鿿]{3})(?![边侧面首间套角半]|[一-鿿]?[岸路街])"
    # 5层A区, 9F/C, 11层东区: the part of a floor.
    r"|(?: ?[-/] ?[A-Za-z]| [A-Z]|(?: ?[-/])? ?(?:[A-Za-z]|[东西南北中])[区座])(?![一-鿿0-9A-Za-z])"
    r"| ?(?:[东西南北中左右前后内外里上下]{1,2}(?:边|侧|面|首|户|间|套|手|角|半|室)?|[室房户厅号])"
    r"(?:(?=[转交])|(?![一-鿿0-9A-Za-z]))|[一-鿿](?=$|[ ,()\[\]\n;])"
)


def doors(folded: str) -> tuple[list[Part], bool]:
    """The numbered parts and remarks of an address in order, and whether all was placed.

    A NUL in the text stands for a character that belongs to something else.
    """
    if is_english(folded):
        return english_doors(folded)
    text = repaired(_BRAND.sub(lambda match: "\0" * len(match.group()), folded))
    walk = _Walk(text)
    end = 0
    for cluster in clusters(text):
        walk.read(end, cluster)
        end = cluster[-1].end
    walk.close()
    return walk.parts, walk.clear


class _Zones:
    """Stretches of a text, asked about in rising order."""

    def __init__(self, spans: list[tuple[int, int]]) -> None:
        self.spans = spans
        self.place = 0

    def hold(self, offset: int) -> bool:
        """Whether one of them holds an offset that is no smaller than those asked before."""
        while self.place < len(self.spans) and self.spans[self.place][1] <= offset:
            self.place += 1
        return self.place < len(self.spans) and self.spans[self.place][0] < offset


def _remarks(text: str) -> list[tuple[int, int]]:
    return [m.span() for m in _BRACKET.finditer(text) if _REMARK.search(m.group())]


class _Walk:
    """Reads the clusters of one address from left to right."""

    __slots__ = ("clear", "context", "open_remark", "parts", "pickups", "remarks", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.context = Context(text)
        self.parts: list[Part] = []
        self.clear = True
        self.remarks = _Zones(_remarks(text)) if "(" in text or "[" in text else None
        pickup = "取" in text or "提" in text
        self.pickups = _Zones([m.span() for m in _PICKUP.finditer(text)]) if pickup else None
        self.open_remark = False

    def read(self, end: int, cluster: list[Token]) -> None:
        """Place the numbers of a cluster; `end` is where the one before it ended."""
        start = cluster[0].start
        words = self.text[end:start]
        if self.pickups is not None and self.pickups.hold(start):
            self.parts.append(Part(PartKind.REMARK, start, cluster[-1].end, "pick-up code"))
            return
        if self._in_remark(words, start):
            self._read_remark(cluster)
            return
        context = self.context
        context.last = None
        if words and not words.isspace():
            place = place_before(words)
            aside = len(words) <= MAX_ASIDE
            context.market = place is Place.MARKET or (context.market and aside)
            if context.in_tail and not aside and place in (Place.ROAD, Place.LANE):
                context.in_tail = False
                self.parts.append(Part(PartKind.REMARK, start, start, "another road"))
            if aside and self.parts and self.parts[-1].kind is PartKind.HOUSENO:
                context.last = PartKind.HOUSENO
            context.place = place
            context.grouped = False
        for index, token in enumerate(cluster):
            self._place(cluster, index, token)

    def _place(self, cluster: list[Token], index: int, token: Token) -> None:
        context = self.context
        decision = decide(context, cluster, index)
        kind, evidence = decision
        if kind is None:
            if decision is UNPLACED:
                self.clear = False
            context.place = _PLACE_BY_UNIT.get(token.unit, context.place)
            context.last = None
            context.grouped = token.unit is Unit.GROUP
            if context.grouped:
                self.parts.append(Part(PartKind.GROUP, token.start, token.end, "unit word"))
            elif token.unit is Unit.LANE:
                self.parts.append(Part(PartKind.ROADNO, token.start, token.end, "lane"))
            return
        context.last = kind
        if kind in TAIL:
            context.in_tail = True
        if kind is PartKind.ROADNO and token.unit is Unit.HAO and context.place is Place.ROAD:
            context.on_road = True
        self.parts.append(Part(kind, token.start, token.end, evidence))

    def _in_remark(self, words: str, start: int) -> bool:
        if self.remarks is not None and self.remarks.hold(start):
            return True
        if not self.open_remark and self.context.in_tail and _REMARK.search(words):
            self.open_remark = True
        return self.open_remark

    def _read_remark(self, cluster: list[Token]) -> None:
        """In words to the courier only what surely is a room counts."""
        for token in cluster:
            kind = _TAIL_BY_UNIT.get(token.unit)
            if kind is None and token.unit is Unit.NONE and len(token.number) >= MIN_REMARK_ROOM:
                kind = PartKind.ROOMNO
            if kind is None:
                continue
            self.parts.append(Part(PartKind.REMARK, token.start, token.start, "remark"))
            self.parts.append(Part(kind, token.start, token.end, "in a remark"))

    def close(self) -> None:
        """Let the last room take what still belongs to it."""
        for place in range(len(self.parts) - 1, -1, -1):
            part = self.parts[place]
            if part.kind not in TAIL or part.evidence == "in a remark":
                continue
            ending = _ENDING.match(self.text, part.end)
            if ending:
                self.parts[place] = Part(part.kind, part.start, ending.end(), part.evidence)
            return
