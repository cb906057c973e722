"""地址应隐藏单元户室号等: the unit, floor, house and room numbers of an address go.

Under standard from the first unit, floor or room token to the end of that tail, the building
stays; strict begins at the building and at a villagers' group; full hides the address.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from masking.model import Span
from masking.policy import Level, Policy
from masking.rules.phones import phone_characters
from masking.rules.settle import Rule, settled
from masking.rules.spans import joined, moved, runs
from masking.text.address import TAIL, Part, PartKind, doors
from masking.text.fold import fold
from masking.text.identifiers import IdentifierKind, find_identifiers_folded
from masking.text.labels import ASIDE, LabelKind, LabelMatch, find_labels
from masking.text.names import SIDE, behind_side, looks_like_name
from masking.text.phones import PhoneKind, PhoneMatch, find_phones
from masking.text.split import PieceKind, split
from masking.text.verdict import Certainty, Verdict

_STRICT = TAIL | {PartKind.HOUSENO, PartKind.GROUP}
_NUL = "\0"
"""Stands for characters that belong to something other than the address."""
# Where a number other than the address's own may stand: worth a closer look.
_OTHERS = re.compile(
    r"[0-9*xX^_\-:¥收寄姓电手地联单日重备内数件客热TF](?:"
    r"(?<=[0-9])(?:[0-9]{5}|[0-9]{2}[*xX]|[0-9]{2,3}[- ][0-9*]{3}|[0-9]{3}[-./年][0-9]| ?(?:[kK][gG]|公斤))"
    r"|(?<=[*xX^_])[0-9]{4}|(?<=-)--|(?<=[:¥收寄])"
    r"|(?<=姓)名|(?<=电)话|(?<=手)机|(?<=地)址|(?<=联)系|(?<=单)号|(?<=日)期|(?<=重)量|(?<=备)注|(?<=内)件"
    r"|(?<=客)服|(?<=热)线|(?<=数)量|(?<=件)数|(?<=T)(?:O|[Ee][Ll])|(?<=F)ROM)"
)
_NUMBERLIKE = re.compile(
    r"[^一-鿿]|[零〇一二三四五六七八九十百两东西南北中左右甲乙丙丁边负地架顶底阁夹首]"
)
_PLACE_CHARACTER = re.compile(
    r"[省市区县镇乡村街路道巷弄苑园城庭府邸墅湾厦楼寓院舍幢栋座场心校厂里]|[大中小]学"
)
_ONLY_NUMBERS = re.compile(r" *[A-Za-z]?[0-9*]{1,5}(?: ?[-_#] ?[A-Za-z]?[0-9*]{1,5}){0,4} *")
_VALUE = re.compile(r" ?[^ ,;()]*")
_BRACKET = re.compile(r"[(\[][^()\[\]]*(?:[)\]]|(?=[(\[])|$)")
_DIGIT_OR_LETTER = re.compile(r"[0-9A-Za-z]")
_SERVICE_WORDS = frozenset({"客服", "热线", "电话", "拨打", "致电", "电:"})
# Which of a floor's doors it is, behind a room that is masked already.
_SIDE = re.compile(rf"(?<=\*)[单元楼层室户号房门]{{0,2}}({SIDE})(?![一-鿿])")
MAX_NAME = 4
"""Characters of a label's value that is a name although it may hold a number: 杨一楼."""
_NAME_LABELS = frozenset({LabelKind.NAME, LabelKind.PARTY})
_OTHER_LABELS = ASIDE | {LabelKind.PHONE}
MAX_BROKEN_REST = 2
"""Characters that a line has at most that goes on with a room's number and cannot be read as one."""
MAX_DASHES = 3
"""Dashes side by side before a room at most."""
_DOOR_DASH = re.compile(r"[0-9]{1,2}[-_]")
_LOST = re.compile(r"[-_]{2,}$")
"""Two dashes between which a number was not read: 2--206."""
# 3栋12B05⏎Kevin: a word that begins the next line does not go on with a room's number.
_LATIN_LINE = re.compile(r"\n(?=[A-Za-z]{3})")
_REMARK = Part(PartKind.REMARK, 0, 0)


def hide_address(text: str, policy: Policy | Level | str = Policy.STANDARD) -> tuple[Span, ...]:
    """What to hide of the addresses in a field or a whole line with labels and other fields."""
    return _settled(text, Policy.parse(policy).level, _in_line)


