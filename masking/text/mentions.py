"""People whom words to the courier name: 联系方辉玉, 转王芳收, 请徐超本人签收, (段瑾收).

The words around a name tell that it is one; where they do not, only a name that looks like one
counts.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from masking.text.names import looks_like_name, word_spans
from masking.text.verdict import Verdict


class Mention(NamedTuple):
    """Somebody who is named in a text."""

    start: int
    """Offset of the name's first character."""
    end: int
    """Offset after its last one."""
    closed: bool
    """Whether the words beside it tell that it is a name."""


_H = "[㐀-䶿一-鿿·]"
# What comes before somebody's name; 请 only where something follows it too.
_BEFORE = r"(?:转交给|转交|转给|改[寄发送]给?|交给|交于|交由|转|交(?![易通货付接])|联系|致电|联络|呼叫|拨打|打给|打|通知|请找|找|给)"
_POST = (
    r"(?:前台|门卫室?|保安室?|物业|传达室|收发室|值班室|管家|宿管|室友|舍友|同事|邻居|对门|朋友|家人|家属"
    r"|[楼隔][上下壁]|我?(?:妈妈?|爸爸?|姐姐?|哥哥?|妹妹?|弟弟?|老婆|老公|媳妇|婆婆|爷爷|奶奶|女儿|儿子|闺女))?"
)
_TITLED = r"(?: ?[(\[](?:先生|女士|小姐|老师|同学|师傅|经理)[)\]])?"
_AFTER = (
    rf"{_TITLED}(?:本人|亲自|亲收|亲启|亲签|代收|代取|代签|签收|查收|接收|收货|收件|收取|收|来取|自取|自提|取件"
    r"|的?[电手][话机]|先生|女士|小姐|老师|同学|师傅|经理|阿姨)"
)
# Behind a name: whom the parcel is handed to, or the number by which a platform knows the buyer.
_HANDED = rf"(?P<handed> ?[(\[](?:(?:请?转交?给?|由|请){_H}{{2,4}}代?收?|[0-9]{{3,6}})[)\]])?"
_CUED = re.compile(
    rf"{_BEFORE} {{0,2}}{_POST}(?P<name>{_H}{{2,4}}?){_HANDED}(?P<after> ?{_AFTER}|(?!{_H}))"
)
_CHANGED = re.compile(
    rf"(?:[改换]成|[改换]为|改写) ?(?P<name>{_H}{{2,4}}?){_HANDED}(?P<after> ?{_AFTER}|(?!{_H}))"
)
"""Whom else a parcel goes to; things are changed as well, so something must follow the name."""
_ADDRESSED = re.compile(
    r"(?:尊敬|敬爱|亲爱)的 {0,2}(?P<name>(?:[^\W\d_]|·){2,12}?)(?P<handed>(?!))?(?P<after>先生|女士|小姐|老师)?(?: ?,? ?[您你]好)?$"
)
"""To whom a notice or a letter is written."""
_ANYBODY = re.compile(
    "客户|用户|顾客|会员|买家|卖家|亲|[收寄]件人|收货人|业主|住户|居民|市民|商[户家]|各位|大家|消费者|全体|广大"
    "|[您你我他]|伙伴|旅客|乘客|读者|合作|^(?:先生|女士|小姐|老师|朋友|家长|同[学事志]|领导)"
)
"""Whom such words mean otherwise."""
_TO_SOMEBODY = re.compile("转交|改[寄发送]给|转给|交给|交由|联系|致电|联络|找")
"""Words before a name that only somebody can follow."""
_ASKED = re.compile(rf"[请由让替帮]{_POST}(?P<name>{_H}{{2,4}}?){_HANDED}(?P<after>{_AFTER})")
_ASKED_NICK = re.compile(
    r"[请由让] ?(?P<name>[A-Za-z][A-Za-z._]{0,11}[0-9]{1,4})(?P<handed>(?!))?"
    r"(?P<after> ?(?:本人|亲自|亲收|亲启|亲签|代收|代取|先生|女士|小姐|老师|同学))"
)
_GREETED = re.compile(rf"(?<!{_H})(?P<name>{_H}{{2,4}}?)(?P<handed>(?!))?(?P<after>,? ?您好)")
# Things have a 处 as well: only what looks like a name counts.
_BROUGHT = re.compile(
    rf"(?:[送交][到至]|送给){_POST}(?P<name>{_H}{{2,4}}?|[㐀-䶿一-鿿]{{1,8}}(?:[·.][㐀-䶿一-鿿]{{1,8}})+)"
    rf"(?P<handed>(?!))?(?P<after>{_TITLED}(?:处|那[里儿]|手[中里上]))"
)
# What is somebody's, and who is called or has a place where the parcel is put.
_OWNED = re.compile(
    rf"(?:(?<!{_H})|(?<=是)|(?<=发)|(?<=给))(?P<name>{_H}{{2,4}}?)(?P<handed>(?!))?"
    r"(?P<after>的(?:快递|快件|包裹|件|货|东西|订单|[新旧老]?(?:收货|单位|公司)?(?:地址|电话|手机号?|号码))|的[新旧老]$)"
)
_CALLED = re.compile(
    rf"(?:[叫喊让]|会员)(?P<name>{_H}{{2,4}}?)(?P<handed>(?!))?(?P<after>下[来楼]|[过来]*[拿取]|(?!{_H}))"
)
_PUT = re.compile(
    rf"[放送][到在去]?(?P<name>{_H}{{2,4}}?)(?P<handed>(?!))?(?P<after>家|手[上里中]|办公室|工位|桌上)"
)
_OPENED = re.compile(
    rf"(?:(?<!{_H})|(?<=务必)|(?<=必须)|(?<=一定)|(?<=[仅只]限))(?P<name>{_H}{{2,4}}?){_HANDED}(?P<after>{_AFTER})"
)
_PLACED = (_BROUGHT, _GREETED, _OWNED, _CALLED, _PUT)
"""Words that things and places have as well."""
_BRACKETED = re.compile(
    rf"[(\[] ?(?:请?转?交?给?|由|请)(?P<name>{_H}{{2,6}}?)(?P<after>代?收|亲收|本人|签收|家)? ?[)\]]?"
)
_ON_BEHALF = "替帮"
_HANDED_TO = re.compile("转(?![发运账达])|交[给于由]|联系|致电|联络|请?找")
"""Words before somebody who takes a parcel, or is called, behind whom that is said or a number stands."""
_HIMSELF = frozenset({"本人", "亲自", "亲收", "亲启", "亲签"})
"""What only somebody is asked to do: 请蓬善本人签收."""
SHORTEST, SHORTEST_UNSURE = 2, 3
"""Characters of a name that does not look like one, where the words before it are somebody's for sure,
and elsewhere."""
# Whom or what such words mean otherwise, though some begin like a surname.
_NOBODY = re.compile(
    r"周末|周[一二三四五六日天]|明[天日早晚]|今[天日早晚]|后天|上午|下午|中午|晚上|早上|傍晚|时候|时间|节[前后日]|点[前后]|之[前后]|以[前后]"
    r"|到[货了]|货到|家人|家属|邻居|门[卫口岗房厅]|保安|物业|前台|管家|宿管|快递|菜鸟|驿站|超市|便利|小卖|楼[下上道]|室友|舍友|朋友"
    r"|[买卖店商厂东房]家|房东|门店|安装|售后|平台|客服|厂[方商]|公司|^(?:老板娘?|老婆|老公|爸爸|妈妈|爷爷|奶奶|哥哥|姐姐|弟弟|妹妹|叔叔|阿姨|儿子|女儿|孩子|同学|师傅|客人|用户|亲人)$"
    r"|学校|酒店|宾馆|厨房|工地|军营|部队|村[里委]|院[里内]|楼[管长]|仓[管库]|财务|人事|宿舍|医院|科室|站[点里]|网点|地方|[机业户车]主|患者|病人|考生|学生|本人|他人|别人|对方|自己|[我你您他她它]|收件|收货|寄件|手机|电话|座机|号码|微信|短信|联系|旺旺"
    r"|后$|清点|核对|当场|仔细|务必|尽快|尽量|及时|按时|准时|马上|安排|确认|检查|查[看验收]|验货|当面|现场|放心|谨慎|注意|小心|保[管存密]|妥善|[勿别]|^[不再如若已]"
    r"|[东南西北前后侧大小正]门|包装|包好|包裹|包邮|好评|发票|单独|单号|盖章|全部|全额|满意|计划|冷藏|冷冻|费用|运费|货款"
)

