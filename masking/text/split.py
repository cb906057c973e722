"""Cut one run of text into names, phones, addresses and what stands between them.

One OCR line, or a whole block pasted in one run, in any order and with any or no separator.
First come labels and numbers, which say what they are by their shape; what is left between them
is read with its neighbours and the last label in mind.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from masking.model import Role
from masking.text.chunks import Run, RunKind
from masking.text.digits import repaired
from masking.text.fold import fold
from masking.text.identifiers import IdentifierKind, find_identifiers_folded
from masking.text.labels import ASIDE, LabelKind, LabelMatch, find_labels, is_nickname
from masking.text.names import looks_like_name, with_ones
from masking.text.phones import PhoneKind, extension_end, find_phones
from masking.text.runs import read_run
from masking.text.verdict import Certainty, Verdict


class PieceKind(StrEnum):
    """What a piece of a line is."""

    LABEL = "label"
    NAME = "name"
    PHONE = "phone"
    ADDRESS = "address"
    ID_NUMBER = "id_number"
    WAYBILL_NUMBER = "waybill_number"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of a text. The pieces of a split follow each other; between them stand only
    spaces and separators."""

    kind: PieceKind
    start: int
    end: int
    role: Role | None
    """Whose it is, where a label of the text or the caller says so."""
    certainty: Certainty
    """MAYBE where the text's shape allows another reading."""
    evidence: str
    """What led to it; for a label the `LabelKind` it announces. Never the text."""


MAX_REMARK = 12
"""Characters of a remark in brackets behind a name that ends in 收."""

_BY_IDENTIFIER = {
    IdentifierKind.ID_CARD: PieceKind.ID_NUMBER,
    IdentifierKind.WAYBILL_NUMBER: PieceKind.WAYBILL_NUMBER,
}
_BY_RUN = {
    RunKind.NAME: PieceKind.NAME,
    RunKind.ADDRESS: PieceKind.ADDRESS,
    RunKind.OTHER: PieceKind.OTHER,
}
# What a label asks for: once it was found, the label says nothing about what follows.
_ANSWERED = {
    LabelKind.NAME: RunKind.NAME,
    LabelKind.PARTY: RunKind.NAME,
    LabelKind.ADDRESS: RunKind.ADDRESS,
    LabelKind.OTHER: RunKind.OTHER,
    LabelKind.PERSON: RunKind.NAME,
}


def split(
    text: str, *, expects: Collection[PieceKind] = (), role: Role | None = None
) -> tuple[Piece, ...]:
    """The pieces of `text`, in order.

    Args:
        text: one line or block of text.
        expects: kinds that the caller's layout expects here; they tip what is unsure.
        role: whose block it is, where the caller knows; labels in the text overrule it.
    """
    folded = fold(with_ones(text))
    wanted = set(expects)
    if PieceKind.NAME in wanted:
        # What is a name by itself comes first; only then may anything be one.
        pieces = _split(folded, wanted - {PieceKind.NAME}, role)
        if any(p.kind is PieceKind.NAME for p in pieces):
            return pieces
    return _split(folded, wanted, role)


