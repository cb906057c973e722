"""What there is to mask: a walk through INPUT that never leaves it and never waits.

Content decides, not names: a file whose first bytes are an image is one. A name only decides
what is said about other files: ``notes.txt`` is passed over, a text called ``a.jpg`` failed.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from app.batch import archive
from app.batch.layout import STATE, is_output_folder
from app.batch.storage import File, Place, RemoteFile, RemoteFolder
from masking.errors import ImageError
from masking.images import SNIFF_BYTES, Format, Limits, claims_image, read_head, sniff

NO_IMAGE = "files that are no images"
LINKED_FOLDER = "links to folders"
OUTPUT_FOLDER = "folders with results of this tool"
STORE_THREADS = 32
"""Files of a store that are looked at together."""
STORE_CHUNK = 1000
"""Files of a store that are asked for before the first of them is handed on."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file, or one member of a ZIP, to work on or to refuse."""

    source: str
    """Path relative to INPUT with ``/``; for a member the archive's path, ``/`` and its name."""
    path: File
    """Where the file, or the archive, is."""
    format: Format | None = None
    """By its first bytes; None where they are no image."""
    member: archive.Member | None = None
    """Which file of the archive."""
    problem: str | None = None
    """``code: sentence`` when it must not be opened at all."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that is neither an image nor claims to be one, or that is not entered."""

    source: str
    what: str
    """`NO_IMAGE`, `LINKED_FOLDER` or `OUTPUT_FOLDER`."""


Found = Input | Skipped


def find(root: Place, limits: Limits, exclude: Iterable[Place] = ()) -> Iterator[Found]:
    """Everything below a folder in a stable order, or the single file `root`.

    The order is the same in a store as on a disk. Folders in `exclude`, and other output folders of this tool, are not entered. Links to folders
    are not followed; a link to a file is, as long as it stays inside `root`.

    Raises:
        OSError: a store cannot be listed.
    """
    if isinstance(root, RemoteFolder):
        yield from _found_in_store(root, limits, exclude)
    elif root.is_dir():
        here = [folder for folder in exclude if isinstance(folder, Path)]
        yield from _Walk(root.resolve(), limits, here).everything()
    else:
        yield from _look(root, root.name, limits, claimed=True)


class _Walk:
    def __init__(self, root: Path, limits: Limits, exclude: Iterable[Path]) -> None:
        self._root = root
        self._limits = limits
        self._excluded = [folder.resolve() for folder in exclude]
        # Numbers, since a name may be spelled in other ways where case does not count.
        self._excluded_ids = {_identity(folder) for folder in self._excluded} - {None}

    def everything(self) -> Iterator[Found]:
        folders = [(self._root, "")]
        while folders:  # a loop, not recursion: folders may be nested a thousand deep
            folder, prefix = folders.pop()
            try:
                with os.scandir(folder) as listing:
                    entries = sorted(listing, key=lambda entry: entry.name)
            except OSError as error:
                sentence = f"the folder cannot be listed ({error.strerror})"
                yield _refused(prefix or "./", folder, "unreadable-folder", sentence)
                continue
            inner = []
            for entry in entries:
                path, source = folder / entry.name, prefix + entry.name
                if entry.is_symlink() or _is_junction(entry):
                    yield from self._look_at_link(path, source)
                elif not entry.is_dir(follow_symlinks=False):
                    yield from _look(path, source, self._limits, claimed=_claims(entry.name))
                elif _identity(path) in self._excluded_ids:
                    continue
                elif is_output_folder(path):
                    yield Skipped(source, OUTPUT_FOLDER)
                else:
                    inner.append((path, source + "/"))
            folders.extend(reversed(inner))

    def _look_at_link(self, path: Path, source: str) -> Iterator[Found]:
        try:
            target = path.resolve(strict=True)
            is_folder = target.is_dir()
        except (OSError, RuntimeError):
            yield _refused(source, path, "broken-link", "the link leads nowhere")
            return
        if is_folder:
            yield Skipped(source, LINKED_FOLDER)
        elif not target.is_relative_to(self._root):
            yield _refused(source, path, "outside-input", "the link leads out of the input folder")
        elif not any(target.is_relative_to(folder) for folder in self._excluded):
            yield from _look(target, source, self._limits, claimed=_claims(path.name))


