"""The words that announce a value on a waybill, and where they stand in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from masking.model import Role
from masking.text.fold import fold
from masking.text.names import looks_like_name
from masking.text.verdict import Verdict


class LabelKind(StrEnum):
    """What a label word announces."""

    PARTY = "party"
    """A sender's or receiver's block: a name comes next, then the rest."""
    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    PERSON = "person"
    """Somebody besides: a signature, a nickname, a firm. It may be empty and has no phone."""
    REMARK = "remark"
    """Words to the courier or seller, who may name somebody among them; a courier's own line."""
    OTHER = "other"
    """Something that is not personal: a number, a date, a weight, a service line."""


ASIDE = frozenset({LabelKind.PERSON, LabelKind.REMARK, LabelKind.OTHER})
"""Kinds that announce none of a party's own fields; a doubtful number behind them is no phone."""
NAME_LABELS = frozenset({LabelKind.PARTY, LabelKind.NAME, LabelKind.PERSON})
"""Kinds that announce a name, alone or before other fields."""


@dataclass(frozen=True, slots=True)
class LabelMatch:
    """One label word in a text."""

    start: int
    """Offset of its first character."""
    end: int
    """Offset after the word and its colon, where it has one; spaces after it are not included."""
    kind: LabelKind
    role: Role | None
    """Whose value it announces, where the word says so."""
    leading: bool
    """True where the value comes after it; False for the 收 that closes a name."""


_RECEIVER = (
    "收件人 收货人 收件方 收货方 收方 收件 收件客户 收件公司 收件单位 收货客户 收货公司 收货单位 收件信息 收货信息 收件人信息 收货人信息 收方信息 "
    "客户信息 买家信息 配送信息 客户信 收货信 收件信 寄送至 寄至 寄回 退至 送达 送 亲启 启 TO To Consignee CONSIGNEE ShipTo DeliverTo Recipient RECIPIENT Receiver RECEIVER 收货 收"
)
_SENDER = "寄件人 发件人 发货人 寄件方 发货方 发件方 寄方 寄件 发件 发货 寄件客户 寄件公司 寄件单位 发货客户 发货公司 发货单位 取货 寄件信息 发件信息 发货信息 寄件人信息 发件人信息 发货人信息 寄方信息 寄件信 发货信 退货人 退件人 托运人 寄自 取 缄 FROM From Sender SENDER Shipper SHIPPER Consignor CONSIGNOR 寄"
_NAMES = "收件人姓名 收货人姓名 收件人姓 收货人姓 收件姓名 联系人及电话 寄件人姓名 发件人姓名 寄件姓名 联系人 客户姓名 顾客姓名 买家姓名 用户姓名 客户名称 顾客名称 姓名 提货人 取货人 领取人 收药人 团长 顾问 客户 顾客 NAME Name"
_NICKNAMES = "买家 买家昵称 买家名称 买家账号 会员名 会员昵称 会员名称 客户昵称 用户昵称 微信昵称 用户名 旺旺 旺旺号 昵称"
_PHONES = (
    "收件人电话 收件电话 收件人手机 收货电话 收货人电话 寄件人电话 寄件电话 发件人电话 发货电话 联系电话 联系方式 "
    "联系手机 客户电话 客户手机 顾客电话 买家电话 用户电话 手机号码 手机号 电话号码 固定电话 收件人号码 收货人号码 寄件人号码 联系号码 传真 手机 电话 座机 固话 电联 TEL Tel Te1 tel Phone PHONE Mobile MOBILE Fax FAX"
)
_ADDRESSES = (
    "收件人地址 收件地址 收货地址 收货人地址 寄件人地址 寄件地址 发件人地址 发件地址 发货地址 退货地址 退回地址 寄出地址 原收货地址 详细地址 联系地址 送货地址 配送地址 客户地址 顾客地址 公司地址 单位地址 仓库地址 店铺地址 门店地址 厂址 "
    "所在地区 所在地 地址 ADDRESS Address ADD Add 址"
)
_PERSONS = "签收人 代收人 代签人 收件人签收 单位名称 公司名称 订购人 经办人 购买人 委托人 开票人 制单人 制单 经手人 开单员 公司 单位"
_SIGNATURES = tuple(
    who + written
    for who in [
        "收件人",
        "收货人",
        "收货单位",
        "寄件人",
        "发件人",
        "发货人",
        "发货单位",
        "托运人",
        "提货人",
        "签收人",
        "客户",
    ]
    for how in ["签名", "签字", "签章", "盖章"]
    for written in (how, f"({how})")
)
_REMARKS = "备注 备注信息 订单备注 买家备注 卖家备注 商家备注 客户备注 客服备注 打单备注 物流备注 仓库备注 配送备注 客户留言 客服留言 留言 买家留言 卖家留言 附言 快递员 派件员 派送员"
_OTHERS = (
    "运单号码 运单编号 运单号 快递单号 物流单号 订单编号 订单号码 订单号 客户单号 单号 条码 编号 日期 时间 打印时间 打单时间 下单时间 "
    "揽收时间 开单时间 投递时间 发货日期 寄件日期 寄件时间 收件时间 收件日期 签收时间 签收日期 签收 签名 签字 收件员 收寄人员 收寄员 收寄局 收寄时间 收寄日期 收寄单位 收寄机构 收寄网点 波次号 揽收员 揽件员 收派员 寄件员 业务员 "
    "重量 计费重量 实际重量 体积 内件 内件品名 物品 物品名称 品名 托寄物 托寄内容 商品 商品名称 商品信息 货物名称 货品名称 退货商品 退货原因 数量 件数 子单号 保价 保价金额 声明价值 "
    "本部电话 总部电话 网点电话 客服电话 客户热线 客服热线 客服 服务热线 服务电话 热线电话 热线 投诉电话 投诉 监督电话 网址 官网 月结卡号 月结账号 月结 付款方式 付款 支付方式 "
    "代收货款 代收金额 到付金额 到付款 到付 寄付月结 寄付现结 运费 费用合计 费用 金额 HSCode 目的地 原寄地 始发地 始发站 始发 路区 商家 应收 实收 应付 实付 取件码 取货码 提货码 货号 规格 序号 性别 合计 总计 共计 邮编 邮政编码 订单"
)
_IDENTITIES = "身份证号码 身份证号 身份证 证件号码 证件号 证件"

