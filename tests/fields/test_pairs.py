"""Which phone needs a name of its own."""

from __future__ import annotations

import pytest

from masking.model import TextLine
from masking.reasons import Reason
from tests.fields.test_find import NAME, PHONE, found, reasons
from tests.lines import label, line

PLACE = "陕西省宝鸡市金台区黄土岭乡万科金域华府28栋9楼"


def blocks(*first: TextLine) -> list[TextLine]:
    """A block whose address stands above its phone, and another block right below."""
    return [line(PLACE, 60, 0), *first, line("蓝雨桐 17618996308", 60, 90)]


@pytest.mark.parametrize(
    ("first", "name"),
    [
        ([line("章海港", 60, 40), line("13177676482", 180, 40)], "章海港"),
        ([line("某物鉴定中心  13177676482", 60, 40)], "某物鉴定中心"),
        ([line("13177676482  青禾农庄", 60, 40)], "青禾农庄"),
    ],
)
def test_words_beside_a_phone_right_above_the_next_block_are_its_name(
    first: list[TextLine], name: str
) -> None:
    assert found(blocks(*first), NAME) == sorted([name, "蓝雨桐"])


@pytest.mark.parametrize(
    "second",
    ["13177676482", "座机 0512-63016908", "13177676482(备用)", "13177676482 微信同号"],
)
def test_a_second_phone_needs_none(second: str) -> None:
    lines = label("收件人 王小明 13812345678", second, "浙江省杭州市西湖区文三路1号")
    assert found(lines, NAME) == ["王小明"]
    assert len(found(lines, PHONE)) == 2


PARTIES = [
    line("收件人", 0, 0),
    line("刘栋梁/仝海涛 13742520000", 0, 40),
    line("广西桂林市七星区保利堂悦18栋四单元3201", 0, 80),
]
SENDER = [
    line("17880531963", 0, 170),
    line("山田家纺专营店", 0, 210),
    line("黑龙江省大庆市萨尔图区河滨街道2号", 0, 250),
]


def test_two_people_share_one_phone() -> None:
    lines = [*PARTIES, line("寄件人", 0, 130), *SENDER]
    assert found(lines, NAME) == ["仝海涛", "刘栋梁", "山田家纺专营店"]


@pytest.mark.parametrize("shop", ["小鹿童装", "苏宁易购售后", "Maria Garcia"])
def test_any_words_right_above_a_phone_without_a_name_are_its_name(shop: str) -> None:
    lines = [line("寄", 0, 130), line(shop, 60, 130), line("17880531963", 60, 170)]
    below = line("黑龙江省大庆市萨尔图区河滨街道2号", 60, 210)
    assert shop in found([*PARTIES, *lines, below], NAME)


def test_a_name_in_the_next_column_is_another_phones() -> None:
    lines = [
        *(line(text, x, 0) for text, x in (("寄件人", 0), ("收件人", 700))),
        *(line(text, x, 40) for text, x in (("18503639077", 0), ("19129238430 解博", 700))),
        *(line(text, x, 80) for text, x in (("侴少华", 0), ("湖南省常德市武陵区石榴巷2号", 700))),
        line("河南省周口市太康县九号楼九单元", 0, 120),
    ]
    assert found(lines, NAME) == ["侴少华", "解博"]


def test_a_name_between_two_phones_is_the_lower_ones() -> None:
    lines = [
        line("辽宁省鞍山市铁东区天山中路1584号", 60, 0),
        line("小鹿童装 18030858898", 60, 40),
        line("库尔班江・买买提", 60, 110),
        line("15219399717", 60, 150),
    ]
    assert found(lines, NAME) == ["小鹿童装", "库尔班江・买买提"]


def test_a_name_behind_a_caption_is_the_name() -> None:
    lines = label("送达：三三", "电话：18030375681", "地址：吉林省延吉市石榴巷2号")
    assert found(lines, NAME) == ["三三"]


def test_a_remarks_phone_lends_no_name() -> None:
    lines = label(
        "广东省东莞市虎门镇银泰百货2号", "Ouyang Na", "18802491846", "备注：联系向光辉 19986997288"
    )
    assert found(lines, NAME) == ["Ouyang Na", "向光辉"]


