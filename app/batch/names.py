"""What each output is called: the input's path, unless that name is taken.

Two names count as one where a file system may think so: letter case and Unicode composition do
not tell them apart.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from app.batch.inputs import Input
from app.batch.layout import RESERVED
from masking.images import output_suffix

MAX_NAME_BYTES = 255
"""UTF-8 bytes of one name, the limit of the usual file systems."""

_NOT_ON_WINDOWS = re.compile(r'[<>:"|?*\x00-\x1f]')
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def assign(inputs: Iterable[Input], earlier: Mapping[str, str]) -> dict[str, str]:
    """The output path, relative and with ``/``, for the source of every input without a problem.

    No two sources share one. A source keeps the name it had in an `earlier` run; those that keep
    their own name come before those whose suffix changes; the rest gets the old suffix before the
    new one (``a.heic`` beside ``a.jpg`` becomes ``a.heic.jpg``), then a number.
    """
    todo = [item for item in inputs if item.problem is None]
    sources = {item.source for item in todo}
    taken = {_key(output): source for source, output in earlier.items()}
    names = {source: output for source, output in earlier.items() if source in sources}
    waiting = []
    for item in todo:
        if item.source in names:
            continue
        wanted = _wanted(item)
        if wanted == item.source and _key(wanted) not in taken:
            names[item.source] = wanted
            taken[_key(wanted)] = item.source
        else:
            waiting.append((item, wanted))
    for item, wanted in waiting:
        name = _first_free(item, wanted, taken)
        names[item.source] = name
        taken[_key(name)] = item.source
    return names


def _wanted(item: Input) -> str:
    path = PurePosixPath(item.source)
    if item.format is not None:
        path = path.with_name(
            path.name[: -len(path.suffix) or None] + output_suffix(item.format, path.name)
        )
    parts = [*path.parts]
    if item.member is not None:  # the names in an archive may come from any system
        parts = [_portable(part) for part in parts]
    if parts[0].casefold() in RESERVED:
        parts[0] += "_"
    return "/".join(parts)


def _first_free(item: Input, wanted: str, taken: Mapping[str, str]) -> str:
    path = PurePosixPath(wanted)
    old_suffix = PurePosixPath(item.source).suffix
    stems = [path.stem]
    if old_suffix and old_suffix.casefold() != path.suffix.casefold():
        stems.append(path.stem + old_suffix)
    candidates = [*stems, *(f"{stems[-1]}-{number}" for number in range(2, 1000))]
    candidates.append(
        f"{path.stem}-{hashlib.sha256(item.source.encode('utf-8', 'surrogateescape')).hexdigest()}"
    )
    for stem in candidates:
        name = str(path.with_name(_shortened(stem, path.suffix)))
        if _key(name) not in taken:
            return name
    raise AssertionError("a name made from a hash of the source is free")


def _shortened(stem: str, suffix: str) -> str:
    """Cut the stem so that the name fits, marking the cut by a hash of what it was."""
    name = stem + suffix
    if len(name.encode("utf-8", "surrogateescape")) <= MAX_NAME_BYTES:
        return name
    mark = "-" + hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:12] + suffix
    room = MAX_NAME_BYTES - len(mark.encode("utf-8", "surrogateescape"))
    kept = stem.encode("utf-8", "surrogateescape")[:room].decode("utf-8", "ignore")
    return kept + mark


def _portable(part: str) -> str:
    part = _NOT_ON_WINDOWS.sub("_", part).rstrip(". ") or "_"
    return "_" + part if _DEVICES.match(part) else part


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
