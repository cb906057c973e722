"""An area that holds several lines falls into them; one line of large or curved type stays."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from masking.geometry import Quad
from masking.model import TextLine
from masking.reading.engine import Pixels
from masking.reading.merged import with_rows
from tests.lines import line

IMAGE = np.full((300, 500, 3), 255, np.uint8)
UNIT = 20.0
ABOVE, BELOW = line("寄件人：项老师", 20, 60, 20), line("品27号楼2单元2904", 20, 126, 20)
ROWS = [
    line("电话：020 48090089", 20, 82, 20),
    line("地址：江苏省苏州市吴中区五常街道", 20, 104, 20),
]
MERGED = TextLine(
    Quad.of_box(10, 70, 450, 132),
    0.86,
    line("：省0市吴中区五常街道民生街42号滨江一", 10, 70).characters,
)


def told(
    merged: TextLine, rows: Sequence[TextLine], others: Sequence[TextLine] = (ABOVE, BELOW)
) -> list[TextLine]:
    """The lines, where a closer look at an area finds these rows."""

    def detect(view: Pixels) -> list[Quad]:
        left, top, right, _ = merged.quad.bounds
        scale = view.shape[1] / (right - left + UNIT)
        x, y = left - UNIT / 2, top - UNIT / 2
        return [
            Quad.of([((px - x) * scale, (py - y) * scale) for px, py in row.quad.points])
            for row in rows
        ]

    def read(areas: Sequence[Quad]) -> list[TextLine]:
        middles = [row.quad.center[1] for row in rows]
        chosen = [int(np.argmin([abs(area.center[1] - y) for y in middles])) for area in areas]
        return [
            TextLine(area, rows[index].score, rows[index].characters)
            for area, index in zip(areas, chosen, strict=True)
        ]

    return with_rows(IMAGE, [merged, *others], UNIT, detect, read)


def test_an_area_of_two_lines_falls_into_them() -> None:
    found = told(MERGED, ROWS)
    assert [one.text for one in found] == [one.text for one in (*ROWS, ABOVE, BELOW)]
    assert found[0].quad.bounds == pytest.approx(ROWS[0].quad.bounds, abs=1)


def test_an_unread_area_of_two_lines_shows_them_and_stays() -> None:
    # A third line may stand on it that was not seen: whether all of its ink is theirs is told later.
    unread = TextLine(MERGED.quad, 0.57, line("（）", 10, 70, 40).characters)
    found = told(unread, ROWS, ())
    assert [one.text for one in found] == [*(one.text for one in ROWS), "（）"]
    assert found[-1] is unread


def test_what_another_line_has_is_not_read_twice() -> None:
    again = line("品27号楼", 20, 124, 20)
    wide = TextLine(Quad.of_box(10, 70, 450, 150), 0.86, MERGED.characters)
    found = told(wide, [*ROWS, again])
    assert [one.text for one in found] == [one.text for one in (*ROWS, ABOVE, BELOW)]


@pytest.mark.parametrize(
    ("merged", "rows"),
    [
        (MERGED, ROWS[:1]),  # one line only, as a curved one
        (MERGED, [line("电话：020", 20, 90, 20), line("48090089", 200, 100, 20)]),  # side by side
        (MERGED, [ROWS[0], line("地址：江苏省苏州市", 20, 104, 20, score=0.5)]),  # not sure
        (line("江苏省苏州市吴中区", 10, 90, 20), ROWS),  # as high as the others
    ],
    ids=["one", "pieces", "unsure", "usual"],
)
def test_other_areas_stay_as_they_were(merged: TextLine, rows: list[TextLine]) -> None:
    assert told(merged, rows)[0] is merged


def test_large_type_is_not_looked_at() -> None:
    large = line("省0市吴", 10, 60, 70)
    assert told(large, ROWS, [line("内件：图书", 20, 200, 20)])[0] is large
