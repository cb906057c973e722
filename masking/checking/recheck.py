"""Read the delivered picture again where something was hidden: what can still be read is a leak."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from masking.fields import Page
from masking.geometry import Quad
from masking.hiding import Hiding
from masking.model import FieldKind, Span, TextLine
from masking.reading.engine import Pixels, Reader
from masking.text.fold import fold
from masking.text.phones import PhoneKind, find_phones

VISIBLE_DIGITS = 5
"""Digits of a mobile number that may stay readable: eleven less the six that are hidden."""
TAIL_CHARACTERS = 2
"""Consecutive hidden characters of an address that must not be read again, wherever they seem to
stand. A single one counts where it stands beside the paint."""
CONTEXT = 2
"""Characters on either side of what is hidden that are read with it."""
END_ROOM = 0.25
"""Added to the area that is read at a line's ends, in line heights: what the detector cut off."""
EDGE = 0.3
"""Line heights from a cut through a line within which half a character may be read as another."""
INSIDE = 0.1
"""Line heights from the ends of what is hidden within which a character may be one that stays."""


@dataclass(frozen=True, slots=True)
class Leak:
    """Something hidden that can still be read."""

    line: int
    """Index of its line on the page."""
    kind: FieldKind
    quad: Quad
    """Where it is read, on the source image."""


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a line that is read again, with all that is hidden on it."""

    line: int
    start: int
    end: int
    """Offsets of the line's text."""
    kind: FieldKind
    spans: tuple[Span, ...]

    def kept(self, text: str) -> str:
        """The stretch of a line's text, with what is hidden replaced by asterisks."""
        characters = list(text)
        for span in self.spans:
            characters[span.start : span.end] = "*" * (span.end - span.start)
        return "".join(characters)[self.start : self.end]

    def reach(self, line: TextLine) -> tuple[float, float]:
        """Where the stretch begins and ends along its line, with some room at the line's ends."""
        unit = END_ROOM * _unit(line)
        end = len(line.characters)
        return (
            line.boundary(self.start) if self.start else -unit,
            line.boundary(self.end) if self.end < end else 1 + unit,
        )


def still_readable(
    reader: Reader,
    delivered: Pixels,
    page: Page,
    hidings: Sequence[Hiding],
    covered: NDArray[np.bool_],
) -> list[Leak]:
    """What was to be hidden and is not.

    Args:
        reader: reads areas of the delivered picture.
        delivered: shape (H, W, 3), decoded from what the user will get.
        page: the lines of the source.
        hidings: what was to be hidden of them.
        covered: shape (H, W), True where painted.
    """
    leaks = list(_uncovered(page, hidings, covered))
    windows = list(_windows(page, hidings))
    lines = [page.lines[window.line].line for window in windows]
    quads = [
        line.quad.part(*window.reach(line)) for line, window in zip(lines, windows, strict=True)
    ]
    readings = reader.read_areas(delivered, quads)
    for window, line, again in zip(windows, lines, readings, strict=True):
        quad = _leak_in(window, line, again, covered)
        if quad is not None:
            leaks.append(Leak(window.line, window.kind, quad))
    return leaks


def _uncovered(page: Page, hidings: Sequence[Hiding], covered: NDArray[np.bool_]) -> Iterable[Leak]:
    """Hidden characters whose middle is not painted, whatever can be read there."""
    for hiding in hidings:
        for index, span in hiding.spans:
            line = page.lines[index].line
            for offset in range(span.start, span.end):
                at = line.characters[offset]
                if not at.text.isspace() and not _is_covered(line.quad.at(at.x, 0.5), covered):
                    quad = line.quad.part(line.boundary(offset), line.boundary(offset + 1))
                    yield Leak(index, hiding.field.kind, quad)


def _windows(page: Page, hidings: Sequence[Hiding]) -> Iterable[_Window]:
    for hiding in hidings:
        for index in sorted({index for index, _ in hiding.spans}):
            length = len(page.lines[index].text)
            spans = [span for at, span in hiding.spans if at == index]
            start, end = min(s.start for s in spans), max(s.end for s in spans)
            if hiding.field.kind is FieldKind.PHONE:
                # How many digits can be seen is asked of the whole number.
                parts = [part for part in hiding.field.parts if part.line == index]
                start, end = parts[0].start, parts[-1].end
            everything = tuple(s for h in hidings for at, s in h.spans if at == index)
            yield _Window(
                index,
                max(start - CONTEXT, 0),
                min(end + CONTEXT, length),
                hiding.field.kind,
                everything,
            )


