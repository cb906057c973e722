"""What a stretch of text without labels and numbers of a known shape is: name, address or other.

It is cut at spaces and separators into chunks. A label before it, a phone beside it and the
chunks' own shape decide; a name may also stand right before or after an address without any
separator.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from masking.text.address import LONE_UNIT, TAIL, PartKind, looks_like_address_tail, parse_address
from masking.text.chunks import (
    BRACKETS,
    Chunk,
    Run,
    RunKind,
    Stretch,
    chunks_of,
    stretch_of,
)
from masking.text.companies import (
    is_company,
    is_firm,
    is_local_firm,
    is_region,
    may_be_firm,
    without_contact,
)
from masking.text.glued import MAX_GLUED, glued_after, glued_before, names_before_address
from masking.text.labels import NAME_LABELS, LabelKind
from masking.text.mentions import Mention, bracketed, is_nobody, mentions
from masking.text.names import (
    NEVER_GIVEN,
    TORN_OFF,
    after_post,
    begins_like_name,
    has_surname,
    is_post,
    looks_like_company,
    looks_like_name,
    stands_at_post,
)
from masking.text.verdict import Certainty, Verdict

EXTENSION_WORDS = frozenset({"转", "转接", "分机", "转分机"})
"""What stands right behind a phone whose extension a wrap or somebody took away."""
_REMARK = PartKind.REMARK
_PARTIES = frozenset({LabelKind.PARTY, LabelKind.NAME})
PAIRING = ("/", "、", "&")
"""What stands between two people's names."""
MAX_NAME_PLACE = 3
"""Characters of a text that reads as a name and as a place, 周志园: beside a phone it is a name."""


def read_run(run: Run) -> list[Stretch]:
    """The stretches of a run, in order."""
    chunks = chunks_of(run)
    if not chunks:
        return []
    if run.label is LabelKind.OTHER:
        return [stretch_of(RunKind.OTHER, chunks, Certainty.YES, "other label")]
    if run.label is LabelKind.REMARK:
        return _remark(run, chunks)
    first, last = _address_span(run, chunks)
    found = _names(run, chunks[:first], before_address=first < len(chunks))
    if first < last:
        named = any(chunk.name is Verdict.YES for chunk in chunks[last:])
        found += _address(run, chunks[first:last], named=named)
    return found + _names(run, chunks[last:], before_address=False, after_address=first < last)


def _address_span(run: Run, chunks: list[Chunk]) -> tuple[int, int]:
    """Which chunks are an address: indices [first, last); first == last for none."""
    if run.label is LabelKind.ADDRESS:
        first, last = names_before_address(run, chunks), len(chunks)
        while last > 1 and (
            _is_name_after_address(chunks[last - 1])
            or _is_bracketed(run, chunks, last - 1)
            or _remarks_on_name(run, chunks, last - 1)
        ):
            last -= 1
        return min(first, last), last
    alike = [place for place in range(len(chunks)) if _is_address(run, chunks, place)]
    if not alike:
        if run.expects_address and not any(c.name is Verdict.YES for c in chunks):
            return 0, len(chunks)
        return len(chunks), len(chunks)
    first, last = alike[0], alike[-1] + 1
    # Codes, brackets and unsure chunks behind an address belong to it: 阳光花园 3 幢 1502 (电联).
    while last < len(chunks) and _continues(run, chunks, last):
        last += 1
    while last - first > 1 and (
        _is_bracketed(run, chunks, last - 1) or _remarks_on_name(run, chunks, last - 1)
    ):
        last -= 1
    return first, last


def _remarks_on_name(run: Run, chunks: list[Chunk], place: int) -> bool:
    """Whether a chunk is a bracket behind a name that is glued to a room: …2205章姐(送货前联系)."""
    return chunks[place].text[0] in BRACKETS and glued_after(run, chunks[place - 1]) is not None


def _is_bracketed(run: Run, chunks: list[Chunk], place: int) -> bool:
    """Whether a chunk is a bracket that names somebody: …1502室(段瑾收)."""
    return _bracketed(run, chunks, place) is not None


def _bracketed(
    run: Run, chunks: list[Chunk], place: int, after_address: bool = False
) -> Mention | None:
    """Whom a chunk in brackets names; behind a phone or a room it need not say that it does."""
    chunk = chunks[place]
    if chunk.text[0] not in BRACKETS:
        return None
    if place:
        parts = [p for p in parse_address(chunks[place - 1].text).parts if p.kind is not _REMARK]
        sure = bool(parts) and parts[-1].kind in TAIL
    else:
        sure = run.after_phone or after_address
    return bracketed(chunk.text, sure=sure)


