"""What a redacted picture still shows, judged by its pixels and the drawn truth.

A character is hidden when at least 60 % of its ink pixels changed by more than 40 grey levels or,
under a dark fill, when ink and paper no longer differ. Where the print is so faint that painting
it over cannot change a pixel by 40 levels, the limit is a fraction of its own contrast.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import cv2
import numpy as np
import zxingcpp
from numpy.typing import NDArray

from app.samples.truth import CharTruth, CodeTruth, FieldTruth, Need, TextKind, Truth
from masking.model import CodeKind
from masking.policy import Level

Grey = NDArray[np.uint8]
"""Shape (h, w)."""

HIDDEN_SHARE = 0.6
"""Of a character's ink pixels."""
CHANGED_LEVELS = 40.0
"""Grey levels by which a painted ink pixel changes at least."""
CHANGED_SHARE_OF_CONTRAST = 0.45
"""The same for faint print, as a fraction of the contrast between ink and paper."""
SAME_LEVELS = 20.0
"""Grey levels within which ink and paper no longer differ."""
SAME_SHARE_OF_CONTRAST = 0.25
"""The same for faint print."""
LEGIBLE_LEVELS = 14.0
"""Grey levels between ink and paper below which a character cannot be read even before masking:
burnt out by glare, or lost in the dark."""
_FEWEST_INK_PIXELS = 3
_STAR_EDGE_EM = 0.05
"""How far from new ink on the paper an unchanged ink pixel may belong to the same asterisk."""
_MOST_SILENT = 0.75
"""Of a character's ink: the most that may be left out because an asterisk stands there."""
_CODE_MARGIN = 0.12
"""Of a code's side: its quiet zone, for decoding."""


class Seen(StrEnum):
    """What became of one character."""

    VISIBLE = "visible"
    HIDDEN = "hidden"
    UNREADABLE = "unreadable"
    """It could not be read on the input: a space, or lost in glare."""


class LeakKind(StrEnum):
    """What is still shown that the policy hides."""

    NAME = "name"
    """No character of a name is hidden (under full: any is visible)."""
    PHONE = "phone"
    """Too few digits are hidden."""
    ADDRESS = "address"
    """A character of the tail is visible."""
    NUMBER = "number"
    """A character of a waybill or ID number is visible."""
    CODE = "code"
    """A code that was to go can still be decoded."""


@dataclass(frozen=True, slots=True)
class Leak:
    """One field or code that shows too much."""

    kind: LeakKind
    where: str
    """Id of the field, or the kind of the code."""
    text: str
    """The drawn text with hidden characters as ``*``; people on drawn labels are invented."""
    shown: int = 1
    """Visible characters that have to go."""


@dataclass(frozen=True, slots=True)
class Score:
    """The verdict on one redacted picture."""

    leaks: tuple[Leak, ...] = ()
    names: int = 0
    surnames_kept: int = 0
    """Names whose first character is to stay and is visible, of `surnames`."""
    surnames: int = 0
    free: int = 0
    """Readable characters that no rule asks to hide."""
    spoiled: int = 0
    """Of these, hidden ones."""
    spoiled_text: str = ""
    """The spoiled characters, line by line."""
    missed: int = 0
    """Characters that have to go and are visible, leak or not."""
    missed_text: str = ""
    """These characters, line by line."""
    codes_kept: int = 0
    """Codes that are to stay and could be decoded before."""
    codes_damaged: int = 0
    seen: tuple[Seen, ...] = field(default=(), repr=False)
    """For each character of the truth."""


