"""What a drawn waybill shows and what must be hidden on it: the truth file's types.

Beside ``x.png`` lies ``x.truth.json``: the object that `Truth.to_json` returns. All coordinates
are float pixels of the *upright* picture, that is after the EXIF orientation (if any) has been
applied, origin at the top-left corner. A picture that was turned without a tag is upright as it
is stored: there its text simply runs sideways. Quads run clockwise from the top-left of the text
and have been through the same warp as the pixels.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from masking.geometry import Quad
from masking.model import CodeKind, Role
from masking.policy import Level

FORMAT_VERSION = 1
"""Goes up when a reader of older truth files would misread a new one."""


class Need(StrEnum):
    """What a policy asks for one character."""

    KEEP = "keep"
    """Hiding it spoils something that no rule asks to hide."""
    MUST = "must"
    """Left readable it is a leak."""
    EITHER = "either"
    """The rules allow both, or ask for a count and not for this character."""


@dataclass(frozen=True, slots=True)
class Hide:
    """The need of one character or code under each policy."""

    standard: Need
    strict: Need
    full: Need

    def under(self, level: Level) -> Need:
        """The need under one level."""
        return {Level.STANDARD: self.standard, Level.STRICT: self.strict, Level.FULL: self.full}[
            level
        ]


class TextKind(StrEnum):
    """What a character belongs to."""

    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    WAYBILL_NUMBER = "waybill_number"
    ID_NUMBER = "id_number"
    LABEL = "label"
    """A word that announces a field: 收件人, 电话, the 收 badge."""
    OTHER = "other"
    """Everything else: sorting codes, dates, goods, hotlines."""


@dataclass(frozen=True, slots=True)
class FieldTruth:
    """One printed copy of a name, phone, address or number."""

    id: str
    """Unique on its picture: ``receiver.name``, and ``receiver.name#2`` on the second ply."""
    kind: TextKind
    role: Role | None
    at_least: tuple[int, int, int] = (0, 0, 0)
    """Characters (of a phone: digits) that have to be hidden under standard, strict and full;
    for names and phones. Fewer is a leak, whichever they are."""
    already: int = 0
    """Characters that are hidden on the input already and count towards `at_least`."""
    company: bool = False
    """A company or shop in the place of a name."""

    def minimum(self, level: Level) -> int:
        """`at_least` under one level."""
        return self.at_least[level.rank]


@dataclass(frozen=True, slots=True)
class CharTruth:
    """One printed character."""

    text: str
    """One code point."""
    quad: Quad
    """Its em box, widened where its ink reaches further."""
    kind: TextKind
    hide: Hide
    field: str | None
    """Id of its `FieldTruth`, None for labels and other text."""
    line: int
    """Number of the printed line it stands on, in drawing order from 0."""


@dataclass(frozen=True, slots=True)
class CodeTruth:
    """One barcode or 2D code."""

    quad: Quad
    """The modules without the quiet zone."""
    kind: CodeKind
    content: str
    personal: bool
    """Whether the content names a person, phone or address in plain text."""
    hide: Hide


