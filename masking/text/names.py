"""Whether a text may be somebody's name. Surnames are evidence; alone they decide nothing."""

from __future__ import annotations

import re

from masking.text.address.regions import CITIES, PROVINCES
from masking.text.fold import fold
from masking.text.verdict import Verdict
from masking.text.words import CARRIERS, NOT_NAMES, listed

SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于余蒋蔡杜叶程苏"
    "魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚"
    "邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟申殷詹欧耿关兰焦俞左柳甘祝"
    "包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤"
    "阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和"
    "仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌"
    "奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖漆巴丰支卿国狄平计索宣晋相初门云"
    "容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逄隆茹诺战慕危玉银亢嵇公哈湛"
    "宾戎勾茅利於呼居揭干但尉冶斯元束檀衣信展阴昝智幸奉植衡富尧闭由洪赖蓬邴暴咸慎弘昌凤贝丘占濮郤璩殳竺缑谯笪佴旷毋蒯稽"
    "常牧禄酆堵夔宓宦宰羿荀莘蓟訾郗郦鄂钭钮隗韶麴贲糜籍诸仰弓暨沃汲庾蔚逯仉晟"
)
COMPOUND_SURNAMES = frozenset(
    listed(
        """
        欧阳 上官 司马 诸葛 令狐 皇甫 尉迟 公孙 慕容 司徒 端木 夏侯 长孙 宇文 东方
        南宫 独孤 轩辕 百里 呼延 东郭 西门 澹台 公冶 宗政 濮阳 淳于 单于 太叔 申屠
        仲孙 钟离 鲜于 闾丘 司空 万俟 闻人 赫连 第五 拓跋 纳兰 完颜 叶赫 那拉 张简
        范姜
        """
    )
)
_HONORIFICS = listed(
    """
    先生 女士 小姐 老师 同学 师傅 经理 总 阿姨 叔叔 哥 姐 医生 律师 主任
    老板娘 老板 太太 夫人 校长 院长 警官 教授 护士 工 生 先森 宝宝 妈妈 爸爸
    奶奶 爷爷 大姐 大哥 美女 帅哥 店长 会计 科长 处长 局长 部长 队长 厂长
    董事长 书记 班长 教练 姑娘 同志 大叔 大爷 大妈 家属
    """
)
HONORIFIC = re.compile(rf"(?:{'|'.join(sorted(_HONORIFICS, key=len, reverse=True))})$")
_FAMILIAR = re.compile(r"[小老阿大][一-鿿]{1,2}")
# Whom a parcel is left with: the words before a name, 前台小刘, 驿站代收王芳.
_POST = re.compile(
    r"(?:请?(?:转交?给?|交(?![易通货付接])给?)|(?:前台|门卫室?|保安室?|物业|传达室|收发室|值班室|驿站|超市|快递柜|菜鸟)?代收"
    r"|前台|门卫室?|保安室?|物业|传达室|收发室|值班室|驿站|便民[点店]|代[收办]点|自提[点柜]|办公室|财务[部室]?|人事部?|仓库|宿管|售后[部组]?|退货[部组仓]|收货组)(?:转交?给?)?"
)
SIDE = "[东西南北中左右前后](?:手|边|侧|户|间|面|门)"
"""Pattern of a floor's door, by its side."""
_SIDE = re.compile(SIDE)
# What an address without a number may end with, and two or three characters more.
_ESTATE = re.compile(
    r".+(?:小区|花园|家园|花苑|公寓|宿舍|新村|大厦|大楼|广场|学校|大学|中学|小学|医院|酒店|宾馆|市场"
    r"|商城|工业园|产业园|科技园|写字楼|别墅|山庄|名苑|公馆|华庭|豪庭|名城|新城)((?![东西南北])[一-鿿]{2,3})"
)
_NOT_NAME = re.compile("|".join(map(re.escape, sorted(NOT_NAMES, key=len, reverse=True))))
_CARRIER = re.compile("|".join(map(re.escape, sorted(CARRIERS, key=len, reverse=True))))
_MARKS = frozenset(
    {"集", "件", "件人", "货人", "话", "址", "额", "息", "称", "间", "到", "由", "货"}
)
"""What carriers print before the place where parcels are bagged, 集 浙江杭州, and what a narrow
cell leaves of a heading, 收⏎件⏎人, or a wide space of a label, 电　话."""
_REGION = re.compile(
    rf"(?:{'|'.join(sorted({*CITIES, *PROVINCES}, key=len, reverse=True))})+[省市县区]?"
)
_PLACE = re.compile(
    r"(?:[省市区县旗州盟镇乡村街路道巷弄里号楼幢座单室层厦城苑园庭院庄府湾寓场店厂站港桥铺组队社校学馆"
    r"所局部处机区点网柜]|[^一-鿿]栋|[〇一二三四五六七八九十两东西南北前后左右中主]栋)$"
)
_CALLED = frozenset("小老阿大")
"""Words before a surname in what friends call somebody."""
_FLOORS = "楼层"
"""Words of a floor: the first is a surname."""
UNIT = "单元"
"""It begins with a surname: 31 栋 1 单元 106 has spaces."""
DORMITORY = "宿舍"
"""The same: 20栋1001⏎宿舍."""
NEVER_GIVEN = frozenset("省市县区镇乡号幢厦店厂站铺网")
"""Endings of places that no given name has."""
TORN_PLACE, _ADMINISTERED = 2, frozenset("省市县")
"""Characters of what a line's end leaves of a place, and what ends it: no given name."""
_GRADE = re.compile("[初高][一二三]")
"""A school's grade."""
_STREETS = frozenset("街巷弄村镇")
"""Second characters that make a place of a surname, 金街, though they may be a given name."""
TORN_OFF = frozenset("省市区县镇乡路街道号")
"""Endings of places that may stand at the beginning of a line by themselves: 小店⏎区 解放大街."""
_COMPANY = re.compile(
    r"公司|旗舰店|专卖店|专营店|官方店|集团|商行|商贸|贸易|工厂|厂家|商城|超市|企业|工作室|经营部|门市"
    r"|事务所|服务部|批发|直营|店铺|营业部|合作社|研究所|[咖茶酒饭面][啡]?馆$|[鞋纸塑渔牧药实]业$|[店厂仓]$|(?<![就还都也不可才自同步])行$|中心$|仓库"
)
_NOUNS = frozenset({"店铺", "仓库", "公司", "工厂", "厂家", "批发", "直营", "贸易", "集团", "企业"})
"""Words of a company that alone name none."""
_LIMITED = re.compile("有限(?:责任)?公司")
_LONG_DASH = re.compile("[—–―ー─━]")
# A surname, perhaps with one character more, where a name may begin; a dash before a number or
# between two words joins those instead.
_ONE = re.compile(
    rf"(?:^|(?<=[\s:：,，;；、(（/|收寄]))[{''.join(sorted(SURNAMES))}][一-鿿]?"
    r"[—–―ー─━](?=$|1[3-9][0-9*]|[\s,，;；、(（/|]|[一-鿿](?:$|[\s,，;；、(（/|]))"
)
FORWARDED = re.compile(r" ?[(\[]转[^()\[\]]{1,4}收[)\]]")
"""Behind a name, in folded text: whom the parcel is handed to. 路秀龙(转章晨收)"""
_HAN = "[㐀-䶿一-鿿〇\U00020000-\U0003ffff]"
_HAN_NAME = re.compile(_HAN + "{2,4}")
DOTTED_NAME = re.compile(rf"{_HAN}{{1,8}}(?:[·.]{_HAN}{{1,8}}){{1,4}}")
_MASKED_NAME = re.compile(
    rf"(?:{_HAN}|[A-Za-z]){{1,3}}(?:\*{{1,28}}|[Xx×]{{1,3}}|\^_+\^){_HAN}?|\*{{1,8}}{_HAN}{{1,2}}"
)
_ONE_FOR_L = re.compile("(?<=[a-z])1(?=[a-z])")
_NICKNAME = re.compile(r"(?:[A-Za-z]*[a-z][A-Za-z._]*|[一-鿿]{2,6})[0-9]{1,4}")
MOST_HIDDEN = 3
"""Asterisks of a masked name whose last character would make a place of those before it."""
MAX_NAME = 30
"""Characters of the longest name taken for one, Latin or dotted."""
MAX_HAN = 8
"""Chinese characters of the longest nickname or foreign name without a dot."""