# What readers print for a character of a label word.
_LOOKALIKES = {
    "收": "收枚",
    "件": "件仵伴",
    "人": "人入",
    "话": "话活诂",
    "址": "址扯",
    "姓": "姓性",
}


# 寄 方文浩 is a badge and a surname.
_NEVER_SPACED = frozenset({"收方", "寄方"})
# What makes another word or a sentence of a label word: 手机壳, 电话卡, 客户端, 顾客催发.
_NOT_BEFORE = {
    "手机": "壳膜支配屏套卡贴架端版城",
    "电话": "卡机线亭费簿畅局",
    "客户": "端群催要自指急签您拒反表投",
    "顾客": "催要自指急签您",
    "买家": "秀催要自指急您收已确",
    "物品": "柜",
    "姓名": "贴章牌",
    "商家": "镇村乡庄沟湾屯店桥营坡口堡铺街巷路河岭洼",
    "商品": "房市街城楼交批",
    "日期": "章",
    "时间": "表",
    "地址": "库",
    "合计": "划",
    "收货信息": "发哦吧呢呀啊嘛吗",
    "收件人号码": "已被",
    "收货人号码": "已被",
    "寄件人号码": "已被",
    "寄件": "详凭",
    "收件": "详凭",
}
# 收件人信息表, 寄件登记表: a list's title, not a party's name.
_TITLE = "(?!人?(?:信息)?(?:表|登记))"
# 请电联 is a remark: the word is a label only where a number follows it. So is 证件, whose 号 was lost.
# 期望送达：21:17 announces a time.
_ONLY_BEFORE = {
    "送达": " {0,2}:(?! {0,2}(?:[0-9]{1,2}:[0-9]{2}|20[0-9]{2}[-./年]|[今明后]天|立即|尽快))",
    "寄送至": " {0,2}:",
    "寄至": " {0,2}:",
    "寄回": " {0,2}:",
    "退至": " {0,2}:",
    # 订单 18575036575633: the number's word may be left out.
    "旺旺": " {0,2}:",
    "订单": " {0,2}:? {0,2}[0-9A-Za-z-]{8}",
    # 收货人姓⏎名, 客户信⏎息: a narrow column's heading.
    "客户信": " {0,2}(?:$|\\n)",
    "收货信": " {0,2}(?:$|\\n)",
    "收件信": " {0,2}(?:$|\\n)",
    "寄件信": " {0,2}(?:$|\\n)",
    "发货信": " {0,2}(?:$|\\n)",
    "收件人姓": " {0,2}(?:$|\\n)",
    "收货人姓": " {0,2}(?:$|\\n)",
    "取货": " {0,2}:(?! {0,2}[0-9])",
    "电联": " {0,2}[:0-9*+(]",
    "证件": " {0,2}:? {0,2}[0-9*]",
}


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: LabelKind
    role: Role | None


