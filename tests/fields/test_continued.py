"""On which lines an address goes on where two columns stand side by side."""

from __future__ import annotations

import pytest

from masking.model import TextLine
from tests.fields.test_find import ADDRESS, NAME, PHONE, found
from tests.lines import label, line, placed

SHORT = "四川省凉山彝族自治州西昌市石榴巷"
BESIDE = 760
"""Where the column to the right of a line that ends at 720 begins."""


def columns(*right: tuple[str, float]) -> list[TextLine]:
    """A receiver with a wrapped address, and lines of the sender's column to its right, each with
    the height at which it stands."""
    left = [
        line("收件人", 0, 0),
        line("林中原 13872591524", 0, 40),
        line("河南省周口市太康县柳湖融创观澜府39栋4单元", 0, 80),
        line("1807", 0, 115),
    ]
    return [*left, *(line(text, BESIDE, y) for text, y in right)]


@pytest.mark.parametrize(
    "right",
    [
        [("梅宏亮", 40), ("15261275219", 85), (SHORT, 130)],
        [("梅宏亮 15261275219", 40), ("江苏省苏州市吴中区西湖", 60), ("街道石榴巷12号", 95)],
        [("2025-08-16", 50), ("11:09", 85), ("4-83", 120)],
        [("15261275219", 85)],
    ],
)
def test_an_address_goes_on_in_its_own_column(right: list[tuple[str, float]]) -> None:
    addresses = found(columns(*right), ADDRESS)
    assert "河南省周口市太康县柳湖融创观澜府39栋4单元1807" in addresses


def test_addresses_of_two_columns_go_on_each_in_its_own() -> None:
    lines = [
        line("俞蕾 18514850407", 0, 0),
        line("18949071483 毛洋", 600, 0),
        line("大理白族自治州大理市东城逸", 600, 35),
        line("浙江省杭州市滨江区精诚模具", 0, 45),
        line("家19栋2304", 600, 67),
        line("厂C栋6楼", 0, 79),
    ]
    assert found(lines, ADDRESS) == [
        "大理白族自治州大理市东城逸家19栋2304",
        "浙江省杭州市滨江区精诚模具厂C栋6楼",
    ]


def test_a_room_goes_on_before_a_name_with_whom_it_is_handed_to() -> None:
    lines = [
        line("收件：盐城市亭湖区西湖街道职业技术学院实验楼C3", 0, 0),
        line("009，邹家宁（转雷雨桐收），13874521777", 0, 40),
    ]
    assert found(lines, ADDRESS) == ["盐城市亭湖区西湖街道职业技术学院实验楼C3009，"]
    assert found(lines, NAME) == ["邹家宁（转雷雨桐收）"]


def test_a_number_below_the_next_line_is_the_addresss_and_not_the_phones() -> None:
    lines = [
        line("应月浩 0591-6475984", 90, 0, 34),
        line("收", 0, 10, 60),
        line("福建省厦门市集美区枫桥街道幸福里32-", 90, 36, 32),
        line("4-2208", 90, 68, 32),
    ]
    assert found(lines, PHONE) == ["0591-6475984"]
    assert found(lines, ADDRESS) == ["福建省厦门市集美区枫桥街道幸福里32-4-2208"]


@pytest.mark.parametrize("rest", ["区)22-807", "区）3#2-2603", "区)22-807放门口"])
def test_an_address_goes_on_behind_a_bracket_that_its_line_breaks(rest: str) -> None:
    place = "江西省赣州市章贡区科技三路幸福里小区(南"
    assert found(label("收 王小明 13812345678", place, rest), ADDRESS) == [place + rest]


def test_a_name_behind_a_broken_remark_is_none_of_the_address() -> None:
    place = "江西省赣州市章贡区科技三路幸福里3幢(请放"
    lines = label("收 王小明 13812345678", place, "驿站) 李晓芳 13998765432")
    assert found(lines, ADDRESS) == [place + "驿站)"]
    assert found(lines, NAME) == ["李晓芳", "王小明"]


def test_a_name_before_its_phone_behind_a_room_and_a_remark() -> None:
    lines = [
        line("柴涛 (0755)36972398", 60, 0, 20),
        line("辽宁省沈阳市铁西区莘庄镇望江巷17", 60, 28, 20),
        line("54弄创意园11楼1107，放驿站", 60, 56, 20),
        line("牛建山国 023-7412 9499", 60, 92, 20),
        line("上海市闵行区松江北路下沙村1组", 60, 114, 20),
    ]
    assert "辽宁省沈阳市铁西区莘庄镇望江巷1754弄创意园11楼1107，放驿站" in found(lines, ADDRESS)
    assert "牛建山国" in found(lines, NAME)