@dataclass(frozen=True, slots=True)
class Truth:
    """Everything about one drawn picture."""

    size: tuple[int, int]
    """Width and height in pixels of the upright picture."""
    seed: str
    layout: str
    condition: str
    font: str
    """Key of the font family, see `app.samples.fonts`."""
    dpi: float
    """Dots per inch at which the label was printed before the condition was applied."""
    fields: tuple[FieldTruth, ...]
    characters: tuple[CharTruth, ...]
    """In drawing order; entry i is the ink numbered i + 1 in `Waybill.ink`."""
    codes: tuple[CodeTruth, ...]
    exif_orientation: int | None = None
    """The tag in the encoded file; the pixels are stored turned accordingly. 0 is the invalid
    tag that some phones write; None means that there is no tag."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The printed lines as text, in drawing order."""
        found: dict[int, str] = {}
        for character in self.characters:
            found[character.line] = found.get(character.line, "") + character.text
        return tuple(found[number] for number in sorted(found))

    def field(self, identifier: str) -> FieldTruth:
        """The field with this id.

        Raises:
            KeyError: there is none.
        """
        for field in self.fields:
            if field.id == identifier:
                return field
        raise KeyError(identifier)

    def to_json(self) -> dict[str, Any]:
        """A plain object for `json.dumps`; the opposite of `from_json`."""
        return {
            "version": FORMAT_VERSION,
            "size": list(self.size),
            "seed": self.seed,
            "layout": self.layout,
            "condition": self.condition,
            "font": self.font,
            "dpi": self.dpi,
            "exif_orientation": self.exif_orientation,
            "lines": list(self.lines),
            "fields": [
                {
                    "id": f.id,
                    "kind": f.kind.value,
                    "role": f.role.value if f.role else None,
                    "at_least": list(f.at_least),
                    "already": f.already,
                    "company": f.company,
                }
                for f in self.fields
            ],
            "characters": [
                {
                    "text": c.text,
                    "quad": c.quad.rounded(),
                    "kind": c.kind.value,
                    "hide": _hide_to_json(c.hide),
                    "field": c.field,
                    "line": c.line,
                }
                for c in self.characters
            ],
            "codes": [
                {
                    "quad": c.quad.rounded(),
                    "kind": c.kind.value,
                    "content": c.content,
                    "personal": c.personal,
                    "hide": _hide_to_json(c.hide),
                }
                for c in self.codes
            ],
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """Read the object that `to_json` wrote.

        Raises:
            ValueError: another version, or a value outside its vocabulary.
            KeyError: an entry is missing.
        """
        if data["version"] != FORMAT_VERSION:
            raise ValueError(f"truth version {data['version']} is not {FORMAT_VERSION}")
        return cls(
            size=(data["size"][0], data["size"][1]),
            seed=data["seed"],
            layout=data["layout"],
            condition=data["condition"],
            font=data["font"],
            dpi=data["dpi"],
            exif_orientation=data["exif_orientation"],
            fields=tuple(
                FieldTruth(
                    id=f["id"],
                    kind=TextKind(f["kind"]),
                    role=Role(f["role"]) if f["role"] else None,
                    at_least=(f["at_least"][0], f["at_least"][1], f["at_least"][2]),
                    already=f["already"],
                    company=f["company"],
                )
                for f in data["fields"]
            ),
            characters=tuple(
                CharTruth(
                    text=c["text"],
                    quad=Quad.of(c["quad"]),
                    kind=TextKind(c["kind"]),
                    hide=_hide_from_json(c["hide"]),
                    field=c["field"],
                    line=c["line"],
                )
                for c in data["characters"]
            ),
            codes=tuple(
                CodeTruth(
                    quad=Quad.of(c["quad"]),
                    kind=CodeKind(c["kind"]),
                    content=c["content"],
                    personal=c["personal"],
                    hide=_hide_from_json(c["hide"]),
                )
                for c in data["codes"]
            ),
        )

    def save(self, path: Path) -> None:
        """Write the truth file."""
        text = json.dumps(self.to_json(), ensure_ascii=False, separators=(",", ":"))
        path.write_text(text + "\n", encoding="utf-8", newline="\n")

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a truth file.

        Raises:
            OSError: it cannot be read.
            ValueError: it is not a truth file of this version.
        """
        return cls.from_json(json.loads(path.read_text(encoding="utf-8")))


def truth_path(picture: Path) -> Path:
    """Where a picture's truth lies: ``a/x.png`` → ``a/x.truth.json``."""
    return picture.with_suffix(".truth.json")


def _hide_to_json(hide: Hide) -> list[str]:
    return [hide.standard.value, hide.strict.value, hide.full.value]


def _hide_from_json(values: list[str]) -> Hide:
    standard, strict, full = (Need(value) for value in values)
    return Hide(standard, strict, full)
