"""Groups of digits in a text, with hidden positions and readers' slips made plain."""

from __future__ import annotations

import re
from collections.abc import Container
from typing import NamedTuple

from masking.text.glued_numbers import landline_and_mobile, mobile_within

MASK = "*"
"""Stands for a position that is hidden already, however it was printed."""
MAX_LOOKALIKES = 4
"""Letters that one number may hold and still be repaired; more of them make a word."""

# 158XXXX1916, 138----5678, 123^_^8901.
_MASKED_RUN = re.compile(
    r"(?<=[0-9*])(?:\^_+\^|[Xx×#_]{2,}|-{3,}|·{3,})(?=[0-9*]|$|[^0-9A-Za-z])|(?<=[0-9])[Xx×](?=[0-9])"
)
# 138一1234: a dash that was read as a Chinese one.
_DASH_ONE = re.compile("(?<=[0-9*])一(?=[0-9*])")
# 138/1234/5678: a sign that elsewhere stands between two numbers, and dashes of which one was misread.
_SIGNED = re.compile(
    r"(?<![0-9A-Za-z*])1[3-9*][0-9*](?:([_/~,、:|=+])[0-9*]{4}\1|-[0-9*]{4}_|_[0-9*]{4}-)[0-9*]{4}"
    r"(?![0-9A-Za-z*])"
)
_SIGNS = re.compile("[_/~,、:|=+]")
_SPELT_DIGITS = "零〇一二三四五六七八九幺壹贰叁肆伍陆柒捌玖"
_SPELT = str.maketrans(_SPELT_DIGITS, "00123456789" + "1" + "123456789")
_SPELT_MOBILE = re.compile(
    f"(?<![0-9{_SPELT_DIGITS}])[1一幺壹][3-9三四五六七八九叁肆伍陆柒捌玖][0-9{_SPELT_DIGITS}]{{9}}"
    f"(?![0-9{_SPELT_DIGITS}])"
)
# Characters that readers print for a digit.
_SLIPS = "lI|!丨OoQDBSsZzGbqgT○О"
_LOOKALIKE = str.maketrans(
    _SLIPS, "11111" + "0000" + "8" + "55" + "22" + "6" + "6" + "99" + "7" + "00"
)
_NOISY_RUN = re.compile(rf"(?<![A-Za-z|!])[0-9{_SLIPS}]{{7,15}}(?![A-Za-z|!])")
# A whole mobile number with its country code, in whatever groups.
_NOISY_MOBILE = re.compile(
    r"(?<![A-Za-z0-9|!])(?P<code>(?:\+ ?|00)?86 ?[-)]? ?)?"
    rf"(?P<number>[1lI|!丨](?:(?: {{1,2}}| ?[-.·_/~一] ?)?[0-9{_SLIPS}]){{10}})(?![A-Za-z0-9])"
)
_UNUSUAL = re.compile("[_/~一]")
MAX_GAPS = 3
"""Separators that a number with misread digits or unusual ones has at most."""
# Right behind a Latin name, and abroad.
_NOISY_GLUED = re.compile(
    rf"(?<=[A-Za-z])1[3-9][0-9{_SLIPS}]{{9}}(?![A-Za-z0-9])"
    rf"|(?:\+|00)(?:[8B][S5][23]|BB6|8[8B]6)[ -]{{0,2}}[0-9{_SLIPS}]{{4}} ?[0-9{_SLIPS}]{{4,5}}(?![A-Za-z0-9])"
)
_NOISY_LANDLINE = re.compile(
    rf"(?<![A-Za-z0-9|!])[0Oo][0-9{_SLIPS}]{{2,3}}[-) ]{{1,2}}[0-9{_SLIPS}]{{7,8}}(?![A-Za-z0-9])"
)
# 1******l627: the end of a number that is masked.
_NOISY_END = re.compile(rf"(?<=[0-9*]\*\*)[0-9{_SLIPS}](?:[ -]?[0-9{_SLIPS}]){{3}}(?![A-Za-z0-9*])")
_GROUP = re.compile(r"[0-9*]+")
_BEGINS_NUMBER = re.compile(
    r"[0-9]{7}|1[0-9*]{10}$|1(?:[3-9][0-9])?\*{4}|(?:86)?1[3-9][0-9](?![0-9*])|86(?![0-9*])|0[0-9]{2,3}(?![0-9*])"
)
_ASTERISKS = re.compile(r" {1,2}\*{5,7}(?!\*)")
_BEHIND_AREA = re.compile(r"[-) ]{1,2}[0-9*]{7,}")
_WHOLE_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_HIDDEN_MOBILE = re.compile(r"1[0-9]{0,2}\*{4,8}[0-9]{2,4}|1[3-9][0-9]\*{8,9}")
_WHOLE_NUMBER = re.compile(
    r"1[0-9]{10}|(?:00)?861[3-9][0-9]{9}|0(?:10|2[0-9]|[3-9][0-9]{2})[2-9][0-9]{6,7}"
)
# Two numbers without anything between them, and a number whose extension an asterisk sets apart.
_RUN_TOGETHER = re.compile(r"(1[3-9][0-9]{9})(?:(1[3-9][0-9]{9}|0[1-9][0-9]{9,10})|\*([0-9]{1,6}))")
HIDDEN_DIGITS = 6
"""Digits that a masked number hides."""
MOBILE_DIGITS = 11
MASKED_MOBILE = (11, 12)
"""Digits and asterisks of a masked mobile: how many a black bar hides is told by its width."""
FEWEST_STARS, SHOWN_DIGITS = 5, 4
"""Asterisks and digits of a masked mobile whose 1 and an asterisk may not have been read."""


