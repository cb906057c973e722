"""A run of text cut at spaces and separators into chunks, each with its own reading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from masking.text.address import looks_like_address, looks_like_address_tail
from masking.text.address.regions import CITIES, PROVINCES
from masking.text.companies import FIRM, is_company
from masking.text.labels import LabelKind
from masking.text.names import is_torn_company, looks_like_name
from masking.text.verdict import Certainty, Verdict

_CHUNK = re.compile(r"[(\[][^()\[\]]*[)\]]?|[^ \t\n\r,;|/、。:()\[\]→]+")
_HAN = re.compile(r"[一-鿿]+")
_SUBSTANCE = re.compile(r"[^-_.~()\[\]·'\"]")
_SPACED_NAME = re.compile(
    r"[一-鿿](?: {1,2}[一-鿿]){1,3}|[A-Za-z][A-Za-z.'-]*(?: [A-Za-z][A-Za-z.'-]*){1,3}"
)
_ADDRESSING = frozenset({"尊敬的", "敬爱的", "亲爱的"})
"""Words that open a letter, before whom it is written to: 尊敬的 王芳."""
_KNOWN = frozenset({*PROVINCES, *CITIES})
_ADMIN = "|".join(sorted(_KNOWN, key=len, reverse=True))
REGION_START = re.compile(
    rf"(?:{_ADMIN})(?:省|市|自治区|[一-鿿]{{1,4}}[市区县])|(?:{'|'.join(PROVINCES)})[一-鿿]{{2}}"
)
SORTING_CODE = re.compile(r"[0-9]{3}-[A-Z][0-9]{2}(?:-[0-9]{2,3})?")
"""A carrier's code, whose second part may look like a floor: 968-F76-73."""
_CITY_CODE = re.compile(r"([一-鿿]{2,4}?)市?(?:[A-Z][0-9]{1,2}|-[A-Z][0-9]{3})")
"""The same of a city and a letter's number, which may look like a building: 义乌B7, 南阳-Z952."""
HUB = re.compile(r"集散|分拨|转运|中转|集包|分拣|处理中心|营业部|网点")
"""Words of a carrier's own places, in folded text."""
_SURENESS = (Verdict.NO, Verdict.UNSURE, Verdict.YES)
BRACKETS = "(["
"""What a chunk in brackets begins with, after folding."""
MIN_NAME = 2
"""Characters of a name that stands right before or after an address without a separator."""


class RunKind(StrEnum):
    """What a stretch of a run is."""

    NAME = "name"
    ADDRESS = "address"
    OTHER = "other"


class Stretch(NamedTuple):
    """Part of a run with its reading."""

    kind: RunKind
    start: int
    end: int
    certainty: Certainty
    evidence: str


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a folded text between labels and numbers, with what is known around it."""

    folded: str
    start: int
    end: int
    label: LabelKind | None = None
    """The label that announces it, or None."""
    after_phone: bool = False
    """A phone without a name stands right before it."""
    before_phone: bool = False
    """A phone stands right behind it."""
    closed: bool = False
    """A closing 收 follows."""
    expects_name: bool = False
    expects_address: bool = False

    @property
    def beside_phone(self) -> bool:
        """Whether a phone stands on either side."""
        return self.after_phone or self.before_phone


class Chunk(NamedTuple):
    """A word of a run, as its separators cut it."""

    start: int
    end: int
    text: str
    name: Verdict
    address: Verdict


def chunks_of(run: Run) -> list[Chunk]:
    """The chunks of a run that hold more than separators, in order."""
    spans: list[tuple[int, int]] = []
    for match in _CHUNK.finditer(run.folded, run.start, run.end):
        start, end = match.span()
        if not _SUBSTANCE.search(run.folded, start, end):
            continue
        if spans and _is_one_word(run.folded, spans[-1], (start, end)):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    texts = [(start, end, run.folded[start:end]) for start, end in spans]
    return [Chunk(s, e, t, looks_like_name(t), _address_verdict(t)) for s, e, t in texts]


def _is_one_word(folded: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether a space stands within a name, 王 小 明, or within the word that makes a company of it."""
    if _SPACED_NAME.fullmatch(folded, one[0], other[1]):
        return True
    halves = (folded[slice(*one)], folded[slice(*other)])
    if halves[0] in _ADDRESSING and not folded[one[1] : other[0]].strip(" "):
        return True
    spaced = folded[one[1] : other[0]] == " " and all(map(_HAN.fullmatch, halves))
    return spaced and (is_torn_company(*halves) or _is_split_firm(*halves))


def _is_split_firm(before: str, after: str) -> bool:
    """Whether a firm's word stands by itself behind its name: 温州清源服饰 商行. Shops, which people know
    their way by, are left: 文三路 超市."""
    return FIRM.fullmatch(after) is not None and is_company(before + after)


def stretch_of(kind: RunKind, chunks: list[Chunk], certainty: Certainty, evidence: str) -> Stretch:
    """The stretch that some chunks side by side make."""
    return Stretch(kind, chunks[0].start, chunks[-1].end, certainty, evidence)


def _is_sorting_code(text: str) -> bool:
    city = _CITY_CODE.fullmatch(text)
    known = city is not None and city[1] in _KNOWN
    return known or SORTING_CODE.fullmatch(text) is not None


def _address_verdict(text: str) -> Verdict:
    if text[0] in BRACKETS or _is_sorting_code(text):
        return Verdict.NO
    verdict = looks_like_address(text)
    if verdict is not Verdict.YES and (region := REGION_START.search(text, MIN_NAME)):
        # 贾少香山西省…: the end of a name and the region may read as another place, 香山.
        verdict = max(verdict, looks_like_address(text[region.start() :]), key=_SURENESS.index)
    if HUB.search(text) and not any(c.isdigit() for c in text):
        return Verdict.NO
    if verdict is Verdict.NO and looks_like_address_tail(text) is Verdict.YES:
        return Verdict.UNSURE
    return verdict
