"""Every form of phone number, and the many numbers that are none."""

from __future__ import annotations

import pytest

from masking.text.phones import PhoneKind, find_phones
from masking.text.verdict import Certainty


def found(text, **options):
    return [(text[p.start : p.end], p.kind.value) for p in find_phones(text, **options)]


@pytest.mark.parametrize(
    ("text", "number", "kind"),
    [
        ("13812345678", "13812345678", "mobile"),
        ("138 1234 5678", "138 1234 5678", "mobile"),
        ("138-1234-5678", "138-1234-5678", "mobile"),
        ("138.1234.5678", "138.1234.5678", "mobile"),
        ("1381234 5678", "1381234 5678", "mobile"),
        ("1 3 8 1 2 3 4 5 6 7 8", "1 3 8 1 2 3 4 5 6 7 8", "mobile"),
        ("１３８１２３４５６７８", "１３８１２３４５６７８", "mobile"),
        ("+86 13812345678", "+86 13812345678", "mobile"),
        ("(+86)13812345678", "(+86)13812345678", "mobile"),
        ("86-13812345678", "86-13812345678", "mobile"),
        ("8613812345678", "8613812345678", "mobile"),
        ("0086138-1234-5678", "0086138-1234-5678", "mobile"),
        ("赵六13812345678收", "13812345678", "mobile"),
        ("Tel13812345678", "13812345678", "mobile"),
        ("l38l2345678", "l38l2345678", "mobile"),
        ("I38OO123S67", "I38OO123S67", "mobile"),
        ("18l 1206 2S42", "18l 1206 2S42", "mobile"),
        ("Lucky0572-80846281", "0572-80846281", "landline"),
        ("张*138****5678", "138****5678", "masked"),
        ("*13785896890", "13785896890", "mobile"),
        ("桑**1******2498", "1******2498", "masked"),
        ("桑**1****** 2498", "1****** 2498", "masked"),
        ("13812345678-12栋", "13812345678", "mobile"),
        ("13812345678 3-201", "13812345678", "mobile"),
        ("张*13812345678", "13812345678", "mobile"),
        ("18400001111-5835", "18400001111-5835", "virtual"),
        ("18400001111转5835", "18400001111转5835", "virtual"),
        ("18400001111 转 5835", "18400001111 转 5835", "virtual"),
        ("18400001111_6603", "18400001111_6603", "virtual"),
        ("18400001111[5835]", "18400001111[5835]", "virtual"),
        ("[配送请拨打18400001111转5835]", "18400001111转5835", "virtual"),
        ("0512-63016908", "0512-63016908", "landline"),
        ("0512-63016908转6", "0512-63016908转6", "landline"),
        ("(0512)63016908-801", "(0512)63016908-801", "landline"),
        ("021 12345678", "021", None),
        ("021 62345678", "021 62345678", "landline"),
        ("057188888888", "057188888888", "landline"),
        ("+852 9123 4567", "+852 9123 4567", "foreign"),
        ("+853 6612 3456", "+853 6612 3456", "foreign"),
        ("+886 912 345 678", "+886 912 345 678", "foreign"),
        ("0912-345-678", "0912-345-678", "foreign"),
        ("+44 20 7946 0958", "+44 20 7946 0958", "foreign"),
        ("199****0001", "199****0001", "masked"),
        ("158XXXX1916", "158XXXX1916", "masked"),
        ("021-****1234", "021-****1234", "masked"),
        ("138----5678", "138----5678", "masked"),
        ("123^_^8901", "123^_^8901", "masked"),
        ("1******5678", "1******5678", "masked"),
        ("138 **** 5678", "138 **** 5678", "masked"),
        ("1 ******5678", "1 ******5678", "masked"),
        ("1 ****** 5678", "1 ****** 5678", "masked"),
        ("400-888-8888", "400-888-8888", "service"),
        ("95338", "95338", "service"),
        ("11183", "11183", "service"),
        ("12305", "12305", "service"),
        ("12345678901", "12345678901", "unknown_number"),
        ("电话 63016908", "63016908", "landline"),
        ("电话：l38l234567", "l38l234567", "unknown_number"),
        ("手机 138123456789", "138123456789", "unknown_number"),
    ],
)
def test_numbers(text, number, kind):
    assert found(text) == ([(number, kind)] if kind else [])


