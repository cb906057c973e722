"""Where an address is at its end, though a line follows right below that looks like more of it; and
where it goes on though the next line begins elsewhere."""

from __future__ import annotations

import re
from collections.abc import Sequence

from masking.fields.edges import LINE_GAP, ROW_REACH
from masking.fields.page import Page, PageLine, Part
from masking.fields.values import BESIDE_REACH, begins_with_label, label_kind
from masking.text.address import TAIL, PartKind, looks_like_address_tail, parse_address
from masking.text.fold import fold
from masking.text.labels import LabelKind
from masking.text.names import looks_like_name
from masking.text.split import PieceKind
from masking.text.verdict import Verdict
from masking.text.words import GOODS

OWN_ROW = 0.25
"""Line heights by which the label of the next row may reach into an address's first line."""
SHORT_END = 5.0
"""Line heights by which the last line of an address is shorter than the one above at least."""
OUTDENT = 0.7
"""Line heights by which a line begins left of the block that it does not belong to."""
ROOM_ENDS = ("室", "户", "房", "宿舍", "铺", "床", "左手", "右手")
"""Words that end a room's number."""


def is_labelled_anew(page: Page, line: PageLine, first: PageLine) -> bool:
    """Whether a label of its own stands before a line, in a form in which one stands before an
    address's `first` line: it is the next row's value. A party's badge may stand beside any line of
    its block."""
    height = line.box.height
    if is_other_number(page, line):
        return True
    own = page.row_before(first.box, BESIDE_REACH * first.box.height)[:1]
    if not (begins_with_label(first) or any(_announces(other) for other in own)):
        return False
    before = page.row_before(line.box, BESIDE_REACH * height)[:1]
    return any(
        _announces(label) and label.box.top >= first.box.bottom - OWN_ROW * height
        for label in before
    )


def is_other_number(page: Page, line: PageLine) -> bool:
    """Whether all of a line is a number and the label of something that is no party's stands before it:
    商家订单号 | 471578345959, below a sender's address."""
    before = page.row_before(line.box, BESIDE_REACH * line.box.height)[:2]
    return (
        _LONG_NUMBER.search(line.text) is not None
        and not any(map(str.isalpha, line.text))
        # 运费：8.00元 has its value: what stands behind it may be the rest of an address beside it.
        and any(
            begins_with_label(label)
            and label_kind(label.pieces[0]) is LabelKind.OTHER
            and not any(map(str.isdigit, label.text))
            for label in before
        )
    )


_LONG_NUMBER = re.compile("[0-9]{6}")
"""Digits side by side of which no room's number has so many: 12-3-1203."""


def _announces(line: PageLine) -> bool:
    """Whether a line is a word that announces what stands behind it, though no party."""
    if line.pieces and all(piece.kind is PieceKind.LABEL for piece in line.pieces):
        return label_kind(line.pieces[-1]) is not LabelKind.PARTY
    return fold(line.text).rstrip().endswith(":")


def is_at_end(page: Page, parts: Sequence[Part], text: str, following: PageLine) -> bool:
    """Whether an address, so far of these parts and this text, ends with a whole room well before the
    end of the line above, or the following line begins outside its block: it is not wrapped there,
    and what follows is something else."""
    last = page.lines[parts[-1].line]
    if len(parts) > 1:
        above = page.lines[parts[-2].line]
        short = above.box.right - last.box.right > SHORT_END * last.box.height
    else:
        short = last.box.left - following.box.left > OUTDENT * last.box.height
    ended = [part.kind for part in parse_address(text).parts][-1:]
    return short and ended[:1] != [] and ended[0] in TAIL and text.rstrip().endswith(ROOM_ENDS)


def is_goods(text: str, before: str) -> bool:
    """Whether a line is what the parcel holds, printed right below the last block: [3件] 猫粮,
    保温杯 500ml. What may hold the rest of the address, of this text so far, is none."""
    folded = fold(text).strip()
    if _COUNTED.match(folded):
        return True
    if not _HAN.match(folded):
        return False  # 7房, 304不锈钢保温杯
    rest = _MEASURES.sub(" ", folded)
    if any(part.kind in _PLACED for part in parse_address(rest).parts) or _SELLS.search(rest):
        return False
    roomed = [part.kind for part in parse_address(before).parts][-1:]
    ended = roomed != [] and roomed[0] in TAIL
    return rest != folded or (ended and _GOODS.match(rest) is not None)