def _split(folded: str, expects: Collection[PieceKind], role: Role | None) -> tuple[Piece, ...]:
    labels = [label for label in find_labels(folded) if not _in_remark(folded, label)]
    fixed = _fixed(folded, labels, PieceKind.PHONE in expects)
    by_start = {label.start: label for label in labels}
    pieces: list[Piece] = []
    current: LabelMatch | None = None
    owner = role
    named = False
    cursor = 0
    for place in range(len(fixed) + 1):
        piece = fixed[place] if place < len(fixed) else None
        stop = piece.start if piece else len(folded)
        if current and current.kind is LabelKind.OTHER:
            before_phone = _phone_at(fixed, place)
            listed = _listed_code(folded, cursor, stop, before_phone=before_phone)
            if before_phone and _PICKUP.match(folded, current.start):
                # Words of any shape before a phone are no part of such a code: 6-2-2706 温月泽/管珍 133…
                listed = listed or _PICKUP_CODE.match(folded, cursor, stop)
            if listed:
                pieces.append(
                    Piece(PieceKind.OTHER, *listed.span(1), owner, Certainty.YES, "other label")
                )
                current, cursor = None, listed.end()
        if cursor < stop:
            run = Run(
                folded,
                cursor,
                stop,
                label=current.kind if current else None,
                after_phone=_phone_at(fixed, place - 1) and not named,
                before_phone=_phone_at(fixed, place),
                closed=_closes(by_start, piece) or _is_asked(folded, current, piece, stop),
                expects_name=PieceKind.NAME in expects,
                expects_address=PieceKind.ADDRESS in expects,
            )
            stretches = read_run(run)
            if current and is_nickname(folded[current.start : current.end]):
                stretches = [
                    s._replace(evidence=_ALONE.get(s.evidence, s.evidence)) for s in stretches
                ]
            pieces += (
                Piece(_BY_RUN[s.kind], s.start, s.end, owner, s.certainty, s.evidence)
                for s in stretches
            )
            named = any(s.kind is RunKind.NAME for s in stretches)
            if current and any(s.kind is _ANSWERED.get(current.kind) for s in stretches):
                current = None
        if piece is None:
            break
        if piece.kind is PieceKind.LABEL:
            label = by_start[piece.start]
            if label.leading:
                current = label
                owner = label.role or owner
            pieces.append(piece)
        else:
            pieces.append(_owned(piece, current, owner, folded))
            if current and (current.kind is LabelKind.PHONE or current.kind in ASIDE):
                current = None
        cursor = piece.end
    return tuple(pieces)


def _in_remark(folded: str, label: LabelMatch) -> bool:
    """Whether a label word only stands in a remark: 王芳(转李强收), 李先生(电联)."""
    if label.leading:
        enclosed = folded[label.start - 1 : label.start] in ("(", "[") and label.start > 0
        return (
            enclosed
            and label.kind is LabelKind.PHONE
            and folded[label.end : label.end + 1] in (")", "]")
        )
    before = folded.rfind("(", max(label.start - MAX_REMARK, 0), label.start)
    return before >= 0 and folded.find(")", before, label.start) < 0


def _fixed(folded: str, labels: list[LabelMatch], contact: bool) -> list[Piece]:
    """Phones, identifiers and labels, in order, not overlapping; the earlier kind wins."""
    phones = [
        Piece(
            PieceKind.OTHER if p.kind is PhoneKind.SERVICE else PieceKind.PHONE,
            *(p.start, p.end, None, p.certainty, p.evidence),
        )
        for p in find_phones(folded, contact=contact)
    ]
    identifiers = [
        Piece(
            _BY_IDENTIFIER.get(i.kind, PieceKind.OTHER),
            *(i.start, i.end, None, Certainty.YES, i.kind.value),
        )
        for i in find_identifiers_folded(folded)
    ]
    numbers = _with(_with(phones, identifiers), [*_cut_phones(folded, labels)])
    words = [
        Piece(PieceKind.LABEL, w.start, w.end, w.role, Certainty.YES, w.kind.value) for w in labels
    ]
    return _with(numbers, words)


def _cut_phones(folded: str, labels: Sequence[LabelMatch]) -> Iterator[Piece]:
    """Digits right before or right behind a name, or behind a party's label: what a finger, a
    reflection or the reader left of its phone."""
    plain = repaired(folded, (), everywhere=True)
    found = [
        (match.span(1), "digits before a name")
        for match in _CUT_BEFORE.finditer(plain)
        if looks_like_name(match.group(2)) is Verdict.YES
    ]
    found += [
        (match.span(2), "digits behind a name")
        for match in _CUT_BEHIND.finditer(plain)
        if looks_like_name(match.group(1)) is Verdict.YES
    ]
    parties = (label for label in labels if label.kind in _NAMED and label.leading)
    found += [
        (match.span(match.lastindex or 1), "digits behind a label")
        for label in parties
        if (match := _CUT_LABELLED.match(plain, label.end))
    ]
    end = 0
    for (start, stop), evidence in sorted(found):
        if start >= end:
            end = extension_end(plain, stop)
            yield Piece(PieceKind.PHONE, start, end, None, Certainty.MAYBE, evidence)