@pytest.mark.parametrize("caption", ["SKU:B17034", "货架：B17034", "T恤 2025新款 夏季 x1"])
def test_a_caption_ends_an_address(caption: str) -> None:
    lines = label("收件人 王小明 13812345678", "浙江省杭州市西湖区文三路1号阳光花园3幢", caption)
    assert found(lines, ADDRESS) == ["浙江省杭州市西湖区文三路1号阳光花园3幢"]


def test_the_next_party_behind_a_room_is_no_address() -> None:
    lines = label(
        "收 汤阿姨 18718491569",
        "山东省济宁市任城区安置房41栋3单",
        "元1201",
        "巴桑次仁 19317247668",
        "吉阳区蓝光雍锦阁7座2808",
    )
    first = "山东省济宁市任城区安置房41栋3单元1201"
    assert found(lines, ADDRESS) == sorted(["吉阳区蓝光雍锦阁7座2808", first])
    assert found(lines, NAME) == ["巴桑次仁", "汤阿姨"]


def test_a_piece_cut_off_its_line_goes_on_with_it() -> None:
    lines = [
        line("收件人 林中原 13872591524", 0, 40),
        line("河南省周口市太康县柳湖融创观澜府39栋4单元", 0, 80),
        line("1807室", 660, 80),
        line("备注：放门口", 0, 125),
    ]
    assert found(lines, ADDRESS) == ["河南省周口市太康县柳湖融创观澜府39栋4单元1807室"]
    assert found(lines, NAME) == ["林中原"]


@pytest.mark.parametrize(
    ("first", "below", "address"),
    [
        ("浙江省杭州市西湖区阳光花园3幢九单元", "四〇五童心强 13661246527", "四〇五"),
        ("浙江省杭州市西湖区阳光花园3幢五单元一", "〇四黄晓英 13661246527", "〇四"),
    ],
)
def test_a_rooms_number_goes_on_before_the_next_name(first: str, below: str, address: str) -> None:
    lines = [line(first, 100, 0), line(below, 100, 45)]
    (whole,) = found(lines, ADDRESS)
    assert whole.startswith(first + address)


def test_an_address_in_pieces_goes_on_below_the_label_that_opens_its_row() -> None:
    lines = [line("电话：", 53, 0, 60), line("16603327731", 228, 0, 60)]
    lines += [line("地址：", 54, 65, 56), line("河南省", 215, 65, 56), line("郑州市", 400, 65, 56)]
    lines += [line("云谷中心D座18层180", 590, 65, 56), line("2", 54, 118, 56)]
    assert found(lines, ADDRESS) == ["河南省郑州市云谷中心D座18层1802"]


@pytest.mark.parametrize(
    ("first", "below", "rest"),
    [
        ("枫林绿洲五栋五门四", "楼左手；阳涛；18838405083", "楼左手"),
        ("枫林绿洲五栋五门四楼", "左手, SUN LEI, 18838405083", "左手, SUN LEI, "),
        ("和平路925弄2支弄10号2", "楼后间；殷福；13804533549", "楼后间"),
        ("星河园3幢1502", "楼晓梅；13804533549", ""),  # 楼 is a surname
    ],
)
def test_the_side_of_a_floor_that_a_line_breaks(first: str, below: str, rest: str) -> None:
    lines = label("收件人：石家庄市长安区" + first, below)
    assert found(lines, ADDRESS)[0].startswith("石家庄市长安区" + first + rest)
    assert ("楼晓梅" in found(lines, NAME)) is not bool(rest)


def test_a_units_word_goes_on_below_a_row_in_pieces() -> None:
    lines = [line("收件人", 0, 0), line("戴云", 0, 40), line("18801460987", 105, 40)]
    lines += [
        line("云南省", 0, 84),
        line("昆明市官渡区人民医院住院部5楼30", 105, 84),
        line("床", 0, 122),
    ]
    assert found(lines, ADDRESS) == ["云南省昆明市官渡区人民医院住院部5楼30床"]


@pytest.mark.parametrize("estate", ["东方名邸 14 栋 4 单元", "金域蓝湾 3 号楼 2 单元"])
def test_an_estate_that_looks_like_a_name_before_its_building(estate: str) -> None:
    lines = label("寄件人", "梅心飞收 18704596374", f"山东省 青岛市 崂山区 {estate}", "1107")
    assert found(lines, ADDRESS) == [f"山东省 青岛市 崂山区 {estate}1107"]
    assert found(lines, NAME) == ["梅心飞"]


def test_a_name_behind_a_region_is_one() -> None:
    lines = label("寄件人", "山东省 青岛市 崂山区 东方名 18704596374", "文三路 14 栋 4 单元 1107")
    assert found(lines, NAME) == ["东方名"]


