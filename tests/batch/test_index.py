"""``index.html``: for people, without anything from elsewhere."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from app.batch import index as index_module
from tests.batch.conftest import Batch
from tests.batch.fakes import Act, save


class Links(HTMLParser):
    """Everything a page points to, and its words."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.urls: list[str] = []
        self.words: list[str] = []
        self.tags: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.urls += [v for k, v in attrs if k in ("src", "href", "action", "data") and v]

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def pages(batch: Batch) -> list[Path]:
    return [batch.output / "index.html", *sorted((batch.output / "index").glob("*.html"))]


@pytest.fixture
def filled(batch: Batch) -> Batch:
    save(batch.input / "sub dir" / "a.png")
    save(batch.input / "b.png", Act.REVIEW, 1)
    save(batch.input / "c.png", Act.NOTHING, 2)
    return batch


def test_review_comes_first_with_its_reasons(filled: Batch) -> None:
    filled()
    words = " ".join(Links(filled.output / "index.html").words)
    assert "b.png" in words
    assert "low-score: a line was read badly" in words
    assert "a.png" not in words
    failed = " ".join(Links(filled.output / "index" / "failed-1.html").words)
    assert "c.png" in failed
    assert "no-sender-or-receiver: " in failed
    assert "a.png" in " ".join(Links(filled.output / "index" / "masked-1.html").words)


def test_every_link_leads_to_a_file_of_the_output(filled: Batch) -> None:
    filled(with_originals=True)
    for page in pages(filled):
        links = Links(page)
        assert links.tags.isdisjoint({"script", "iframe", "link", "object", "form"})
        assert links.urls
        for url in links.urls:
            assert not re.match(r"[a-z]+:|//", url)
            target = (page.parent / unquote(url)).resolve()
            assert target.is_file()
            assert target.is_relative_to(filled.output)


def test_originals_are_shown_only_on_request_and_removed_again(filled: Batch) -> None:
    before = filled.output / "index" / "before"
    filled()
    assert not before.exists()
    filled(with_originals=True)
    assert len(list(before.rglob("*.jpg"))) == 3
    assert len(filled.heard.rows) == 3
    filled(with_originals=True)
    assert filled.heard.rows == []
    filled()
    assert not before.exists()
    assert not any("before" in page.read_text(encoding="utf-8") for page in pages(filled))
    filled(with_originals=True)
    assert len(list(before.rglob("*.jpg"))) == 3


def test_many_cards_are_spread_over_pages(batch: Batch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_module, "CARDS_A_PAGE", 3)
    for number in range(7):
        save(batch.input / f"{number}.png", number=number)
    batch()
    names = [page.relative_to(batch.output).as_posix() for page in pages(batch)]
    assert names == ["index.html", "index/masked-2.html", "index/masked-3.html"]
    cards = [page.read_text(encoding="utf-8").count("<article") for page in pages(batch)]
    assert cards == [3, 3, 1]
    for number in range(4):
        save(batch.input / f"{number}.png", Act.REVIEW, 10 + number)
    batch()
    names = [page.relative_to(batch.output).as_posix() for page in pages(batch)]
    assert names == ["index.html", "index/masked-1.html", "index/review-2.html"]
