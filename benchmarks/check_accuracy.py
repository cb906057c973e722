"""Whether `check` judges drawn waybills right: compliant ones, and every kind of violation.

    python -m benchmarks.check_accuracy -n 50 --seed unseen

Every waybill is painted from its own truth, so the verdict does not depend on the masker: once as
the standard asks, and once with one thing left readable. The exit code is 1 when a verdict is
wrong.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PIL import Image

from app.samples import Waybill, draw
from app.samples.layouts import LAYOUTS
from app.samples.truth import CharTruth, FieldTruth, Need, TextKind
from masking import Masker, Verdict
from masking.geometry import Quad
from masking.model import FieldKind, Region
from masking.painting import paint
from masking.reasons import Reason


class Violation(StrEnum):
    """What is left readable."""

    NOTHING = "compliant"
    NAME = "name shown"
    PHONE = "phone shown"
    FEW_DIGITS = "four digits of a phone hidden"
    TAIL = "unit and room shown"
    ROOM_END = "end of the room shown"
    EVERYTHING = "nothing hidden"


KIND_OF = {
    Violation.NAME: TextKind.NAME,
    Violation.PHONE: TextKind.PHONE,
    Violation.FEW_DIGITS: TextKind.PHONE,
    Violation.TAIL: TextKind.ADDRESS,
    Violation.ROOM_END: TextKind.ADDRESS,
}
"""The field that a violation is about."""
FOUR_HIDDEN = slice(2, 6)
"""Of the six hidden digits of a mobile, those that ``138****5678`` hides."""
ROOM_END, UNIT_WORDS = 2, "单元室户号楼层幢栋座门房"
"""Characters at the end of an address's tail that are left readable, at least one of them none of
these: a unit's word whose number is hidden, ``*单元``, complies."""
FIELD_KINDS = {kind.value: kind for kind in FieldKind}
MISSING = {
    TextKind.NAME: Reason.NAME_MISSING,
    TextKind.PHONE: Reason.PHONE_MISSING,
    TextKind.ADDRESS: Reason.ADDRESS_MISSING,
}
"""What is said of a field that could not be told from the text around it."""


@dataclass(frozen=True, slots=True)
class Case:
    """One picture to judge."""

    seed: str
    violation: Violation
    layout: str
    picture: Image.Image
    role: str | None
    """Whose field shows too much."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and what the check said."""

    case: Case
    verdict: Verdict

    @property
    def right(self) -> bool:
        """Whether the verdict is right; a violation has to be named as well, by its field or as one
        that is missing."""
        if not self.verdict.readable:
            return False
        wrong = {field.kind for field in self.verdict.fields if not field.complies}
        if self.case.violation is Violation.NOTHING:
            return self.verdict.complies
        kind = KIND_OF.get(self.case.violation)
        if kind is None:
            named = bool(wrong)
        else:
            named = FIELD_KINDS[kind.value] in wrong or str(MISSING[kind]) in self.verdict.reasons
        return not self.verdict.complies and named


def cases(n: int, seed: str) -> Iterator[Case]:
    """`n` compliant waybills and at least `n` others, all violations in turn."""
    layouts = sorted(LAYOUTS)
    violations = [violation for violation in Violation if violation is not Violation.NOTHING]
    for i in range(n):
        layout = layouts[i % len(layouts)]
        name = f"{seed}/{i}"
        waybill = draw(name, layout=layout, plain=True)
        yield Case(name, Violation.NOTHING, layout, painted(waybill, None), None)
        violation = violations[i % len(violations)]
        shown = _field(waybill, violation, i)
        if shown is None and violation is not Violation.EVERYTHING:
            violation, shown = Violation.NAME, _field(waybill, Violation.NAME, i)
        role = shown.role.value if shown is not None and shown.role is not None else None
        picture = painted(waybill, (violation, shown))
        yield Case(name, violation, layout, picture, role)


def painted(waybill: Waybill, left: tuple[Violation, FieldTruth | None] | None) -> Image.Image:
    """The waybill as the standard asks, but for what is left readable."""
    truth = waybill.truth
    gone = [c for c in truth.characters if c.hide.standard is Need.MUST]
    if left is not None:
        violation, field = left
        if field is None:
            return waybill.image
        # Every copy of the field: one that is hidden does not help where another is not.
        name = field.id.partition("#")[0]
        own = [c for c in gone if c.field is not None and c.field.partition("#")[0] == name]
        shown = {id(c) for c in _shown(own, violation, _remarks(truth.characters))}
        gone = [c for c in gone if id(c) not in shown]
    regions = [
        Region(quad, FieldKind.BLOCK, count) for quad, count in _runs(gone, truth.characters)
    ]
    codes = [code for code in truth.codes if code.hide.standard is Need.MUST]
    return paint(waybill.image, [*regions, *(Region(c.quad, FieldKind.QR) for c in codes)])