def _role_of(word: str) -> Role | None:
    if word.startswith(("收件", "收货", "收方")):
        return Role.RECEIVER
    if word.startswith(("寄件", "发件", "发货", "寄方")):
        return Role.SENDER
    return None


def _vocabulary() -> dict[str, _Entry]:
    words: dict[str, _Entry] = {}
    for listed, kind in (
        (_OTHERS, LabelKind.OTHER),
        (_IDENTITIES, LabelKind.OTHER),
        (_NAMES, LabelKind.NAME),
        (_NICKNAMES, LabelKind.NAME),
        (_PHONES, LabelKind.PHONE),
        (_ADDRESSES, LabelKind.ADDRESS),
        (_PERSONS, LabelKind.PERSON),
        (_REMARKS, LabelKind.REMARK),
    ):
        for word in (*listed.split(), *(_SIGNATURES if kind is LabelKind.PERSON else ())):
            role = _role_of(word) if kind not in ASIDE else None
            words[word] = _Entry(kind, role)
    for word in _RECEIVER.split():
        words[word] = _Entry(LabelKind.PARTY, Role.RECEIVER)
    for word in _SENDER.split():
        words[word] = _Entry(LabelKind.PARTY, Role.SENDER)
    words[_LAST_DIGITS] = _Entry(LabelKind.PARTY, Role.RECEIVER)
    return words


_LAST_DIGITS = "尾号"
"""Behind a name, before the last digits of its phone: 王芳 尾号5678. A card and an order have them too."""
_WORDS = _vocabulary()
_NICKNAME_WORDS = frozenset(_NICKNAMES.split())
_IDENTITY_WORDS = frozenset(_IDENTITIES.split())


_LIKE = str.maketrans({like: c for c, alike in _LOOKALIKES.items() for like in alike})
_GAP = " {0,2}"


def _pattern(word: str) -> str:
    """A word after its first character, spaced or with what readers print for a character."""
    gap = "" if word in _NEVER_SPACED else _GAP
    rest = "".join(
        gap + (f"[{_LOOKALIKES[c]}]" if c in _LOOKALIKES else re.escape(c)) for c in word[1:]
    )
    rest += f"(?={_ONLY_BEFORE[word]})" if word in _ONLY_BEFORE else ""
    rest += _TITLE if _WORDS[word].kind is LabelKind.PARTY else ""
    return rest + (f"(?![{_NOT_BEFORE[word]}])" if word in _NOT_BEFORE else "")


def _alternatives(words: list[str]) -> str:
    """One pattern for many words, branching on their first character for speed."""
    branches: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        branches.setdefault(word[0], []).append(_pattern(word))
    return "|".join(
        f"[{_LOOKALIKES.get(first, first)}](?:{'|'.join(rests)})"
        for first, rests in branches.items()
    )


