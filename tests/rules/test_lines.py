"""``waybill-mask text``: as many lines out as in, each exactly as long."""

from __future__ import annotations

import io

import pytest

from app.text import run
from masking.errors import UsageError


def masked(kind, policy, text):
    sink = io.StringIO()
    run(kind, policy, io.StringIO(text, newline=""), sink)
    return sink.getvalue()


@pytest.mark.parametrize(
    ("kind", "policy", "line", "expected"),
    [
        ("name", "standard", "收件人：张伟", "收件人：张*"),
        ("name", "full", "收件人：张伟", "收件人：**"),
        ("phone", "standard", "138 1234 5678", "1** **** 5678"),
        ("phone", "strict", "138 1234 5678", "138 **** ****"),
        ("phone", "standard", "0512-63016908转6", "0512-********转*"),
        ("address", "standard", "阳光花园3幢2单元1502室", "阳光花园3幢********"),
        ("address", "strict", "阳光花园3幢2单元1502室", "阳光花园**********"),
        ("address", "standard", "人民东路1203号", "人民东路1203号"),
        ("address", "standard", "", ""),
    ],
)
def test_one_line(kind, policy, line, expected):
    assert masked(kind, policy, line + "\n") == expected + "\n"


def test_line_ends_stay_as_they_are():
    text = "张三\r\n\n李四\n\r\n王芳"
    assert masked("name", "standard", text) == "张*\r\n\n李*\n\r\n王*"


def test_lines_are_written_one_by_one():
    class Sink(io.StringIO):
        writes = 0

        def write(self, text):
            self.writes += 1
            assert text.count("\n") <= 1
            return super().write(text)

    sink = Sink()
    run("phone", "standard", iter(["13812345678\n"] * 100), sink)
    assert sink.writes == 100
    assert sink.getvalue() == "1******5678\n" * 100


@pytest.mark.parametrize(("kind", "policy"), [("email", "standard"), ("name", "lenient"), ("", "")])
def test_wrong_usage(kind, policy):
    with pytest.raises(UsageError, match="kind is one of name, phone, address"):
        run(kind, policy, io.StringIO("x\n"), io.StringIO())