def _remarks(characters: Sequence[CharTruth]) -> set[int]:
    """The ids of the characters that stand behind a bracket of their field: two digits of a phone
    that stands there are no violation."""
    found: set[int] = set()
    open_in: set[str | None] = set()
    for character in characters:
        if character.text in "(（[【":
            open_in.add(character.field)
        elif character.field is not None and character.field in open_in:
            found.add(id(character))
    return found


def _shown(
    own: Sequence[CharTruth], violation: Violation, in_remark: Collection[int]
) -> list[CharTruth]:
    by_field: dict[str | None, list[CharTruth]] = {}
    for character in own:
        by_field.setdefault(character.field, []).append(character)
    pick: Callable[[list[CharTruth]], list[CharTruth]] = list
    if violation is Violation.FEW_DIGITS:

        def pick(copy: list[CharTruth]) -> list[CharTruth]:
            hidden = copy[FOUR_HIDDEN]
            return [c for c in copy if c not in hidden]

    elif violation is Violation.ROOM_END:

        def pick(copy: list[CharTruth]) -> list[CharTruth]:
            room = [c for c in copy if id(c) not in in_remark] or copy
            numbers = [n for n, c in enumerate(room) if c.text not in UNIT_WORDS]
            return room[min([len(room) - ROOM_END, *numbers[-1:]]) :]

    return [c for copy in by_field.values() for c in pick(copy)]


def _field(waybill: Waybill, violation: Violation, i: int) -> FieldTruth | None:
    """The field that shows too much: the receiver's or the sender's in turn, where it has what
    is to be hidden."""
    kind = KIND_OF.get(violation)
    able = [
        field
        for field in waybill.truth.fields
        if field.kind is kind
        and "#" not in field.id
        and any(
            c.field == field.id and c.hide.standard is Need.MUST for c in waybill.truth.characters
        )
    ]
    return able[i // len(Violation) % len(able)] if able else None


def _runs(
    gone: Sequence[CharTruth], all_characters: Sequence[CharTruth]
) -> Iterator[tuple[Quad, int]]:
    """Neighbours of one line and field as one area, each with its number of characters."""
    place = {id(character): number for number, character in enumerate(all_characters)}
    run: list[CharTruth] = []
    for character in [*gone, None]:
        follows = (
            run
            and character is not None
            and place[id(character)] == place[id(run[-1])] + 1
            and (character.line, character.field) == (run[-1].line, run[-1].field)
        )
        if run and not follows:
            first, last = run[0].quad, run[-1].quad
            yield (
                Quad(first.top_left, last.top_right, last.bottom_right, first.bottom_left),
                len(run),
            )
            run = []
        if character is not None:
            run.append(character)


def judged(todo: Iterator[Case], masker: Masker) -> Iterator[Judged]:
    """Check one case after the other."""
    for case in todo:
        yield Judged(case, masker.check(case.picture))


def main(words: Sequence[str] | None = None) -> int:
    """Parse the words, run, print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("-n", "--n", type=int, default=50, help="waybills of either sort")
    parser.add_argument("--seed", default="1", help="any word; use one that nobody tuned on")
    parser.add_argument("--threads", type=int, default=0, help="threads; 0 chooses")
    options = parser.parse_args(words)
    count: Counter[Violation] = Counter()
    right: Counter[Violation] = Counter()
    for one in judged(cases(options.n, options.seed), Masker(threads=options.threads)):
        count[one.case.violation] += 1
        right[one.case.violation] += one.right
        if not one.right:
            told = [(f.kind.value, f.visible, f.of) for f in one.verdict.fields if not f.complies]
            reasons = [reason.split(":")[0] for reason in one.verdict.reasons]
            print(
                f"wrong: {one.case.seed} {one.case.layout} {one.case.violation} {told} {reasons}",
                file=sys.stderr,
            )
    for violation in Violation:
        print(f"{violation:<32}{right[violation]:>4} of {count[violation]}")
    print(f"{'all':<32}{right.total():>4} of {count.total()}")
    return int(right != count)


if __name__ == "__main__":
    raise SystemExit(main())