_COUNTED = re.compile(r"\[[0-9]{1,3}件\]")
_MEASURES = re.compile(
    # A bare L may be a floor's or a room's: 大厦301L.
    r"[0-9]{1,2}[.][0-9]{1,2} ?L(?:$|(?=[ ,;)\]已*×/]))"
    r"|(?:[*×] ?)?[0-9]{1,4}(?:[.][0-9]{1,3})? ?(?:ml|ML|kg|KG|g|克|千克|公斤|毫升|升|cm|mm|斤装?|片装?|袋装?|只装?|瓶装?|盒装?|本装?|支装|包装?|粒|颗|抽|双"
    r"|件套|英寸|键)(?:$|(?=[ ,;)\]已*×/]))"
)
_GOODS = re.compile(rf"[一-鿿]{{0,3}}(?:{'|'.join(map(re.escape, sorted(GOODS)))})")
_HAN = re.compile("[一-鿿]{2}")
_SELLS = re.compile("[城区店行馆场层楼室号栋幢座弄巷苑园村]")
"""What makes a place of goods, and of a line more of an address: 五金城, 茶叶市场A12."""
_PLACED = TAIL | {PartKind.HOUSENO}


def is_name_above_phone(page: Page, line: PageLine, text: str) -> bool:
    """Whether a line that may be a name stands right above a phone and behind an address, of this
    text so far, that has its room: 23栋3单元10楼2号（工作日送）⏎潘王娜芳⏎13812345678."""
    value = fold(line.text).strip()
    if not NAME_LETTERS[0] <= len(value) <= NAME_LETTERS[1] or not value.isalpha():
        return False
    kinds = [part.kind for part in parse_address(text).parts if part.kind is not PartKind.REMARK]
    roomed = kinds[-1:] != [] and kinds[-1] in TAIL
    below = page.below(line.box, PHONE_GAP * line.box.height)[:1]
    phone = any(other.pieces and other.pieces[0].kind is PieceKind.PHONE for other in below)
    return roomed and phone and looks_like_name(value) is not Verdict.NO


def is_name_beside_phone(page: Page, line: PageLine) -> bool:
    """Whether a line that may be a name, or is none that anybody could tell, is all that stands before a
    phone on its row, but for a label: 果果妈妈  13812345678."""
    value = fold(line.text).strip()
    if not NAME_LETTERS[0] <= len(value) <= NAME_LETTERS[1] or not value.isalpha():
        return False
    after = page.row_after(line.box, BESIDE_REACH * line.box.height)
    # What somebody has hidden of the name may have been read as a line of its own.
    after = [other for other in after if other.text.strip("* ")][:1]
    phone = any(other.pieces and other.pieces[0].kind is PieceKind.PHONE for other in after)
    before = page.row_before(line.box, ROW_REACH * line.box.height)
    alone = all(begins_with_label(other) for other in before)
    placed = parse_address(value).parts != () or looks_like_address_tail(value) is not Verdict.NO
    return phone and alone and not placed and looks_like_name(value) is not Verdict.NO


def is_of_badge(line: PageLine, left: float) -> bool:
    """Whether a line is one character of a label that runs down beside a block whose lines begin at
    `left`: 收⏎件⏎人 in a cell of its own."""
    return line.text in BADGE_LETTERS and line.box.right <= left + BADGE_OVER * line.box.height


def flush_right(page: Page, current: PageLine, first: PageLine) -> PageLine | None:
    """The line right below an address's last one that ends where it does and has nothing before it, in
    a form whose values are set flush right of their labels."""
    labels = page.row_before(first.box, ROW_REACH * first.box.height)[:1]
    if not any(all(piece.kind is PieceKind.LABEL for piece in label.pieces) for label in labels):
        return None
    for line in page.below(current.band, LINE_GAP * current.box.height)[:1]:
        flush = abs(line.box.right - current.box.right) <= FLUSH * line.box.height
        number = any(piece.kind is PieceKind.PHONE for piece in line.pieces)
        if flush and not number and not page.row_before(line.box, ROW_REACH * line.box.height):
            return line
    return None


FLUSH = 0.5
"""Most line heights between the right edges of two lines that are set flush right."""
NAME_LETTERS = (2, 4)
"""Least and most characters of a name that nothing but its place tells."""
PHONE_GAP = 0.8
"""Line heights of white between such a name and its phone."""
BADGE_LETTERS = frozenset("收寄发件货人方客户信息")
"""What a party's label is made of."""
BADGE_OVER = 0.2
"""Line heights by which the area of such a character may reach into the block."""
