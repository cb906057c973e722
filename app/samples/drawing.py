"""From a seed to a picture with its truth, and to files."""

from __future__ import annotations

import io
import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.samples.canvas import Canvas
from app.samples.conditions import CONDITIONS
from app.samples.conditions.recipe import Encoding
from app.samples.conditions.sheet import Sheet
from app.samples.fonts import Fonts, available
from app.samples.layouts import LAYOUTS
from app.samples.order import order
from app.samples.truth import Truth, truth_path
from masking.errors import UsageError


@dataclass(frozen=True, slots=True)
class Waybill:
    """One drawn picture."""

    image: Image.Image
    """Upright, RGB."""
    truth: Truth
    ink: NDArray[np.int32] = field(repr=False)
    """Shape of the image: 0, or i + 1 on the ink of `truth.characters[i]`."""
    encoding: Encoding

    def encode(self) -> bytes:
        """The picture as a file's bytes, turned as its EXIF tag says."""
        buffer, image = io.BytesIO(), self.image
        exif = Image.Exif()
        orientation = self.encoding.exif_orientation
        if orientation is not None:
            exif[_ORIENTATION_TAG] = orientation
            turn = _STORED_TURN.get(orientation)
            image = image.transpose(turn) if turn is not None else image
        if self.encoding.suffix == ".png":
            image.save(buffer, "PNG", compress_level=6)
        else:
            image.save(buffer, "JPEG", quality=self.encoding.quality, exif=exif)
        return buffer.getvalue()


_ORIENTATION_TAG = 0x0112
# A viewer undoes the tag: 6 is stored turned by 90° to the left, 8 to the right.
_STORED_TURN = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}
_DPI = (203.0, 203.0, 300.0)
"""Label printers: most have eight dots a millimetre."""


def draw(
    seed: int | str,
    *,
    layout: str | None = None,
    condition: str = "clean",
    fonts: Sequence[Fonts] | None = None,
    plain: bool = False,
) -> Waybill:
    """Draw one waybill; the same seed, arguments and fonts give the same pixels.

    Args:
        layout: a key of `LAYOUTS`; None picks one by the seed.
        condition: a key of `CONDITIONS`.
        fonts: families to choose from; None takes all that are installed.
        plain: ordinary names and mobile numbers only.

    Raises:
        UsageError: an unknown layout or condition.
        FontError: no font with Chinese characters is installed.
    """
    families = tuple(fonts) if fonts is not None else available()
    rng = random.Random(f"waybill/{seed}")  # noqa: S311
    chosen = layout if layout is not None else rng.choice(sorted(LAYOUTS))
    _known("layout", chosen, LAYOUTS)
    _known("condition", condition, CONDITIONS)
    recipe = CONDITIONS[condition]
    family = rng.choice(families)
    dpi = recipe.dpi or rng.choice(_DPI)
    canvas = _drawn(rng, chosen, family, dpi, plain)
    weather = random.Random(f"condition/{condition}/{seed}")  # noqa: S311
    if recipe.print_over is not None:
        recipe.print_over(canvas, weather)
    sheet, encoding = recipe.apply(Sheet.of(canvas), weather), recipe.encode(weather)
    truth = Truth(
        size=(sheet.pixels.shape[1], sheet.pixels.shape[0]),
        seed=str(seed),
        layout=chosen,
        condition=condition,
        font=family.key,
        dpi=dpi,
        fields=canvas.fields,
        characters=sheet.characters,
        codes=sheet.codes,
        exif_orientation=encoding.exif_orientation,
    )
    return Waybill(Image.fromarray(sheet.rgb()), truth, sheet.ink, encoding)


def write_samples(
    out: Path,
    n: int,
    seed: int,
    *,
    conditions: Sequence[str] = ("clean",),
    layouts: Sequence[str] | None = None,
    fonts: Sequence[Fonts] | None = None,
) -> list[Path]:
    """Write `n` pictures with their truth files; layouts and conditions take turns.

    Raises:
        UsageError: an unknown layout or condition.
        FontError: no font with Chinese characters is installed.
        OSError: the folder cannot be written.
    """
    for condition in conditions:
        _known("condition", condition, CONDITIONS)
    for layout in layouts or ():
        _known("layout", layout, LAYOUTS)
    names = tuple(layouts) if layouts else tuple(LAYOUTS)
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for i in range(n):
        layout, condition = names[i % len(names)], conditions[i % len(conditions)]
        waybill = draw(f"{seed}/{i}", layout=layout, condition=condition, fonts=fonts)
        path = out / f"waybill-{i:03}-{layout}-{condition}{waybill.encoding.suffix}"
        path.write_bytes(waybill.encode())
        waybill.truth.save(truth_path(path))
        written.append(path)
    return written


def _known(what: str, key: str, among: Collection[str]) -> None:
    if key not in among:
        raise UsageError(f"there is no {what} {key!r}; known: {', '.join(sorted(among))}")


_DRAWING_TRIES = 20


def _drawn(rng: random.Random, layout: str, family: Fonts, dpi: float, plain: bool) -> Canvas:
    for _ in range(_DRAWING_TRIES):
        content = order(rng, plain=plain)
        try:
            return LAYOUTS[layout](rng, content, family, dpi)
        except ValueError:
            # A name or an address too long for this layout: a shop would not print it either.
            continue
    raise AssertionError(f"layout {layout} does not take any content")