class Group(NamedTuple):
    """A run of digits and hidden positions."""

    start: int
    end: int
    text: str
    """Digits and `MASK` only."""


def repaired(folded: str, expected: Container[int], everywhere: bool) -> str:
    """The text, same length, with letters that stand for digits, and masks, made plain.

    Args:
        folded: a text after `fold`.
        expected: offsets at which a phone label's value begins.
        everywhere: a number is expected anywhere. Elsewhere only a run that becomes a whole
            mobile number is repaired.
    """

    def digits(match: re.Match[str]) -> str:
        run = match.group()
        letters = sum(not c.isdigit() for c in run)
        if not 0 < letters <= MAX_LOOKALIKES:
            return run
        plain = run.translate(_LOOKALIKE)
        whole = _WHOLE_NUMBER.fullmatch(plain)
        return plain if everywhere or whole or match.start() in expected else run

    def number(match: re.Match[str]) -> str:
        number = match.group()
        few = sum(c.isalpha() or c in "|!" for c in number) <= MAX_LOOKALIKES
        return number.translate(_LOOKALIKE) if few else number

    def mobile(match: re.Match[str]) -> str:
        number = match["number"]
        plain = number.translate(_LOOKALIKE)
        letters = sum(a != b for a, b in zip(number, plain, strict=True))
        gaps = sum(c in " -.·_/~一" for c in number.replace("  ", " "))
        whole = _WHOLE_MOBILE.fullmatch("".join(filter(str.isdigit, plain)))
        if not whole or letters > MAX_LOOKALIKES or (gaps > MAX_GAPS and not letters):
            return match.group()
        return (match["code"] or "") + _UNUSUAL.sub("-", plain)

    text = _MASKED_RUN.sub(lambda m: MASK * len(m.group()), folded)
    text = _DASH_ONE.sub("-", text)
    text = _SPELT_MOBILE.sub(lambda m: m.group().translate(_SPELT), text)
    text = _SIGNED.sub(lambda m: _SIGNS.sub("-", m.group()), text)
    text = _NOISY_END.sub(lambda m: number(m) if any(map(str.isdigit, m.group())) else m[0], text)
    text = _NOISY_GLUED.sub(number, _NOISY_MOBILE.sub(mobile, text))
    text = _NOISY_LANDLINE.sub(number, text)
    return _NOISY_RUN.sub(digits, text)


def groups(plain: str) -> list[Group]:
    """Every run of digits and hidden positions, without the asterisks of words beside it."""
    found: list[Group] = []
    for match in _GROUP.finditer(plain):
        both = _RUN_TOGETHER.fullmatch(match.group())
        if both:
            spans = (both.span(place) for place in (1, 2, 3) if both[place])
            found += (
                Group(match.start() + a, match.start() + b, match.group()[a:b]) for a, b in spans
            )
            continue
        second = mobile_within(plain, *match.span())
        second = landline_and_mobile(plain, *match.span()) if second is None else second
        if second is not None:
            for a, b in ((match.start(), second), (second, match.end())):
                found.append(Group(a, b, plain[a:b]))
            continue
        group = _trimmed(plain, match.start(), match.end())
        after_letter = plain[group.start - 1 : group.start].isalpha()
        # Asterisks alone may be part of a number; those of a name follow its letters.
        if group.text.strip(MASK) or (len(group.text) > 1 and not after_letter):
            found.append(group)
    return found


def _trimmed(plain: str, start: int, end: int) -> Group:
    text = plain[start:end]
    bare = text.lstrip(MASK)
    # 寄******0294: many asterisks and four digits behind a badge are a masked mobile.
    masked = len(text) - len(bare) >= FEWEST_STARS and len(bare) == SHOWN_DIGITS
    # 庞*******0512-********: and so is a name before a landline's area code.
    masked = masked and not (bare.startswith("0") and _BEHIND_AREA.match(plain, end))
    # 梁**1 ******1316: its asterisks stand apart from the 1.
    begins = _BEGINS_NUMBER.match(bare) or (bare == "1" and _ASTERISKS.match(plain, end))
    named = plain[start - 1 : start].isalpha() and begins and not masked
    # *1******1638: what a line broke off a name before it, or a bar over all of a name.
    hidden = len(bare) in MASKED_MOBILE and _HIDDEN_MOBILE.fullmatch(bare)
    if bare != text and (named or hidden or _WHOLE_MOBILE.fullmatch(bare)):
        start, text = end - len(bare), bare
    if text.startswith(MASK) and plain[start - 1 : start].isalpha():
        # Two black bars side by side: a number has eleven digits, the rest hides the name.
        visible = len(text.lstrip(MASK))
        longest = max(MOBILE_DIGITS, visible + HIDDEN_DIGITS)
        start, text = max(end - longest, start), text[-longest:]
    bare = text.rstrip(MASK)
    if bare != text and _WHOLE_MOBILE.fullmatch(bare):
        end, text = start + len(bare), bare
    return Group(start, end, text)
