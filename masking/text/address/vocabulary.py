"""The words an address is made of, by what they say about the number beside them.

Labelled sets of the field (CCKS address elements) name the parts: houseno 幢/栋/座/号楼,
cellno 单元/梯/门, floorno 层/楼, roomno 室/房/户/号.
"""

from __future__ import annotations

import re
from enum import StrEnum

from masking.text.words import listed


class Unit(StrEnum):
    """What the word after a number makes of it. Also the names of the lexer's groups."""

    HOUSE = "HOUSE"
    """A building: 幢 栋 座 号楼."""
    CELL = "CELL"
    """A unit or stairway: 单元 梯."""
    GATE = "GATE"
    """门: a stairway after a building, else the gate of an estate."""
    FLOOR = "FLOOR"
    ROOM = "ROOM"
    """A room, flat, stall or bed."""
    HAO = "HAO"
    """号 or #: a road number, a building, a room; the context decides."""
    LANE = "LANE"
    """弄 巷: a lane off a road."""
    ROAD = "ROAD"
    """The number is a road's name: 二环路, 6号大街."""
    AREA = "AREA"
    """The number is an area's name: 二期, 3区, 一村."""
    GROUP = "GROUP"
    """A villagers' group: 组 队 社."""
    OTHER = "OTHER"
    """The number measures or names something else: 100米, 2号柜, 第一中学."""
    NONE = "NONE"
    """No unit word follows."""


# The words of each unit. A word is a regular expression that begins with a plain character; `~`
# stands for a space that may be there, `!` before characters that must not follow. Readers' slips
# stand beside the right character: 撞 for 幢, 搂 for 楼, 市 for 室. Of the words with one and the
# same first character the first that matches wins: units in this order, words as listed.
_HAN = "[一-鿿]"
_NUMBER_NEXT = "(?=~[0-9A-Za-z一二三四五六七八九十*]|$)"
_ENDS = "(?=~(?:$|[^一-鿿]))"
_STALLS = (
    "房间 商铺 店铺 铺位 铺面 店面 门面 门市 档口 摊位 床位 柜台 展位 展厅 车位 车库 工位 卡座 营业房 "
    "仓位 储藏室 商位"
)
_STORES = (
    "柜!台 丰巢 速递易 快递柜 菜鸟 仓库? 库 码头 车间 厂房 出入口 出口 入口 线 桥 岗 闸 机 信箱 窗口? "
    "馆 标段 站"
)
_ROADS = "大街 大道 马路 支路 横路 环路 干道 国道 省道 县道 胡同 公路 横街 直街 路!口 街!口"
_DWELLINGS = "公寓楼 宿舍楼 住宅楼 商住楼 写字楼 大楼"
_ROOMS = "室!外内屋 房!屋产地管车 铺!地 档!案 摊 床"


def _numbered(words: str) -> str:
    """The words, each also with 号 before it: 3号车库, 3车库."""
    return f"{words} " + " ".join(f"号{word}" for word in words.split())


UNIT_WORDS: dict[Unit, str] = {
    Unit.ROAD: f"{_numbered(_ROADS)} 经路 纬路 道!口 条!形",
    Unit.LANE: "支弄 弄堂? 巷(?!子口)",
    Unit.GROUP: "村民小组 居民小组 小组 组!团 生产队 大队 队 社!区",
    Unit.OTHER: (
        f"{_numbered(_STORES)} 公里 千米 百米 米 年 月(?!\\w*[苑园]) 日 元(?![0-9]) 分店 分公司 分部 分厂 "
        "分局 中学 中(?=$|[^心]) 小学 医院 幼儿园 厂 部 路公交 kg KG Kg 克 点 分钟 个 件 斤 千伏"
    ),
    Unit.HOUSE: (
        f"{_numbered(_DWELLINGS)} 号~[楼搂](?!下) #~[楼搂](?!下) 幢 撞 橦 憧 栋 棟 拣 懂 座!谈 排!档 塔楼? 号公寓 号宿舍"
    ),
    Unit.CELL: (
        f"单~[元兀无](?!格|线)号? 単~[元兀]号? 单{_NUMBER_NEXT} 単{_NUMBER_NEXT} 梯!田形级 门[洞栋] 楼[道梯]"
    ),
    Unit.GATE: (
        "门!口面诊市业窗卫前店户牌头对县峡镇乡村路外里内大 号门!口面诊市业窗卫前店户牌头对外里内大"
    ),
    Unit.FLOOR: "F(?=[-_]|$) 楼层 楼!盘塔台镇乡村 搂 层!次",
    Unit.ROOM: (
        f"{_numbered(_STALLS)} 办公室 寝室? 病房 宿舍(?<=[0-9]{{3}}宿舍)(?!楼|区) 店(?<=[0-9]{{3}}店)(?!铺|面) {_numbered(_ROOMS)} 户!外籍型餐 套!外籍型餐 "
        f"市{_ENDS} 宝(?=~$) 宣(?=~$) 窒(?=~$) 至(?=~$) 间{_ENDS}"
    ),
    Unit.AREA: "地块 号地块 组团 园区 号园区 片区 小区 社区 新村 期 区 村 镇 乡 院 号院 里(?=[0-9]) 坊",
    Unit.HAO: "号!称 #",
}


