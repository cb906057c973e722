"""Names, phones and addresses cut out of one run of text, in any order."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings

from masking.model import Role
from masking.text.split import PieceKind, split
from tests.rules.fragments import any_texts


def pieces(text, **options):
    return [(p.kind.value, text[p.start : p.end]) for p in split(text, **options)]


def of(text, *kinds):
    return [(k, t) for k, t in pieces(text) if k in kinds]


NAME, PHONE = "王小明", "13812345678"
ADDRESS = "浙江省杭州市西湖区文一路12号阳光花园3幢2单元1502室"
FOUND = {("name", NAME), ("phone", PHONE), ("address", ADDRESS)}


@pytest.mark.parametrize("separator", [" ", "，", "；", "\n", "/", "  ", "、"])
@pytest.mark.parametrize("order", list(itertools.permutations((NAME, PHONE, ADDRESS))))
def test_any_order_any_separator(order, separator):
    assert set(pieces(separator.join(order))) == FOUND


@pytest.mark.parametrize("order", list(itertools.permutations((NAME, PHONE, ADDRESS))))
def test_any_order_without_a_separator(order):
    assert set(pieces("".join(order))) == FOUND


@pytest.mark.parametrize("order", list(itertools.permutations((NAME, PHONE, ADDRESS))))
def test_any_order_behind_a_badge(order):
    text = "收 " + " ".join(order)
    assert set(of(text, "name", "phone", "address")) == FOUND


@pytest.mark.parametrize("colon", ["：", ":", " ", ""])
def test_labelled_values(colon):
    text = f"收件人{colon}{NAME}电话{colon}{PHONE}地址{colon}{ADDRESS}"
    assert set(of(text, "name", "phone", "address")) == FOUND


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("吴明收", [("name", "吴明"), ("label", "收")]),
        ("1******1988转", [("phone", "1******1988"), ("other", "转")]),
        ("前台小刘", [("other", "前台"), ("name", "小刘")]),
        ("张三[5835]", [("name", "张三[5835]")]),
        ("王芳（转李强收）", [("name", "王芳（转李强收）")]),
        ("李先生(电联)", [("name", "李先生(电联)")]),
        ("周 杰", [("name", "周 杰")]),
        ("星河园3楼楼晓梅", [("address", "星河园3楼"), ("name", "楼晓梅")]),
        ("运单号：73144233224145", [("label", "运单号："), ("waybill_number", "73144233224145")]),
        ("身份证33010619900101123X", [("label", "身份证"), ("id_number", "33010619900101123X")]),
        ("寄 某某旗舰店", [("label", "寄"), ("name", "某某旗舰店")]),
        ("元1103室", [("address", "元1103室")]),
        ("2单元301", [("address", "2单元301")]),
        ("月结卡号 1357924680", [("label", "月结卡号"), ("other", "1357924680")]),
        ("客服电话 95338", [("label", "客服电话"), ("other", "95338")]),
        ("2024-05-13 12:22", [("other", "2024-05-13"), ("other", "12:22")]),
        ("", []),
        (" ，", []),
    ],
)
def test_pieces(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "顺丰速运",
        "杭州转运中心",
        "已验视",
        "746 V50 010",
        "356-01-02AOF3-11",
        "订单号 1234567890123456",
        "日期：2024-05-13",
        "付款方式：寄付月结",
        "重量 1.2kg",
        "备注：易碎",
        "内件 连衣裙",
        "1502",
        "第二联",
        "扫码关注",
        "¥12.50",
        "10-2-7507",
        "客服热线 400-888-8888",
        "SF1013398203430",
    ],
)
def test_nothing_personal(text):
    assert of(text, "name", "phone", "address", "id_number") == []


def test_roles_follow_labels():
    text = "收 张三 13812345678 寄 李四 13912345678"
    roles = [(text[p.start : p.end], p.role) for p in split(text) if p.kind is not PieceKind.LABEL]
    assert roles == [
        ("张三", Role.RECEIVER),
        ("13812345678", Role.RECEIVER),
        ("李四", Role.SENDER),
        ("13912345678", Role.SENDER),
    ]


def test_the_callers_role_holds_until_a_label_says_otherwise():
    text = "张三 13812345678 收 李四 13912345678"
    roles = [p.role for p in split(text, role=Role.SENDER) if p.kind is PieceKind.PHONE]
    assert roles == [Role.SENDER, Role.RECEIVER]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("小草莓", "name"),
        ("丹", "name"),
        ("momo123", "name"),
        ("63016908", "phone"),
        ("七里香", "address"),
    ],
)
def test_what_the_caller_expects_tips_what_is_unsure(text, kind):
    assert pieces(text) in ([("other", text)], [])
    assert pieces(text, expects={PieceKind(kind)}) == [(kind, text)]


@pytest.mark.parametrize("text", ["顺丰速运", "已验视", "2024-05-13"])
def test_what_the_caller_expects_does_not_make_a_name_of_anything(text):
    assert "name" not in dict(pieces(text, expects={PieceKind.NAME}))


@settings(max_examples=300, deadline=None)
@given(any_texts)
def test_pieces_follow_each_other(text):
    found = split(text)
    offsets = [o for p in found for o in (p.start, p.end)]
    assert offsets == sorted(offsets)
    assert all(p.start < p.end and p.evidence for p in found)
    covered = {o for p in found for o in range(p.start, p.end)}
    assert not [c for o, c in enumerate(text) if o not in covered and c.isalnum() and c.isascii()]


@pytest.mark.parametrize("end", ["808、809室", "808室", ""])
def test_a_name_whose_end_makes_a_place_of_the_region_behind_it(end):
    region = "山西省太原市小店区望江府" + end
    found = of(f"发件：15308354716贾少香{region}", "name", "address")
    assert found == [("name", "贾少香"), ("address", region)]


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("软件园二期前台", "禾木箱包优选店"),
        ("软件园二期前台", "张三丰"),
        ("软件园3栋402室", "合肥聚善食品有限公司"),
        ("软件园3栋402室", "王小明"),
        ("城南街道第一中学", "王小凯"),
        ("阳光花园", "任海燕"),
        ("翠湖家园南门京东便民点", "任海燕"),
        ("玫瑰园E8栋2101号房", "阿依古丽.牙生"),
    ],
)
def test_a_name_glued_between_an_address_and_a_phone(place, name):
    address = "山东省济南市历下区" + place
    assert of(f"寄：{address}{name}{PHONE}", "name", "address") == [
        ("address", address),
        ("name", name),
    ]


@pytest.mark.parametrize("end", ["高层", "南门", "住院部", "门诊楼", "万象城", "三号楼"])
def test_the_end_of_an_estate_is_no_name(end):
    text = "浙江省杭州市西湖区阳光花园" + end
    assert of(text + PHONE, "name", "address") == [("address", text)]


def test_a_company_that_begins_with_its_city_is_a_name_where_one_is_due():
    text = f"寄件人：石家庄百悦家居用品有限公司{PHONE}浙江嘉兴南湖"
    assert of(text, "name", "address")[0] == ("name", "石家庄百悦家居用品有限公司")


@pytest.mark.parametrize(
    ("end", "name"),
    [
        ("31-*****龚**", "龚**"),
        ("3栋****欧*", "欧*"),
        ("31-**栋**", None),
        ("31-**-3**", None),
        ("31-**3**", None),
        ("31-**B*", None),
        ("****号楼*层**室**", None),
        ("31-*****龚", None),
    ],
)
def test_a_masked_name_right_behind_a_masked_room(end: str, name: str | None) -> None:
    text = f"安徽合肥蜀山区龙湖苑{end}1******0128"
    names = [text[p.start : p.end] for p in split(text) if p.kind is PieceKind.NAME]
    assert names == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("江西省 赣州市 章贡区 金街******", None),
        ("江西省 赣州市 章贡区，金街**，13812345678", "金街**"),
        ("江西省 赣州市 章贡区 沈小******", "沈小******"),
        ("广西壮族自治区 柳州市 鱼峰区 望亭镇 金桂苑*****", None),
        ("广西壮族自治区 柳州市 鱼峰区 望亭镇 金桂苑**", "金桂苑**"),
        ("广西壮族自治区 柳州市 鱼峰区 望亭镇 金桂英*****", "金桂英*****"),
        ("金桂苑*****13812345678 江西省 赣州市 章贡区", "金桂苑*****"),
    ],
)
def test_a_masked_street_is_no_name(text: str, name: str | None) -> None:
    names = [text[p.start : p.end] for p in split(text) if p.kind is PieceKind.NAME]
    assert names == ([name] if name else [])


@pytest.mark.parametrize("region", ["江苏省", "宁夏回族自治区", "上海"])
def test_a_region_set_apart_from_its_address_is_nobodys_name(region: str) -> None:
    text = f"发件:{region} 徐州市 睢宁县 人民路5号"
    assert [p.kind for p in split(text)] == [PieceKind.LABEL, PieceKind.ADDRESS]
    named = f"发件:{region} 13812345678"
    assert PieceKind.NAME in [p.kind for p in split(named)]


@pytest.mark.parametrize(("phone", "named"), [("", False), (" 13812345678", True)])
def test_a_street_of_two_characters_is_a_name_only_beside_a_phone(phone: str, named: bool) -> None:
    pieces = split(f"内蒙古自治区 呼和浩特市赛罕区 金街{phone}")
    assert (PieceKind.NAME in [p.kind for p in pieces]) is named


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("便民超市，裴芳，13812345678", ["裴芳"]),
        ("便民超市，裴**，1******5678", ["裴**"]),
        ("便民超市，13812345678", ["便民超市"]),
        ("清源商贸公司，裴芳，13812345678", ["清源商贸公司", "裴芳"]),
        ("张小三，裴芳，13812345678", ["张小三", "裴芳"]),
    ],
)
def test_a_shop_behind_its_address_is_a_name_where_nobody_else_is(end: str, names: list[str]):
    text = f"四川省绵阳市涪城区创业一路883号{end}"
    assert [text[p.start : p.end] for p in split(text) if p.kind is PieceKind.NAME] == names


def test_a_company_behind_a_road_is_part_of_the_address():
    text = f"收件人：浙江省杭州市西湖区阳光科技公司 {PHONE}"
    assert of(text, "name") == []


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("07078027席慧飞", "07078027"),
        ("67078027李娜/方伟阳", "67078027"),
        ("20250801上午", None),
        ("1234567服装", None),
        ("1234567元整", None),
        ("订单号：1234567890", None),
        ("SF12345678李娜", None),
    ],
)
def test_digits_right_before_a_name_are_left_of_its_phone(text: str, phone: str | None) -> None:
    phones = [text[p.start : p.end] for p in split(text) if p.kind is PieceKind.PHONE]
    assert phones == ([phone] if phone else [])


@pytest.mark.parametrize(
    ("text", "name", "phone"),
    [
        ("迟同学0522242585", "迟同学", "0522242585"),
        ("景雨玲6651255", "景雨玲", "6651255"),
        ("蒲以38706794S7", "蒲以", "38706794S7"),
        ("收件人：玉1991648 9", "玉", "1991648"),
        ("收件:雯7335435497江苏省无锡市", "雯", "7335435497"),
        ("陆勇84854O7750-7610", "陆勇", "84854O7750-7610"),
        ("收件:8334728253, 欧辉,新疆乌鲁木齐市", "欧辉", "8334728253"),
        ("取件码 9-4-401 麦翠彤 13", "麦翠彤", None),
        ("取件码9-4-401 麦翠彤 13812345678", "麦翠彤", "13812345678"),
        ("取件码 9-4-401 麦翠彤/管珍 13812345678", "管珍", "13812345678"),
        ("取件码 9-4-401 土豆泥 13812345678", "土豆泥", "13812345678"),
        ("取件码 9-4-401 电联 13812345678", None, "13812345678"),
        ("货号 A12 棉衣 13", None, None),
        ("取件码 9-4-401 请带好", None, None),
        ("金桂苑7602", None, None),
        ("编号1234567", None, None),
        ("快件1234567", None, None),
    ],
)
def test_digits_behind_a_name_and_a_name_behind_a_code(text, name, phone) -> None:
    found = {p.kind: text[p.start : p.end] for p in split(text)}
    assert found.get(PieceKind.NAME) == name
    assert found.get(PieceKind.PHONE) == phone


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("郑州海沧电器有 限公司 13812345678", "郑州海沧电器有 限公司"),
        ("海沧电器旗 舰店 13812345678", "海沧电器旗 舰店"),
        ("王芳 海沧旗舰店 13812345678", None),
        ("王小 明 13812345678", None),
    ],
)
def test_a_space_within_the_word_that_makes_a_company(text, whole) -> None:
    pieces = [text[p.start : p.end] for p in split(text)]
    assert (pieces[0] == whole) is (whole is not None)


@pytest.mark.parametrize(
    ("text", "name", "phone"),
    [
        ("毛**************5478", "毛*******", "*******5478"),
        ("毛* 1******5478", "毛*", "1******5478"),
        ("毛*******5478", "毛", "*******5478"),
    ],
)
def test_bars_side_by_side_hide_a_name_and_a_number(text: str, name: str, phone: str) -> None:
    found = {p.kind: text[p.start : p.end] for p in split(text)}
    assert found == {PieceKind.NAME: name, PieceKind.PHONE: phone}


@pytest.mark.parametrize("side", ["后间", "左手", "东户"])
def test_a_name_behind_the_side_of_a_floor(side):
    address = "山东省济南市历下区文化路15号8楼" + side
    assert of(f"{address}贾经理 {PHONE}", "name", "address") == [
        ("address", address),
        ("name", "贾经理"),
    ]


def test_units_that_spaces_set_apart_belong_to_their_address() -> None:
    text = "乌鲁木齐市 天山区 万和公馆 18 栋 1 单元 2504"
    assert [text[p.start : p.end] for p in split(text) if p.kind is PieceKind.ADDRESS] == [text]


def test_a_masked_mobile_between_a_badge_and_a_masked_name() -> None:
    # 0294 could begin a number of its own.
    pieces = split("寄*****0294古**")
    assert [piece.kind for piece in pieces] == [PieceKind.LABEL, PieceKind.PHONE, PieceKind.NAME]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("上海上海市 嘉定 区 水岸名都4-1602", True),
        ("江苏省无锡市 梁溪区 13812345678", False),
        ("江苏省无锡市梁溪区 王芳", False),
    ],
)
def test_a_space_before_the_word_of_a_district(text: str, whole: bool) -> None:
    pieces = [text[p.start : p.end] for p in split(text) if p.kind is PieceKind.ADDRESS]
    assert (pieces == [text]) is whole


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("郑州天梭家居用品有限公司，13812345678，云南省昆明市官渡区", "郑州天梭家居用品有限公司"),
        ("13812345678 苏州红太阳大厦酒店管理有限公司", "苏州红太阳大厦酒店管理有限公司"),
        # Somebody else is named there, or it is no firm by itself.
        ("王小明 郑州天梭家居用品有限公司 13812345678", "王小明"),
        ("地D座20层2005, Lucky7,17612343752", "Lucky7"),
        ("吉安/景欣珍 008619304412132", "景欣珍"),
        ("江西省/吉安 008619304412132", None),
        ("地D座20层, 2005B7,17612343752", None),
        ("地D座20层, AB12,17612343752", None),
        ("郑州天梭家居广场 13812345678", None),
        ("郑州天梭家居用品有限公司", None),
    ],
)
def test_a_firm_or_a_nickname_at_a_phone_is_the_name_though_it_may_be_a_place(
    text: str, name: str | None
) -> None:
    names = [text[p.start : p.end] for p in split(text) if p.kind is PieceKind.NAME]
    assert names[:1] == ([name] if name else [])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("义乌B7", "other"),
        ("南阳-Z952", "other"),
        ("天津C12", "other"),
        ("杭州市B7", "other"),
        ("阳光花园B7", "address"),
        ("杭州B7栋", "address"),
        ("杭州B7座1203", "address"),
    ],
)
def test_a_city_and_a_letters_number_are_a_sorting_code(text, kind):
    assert [piece[0] for piece in pieces(text)] == [kind]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("文三路1号2单元2205章小红（送货前联系）13812345678", ["章小红"]),
        ("地址：文三路1号2单元2205章姐（送货前联", ["章姐"]),
        ("文三路1号2单元2205菜鸟驿站(北门)", []),
        ("文三路1号3幢1502东户(左手)", []),
        ("文三路1号3幢1502（电联）", []),
    ],
)
def test_a_name_between_a_room_and_a_remark(text, names):
    assert [piece for kind, piece in pieces(text) if kind == "name"] == names
