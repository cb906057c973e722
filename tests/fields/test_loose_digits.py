"""Numbers that were misread, and names whose line an address or a phone takes in."""

from __future__ import annotations

import pytest

from tests.fields.test_find import ADDRESS, NAME, PHONE, found
from tests.lines import label, line, placed

ROOM = "广东省广州市天河区五和大道12号阳光花园12栋3单元1205"


@pytest.mark.parametrize(
    "number",
    ["18399086B9", "172-786-881o", "l361585526", "852-9806 8095", "0571 8834 12", "1839908669-801"],
)
def test_a_misread_number_below_a_name_is_its_phone(number: str) -> None:
    assert found(label("司徒娜", number, ROOM), PHONE) == [number]


@pytest.mark.parametrize(
    "number", ["2024-05-12", "12 38", "183990", "400-888-1111", "SF1013398203430", "￥128.00"]
)
def test_other_numbers_below_a_name_are_none(number: str) -> None:
    rows = label("司徒娜 13812345678", ROOM, "", "", "", "杜若兰", number)
    assert found(rows, PHONE) == ["13812345678"]


def test_a_sorting_code_below_a_carriers_name_is_no_phone() -> None:
    rows = [line("邮驿国际", 0, 0, 60), line("826-7634 38", 0, 80, 70)]
    rows += [line("司徒娜 13812345678", 0, 200), line(ROOM, 0, 245)]
    rows += [
        line("雷浩 15954614423", 0, 320),
        line("江苏省南京市江宁区和平里19号楼1单元1302", 0, 365),
    ]
    assert found(rows, PHONE) == ["13812345678", "15954614423"]


@pytest.mark.parametrize("name", ["阿May", "Kevin", "momo", "风轻云淡", "平安喜乐", "王芳"])
def test_a_name_between_its_address_and_its_phone(name: str) -> None:
    """The address above takes the line in, and the next party's phone is near."""
    rows = [line("收", 0, 0), line(ROOM, 60, 0), line(name, 60, 45), line("15725296330", 300, 45)]
    rows += [line("寄", 0, 120), line("雷浩,15954614423", 60, 120)]
    rows += [line("江苏省南京市江宁区和平里19号楼1单元1302", 60, 165)]
    assert found(rows, NAME) == sorted([name, "雷浩"])


@pytest.mark.parametrize("name", ["David Lee", "Yuki酱", "王芳"])
def test_a_name_before_a_phone_that_a_line_breaks(name: str) -> None:
    rows = label("江苏省南京市江宁区滨河东路12号碧", f"桂园21-408，{name},020558", "91788-801")
    assert found(rows, NAME) == [name]
    assert found(rows, PHONE) == ["02055891788-801"]


@pytest.mark.parametrize("name", ["Wang Xiaoming", "momo", "糖糖妈"])
def test_a_name_behind_a_phone_that_a_line_breaks(name: str) -> None:
    rows = label("江苏省南京市江宁区环球广场E座24楼2804  1324218", f"3757:{name}")
    assert found(rows, NAME) == [name]


def test_a_name_right_behind_a_codes_digits() -> None:
    rows = label(
        "收件人：上海市浦东新区解放大街125号", "菜鸟驿站取件码 1-1-2304隋雅轩 86-188", "09398126"
    )
    assert "隋雅轩" in found(rows, NAME)
    rows = label("收件人：上海市浦东新区解放大街125号", "取件码 1-1-2304号房 86-188", "09398126")
    assert found(rows, NAME) == []


def test_a_name_on_the_line_below_a_phone() -> None:
    rows = label("花园路824号幸福里三十", "七栋三单元二零一，137 8125 9736", "林袁海平")
    assert found(rows, NAME) == ["林袁海平"]


@pytest.mark.parametrize("name", ["平安喜乐", "陈陆娜慧", "阿May"])
@pytest.mark.parametrize("gap", [" ", "/", "，"])
def test_a_partys_name_behind_its_room(name: str, gap: str) -> None:
    text = f"收件客户：18103358704 河南省郑州市金水区花园路724号御景湾28-605室{gap}{name}"
    assert found(label(text), NAME) == [name]


@pytest.mark.parametrize("words", ["谢谢", "放门口", "电联", "请放丰巢"])
def test_words_behind_a_room_are_no_name(words: str) -> None:
    text = f"收件：王芳 18103358704 河南省郑州市金水区花园路724号御景湾28-605室 {words}"
    assert found(label(text), NAME) == ["王芳"]


def test_a_name_before_a_misread_landline() -> None:
    rows = label("FROM风轻云淡0379-893888 408", "广东深圳市龙岗区御景湾18#3203")
    assert found(rows, NAME) == ["风轻云淡"]


