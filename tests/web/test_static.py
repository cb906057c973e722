"""What the page is made of: vendored files as published, modules that fit the strict policy."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from app.web.application import STATIC
from tests.web.service import Service

VENDOR = STATIC / "vendor"
MANIFEST = json.loads((VENDOR / "vendored.json").read_text("utf-8"))
OWN = [
    path
    for path in sorted(STATIC.rglob("*"))
    if path.is_file() and VENDOR not in path.parents and path.suffix in (".js", ".html", ".css")
]


@pytest.mark.parametrize("entry", MANIFEST, ids=lambda entry: entry["folder"])
def test_vendored_files_are_what_was_published(entry: dict) -> None:
    folder = VENDOR / entry["folder"]
    found = {f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in folder.iterdir()}
    assert found == entry["sha256"]
    assert entry["licence_file"] in found
    assert entry["licence"] in ("MIT", "Apache-2.0")


def test_every_vendored_folder_is_listed() -> None:
    folders = {path.name for path in VENDOR.iterdir() if path.is_dir()}
    assert folders == {entry["folder"] for entry in MANIFEST}


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.relative_to(STATIC).as_posix())
def test_own_files_ask_no_other_server_and_need_no_inline_code(path: Path) -> None:
    text = path.read_text("utf-8")
    addresses = set(re.findall(r"https?://[^\s\"')]+", text))
    assert addresses <= {"http://www.w3.org/2000/svg"}
    for forbidden in ("innerHTML", "eval(", "new Function", "document.write", "javascript:"):
        assert forbidden not in text
    if path.suffix == ".html":
        assert not re.search(r"\son[a-z]+=|\sstyle=|<style", text)
        assert not re.search(r"<script(?![^>]*\ssrc=)", text)
    if path.suffix == ".js":
        assert len(text.splitlines()) <= 300


def test_every_file_that_is_named_is_served(service: Service) -> None:
    named = set()
    for path in OWN:
        text = path.read_text("utf-8")
        named |= set(re.findall(r"[\"'](/static/[\w./-]+)[\"']", text))
        for relative in re.findall(r"(?:from|import)\(?\s*[\"'](\.[\w./-]+)[\"']", text):
            target = (path.parent / relative).resolve().relative_to(STATIC.resolve())
            named.add(f"/static/{target.as_posix()}")
    assert len(named) > 20
    types = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}
    for address in sorted(named):
        answer = service.client.get(address)
        assert answer.status_code == 200, address
        kind = answer.headers["content-type"].partition(";")[0]
        assert kind == types[Path(address).suffix], address


def test_the_page_knows_the_upload_limit(service: Service) -> None:
    page = service.client.get("/").text
    assert '<meta name="max-upload-bytes" content="33554432" />' in page
    assert "{{" not in page
