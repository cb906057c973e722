"""Random names in every form that people write on orders. All are invented."""

from __future__ import annotations

import random

from app.samples.marks import Text, join, label, marked, other
from app.samples.truth import FieldTruth, TextKind
from masking.model import Role

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史"
    "陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛"
    "靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝"
)
_COMPOUND_SURNAMES = ["欧阳", "上官", "司马", "诸葛", "司徒", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "夏侯", "端木", "南宫", "轩辕", "宇文", "长孙", "百里", "西门", "申屠"]
_GIVEN_SINGLE = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚英华玲丹萍红辉鹏波斌宇浩凯健俊帆雪琳倩婷颖洁琴云莹雯欣瑶晨阳旭峰龙飞鑫亮东宁瑞博楠琪岚蕾薇璐晶慧燕梅兰菊秋春夏冬雨露霜星月山河江海川"
    "林森松柏竹石玉珍珠翠青蓝紫彤恒毅坚诚信义仁智礼乐康安福禄寿喜庆祥吉凡非可以一之"
)
_GIVEN_FIRST = "建国志文德永子梓雨思佳晓小秀玉春丽海金俊嘉家宇一紫心欣若诗梦静美雅淑惠慧明光振兴福新天宏伟卫红少宝长世立正庆云凤爱亚艳桂荣翠月雪彩冬秋"
_GIVEN_LAST = "华平明英伟强军国民兰芳玲霞萍梅红燕艳丽娟琴珍凤香云莲荣花生林森杰涛辉斌龙飞鹏宇轩涵怡萱彤琪瑶妍菲然博浩泽睿晨阳熙诺豪航凯铭洋祺悦雯婷颖娜倩雪莹佳欣媛"
_DOTS = "·····•.・"
_UYGHUR_FIRST = ["阿依古丽", "阿卜杜拉", "买买提", "古丽娜尔", "艾力", "帕提古丽", "努尔买买提", "热依汗", "吐尔逊", "迪丽热娜", "玉素甫", "麦麦提", "阿曼古丽", "凯赛尔", "西尔艾力"]  # fmt: skip
_UYGHUR_LAST = (
    ["买买提", "艾合买提", "吐尔逊", "卡德尔", "阿卜力孜", "依明", "司马义", "热合曼", "玉山", "库尔班", "萨迪克", "牙生"]
)
_TIBETAN = ["扎西", "卓玛", "次仁", "央金", "旦增", "格桑", "德吉", "仁增", "边巴", "拉姆", "尼玛", "达瓦", "平措", "多吉", "白玛", "桑珠"]
_TITLES = ["先生", "先生", "女士", "女士", "小姐", "老师", "经理", "师傅", "阿姨", "总", "医生", "同学", "姐", "哥"]
_NICKS = ["小草莓", "momo123", "阿豪", "一只喵", "木子李", "大白兔", "风轻云淡", "小鱼儿", "奔跑的蜗牛", "豆豆妈", "可乐加冰", "Lucky7", "星星点灯", "南风知意", "小陈同学", "A甜甜", "橘子汽水", "猫小鱼", "糖糖", "柠檬不酸", "阿土伯", "Tony", "阿May", "海边的风", "CC", "果果妈妈", "不吃香菜", "晴天", "荔枝", "三水", "kiki酱", "大壮", "土豆泥", "小熊软糖", "半夏", "花卷"]
_PINYIN = ["ZHANG WEI", "WANG FANG", "LI NA", "Chen Jie", "LIU YANG", "Zhao Lei", "HUANG LI", "ZHOU MIN", "Wu Hao", "XU JING", "SUN LEI", "Emily Lin", "David Hu", "Jack Ma Li"]  # fmt: skip
_CITIES = ["杭州", "义乌", "广州", "深圳", "泉州", "苏州", "温州", "临沂", "郑州", "成都", "青岛", "佛山", "汕头", "石家庄", "嘉兴", "金华", "东莞", "合肥"]
_BRANDS = ["云帆", "启元", "锦川", "禾木", "星途", "百悦", "鼎顺", "优邻", "清源", "南屿", "新拓", "万象", "暖橙", "青禾", "立木", "海沧", "聚善", "天梭", "佳木", "朗程", "知行", "远洋之星", "花间", "木棉"]
_TRADES = ["贸易", "电子商务", "服饰", "科技", "日用品", "食品", "供应链管理", "文化传媒", "家居用品", "五金制品", "农业开发", "电器"]
_FORMS = ["有限公司", "有限公司", "有限公司", "有限责任公司", "商行", "经营部"]
_SHOPS = ["旗舰店", "专营店", "专卖店", "官方店", "企业店", "优选店", "工厂店", "小店"]
_GOODS = ["女装", "母婴", "数码", "家居", "零食", "茶叶", "童装", "图书", "水果", "美妆", "箱包", "五金", "运动", "户外", "文具"]


def name(rng: random.Random, role: Role, identifier: str, *, plain: bool = False) -> Text:
    """One name: mostly two or three characters; a company or shop often sends; all are ordinary
    if `plain`."""
    if plain:
        return ordinary(rng, role, identifier)
    if role is Role.SENDER and rng.random() < 0.35:
        return company(rng, role, identifier)
    forms = [(ordinary, 62.0), (titled, 9), (nickname, 6), (dotted, 4), (compound, 4),
             (single, 1), (pinyin, 2), (bracketed, 3), (spaced, 1.5), (handed_on, 1.5),
             (two_people, 1.5), (with_place, 1.5), (ending_in_label, 1), (already_masked, 2)]  # fmt: skip
    form = rng.choices([f for f, _ in forms], [w for _, w in forms])[0]
    return form(rng, role, identifier)


