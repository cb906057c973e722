"""``index.html``: small pictures by status with the reasons, to work through what needs a look.

Static, without scripts or anything from elsewhere. File names are shown, recognised text never;
originals only where the run was asked for them.
"""

from __future__ import annotations

import html
import math
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import quote

from app.batch.files import replace_whole
from app.batch.layout import INDEX, PAGES, Layout
from app.batch.outputs import thumbnail
from app.batch.progress import printable
from app.batch.report import Row
from app.batch.shelf import Shelf
from app.batch.summary import Summary
from masking.model import Status

CARDS_A_PAGE = 200
"""More would make browsers slow."""

_ORDER = (Status.REVIEW, Status.FAILED, Status.MASKED)
_TITLES = {
    Status.REVIEW: "To review 需要复核",
    Status.FAILED: "Failed 失败",
    Status.MASKED: "Masked 已脱敏",
}


@dataclass(frozen=True, slots=True)
class Card:
    """What the index says about one page."""

    source: str
    page: int
    status: Status
    output: str | None
    reasons: tuple[str, ...]
    hidden: int
    """Fields with hidden characters."""

    @classmethod
    def of(cls, row: Row) -> Card:
        """From a row of the report."""
        hidden = sum(field["hidden"] > 0 for field in row["fields"])
        status = Status(row["status"])
        return cls(row["source"], row["page"], status, row["output"], tuple(row["reasons"]), hidden)


def write_index(
    layout: Layout,
    has: Callable[[str], bool],
    cards: Iterable[Card],
    summary: Summary,
    *,
    with_originals: bool,
) -> None:
    """Write the index and as many further pages as it takes; `has` knows which pictures there are.

    Raises:
        OSError: the folder cannot be written.
    """
    by_status: dict[Status, list[Card]] = {status: [] for status in _ORDER}
    for card in cards:
        by_status[card.status].append(card)
    places = [
        (status, number)
        for status in _ORDER
        for number in range(math.ceil(len(by_status[status]) / CARDS_A_PAGE))
    ] or [(_ORDER[0], 0)]
    files = {place: INDEX if i == 0 else _file_name(*place) for i, place in enumerate(places)}
    layout.pages.mkdir(exist_ok=True)
    for old in layout.pages.glob("*.html"):
        if f"{PAGES}/{old.name}" not in files.values():
            old.unlink()
    for (status, number), name in files.items():
        up = "" if name == INDEX else "../"
        shown = by_status[status][number * CARDS_A_PAGE : (number + 1) * CARDS_A_PAGE]
        navigation = _navigation(files, by_status, (status, number), up)
        body = "\n".join(_card(has, card, up, with_originals) for card in shown)
        text = _PAGE.format(
            summary=html.escape(_summary(summary)),
            navigation=navigation,
            title=html.escape(_TITLES[status]),
            cards=body,
        )
        with replace_whole(layout.root / name, layout.parts) as stream:
            stream.write(text.encode("utf-8", "backslashreplace"))


def remove_originals(shelf: Shelf) -> None:
    """Delete the small pictures of originals that an earlier run was asked for."""
    shelf.remove_folder(f"{PAGES}/before")


def _file_name(status: Status, number: int) -> str:
    return f"{PAGES}/{status}-{number + 1}.html"


def _summary(summary: Summary) -> str:
    counts = " · ".join(f"{_TITLES[status]}: {summary.statuses[status]}" for status in _ORDER)
    return f"{counts} · {summary.fields_hidden} fields hidden 处已遮盖"


def _navigation(
    files: dict[tuple[Status, int], str],
    by_status: dict[Status, list[Card]],
    here: tuple[Status, int],
    up: str,
) -> str:
    links = []
    for place, name in files.items():
        status, number = place
        pages = math.ceil(len(by_status[status]) / CARDS_A_PAGE)
        label = _TITLES[status] + (f" {number + 1}" if pages > 1 else "")
        current = ' aria-current="page"' if place == here else ""
        links.append(f'<a href="{up}{name}"{current}>{html.escape(label)}</a>')
    return "\n".join(links)


def _card(has: Callable[[str], bool], card: Card, up: str, with_originals: bool) -> str:
    name = printable(card.source) + (f" · page {card.page + 1}" if card.page else "")
    pictures = "".join(_pictures(has, card, up, with_originals))
    reasons = "".join(f"<li>{html.escape(printable(reason))}</li>" for reason in card.reasons)
    link = html.escape(name)
    if card.output is not None:
        link = f'<a href="{up}{_url(card.output)}">{link}</a>'
    return (
        f'<article class="{card.status}"><div class="pictures">{pictures}</div>'
        f"<h3>{link}</h3><p>{card.hidden} fields hidden 处已遮盖</p><ul>{reasons}</ul></article>"
    )


def _pictures(
    has: Callable[[str], bool], card: Card, up: str, with_originals: bool
) -> Iterator[str]:
    for kind, label in (("before", "before 原图"), ("after", "after 结果")):
        if kind == "before" and not with_originals:
            continue
        path = thumbnail(card.source, kind, card.page)
        if has(path):
            url = up + _url(path)
            picture = f'<img loading="lazy" alt="{label}" src="{url}">'
            yield f"<figure>{picture}<figcaption>{label}</figcaption></figure>"


def _url(path: str) -> str:
    """A relative address: everything but letters, digits and slashes is escaped."""
    return quote(os.fsencode(path))


_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'">
<title>waybill-mask</title>
<style>
:root {{ color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }}
body {{ margin: 0 auto; max-width: 90rem; padding: 1rem }}
nav {{ display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 1rem 0 }}
nav a[aria-current] {{ font-weight: bold; text-decoration: none }}
main {{ display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(20rem, 1fr)) }}
article {{ border: 1px solid #8886; border-top: .3rem solid #2a7; border-radius: .4rem;
 padding: .75rem; overflow-wrap: anywhere }}
article.review {{ border-top-color: #d90 }}
article.failed {{ border-top-color: #c33 }}
.pictures {{ display: flex; gap: .5rem }}
figure {{ margin: 0; flex: 1; min-width: 0 }}
figcaption {{ font-size: .8rem; opacity: .7 }}
img {{ display: block; max-width: 100%; max-height: 22rem }}
h3 {{ font-size: 1rem; margin: .5rem 0 0 }}
p, ul {{ margin: .25rem 0 }}
ul {{ padding-left: 1.2rem }}
</style>
</head>
<body>
<h1>waybill-mask</h1>
<p>{summary}</p>
<nav>
{navigation}
</nav>
<h2>{title}</h2>
<main>
{cards}
</main>
</body>
</html>
"""