LONE_UNIT = re.compile(r"单元|楼层?|号?[栋幢座层室户]|弄|组|门|号楼?")
"""A unit's word that spaces set apart from its number: 32 栋 4 单元 202."""
ESTATE_ROOM = 3
"""Digits: a number with 号 in an estate or mall is a room or shop from this length on."""
AREA_ROOM = 4
"""Digits: the same in a numbered area, 三区, whose houses are counted through."""


class Place(StrEnum):
    """What kind of place the words before a number name."""

    START = "start"
    """Nothing stands before it."""
    ROAD = "road"
    LANE = "lane"
    VILLAGE = "village"
    MARKET = "market"
    BUILDING = "building"
    OTHER = "other"


# The last character of the words before a number; longer endings overrule it.
_LAST: dict[str, Place] = {
    **dict.fromkeys("路街道堤条线", Place.ROAD),
    **dict.fromkeys("弄巷", Place.LANE),
    **dict.fromkeys(
        "村镇乡屯寨组队社县市省庄湾坞塘岙埭畈坑岭山沟坪洼塬峪宅头桥浜下朱沿岗洋垄河家岩田沙坝潭堡营集圩"
        "渡附甲岸尾边侧旁角面后前嘴咀湖溪岛州",
        Place.VILLAGE,
    ),
    **dict.fromkeys("厦楼寓馆塔舍阁轩栈座", Place.BUILDING),
}
_ENDINGS: dict[str, Place] = {
    "街道": Place.VILLAGE,
    "社区": Place.VILLAGE,
    "新村": Place.OTHER,
    "水岸": Place.OTHER,
    "港湾": Place.OTHER,
    "海湾": Place.OTHER,
    "人家": Place.OTHER,
    "山庄": Place.OTHER,
    "半岛": Place.OTHER,
    "天街": Place.OTHER,
    "小区": Place.OTHER,
    "胡同": Place.LANE,
    "门面": Place.MARKET,
    "店面": Place.MARKET,
    "铺面": Place.MARKET,
    "中心": Place.BUILDING,
    "酒店": Place.BUILDING,
    "饭店": Place.BUILDING,
    "广场": Place.BUILDING,
    "国际": Place.BUILDING,
    "宿舍": Place.BUILDING,
    "门诊": Place.BUILDING,
    "病区": Place.BUILDING,
    "院部": Place.BUILDING,
}
_TRADES = listed(
    """
    轻纺 汽配 建材 家具 家居 服装 服饰 五金 电脑 数码 珠宝 皮革 毛衫 灯具 电子 美食 商贸 贸易 装饰 汽车
    小商品 箱包 布料 鞋 花鸟 农贸 食品
    """
)
_MARKETS = listed(
    """
    商场 交易区 交易中心 专业街 精品街 商铺 店铺 小商品 批发 档口 摊位 金街 皮草 商贸区 购物中心
    奥特莱斯 汽配 百货 专柜 底商 门面 店面 铺位 车库 车位
    """
)
# Plain words only, so that the search can skip to their first characters.
_MARKET = re.compile(
    "|".join(
        [
            "市场(?!口)",
            "商城(?!县)",
            "门市(?<![厦江荆天海玉]门市)",
            *(f"{trade}城" for trade in _TRADES),
            *_MARKETS,
        ]
    )
)
_ROADSIDE = re.compile(
    r"(?:[路街巷弄线]|大道)(?:[东西南北中][段侧边]?|口|旁|边|附近|对面)$|段$|[东西南北内外中一二三四五六]环$"
)
_ROADSIDE_ENDS = frozenset("东西南北中段侧边口旁近面环")
_DISTRICT = re.compile(r"(?:^|[省州县-]|市(?!场))[一-鿿]{1,2}[^小园社新业一二三四五六七八九十]区$")
_ESTATE = re.compile(r"(?:小区|[A-Za-z]区|[苑庭府邸墅城场]|公寓|(?<![业技创意商流电产科])园)$")
_AREA = re.compile(r"(?:[0-9一二三四五六七八九十东西南北中]区|期|新村)$")
_TRIMMED = "\0 -_,.:()[]#·、/\"'?"


def place_before(words: str) -> Place:
    """What kind of place a stretch of words names, by how it ends."""
    words = words.rstrip(_TRIMMED).rstrip("内里")
    if not words:
        return Place.START
    place = _ENDINGS.get(words[-2:]) or _LAST.get(words[-1], Place.OTHER)
    if words[-1] in _ROADSIDE_ENDS and _ROADSIDE.search(words):
        return Place.ROAD
    if words[-1] == "区" and _DISTRICT.search(words):
        return Place.VILLAGE
    if place in (Place.OTHER, Place.BUILDING) and _MARKET.search(words[-10:]):
        return Place.MARKET
    return place


def long_number_is_room(words: str, digits: int) -> bool:
    """Whether a number with 号 after these words is a room for its length."""
    words = words.rstrip(_TRIMMED)
    if _ESTATE.search(words):
        return digits >= ESTATE_ROOM
    return digits >= AREA_ROOM and _AREA.search(words) is not None