def _is_address(run: Run, chunks: list[Chunk], place: int) -> bool:
    """Whether a chunk is an address or a part of one rather than a name."""
    chunk = chunks[place]
    # A name is wanted here: 收件人 杨一楼, 周志园 138…
    labelled = run.label in NAME_LABELS and place == 0
    closed = _is_closed(run, chunks, place)
    if closed and begins_like_name(chunk.text):
        return False  # 杨英镇（收）
    wanted = labelled or closed or run.expects_name
    if chunk.address is not Verdict.YES and stands_at_post(chunk.text):
        return False
    if _GREETED.fullmatch(chunk.text):
        return False  # 黄苑思您好: somebody, whatever place the name holds
    if (run.beside_phone or labelled) and _is_short_name(chunk.text):
        return False
    if run.beside_phone and _may_be_given(chunk.text) and _is_beside_name(run, chunks, place):
        return False  # 景欣珍/吉安 138…
    if run.label is LabelKind.NAME and place == 0 and _may_be_given(chunk.text):
        return False
    if run.label is LabelKind.NAME and place == 0 and may_be_firm(chunk.text):
        return False
    if run.label is LabelKind.PARTY and place == 0 and _is_administered(run, chunk):
        return True  # 寄 无锡市 → 收 西宁市: from where to where, and nobody
    if chunk.address is Verdict.YES:
        wanted = wanted or _is_firm_at_phone(run, chunks, place)
        alone = not any(other.name is Verdict.YES for other in chunks)
        text = without_contact(chunk.text)
        firm = is_company(text) or (alone and is_local_firm(text))
        return not (wanted and (chunk.name is Verdict.YES or firm))
    if chunk.address is Verdict.NO or chunk.name is Verdict.YES:
        return False
    following = chunks[place + 1 :][:1]
    if is_region(chunk.text) and any(c.address is not Verdict.NO for c in following):
        # A city comes behind its province: 安康,四川省… begins with a name.
        return not (
            _begins(chunk.text) is PartKind.CITY and _begins(following[0].text) is PartKind.PROV
        )
    both = chunk.name is Verdict.UNSURE and len(chunk.text.rstrip("*")) <= MAX_NAME_PLACE
    asked = wanted or run.beside_phone or _is_beside_name(run, chunks, place)
    if both and asked and has_surname(chunk.text):
        return False
    if wanted:
        return looks_like_address_tail(chunk.text) is Verdict.YES
    return not looks_like_company(chunk.text)


_NICKNAME = re.compile("[A-Za-z]{3,}[0-9_]{1,4}")
"""What stands between a room and a phone and is no part of either: Lucky7. Units have a letter or two."""


def _is_firm_at_phone(run: Run, chunks: list[Chunk], place: int) -> bool:
    """Whether a firm stands right beside a phone and nobody else does, though its trade is a place's as well:
    郑州天梭家居用品有限公司, 138…"""
    before = run.before_phone and place + 1 == len(chunks)
    beside = before or (run.after_phone and place == 0)
    alone = not any(chunk.name is Verdict.YES for chunk in chunks)
    return beside and alone and is_firm(chunks[place].text)


def _is_beside_name(run: Run, chunks: list[Chunk], place: int) -> bool:
    """Whether nothing but a slash or the like parts a chunk from a name: 仝长城/安楼."""
    pairs = [(place - 1, place)] * bool(place) + [(place, place + 1)] * (place + 1 < len(chunks))
    return any(
        run.folded[chunks[a].end : chunks[b].start].strip() in PAIRING
        and chunks[a + b - place].name is Verdict.YES
        for a, b in pairs
    )


def _is_administered(run: Run, chunk: Chunk) -> bool:
    """Whether all of a chunk is a province or a city with its word, and no phone stands beside it."""
    whole = chunk.text[-1] in _ADMINISTERED and is_region(chunk.text)
    return whole and not run.beside_phone and not run.closed


_GREETED = re.compile("[一-鿿·]{2,5}[您你]好")
_ADMINISTERED = "省市州区"


def _is_short_name(text: str) -> bool:
    """Whether a text is a surname and a character or two, whatever place it names: 路小路, 杨一楼."""
    named = has_surname(text) and len(text) <= MAX_NAME_PLACE and _may_be_given(text)
    return named and looks_like_name(text) is not Verdict.NO


def _is_closed(run: Run, chunks: list[Chunk], place: int) -> bool:
    """Whether a closing 收 stands right behind a chunk, in brackets perhaps: 王芳（收）"""
    bracket = any(chunk.text == "(收)" for chunk in chunks[place + 1 : place + 2])
    return bracket or (run.closed and place + 1 == len(chunks))


def _may_be_given(text: str) -> bool:
    """Whether a text is as short as a name and ends as one may."""
    return len(text) <= MAX_GLUED and text.isalpha() and text[-1] not in NEVER_GIVEN


