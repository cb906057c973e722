"""Two inputs never share an output, whatever their names."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.batch.archive import Member
from app.batch.inputs import Input
from app.batch.names import MAX_NAME_BYTES, assign
from masking.images import Format


def item(source: str, format: Format | None = Format.JPEG, *, zipped: bool = False) -> Input:
    member = Member(0, source, format) if zipped else None
    return Input(source, Path("x"), format, member)


def names(*inputs: Input) -> list[str]:
    return list(assign(inputs, {}).values())


@pytest.mark.parametrize(
    ("source", "format", "output"),
    [
        ("scan/a.jpg", Format.JPEG, "scan/a.jpg"),
        ("a.heic", Format.HEIC, "a.jpg"),
        ("a", Format.HEIC, "a.jpg"),
        (".hidden", Format.JPEG, ".hidden"),
        ("report.jsonl", Format.JPEG, "report.jsonl_"),
        ("index/a.jpg", Format.JPEG, "index_/a.jpg"),
        ("INDEX.html", Format.PNG, "INDEX.html_"),
        (".waybill-mask/a.jpg", Format.PNG, ".waybill-mask_/a.jpg"),
        ("sub/index/a.jpg", Format.PNG, "sub/index/a.jpg"),
        ("broken.jpg", None, "broken.jpg"),
    ],
)
def test_a_free_name_is_kept(source: str, format: Format | None, output: str) -> None:
    assert names(item(source, format)) == [output]


def test_own_names_come_first_and_the_others_say_what_they_were() -> None:
    inputs = [item("a.heic", Format.HEIC), item("a.jpg"), item("a.hif", Format.HEIC)]
    assert assign(inputs, {}) == {
        "a.jpg": "a.jpg",
        "a.heic": "a.heic.jpg",
        "a.hif": "a.hif.jpg",
    }


def test_case_and_composition_do_not_tell_names_apart() -> None:
    assert names(item("A.jpg"), item("a.jpg")) == ["A.jpg", "a-2.jpg"]
    composed, decomposed = "\u00e9.jpg", "e\u0301.jpg"
    assert names(item(composed), item(decomposed)) == [composed, "e\u0301-2.jpg"]


def test_an_earlier_name_stays_even_when_its_owner_would_come_first() -> None:
    inputs = [item("a.heic", Format.HEIC), item("a.jpg")]
    assert assign(inputs, {"a.heic": "a.jpg"}) == {"a.heic": "a.jpg", "a.jpg": "a-2.jpg"}


def test_a_name_of_an_input_that_is_gone_stays_taken() -> None:
    assert assign([item("a.jpg")], {"a.heic": "a.jpg"}) == {"a.jpg": "a-2.jpg"}


@pytest.mark.parametrize(
    ("source", "output"),
    [
        ("z.zip/a:b?.jpg", "z.zip/a_b_.jpg"),
        ("z.zip/con.jpg", "z.zip/_con.jpg"),
        ("z.zip/dir. /a.jpg", "z.zip/dir/a.jpg"),
        ("z.zip/tab\tline\n.jpg", "z.zip/tab_line_.jpg"),
    ],
)
def test_names_from_archives_are_made_portable(source: str, output: str) -> None:
    assert names(item(source, zipped=True)) == [output]


def test_a_longer_name_still_fits() -> None:
    long = "面" * 83 + ".jpg"  # 253 bytes
    first, second = names(item(long), item(long.replace(".jpg", ".JPG")))
    assert first == long
    assert len(second.encode()) <= MAX_NAME_BYTES
    assert second.endswith(".JPG")


def test_refused_inputs_have_no_name() -> None:
    assert assign([Input("a.jpg", Path("x"), problem="unsafe-name: x")], {}) == {}


PARTS = st.text(alphabet="aA.é\u0301面\n:-2\udc80", min_size=1, max_size=4).filter(
    lambda part: part not in (".", "..")
)
SOURCES = st.lists(PARTS, min_size=1, max_size=3).map("/".join)
FORMATS = st.sampled_from([None, *Format])


@given(st.dictionaries(SOURCES, FORMATS, max_size=12), st.booleans())
def test_no_two_outputs_are_one(sources: dict[str, Format | None], zipped: bool) -> None:
    assigned = assign([item(s, f, zipped=zipped) for s, f in sources.items()], {})
    assert assigned.keys() == sources.keys()
    folded = [name.casefold() for name in assigned.values()]
    assert len(set(folded)) == len(folded)
    assert all(".." not in name.split("/") and not name.startswith("/") for name in folded)
