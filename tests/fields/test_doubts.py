"""What cannot be read or placed is a doubt with an area to paint, never passed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from masking.fields import Doubt, find_fields
from masking.fields.pairs import without_name
from masking.geometry import Quad
from masking.model import Code, CodeKind, FieldKind, Reading, TextLine
from masking.reasons import Reason
from tests.lines import label, line

ADDRESS = "浙江省杭州市西湖区文三路1号阳光花园3幢2单元1502室"


def doubts(lines: list[TextLine]) -> list[Doubt]:
    return list(find_fields(Reading(tuple(lines)))[1].doubts)


def covers(quads: tuple[Quad, ...], inner: Quad) -> bool:
    """Whether one of the areas holds the middle of another."""
    x, y = inner.center
    return any(q.bounds[0] <= x <= q.bounds[2] and q.bounds[1] <= y <= q.bounds[3] for q in quads)


def test_a_phone_without_a_name() -> None:
    lines = [line("13812345678", 300, 0), line(ADDRESS, 0, 45)]
    (doubt,) = doubts(lines)
    assert doubt.reason is Reason.NAME_MISSING
    assert doubt.look  # the gap left of the phone is worth a closer look ...
    assert covers(doubt.quads, line("王", 200, 0).quad)  # ... and is painted otherwise


def test_a_second_phone_of_the_same_person_is_no_doubt() -> None:
    lines = label("王小明 13812345678", "0571-87654321", ADDRESS)
    assert not doubts(lines)


def test_the_next_block_without_a_name_is_a_doubt() -> None:
    lines = label("王小明 13812345678", ADDRESS, "13987654321", "江苏省南京市鼓楼区中山路2号")
    assert [doubt.reason for doubt in doubts(lines)] == [Reason.NAME_MISSING]


def test_a_labelled_name_without_a_phone_paints_digits_nearby() -> None:
    digits = line("8123 45", 0, 45)
    lines = [line("收件人：王小明", 0, 0), digits, line(ADDRESS, 0, 90)]
    (doubt,) = doubts(lines)
    assert doubt.reason is Reason.PHONE_MISSING
    assert covers(doubt.quads, digits.quad)


@pytest.mark.parametrize("word", ["姓名", "电话：", "地址："])
def test_a_label_without_a_value_paints_where_it_should_stand(word: str) -> None:
    lines = [*label("王小明 13812345678", ADDRESS), line(word, 0, 600)]
    doubt = next(d for d in doubts(lines) if d.reason is Reason.LABEL_WITHOUT_VALUE)
    assert covers(doubt.quads, line("王小明", 120, 600).quad)


@pytest.mark.parametrize("text", ["", "木日月"])
def test_an_unread_line_in_a_block_is_painted(text: str) -> None:
    weak = line(text, 0, 45, score=0.2) if text else TextLine(line("王小明", 0, 45).quad, 0.0, ())
    lines = [line("王小明 13812345678", 0, 0), weak, line(ADDRESS, 0, 90)]
    assert any(covers(doubt.quads, weak.quad) for doubt in doubts(lines))


@pytest.mark.parametrize(("apart", "seen"), [(30, 1), (150, 0)])
def test_huge_blots_beside_a_label_lie_no_nearer_for_their_size(apart: int, seen: int) -> None:
    lines = label("王小明 13812345678", ADDRESS, "内件：图书", "备注：请放门口")
    right = max(one.quad.bounds[2] for one in lines)
    blot = replace(line("7", right + apart, -20, 200), score=0.5)
    found = [d for d in doubts([*lines, blot]) if d.reason is Reason.LOW_SCORE]
    assert len(found) == seen


@pytest.mark.parametrize("text", ["—19164236536", "- 19164236536", "19164236536"])
def test_a_dash_before_a_phone_without_a_name_may_be_one(text: str) -> None:
    one = line(text, 0, 45)
    found = [d for d in doubts([one, line(ADDRESS, 0, 90)]) if d.reason is Reason.NAME_MISSING]
    first = one.quad.part(0, 0.05)
    assert any(covers(doubt.quads, first) for doubt in found) is not text.isdigit()


@pytest.mark.parametrize(
    ("text", "score", "seen"), [("<", 0.6, 0), ("<", 0.3, 1), ("八", 0.6, 1), ("<7", 0.6, 1)]
)
def test_the_button_of_a_screenshot_is_no_unread_text(text: str, score: float, seen: int) -> None:
    lines = [*label("王小明 13812345678", ADDRESS), line(text, 0, -40, score=score)]
    assert len([d for d in doubts(lines) if d.reason is Reason.LOW_SCORE]) == seen


def test_an_unread_line_far_from_personal_data_is_left() -> None:
    lines = [*label("王小明 13812345678", ADDRESS), line("木日月", 0, 900, score=0.2)]
    assert not doubts(lines)


def test_a_field_on_a_line_of_little_confidence_is_painted_whole() -> None:
    weak = line("王小明 13812345678", 0, 0, score=0.4)
    found = doubts([weak, line(ADDRESS, 0, 45)])
    assert any(d.reason is Reason.LOW_SCORE and covers(d.quads, weak.quad) for d in found)


@pytest.mark.parametrize(
    ("text", "score", "asked"),
    [("件：13021853", 0.81, True), ("362-B577 667", 0.97, False), ("集", 0.81, False)],
)
def test_a_high_area_beside_a_block_that_was_not_surely_read(
    text: str, score: float, asked: bool
) -> None:
    lines = [
        *label("收件：王小明 13812345678", ADDRESS),
        line(text, 0, 90, 70, score),
        *(
            line(row, 0, 170 + 45 * at)
            for at, row in enumerate((ADDRESS, "物品：文件", "备注：无"))
        ),
    ]
    found = [d for d in doubts(lines) if d.reason is Reason.LOW_SCORE]
    assert any(covers(doubt.quads, lines[2].quad) for doubt in found) is asked


@pytest.mark.parametrize(
    ("title", "more", "asked"),
    [("收货地址", (), False), ("收货地址：", (), True), ("收货地址", ("寄件地址：",), True)],
)
def test_a_screens_title_asks_for_no_value(title: str, more: tuple[str, ...], asked: bool) -> None:
    lines = [line(title, 300, 0), *(line(text, 0, 600) for text in more)]
    lines += [line("王小明 13812345678", 0, 150), line(ADDRESS, 0, 195)]
    reasons = {doubt.reason for doubt in doubts(lines)}
    assert (Reason.LABEL_WITHOUT_VALUE in reasons) is asked


def test_a_form_with_every_value_has_no_doubt() -> None:
    lines = label(("姓名", "王小明", "电话", "13812345678"), ("地址", ADDRESS), column=130)
    assert not doubts(lines)


def test_a_waybill_with_one_party_only_is_looked_at() -> None:
    lines = [*label("王小明 13812345678", ADDRESS), line("SF1013398203430", 0, 500)]
    assert [doubt.reason for doubt in doubts(lines)] == [Reason.NO_PARTY_BLOCK]


def test_a_message_with_one_party_is_no_waybill() -> None:
    assert not doubts(label("王小明 13812345678", ADDRESS))


SHOP = "实付款 ¥59.90"
SPOT = Quad.of_box(300, 600, 320, 620)
"""Where a decoder thinks it sees a code and reads nothing."""


@pytest.mark.parametrize(
    ("rows", "codes", "asked"),
    [
        ((SHOP, ""), (), False),
        ((SHOP, ""), (Code(SPOT, CodeKind.MATRIX, None),), False),
        ((SHOP, ""), (Code(SPOT, CodeKind.LINEAR, "SF1013398203430"),), True),
        ((SHOP, "", "", "寄件人："), (), True),
        (("备注：放门口", ""), (), True),
    ],
)
def test_a_page_that_announces_only_a_receiver_is_no_waybill(
    rows: tuple[str, ...], codes: tuple[Code, ...], asked: bool
) -> None:
    lines = label("收货人：王小明 13812345678", ADDRESS, "", *rows)
    lines.append(line("SF1013398203430", 0, 500))
    _, findings = find_fields(Reading(tuple(lines), codes))
    assert (Reason.NO_PARTY_BLOCK in {doubt.reason for doubt in findings.doubts}) is asked


def test_a_name_that_belongs_to_nobody_is_painted_where_a_party_is_missing() -> None:
    lines = [*label("王小明 13812345678", ADDRESS), line("SF1013398203430", 0, 500)]
    lines.append(line("雷平", 0, 600))
    (doubt,) = [d for d in doubts(lines) if d.reason is Reason.NO_PARTY_BLOCK]
    assert covers(doubt.quads, lines[-1].quad)


@pytest.mark.parametrize(
    ("text", "nameless"),
    [
        ("退货组 13987654321", True),
        ("(放丰巢,13987654321)", False),
        ("请拨打13987654321", False),
    ],
)
def test_a_phone_right_below_an_address_lacks_a_name_unless_it_is_a_remark(
    text: str, nameless: bool
) -> None:
    lines = [line(ADDRESS, 0, 0), line(text, 90, 45)]
    page, findings = find_fields(Reading(tuple(lines)))
    others = [field for field in findings.fields if field.kind is not FieldKind.NAME]
    placed = [(field, page.box_around(field.parts)) for field in others]
    assert bool(without_name(page, placed)) is nameless


@pytest.mark.parametrize(("name", "missing"), [("靳**", False), ("**", True), ("靳", True)])
def test_a_masked_name_behind_a_masked_room_is_one(name: str, missing: bool) -> None:
    lines = [line(f"洛阳市西工区北苑宿舍2座*****{name}1******4074", 0, 0)]
    assert (Reason.NAME_MISSING in {doubt.reason for doubt in doubts(lines)}) is missing


def test_a_party_whose_address_was_not_seen_is_painted_below() -> None:
    lines = label("王小明 13812345678", ADDRESS, "", "", "", "", "李四 13987654321")
    (doubt,) = doubts(lines)
    assert doubt.reason is Reason.ADDRESS_MISSING
    assert covers(doubt.quads, line("江苏省南京市", 0, 7 * 45).quad)


def test_an_address_that_is_missing_is_painted_as_far_as_lines_reach() -> None:
    lines = label("王小明 13812345678", "", "", "", "李四 13987654321", "", "SF1013398203430")
    lines.append(line("2024-05-13 12:22:11", 700, 0))
    reach = max(quad.bounds[2] for doubt in doubts(lines) for quad in doubt.quads)
    assert reach >= lines[-1].quad.bounds[2]


def test_a_label_that_prints_no_address_at_all_is_no_doubt() -> None:
    assert not doubts(label("王小明 13812345678", "", "", "", "李四 13987654321"))


def test_a_waybill_prints_addresses() -> None:
    lines = label("王小明 13812345678", "", "", "", "李四 13987654321", "", "SF1013398203430")
    assert {doubt.reason for doubt in doubts(lines)} == {Reason.ADDRESS_MISSING}


def test_an_overprinted_block_is_painted_and_asked_about() -> None:
    lines = label("收件人：王小明 13812345678", "地址：浙江省杭州市西湖区文三路1号3幢1502室")
    area = lines[1].quad
    reading = Reading(tuple(lines), (), (area,))
    (doubt,) = [d for d in find_fields(reading)[1].doubts if d.reason is Reason.OVERPRINTED]
    (painted,) = doubt.quads
    # Up to the line above, and a line's height below, where nothing was read.
    assert painted.bounds == pytest.approx((0, 30, area.bounds[2], 105))


def test_a_line_that_an_overprint_covers_in_part_is_painted_with_it() -> None:
    lines = label("收件人：", "", "地址：浙江省杭州市西湖区文三路1号3幢1502室", "内件：图书")
    area = lines[1].quad
    (doubt,) = [
        d
        for d in find_fields(Reading(tuple(lines), (), (area,)))[1].doubts
        if d.reason is Reason.OVERPRINTED
    ]
    assert covers(doubt.quads, line("王小明", 60, 62).quad)
    assert not covers(doubt.quads, lines[0].quad)
    assert not covers(doubt.quads, lines[2].quad)


@pytest.mark.parametrize(("index", "painted"), [(1, True), (2, False)])
def test_an_address_that_begins_below_an_overprint_is_painted_to_its_end(
    index: int, painted: bool
) -> None:
    # 金街L2-278 misread: 金街⏎12-278 would keep its 12.
    lines = label("发件：卢德凯 13217753701", "新疆维吾尔自治区乌鲁木齐市天山区金街", "12-278")
    part = lines[index].quad.part(0.6, 1.0)
    (doubt,) = [
        d
        for d in find_fields(Reading(tuple(lines), (), (part,)))[1].doubts
        if d.reason is Reason.OVERPRINTED
    ]
    other = lines[3 - index].quad
    assert covers(doubt.quads, other.part(0.0, 0.2)) is painted


def test_type_printed_over_anything_else_is_no_doubt() -> None:
    lines = label("收件人：王小明 13812345678", "", "", "", "", "内件：图书")
    reading = Reading(tuple(lines), (), (lines[1].quad,))
    assert not [d for d in find_fields(reading)[1].doubts if d.reason is Reason.OVERPRINTED]


def test_the_phone_in_the_next_cell_is_no_name() -> None:
    lines = label(("姓名", "", "", "电话", "13812345678"), ("地址", ADDRESS), column=130)
    (doubt,) = [d for d in doubts(lines) if d.reason is Reason.LABEL_WITHOUT_VALUE]
    blank = line("王小明", 130, -5, 30).quad
    assert covers(doubt.quads, blank)
    assert not covers(doubt.quads, lines[2].quad)


@pytest.mark.parametrize(
    ("x", "cut"), [(-24, True), (-10, True), (0, False), (40, False), (705, False), (730, True)]
)
def test_a_phone_that_runs_out_of_the_picture_is_painted_whole(x: int, cut: bool) -> None:
    name = line("收件人：王小明", 200, 0)
    phone = line("13812345678", x, 45)  # 165 pixels wide
    # What is left of it on a picture 870 pixels wide.
    visible = phone.quad
    if x < 0:
        visible = Quad.of_box(0, 45, 165 + x, 75)
    elif x + 165 > 870:
        visible = Quad.of_box(x, 45, 870, 75)
    share = phone.quad.width / max(visible.width, 1)
    moved = tuple(
        replace(c, x=(c.x * 165 + x - visible.bounds[0]) / 165 * share) for c in phone.characters
    )
    lines = (name, TextLine(visible, 0.99, moved))
    found = find_fields(Reading(lines, size=(870, 600)))[1].doubts
    assert any(d.reason is Reason.CUT_OFF and d.quads == (visible,) for d in found) is cut


def test_the_line_above_the_end_of_an_address_is_painted_where_nobody_saw_it() -> None:
    lines = label("收件人：王小明 13812345678", ADDRESS, "", "", "", "", "31楼1床")
    (doubt,) = [d for d in doubts(lines) if d.reason is Reason.UNREAD_TEXT]
    assert covers(
        doubt.quads, line("李四，13987654321，广东省广州市人民医院", 0, 5 * 45 + 8, 26).quad
    )


def test_the_end_of_an_address_below_its_phone_is_no_doubt() -> None:
    lines = label("收件人：王小明 13812345678", "3幢1502室")
    assert not [d for d in doubts(lines) if d.reason is Reason.UNREAD_TEXT]


def test_digits_left_of_a_phone_are_painted_where_one_party_is_missing() -> None:
    lines = label("5401028-0514 陕西省西", "", "", "", "寄件人：王小明 13812345678", ADDRESS)
    code = Code(Quad.of_box(0, 400, 200, 450), CodeKind.LINEAR, "YT1234567890123")
    found = find_fields(Reading(tuple(lines), (code,)))[1].doubts
    (doubt,) = [d for d in found if d.reason is Reason.NO_PARTY_BLOCK]
    assert covers(doubt.quads, line("5401028-0514", 2, 2, 26).quad)


@pytest.mark.parametrize(("score", "painted"), [(0.5, True), (0.9, False)])
def test_what_was_not_read_is_painted_where_one_party_is_missing(
    score: float, painted: bool
) -> None:
    unread = line("（）", 0, 700, 60, score=score)
    lines = [*label("王小明 13812345678", ADDRESS), line("SF1013398203430", 0, 500), unread]
    (doubt,) = [d for d in doubts(lines) if d.reason is Reason.NO_PARTY_BLOCK]
    assert covers(doubt.quads, unread.quad) is painted


def test_type_printed_over_an_unknown_line_is_a_doubt_wherever_it_stands() -> None:
    lines = label("收件人：王小明 13812345678", "", "", "", "", "李四方先")
    reading = Reading(tuple(lines), (), (lines[1].quad,))
    assert [d for d in find_fields(reading)[1].doubts if d.reason is Reason.OVERPRINTED]


def test_an_address_with_a_gap_in_its_row_is_doubted() -> None:
    lines = [
        *label("寄件人姓名 谭宏林", "13812345678"),
        line("详细地址广东省广州", 0, 120),
        line("南街道天鹅堡3栋2单元3002", 500, 120),
    ]
    page, findings = find_fields(Reading(tuple(lines), ()))
    gap, behind = [q for d in findings.doubts if d.reason is Reason.UNREAD_TEXT for q in d.quads]
    assert page.box(gap).left == pytest.approx(270, abs=1)
    assert page.box(gap).right == pytest.approx(500, abs=1)
    assert page.box(behind).left == pytest.approx(500, abs=1)


@pytest.mark.parametrize("second", ["浙江省杭州市西湖区文三路1号", "杭州市西湖区文三路1号"])
def test_two_addresses_side_by_side_are_not(second: str) -> None:
    lines = [
        *label(("王小明 13812345678", "李芳 13987654321"), column=700),
        line("广东省广州市白云区城南街道天鹅堡3栋2单元", 0, 45),
        line(second, 700, 45),
    ]
    _, findings = find_fields(Reading(tuple(lines), ()))
    assert not [doubt for doubt in findings.doubts if doubt.reason is Reason.UNREAD_TEXT]


def test_lines_of_a_block_that_run_into_a_cover_are_painted() -> None:
    lines = label("收件人：王小明 13812345678", f"地址：{ADDRESS}", "", "", "", "", "内件：图书")
    (left, top, right, bottom), name = lines[1].quad.bounds, lines[0].quad.bounds
    cover = Quad.of_box(right - 20, top, right + 100, bottom)
    below = Quad.of_box(0, lines[2].quad.bounds[1], 50, lines[2].quad.bounds[3])

    def painted(*covers: Quad) -> tuple[Quad, ...]:
        _, findings = find_fields(Reading(tuple(lines), (), (), None, covers))
        quads = [d.quads for d in findings.doubts if d.reason is Reason.UNREAD_TEXT]
        return quads[0] if quads else ()

    above, own, *around = (quad.bounds for quad in painted(cover))
    assert above == pytest.approx(name)  # it belongs to the block that the cover lies on
    assert own == pytest.approx((left, top, right, bottom))
    # Right around the cover something may be that was not seen, as far as text reaches.
    beside = (right - 20 - 2 * 30, top - 1.2 * 30, right, bottom + 1.2 * 30)
    assert around
    assert around[0] == pytest.approx(beside)
    assert all(a >= beside[0] and b >= beside[1] for a, b, _, _ in around)
    assert all(c <= right and d <= beside[3] for _, _, c, d in around)
    assert painted(below) == ()
    assert painted() == ()


def test_a_strip_across_the_page_paints_the_lines_it_crosses() -> None:
    lines = label(
        "收件人：王小明 13812345678", f"地址：{ADDRESS}", "", "", "", "内件：图书", "重量：1kg"
    )
    left, top, _, _ = lines[0].quad.bounds
    strip = Quad.of(
        [(left + 60, top), (left + 760, top + 700), (left + 745, top + 715), (left + 45, top + 15)]
    )
    _, findings = find_fields(Reading(tuple(lines), (), (), None, (strip,)))
    painted = tuple(q for d in findings.doubts if d.reason is Reason.UNREAD_TEXT for q in d.quads)
    assert covers(painted, lines[0].quad)
    assert covers(painted, lines[1].quad)
    assert not covers(painted, lines[-1].quad)


@pytest.mark.parametrize(("beside", "painted"), [("272189", True), ("4.5kg", False), ("", False)])
def test_digits_beside_a_name_that_no_label_announces(beside: str, painted: bool) -> None:
    lines = label("李芳 13987654321", "江苏省南京市鼓楼区中山路2号")
    lines += [line("韦凤民", 0, 300), *([line(beside, 300, 300)] if beside else [])]
    lines.append(line("浙江省杭州市西湖区文三路1号阳光花园", 0, 345))
    found = [doubt for doubt in doubts(lines) if doubt.reason is Reason.PHONE_MISSING]
    assert bool(found) is painted
    assert all(covers(doubt.quads, lines[3].quad) for doubt in found)


def test_the_pieces_that_a_reflection_left_of_a_phone_are_painted() -> None:
    lines = [line("收件人：王小明", 0, 0), line("19", 300, 0), line("4570", 420, 0)]
    lines += label("", ADDRESS, "", "寄件人：李芳 13987654321", "江苏省南京市鼓楼区中山路2号")
    (doubt,) = [d for d in doubts(lines) if d.reason is Reason.PHONE_MISSING]
    assert covers(doubt.quads, lines[1].quad)
    assert covers(doubt.quads, lines[2].quad)


@pytest.mark.parametrize(
    ("text", "x", "painted"),
    [
        ("885570；山东省青岛市崂山", 2, "885570"),  # what is left of a phone
        ("885570；山东省青岛市崂山", 60, ""),  # a whole number, well inside
        ("5570；山东省青岛市崂山", 2, ""),  # fewer digits than may stay
        ("2026-06-03 12:05:58", 2, ""),  # known as something else
        ("DPK155193258", 870 - 12 * 15, ""),  # no phone follows on letters
    ],
)
def test_digits_that_the_border_cuts_off_are_painted(text: str, x: float, painted: str) -> None:
    lines = (*label("", "王小明 13812345678", ADDRESS), line(text, x, 200))
    found = find_fields(Reading(lines, size=(870, 600)))[1].doubts
    quads = [q for d in found if d.reason is Reason.CUT_OFF for q in d.quads]
    assert len(quads) == bool(painted)
    if painted:
        start = text.index(painted)
        begin, end = (lines[-1].quad.at(lines[-1].boundary(n), 0)[0] for n in (start, start + len(painted)))  # fmt: skip
        assert quads[0].bounds[0] == pytest.approx(begin, abs=1)
        assert quads[0].bounds[2] == pytest.approx(end, abs=1)


def test_a_row_that_an_overprint_cuts_is_painted_whole() -> None:
    badge = line("收任", 0, 40, 52)
    lines = [badge, *label("", "", "", "", "内件：图书", "重量：1kg", "备注：加急")]
    area = Quad.of_box(0, 75, 500, 120)
    _, findings = find_fields(Reading((*lines, line("李芳 13987654321", 0, 500)), (), (area,)))
    painted = tuple(q for d in findings.doubts if d.reason is Reason.OVERPRINTED for q in d.quads)
    assert covers(painted, Quad.of_box(120, 45, 480, 70))  # the rest of the badge's row


def test_the_rest_of_an_address_whose_party_was_not_found_is_painted() -> None:
    lines = label("收件人：王小明 13812345678", ADDRESS, "", "奇塘月色18#4", "", "第2/3件")
    _, findings = find_fields(Reading((*lines, line("SF1013398203430", 0, 600))))
    (doubt,) = [d for d in findings.doubts if d.reason is Reason.NO_PARTY_BLOCK]
    assert covers(doubt.quads, line("奇塘月色18#4", 0, 3 * 45).quad)
    assert not covers(doubt.quads, line("第2/3件", 0, 5 * 45).quad)


@pytest.mark.parametrize(("text", "painted"), [("-06", True), ("031779", True), ("x3", False)])
def test_bare_digits_are_painted_where_a_party_is_missing(text: str, painted: bool) -> None:
    lines = label("收件人：王小明 13812345678", ADDRESS, "", text)
    _, findings = find_fields(Reading((*lines, line("SF1013398203430", 0, 600))))
    (doubt,) = [d for d in findings.doubts if d.reason is Reason.NO_PARTY_BLOCK]
    assert any(covers((quad,), line(text, 0, 3 * 45).quad) for quad in doubt.quads) is painted


def test_pieces_of_a_phone_beside_a_badge_are_painted() -> None:
    lines = label("李芳 13987654321", ADDRESS, "", "")
    lines += [line("收", 0, 180, 40), line("庄XX98 10 28 2 9 45 6", 60, 182)]
    _, findings = find_fields(Reading((*lines, line("SF1013398203430", 0, 600))))
    (doubt,) = [d for d in findings.doubts if d.reason is Reason.NO_PARTY_BLOCK]
    x = lines[-1].quad.bounds[0] + 4 * 30
    assert covers(doubt.quads, Quad.of_box(x, 185, x + 120, 208))


@pytest.mark.parametrize(("opens", "doubtful"), [("备注：收件人不在请放", False), ("", True)])
def test_a_unit_that_a_remark_names_is_no_address_without_its_beginning(
    opens: str, doubtful: bool
) -> None:
    lines = label(
        "收件人：王小明 13812345678", "浙江省杭州市文三路1号阳光花园3幢201室", "", "", "", ""
    )
    lines.append(line(f"{opens}2单元301室", 0, 400))
    reasons = {doubt.reason for doubt in find_fields(Reading(tuple(lines)))[1].doubts}
    assert (Reason.UNREAD_TEXT in reasons) is doubtful


@pytest.mark.parametrize(
    ("phone", "doubted"), [("17704057435", False), ("***********", True)], ids=["shown", "hidden"]
)
def test_a_phone_that_a_remark_repeats_needs_no_address(phone: str, doubted: bool) -> None:
    lines = [line("奔跑的蜗牛", 0, 45), line(phone, 230, 45)]
    lines += [line("无锡市梁溪区育才路1174弄8号207室", 0, 90)]
    lines += [line("苑桂云", 0, 300), line("18724234753", 230, 300)]
    lines += [line("惠州市惠城区翠竹街178号金融大厦", 0, 345)]
    lines += [line("备注", 0, 500), line(f"到货联系{phone}", 400, 505)]
    lines += [line("YT1626474698806", 0, 600)]
    assert bool(find_fields(Reading(tuple(lines)))[1].doubts) is doubted


@pytest.mark.parametrize(
    ("value", "score", "doubtful"),
    [
        ("******", 0.99, False),
        ("****** ***", 0.99, False),
        ("******", 0.3, True),
        ("？", 0.9, True),
    ],
)
def test_a_label_whose_value_is_hidden_whole_is_answered(
    value: str, score: float, doubtful: bool
) -> None:
    lines = label("收件人：王小明 13812345678", "地址：" + ADDRESS)
    lines += [line("寄件人", 0, 300), line(value, 110, 300, score=score)]
    assert any(d.reason is Reason.LABEL_WITHOUT_VALUE for d in doubts(lines)) is doubtful


@pytest.mark.parametrize("word", ["麦翠彤", "欧阳青青", "小草莓"])
def test_the_word_before_a_phone_whose_name_is_missing_is_painted(word: str) -> None:
    # The label before it says that it is something else.
    lines = label(f"规格：{word} 13812345678", ADDRESS)
    (doubt,) = doubts(lines)
    assert doubt.reason is Reason.NAME_MISSING
    at = lines[0].text.index(word)
    area = lines[0].quad.part(lines[0].boundary(at), lines[0].boundary(at + len(word)))
    assert covers(doubt.quads, area)


@pytest.mark.parametrize("row", ["王小明 13812345678 规格：大", "王小明 规格：大 13812345678"])
def test_the_word_before_a_phone_that_has_its_name_is_no_doubt(row: str) -> None:
    assert not doubts(label(row, ADDRESS))


def test_what_stands_on_a_phones_own_line_is_no_gap() -> None:
    lines = label("", "177********青海省西宁市城西区新桥镇", "望亭镇星河园南区3幢")
    (doubt,) = [d for d in doubts(lines) if d.reason is Reason.NAME_MISSING]
    assert all(quad.bounds[2] <= 1 or quad.bounds[0] > 400 for quad in doubt.look)
