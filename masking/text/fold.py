"""One form for the many ways a character is printed, with every offset unchanged.

Full-width letters and digits, the digits of other scripts, dashes, spaces, colons, brackets and
the Traditional forms of the words of the field become one plain character each; nothing is
added, removed or reordered.
"""

from __future__ import annotations

import sys
import unicodedata

_SPACES = "\t\v\f\x1c\x1d\x1e\x1f\x85\xa0\xad\u061c\u180e\u2060\ufeff\u115f\u1160\u3164\uffa0"
_SPACE_RANGES = ((0x2000, 0x200F), (0x2028, 0x202F), (0x205F, 0x206F), (0x3000, 0x3000))
_DASHES = "‐‑‒–—―−－﹣─━⁃˗➖ー"
_COLONS = "：﹕︰∶︓"
_OPENING = "（﹙〔〈《「『｟⟨"
_CLOSING = "）﹚〕〉》」』｠⟩"
_SQUARE_OPENING = "【［〖﹝"
_SQUARE_CLOSING = "】］〗﹞"
_ASTERISKS = "＊﹡∗✱✲✳✽✻⁎٭●•■█▇▆◆★☆"
_MIDDLE_DOTS = "·•・‧∙⋅･᛫"
_OTHERS = {
    "，": ",",
    "﹐": ",",
    "；": ";",
    "﹔": ";",
    "〜": "~",
    "～": "~",
    "。": "。",
    "〇": "〇",
    "○": "〇",
    "◯": "〇",
    "攵": "收",
    **dict(zip("ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ", "123456789十", strict=True)),
}
# Traditional and variant forms of the words that labels and addresses are made of.
_TRADITIONAL = dict(
    zip(
        "號樓層單戶棟門區縣鎮鄉園莊電話聯絡繫機寄顧問買發貨運訂條備註東廣場廳間後邊側廈學醫院衛"
        "姓収轉達處組隊灣蘇貴遼寧慶陝內龍島連雲濟滬關時間數據價費圓幾個國號際蕭劉陳張楊趙黃吳負階頂閣夾鋪舖櫃兩",
        "号楼层单户栋门区县镇乡园庄电话联络系机寄顾问买发货运订条备注东广场厅间后边侧厦学医院卫"
        "姓收转达处组队湾苏贵辽宁庆陕内龙岛连云济沪关时间数据价费圆几个国号际萧刘陈张杨赵黄吴负阶顶阁夹铺铺柜两",
        strict=True,
    )
)


def _table() -> dict[int, str]:
    table: dict[int, str] = {}
    for start, end in ((0xFF01, 0xFF5E), (0x2460, 0x24FF), (0x3300, 0x33FF), (0x2100, 0x214F)):
        for code in range(start, end + 1):
            plain = unicodedata.normalize("NFKC", chr(code))
            if len(plain) == 1:
                table[code] = plain
    for code in range(0x660, min(sys.maxunicode, 0x1FBF9) + 1):
        digit = unicodedata.decimal(chr(code), None)
        if digit is not None:
            table[code] = str(digit)
    for group, plain in (
        (_SPACES, " "),
        (_DASHES, "-"),
        (_COLONS, ":"),
        (_OPENING, "("),
        (_CLOSING, ")"),
        (_SQUARE_OPENING, "["),
        (_SQUARE_CLOSING, "]"),
        (_ASTERISKS, "*"),
        (_MIDDLE_DOTS, "·"),
    ):
        table.update((ord(c), plain) for c in group)
    for start, end in _SPACE_RANGES:
        table.update((code, " ") for code in range(start, end + 1))
    table.update((ord(c), plain) for c, plain in _OTHERS.items())
    table.update((ord(c), plain) for c, plain in _TRADITIONAL.items())
    return table


_TABLE = _table()


def fold(text: str) -> str:
    """The same text in plain characters; always exactly as long, offset for offset."""
    return text.translate(_TABLE)