def hide_address_value(
    value: str, policy: Policy | Level | str = Policy.STANDARD
) -> tuple[Span, ...]:
    """What to hide of a text that is one address; a line break in it counts as nothing.

    A phone number inside it is hidden whole: nobody looks for a courier's digits there.
    """
    return _settled(value, Policy.parse(policy).level, _in_value)


def _settled(text: str, level: Level, rule: Rule) -> tuple[Span, ...]:
    final = None if level is Level.FULL else _is_final
    return settled(text, level, rule, nested=True, final=final)


def _is_final(text: str, spans: Sequence[Span]) -> bool:
    """Whether the masked text surely reads as before, so that no second look is needed.

    So it is where one stretch is hidden, no number follows it, and it does not touch a number
    before it.
    """
    if len(spans) != 1:
        return False
    ((start, end),) = spans
    if end < len(text) and _NUMBERLIKE.search(text, end):
        return False
    return not _NUMBERLIKE.match(text, max(start - 1, 0))


def _in_line(text: str, level: Level) -> list[Span]:
    if level is not Level.FULL:
        return _hide(text, level, whole=False)
    pieces = [p for p in split(text) if p.kind is PieceKind.ADDRESS]
    return [Span(p.start, p.end, "address.all", p.evidence) for p in pieces]


def _in_value(value: str, level: Level) -> list[Span]:
    if level is Level.FULL:
        return [Span(0, len(value), "address.all", "policy")] if value else []
    if "\n" not in value:
        return _hide(value, level, whole=True)
    words = {match.start() for match in _LATIN_LINE.finditer(value)}
    kept = [offset for offset, c in enumerate(value) if c != "\n" or offset in words]
    spans = _hide("".join(value[o] for o in kept).replace("\n", " "), level, whole=True)
    spans = [Span(kept[s.start], kept[s.end - 1] + 1, s.rule, s.evidence) for s in spans]
    spans = [_from_line(value, span) for span in spans]
    last = value.rfind("\n")
    if spans and spans[-1].end == last and _is_broken_rest(value[last + 1 :]):
        spans[-1] = replace(spans[-1], end=len(value))
    return spans


def _from_line(value: str, span: Span) -> Span:
    """A span from its line's beginning where a wrap comes between a number and the next: 碧水云天8⏎4-3105 may be
    8-4-3105, whose first dash was not read."""
    line = value.rfind("\n", 0, span.start) + 1
    torn = line > 1 and value[line - 2].isdigit() and _DOOR_DASH.fullmatch(value, line, span.start)
    return replace(span, start=line) if torn else span


def _is_broken_rest(rest: str) -> bool:
    """Whether what stands by itself below a room is rather the rest of its number, misread, than
    somebody's name."""
    return (
        0 < len(rest) <= MAX_BROKEN_REST
        and rest.isalnum()
        and looks_like_name(rest) is not Verdict.YES
    )


def address_is_clear(text: str) -> bool:
    """False where digits or unit words are left that no rule could place."""
    folded = fold(text.replace("\n", ""))
    blanked, _, _ = _without_others(folded, whole=True)
    return doors(blanked)[1]


def _hide(text: str, level: Level, whole: bool) -> list[Span]:
    """What to hide below full; `whole` where nothing but an address stands in the text."""
    folded = fold(text)
    if not _OTHERS.search(folded):
        tail = _tail_spans(folded, doors(folded)[0], level)
        return list(joined([*(tail if whole else _likely(folded, tail)), *_sides(folded)]))
    blanked, phones, segments = _without_others(folded, whole)
    spans: list[Span] = []
    for start, end in segments:
        parts, _ = doors(blanked[start:end])
        found = _tail_spans(folded[start:end], parts, level)
        spans += moved(found if whole else _likely(folded[start:end], found), start)
    spans += _sides(blanked)
    spans += (
        span
        for match in phones
        for span in runs(phone_characters(folded, match), "address.phone", match.evidence)
    )
    return list(joined(spans))


def _sides(folded: str) -> list[Span]:
    """The sides of a floor that are left visible behind asterisks."""
    matches = _SIDE.finditer(folded) if "*" in folded else ()
    return [Span(*match.span(1), "address.roomno", "side") for match in matches]


def _likely(folded: str, spans: list[Span]) -> list[Span]:
    """Without bare numbers on a line that names no place: sorting codes, sizes, counts."""
    if not spans or _PLACE_CHARACTER.search(folded) or _ONLY_NUMBERS.fullmatch(folded):
        return spans
    return [s for s in spans if s.evidence == "unit word" or _is_glued(folded, s.start)]


