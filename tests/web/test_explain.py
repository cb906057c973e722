"""Which field a painted region belongs to, and whether a person should think before removing it."""

from __future__ import annotations

import json

import pytest

from app.web.explain import is_required, mask_document, owner, region_document
from app.web.workers.contract import MaskAnswer, Picture
from masking.geometry import Quad
from masking.model import Field, FieldKind, Region, Role, Status

INNER = Quad.of_box(40, 40, 60, 50)


def field(kind: FieldKind, box: tuple[float, ...], rule: str = "rule", **more: object) -> Field:
    return Field(kind, more.get("role"), 1, 1, rule, Quad.of_box(*box), 1.0)


def test_owner_is_the_smallest_field_of_the_kind_around_the_centre() -> None:
    region = Region(INNER, FieldKind.NAME, 2)
    around = field(FieldKind.NAME, (0, 0, 100, 100))
    close = field(FieldKind.NAME, (30, 30, 70, 60))
    elsewhere = field(FieldKind.NAME, (200, 0, 300, 100))
    other_kind = field(FieldKind.PHONE, (39, 39, 61, 51))
    assert owner(region, [around, close, elsewhere, other_kind]) is close
    assert owner(region, [elsewhere, other_kind]) is None
    assert owner(region, []) is None


@pytest.mark.parametrize(
    ("kind", "rule", "required"),
    [
        (FieldKind.NAME, "name.given", True),
        (FieldKind.PHONE, "phone.mobile", True),
        (FieldKind.ADDRESS, "address.room", True),
        (FieldKind.ID_NUMBER, "id_number.card", True),
        (FieldKind.BLOCK, "unread-text", True),
        (FieldKind.QR, "code.personal_content", True),
        (FieldKind.BARCODE, "code.personal_content", True),
        (FieldKind.QR, "code.policy", False),
        (FieldKind.BARCODE, "code.policy", False),
        (FieldKind.WAYBILL_NUMBER, "waybill_number.printed", False),
    ],
)
def test_required(kind: FieldKind, rule: str, required: bool) -> None:
    assert is_required(Region(INNER, kind), field(kind, (0, 0, 99, 99), rule)) is required


@pytest.mark.parametrize("kind", [k for k in FieldKind if k is not FieldKind.WAYBILL_NUMBER])
def test_unknown_reason_counts_as_required(kind: FieldKind) -> None:
    assert is_required(Region(INNER, kind), None)


def test_region_keeps_its_corners_to_the_last_digit() -> None:
    quad = Quad.of([[0.123456789, 1], [9.87654321, 2], [9, 8], [0, 7]])
    document = region_document(Region(quad, FieldKind.NAME, 3), [])
    assert json.loads(json.dumps(document["quad"])) == [list(p) for p in quad.points]
    assert (document["role"], document["rule"], document["stars"]) == (None, "", 3)


def test_role_and_rule_come_from_the_field() -> None:
    owner_field = field(FieldKind.NAME, (0, 0, 99, 99), "name.given", role=Role.SENDER)
    document = region_document(Region(INNER, FieldKind.NAME), [owner_field])
    assert (document["role"], document["rule"]) == ("sender", "name.given")


def test_numbers_that_json_does_not_know_do_not_break_an_answer() -> None:
    picture = Picture(b"x", "image/png")
    answer = MaskAnswer(
        picture, Status.MASKED, (), (), (), (1, 1), {"read": float("nan"), "paint": 1.26}
    )
    assert json.loads(mask_document(answer))["ms"] == {"paint": 1.3}