# Words that are labels only by themselves and before a colon: see _SINGLE.
_ALONE = frozenset({"公司", "单位", "收货", "发货", "取", "送", "缄", "亲启", "启", _LAST_DIGITS})
_HAN_WORDS = [w for w in _WORDS if len(w) > 1 and not w.isascii() and w not in _ALONE]
_LATIN_WORDS = sorted((w for w in _WORDS if w.isascii()), key=len, reverse=True)
_SPACED = {"ShipTo": "Ship ?To", "DeliverTo": "Deliver ?To", "HSCode": "HS ?Code"}
"""Latin words between which a reader may lose the space."""
_FIRST = "址公单尾取送缄亲启" + "".join(
    sorted({c for w in _HAN_WORDS for c in _LOOKALIKES.get(w[0], w[0])})
)
# 收 and 寄 alone: a badge, as 址 before a colon. Never inside a word, never after a name. 收货 and 发货
# are labels only on a line of their own and before what is hidden: 请当面收货.
_SINGLE = (
    r"(?:^|(?<=[\n ()\[\]:,;|/*→]))"
    r"(?:收(?! {1,2}货(?![一-鿿]))(?![到取发费据款单派藏获集录货件方入存割拾支银购缴])|寄(?![存语自递养售回送出件方往付到给托这哪])|址(?= {0,2}[:\]])|[取送](?= {0,2}:)|(?:公司|单位)(?= {0,2}:)|(?<![^\n])单位(?= {0,2}[一-鿿]{2,20}(?:公司|集团|中心|工作室|[店厂行业坊房社馆院校所部局市])(?:$|\n)| {1,2}[一-鿿]{4,20}(?:$|\n))"
    r"|(?<![ ()\[\]:,;|/*])[收发]货(?= {0,2}(?:[:*\n]|$)))"
)
_CLOSING = (
    r"(?:(?<=[0-9]{4})收(?= {0,2}(?:$|\n))|(?<=[一-鿿A-Za-z.*)\]])(?<![代签揽应实验拒])收(?= {0,2}(?:$|[\n)\],;/:|]|[+0-9]|电 ?话|手 ?机))"
    r"|(?<=[一-鿿A-Za-z.*)\] ])(?<![卡证机单牌码付号行])(?<![卡证机单牌码付号行] )尾号(?= ?:? ?[0-9]{4}(?![0-9])))"
    r"|(?:(?<=[一-鿿]{2})寄|(?<=[一-鿿A-Za-z.*)\] ])(?:亲启|缄)|(?<=先生|女士|小姐|同志|老师|经理)启|(?<=(?:先生|女士|小姐|同志|老师|经理) )启)(?= {0,2}(?:$|\n))"
)
_LABEL = re.compile(
    rf"(?=[{_FIRST}])(?:(?P<word>{_alternatives(_HAN_WORDS)})"
    rf"|(?P<single>{_SINGLE})|(?P<closing>{_CLOSING}))"
    rf"|(?<![A-Za-z])(?P<latin>{'|'.join(_SPACED.get(w, w) for w in _LATIN_WORDS)})(?![A-Za-z])"
)
# 送货前打电话 asks for a call and announces none, unless a number follows.
_CALL = re.compile("[打接回个]电话(?! {0,2}:? {0,2}[0-9*+(])")
# What makes a carrier's service of a label: 官方寄件 heads nobody's block.
_SERVICES = ("官方", "上门", "预约", "在线", "一键")
# 亲爱的顾客：如需退换货… opens a letter, and names nobody.
_ADDRESSED = frozenset({"客户", "顾客", "买家"})
_ADDRESSING = re.compile("(?:亲爱的|尊敬的)(?:客户|顾客|买家) ?[:,!] ?[一-鿿]{5}")
MAX_LINE = 40
"""Characters before a badge that are looked at to tell where it stands."""
_GLOSS = re.compile(r" {0,2}/? ?(?:Company|COMPANY|Signature|SIGNATURE)(?![A-Za-z])")
# 经收件人或收件人允许的代收人签字, 收件人存根, 寄件人已阅读并同意: a waybill's terms and the names of its
# copies speak of a party and announce none. No name begins with these words.
_TERMS = re.compile(
    r" ?\)?(?:\((?:收件人|寄件人|收货人|发货人)\))? ?(?:或(?=收|寄|发|其| {0,2}(?:$|\n))|及其|允许|允[一-鿿]的|同意|指定|授权|委托|本人[已签]|/ ?(?:代收|签收|代签)人|签署|已阅读|承诺"
    r"|(?:号码|电话|手机号?)?(?:已[经被]?|被)(?:加密|隐藏|脱敏|保护)|拒收|拒签|当面|确认|保留|须知|留存|存[根查底]|[存联](?= {0,2}(?:$|[\n)\]])))"
)
# 我的收货地址, 新建地址: a screen's title or its button.
_SCREEN = re.compile("(?:我的|选择|管理|新[建增]|添加|编辑|更换|切换|默认)$")
# 请提供新地址, 改一下地址: what a message asks for.
_ASKS = re.compile("(?:提供|发送|发来|填写|修改|更换|改一?下)[^:]{0,4}$")
_OF_TERMS = re.compile(r"(?:经|或|送[达动])$")
_TERMS_GO_ON = re.compile(r" ?(?:$|\n|[,;.(·])")
# 收件人改为王芳: words that link a label with its value.
_COLON = re.compile(" {0,2}(?::|(?:更改|改|变更|更换|换)[为成](?: ?:)?)")