def looks_like_name(text: str) -> Verdict:
    """Whether an isolated text, without label or phone, is somebody's name."""
    value = _ONE_FOR_L.sub("l", fold(text[: MAX_NAME + 2]).strip(" .,:;、-_"))
    if not value or len(text.strip()) > MAX_NAME:
        return Verdict.NO
    # 阿依古丽·买买提15: with the beginning of the phone behind it.
    if DOTTED_NAME.fullmatch(value.rstrip("0123456789") if "·" in value else value):
        return Verdict.NO if _CARRIER.search(value) else Verdict.YES  # 顺丰速运·港澳件
    if value[0] == "*" and _SIDE.fullmatch(value.lstrip("*")):
        return Verdict.NO  # 十栋**⏎**左手
    if _MASKED_NAME.fullmatch(value):
        # 栋****, 心****, 金街****** and 金桂苑***** are what is left of an address.
        known = has_surname(value.lstrip("*")) or value[0] == "*" or value[0].isascii()
        place = value[1:2] in _STREETS or (_PLACE.search(value.rstrip("*")) and value[1] != "*")
        hidden = place and value.count("*") > MOST_HIDDEN
        return Verdict.YES if known and not hidden else Verdict.UNSURE
    compact = value.replace(" ", "")
    if not any(c.isalpha() for c in compact) or compact in _MARKS or _CARRIER.search(compact):
        return Verdict.NO
    if _NOBODYS.fullmatch(compact):
        return Verdict.NO
    if compact in _NOUNS:
        return Verdict.NO  # 公司 is what somebody calls an address they keep
    if looks_like_company(compact):
        return Verdict.UNSURE
    if _NOT_NAME.search(compact):
        return Verdict.NO
    digits = sum(c.isdigit() for c in compact)
    if digits:
        return Verdict.UNSURE if _NICKNAME.fullmatch(compact) else Verdict.NO
    if compact.isascii():
        return Verdict.UNSURE
    return _han_verdict(compact)