def _leak_in(
    window: _Window, line: TextLine, again: TextLine, covered: NDArray[np.bool_]
) -> Quad | None:
    """Where a window's new reading shows what was to be hidden, beyond what was to be kept."""
    before, text = fold(line.text), fold(again.text)
    kept = window.kept(before)
    if _runs_on(window, before, text, kept):
        return again.quad
    left, right = window.reach(line)
    places = [left + one.x * (right - left) for one in again.characters]
    bare = [
        offset
        for offset, place in enumerate(places)
        if text[offset].isalnum()
        and not _is_covered(line.quad.at(place, 0.5), covered)
        and not _is_cut(window, line, place)
    ]
    leaking = [offset for offset in bare if _is_hidden(window, line, places[offset])]
    leaking = leaking or _more_than_kept(window, line, [text[offset] for offset in bare], bare)
    if not leaking:
        return None
    first, last = min(leaking), max(leaking)
    return again.quad.part(again.boundary(first), again.boundary(last + 1))


def _is_hidden(window: _Window, line: TextLine, place: float) -> bool:
    """Whether a fraction along a line lies well within what is hidden."""
    margin = INSIDE * _unit(line)
    return any(
        line.boundary(span.start) + margin < place < line.boundary(span.end) - margin
        for span in window.spans
    )


def _more_than_kept(
    window: _Window, line: TextLine, seen: Sequence[str], offsets: Sequence[int]
) -> list[int]:
    """Offsets of what is seen beyond what was to stay, wherever it stands."""
    before = fold(line.text)
    kept = [c for c in window.kept(before) if c.isalnum()]
    extra = Counter(seen) - Counter(kept)
    if window.kind is FieldKind.PHONE:
        if sum(c.isdigit() for c in seen) <= sum(c.isdigit() for c in kept):
            return []
    else:
        hidden = {offset for span in window.spans for offset in range(span.start, span.end)} & set(
            range(window.start, window.end)
        )
        extra &= Counter(before[offset] for offset in hidden)
        places = [one.x for one in line.characters[window.start : window.end]]
        cut = sum(_is_cut(window, line, place) for place in places)
        if len(seen) <= len(kept) - cut:
            return []
    return [offset for offset, c in zip(offsets, seen, strict=True) if c in extra]


def _runs_on(window: _Window, before: str, text: str, kept: str) -> bool:
    """Whether hidden characters stand in the new text side by side, wherever they are seen."""
    if window.kind is FieldKind.PHONE and shows_phone(text):
        return True
    for span in window.spans:
        hidden = before[span.start : span.end]
        length = {
            FieldKind.PHONE: VISIBLE_DIGITS,
            FieldKind.NAME: len(hidden),
        }.get(window.kind, min(TAIL_CHARACTERS, len(hidden)))
        if _shows(text, hidden, kept, length):
            return True
    return False


def shows_phone(text: str) -> bool:
    """Whether a text shows a number with more than five of its digits."""
    return any(
        match.kind is not PhoneKind.SERVICE
        and len(match.digits) - len(match.hidden) > VISIBLE_DIGITS
        and len(match.digits) >= 10
        for match in find_phones(text)
    )


def _shows(text: str, hidden: str, kept: str, length: int) -> bool:
    """Whether `length` consecutive hidden characters stand in a text more often than in `kept`."""
    pieces = {hidden[at : at + length] for at in range(len(hidden) - length + 1)}
    return any(
        text.count(piece) > kept.count(piece)
        for piece in pieces
        if piece.strip() and "*" not in piece
    )


def _is_covered(point: tuple[float, float], covered: NDArray[np.bool_]) -> bool:
    """Whether a point of the image is painted; outside of the image nothing can be seen."""
    x, y = int(point[0]), int(point[1])
    inside = 0 <= y < covered.shape[0] and 0 <= x < covered.shape[1]
    return not inside or bool(covered[y, x])


def _is_cut(window: _Window, line: TextLine, place: float) -> bool:
    """Whether a fraction along a line is at an end of the window that cuts through the line."""
    left, right = window.reach(line)
    near = EDGE * _unit(line)
    return (window.start > 0 and place < left + near) or (
        window.end < len(line.characters) and place > right - near
    )


def _unit(line: TextLine) -> float:
    """A line's height as a fraction of its width."""
    return line.quad.height / max(line.quad.width, 1e-6)
