import pytest

from app.samples.marks import marked, other
from app.samples.truth import FieldTruth, Need, TextKind
from masking.model import Role
from masking.policy import Level

FIELD = FieldTruth("receiver.address", TextKind.ADDRESS, Role.RECEIVER)


def needs(template: str, level: Level) -> str:
    signs = {Need.KEEP: ".", Need.MUST: "#", Need.EITHER: "?"}
    return "".join(signs[g.hide.under(level)] for g in marked(template, FIELD))


@pytest.mark.parametrize(
    ("template", "standard", "strict", "full"),
    [
        ("苑3", "..", "..", "##"),
        ("苑〔3幢〕【1室】", "...##", ".####", "#####"),
        ("苑〖-〗【6】", ".?#", ".?#", "###"),
        ("9弄〈2号〉", "....", "..??", "####"),
        ("1⟪38⟫【1】", ".###", ".??#", "####"),
        ("孙«**»", ".??", ".??", "#??"),
    ],
)
def test_brackets_say_what_goes(template: str, standard: str, strict: str, full: str) -> None:
    assert needs(template, Level.STANDARD) == standard
    assert needs(template, Level.STRICT) == strict
    assert needs(template, Level.FULL) == full


def test_brackets_are_not_printed() -> None:
    assert marked("苑〔3幢〕【1室】", FIELD).plain == "苑3幢1室"


def test_an_open_bracket_is_refused() -> None:
    with pytest.raises(ValueError, match="not closed"):
        marked("苑【1室", FIELD)


def test_a_copy_has_a_field_of_its_own() -> None:
    text = marked("苑【1室】", FIELD) + other("!")
    copy = text.copied(2)
    assert copy.plain == text.plain
    assert [g.field.id if g.field else None for g in copy] == ["receiver.address#2"] * 3 + [None]
    assert [g.hide for g in copy] == [g.hide for g in text]
    assert text.copied(1) is text