def find_labels(text: str) -> tuple[LabelMatch, ...]:
    """Every label word of `text`, in order, never overlapping."""
    folded = fold(text)
    found: list[LabelMatch] = []
    for match in _LABEL.finditer(folded):
        word = match.group()
        if word == "电话" and _CALL.match(folded, max(match.start() - 1, 0)):
            continue
        if word in ("寄件", "收件") and folded.startswith(_SERVICES, max(match.start() - 2, 0)):
            continue
        entry = _WORDS.get(word) or _WORDS[word.replace(" ", "").translate(_LIKE)]
        closing = match.lastgroup == "closing" or (
            match.lastgroup == "single" and _ends_its_line(folded, match.start())
        )
        if match.lastgroup == "closing" and word == "寄" and not _posts(folded, match.start()):
            continue
        if word in _ADDRESSED and _ADDRESSING.match(folded, max(match.start() - 3, 0)):
            continue
        if (
            word == "路区"
            and folded[: match.start()][-1:].isalpha()
            and not _ROUTE.match(folded, match.end())
        ):
            continue  # 大庆市让胡路区
        if word in _ADDRESSED and folded.startswith("老", max(match.start() - 1, 0)):
            continue
        if not closing and _is_of_terms(folded, match, entry.kind):
            continue
        # Forms in two languages say it again: 单位名称 Company.
        gloss = _GLOSS.match(folded, match.end()) if entry.kind is LabelKind.PERSON else None
        word_end = gloss.end() if gloss else match.end()
        colon = None if closing else _COLON.match(folded, word_end)
        end = colon.end() if colon else word_end
        found.append(LabelMatch(match.start(), end, entry.kind, entry.role, not closing))
    return tuple(found)


_ROUTE = re.compile(" {0,2}:? {0,2}[0-9]")
"""The number of a carrier's route, which a district's name does not have behind it."""


def _posts(folded: str, end: int) -> bool:
    """Whether the 寄 that ends a line at an offset closes a name glued to its address: …302房马满昱寄."""
    name = _BEFORE_POST.search(folded, max(end - MAX_LINE, 0), end)
    return name is not None and looks_like_name(name[1]) is Verdict.YES


_BEFORE_POST = re.compile(r"[室户号层楼栋幢座门库房单元0-9)\] ]([一-鿿]{2,3})$")


def _is_of_terms(folded: str, match: re.Match[str], kind: LabelKind) -> bool:
    """Whether a label word stands in the sentence of a waybill's terms, or in a copy's name."""
    if match.lastgroup != "word":
        return False
    if kind is LabelKind.PERSON:
        return folded[: match.start()].endswith("的")
    if kind not in (LabelKind.PARTY, LabelKind.ADDRESS):
        return False
    if kind is LabelKind.PARTY and _TERMS.match(folded, match.end()):
        return True
    before = folded[max(match.start() - 2, 0) : match.start()]
    asks = _ASKS.search(folded, max(match.start() - 8, 0), match.start()) is not None
    if kind is LabelKind.ADDRESS and (_SCREEN.search(before) or asks):
        return match.end() == len(folded) or folded[match.end()] in "\n >"
    return bool(_OF_TERMS.search(before) and _TERMS_GO_ON.match(folded, match.end()))


def is_identity(word: str) -> bool:
    """Whether a label word announces an identity card's number."""
    return fold(word).replace(" ", "").rstrip(":").translate(_LIKE) in _IDENTITY_WORDS


def is_nickname(word: str) -> bool:
    """Whether a label word announces a name that a shop knows a customer by: it has no phone."""
    return fold(word).replace(" ", "").rstrip(":") in _NICKNAME_WORDS


def _ends_its_line(folded: str, offset: int) -> bool:
    """Whether words stand before a badge on its line and nothing behind it: 吴明 收."""
    line = folded.rfind("\n", max(offset - MAX_LINE, 0), offset) + 1
    before = folded[max(line, offset - MAX_LINE) : offset]
    behind = folded[offset + 1 : offset + MAX_LINE].partition("\n")[0]
    return not behind.strip(" )]") and any(map(str.isalnum, before))
