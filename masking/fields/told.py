"""Phones that words beside them tell whose they are: a courier's, or one that somebody is to call."""

from __future__ import annotations

import re
from collections.abc import Sequence

from masking.fields.found import Found
from masking.fields.page import Box, Page, PageLine, Part
from masking.fields.values import label_kind
from masking.fields.wraps import line_after
from masking.model import FieldKind, Role
from masking.text.fold import fold
from masking.text.labels import LabelKind
from masking.text.split import Piece, PieceKind

_COURIER = re.compile(r"(?:快递员|派件员|派送员|配送员|收派员|收件员|快递小哥|外卖员|骑手)[: ]*$")
"""What stands before a courier's name."""
_TOLD = re.compile("(?:[打拨]|致电|电话|手机|号码?|微信|联系|备用|座机|固话)[: ]*$")
"""What stands before a number in a remark that needs no name."""
_TO_CALL = re.compile("请(?:拨打|致电)[: ]*$")
"""What stands before a number in a sentence that needs none: 号码已加密，请拨打138…联系."""
_ON_THE_WAY = re.compile(
    "(?:正在(?:为您)?派[件送]|已揽[收件])(?:[,，]? ?(?:揽[收件]员?|快递员|派[件送]员)?[: ]?[一-鿿·]{0,4})?[ ,:(]*"
    "(?:(?:联系)?电话|手机)?[: ]*$"
)
"""What the steps of a parcel's way say before a courier's phone: …正在派件，电话：138…, 已揽收，揽收员王芳(138…"""
_TO_WHOM = re.compile(r"[(\[]?(?:送[至到]|收[货件]|寄[至到])")
"""What begins a line that is no step of a parcel's way."""
ROW_REACH = 30.0
"""Line heights between the label of a remark and its value on the same row."""
BADGE_SLACK = 0.35
"""Its heights by which a label may reach up into the row above its own."""
REACH = 24
"""Characters before a phone that are looked at."""


def is_courier(page: Page, name: Found) -> bool:
    """Whether a name is the courier's, who has no address: 快递员：万刚 13812345678."""
    part = name.parts[0]
    return bool(_COURIER.search(fold(page.lines[part.line].text[: part.start])))


def is_told(page: Page, phone: Found) -> bool:
    """Whether words that announce a number and no name stand right before a phone: 打不通请打138…"""
    return bool(_TOLD.search(_before(page, phone)))


def is_to_call(page: Page, phone: Found) -> bool:
    """Whether a sentence asks to call a number that is no party's block."""
    return bool(_TO_CALL.search(_before(page, phone)))


def is_on_the_way(page: Page, phone: Found) -> bool:
    """Whether a step of the parcel's way names a phone, on its line or the full one above: it is a courier's,
    who has neither a label nor an address."""
    before = _before(page, phone)
    if _ON_THE_WAY.search(before):
        return True
    line = page.lines[phone.parts[0].line]
    if _TO_WHOM.match(fold(line.text)):
        return False  # the next words of the screen: 送至 王芳 138…
    above = [other for other in page.level_lines if line_after(page, other) is line]
    return any(_ON_THE_WAY.search((fold(o.text) + before)[-REACH:]) for o in above)


def in_words(page: Page, phone: Found) -> bool:
    """Whether a phone stands among the words to the courier or seller, behind their label on its line
    or on the full line right above it."""
    line = page.lines[phone.parts[0].line]
    above = page.above(line.band, line.box.height)[:1]
    wrapped = [
        other
        for other in above
        if other.box.right > line.box.right - line.box.height
        and abs(other.box.left - line.box.left) < line.box.height
    ]
    beside = page.row_before(line.box, ROW_REACH * line.box.height)[:1]
    row = [o for o in beside if all(piece.kind is PieceKind.LABEL for piece in o.pieces)]
    for other in (line, *wrapped, *row):
        before = [p for p in other.pieces if other is not line or p.end <= phone.parts[0].start]
        labels = [piece for piece in before if piece.kind is PieceKind.LABEL]
        if any(label_kind(piece) is LabelKind.REMARK for piece in labels):
            parties = [p for p in labels if label_kind(p) is LabelKind.PARTY]
            # 收件人改为王芳 is a remark, 收件人：王芳 a block that was read with it.
            return not any(fold(other.text[p.start : p.end]).endswith(":") for p in parties)
    return False


def is_right_before(page: Page, phone: Found, other: Found) -> bool:
    """Whether nothing but a space or a sign stands between two phones, one of which a line may break."""
    for a, b in ((phone.parts[-1], other.parts[0]), (other.parts[-1], phone.parts[0])):
        between = page.lines[a.line].text[a.end : b.start]
        if a.line == b.line and a.end <= b.start and not any(map(str.isalnum, between)):
            return True
    return False


def opens_block(page: Page, one: Box, other: Box) -> bool:
    """Whether a party's label stands before the lower of two phones, on its row: the upper one belongs to
    another block."""
    upper, lower = sorted((one, other), key=lambda box: box.middle)
    if upper.in_row_with(lower):
        return False
    labels = (
        page.box_of(Part(line.index, piece.start, piece.end))
        for line, piece in page.pieces(PieceKind.LABEL)
        if label_kind(piece) is LabelKind.PARTY
    )
    return any(
        label.in_row_with(lower)
        and label.left < lower.left
        and label.top > upper.bottom - BADGE_SLACK * label.height
        for label in labels
    )


def is_addressee(page: Page, phone: Found, names: Sequence[Found]) -> bool:
    """Whether a letter to somebody prints their phone behind its own label: 尊敬的王芳：… 收件电话：138…"""
    line = page.lines[phone.parts[0].line]
    before = [piece for piece in line.pieces if piece.end <= phone.parts[0].start]
    before = [piece for piece in before if piece.kind is not PieceKind.PHONE][-1:]
    asked = [p for p in before if label_kind(p) is LabelKind.PHONE and p.role is Role.RECEIVER]
    parts = (name.parts[0] for name in names)
    return bool(asked) and any(
        _ADDRESSED.search(fold(page.lines[p.line].text[: p.start])) for p in parts
    )


_ADDRESSED = re.compile("(?:尊敬|敬爱|亲爱)的 {0,2}$")


def _before(page: Page, phone: Found) -> str:
    part = phone.parts[0]
    return fold(page.lines[part.line].text[: part.start])[-REACH:]


def value_goes_on_below(
    page: Page, line: PageLine, label: Piece, kinds: set[FieldKind], fields: Sequence[Found]
) -> bool:
    """Whether a label ends a full line, and its value begins the next one."""
    below = line_after(page, line) if _ends_line(line, label) else None
    begins = [f for f in fields if below and f.parts[0].line == below.index and f.kind in kinds]
    return any(not below.text[: f.parts[0].start].strip(" (（") for f in begins if below)


def _ends_line(line: PageLine, label: Piece) -> bool:
    """Whether nothing but labels for the same stands behind a label that does not open its line: 电话/传真."""
    behind = line.pieces[line.pieces.index(label) :]
    return label is not line.pieces[0] and {label_kind(p) for p in behind} == {label_kind(label)}