def _found_in_store(
    root: RemoteFolder, limits: Limits, exclude: Iterable[Place]
) -> Iterator[Found]:
    if root.is_file():
        name = root.path.rpartition("/")[2]
        yield from _look(RemoteFile(root.url, root.path), name, limits, claimed=True)
        return
    listing = root.listing()
    taboo = [
        folder.path[len(root.path) + 1 :] + "/"
        for folder in exclude
        if isinstance(folder, RemoteFolder) and folder.path.startswith(root.path + "/")
    ]
    marks = (f"/{STATE}/", f"{STATE}/")
    others = {name.partition(marks[0])[0] + "/" for name in listing if marks[0] in name}
    others -= set(taboo)
    for folder in sorted(others):
        yield Skipped(folder[:-1], OUTPUT_FOLDER)
    closed = (*taboo, *others, marks[1])
    names = sorted((name for name in listing if not name.startswith(closed)), key=_as_walked)

    def look(name: str) -> list[Found]:
        claimed = _claims(name.rpartition("/")[2])
        return list(_look(root.file(name), name, limits, claimed=claimed))

    # A store answers slowly, and many at once.
    with ThreadPoolExecutor(STORE_THREADS) as threads:
        for start in range(0, len(names), STORE_CHUNK):
            for found in threads.map(look, names[start : start + STORE_CHUNK]):
                yield from found


def _as_walked(name: str) -> list[tuple[bool, str]]:
    """Sorts as a walk goes: the files of a folder, then what is in its folders."""
    *folders, file = name.split("/")
    return [*((True, folder) for folder in folders), (False, file)]


def _look(path: File, source: str, limits: Limits, *, claimed: bool) -> Iterator[Found]:
    """Judge one file by its first bytes. `claimed`: it is to be an image, so say if it is none."""
    try:
        if isinstance(path, RemoteFile):
            head = path.head(SNIFF_BYTES)
        else:
            head = read_head(path, SNIFF_BYTES)
    except ImageError as error:
        # An ordinary file that cannot be read may be an image; a pipe or a device is none.
        if claimed or _is_ordinary(path):
            yield Input(source, path, problem=error.reason)
        else:
            yield Skipped(source, NO_IMAGE)
        return
    format = sniff(head)
    if format is None and archive.is_zip(head):
        yield from _look_into(path, source, limits)
    elif format is not None or (claimed and not archive.is_companion(head)):
        yield Input(source, path, format)
    else:
        yield Skipped(source, NO_IMAGE)


def _look_into(path: File, source: str, limits: Limits) -> Iterator[Found]:
    """The images in a ZIP, or the ZIP itself as a problem."""
    try:
        members = archive.listing(path, limits)
    except ImageError as error:
        yield Input(source, path, problem=error.reason)
        return
    if not members:
        yield Skipped(source, NO_IMAGE)
    for member in members:
        inner = f"{source}/{member.name}"
        claimed = claims_image(member.name) and not member.companion
        if member.problem or member.format or claimed:
            yield Input(inner, path, member.format, member, member.problem)
        else:
            yield Skipped(inner, NO_IMAGE)


def _refused(source: str, path: File, code: str, sentence: str) -> Input:
    return Input(source, path, problem=f"{code}: {sentence}")


def _identity(folder: Path) -> tuple[int, int] | None:
    try:
        state = folder.stat()
    except OSError:
        return None
    return (state.st_dev, state.st_ino)


def _claims(name: str) -> bool:
    """Whether a name says that there is work in the file."""
    return claims_image(name) or name.lower().endswith(archive.SUFFIX)


def _is_ordinary(path: File) -> bool:
    if isinstance(path, RemoteFile):
        return True
    try:
        return stat.S_ISREG(path.stat().st_mode)
    except OSError:
        return True


def _is_junction(entry: os.DirEntry[str]) -> bool:
    """Windows has links to folders that do not say they are links."""
    if os.name != "nt":
        return False
    tag = getattr(entry.stat(follow_symlinks=False), "st_reparse_tag", 0)
    return bool(tag == getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", None))