def _is_glued(folded: str, start: int) -> bool:
    """Whether a word stands right before a number, without a space."""
    return folded[start] != " " and folded[start - 1 : start].isalpha()


def _without_others(
    folded: str, whole: bool
) -> tuple[str, list[PhoneMatch], list[tuple[int, int]]]:
    """The text with other fields blanked out, phones that stand in an address, and where the
    stretches between other fields begin and end.

    In a line, a phone stands in an address where it is in brackets; where all of the text is an
    address, every phone does.
    """
    phones = [p for p in find_phones(folded) if _is_apart(folded, p)]
    enclosed = phones if whole else _in_brackets(folded, phones)
    apart = [] if whole else [(p.start, p.end) for p in phones if p not in enclosed]
    zones = [(p.start, p.end) for p in phones]
    zones += [
        (i.start, i.end)
        for i in find_identifiers_folded(folded)
        if i.kind is not IdentifierKind.SERVICE_LINE
    ]
    for label, end in _label_values(folded):
        named = label.kind in _NAME_LABELS and _is_name(folded[label.end : end])
        if label.kind in _OTHER_LABELS or named:
            zones.append((label.start, end))
        elif not whole:
            apart.append((label.start, label.end))
    characters = list(folded)
    for start, end in zones:
        characters[start:end] = _NUL * (end - start)
    bounds = [0, *(offset for zone in sorted(apart) for offset in zone), len(folded)]
    segments = [(a, b) for a, b in zip(bounds[::2], bounds[1::2], strict=True) if a < b]
    hidden = [p for p in enclosed if p.kind is not PhoneKind.SERVICE]
    return "".join(characters), hidden, segments


def _is_apart(folded: str, match: PhoneMatch) -> bool:
    """Whether a number surely is a phone or service line rather than a part of the address."""
    if match.kind is PhoneKind.SERVICE:
        before = folded[max(match.start - 2, 0) : match.start]
        return not before[-1:].isalpha() or before in _SERVICE_WORDS
    return not (match.kind is PhoneKind.MASKED and match.certainty is Certainty.MAYBE)


def _is_name(value: str) -> bool:
    name = value.strip()
    return len(name) <= MAX_NAME and looks_like_name(name) is not Verdict.NO


def _label_values(folded: str) -> list[tuple[LabelMatch, int]]:
    """Every leading label and where the first word of its value ends."""
    labels = [label for label in find_labels(folded) if label.leading]
    found = []
    for place, label in enumerate(labels):
        stop = labels[place + 1].start if place + 1 < len(labels) else len(folded)
        value = _VALUE.match(folded, label.end, stop)
        found.append((label, value.end() if value else label.end))
    return found


def _in_brackets(folded: str, phones: list[PhoneMatch]) -> list[PhoneMatch]:
    brackets = iter([m.span() for m in _BRACKET.finditer(folded)])
    bracket = next(brackets, None)
    found = []
    for match in phones:
        while bracket is not None and bracket[1] <= match.start:
            bracket = next(brackets, None)
        if bracket is not None and bracket[0] < match.start and match.end < bracket[1]:
            found.append(match)
    return found


def _tail_spans(folded: str, parts: list[Part], level: Level) -> list[Span]:
    """Stretches from the first hidden part to the last one before a remark."""
    hidden = TAIL if level is Level.STANDARD else _STRICT
    spans: list[Span] = []
    first: Part | None = None
    end = 0
    starred = "*" in folded
    for part in [*parts, _REMARK]:
        if part.kind in hidden:
            if not (starred and _is_masked(folded, part)):
                first = first or part
                end = part.end
        elif part.kind is PartKind.REMARK:
            if first is not None:
                start = first.start
                while start and folded[start - 1] == " ":
                    start -= 1
                if lost := _LOST.search(folded, max(start - MAX_DASHES, 0), start):
                    start = lost.start() + 1
                # 1楼后间|海沧茶叶店: the side belongs to the floor, whatever comes behind it.
                end = behind_side(folded, end)
                spans.append(Span(start, end, f"address.{first.kind.value}", first.evidence))
                first = None
            if part.end > part.start and level is not Level.STANDARD:
                spans.append(Span(part.start, part.end, "address.pickup", part.evidence))
    return spans


def _is_masked(folded: str, part: Part) -> bool:
    """Whether the number is asterisks already: then its unit word tells nothing."""
    text = folded[part.start : part.end]
    return "*" in text and not _DIGIT_OR_LETTER.search(text)
