"""Companies that the end of a line breaks: 苏州万象日用⏎品有限责任公司. Their beginning looks like the address
before it, or like one of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from masking.fields.found import Found
from masking.fields.page import Page, Part
from masking.fields.wraps import line_after
from masking.text.address import PartKind, parse_address
from masking.text.companies import is_company
from masking.text.fold import fold

_HEAD = re.compile(r"(?<!\w)[一-鿿]{2,20}$")
"""What a company's name may begin with, at the end of a line."""
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
        head = _HEAD.search(fold(before.text)) if before is not None else None
        if before is None or head is None or line.text[: first.start].strip():
            answer.append(name)
            continue
        part = Part(before.index, *head.span())
        whole = head[0] + line.text[first.start : first.end]
        # The head by itself may look like somebody: 杭州天⏎梭电器经营部.
        free = not any(part.overlaps(other) for other in taken if other != part)
        if is_company(whole) and not _is_region(head[0]) and free:
            name = replace(name, parts=(part, *name.parts))
            heads.append(part)
        answer.append(name)
    return [name for name in answer if len(name.parts) > 1 or name.parts[0] not in heads]


def _is_region(text: str) -> bool:
    """Whether a text is a province or a city and nothing else: an address breaks behind it as well."""
    parts = parse_address(text).parts
    return bool(parts) and parts[-1].kind in _REGIONS and parts[-1].end == len(text)