def _begins(text: str) -> PartKind | None:
    """What an address begins with."""
    return next((part.kind for part in parse_address(text).parts), None)


def _continues(run: Run, chunks: list[Chunk], place: int) -> bool:
    """Whether a chunk behind an address still belongs to it."""
    chunk = chunks[place]
    if chunk.name is Verdict.YES:
        return False
    numbered = any(c.isdigit() or c == "*" for c in chunk.text)
    alone = run.before_phone and place + 1 == len(chunks)
    if alone and _NICKNAME.fullmatch(chunk.text) and _ends_with_room(chunks[:place]):
        return False
    if chunk.text[0] in BRACKETS or numbered or LONE_UNIT.fullmatch(chunk.text):
        return True
    if chunk.text in TORN_OFF and place + 1 < len(chunks):
        return True
    # A place without a telling ending, 锦绣江南; a name would stand before a phone.
    named = run.before_phone or run.closed or run.expects_name
    last = place + 1 == len(chunks)
    if last and (run.after_phone or run.label in _PARTIES) and _ends_with_room(chunks[:place]):
        return False  # 13812345678 …23栋1801室 平安喜乐: nothing but a name is missing
    return (
        chunk.name is Verdict.UNSURE and not (named and last) and not looks_like_company(chunk.text)
    )


def _ends_with_room(chunks: list[Chunk]) -> bool:
    """Whether the last chunk but for a remark ends with a unit, floor or room, behind which no place
    comes."""
    texts = [chunk.text for chunk in chunks if chunk.text[0] not in BRACKETS]
    parts = parse_address(texts[-1]).parts if texts else ()
    return bool(parts) and parts[-1].kind in TAIL and parts[-1].end == len(texts[-1])


def _is_name_after_address(chunk: Chunk) -> bool:
    return chunk.name is Verdict.YES and chunk.address is Verdict.NO


def _names(
    run: Run, chunks: list[Chunk], before_address: bool, after_address: bool = False
) -> list[Stretch]:
    """Names and other words among chunks that are no address."""
    found: list[Stretch] = []
    labelled = run.label in NAME_LABELS and not after_address
    evidence = "person" if run.label is LabelKind.PERSON else "label"
    for place, chunk in enumerate(chunks):
        beside = run.beside_phone or before_address
        closed = _is_closed(run, chunks, place)
        if _goes_with_name(run, chunk, found):
            previous = found[-1]
            found[-1] = previous._replace(end=chunk.end)
            continue
        if is_post(chunk.text) and _names_another(chunks, place):
            found.append(Stretch(RunKind.OTHER, chunk.start, chunk.end, Certainty.MAYBE, "post"))
            continue
        person = _bracketed(run, chunks, place, after_address)
        named = [person] if person else _mentioned(run, chunk, closed)
        if named:
            certainty = Certainty.YES if run.beside_phone or closed else Certainty.MAYBE
            found += _with_people(chunk.start, chunk.end, chunk.start, named, certainty)
            continue
        paired = found and run.folded[found[-1].end : chunk.start].strip() == "/"
        post = after_post(chunk.text)
        start = chunk.start + post
        verdict = looks_like_name(chunk.text[post:]) if post else chunk.name
        lone = is_post(chunk.text) and place + 1 < len(chunks)
        if post or lone:
            start = chunk.end if lone else start
            found.append(Stretch(RunKind.OTHER, chunk.start, start, Certainty.MAYBE, "post"))
            if lone:
                continue
        nobody = verdict is Verdict.NO or (len(chunk.text) <= MAX_GLUED and is_nobody(chunk.text))
        if labelled and not (nobody if evidence == "person" else place and verdict is Verdict.NO):
            joins = found and found[-1].evidence == evidence and found[-1].kind is RunKind.NAME
            if joins and place:
                found[-1] = found[-1]._replace(end=chunk.end)
            else:
                found.append(Stretch(RunKind.NAME, start, chunk.end, Certainty.YES, evidence))
        elif verdict is Verdict.YES or (verdict is Verdict.UNSURE and (closed or run.expects_name)):
            sure = run.beside_phone or closed or run.expects_name
            certainty = Certainty.YES if sure else Certainty.MAYBE
            found.append(Stretch(RunKind.NAME, start, chunk.end, certainty, "shape"))
        elif closed and begins_like_name(chunk.text[post:]):
            found.append(Stretch(RunKind.NAME, start, chunk.end, Certainty.YES, "shape"))
        elif paired and verdict is Verdict.UNSURE and found[-1].kind is RunKind.NAME:
            found.append(Stretch(RunKind.NAME, start, chunk.end, found[-1].certainty, "pair"))
        elif (
            verdict is Verdict.UNSURE
            and beside
            and chunk.text[0] not in BRACKETS
            and chunk.text not in EXTENSION_WORDS
        ):
            found.append(Stretch(RunKind.NAME, start, chunk.end, Certainty.MAYBE, "beside phone"))
        else:
            found.append(Stretch(RunKind.OTHER, start, chunk.end, Certainty.MAYBE, "nothing"))
    return found


