"""Phones that words tell whose they are: a courier's, a number to call, a letter's, a remark's."""

from __future__ import annotations

import pytest

from masking.model import TextLine
from masking.reasons import Reason
from tests.fields.test_find import ADDRESS, NAME, PHONE, found, reasons
from tests.lines import label, line

BLOCK = ("收件人：王小明 13812345678", "地址：浙江省杭州市西湖区阳光花园3幢2单元1502室")


@pytest.mark.parametrize(
    "steps",
    [
        ("【中山市】经三路营业部的万刚正在派件，电话：15256975062",),
        ("【中山市】经三路营业部的万刚正在派件，电话：", "15256975062"),
        ("【中山市】经三路营业部的万刚正在派", "件，电话：15256975062"),
        ("【宝鸡市】远航网点已揽收，揽收员窦瑾平(15084936261)",),
        ("【宝鸡市】远航网点已揽收，揽收员窦瑾平", "(15084936261)"),
        ("【宝鸡市】快递员万刚（15084936261）正在为您派件 15084936262",),
    ],
)
def test_a_couriers_phone_on_the_way_has_neither_name_nor_address(steps: tuple[str, ...]) -> None:
    lines = label(*BLOCK, "远航快递 778116978588524", *steps)
    assert len(found(lines, PHONE)) > 1
    assert reasons(lines) == set()


@pytest.mark.parametrize("step", ["快件正在派件", "已揽收"])
def test_somebody_below_a_step_of_the_way_still_needs_an_address(step: str) -> None:
    lines = [*label(*BLOCK), line(step, 0, 300), line("李娜 15256975062", 0, 345)]
    assert Reason.ADDRESS_MISSING in reasons(lines)


def test_a_number_that_a_sentence_asks_to_call_needs_no_name() -> None:
    said = "收件人号码已加密，请拨打17111445234转348联系，有效期至2026-09-22"
    lines = label(*BLOCK, said)
    assert reasons(lines) == set()
    assert len(found(lines, PHONE)) == 2
    assert found(lines, NAME) == ["王小明"]


@pytest.mark.parametrize("somebody", ["赵国强", "三千"])
def test_a_letter_prints_the_phone_of_whom_it_is_written_to(somebody: str) -> None:
    lines = label(
        f"尊敬的{somebody}：",
        "您有一件快件于2026-07-14投递时未能联系到您。",
        "收件电话：18666521549/0371-24255449",
        "收件地址：江西省上饶市信州区银河路214号机关小区8号3207房",
        "投递员：沈珺 电话：17253207516",
    )
    assert somebody in found(lines, NAME)
    assert reasons(lines) == set()


def test_a_phone_without_a_letter_needs_its_name() -> None:
    lines = label(
        "您有一件快件于2026-07-14投递时未能联系到您。",
        "收件电话：18666521549",
        "收件地址：江西省上饶市信州区银河路214号机关小区8号3207房",
        "投递员：沈珺 电话：17253207516",
    )
    assert Reason.NAME_MISSING in reasons(lines)


def screen(remark: str) -> list[TextLine]:
    """An order's page, whose values stand at its right edge."""
    return [
        line("宋瑾锐 13912345678", 28, 0),
        line("重庆市沙坪坝区东门里大街翡翠城2幢2单元2306户", 28, 45),
        line("实付 ￥864.00", 28, 130),
        line("下单时间", 28, 175),
        line("2026-09-02 14:23:22", 700, 175),
        line("买家留言", 28, 220),
        line(remark, 700, 220),
        line("买家", 28, 265),
        line("余雁秋", 1000, 265),
    ]


def test_a_remark_stands_far_from_its_label() -> None:
    lines = screen("另一个号13304825236")
    assert reasons(lines) == set()
    assert "13304825236" in found(lines, PHONE)


def test_a_value_at_the_right_edge_of_a_screen_is_its_labels() -> None:
    assert "余雁秋" in found(screen("无"), NAME)


def test_somebody_in_a_remark_has_the_phone_beside_them() -> None:
    lines = label(
        *BLOCK, "买家留言：另一个号15788147837", "客服备注：换成袁文骁收 15617307550", height=30
    )
    assert reasons(lines) == set()
    assert "袁文骁" in found(lines, NAME)


def test_a_second_phone_that_the_line_breaks_stands_beside_the_first() -> None:
    lines = [
        line("收 彭海 19531957834", 0, 0, 24),
        line("湖南省衡阳市蒸湘区经三路1099号", 0, 30, 24),
        line("寄", 0, 90, 24),
        line("椒江远帆塑业有限公司，0539-37777093 180876099", 30, 90, 24),
        line("81 新疆库尔勒市清河镇延长路271弄26号", 0, 120, 24),
    ]
    assert Reason.NAME_MISSING not in reasons(lines)
    assert len(found(lines, PHONE)) == 3


def test_a_column_of_prices_is_no_phone() -> None:
    lines = [
        line("联系人：袁纯 13031785243", 0, 0),
        *(
            line(price, 600, 60 + 34 * row)
            for row, price in enumerate(["192.00", "45.00", "71.00"])
        ),
    ]
    assert found(lines, PHONE) == ["13031785243"]


@pytest.mark.parametrize(("height", "addresses"), [(70, 1), (30, 2)])
def test_a_sorting_code_in_large_type_is_no_address(height: float, addresses: int) -> None:
    lines = [line("F88-30-21", 100, 0, height), *label(*BLOCK)]
    moved = [lines[0], line(BLOCK[0], 0, 120), line(BLOCK[1], 0, 165)]
    assert len(found(moved, ADDRESS)) == addresses


@pytest.mark.parametrize("tag", ["公司", "家", "默认", "店铺"])
def test_what_somebody_calls_an_address_is_no_name(tag: str) -> None:
    lines = [
        line("小鹿乱撞", 0, 0),
        line("13812345678", 160, 0),
        line(tag, 360, 0),
        line("浙江省杭州市西湖区阳光花园3幢2单元1502室", 0, 45),
    ]
    assert found(lines, NAME) == ["小鹿乱撞"]