def test_a_remarks_name_does_not_stand_in_for_the_words_above_a_phone() -> None:
    lines = label(
        "广东省东莞市虎门镇银泰百货2号", "苏宁易购售后", "18802491846", "备注：转交吴梦洁"
    )
    assert found(lines, NAME) == ["吴梦洁", "苏宁易购售后"]


@pytest.mark.parametrize(
    ("remark", "needless"),
    [
        (["备注：打不通请打13812340000"], Reason.NAME_MISSING),
        (["买家留言：备用电话：13812340000"], Reason.NAME_MISSING),
        (["备注：到了联系向光辉 19986997288"], Reason.ADDRESS_MISSING),
        (["备注：收件人改为向光辉 19986997288"], Reason.ADDRESS_MISSING),
        (["备注：放门口就行，到了以后请联系", "向光辉 19986997288"], Reason.ADDRESS_MISSING),
    ],
)
def test_a_remark_needs_neither_name_nor_address(remark: list[str], needless: Reason) -> None:
    lines = label("收件人 王小明 13812345678", "浙江省杭州市西湖区文三路1号", "", "", *remark)
    assert needless not in reasons(lines)


def test_a_party_without_an_address_raises_a_doubt_still() -> None:
    lines = label("收件人 王小明 13812345678", "浙江省杭州市西湖区文三路1号", "", "", "", "")
    lines += [line("寄件人 向光辉 19986997288", 0, 400)]
    assert Reason.ADDRESS_MISSING in reasons(lines)


def test_a_badge_beside_a_name_and_its_phone_does_not_part_them() -> None:
    lines = [
        *PARTIES,
        line("某仓华东一号仓", 60, 170),
        line("寄", 0, 188, 28),
        line("17762034209", 60, 203),
        line("江西省九江市柴桑区实验小学", 60, 240),
    ]
    assert found(lines, NAME) == ["仝海涛", "刘栋梁", "某仓华东一号仓"]
    assert not reasons(lines) & {Reason.NAME_MISSING, Reason.PHONE_MISSING}


@pytest.mark.parametrize("remark", ["备注：放门口就行，不要打电话", "送货前打电话"])
def test_words_that_ask_for_a_call_announce_no_number(remark: str) -> None:
    lines = label("收件人 王小明 13812345678", "浙江省杭州市西湖区文三路1号", "", "", remark)
    assert Reason.LABEL_WITHOUT_VALUE not in reasons(lines)


def test_a_cell_ends_at_the_next_cells_phone() -> None:
    lines = [
        *(line(text, x, 0, 28) for text, x in (("姓名", 120), ("电话", 300), ("地址", 500))),
        line("驿站代收 连婷13812345678", 80, 45, 28),
        line("浙江省杭州市西湖区文三路1号", 490, 45, 28),
    ]
    assert found(lines, NAME) == ["连婷"]


@pytest.mark.parametrize(
    ("end", "told"), [("楼下超市 薛", ["薛*"]), ("楼下超市", ["*"]), ("中央公园，王", ["王*"])]
)
def test_a_hidden_name_that_a_line_breaks(end: str, told: list[str]) -> None:
    lines = label(
        "收件人：王小明 13812345678",
        "浙江省杭州市西湖区文三路1号",
        "",
        f"寄：四川省绵阳市涪城区白石镇中央公园30号楼*** {end}",
        "*1******1638",
    )
    assert [name for name in found(lines, NAME) if "*" in name] == told