def _names_another(chunks: list[Chunk], place: int) -> bool:
    """Whether another chunk than one may be the name: 前台 小刘."""
    return any(
        other.name is not Verdict.NO and not is_post(other.text)
        for index, other in enumerate(chunks)
        if index != place
    )


def _goes_with_name(run: Run, chunk: Chunk, found: list[Stretch]) -> bool:
    """Whether a bracket stands behind what was found last: 李先生(电联), 路秀龙 (转章晨收)."""
    if chunk.text[0] not in BRACKETS or not found:
        return False
    if found[-1].end == chunk.start:
        return True
    named = found[-1].kind is RunKind.NAME and not run.folded[found[-1].end : chunk.start].strip()
    return named and bracketed(chunk.text, sure=False) is not None


def _mentioned(run: Run, chunk: Chunk, closed: bool) -> list[Mention]:
    """Whom a chunk that is no name by itself names among other words: 联系方辉玉, 请徐超本人."""
    labelled = run.label in (LabelKind.NAME, LabelKind.PARTY)
    if labelled or chunk.name is Verdict.YES or stands_at_post(chunk.text):
        return []
    # 请于红签收 in a remark's own cell: the label that follows says what is asked of somebody.
    signed = chunk.end == run.end and run.folded.startswith("签收", run.end)
    text = chunk.text + ("签收" if signed else "收" * closed)
    before_phone = run.before_phone and chunk.end == run.end
    return [m for m in mentions(text, before_phone=before_phone) if m.end <= len(chunk.text)]


def _remark(run: Run, chunks: list[Chunk]) -> list[Stretch]:
    """Words to the courier: everything is other but whom they name."""
    start, end = chunks[0].start, chunks[-1].end
    text = run.folded[start:end]
    people = mentions(text + "收" * run.closed, alone=True, before_phone=run.before_phone)
    people = [m for m in people if m.end <= len(text)]
    for place, chunk in enumerate(chunks):
        beside = (run.before_phone or run.closed) and chunk.end == end
        beside = beside or (run.after_phone and place == 0)
        named = bracketed(chunk.text, sure=False) if chunk.text[0] in BRACKETS else None
        if beside and chunk.name is Verdict.YES and not is_nobody(chunk.text):
            named = Mention(after_post(chunk.text), len(chunk.text), True)
        if named:
            offset = chunk.start - start
            named = named._replace(start=named.start + offset, end=named.end + offset)
            if not any(named.start < m.end and m.start < named.end for m in people):
                people.append(named)
    found = _with_people(start, end, start, sorted(people), Certainty.YES)
    return [
        s if s.kind is RunKind.NAME else s._replace(certainty=Certainty.YES, evidence="other label")
        for s in found
    ]


def _with_people(
    start: int, end: int, offset: int, people: Sequence[Mention], certainty: Certainty
) -> list[Stretch]:
    """A stretch of words cut at the people whom it names; their offsets count from `offset`."""
    found: list[Stretch] = []
    cursor = start
    for person in people:
        a, b = offset + person.start, offset + person.end
        if cursor < a:
            found.append(Stretch(RunKind.OTHER, cursor, a, Certainty.MAYBE, "nothing"))
        sure = Certainty.YES if person.closed else certainty
        found.append(Stretch(RunKind.NAME, a, b, sure, "mentioned"))
        cursor = b
    if cursor < end:
        found.append(Stretch(RunKind.OTHER, cursor, end, Certainty.MAYBE, "nothing"))
    return found


def _address(run: Run, chunks: list[Chunk], *, named: bool) -> list[Stretch]:
    """An address, with the name that may be glued to either end of it; `named` where another stands
    behind it."""
    sure = run.label is LabelKind.ADDRESS or any(c.address is Verdict.YES for c in chunks)
    start, end = chunks[0].start, chunks[-1].end
    evidence = "label" if run.label is LabelKind.ADDRESS else "shape"
    certainty = Certainty.YES if sure else Certainty.MAYBE
    before = glued_before(run, chunks[0])
    after = glued_after(run, chunks[-1], named=named)
    middle = Stretch(
        RunKind.ADDRESS,
        before.end if before else start,
        after.start if after else end,
        certainty,
        evidence,
    )
    return [s for s in (before, middle, after) if s is not None]