def score(before: Grey, after: Grey, ink: NDArray[np.int32], truth: Truth, level: Level) -> Score:
    """Judge one picture.

    Args:
        before: the input, decoded and upright.
        after: the redacted picture, of the same shape.
        ink: see `app.samples.drawing.Waybill.ink`.
        truth: what was drawn.
        level: the policy that was applied.

    Raises:
        ValueError: the shapes differ.
    """
    if before.shape != after.shape or before.shape != ink.shape:
        raise ValueError("the pictures and the ink differ in shape")
    seen = tuple(
        look(before, after, ink, character, number)
        for number, character in enumerate(truth.characters, start=1)
    )
    leaks = [
        *field_leaks(truth, seen, level),
        *_code_leaks(before, after, truth.codes, level),
    ]
    firsts = [_first(truth, item) for item in truth.fields if item.kind is TextKind.NAME]
    kept = [i for i in firsts if truth.characters[i].hide.under(level) is Need.KEEP]
    readable = [i for i in kept if seen[i] is not Seen.UNREADABLE]
    free = [
        i
        for i, c in enumerate(truth.characters)
        if c.hide.under(level) is Need.KEEP and seen[i] is not Seen.UNREADABLE
    ]
    spoiled = [i for i in free if seen[i] is Seen.HIDDEN]
    missed = [
        i
        for i, c in enumerate(truth.characters)
        if c.hide.under(level) is Need.MUST and seen[i] is Seen.VISIBLE
    ]
    codes = _kept_codes(before, after, truth.codes, level)
    return Score(
        leaks=tuple(leaks),
        names=len(firsts),
        surnames=len(readable),
        surnames_kept=sum(seen[i] is Seen.VISIBLE for i in readable),
        free=len(free),
        spoiled=len(spoiled),
        spoiled_text=_by_line(truth, spoiled),
        missed=len(missed),
        missed_text=_by_line(truth, missed),
        codes_kept=len(codes),
        codes_damaged=codes.count(False),
        seen=seen,
    )


def look(
    before: Grey, after: Grey, ink: NDArray[np.int32], character: CharTruth, number: int
) -> Seen:
    """Whether one character can still be seen; its ink has the value `number`."""
    rows, columns = _around(character.quad.bounds, before.shape, 0.15 * character.quad.height)
    was, now = before[rows, columns].astype(np.float32), after[rows, columns].astype(np.float32)
    owner = ink[rows, columns]
    mine, paper = owner == number, owner == 0
    if mine.sum() < _FEWEST_INK_PIXELS or not paper.any():
        return Seen.UNREADABLE
    ground = float(np.median(was[paper]))
    contrast = abs(float(was[mine].mean()) - ground)
    if contrast < LEGIBLE_LEVELS:
        return Seen.UNREADABLE
    # Only the pixels that differ from the paper: their edges may be blurred into it.
    mine &= np.abs(was - ground) >= contrast / 2
    changed = min(CHANGED_LEVELS, CHANGED_SHARE_OF_CONTRAST * contrast)
    mine &= ~_under_new_ink(was, now, mine, paper, changed, character.quad.height)
    moved = np.abs(now - was) > changed
    if _share(moved[mine]) >= HIDDEN_SHARE:
        return Seen.HIDDEN
    within = paper & _inside(character, rows, columns)
    if not within.any() or _share(moved[within]) < HIDDEN_SHARE:
        return Seen.VISIBLE
    # A dark fill: black ink does not change below it, but nothing sets it off any more.
    same = min(SAME_LEVELS, SAME_SHARE_OF_CONTRAST * contrast)
    flat = np.abs(now - float(np.median(now[within]))) <= same
    return Seen.HIDDEN if _share((moved | flat)[mine]) >= HIDDEN_SHARE else Seen.VISIBLE


def _under_new_ink(
    was: NDArray[np.float32],
    now: NDArray[np.float32],
    mine: NDArray[np.bool_],
    paper: NDArray[np.bool_],
    changed: float,
    height: float,
) -> NDArray[np.bool_]:
    """Ink pixels that say nothing: an asterisk was drawn on the fill just there.

    Without this, 一 under a star would count as visible. If that leaves too little of the
    character, all of its pixels count.
    """
    drawn = paper & (np.abs(now - was) > changed) & (np.abs(now - was[mine].mean()) < changed)
    reach = max(1, round(_STAR_EDGE_EM * height))
    side = 2 * reach + 1
    near = cv2.dilate(drawn.astype(np.uint8), np.ones((side, side), np.uint8)).astype(np.bool_)
    silent = mine & near & (np.abs(now - was) <= changed)
    return silent if silent.sum() <= _MOST_SILENT * mine.sum() else np.zeros_like(mine)


def field_leaks(truth: Truth, seen: tuple[Seen, ...], level: Level) -> list[Leak]:
    """The fields of which too much is visible.

    Args:
        truth: what was drawn.
        seen: what became of each of its characters.
        level: the policy that was applied.
    """
    leaks = []
    for item in truth.fields:
        indices = [i for i, c in enumerate(truth.characters) if c.field == item.id]
        shown = sum(
            seen[i] is Seen.VISIBLE and truth.characters[i].hide.under(level) is Need.MUST
            for i in indices
        )
        if _too_little(item, truth, indices, seen, level) or (
            shown and (item.kind not in _COUNTED or level is Level.FULL)
        ):
            text = "".join(_shown(truth.characters[i], seen[i]) for i in indices)
            leaks.append(Leak(_LEAK_OF[item.kind], item.id, text, shown))
    return leaks


