"""On which lines an address goes on."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from masking.fields.edges import (
    COLUMN_GAP,
    LINE_GAP,
    ROW_REACH,
    SAME_LEFT,
    opens_column,
    row_edges,
    value_left,
)
from masking.fields.page import Box, Page, PageLine, Part
from masking.fields.stops import (
    flush_right,
    is_at_end,
    is_goods,
    is_labelled_anew,
    is_name_above_phone,
    is_name_beside_phone,
    is_of_badge,
)
from masking.fields.values import begins_with_label
from masking.text.address import TAIL, PartKind, looks_like_address_tail, parse_address
from masking.text.address.regions import CITIES
from masking.text.fold import fold
from masking.text.names import FORWARDED, looks_like_company, looks_like_name
from masking.text.split import Piece, PieceKind
from masking.text.verdict import Certainty, Verdict

SAME_TYPE = (0.65, 1.5)
"""Height of a continuation in heights of the line before."""
FEW, SAME_TYPE_FEW = 3, (0.5, 1.9)
"""The same for a continuation of a few characters: the detector gives them more room, and one that
was looked for around its ink has less."""
CURVED, BENT = 0.9, 0.3
"""Share of its height that a curved line's type has at most; and the type heights by which the line
below one may reach into its band."""
LONGEST = 5
"""Lines that one address may take, but for one that begins with a room's word."""
UNIT_WORDS = (
    *("栋", "幢", "座", "号楼", "单元", "层", "楼", "室", "房", "户", "#"),
    *("床位", "床", "铺位", "铺", "号床", "号铺"),
    *("左手", "右手", "左边", "右边", "后间", "前间", "东户", "西户", "中户"),
)
"""What follows a number that belongs to the building or the room."""
SURNAME_UNITS = ("房", "楼", "单", "户")
"""Those of such words that are surnames as well."""
OPENING = "(（[【、,，/"
"""What goes on with an address on its next line: a remark, or another room."""
BESIDE_REACH = 3.0
"""Line heights between two areas of one printed line that detection cut apart."""


def continuation(
    page: Page, line: PageLine, first: Part, taken: Collection[int], phones: Sequence[Part]
) -> list[Part]:
    """All parts of an address that begins on `line`, `first` among them."""
    first = _behind_rest(first, phones)
    parts = [_with_remark(page, before_phone(_with_tail(line, first), phones), "")]
    used = set(taken)
    current = line
    left = page.box_of(first).left
    rows = 1
    while _reaches_end(current, parts[-1]):
        before = "".join(page.lines[part.line].text[part.start : part.end] for part in parts)
        following = _next_line(page, current, left, line, used, before)
        if following is None or is_labelled_anew(page, following, line):
            break
        # Pieces of one row are one line: 黑龙江省 哈尔滨市 南岗区 in wide spaces.
        rows += following.box.top > current.box.middle
        if rows > LONGEST and not address_goes_on(following.text):
            break
        more = is_open(before) or following.text[:1] in OPENING or address_goes_on(following.text)
        if not more and (
            is_at_end(page, parts, before, following)
            or is_name_above_phone(page, following, before)
            or is_name_beside_phone(page, following)
        ):
            break
        if is_goods(following.text, before):
            break
        start = (
            Part(following.index, 0, 0) if is_open(before) else _continuing_part(following, before)
        )
        if start is None and _is_torn_unit(before, following):
            parts.append(Part(following.index, 0, 1))
        if start is None:
            break
        whole = _with_tail(following, start)
        start = before_phone(whole, phones)
        if start.end <= start.start < whole.end:
            break
        rest = current.text[parts[-1].end :]
        if not any(character.isalnum() for character in rest):
            # The 、 between two rooms belongs to them.
            parts[-1] = Part(current.index, parts[-1].start, len(current.text))
        whole = _with_remark(page, start, before)
        if is_open(before):
            whole = _behind_remark(following, whole)
        parts.append(whole)
        used.add(following.index)
        current = following
    return parts


def before_phone(part: Part, phones: Sequence[Part]) -> Part:
    """A part as far as the first phone on it: …前台，梁**1 ******⏎1316. It may be empty."""
    end = min((phone.start for phone in phones if part.overlaps(phone)), default=part.end)
    return Part(part.line, part.start, end)


