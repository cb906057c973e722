"""收寄件人姓名应隐藏1个汉字以上: at least one character of every name goes.

The first character stays, the rest goes; a name of one character goes whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from masking.model import Span
from masking.policy import Level, Policy
from masking.rules.settle import settled
from masking.rules.spans import joined, runs
from masking.text.address import PartKind, parse_address
from masking.text.fold import fold
from masking.text.labels import LabelKind
from masking.text.names import (
    after_post,
    looks_like_company,
    looks_like_name,
    stands_at_post,
    with_ones,
)
from masking.text.split import Piece, PieceKind, split
from masking.text.verdict import Certainty, Verdict
from masking.text.words import NOT_NAMES

_JOINT = re.compile(r"[/、,|;&+\n]+|[()\[\]{}<>]")
_MASK = re.compile(r"(?<=[A-Za-z一-鿿])(?:[Xx×]{1,3}(?![A-Za-z])|\^_+\^)|\*+")
# A bracket behind a name: the code of a virtual number, a remark, or another person.
_CODE = re.compile(r"[0-9A-Za-z*-]{1,6}")
_FORWARDED = re.compile(r"(?:请?转交?给?|由|请)?(.+?)代?收")
_HANDED = re.compile(r"(?:请?转交?给?|由)([一-鿿·]{1,6})")
_REMARK = re.compile(
    r"售后[部组]?|客服部?|电联|电话联系|请?联系我?|本人收?|亲收?|代?收|签收|加?急|轻放|男|女|先生|女士|小姐|[请勿放送不别转拒].*"
)

_NUMERALS = re.compile("[零〇一二三四五六七八九十]{2,}")
_REGIONS = frozenset({PartKind.PROV, PartKind.CITY})
_NAMELIKE = re.compile("[一-鿿]{2}|[一-鿿][A-Za-z]|[A-Za-z]{2}")
_CALL = re.compile("[请打拨致电联是转送放]")
SHORTEST, LONGEST = 2, 8
"""Characters of what stands beside a phone and may be its name."""
LONGEST_PLACE = 4
"""Characters of such a name that looks like a place."""
NUMBER_DIGITS = 5
"""Digits that make a number of what stands with a name; a nickname has fewer."""


def hide_name(text: str, policy: Policy | Level | str = Policy.STANDARD) -> tuple[Span, ...]:
    """What to hide of the names in a field or a whole line with labels and other fields."""
    chosen = Policy.parse(policy)

    def names(line: str, level: Level) -> tuple[Span, ...]:
        pieces = split(line, expects={PieceKind.NAME})
        named = [piece for piece in pieces if piece.kind is PieceKind.NAME]
        return joined(
            span
            for piece in named or _beside_phones(line, pieces)
            for span in _of_value(line, piece.start, piece.end, level, chosen.keep_companies)
        )

    return settled(text, chosen.level, names, nested=True)


def hide_name_value(value: str, policy: Policy | Level | str = Policy.STANDARD) -> tuple[Span, ...]:
    """What to hide of a text that is a name, whatever it looks like.

    Several people joined by a slash or in brackets are masked one by one; known remarks in
    brackets stay.
    """
    chosen = Policy.parse(policy)
    return settled(
        value,
        chosen.level,
        lambda text, level: _of_value(text, 0, len(text), level, chosen.keep_companies),
        nested=True,
    )


def _beside_phones(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """What stands right before a phone, or else right behind it, where nothing looks like a name and
    no label says what it is: 苑小区 138…, momo_草莓 138…"""
    if any(piece.kind is PieceKind.LABEL and piece.evidence != LabelKind.PARTY for piece in pieces):
        return
    pieces = [piece for piece in pieces if piece.kind is not PieceKind.LABEL]
    for place, piece in enumerate(pieces):
        if piece.kind is PieceKind.PHONE:
            around = [*pieces[max(place - 1, 0) : place], *pieces[place + 1 : place + 2]]
            likely = [p for p in around if _may_be_name(p, fold(text[p.start : p.end]))]
            yield from likely[:1]


def _may_be_name(piece: Piece, value: str) -> bool:
    """Whether a piece beside a phone may be its name although it does not look like one."""
    kinds = {part.kind for part in parse_address(value).parts}
    if kinds and kinds <= _REGIONS:
        return False
    if piece.kind is PieceKind.ADDRESS:
        return len(value) <= LONGEST_PLACE and not any(map(str.isdigit, value))
    return (
        piece.kind is PieceKind.OTHER
        and piece.certainty is Certainty.MAYBE
        and SHORTEST <= len(value) <= LONGEST
        and _NAMELIKE.search(value) is not None
        and value not in NOT_NAMES
        and not (_REMARK.fullmatch(value) or _CALL.match(value))
    )


def with_hidden_starred(folded: str) -> str:
    """A folded text of the same length with an asterisk for all that hides a part of a name."""
    return _MASK.sub(lambda match: "*" * len(match.group()), folded)


def _of_value(
    text: str, start: int, end: int, level: Level, keep_companies: bool
) -> tuple[Span, ...]:
    """What to hide of the name that `text[start:end]` is, in offsets of the text."""
    value = with_ones(text[start:end])
    if keep_companies and level is not Level.FULL and looks_like_company(value):
        return ()
    folded = fold(value)
    masked = {o for m in _MASK.finditer(folded) for o in range(*m.span())}
    hidden: set[int] = set()
    cursor = depth = 0
    if (post := after_post(folded)) and stands_at_post(folded):
        cursor = post
    for joint in [*_JOINT.finditer(folded), None]:
        stop = joint.start() if joint else len(folded)
        hidden |= _of_one(folded, cursor, stop, masked, depth > 0, level)
        if joint:
            depth += (joint.group()[0] in "([{<") - (joint.group()[0] in ")]}>")
            cursor = joint.end()
    return tuple(runs((start + o for o in hidden - masked), "name.given", "name"))


def _of_one(
    folded: str, start: int, end: int, masked: set[int], bracketed: bool, level: Level
) -> set[int]:
    """Offsets to hide of one person's name or one bracket's content."""
    visible = [o for o in range(start, end) if folded[o].isalnum() and o not in masked]
    if bracketed and visible:
        part = folded[start:end].strip()
        if _CODE.fullmatch(part):
            return set(visible)
        forwarded = _FORWARDED.fullmatch(part)
        if forwarded is None and (handed := _HANDED.fullmatch(part)):
            # The closing 收 may stand on the next line.
            cut = end == len(folded)
            person = looks_like_name(handed.group(1)) is Verdict.YES
            forwarded = handed if cut or person else None
        if forwarded and not _REMARK.fullmatch(forwarded.group(1)):
            begin = folded.index(part, start) + forwarded.start(1)
            visible = [o for o in visible if begin <= o < begin + len(forwarded.group(1))]
        elif _REMARK.fullmatch(part):
            return set()
    if not visible:
        return set()
    first, last = visible[0], visible[-1]
    if level is Level.FULL:
        return set(range(first, last + 1))
    if any(o in masked for o in range(start, end)):
        return set(visible[1:])
    if _NUMERALS.fullmatch(folded[first : last + 1]):
        return set(visible)  # 一一零三: a room's number that was taken for a name
    digits = sum(folded[o].isdigit() for o in visible)
    if digits >= NUMBER_DIGITS and len(visible) - digits == 1:
        return set(visible)  # 玉1991648: the name is one character, the rest is its phone
    letters = [o for o in visible if not folded[o].isdigit()]
    if folded[first].isdigit() and len(letters) > 1:
        # 8佛山某某公司: the end of a room's number was read with the name.
        return set(range(first, last + 1)) - {letters[0]}
    return set(range(first + 1, last + 1)) if len(visible) > 1 else {first}
