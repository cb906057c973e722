"""An address taken apart into named parts, and what looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from masking.text.address import (
    PartKind,
    looks_like_address,
    looks_like_address_tail,
    parse_address,
)
from tests.rules.fragments import any_texts


def parts(text):
    return " ".join(f"{p.kind.value}:{text[p.start : p.end]}" for p in parse_address(text).parts)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "浙江省杭州市西湖区文三路12号阳光花园3幢2单元1502室",
            "prov:浙江省 city:杭州市 district:西湖区 road:文三路 roadno:12号 poi:阳光花园 "
            "houseno:3幢 cellno:2单元 roomno:1502室",
        ),
        ("翠湖家园12-2-1203", "poi:翠湖家园 houseno:12 cellno:2 roomno:1203"),
        ("望江府A座1502", "poi:望江府 houseno:A座 roomno:1502"),
        ("金融大厦B座18层1806", "poi:金融大厦 houseno:B座 floorno:18层 roomno:1806"),
        ("建宁路88弄14号602室", "road:建宁路 roadno:88弄 roadno:14号 roomno:602室"),
        ("渝北大道56号附12号3-4", "road:渝北大道 roadno:56号 roadno:12号 roomno:3 roomno:4"),
        ("石桥村3组26号", "community:石桥村 group:3组 houseno:26号"),
        ("人民东路1203号", "road:人民东路 roadno:1203号"),
        ("文三路456-458号", "road:文三路 roadno:456 roadno:458号"),
        ("建材市场159号", "poi:建材市场 roomno:159号"),
        ("取件码 10-2-7507", "remark:10-2-7507"),
        ("负一层B12", "floorno:负一层 roomno:B12"),
        ("幸福里9幢一单元一〇二", "houseno:9幢 cellno:一单元 roomno:一〇二"),
        ("和平里3幢****O六", "houseno:3幢 roomno:**** roomno:O六"),
        ("星河园3楼楼晓梅", "poi:星河园 floorno:3楼"),
        ("", ""),
        ("张三", ""),
    ],
)
def test_parts(text, expected):
    assert parts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "浙江省杭州市西湖区文三路12号",
        "杭州市西湖区",
        "文三路12号",
        "阳光花园3幢2单元1502室",
        "西湖区文三路",
        "石桥村3组26号",
        "上海市浦东新区世纪大道100号",
        "五常街道西溪北苑7幢",
    ],
)
def test_looks_like_an_address(text):
    assert looks_like_address(text) == "yes"


@pytest.mark.parametrize("text", ["阳光花园", "文三路", "3幢2单元1502室"])
def test_may_be_a_part_of_an_address(text):
    assert looks_like_address(text) == "unsure"


@pytest.mark.parametrize(
    "text",
    ["张三", "12号", "13812345678", "已验视", "连衣裙", "2024-05-13", "746 V50 010", "", "momo123", "ZHANG WEI",
     "¥12.50", "扫码下单", "第二联"],
)  # fmt: skip
def test_is_no_address(text):
    assert looks_like_address(text) == "no"


@pytest.mark.parametrize(
    "text",
    ["元1103室", "2单元301", "1502室", "3幢2单元", "12号楼1单元", "18层1806", "单元1103室", "6楼"],
)
def test_is_the_end_of_an_address(text):
    assert looks_like_address_tail(text) == "yes"


@pytest.mark.parametrize("text", ["7-602", "12-2-1203", "1502", "A1502"])
def test_may_be_the_end_of_an_address(text):
    assert looks_like_address_tail(text) == "unsure"


@pytest.mark.parametrize(
    "text", ["张三", "顺丰速运", "已验视", "浙江省", "", "备注", "abc", "阳光花园" * 20, "请放门口"]
)
def test_is_no_end_of_an_address(text):
    assert looks_like_address_tail(text) == "no"


@settings(max_examples=300, deadline=None)
@given(any_texts)
def test_parts_are_inside_in_order_and_apart(text):
    found = parse_address(text).parts
    offsets = [o for p in found for o in (p.start, p.end)]
    assert offsets == sorted(offsets)
    assert all(0 <= o <= len(text) for o in offsets)
    assert all(p.end > p.start or p.kind is PartKind.REMARK for p in found)