def _han_verdict(compact: str) -> Verdict:
    if _REGION.fullmatch(compact) or compact in TORN_OFF or compact in (UNIT, DORMITORY):
        return Verdict.NO
    if len(compact) == TORN_PLACE and compact[1] in _ADMINISTERED:
        return Verdict.NO  # 云⏎南省, 大⏎连市
    if _GRADE.fullmatch(compact):
        return Verdict.NO  # 第十中学⏎初二（12）班
    if _SIDE.fullmatch(compact.lstrip(_FLOORS)):
        return Verdict.NO  # 四⏎楼左手, 四楼⏎左手
    if HONORIFIC.search(compact) and 2 <= len(compact) <= 6:
        # 小陈同学 has the surname behind a word of endearment.
        called = compact[1:] if compact[0] in _CALLED else compact
        return Verdict.YES if has_surname(compact) or has_surname(called) else Verdict.UNSURE
    if _HAN_NAME.fullmatch(compact):
        if compact[:2] in COMPOUND_SURNAMES and len(compact) >= 3:
            return Verdict.YES
        if _FAMILIAR.fullmatch(compact) and compact[-1] not in NEVER_GIVEN:
            return Verdict.YES if compact[1] in SURNAMES else Verdict.UNSURE
        if _PLACE.search(compact) and len(compact) > 2:
            short = len(compact) == 3 and has_surname(compact)
            return Verdict.UNSURE if short and compact[-1] not in NEVER_GIVEN else Verdict.NO
        street = len(compact) == 2 and compact[1] in _STREETS
        sure = has_surname(compact) and len(compact) <= 3 and not street
        return Verdict.YES if sure else Verdict.UNSURE
    return Verdict.NO if len(compact) > MAX_HAN else Verdict.UNSURE


