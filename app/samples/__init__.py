"""Synthetic waybills with invented people, each with its truth.

`command` is what ``waybill-mask samples`` calls; `draw` makes one picture in memory.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from app.samples.drawing import Waybill, draw, write_samples
from app.samples.fonts import available

__all__ = ["Waybill", "command", "draw", "write_samples"]


def command(
    output: Path,
    n: int,
    seed: int,
    conditions: Sequence[str] | None = None,
    layouts: Sequence[str] | None = None,
    fonts: Sequence[str] | None = None,
) -> None:
    """Draw `n` waybills into a folder, each with a truth file beside it.

    Args:
        output: the folder; made if it is missing.
        n: how many.
        seed: the same seed and fonts give the same files.
        conditions: keys of `app.samples.conditions.CONDITIONS`, in turn; None draws clean ones.
        layouts: keys of `app.samples.layouts.LAYOUTS`, in turn; None takes all.
        fonts: keys of `app.samples.fonts.FAMILIES`; None takes all that are installed.

    Raises:
        UsageError: an unknown key, or no font with Chinese characters.
        OSError: the folder cannot be written.
    """
    write_samples(
        output,
        n,
        seed,
        conditions=conditions or ("clean",),
        layouts=layouts,
        fonts=available(fonts),
    )