def test_words_of_one_address_are_no_columns() -> None:
    lines = [line("姓名", 93, 0, 32), line("蒋美泽", 180, 0, 32), line("电话", 397, 0, 32)]
    lines += [line("18266460115", 484, 0, 32), line("地址", 101, 130, 32)]
    lines += [line("江苏省", 184, 60, 36), line("无锡市", 300, 60, 36), line("梁溪区", 406, 60, 36)]
    lines += [line("春江花苑16栋05", 520, 60, 36), line("01号", 184, 98, 36)]
    assert found(lines, ADDRESS) == ["江苏省无锡市梁溪区春江花苑16栋0501号"]


@pytest.mark.parametrize(
    "goods",
    [
        "坚果礼盒1280g",
        "蓝莓125g*6盒",
        "不锈钢保温壶1.9L",
        "婴儿湿巾80抽*6包",
    ],
)
def test_goods_with_their_measure_behind_a_room_end_an_address(goods: str) -> None:
    address = "浙江省杭州市西湖区文三路1号阳光花园3幢1502"
    assert found(label("收件人 王小明 13812345678", address, goods), ADDRESS) == [address]


@pytest.mark.parametrize("row", ["货：普洱茶饼357g", "普洱茶饼357g"])
def test_goods_that_begin_with_a_city_are_no_address(row: str) -> None:
    address = "浙江省杭州市西湖区文三路1号阳光花园3幢1502"
    assert found(label("收件人 王小明 13812345678", address, "", row), ADDRESS) == [address]


@pytest.mark.parametrize(
    ("goods", "ends"), [("普洱茶饼357g", True), ("大米 10kg", True), ("滨江A5栋", False)]
)
def test_weighed_goods_end_any_address(goods: str, ends: bool) -> None:
    address = "浙江省杭州市西湖区文三路1号阳光花园菜鸟驿站"
    lines = label("收件人 王小明 13812345678", address, goods)
    assert (found(lines, ADDRESS) == [address]) is ends


@pytest.mark.parametrize(
    ("cell", "number", "ends"),
    [("商家", "471578345959", True), ("商家单号", "471578345959", True), ("", "1502", False)],
)
def test_another_labels_number_is_none_of_the_address(cell: str, number: str, ends: bool) -> None:
    lines = [
        line("寄件人", 0, 45),
        line("王小明 13812345678", 200, 45),
        line("浙江省杭州市西湖区文三路1号阳光花园3幢2单元", 200, 90),
        *([line(cell, 0, 135)] if cell else []),
        line(number, 200, 135),
    ]
    assert any(number in text for text in found(lines, ADDRESS)) is not ends
    assert not any("4715" in text for text in found(lines, PHONE))


@pytest.mark.parametrize(("cell", "phones"), [("单号", 1), ("商家订", 1), ("姓名", 2), ("", 2)])
def test_another_labels_number_is_no_phone_of_which_a_digit_was_read_twice(
    cell: str, phones: int
) -> None:
    lines = [
        line("王小明 13812345678", 200, 0),
        line("浙江省杭州市西湖区文三路1号阳光花园3幢2单元1502室", 200, 45),
        *([line(cell, 0, 90)] if cell else []),
        line("163209998555", 200, 90),
    ]
    assert len(found(lines, PHONE)) == phones


@pytest.mark.parametrize("rest", ["园3幢2单元1502室", "中心B座12楼1206"])
def test_a_measure_is_no_house(rest: str) -> None:
    address = "浙江省杭州市西湖区文三路1号阳光花"
    assert found(label("收件人 王小明 13812345678", address, rest), ADDRESS) == [f"{address}{rest}"]


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        ("锦绣江南11幢2单元2", "504 鸡蛋×1"),
        ("锦绣江南11幢3单元", "2704 排骨×2"),
        ("锦绣江南11幢1单", "元1904 苹果×3"),
    ],
)
def test_a_room_before_what_is_ordered_goes_on(first: str, rest: str) -> None:
    rows = [f"1. 王芳 13812345678 {first}", rest, "2. 李强 13912345678 锦绣江南12幢301"]
    assert [text for text in found(label(*rows), ADDRESS) if rest in text]


@pytest.mark.parametrize("below", ["2. 李强 鸡蛋×1", "红富士苹果 x1"])
def test_the_next_of_a_list_is_no_room(below: str) -> None:
    rows = ["1. 王芳 13812345678 锦绣江南11幢3单元", below]
    assert not [text for text in found(label(*rows), ADDRESS) if below in text]