@pytest.mark.parametrize(
    "rows",
    [
        ("19372507027云南省", "昆明市官渡区新华街592号加油站旁妈妈驿站池珠乐"),
        ("19096344610浙江省杭州", "市西湖区七里香街道石", "桥村十社晋磊杰"),
        ("188****1431黑龙江省 哈尔滨市 南岗区长安", "街道 南街村3队杨达乐"),
        ("杭州市西湖区文三路9号", "买家留言：戴财镇19018681882代收"),
        ("寄到这里", "14944854188湖南长沙市浏阳市锦江国", "际5号仓柴水"),
        ("13414353417/山西省太原市小店", "区塘下镇东方明珠10D栋4单元2306室/旺仔牛奶糖真甜"),
    ],
)
def test_a_region_or_a_torn_word_beside_a_phone_is_nobody(rows: tuple[str, ...]) -> None:
    assert Reason.NAME_MISSING in reasons(label(*rows))


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        (("深圳市宝安区三区12街5240号快", "递超市", "15876551209", "KevinWang"), "KevinWang"),
        (("南宁市青秀区公园1号F座21层2102", "室", "13218685430", "月亮"), "月亮"),
        (("北京市朝阳区人民路3号", "发", "孙歌", "18033540943"), "孙歌"),
    ],
)
def test_the_name_is_not_the_torn_word_but_what_stands_beyond(
    rows: tuple[str, ...], name: str
) -> None:
    assert name in found(label(*rows), NAME)


@pytest.mark.parametrize("name", ["云南", "苏州", "海南人", "佛山市南海区恒固家具厂"])
def test_a_region_without_its_word_may_be_somebody(name: str) -> None:
    lines = label(f"{name} 13812345678", "浙江省杭州市西湖区文三路1号")
    assert found(lines, NAME) == [name]


@pytest.mark.parametrize(
    ("row", "name"),
    [("[收货地址]王春洪  14680049580", "王春洪"), ("送至霍阿姨，13970069944", "送至霍阿姨")],
)
def test_nobodys_phone_is_the_second_one_of_a_courier(row: str, name: str) -> None:
    lines = label(
        "【沈阳市】快递员 左光:13161977318正在派件",
        row,
        "郑州市中牟县环城东路617号锦绣江南八号楼5-2805",
    )
    assert found(lines, NAME) == sorted(["左光", name])


@pytest.mark.parametrize("label_word", ["寄件", "寄方:", "发货人"])
@pytest.mark.parametrize("name", ["Kevin Wang", "格桑央金", "尼玛"])
def test_a_phone_above_a_partys_label_is_not_that_partys_second(label_word: str, name: str) -> None:
    lines = label(
        "收件人贵州省遵义市仁怀市环城东路365号红星小学",
        name,
        "18887215492转8045",
        (label_word, "房芳", "18317099641"),
        "福建省泉州市晋江市长安街道迎宾大道14弄3号",
        height=22,
        column=120,
    )
    assert found(lines, NAME) == sorted([name, "房芳"])


@pytest.mark.parametrize("name", ["尼玛", "大米", "云淡风轻"])
def test_a_comma_behind_a_name_makes_no_remark_of_it(name: str) -> None:
    lines = label(
        "TO: 内蒙古自治区锡林浩特市长江西路99号红星小学",
        f"{name},13812775969",
        "寄方:阎平平  +86 16218536692",
        "银川市金凤区十八里店乡长江西路507号和谐小区",
    )
    assert found(lines, NAME) == sorted([name, "阎平平"])


@pytest.mark.parametrize(
    "rows",
    [
        (
            "你好，帮我发这个地址",
            "13679310069内蒙古自治区锡林浩特市东升",
            "街道新华街265号红星小学",
        ),
        ("19994698535-5633/内", "蒙古锡林浩特市金", "沙江路"),
        ("13681742298 江西南", "昌市青山湖区人民路"),
        ("18110219757 内蒙古", "自治区呼和浩特市", "赛罕区城关镇三合村六社邢玲晶"),
        ("17543681243 广西壮族", "自治区南宁市青秀区新", "桥镇世茂滨江12#5单元1107室揣文雨"),
    ],
)
def test_the_beginning_of_a_region_or_a_request_is_nobodys_name(rows: tuple[str, ...]) -> None:
    assert Reason.NAME_MISSING in reasons(label(*rows))


def test_a_screens_words_below_a_parcels_step_are_no_step() -> None:
    lines = label(
        "【银川市】快递员涂豆(19346167614正在派件",
        "送至华风 15120639820转398",
        "江苏苏州市昆山市小河口村十社东门保安亭",
    )
    assert any("华风" in name for name in found(lines, NAME))
