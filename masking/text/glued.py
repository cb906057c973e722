"""Names that stand right before or right behind an address, without a separator."""

from __future__ import annotations

import re

from masking.text.address import TAIL, PartKind, looks_like_address, parse_address
from masking.text.address.regions import PROVINCES
from masking.text.chunks import MIN_NAME, REGION_START, Chunk, Run, RunKind, Stretch
from masking.text.companies import is_firm, is_way
from masking.text.labels import NAME_LABELS, LabelKind
from masking.text.mentions import mentions
from masking.text.names import (
    DOTTED_NAME,
    behind_side,
    last_post,
    looks_like_company,
    looks_like_name,
    word_spans,
)
from masking.text.verdict import Certainty, Verdict

MAX_GLUED = 4
"""Characters of a name that stands right before or after an address without a separator."""
MAX_COMPANY = 24
"""Characters of a company or shop that stands right before a region."""
_MASKED_NAME = re.compile(r"\*\*((?![室户房号层楼栋幢座门梯元])[一-鿿]\*{1,3})$")
"""A masked room and a masked name between which no space was read: 31-****龚**"""


def glued_before(run: Run, chunk: Chunk) -> Stretch | None:
    """张三浙江省杭州市…: a name right before a province or city."""
    if run.label is LabelKind.ADDRESS:
        return None
    region = REGION_START.search(chunk.text, MIN_NAME)
    if region is None and (run.label in NAME_LABELS or run.beside_phone):
        return _before_province(chunk)
    if region is None or region.start() > MAX_COMPANY:
        return None
    head = chunk.text[: region.start()]
    company = looks_like_company(head)
    labelled = run.label in NAME_LABELS
    # In a name's place, between a label or a phone and a region, it is one whatever it looks like.
    asked = labelled or run.beside_phone
    named = looks_like_name(head) is Verdict.YES
    if not (labelled or company or named) and word_spans(head):
        return None  # 帮我寄到浙江省…
    verdict = looks_like_address(head)
    # 王新轩 could be an estate as well.
    place = verdict is Verdict.YES or (verdict is Verdict.UNSURE and not (asked and named))
    # 迪丽努尔·阿不都热合曼山东省: only a person's name has such a dot.
    dotted = DOTTED_NAME.fullmatch(head) is not None
    if (place or region.start() > MAX_GLUED + 2) and not (company or dotted):
        return None
    if not (asked or named):
        return None
    certainty = Certainty.YES if asked or dotted else Certainty.MAYBE
    evidence = "label" if labelled else "before address"
    return Stretch(RunKind.NAME, chunk.start, chunk.start + len(head), certainty, evidence)


def names_before_address(run: Run, chunks: list[Chunk]) -> int:
    """How many chunks behind an address's label are a name: a screen's label heads all of the block,
    [收货地址]程达 138… and 收货地址：程达，浙江省…"""
    head = chunks[0]
    if head.name is Verdict.NO or head.address is Verdict.YES or parse_address(head.text).parts:
        return 0
    if len(chunks) == 1:
        return int(run.before_phone)
    behind = any(chunk.address is Verdict.YES for chunk in chunks[1:])
    return int(head.name is Verdict.YES and behind)


def _before_province(chunk: Chunk) -> Stretch | None:
    """张小三广东 深圳市…: a name right before a province behind which the reader saw a space."""
    province = _PROVINCE_END.search(chunk.text)
    head = chunk.text[: province.start()] if province else ""
    if not MIN_NAME <= len(head) <= MAX_GLUED or looks_like_name(head) is not Verdict.YES:
        return None
    end = chunk.start + len(head)
    return Stretch(RunKind.NAME, chunk.start, end, Certainty.YES, "before address")


_PROVINCE_END = re.compile(rf"(?:{'|'.join(PROVINCES)})省?$")


def glued_after(run: Run, chunk: Chunk, *, named: bool = False) -> Stretch | None:
    """…1502室张三: a name right after a room, or after a house where a phone follows.

    Args:
        run: where it stands.
        chunk: the address, or its end.
        named: a name stands between it and the phone: a shop is then the place, …883号便民超市，裴芳，138…
    """
    parts = [p for p in parse_address(chunk.text).parts if p.kind is not PartKind.REMARK]
    numbered = [p for p in parts if p.kind in TAIL or p.kind in (PartKind.HOUSENO, PartKind.ROADNO)]
    before_name = run.before_phone or run.closed
    if before_name and (masked := _MASKED_NAME.search(chunk.text)):
        start = chunk.end - len(masked[1])
        return Stretch(RunKind.NAME, start, chunk.end, Certainty.YES, "after address")
    if before_name and (start := last_post(chunk.text)):
        in_tail = True
    elif numbered:
        start = behind_side(chunk.text, numbered[-1].end)
        in_tail = numbered[-1].kind in TAIL
    else:
        return None
    rest = chunk.text[start:]
    for person in mentions(rest + "收" * run.closed, before_phone=run.before_phone):
        if person.end == len(rest):
            certainty = Certainty.YES if person.closed else Certainty.MAYBE
            begin = chunk.end - len(rest) + person.start
            return Stretch(RunKind.NAME, begin, chunk.end, certainty, "mentioned")
    wanted = run.beside_phone or run.closed
    if named and looks_like_company(rest) and not is_firm(rest):
        return None
    if not (_is_glued_name(rest, before_name) and (in_tail or wanted)):
        return None
    certainty = Certainty.YES if wanted else Certainty.MAYBE
    return Stretch(RunKind.NAME, chunk.end - len(rest), chunk.end, certainty, "after address")


def _is_glued_name(rest: str, before_name: bool) -> bool:
    """Whether what is left behind an address's last number or post is a name.

    A company is one only where a name is due: right before a phone.
    """
    firm = looks_like_company(rest) and not is_way(rest)
    if before_name and MIN_NAME <= len(rest) <= MAX_COMPANY and firm:
        return True
    dotted = before_name and DOTTED_NAME.fullmatch(rest)
    short = MIN_NAME <= len(rest) <= MAX_GLUED
    return bool(dotted or short) and looks_like_name(rest) is Verdict.YES