def with_ones(text: str) -> str:
    """A text, same length, in which a long dash behind a surname is the 一 that it was printed as:
    姚—, 于—, 钱林—."""
    if not _LONG_DASH.search(text):
        return text
    return _ONE.sub(lambda match: match.group()[:-1] + "一", text)


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where words stand in a folded text that no name holds."""
    return [match.span() for match in _NOT_NAME.finditer(text)]


def is_no_name(text: str) -> bool:
    """Whether a text is surely nobody's name, wherever it stands: a region with its word, a place's word
    that a line's end tears off, a badge, a button or a word of courtesy. A phone beside it still lacks
    its name."""
    value = fold(text).strip(" .,:;、-_!~")
    shop = looks_like_company(value) and not value.endswith("市小店")  # 太原市小店⏎区
    torn = _REGION_BEGINS.fullmatch(value) is not None and not shop
    return torn or _NOBODYS.fullmatch(value) is not None


_REGION_BEGINS = re.compile(
    rf"(?:{'|'.join(PROVINCES)})(?:省|[一-鿿]{{0,3}}自治区|市|壮族|回族|维吾尔)(?:(?:{'|'.join(CITIES)})市)?[一-鿿]{{0,2}}"
    rf"|(?:{'|'.join(CITIES)})市[一-鿿]{{0,2}}"
)
_NOBODYS = re.compile(
    "发|亲|室|街道|银行|学校|医院|超市|递超市|快递超市|鸟驿站|驿站|楼下|谢谢|谢了|收到|发出|发货|联系|代收|客服|电联|国际|商贸|[一-鿿]{0,4}银行|号[一-鿿]{1,3}"
    "|[室号楼层栋幢铺柜班户]|已?发出|(?:单元|[栋幢座楼层])[0-9]{1,4}[室号铺户]?"
    "|[你您]好[啊呀吗]?|好的(?:谢谢)?|(?:[寄发送]到?|改一?下)(?:[这那]|下面|以下|地址)[一-鿿]{0,3}"
    "|请[帮把将按在核][一-鿿]{0,8}|帮[我忙][一-鿿]{0,6}"
    "|[寄发送][至到]|(?:楼下|门口)?(?:快递|便民)?(?:超市|驿站|物业|门卫|前台)代收"
)


def is_torn_region(before: str, after: str) -> bool:
    """Whether a region begins with one text and ends in the next one: 江西南|昌市, 呼和浩|特市."""
    match = _REGION.match(before + after)
    if before in _KNOWN_REGIONS:
        return after.startswith(("自治区", "省"))
    return match is not None and len(before) < match.end()


_KNOWN_REGIONS = frozenset({*CITIES, *PROVINCES})


def has_surname(text: str) -> bool:
    """Whether it begins with a known surname: evidence only."""
    return text[:1] in SURNAMES or text[:2] in COMPOUND_SURNAMES


def begins_like_name(text: str) -> bool:
    """Whether a text is as short as a name and begins like one, whatever it ends with: 杨英镇."""
    return bool(_HAN_NAME.fullmatch(text)) and has_surname(text)


def looks_like_company(text: str) -> bool:
    """Whether it names a company, shop or workshop rather than a person."""
    value = fold(text).replace(" ", "")
    return _COMPANY.search(value) is not None and value not in _NOUNS


def is_torn_company(before: str, after: str) -> bool:
    """Whether the word that makes a company of a name is cut between two texts: …有|限公司."""
    words = (*_COMPANY.finditer(before + after), *_LIMITED.finditer(before + after))
    return any(word.start() < len(before) < word.end() for word in words)


def behind_side(text: str, end: int) -> int:
    """Where the side of a floor ends that stands behind its number, at an offset: 8楼后间|贾经理."""
    match = _SIDE.match(text, end)
    return match.end() if match else end


def after_post(text: str) -> int:
    """How many characters name the post a parcel is left at, before the name: 前台小刘."""
    match = _POST.match(fold(text))
    return match.end() if match and match.end() < len(text) else 0


def is_post(text: str) -> bool:
    """Whether all of a text is a post that a parcel is left at: 前台, 驿站代收."""
    return _POST.fullmatch(fold(text)) is not None


def stands_at_post(text: str) -> bool:
    """Whether a post stands before what may be a name, and nothing more: 前台小刘, not 转罗伟收也行."""
    post = after_post(text)
    return bool(post) and looks_like_name(text[post:]) is Verdict.YES


def last_post(text: str) -> int:
    """Where an address's last post or estate ends that somebody's name may stand behind:
    …软件园前台|张三, …第一中学|王小凯. 0 for none."""
    folded = fold(text)
    ends = [match.end() for match in _POST.finditer(folded) if match.start()]
    ends = [end for end in ends if end < len(text)]
    if ends:
        return ends[-1]
    estate = _ESTATE.fullmatch(folded)
    return estate.start(1) if estate and not _PLACE.search(estate.group(1)) else 0