@pytest.mark.parametrize("below", ["第2/2件", "第1/12件"])
def test_which_parcel_this_is_ends_an_address(below: str) -> None:
    lines = label("王小明 13812345678", "浙江省杭州市西湖区文三路1号")
    lines += [line("义乌B7", 56, 900, 60), line(below, 54, 970, 42)]
    assert all(below not in text for text in found(lines, ADDRESS))


@pytest.mark.parametrize(
    ("end", "names"),
    [
        ("解放大街交叉口向东802米便民超市；边瑞", ["边瑞", "郎蓝"]),
        ("解放大街交叉口向东802米便民超市，边瑞", ["边瑞", "郎蓝"]),
        ("解放大街交叉口向东802米，便民超市", ["郎蓝"]),
    ],
)
def test_a_name_ends_the_second_line_of_an_address(end: str, names: list[str]) -> None:
    lines = label("安徽省芜湖市镜湖区望亭镇紫金大道与", end, "（转郎蓝收）；18848128574")
    assert sorted(n for n in found(lines, NAME) if "超市" not in n) == sorted(names)
    assert not any("向东" in name for name in found(lines, NAME))


@pytest.mark.parametrize(
    ("first", "below", "goes_on"),
    [
        ("浙江省金华市义乌市稠城街道", "果果妈妈", False),
        ("浙江省金华市义乌市稠城街道", "园东区", True),
    ],
)
def test_who_stands_alone_before_a_phone_is_no_rest_of_the_address_above(
    first: str, below: str, goes_on: bool
) -> None:
    lines = [line(first, 100, 0), line(below, 100, 45), line("16675949616", 300, 45)]
    lines += [line("收**", 0, 45), line("吉林省长春市朝阳区天鹅堡8栋0904号", 100, 90)]
    assert (first + below in found(lines, ADDRESS)) == goes_on


def test_a_room_goes_on_behind_its_asterisks_in_the_second_row() -> None:
    lines = [
        placed("收件:褚*；1******3", 52, 261, 614, 330),
        placed("3727；山东临沂兰", 585, 262, 1077, 325),
    ]
    lines += [
        placed("山区玫瑰园9栋*****", 56, 329, 581, 395),
        placed("02（兔喜生活）", 641, 329, 1030, 396),
    ]
    assert found(lines, ADDRESS) == ["山东临沂兰山区玫瑰园9栋*****02（兔喜生活）"]


def test_a_row_of_asterisks_is_lower_than_its_address() -> None:
    lines = [line("收件人", 0, 0), line("详细地址", 300, 0), line("电话", 120, 0)]
    lines += [line("王*", 0, 60), line("1******7385", 120, 60)]
    lines += [line("贵州省贵阳市观山湖区", 300, 45), line("新桥镇和平里3幢", 300, 80)]
    lines += [line("****", 300, 118, 16), line("02", 360, 112)]
    assert found(lines, ADDRESS) == ["贵州省贵阳市观山湖区新桥镇和平里3幢****02"]


def test_an_address_ends_before_the_phone_that_its_line_breaks() -> None:
    lines = label("收件人：咸阳市秦都区紫荆苑22栋****，房**，1", "****** 3725")
    assert found(lines, ADDRESS) == ["咸阳市秦都区紫荆苑22栋****，房**，"]
    assert found(lines, PHONE) == ["1****** 3725"]


def test_an_address_goes_on_below_the_firm_that_opens_its_row() -> None:
    lines = [line("启元运动专营店", 37, 351), line("17820195389", 255, 351)]
    lines += [line("广东省惠州市惠城区中心大厦60", 430, 351), line("3、604室", 37, 385)]
    assert found(lines, ADDRESS) == ["广东省惠州市惠城区中心大厦603、604室"]


def test_an_address_goes_on_below_the_firm_before_the_phone_on_its_line() -> None:
    lines = [line("青禾母婴专卖店", 20, 211, 16)]
    lines += [line(" 13916613655 重庆重庆南岸区荷塘月色28号楼1单", 118, 211, 16)]
    lines += [line("元楼下超市", 22, 228, 16)]
    assert found(lines, ADDRESS) == ["重庆重庆南岸区荷塘月色28号楼1单元楼下超市"]


@pytest.mark.parametrize(
    ("beside", "rest"), [("运费：8.00元", "12-3-1203"), ("月结", "12-3-1203"), ("", "大厦301L")]
)
def test_a_room_is_no_other_labels_number_and_no_measure(beside: str, rest: str) -> None:
    address = "浙江省杭州市西湖区文三路1号恒通"
    lines = [line("王小明 13812345678", 300, 0), line(address, 300, 45), line(rest, 300, 80)]
    lines += [line(beside, 0, 80)] if beside else []
    assert found(lines, ADDRESS) == [f"{address}{rest}"]