_NAMED = frozenset({LabelKind.NAME, LabelKind.PARTY})
_CUT_BEFORE = re.compile(
    r"(?<![0-9A-Za-z])([0-9]{7,10})(?!元)([㐀-䶿一-鿿]{2,4})(?![㐀-䶿一-鿿0-9])"
)
_CUT_BEHIND = re.compile(
    r"(?<![㐀-䶿一-鿿0-9])([㐀-䶿一-鿿]{2,4})([0-9]{7,10})(?![0-9A-Za-z一-鿿.]|-[0-9]{5})"
)
_CUT_LABELLED = re.compile(
    r" ?(?:([0-9]{7,13}) ?[,;] ?(?=[㐀-䶿一-鿿])|[㐀-䶿一-鿿] ?([0-9]{7,10})(?![0-9A-Za-z.元件号]))"
)


def _with(first: list[Piece], second: list[Piece]) -> list[Piece]:
    """Two ordered lists as one, without what overlaps a piece of the first."""
    merged: list[Piece] = []
    place = 0
    for piece in second:
        while place < len(first) and first[place].end <= piece.start:
            merged.append(first[place])
            place += 1
        if place == len(first) or piece.end <= first[place].start:
            merged.append(piece)
    return merged + first[place:]


def _owned(piece: Piece, label: LabelMatch | None, owner: Role | None, folded: str) -> Piece:
    """A number with its owner; one that a label announces as something else is no phone.

    Nor is the landline of a service desk, however it is printed.
    """
    if label is not None and label.kind in ASIDE and piece.kind is PieceKind.PHONE:
        desk = _DESK.match(folded, label.start) and piece.evidence == "area code"
        if desk or piece.certainty is Certainty.MAYBE:
            return replace(piece, kind=PieceKind.OTHER, evidence="other label")
    return replace(piece, role=owner)


def _listed_code(folded: str, start: int, stop: int, *, before_phone: bool) -> re.Match[str] | None:
    """A code behind its label, where what comes next is something else: the next of a list, or
    somebody's name before a phone, which a line's end may have cut."""
    listed = _LISTED_CODE.match(folded, start, stop)
    if listed:
        return listed
    spaced = _SPACED_CODE.match(folded, start, stop)
    if spaced and (before_phone or spaced["phone"] is not None):
        return spaced if looks_like_name(spaced["name"]) is Verdict.YES else None
    return None


_LISTED_CODE = re.compile(r"[ :]*([A-Za-z0-9-]+)[,;]\s?(?=[一-鿿])")
"""取件码 8-4-504,骆振香,133-8"""
_SPACED_CODE = re.compile(
    r"[ :]*([A-Za-z0-9-]+) {1,2}"
    r"(?=(?P<name>[㐀-䶿一-鿿·]{2,8})(?: {0,2}$|(?P<phone>[ ,;]{0,2}[+(]?[0-9])))"
)
"""取件码 8-4-504 骆振香 133"""
_PICKUP = re.compile("[取提][件货]码")
_PICKUP_CODE = re.compile(
    r"[ :]*([0-9A-Za-z]{1,5}(?:-[0-9A-Za-z]{1,5}){1,3}) {1,2}(?=[㐀-䶿一-鿿])"
)
_DESK = re.compile("客 ?服|服 ?务|热 ?线|投 ?诉|监 ?督|本部|总部|网点")
_ALONE = {"label": "nickname"}
"""Evidence of a labelled name that no phone belongs to."""


def _phone_at(fixed: list[Piece], place: int) -> bool:
    return 0 <= place < len(fixed) and fixed[place].kind is PieceKind.PHONE


def _is_asked(folded: str, label: LabelMatch | None, piece: Piece | None, end: int) -> bool:
    """Whether a remark's 签收 follows: 备注：请于红签收."""
    remark = label is not None and label.kind is LabelKind.REMARK
    return remark and piece is not None and folded.startswith("签收", end)


def _closes(by_start: dict[int, LabelMatch], piece: Piece | None) -> bool:
    """Whether the next piece is the 收 that closes a name."""
    label = by_start.get(piece.start) if piece else None
    return label is not None and not label.leading
