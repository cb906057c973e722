"""The pictures in the repository's ``samples/``: ``python -m app.samples.gallery samples``.

They were drawn with the Debian fonts noto-cjk, wqy-zenhei, wqy-microhei, arphic-ukai and
arphic-uming; with other versions of these the pixels differ.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

from app.samples.drawing import draw
from app.samples.fonts import available


@dataclass(frozen=True, slots=True)
class Exhibit:
    """One committed picture."""

    name: str
    layout: str
    condition: str
    font: str
    seed: int
    plain: bool = False


EXHIBITS = (
    Exhibit("01-badge", "badge", "clean", "noto-sans", 101),
    Exhibit("02-labelled", "labelled", "clean", "uming", 102),
    Exhibit("03-ruled-form", "ruled", "clean", "wqy-zenhei", 103),
    Exhibit("04-bare", "bare", "clean", "noto-serif", 104),
    Exhibit("05-one-run", "run", "clean", "wqy-microhei", 105),
    Exhibit("06-two-ply", "two-ply", "clean", "noto-sans", 106),
    Exhibit("07-table", "table", "jpeg-35", "noto-sans", 107),
    Exhibit("08-screenshot-480", "screenshot", "width-480", "wqy-microhei", 108),
    Exhibit("09-scan-askew", "labelled", "tilted", "wqy-zenhei", 135),
    Exhibit("10-upside-down", "bare", "turned-180", "ukai", 110),
    Exhibit("11-photo", "badge", "photo-messenger", "noto-sans", 1120, plain=True),
    Exhibit("12-photo-two-ply", "two-ply", "photo-messenger", "wqy-microhei", 112),
    Exhibit("13-photo-form", "ruled", "photo-messenger", "noto-sans", 113),
    Exhibit("14-overprinted", "badge", "overprinted", "noto-sans", 114),
)


def hang(folder: Path) -> None:
    """Draw all exhibits into a folder, their truth into its ``truth`` folder.

    Raises:
        FontError: one of the fonts is not installed.
        OSError: the folder cannot be written.
    """
    truth = folder / "truth"
    truth.mkdir(parents=True, exist_ok=True)
    for exhibit in EXHIBITS:
        waybill = draw(
            exhibit.seed,
            layout=exhibit.layout,
            condition=exhibit.condition,
            fonts=available([exhibit.font]),
            plain=exhibit.plain,
        )
        (folder / f"{exhibit.name}{waybill.encoding.suffix}").write_bytes(waybill.encode())
        waybill.truth.save(truth / f"{exhibit.name}.truth.json")


if __name__ == "__main__":
    hang(Path(sys.argv[1]))
