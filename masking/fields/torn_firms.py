"""Companies and people that the end of a line breaks: 苏州万象日用⏎品有限责任公司, 黎⏎志媛. The beginning of a
company looks like the address before it, or like a name of its own; a surname like nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from masking.fields.found import Found
from masking.fields.page import Page, PageLine, Part
from masking.fields.wraps import line_after
from masking.text.address import PartKind, parse_address
from masking.text.companies import is_company
from masking.text.fold import fold
from masking.text.names import looks_like_name
from masking.text.verdict import Verdict

_HEAD = re.compile(r"(?<!\w)[一-鿿]{2,20}$")
"""What a company's name may begin with, at the end of a line."""
_SURNAME = re.compile(r"(?<=[,;:/|] )[一-鿿]{1,2}$|(?<=[,;:/|])[一-鿿]{1,2}$")
"""What may be a surname behind a separator, at the end of a line."""
_REGIONS = (PartKind.PROV, PartKind.CITY)


def with_beginnings(page: Page, names: Sequence[Found]) -> list[Found]:
    """The names, those that a line begins with the end of a company with the beginning of it above."""
    above = {after.index: line for line in page.level_lines if (after := line_after(page, line))}
    taken = [part for name in names for part in name.parts]
    answer: list[Found] = []
    heads: list[Part] = []
    for name in names:
        first = name.parts[0]
        line, before = page.lines[first.line], above.get(first.line)
        if before is not None and not line.text[: first.start].strip():
            rest = line.text[first.start : first.end]
            part = _head(before, rest)
            # The head by itself may look like somebody: 杭州天⏎梭电器经营部.
            if part and not any(part.overlaps(other) for other in taken if other != part):
                name = replace(name, parts=(part, *name.parts))
                heads.append(part)
        answer.append(name)
    return [name for name in answer if len(name.parts) > 1 or name.parts[0] not in heads]


def _head(before: PageLine, rest: str) -> Part | None:
    """The beginning of a name above the line that begins with the rest of it."""
    folded = fold(before.text)
    head, surname = _HEAD.search(folded), _SURNAME.search(folded)
    if head and is_company(head[0] + rest) and not _is_region(head[0]):
        return Part(before.index, *head.span())
    likely = looks_like_name(rest), looks_like_name(surname[0] + rest) if surname else Verdict.NO
    if surname and likely[1] is Verdict.YES and likely[0] is not Verdict.YES:
        return Part(before.index, *surname.span())
    return None


def _is_region(text: str) -> bool:
    """Whether a text is a province or a city and nothing else: an address breaks behind it as well."""
    parts = parse_address(text).parts
    return bool(parts) and parts[-1].kind in _REGIONS and parts[-1].end == len(text)
