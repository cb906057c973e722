"""收寄件人姓名应隐藏1个汉字以上: at least one character of every name goes.

The first character stays, the rest goes; a name of one character goes whole.
"""

from __future__ import annotations

import re

from masking.model import Span
from masking.policy import Level, Policy
from masking.rules.spans import joined, moved, runs
from masking.text.fold import fold
from masking.text.names import looks_like_company, looks_like_name
from masking.text.split import PieceKind, split
from masking.text.verdict import Verdict

_JOINT = re.compile(r"[/、,|;&+\n]+|[()\[\]{}<>]")
_MASK = re.compile(r"(?<=[一-鿿])(?:[Xx×]{1,3}|\^_+\^)|\*+")
_REMARK = re.compile(
    r"电联|请?电话联系|请?联系我?|收|本人收?|亲收|代收|签收|急|加急|轻放|男|女|先生|女士|小姐|[请勿放送不别转拒](?!.*收$).*"
)
_FORWARD = re.compile(r"(?:由|转|请|交)?(?P<name>.+?)(?:代?收|转交?)?")
_CODE = re.compile(r"[0-9A-Za-z*-]{1,6}")
_FORWARDED = re.compile(r"(?:请?转交?给?|由|请)(.+?)(?:代?收|转)?$")


def hide_name(text: str, policy: Policy | Level | str = Policy.STANDARD) -> tuple[Span, ...]:
    """What to hide of the names in a field or a whole line with labels and other fields."""
    chosen = Policy.parse(policy)
    pieces = split(text, expects={PieceKind.NAME})
    names = [p for p in pieces if p.kind is PieceKind.NAME]
    if (
        not names
        and all(p.kind is PieceKind.OTHER for p in pieces)
        and looks_like_name(text) is not Verdict.NO
    ):
        return hide_name_value(text, chosen)
    return joined(
        span
        for piece in names
        for span in moved(hide_name_value(text[piece.start : piece.end], chosen), piece.start)
    )


def hide_name_value(value: str, policy: Policy | Level | str = Policy.STANDARD) -> tuple[Span, ...]:
    """What to hide of a text that is a name, whatever it looks like.

    Several people joined by a slash or in brackets are masked one by one; known remarks in
    brackets stay.
    """
    chosen = Policy.parse(policy)
    if chosen.keep_companies and chosen.level is not Level.FULL and looks_like_company(value):
        return ()
    folded = fold(value)
    masked = {o for m in _MASK.finditer(folded) for o in range(*m.span())}
    hidden: set[int] = set()
    cursor = depth = 0
    for joint in [*_JOINT.finditer(folded), None]:
        stop = joint.start() if joint else len(folded)
        hidden |= _of_one(folded, cursor, stop, bool(depth), chosen.level)
        if joint:
            depth += (joint.group()[0] in "([{<") - (joint.group()[0] in ")]}>")
            cursor = joint.end()
    return tuple(runs(hidden - masked, "name.given", "name"))


def _of_one(folded: str, start: int, end: int, bracketed: bool, level: Level) -> set[int]:
    """Offsets to hide of one person's name or one bracket's content."""
    while start < end and not (folded[start].isalnum() or folded[start] == "*"):
        start += 1
    while end > start and not (folded[end - 1].isalnum() or folded[end - 1] == "*"):
        end -= 1
    part = folded[start:end]
    if not part:
        return set()
    if bracketed:
        if _CODE.fullmatch(part):
            return set(range(start, end))
        forwarded = _FORWARDED.fullmatch(part)
        if forwarded and part.endswith("收"):
            start, end = start + forwarded.start(1), start + forwarded.end(1)
        elif _REMARK.fullmatch(part):
            return set()
    if level is Level.FULL or end - start == 1:
        return set(range(start, end))
    return set(range(start + 1, end))