@pytest.mark.parametrize(
    "text",
    [
        "SF1013398203430",
        "SF1013 3982 03430",
        "73144233224145",
        "YT8812345678901",
        "773123456789012",
        "JD0123456789012",
        "JT3012345678901",
        "DPK381234567890",
        "EA123456789CN",
        "1234567890123456",
        "订单号 138123456781234567",
        "33010619900101123X",
        "330106 19900101 1231",
        "2024-05-13",
        "2024-05-13 12:22:11",
        "2024年5月13日",
        "12:30:45",
        "¥138.00",
        "13.8kg",
        "6921234567890",
        "310000",
        "746 V50 010",
        "356-01-02AOF3-11",
        "12-2-1203",
        "7-602",
        "1502室",
        "63016908",
        "6301690",
        "13-8123-45678",
        "15-2-1203 3 401",
        "3幢2单元1502",
        "文三路138号1234室5678",
        "月结卡号 1357924680",
        "体积 30*40*50",
        "保利9-5-302",
        "A1381234567",
        "***********",
        "****",
        "",
        "张三",
        "9" * 30,
        "I3OOBSSZ",
    ],
)
def test_no_numbers(text):
    assert find_phones(text) == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("13812345678/13912345678", ["13812345678", "13912345678"]),
        ("138 1234 5678 139 8765 4321", ["138 1234 5678", "139 8765 4321"]),
        ("13812345678、0512-63016908", ["13812345678", "0512-63016908"]),
        ("张三13812345678李四13912345678", ["13812345678", "13912345678"]),
        ("13812345678-13912345678", ["13812345678", "13912345678"]),
        ("运单号73144233224145 电话13812345678", ["13812345678"]),
    ],
)
def test_several_numbers(text, numbers):
    assert [text[p.start : p.end] for p in find_phones(text)] == numbers


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("63016908", "landline"),
        ("6301690", "landline"),
        ("1381234567", "unknown_number"),
        ("138 1234 567", "unknown_number"),
        ("138123456789", "unknown_number"),
        ("10012345678", "unknown_number"),
        ("852-91234567", "foreign"),
        ("13 812 345 678", "mobile"),
        ("l38l234S67", "unknown_number"),
        ("138****", "masked"),
    ],
)
def test_where_a_contact_is_expected(text, kind):
    assert found(text, contact=True) == [(text, kind)]


@pytest.mark.parametrize(
    "text", ["2024-05-13", "SF1013398203430", "12:30", "1234", "33010619900101123X"]
)
def test_where_a_contact_is_expected_other_numbers_stay_other(text):
    assert find_phones(text, contact=True) == ()


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("13812345678", "yes"),
        ("021-62345678", "yes"),
        ("057188888888", "maybe"),
        ("12345678901", "maybe"),
        ("1381234567", "maybe"),
        ("138123456789", "maybe"),
        ("138 1234 56789", "maybe"),
        ("A13812345678", "maybe"),
        ("123^_^8901", "maybe"),
    ],
)
def test_certainty(text, certainty):
    (match,) = find_phones(text)
    assert match.certainty == Certainty(certainty)


def test_offsets_of_a_number_with_everything():
    text = "电话：(+86)0512-6301 6908 转 801"
    (match,) = find_phones(text)
    assert match.kind is PhoneKind.LANDLINE
    assert match.area == 4
    assert text[match.start : match.end] == "(+86)0512-6301 6908 转 801"
    assert "".join(text[o] for o in match.digits) == "051263016908"


def test_offsets_of_a_masked_number():
    text = "张三 138 **** 5678-12"
    (match,) = find_phones(text)
    assert "".join(text[o] for o in match.digits) == "138****5678"
    assert match.hidden == {7, 8, 9, 10}
    assert match.extension == (17, 19)
    assert match.area == 0


def test_a_landlines_area_code():
    (match,) = find_phones("0512-63016908")
    assert match.area == 4
    assert len(match.digits) == 12
