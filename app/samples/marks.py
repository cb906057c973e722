"""Text whose every character knows what it is and whether it must be hidden.

Names, phones and addresses are written down as templates with brackets, so that the truth is
right by construction and never the answer of a rule that it should test.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from app.samples.truth import FieldTruth, Hide, Need, TextKind

KEPT = Hide(Need.KEEP, Need.KEEP, Need.KEEP)
FULL_ONLY = Hide(Need.KEEP, Need.KEEP, Need.MUST)
FROM_STRICT = Hide(Need.KEEP, Need.MUST, Need.MUST)
STRICT_EITHER = Hide(Need.KEEP, Need.EITHER, Need.MUST)
ALWAYS = Hide(Need.MUST, Need.MUST, Need.MUST)
EITHER_THEN_FULL = Hide(Need.EITHER, Need.EITHER, Need.MUST)
STRICT_MAY_SHOW = Hide(Need.MUST, Need.EITHER, Need.MUST)
FREE = Hide(Need.EITHER, Need.EITHER, Need.EITHER)

BRACKETS = {
    "【": ("】", ALWAYS),
    "〔": ("〕", FROM_STRICT),
    "〈": ("〉", STRICT_EITHER),
    "〖": ("〗", EITHER_THEN_FULL),
    "⟪": ("⟫", STRICT_MAY_SHOW),
    "«": ("»", FREE),
}
"""How templates mark parts; the brackets themselves are not printed.

Unbracketed text of a field goes under `full` only. 【room】 always goes, 〔building〕 from strict
on, 〈yard or lane〉 may stay under strict, 〖separator or remark〗 may stay until full, ⟪second or
third digit of a mobile⟫ may stay under strict only, «sign» never matters.
"""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character to print."""

    text: str
    kind: TextKind
    hide: Hide
    field: FieldTruth | None


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters; adding two puts one behind the other."""

    glyphs: tuple[Glyph, ...] = ()

    def __add__(self, other: Text) -> Text:
        return Text(self.glyphs + other.glyphs)

    def __iter__(self) -> Iterator[Glyph]:
        return iter(self.glyphs)

    def __len__(self) -> int:
        return len(self.glyphs)

    def __getitem__(self, part: slice) -> Text:
        return Text(self.glyphs[part])

    @property
    def plain(self) -> str:
        """The characters alone."""
        return "".join(g.text for g in self.glyphs)

    def copied(self, number: int) -> Text:
        """The same text as the `number`-th copy on its label, with field ids of its own."""
        if number == 1:
            return self
        made: dict[FieldTruth, FieldTruth] = {}
        glyphs = []
        for glyph in self.glyphs:
            field = glyph.field
            if field is not None:
                field = made.setdefault(field, replace(field, id=f"{field.id}#{number}"))
            glyphs.append(replace(glyph, field=field))
        return Text(tuple(glyphs))


def join(parts: Iterable[Text]) -> Text:
    """All parts behind one another."""
    return Text(tuple(glyph for part in parts for glyph in part))


def other(text: str) -> Text:
    """Text that nobody asks to hide."""
    return Text(tuple(Glyph(c, TextKind.OTHER, KEPT, None) for c in text))


def label(text: str) -> Text:
    """A word that announces a field."""
    return Text(tuple(Glyph(c, TextKind.LABEL, KEPT, None) for c in text))


def marked(template: str, field: FieldTruth) -> Text:
    """A field's text from a bracketed template, see `BRACKETS`.

    Raises:
        ValueError: a bracket is not closed.
    """
    glyphs = []
    closing, hide = "", FULL_ONLY
    for char in template:
        if not closing and char in BRACKETS:
            closing, hide = BRACKETS[char]
        elif closing and char == closing:
            closing, hide = "", FULL_ONLY
        else:
            glyphs.append(Glyph(char, field.kind, hide, field))
    if closing:
        raise ValueError("a bracket is not closed")
    return Text(tuple(glyphs))