# What is put somewhere or has a property, though it begins like a name.
_THINGS = re.compile(
    r"方便|任[何意]|周[边围]|[百千万]元|高[端档级层处]|安[全保静]|平[安时常]|常[温用规]|全新|贵重|金属|方[桌形块]"
)


def mentions(text: str, *, alone: bool = False, before_phone: bool = False) -> list[Mention]:
    """The people whom folded words name, in order.

    Args:
        text: words that are no address.
        alone: whether words behind a name are enough: 王芳代收. Else only words before it count.
        before_phone: a phone follows the text.
    """
    known = word_spans(text)
    found: list[Mention] = []
    patterns = (_CUED, _CHANGED, _ASKED, _ASKED_NICK, *_PLACED, *([_OPENED] if alone else []))
    for pattern in patterns:
        for match in pattern.finditer(text):
            start, end = match.span("name")
            ends = before_phone and match.end() == len(text)
            both = (bool(match["after"]) or ends) and pattern not in (_OPENED, *_PLACED)
            whole = max(end, match.end("handed"))
            if any(start < other.end and other.start < end for other in found):
                continue
            if pattern is _CHANGED and not (match["after"] or ends):
                continue
            if pattern in _PLACED and _THINGS.search(match["name"]):
                continue
            told = both or (pattern is _CUED and _TO_SOMEBODY.match(match.group()) is not None)
            # 替牧田签收: for whom else than somebody is it signed.
            himself = text[match.start()] == "请" and match["after"].strip() in _HIMSELF
            sure = himself or text[match.start()] in _ON_BEHALF
            # 转松小收: a short name without a known surname, but handed over and taken.
            sure = sure or (
                both and pattern is _CUED and _HANDED_TO.match(match.group()) is not None
            )
            shortest = SHORTEST if sure else SHORTEST_UNSURE
            if _is_somebody(text[start:end], told, start, end, known, shortest):
                # Whom it is handed to was found by its own words.
                found = [other for other in found if not start <= other.start < whole]
                sure = told and looks_like_name(text[start:end]) is Verdict.YES
                found.append(Mention(start, whole, both or sure))
    found += [person for person in _addressed(text) if not found]
    return sorted(found)