def _behind_rest(part: Part, phones: Sequence[Part]) -> Part:
    """A part without the rest of a phone that it begins with, and that the line before begins: 1522⏎1775112泉州市…"""
    ends = (p.end for p in phones if p.line == part.line and p.start <= part.start < p.end)
    return Part(part.line, min(max(ends, default=part.start), part.end), part.end)


def _reaches_end(line: PageLine, part: Part) -> bool:
    """Whether nothing but brackets and phones of a remark follows on the line."""
    rest = [piece for piece in line.pieces if piece.start >= part.end]
    return all(piece.kind in (PieceKind.PHONE, PieceKind.OTHER) for piece in rest)


def _with_tail(line: PageLine, part: Part) -> Part:
    """A part with the rest of its address where spaces cut it off: ``紫荆苑 8 栋 2 单元 1103``."""
    stops = [
        piece.start for piece in line.pieces if piece.start >= part.end and _is_known(line, piece)
    ]
    end = min(stops, default=len(line.text))
    rest = line.text[part.end : end]
    if not rest.strip():
        return part
    joined = (line.text[max(part.end - 4, part.start) : part.end] + rest).replace(" ", "")
    tail = looks_like_address_tail(joined) is Verdict.YES or address_goes_on(rest)
    estate = any(piece.start >= part.end and _is_estate(line, piece) for piece in line.pieces)
    return Part(part.line, part.start, end) if tail or estate else part


def _is_estate(line: PageLine, piece: Piece) -> bool:
    """Whether what looks like a name is followed by the number of a building: 东方名邸 14 栋."""
    unsure = piece.kind is PieceKind.NAME and piece.certainty is Certainty.MAYBE
    return unsure and _BUILDING.match(fold(line.text[piece.end :])) is not None


_BUILDING = re.compile(r" {1,2}[0-9A-Za-z一二三四五六七八九十]{1,4} ?(?:号楼|[栋幢座弄]|单元)")


def _is_known(line: PageLine, piece: Piece) -> bool:
    """Whether a piece is surely something other than a part of an address."""
    text = line.text[piece.start : piece.end]
    if piece.kind is PieceKind.NAME:
        sure = piece.certainty is Certainty.YES or looks_like_name(text) is Verdict.YES
        return sure and not address_goes_on(text) and not _is_estate(line, piece)
    return piece.kind is not PieceKind.ADDRESS and (
        piece.kind is not PieceKind.OTHER or piece.certainty is Certainty.YES
    )


def address_goes_on(text: str) -> bool:
    """Whether a text opens with a word for a building, unit, floor or room."""
    return fold(text).lstrip(" ,").startswith(UNIT_WORDS)


def is_open(text: str) -> bool:
    """Whether a bracket of a remark is still to be closed."""
    folded = fold(text)
    return folded.count("(") + folded.count("[") > folded.count(")") + folded.count("]")


def _with_remark(page: Page, part: Part, before: str) -> Part:
    """A part with the rest of a remark that is open at its end: a phone in it belongs to it.

    `before` is the address's text on the lines before.
    """
    text = page.lines[part.line].text
    if fold(text[part.end :]).strip() in ("(", "["):
        return Part(part.line, part.start, len(text))
    if not is_open(before + text[part.start : part.end]):
        return part
    rest = fold(text[part.end :])
    closing = min((at for bracket in ")]" if (at := rest.find(bracket)) >= 0), default=-1)
    return Part(part.line, part.start, part.end + closing + 1 if closing >= 0 else len(text))


def _behind_remark(line: PageLine, part: Part) -> Part:
    """A part that ends with the bracket of the line before, with what stands behind that: 小区(南⏎区)3-1203."""
    behind = (p.start for p in line.pieces if p.start >= part.end and _is_something_else(line, p))
    end = min(behind, default=len(line.text))
    return Part(part.line, part.start, end) if line.text[part.end : end].strip() else part