def ordinary(rng: random.Random, role: Role, identifier: str) -> Text:
    """``王【小明】``."""
    return _name(f"{rng.choice(_SURNAMES)}【{_given(rng)}】", role, identifier)


def compound(rng: random.Random, role: Role, identifier: str) -> Text:
    """``欧【阳青青】``: the rule keeps one character, not one surname."""
    surname = rng.choice(_COMPOUND_SURNAMES)
    return _name(f"{surname[0]}【{surname[1:]}{_given(rng)}】", role, identifier)


def titled(rng: random.Random, role: Role, identifier: str) -> Text:
    """``李【女士】``, sometimes with a request behind it."""
    note = rng.choice(("(电联)", "（送货前联系）", "")) if rng.random() < 0.2 else ""
    name_ = _name(f"{rng.choice(_SURNAMES)}【{rng.choice(_TITLES)}】", role, identifier)
    return name_ + other(note)


def nickname(rng: random.Random, role: Role, identifier: str) -> Text:
    """``小【草莓】``."""
    nick = rng.choice(_NICKS)
    return _name(f"{nick[0]}【{nick[1:]}】", role, identifier)


def dotted(rng: random.Random, role: Role, identifier: str) -> Text:
    """``阿【依古丽·买买提】`` with one of the dots in use, or a Tibetan name."""
    if rng.random() < 0.35:
        full = "".join(rng.sample(_TIBETAN, 2))
        return _name(f"{full[0]}【{full[1:]}】", role, identifier)
    first, last, dot = rng.choice(_UYGHUR_FIRST), rng.choice(_UYGHUR_LAST), rng.choice(_DOTS)
    return _name(f"{first[0]}【{first[1:]}】«{dot}»【{last}】", role, identifier)


def single(rng: random.Random, role: Role, identifier: str) -> Text:
    """``【丹】``: one character is hidden whole."""
    return _name(f"【{rng.choice(_GIVEN_SINGLE)}】", role, identifier)


def pinyin(rng: random.Random, role: Role, identifier: str) -> Text:
    """``Z【HANG WEI】``."""
    full = rng.choice(_PINYIN)
    return _name(f"{full[0]}【{full[1:]}】".replace(" ", "】« »【"), role, identifier)


def bracketed(rng: random.Random, role: Role, identifier: str) -> Text:
    """``张【三】[【5835】]``: the extension of a safe number stands behind the name."""
    extension = "".join(rng.choice("0123456789") for _ in range(4))
    template = f"{rng.choice(_SURNAMES)}【{_given(rng)}】«[»【{extension}】«]»"
    return _name(template, role, identifier)


def spaced(rng: random.Random, role: Role, identifier: str) -> Text:
    """``周【 杰】``."""
    return _name(f"{rng.choice(_SURNAMES)}« »【{rng.choice(_GIVEN_SINGLE)}】", role, identifier)


def handed_on(rng: random.Random, role: Role, identifier: str) -> Text:
    """``王【芳】（转李【强】收）``: two people, each hidden."""
    first = ordinary(rng, role, identifier)
    return first + other("（转") + ordinary(rng, role, f"{identifier}.second") + other("收）")


def two_people(rng: random.Random, role: Role, identifier: str) -> Text:
    """``王【芳】/李【强】``."""
    first = ordinary(rng, role, identifier)
    return first + other("/") + ordinary(rng, role, f"{identifier}.second")


def with_place(rng: random.Random, role: Role, identifier: str) -> Text:
    """``驿站代收 王【芳】``."""
    place = rng.choice(("驿站代收 ", "门卫代收 ", "前台 "))
    return other(place) + ordinary(rng, role, identifier)


def ending_in_label(rng: random.Random, role: Role, identifier: str) -> Text:
    """``吴【明】收``: the last character is a label."""
    return ordinary(rng, role, identifier) + label("收")


def already_masked(rng: random.Random, role: Role, identifier: str) -> Text:
    """``孙**``: to be left as it is."""
    sign = rng.choice(("**", "*", "^_^", "XX"))
    return _name(f"{rng.choice(_SURNAMES)}«{sign}»", role, identifier, already=len(sign))


def company(rng: random.Random, role: Role, identifier: str) -> Text:
    """A company or shop in the sender's place."""
    brand = rng.choice(_BRANDS)
    if rng.random() < 0.5:
        full = f"{rng.choice(_CITIES)}{brand}{rng.choice(_TRADES)}{rng.choice(_FORMS)}"
    else:
        full = f"{brand}{rng.choice(_GOODS)}{rng.choice(_SHOPS)}"
    return _name(f"{full[0]}【{full[1:]}】", role, identifier, company=True)


def _given(rng: random.Random) -> str:
    if rng.random() < 0.3:
        return rng.choice(_GIVEN_SINGLE)
    return rng.choice(_GIVEN_FIRST) + rng.choice(_GIVEN_LAST)


def _name(
    template: str, role: Role, identifier: str, *, already: int = 0, company: bool = False
) -> Text:
    # The standard: 收寄件人姓名应隐藏1个汉字以上.
    bare = FieldTruth(identifier, TextKind.NAME, role, (1, 1, 1), already, company)
    return join([marked(template, bare)])