def test_the_second_copy_of_a_name_shows_the_first() -> None:
    rows = label("河南省郑州市金水区花园路724号御景湾28-6", "05室/陈陆娜慧", "18103358704")
    rows += [line("收货人 陈陆娜慧 18103358704", 0, 300)]
    assert found(rows, NAME) == ["陈陆娜慧", "陈陆娜慧"]


def test_a_mobile_and_its_extension_run_together_in_a_phones_column() -> None:
    rows = [line("客户姓名", 0, 0), line("电话", 300, 0), line("收货地址", 700, 0)]
    for row, (name, phone) in enumerate([("孔女士", "19099227418"), ("秦涵", "184388003043701")]):
        y = 60 + 50 * row
        rows += [line(name, 0, y), line(phone, 250, y), line("光明工业园39幢1层", 650, y)]
    assert found(rows, PHONE) == ["184388003043701", "19099227418"]


def test_the_heading_of_the_row_numbers_read_with_the_next_one() -> None:
    rows = [line("No. 姓名", 0, 0), line("手机", 300, 0), line("地址", 700, 0)]
    for row, (name, phone) in enumerate([("黄雪", "19099227418"), ("风轻云淡", "18438800304")]):
        y = 60 + 50 * row
        rows += [line(str(row + 1), 0, y), line(name, 60, y), line(phone, 270, y)]
        rows.append(line("广东深圳市龙岗区光明工业园39幢1层", 650, y))
    assert {"风轻云淡", "黄雪"} <= set(found(rows, NAME))


@pytest.mark.parametrize("title", ["收件人信息表", "寄件登记表", "订单列表", "发货明细"])
def test_a_lists_title_is_no_name(title: str) -> None:
    rows = label(title, "", "王芳 13812345678", ROOM)
    assert found(rows, NAME) == ["王芳"]


@pytest.mark.parametrize("number", ["0379-445371-801", "155 16 531785", "8192B96613"])
@pytest.mark.parametrize("name", ["一只猫", "小太阳", "momo"])
def test_a_misread_number_above_an_address(name: str, number: str) -> None:
    assert found(label(f"{name} {number}", ROOM), PHONE) == [number]
    assert found(label(f"{name} {number}", ROOM), NAME) == [name]


@pytest.mark.parametrize(
    "words",
    ["订单号 7709218364950127", "2024-05-12 10:23:45", "数量 12", "备注 77092 18364", "A区 12-3"],
)
def test_other_numbers_above_an_address(words: str) -> None:
    rows = label("王芳 13812345678", words, ROOM)
    assert found(rows, PHONE) == ["13812345678"]


@pytest.mark.parametrize("end", ["室", "零七", "元一五零三", "口)", "07", "9号楼西单元3308室"])
def test_a_badge_beside_an_addresss_end_makes_no_name_of_it(end: str) -> None:
    rows = [line("浙江省金华市义乌市文一西路107号碧桂园三十二栋一单元一", 60, 0), line("收", 0, 45)]
    rows += [line(end, 60, 45), line("平安喜乐", 60, 90), line("15725296330", 300, 90)]
    assert found(rows, NAME) == ["平安喜乐"]


def test_a_name_behind_its_address_on_the_next_line() -> None:
    rows = label("TO：15810263455;浙江省杭州市余杭区花园路街道", "紫荆苑T9-1908;甜甜圈")
    assert found(rows, NAME) == ["甜甜圈"]


def test_a_carriers_own_place_above_a_phone_is_no_name() -> None:
    rows = label("杭州集散中心", "13812345678 浙江省杭州市余杭区紫荆苑9-1908")
    assert found(rows, NAME) == []


def test_a_name_before_a_province_set_apart_from_its_city() -> None:
    rows = label("收件信息 马荣婷广东 深圳市 龙岗区 国际商贸城10", "楼7869铺 13185159389")
    assert found(rows, NAME) == ["马荣婷"]


def test_an_address_goes_on_below_where_its_labels_value_begins() -> None:
    rows = [line("收货信息 彭欣嘉，13457450993，花园路街道幸福", 0, 0), line("里D区2606", 135, 40)]
    assert found(rows, ADDRESS) == ["花园路街道幸福里D区2606"]


def test_the_closing_label_behind_a_phone_announces_nothing() -> None:
    rows = label("momo，17810341892收", "好的，收到")
    assert found(rows, NAME) == ["momo"]