def _next_line(
    page: Page, current: PageLine, left: float, first: PageLine, used: Collection[int], before: str
) -> PageLine | None:
    # Asterisks are lower than the type that they stand in.
    model = current if current.text.strip("* ") else first
    height = model.box.height
    own = (left, first.box.left, value_left(page, first))
    # Its own edges come before its row's: in a table another cell goes on below those.
    below = _aligned(page, current, own, used)
    # …10⏎栋2608, beside a cell; but 云南省, beside 昆明市…30 of which 床 goes on below both.
    numbered = fold(current.text.rstrip())[-1:] in NUMERALS
    wrapped = below is not None and numbered and address_goes_on(below.text)
    for line in page.row_after(current.box, BESIDE_REACH * height)[:1]:
        apart = line.box.left - current.box.right > COLUMN_GAP * height
        larger = line.type_height > SAME_TYPE[1] * model.type_height
        # (放丰巢，|18616798022): a bracket's phone on the rest of its row.
        number = _is_number(line) and not (is_open(before) and ")" in fold(line.text))
        other = number or opens_column(page, line, left, placed=not (apart or wrapped))
        other = other or (apart and larger)  # a sorting code beside the block
        if line.index not in used and alike(line, model) and not other:
            return line
    following = below or _aligned(page, current, (*own, *row_edges(page, first)), used)
    flush = following or flush_right(page, current, first)
    fits = flush is not None and flush.index not in used and alike(flush, current)
    return following or (flush if fits else None)


def _is_number(line: PageLine) -> bool:
    """Whether a line begins with a phone or the like: the address goes on below it, if anywhere."""
    return bool(line.pieces) and line.pieces[0].kind in _NUMBERS


_NUMBERS = (PieceKind.PHONE, PieceKind.WAYBILL_NUMBER, PieceKind.ID_NUMBER)


def _aligned(
    page: Page, current: PageLine, edges: Sequence[float], used: Collection[int]
) -> PageLine | None:
    """The line right below an address's last one that begins where one of some left edges is."""
    height, box = current.box.height, current.band
    # On curved paper a line's ends may stand higher than its middle, and the next line with them.
    bent = BENT * box.height if box.height < CURVED * height else 0.0
    column = Box(min(box.left, *edges), box.top, box.right, box.bottom - bent)
    for line in page.below(column, LINE_GAP * height):
        if is_of_badge(line, min(edges)):
            continue
        badge = line.box.top < box.middle and begins_with_label(line)
        if line.index in used or badge:
            continue  # a badge as high as the block stands beside it, not below
        # What is nearest may be the second piece of its row, behind what is hidden of that.
        before = page.row_before(line.box, BESIDE_REACH * height)[:1]
        if any(other.text.endswith("*") and alike(other, current) for other in before):
            continue
        edge = column.left - SAME_LEFT * height
        row = [
            other
            for other in page.row_before(line.box, ROW_REACH * height)
            if other.box.left >= edge and not is_of_badge(other, min(edges))
        ]
        line = next((o for o in reversed(row) if o.index not in used and alike(o, line)), line)
        starts = min(abs(line.box.left - left) for left in edges) <= SAME_LEFT * height
        return line if starts and alike(line, current) else None
    return None


def alike(line: PageLine, current: PageLine) -> bool:
    """Whether a line is set in the type of an address's line, or in asterisks, and no label begins it."""
    if not line.text.strip("* "):
        return True  # asterisks are lower than the type that they stand in
    ratio = line.type_height / max(current.type_height, 1e-6)
    lowest, highest = SAME_TYPE if len(line.text) > FEW else SAME_TYPE_FEW
    return lowest <= ratio <= highest and not begins_with_label(line)


def _continuing_part(line: PageLine, before: str) -> Part | None:
    """The characters of a line that go on with an address, or None where it holds something else.

    The line stands where the address would go on, in the same type: only what is known to be
    something else speaks against it. A token may be broken across the lines, so the line's own
    split is not trusted. `before` is the address so far.
    """
    folded = fold(line.text)
    anew = _begins_with_province(line.text) and not _is_province(before)
    if not line.pieces or anew:
        return None
    # 接龙 …2单元⏎504 鸡蛋×1: a room or the rest of its number comes before what is ordered.
    room = _AWAITS_ROOM.search(before) is not None and _ROOM_FIRST.match(folded) is not None
    if folded.lstrip().startswith(";") or (_CAPTION.match(folded) and not room):
        return None  # it ends the address before what comes next
    end = len(line.text)
    torn = before.endswith("单") and folded.startswith("元")  # 元 is a surname
    roomed = any(part.kind in TAIL for part in parse_address(before).parts)
    for piece in line.pieces[torn:]:
        named = piece.kind is PieceKind.NAME and _is_before_phone(line, piece)
        # Behind a room comes the next party's name, whatever it looks like.
        next_party = named and roomed and piece.start == 0
        number = address_goes_on(line.text) or folded[:1] in NUMERALS
        if (next_party and not number) or _is_something_else(line, piece):
            end = piece.start
            break
    ends = line.text[:end].strip() and not FORWARDED.search(folded[:end])
    return Part(line.index, 0, end) if ends else None


