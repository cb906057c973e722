"""The CJK fonts of this computer, by family.

Families have stable keys, so that measurements can hold some of them out.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

from masking.errors import UsageError


class FontError(UsageError):
    """No font that can draw Chinese text was found, or not the one asked for."""

    code = "no-cjk-font"
    next_step = "Install one: on Debian and Ubuntu, apt-get install fonts-noto-cjk."


@dataclass(frozen=True, slots=True)
class Family:
    """Where a family's faces are found and what they are called."""

    key: str
    regular: tuple[str, ...]
    """File names, first found wins."""
    bold: tuple[str, ...] = ()
    face: str = ""
    """Name of the face inside a collection; empty takes the first."""


FAMILIES: tuple[Family, ...] = (
    Family(
        "noto-sans",
        ("NotoSansCJK-Regular.ttc", "NotoSansSC-Regular.otf", "NotoSansCJKsc-Regular.otf"),
        ("NotoSansCJK-Bold.ttc", "NotoSansSC-Bold.otf", "NotoSansCJKsc-Bold.otf"),
        "Noto Sans CJK SC",
    ),
    Family(
        "noto-serif",
        ("NotoSerifCJK-Regular.ttc", "NotoSerifSC-Regular.otf"),
        ("NotoSerifCJK-Bold.ttc", "NotoSerifSC-Bold.otf"),
        "Noto Serif CJK SC",
    ),
    Family("wqy-zenhei", ("wqy-zenhei.ttc",), (), "WenQuanYi Zen Hei"),
    Family("wqy-microhei", ("wqy-microhei.ttc",), (), "WenQuanYi Micro Hei"),
    Family("ukai", ("ukai.ttc",), (), "AR PL UKai CN"),
    Family("uming", ("uming.ttc",), (), "AR PL UMing CN"),
    Family("droid", ("DroidSansFallbackFull.ttf", "DroidSansFallback.ttf")),
    Family(
        "source-han-sans",
        ("SourceHanSansSC-Regular.otf", "SourceHanSans-Regular.ttc"),
        ("SourceHanSansSC-Bold.otf", "SourceHanSans-Bold.ttc"),
        "Source Han Sans SC",
    ),
    Family("pingfang", ("PingFang.ttc",), (), "PingFang SC"),
    Family("songti", ("Songti.ttc",), (), "Songti SC"),
    Family("heiti", ("STHeiti Light.ttc",), ("STHeiti Medium.ttc",), "Heiti SC"),
    Family("yahei", ("msyh.ttc", "msyh.ttf"), ("msyhbd.ttc", "msyhbd.ttf"), "Microsoft YaHei"),
    Family("simsun", ("simsun.ttc",), (), "SimSun"),
    Family("simhei", ("simhei.ttf",)),
    Family("kaiti", ("simkai.ttf",)),
)


@dataclass(frozen=True, slots=True)
class Face:
    """One font file's face, ready to be loaded at a size."""

    path: Path
    index: int
    stroke: float = 0.0
    """Added outline in em, where a family has no bold face of its own."""

    def at(self, pixels: float) -> ImageFont.FreeTypeFont:
        """The face at an em size in pixels."""
        return _load(self.path, self.index, pixels)


@dataclass(frozen=True, slots=True)
class Fonts:
    """A family's two weights."""

    key: str
    regular: Face
    bold: Face


_FAKE_BOLD_STROKE_EM = 0.022


def available(wanted: Sequence[str] | None = None) -> tuple[Fonts, ...]:
    """The families that are installed, in the order of `FAMILIES`; only `wanted` keys if given.

    Raises:
        FontError: none is installed, or a wanted one is unknown or missing.
    """
    files = _font_files()
    known = {family.key for family in FAMILIES}
    for key in wanted or ():
        if key not in known:
            raise FontError(f"there is no font family {key!r}; known: {', '.join(sorted(known))}")
    found = []
    for family in FAMILIES:
        if wanted is not None and family.key not in wanted:
            continue
        regular = _first(family.regular, files, family.face)
        if regular is None:
            if wanted is not None:
                raise FontError(f"the font family {family.key!r} is not installed")
            continue
        bold = _first(family.bold, files, family.face)
        if bold is None:
            bold = Face(regular.path, regular.index, _FAKE_BOLD_STROKE_EM)
        found.append(Fonts(family.key, regular, bold))
    if not found:
        raise FontError("no font with Chinese characters was found on this computer")
    return tuple(found)


def _first(names: Iterable[str], files: dict[str, Path], face: str) -> Face | None:
    for name in names:
        path = files.get(name.lower())
        if path is not None:
            return Face(path, _face_index(path, face))
    return None


@lru_cache(maxsize=64)
def _face_index(path: Path, face: str) -> int:
    """The collection's member called `face`; 0 where the file holds none of that name."""
    if not face or path.suffix.lower() != ".ttc":
        return 0
    for index in range(32):
        try:
            name = ImageFont.truetype(path, 20, index=index).getname()[0]
        except OSError:
            break
        if name == face:
            return index
    return 0


@lru_cache(maxsize=1)
def _font_files() -> dict[str, Path]:
    """Every font file by its lower-case name."""
    files: dict[str, Path] = {}
    for folder in _font_folders():
        if folder.is_dir():
            for path in sorted(folder.rglob("*")):
                if path.suffix.lower() in {".ttf", ".ttc", ".otf"}:
                    files.setdefault(path.name.lower(), path)
    return files


def _font_folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        local = os.environ.get("LOCALAPPDATA", str(home / "AppData" / "Local"))
        return [
            Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts",
            Path(local) / "Microsoft" / "Windows" / "Fonts",
        ]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library" / "Fonts"]
    return [
        Path("/usr/share/fonts"),
        Path("/usr/local/share/fonts"),
        home / ".local" / "share" / "fonts",
        home / ".fonts",
    ]


@lru_cache(maxsize=512)
def _load(path: Path, index: int, pixels: float) -> ImageFont.FreeTypeFont:
    # The basic layout engine gives the same advance everywhere; Raqm is not always built in.
    return ImageFont.truetype(path, pixels, index=index, layout_engine=ImageFont.Layout.BASIC)
