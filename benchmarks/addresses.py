"""How well the address rule finds the tail, on labelled addresses.

    python benchmarks/addresses.py FILE [--errors N]

FILE holds one token and its BIO label a line, a blank line between addresses, as the sets of
Chinese address parsing do. The must-hide labels are cellno, floorno and roomno; houseno, person,
assist, redundant and roadno may go either way, and so may whatever follows the first must-hide
character.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from masking.rules import hide_address_value, starred

MUST = frozenset({"cellno", "floorno", "roomno"})
EITHER_WAY = frozenset({"houseno", "person", "assist", "redundant", "roadno", "subroadno"})
SEPARATORS = " -_"
"""Characters that show nothing when they stay between hidden ones."""


class Labelled(NamedTuple):
    """One address and the label of each of its characters."""

    text: str
    labels: tuple[str, ...]


def read(path: Path) -> Iterator[Labelled]:
    """Every address of a file."""
    for block in re.split(r"\n\s*\n", path.read_text(encoding="utf-8")):
        tokens = [line.split() for line in block.splitlines() if len(line.split()) == 2]
        if tokens:
            labels = (kind for token, label in tokens for kind in [label[2:].lower()] * len(token))
            yield Labelled("".join(token for token, _ in tokens), tuple(labels))


def layer(text: str, first: int, last: int) -> str:
    """How hard the tail `text[first:last]` is: with unit words, a chain, bare, or otherwise."""
    if re.search("室|单元", text[first:]):
        return "with 室 or 单元"
    if re.search(r"[0-9A-Za-z][-_一][0-9A-Za-z]", text[max(first - 2, 0) : last]):
        return "a-b-c chain"
    if re.fullmatch(r"[0-9A-Za-z]+", text[first:last]):
        return "bare number"
    return "other"


def main() -> None:
    """Print the figures; with --errors, some of the addresses behind them."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--errors", type=int, default=0, help="print that many of each kind")
    options = parser.parse_args()
    total: Counter[str] = Counter()
    leaked: Counter[str] = Counter()
    before = before_hidden = before_kept_hidden = plain = touched = touched_kept = 0
    errors: dict[str, list[str]] = {"leaked": [], "touched": []}
    for text, labels in read(options.file):
        spans = hide_address_value(text)
        hidden = {offset for span in spans for offset in range(*span)}
        kept = {o for o, label in enumerate(labels) if label not in EITHER_WAY}
        must = [o for o, label in enumerate(labels) if label in MUST]
        if not must:
            plain += 1
            touched += bool(hidden)
            touched_kept += bool(hidden & kept)
            if hidden:
                errors["touched"].append(starred(text, spans))
            continue
        kind = layer(text, must[0], must[-1] + 1)
        total[kind] += 1
        if any(o not in hidden and text[o] not in SEPARATORS for o in must):
            leaked[kind] += 1
            errors["leaked"].append(
                f"{starred(text, spans)}   must: {text[must[0] : must[-1] + 1]}"
            )
        before += must[0]
        before_hidden += sum(o in hidden for o in range(must[0]))
        before_kept_hidden += sum(o in hidden and o in kept for o in range(must[0]))
    _row("with a tail, something of it left visible", sum(leaked.values()), sum(total.values()))
    for kind in sorted(total):
        _row(f"  {kind}", leaked[kind], total[kind])
    _row("characters before the tail that are hidden", before_hidden, before)
    _row("  of them characters that should stay", before_kept_hidden, before)
    _row("without a tail, touched", touched, plain)
    _row("  in characters that should stay", touched_kept, plain)
    for name, listed in errors.items():
        for row in listed[: options.errors]:
            print(f"{name}: {row}")


def _row(name: str, part: int, whole: int) -> None:
    print(f"{name:46} {part:6} of {whole:6}  {100 * part / max(whole, 1):6.2f} %")


if __name__ == "__main__":
    main()