def _shown(character: CharTruth, seen: Seen) -> str:
    return character.text if seen is Seen.VISIBLE or character.text.isspace() else "*"


_COUNTED = frozenset({TextKind.NAME, TextKind.PHONE})
_LEAK_OF = {
    TextKind.NAME: LeakKind.NAME,
    TextKind.PHONE: LeakKind.PHONE,
    TextKind.ADDRESS: LeakKind.ADDRESS,
    TextKind.WAYBILL_NUMBER: LeakKind.NUMBER,
    TextKind.ID_NUMBER: LeakKind.NUMBER,
}


def _too_little(
    item: FieldTruth, truth: Truth, indices: list[int], seen: tuple[Seen, ...], level: Level
) -> bool:
    """Whether fewer characters of a name or digits of a phone are hidden than the rule asks."""
    if item.kind not in _COUNTED:
        return False
    counted = [
        i
        for i in indices
        # Signs and country codes never count: they may go or stay under every level.
        if truth.characters[i].hide.full is not Need.EITHER
        and (item.kind is TextKind.NAME or truth.characters[i].text.isdigit())
    ]
    gone = sum(seen[i] is not Seen.VISIBLE for i in counted)
    least = min(item.minimum(level), len(counted) + item.already)
    return gone + item.already < least


def _code_leaks(
    before: Grey, after: Grey, codes: tuple[CodeTruth, ...], level: Level
) -> list[Leak]:
    return [
        Leak(LeakKind.CODE, code.kind.value, code.content)
        for code in codes
        if code.hide.under(level) is Need.MUST and decodes(after, code)
    ]


def _kept_codes(
    before: Grey, after: Grey, codes: tuple[CodeTruth, ...], level: Level
) -> list[bool]:
    """For each code that is to stay and was readable: whether it still is."""
    return [
        decodes(after, code)
        for code in codes
        if code.hide.under(level) is Need.KEEP and decodes(before, code)
    ]


def decodes(picture: Grey, code: CodeTruth) -> bool:
    """Whether a code can be read at its place and says what it was drawn with."""
    margin = _CODE_MARGIN * max(code.quad.width, code.quad.height)
    rows, columns = _around(code.quad.bounds, picture.shape, margin)
    crop = np.ascontiguousarray(picture[rows, columns])
    wanted = (
        zxingcpp.BarcodeFormat.Code128
        if code.kind is CodeKind.LINEAR
        else zxingcpp.BarcodeFormat.QRCode
    )
    return any(
        found.text == code.content
        for found in zxingcpp.read_barcodes(crop, zxingcpp.BarcodeFormats([wanted]))
    )


def _first(truth: Truth, item: FieldTruth) -> int:
    return next(i for i, c in enumerate(truth.characters) if c.field == item.id)


def _by_line(truth: Truth, indices: list[int]) -> str:
    lines: dict[int, str] = {}
    for i in indices:
        character = truth.characters[i]
        lines[character.line] = lines.get(character.line, "") + character.text
    return " | ".join(lines[number] for number in sorted(lines))


def _around(
    bounds: tuple[float, float, float, float], shape: tuple[int, ...], margin: float
) -> tuple[slice, slice]:
    left, top, right, bottom = bounds
    return (
        slice(max(0, int(top - margin)), max(1, min(shape[0], int(bottom + margin) + 1))),
        slice(max(0, int(left - margin)), max(1, min(shape[1], int(right + margin) + 1))),
    )


def _inside(character: CharTruth, rows: slice, columns: slice) -> NDArray[np.bool_]:
    """The pixels of a crop that lie in the character's quad."""
    mask = np.zeros((rows.stop - rows.start, columns.stop - columns.start), np.uint8)
    corners = np.array(character.quad.points) - [columns.start, rows.start]
    cv2.fillConvexPoly(mask, np.rint(corners).astype(np.int32), (1,))
    return mask.astype(np.bool_)


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if flags.size else 0.0