def test_a_torn_number_in_the_next_row_is_no_extension() -> None:
    rows = [line("收货人", 0, 0), line("电话", 180, 0), line("地址", 500, 0)]
    rows += [
        line("廖总", 0, 60),
        line("13852854276", 180, 60),
        line("北京市朝阳区滨河大厦13F-1", 500, 60),
    ]
    rows += [line("卢海玉", 0, 112), line("1321", 180, 112), line("043522", 265, 112)]
    rows += [line("北京市朝阳区五星村1队97号", 500, 112)]
    assert "13852854276" in found(rows, PHONE)
    assert any(number.endswith("043522") for number in found(rows, PHONE))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("发这个地址 山东省临沂市 兰山", "区柳青街道花园路"),
        ("黑龙江省 哈尔滨市南岗区 柳青", "街道花园路571号"),
        ("新疆维吾尔自治区 乌鲁木", "齐市天山区花园"),
    ],
)
def test_a_place_that_a_line_breaks_is_no_name(first: str, second: str) -> None:
    assert found(label("王芳 13812345678", first, second), NAME) == ["王芳"]


@pytest.mark.parametrize("name", ["柳青", "兰山", "张三"])
def test_a_name_behind_a_room_is_one_whatever_comes_below(name: str) -> None:
    rows = label("13812345678", f"哈尔滨市南岗区花园路1号阳光花园3-1203 {name}", "区内不派送")
    assert name in found(rows, NAME)


def test_a_shop_that_tells_the_way_is_no_name() -> None:
    rows = label("浙江省杭州市余杭区世纪大道543号大王庄村口超市,曹亮超 13812345678")
    assert found(rows, NAME) == ["曹亮超"]


def test_a_bed_on_the_sixth_line_of_an_address() -> None:
    rows = label(
        "艾珠 19165462784",
        "江苏省",
        "扬州市",
        "邗江区",
        "龙泉街道",
        "水岸名都女生楼3楼2403",
        "床位1",
    )
    assert found(rows, ADDRESS) == ["江苏省扬州市邗江区龙泉街道水岸名都女生楼3楼2403床位1"]


@pytest.mark.parametrize("words", ["内件：小家电", "运费:9.00元", "x2"])
def test_other_words_on_the_sixth_line_are_none_of_it(words: str) -> None:
    rows = label(
        "艾珠 19165462784", "江苏省", "扬州市", "邗江区", "龙泉街道", "水岸名都女生楼3楼2403", words
    )
    assert found(rows, ADDRESS) == ["江苏省扬州市邗江区龙泉街道水岸名都女生楼3楼2403"]


def test_the_rest_of_a_province_is_no_name() -> None:
    rows = label(
        "收：艾力・库尔班,(+86)18855982259,湖", "南省长沙市岳麓区 新桥镇 金桂苑丰巢2号", "柜"
    )
    assert found(rows, NAME) == ["艾力・库尔班"]


def test_orders_numbers_of_a_table_are_no_phones() -> None:
    lines = [line(text, x, 0) for text, x in (("订单号", 0), ("姓名", 220), ("手机", 340))]
    lines += [line("收货地址", 620, 0)]
    for y, order, name, phone in (
        (45, "4258295863", "甘立明", "13821191834"),
        (90, "194995096377", "时东小", "13979454590"),
    ):
        lines += [line(order, 0, y), line(name, 220, y), line(phone, 340, y)]
        lines += [line("杭州市西湖区文三路1号阳光花园3幢1502室", 620, y)]
    assert found(lines, PHONE) == ["13821191834", "13979454590"]


def test_a_misread_phone_of_a_table_is_one_in_its_own_column() -> None:
    lines = [line(text, x, 0) for text, x in (("姓名", 0), ("手机", 220), ("订单号", 500))]
    lines += [line("甘立明", 0, 45), line("1382119183", 220, 45), line("4258295863", 500, 45)]
    assert found(lines, PHONE) == ["1382119183"]


def test_the_close_rows_of_a_sheet_are_a_number_each() -> None:
    lines = [line(text, x, 0, 18) for text, x in (("姓名", 0), ("手机号码", 130))]
    rows = (
        ("甘立明", "+86191811075"),
        ("", "84"),
        ("东方门", "198-8374-3978"),
        ("楼海", "1******5078"),
    )
    for row, (name, phone) in enumerate(rows, 1):
        lines += [line(name, 0, 24 * row, 18)] * bool(name) + [line(phone, 130, 24 * row, 18)]
    assert found(lines, PHONE) == ["+8619181107584", "1******5078", "198-8374-3978"]


def test_a_number_that_its_cell_breaks_between_close_rows() -> None:
    lines = [
        placed("1*k*6750", 130, 114, 238, 150),
        placed("86-150767390", 130, 151, 250, 179),
        placed("72", 131, 178, 156, 208),
        placed("管涛", 26, 161, 68, 194),
        placed("江西省赣州市章贡区科技三路1515号13支弄35号208室", 277, 161, 794, 189),
    ]
    assert found(lines, PHONE) == ["86-15076739072"]
