"""Lines that are read once more with the room beside them, where something faint may stand there.

The detector leaves out an asterisk or a thin character behind a surname, and the asterisks before
the digits that a masked phone shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from masking.geometry import Quad
from masking.model import TextLine
from masking.reading.frame import covered_share

ROOM_BEHIND, ROOM_SCORE = (1.0, 0.7, 0.5), 0.6
"""Line heights behind a single character that are read with it, as many as are free of other text;
and the least score of each of them then."""
ROOM_BEFORE = (6.0, 5.0, 4.0, 1.1)
"""The same before the digits that a masked phone shows, in heights of the digits' line: its asterisks
stand there, or only its 1."""
_SHOWN = re.compile(r"[*＊]{0,6}([0-9]{4})")
_MASKED = re.compile(r"1 ?\*{4,7} ?[0-9]{4}")

Read = Callable[[Sequence[Quad]], Sequence[TextLine]]
"""Reads areas of the picture, a line for each."""


def with_room(lines: Sequence[TextLine], read: Read) -> list[TextLine]:
    """The lines, those of them longer that go on beside what was detected."""
    answer = []
    for line in lines:
        others = [other.quad for other in lines if other is not line]
        if len(line.text) == 1 and line.text.isalpha():
            line = _with_behind(line, others, read)
        elif shown := _SHOWN.fullmatch(line.text.strip()):
            line = _with_before(line, shown.group(1), others, read)
        answer.append(line)
    return answer


def _with_behind(line: TextLine, others: Sequence[Quad], read: Read) -> TextLine:
    unit = line.quad.height / max(line.quad.width, 1e-6)
    for room in ROOM_BEHIND:
        if covered_share(line.quad.part(1, 1 + room * unit), others):
            continue
        (again,) = read([line.quad.part(0, 1 + room * unit)])
        sure = min((c.score for c in again.characters), default=0.0) >= ROOM_SCORE
        longer = again.text.startswith(line.text) and len(again.text) > 1
        return again if longer and sure else line
    return line


def _with_before(line: TextLine, shown: str, others: Sequence[Quad], read: Read) -> TextLine:
    """Digits with all asterisks before them; what is read there otherwise changes nothing."""
    unit = line.quad.height / max(line.quad.width, 1e-6)
    for room in ROOM_BEFORE:
        if covered_share(line.quad.part(-room * unit, 0), others):
            continue
        (again,) = read([line.quad.part(-room * unit, 1)])
        if _MASKED.fullmatch(again.text) and again.text.endswith(shown):
            return again
    return line