def _addressed(text: str) -> list[Mention]:
    """To whom a text is written, whatever they are called: 尊敬的王芳, 尊敬的山野闲人."""
    match = _ADDRESSED.search(text)
    if match is None or _ANYBODY.search(match["name"]):
        return []
    return [Mention(*match.span("name"), True)]


def is_nobody(text: str) -> bool:
    """Whether words to the courier mean a time, a place or a role rather than somebody."""
    return _NOBODY.search(text) is not None


def bracketed(text: str, *, sure: bool) -> Mention | None:
    """Whom a remark in brackets names: (段瑾收), (转李强收), and (蔡明建) where that is `sure`.

    Args:
        text: a folded text from its opening bracket to its closing one.
        sure: nothing else than a person or a remark stands here: behind a phone or a room.
    """
    match = _BRACKETED.fullmatch(text)
    if match is None:
        return None
    start, end = match.span("name")
    both = match["after"] is not None and match["after"] != "家"
    if not (both or sure) or not _is_somebody(text[start:end], both, start, end, word_spans(text)):
        return None
    return Mention(start, end, both)


def _is_somebody(
    name: str,
    both: bool,
    start: int,
    end: int,
    known: list[tuple[int, int]],
    shortest: int = SHORTEST_UNSURE,
) -> bool:
    """Whether what such words mean is somebody; `known` are the words that no name has."""
    if _NOBODY.search(name) or any(a < end and start < b for a, b in known):
        return False
    verdict = looks_like_name(name)
    return verdict is Verdict.YES or (both and verdict is Verdict.UNSURE and len(name) >= shortest)