def _is_torn_unit(before: str, line: PageLine) -> bool:
    """Whether a line begins with the word of the number that the line before ends with, though it
    could begin a name as well: …405⏎房左竹 138…"""
    folded = fold(line.text)
    name = next((p for p in line.pieces if p.kind is PieceKind.NAME and p.start == 0), None)
    return (
        before[-1:].isdigit()
        and folded[:1] in SURNAME_UNITS
        and name is not None
        and looks_like_name(folded[1 : name.end]) is Verdict.YES
    )


def _is_something_else(line: PageLine, piece: Piece) -> bool:
    text = line.text[piece.start : piece.end]
    if looks_like_address_tail(text) is Verdict.YES:
        return False
    if piece.start == 0 and piece.certainty is Certainty.MAYBE and address_goes_on(text):
        return False
    if piece.kind is PieceKind.NAME:
        ends = (line.pieces[0].start, line.pieces[-1].end)
        names = all(other.kind is PieceKind.NAME for other in line.pieces)
        alone = names and ends == (0, len(line.text))  # one or, with a slash between, two
        name = _BRACKET.sub("", fold(text))
        opened = fold(line.text[piece.end :]).strip() in ("(", "[")
        firm = piece.start == 0 and looks_like_company(name) and _is_before_phone(line, piece)
        named = (opened or _is_before_phone(line, piece)) and looks_like_name(name) is Verdict.YES
        if firm or named:
            return True  # the next party
        # …便民超市；边瑞⏎（转郎蓝收）: behind a separator the line ends with whom it is for.
        last = piece.start > 0 and piece.end == len(line.text)
        apart = last and fold(line.text[: piece.start]).rstrip()[-1:] in (";", ",")
        apart = apart and looks_like_name(text) is Verdict.YES
        return piece.certainty is Certainty.YES or (alone and len(text) > 1) or apart
    if piece.kind in (PieceKind.LABEL, PieceKind.WAYBILL_NUMBER, PieceKind.ID_NUMBER):
        return True
    if piece.kind is PieceKind.PHONE:
        # In brackets it is a remark that belongs to the address.
        return "(" not in fold(line.text[: piece.start])
    return piece.kind is PieceKind.OTHER and piece.certainty is Certainty.YES


NUMERALS = frozenset("0123456789〇○零一二三四五六七八九十")
"""What a room's number begins with that a line breaks: 九单元⏎四〇五童心."""
_CAPTION = re.compile(
    r" ?(?:[A-Za-z]{2,14}|[一-鿿]{2,6}) {0,2}:|.*[一-鿿] ?[x×] ?[0-9]{1,3} ?$|第[0-9]{1,2}/[0-9]{1,2}件"
)
"""A word and a colon at the beginning of a line, a quantity at its end, or which parcel of how many this is,
in folded text: SKU:B17034, T恤 夏季 x1, 第2/2件"""
_AWAITS_ROOM, _ROOM_FIRST = (
    re.compile("(?:[0-9]|单元?|[栋幢座-]|号楼) ?$"),
    re.compile("元?[0-9](?![.、])"),
)
"""What an address ends with before its room, and a number that counts no line of a list."""
_BRACKET = re.compile(r" ?[(\[][^()\[\]]*[)\]]?$")


def _is_before_phone(line: PageLine, piece: Piece) -> bool:
    """Whether a phone, or the 收 or label before it, comes right behind a piece of a line."""
    following = [other for other in line.pieces if other.start >= piece.end]
    return bool(following) and following[0].kind in (PieceKind.PHONE, PieceKind.LABEL)


def _is_province(text: str) -> bool:
    """Whether an address so far is a province, behind which its city comes."""
    return [part.kind for part in parse_address(text).parts] == [PartKind.PROV]


def _begins_with_province(text: str) -> bool:
    parts = parse_address(text).parts
    if not parts or address_goes_on(text):
        return False  # 室 泉州海沧…商行 is the rest of 1703室, and a company
    first = text[parts[0].start : parts[0].end]
    # 元楼下超市 is the rest of 4单元 and no city.
    known = parts[0].kind is PartKind.CITY and first.removesuffix("市") in CITIES
    return parts[0].kind is PartKind.PROV or known
