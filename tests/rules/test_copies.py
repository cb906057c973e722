"""What is hidden of one copy of an address is hidden of the others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from masking.fields import find_fields
from masking.hiding import hide
from masking.model import FieldKind, Reading, Span
from masking.policy import Policy
from masking.rules.copies import as_in_copy
from tests.lines import label, line

ROAD = "广东省广州市白云区海棠湾"


def hidden(text: str, spans: tuple[Span, ...]) -> str:
    marked = list(text)
    for span in spans:
        marked[span.start : span.end] = "*" * (span.end - span.start)
    return "".join(marked)


def after(text: str, start: int) -> tuple[Span, ...]:
    """All of a text hidden from an offset on."""
    return (Span(start, len(text), "address.tail", "test"),)


@pytest.mark.parametrize(
    ("text", "start", "other", "expected"),
    [
        # (read, hidden from, the copy with 【what is hidden】, hidden then)
        (f"{ROAD}154-2705", 16, f"{ROAD}15-【4-2705】", f"{ROAD}15******"),
        (f"{ROAD}154-27", 16, f"{ROAD}15-【4-2705】", f"{ROAD}15****"),
        (f"{ROAD}15 4 2705", None, f"{ROAD}15-【4-2705】", f"{ROAD}15 ******"),
        # Another address, however alike.
        (f"{ROAD}16-4-2705", 15, f"{ROAD}15-【4-2705】", f"{ROAD}16-******"),
        (f"{ROAD}154-9999", 16, f"{ROAD}15-【4-2705】", f"{ROAD}154-****"),
        ("广州154-2705", 6, "广州15-【4-2705】", "广州154-****"),
    ],
)
def test_copies(text: str, start: int | None, other: str, expected: str) -> None:
    at = other.index("【")
    copy = other.replace("【", "").replace("】", "")
    spans = after(text, start) if start is not None else ()
    answer = as_in_copy(text, spans, copy, after(copy, at))
    assert len(hidden(text, answer)) == len(text)
    assert hidden(text, answer).rstrip("*") == expected.rstrip("*")


@given(st.text("路街号楼室幢1234-· ", max_size=20), st.text("路街号楼室幢1234-· ", max_size=20))
def test_nothing_that_was_hidden_is_shown(text: str, other: str) -> None:
    spans = after(ROAD + text, len(ROAD) + len(text) // 2) if text else ()
    answer = as_in_copy(ROAD + text, spans, ROAD + other, after(ROAD + other, len(ROAD)))
    assert answer[len(answer) - len(spans) :] == spans
    assert all(span.start < span.end for span in answer)
    ordered = [bound for span in answer for bound in (span.start, span.end)]
    assert ordered == sorted(ordered)


def test_the_second_ply_hides_what_the_first_does() -> None:
    lines = [
        *label("收件人：王小明 13812345678", f"地址：{ROAD}15-4-2705"),
        *(
            line(text, 0, 600 + 45 * n)
            for n, text in enumerate(("收件人：王小明 13812345678", f"地址：{ROAD}154-2705"))
        ),
    ]
    page, findings = find_fields(Reading(tuple(lines)))
    hidings = [
        hiding
        for hiding in hide(page, findings.fields, Policy.STANDARD)
        if hiding.field.kind is FieldKind.ADDRESS
    ]
    shown = {
        "".join(
            c
            for at, c in enumerate(page.lines[part.line].text)
            if not any(
                index == part.line and span.start <= at < span.end for index, span in hiding.spans
            )
        )
        for hiding in hidings
        for part in hiding.field.parts
    }
    assert all("270" not in text and "4" not in text for text in shown)
    assert len(hidings) == 2
