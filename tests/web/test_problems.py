"""The table of problems is whole, and both languages know every code."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import masking
from app.web.problems import KINDS, Problem
from masking.errors import WaybillMaskError
from masking.model import FieldKind, Role
from masking.reasons import Reason

WORDS = Path(masking.__file__).parents[1] / "app" / "web" / "static" / "words"
LANGUAGES = ("en", "zh")


def error_codes() -> set[str]:
    for module in pkgutil.walk_packages(masking.__path__, "masking."):
        importlib.import_module(module.name)
    return {kind.code for kind in family(WaybillMaskError)}


def family(kind: type[WaybillMaskError]) -> Iterator[type[WaybillMaskError]]:
    yield kind
    for child in kind.__subclasses__():
        if child.__module__.startswith("masking"):
            yield from family(child)


def test_every_error_of_the_library_has_a_status() -> None:
    assert error_codes() - KINDS.keys() == set()


@pytest.mark.parametrize("code", KINDS)
def test_kinds(code: str) -> None:
    kind = KINDS[code]
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)
    assert 400 <= kind.status < 600
    document = Problem(code).document("id")
    assert document["type"] == f"urn:waybill-mask:problem:{code}"
    assert document["title"]
    assert document["detail"].endswith(".")


def test_an_unknown_code_becomes_a_plain_error() -> None:
    assert (Problem("nonsense").code, Problem("nonsense").status) == ("error", 500)


def words(language: str) -> dict[str, str]:
    def no_twins(pairs: list[tuple[str, str]]) -> dict[str, str]:
        assert len(dict(pairs)) == len(pairs)
        return dict(pairs)

    text = (WORDS / f"{language}.json").read_text("utf-8")
    return json.loads(text, object_pairs_hook=no_twins)


def needed() -> set[str]:
    codes = KINDS.keys() | error_codes()
    return (
        {f"problem.{code}" for code in codes}
        | {f"reason.{reason.value}" for reason in Reason}
        | {f"kind.{kind.value}" for kind in FieldKind}
        | {f"role.{role.value}" for role in Role}
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_is_translated(language: str) -> None:
    known = words(language)
    assert needed() - known.keys() == set()
    assert all(text.strip() for text in known.values())


def test_both_languages_say_the_same_things() -> None:
    english, chinese = words("en"), words("zh")
    assert english.keys() == chinese.keys()
    for key, text in english.items():
        places = re.findall(r"\{(\w+)\}", text)
        assert sorted(places) == sorted(re.findall(r"\{(\w+)\}", chinese[key])), key


def test_chinese_is_chinese() -> None:
    same = {"app.other_language", "live.finished", "editor.comma"}
    for key, text in words("zh").items():
        assert key in same or re.search(r"[\u4e00-\u9fff]", text), key


def test_the_page_uses_only_known_words_and_all_of_them() -> None:
    """A key that is built at run time is found by its fixed beginning."""
    static = WORDS.parent
    sources = [*static.glob("*.html"), *(static / "js").rglob("*.js")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    known = words("en").keys()
    attributes = re.findall(r'data-(?:words|label|title|placeholder)="([^"]+)"', text)
    called = re.findall(r"\bsay\(\s*[\"']([a-z_.-]+)[\"']", text)
    assert set(attributes) | set(called) <= known
    built = set(re.findall(r"\bsay\(\s*`([a-z_.]+\.)\$\{", text))
    unused = {
        key
        for key in known
        if key not in text and not any(key.startswith(prefix) for prefix in built)
    }
    assert unused == set()
