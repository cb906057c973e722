"""Whether INPUT and OUTPUT may be used together: nothing of the user's is ever overwritten."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from app.batch.files import replace_whole
from app.batch.inputs import Input
from app.batch.layout import Layout
from app.batch.review import forget_review_folders
from app.batch.shelf import Shelf
from app.batch.storage import File, Place, RemoteFile, RemoteFolder
from masking.errors import UsageError


def check_input(source: Place) -> None:
    """INPUT has to exist.

    Raises:
        UsageError: it does not, or it is neither a folder nor an ordinary file.
    """
    if isinstance(source, RemoteFolder):
        return  # a store has no folders: that nothing is there shows when it is listed
    if not source.exists():
        raise UsageError("INPUT does not exist", next_step="Check the path.")
    if not source.is_dir() and not source.is_file():
        raise UsageError("INPUT is neither a folder nor a file", next_step="Check the path.")


def check_apart(source: Place, output: Place) -> None:
    """OUTPUT must not be the folder that holds the originals.

    Raises:
        UsageError: it is.
    """
    if _root_of(source) == _root_of(output):
        raise UsageError(
            "OUTPUT is the folder of the originals", next_step="Choose another output folder."
        )


def check_originals(inputs: Iterable[Input], names: Mapping[str, str], shelf: Shelf) -> None:
    """No result may take the place of an original, wherever INPUT lies in OUTPUT.

    Raises:
        UsageError: one would.
    """
    places = {_spelled(shelf.file(name)) for name in names.values()}
    if any(_spelled(item.path) in places for item in inputs):
        raise UsageError(
            "a result would overwrite an original", next_step="Choose another output folder."
        )


def check_foreign(names: Mapping[str, str], shelf: Shelf) -> None:
    """In a folder that this tool has not written before, nothing is overwritten.

    Raises:
        UsageError: a file with the name of a result is there.
    """
    if any(shelf.has(name) for name in names.values()):
        raise UsageError(
            "OUTPUT holds files with the names of results that this tool did not write",
            next_step="Choose another output folder, or replace them with --no-resume.",
        )


def claim(source: Place, layout: Layout, *, resume: bool) -> None:
    """Remember which INPUT this output folder belongs to, without naming it.

    Without `resume` another one may take it over; the journal of the former is dropped.

    Raises:
        UsageError: it belongs to another.
        OSError: it cannot be written.
    """
    digest = hashlib.sha256(_root_of(source).encode("utf-8", "surrogateescape")).hexdigest()
    owner = layout.state / "input"
    if owner.exists() and owner.read_text(encoding="ascii", errors="replace") != digest:
        if resume:
            raise UsageError(
                "OUTPUT holds the results of another input folder",
                next_step="Choose another output folder, or start it anew with --no-resume.",
            )
        layout.journal.unlink(missing_ok=True)
        forget_review_folders(layout)
    with replace_whole(owner, layout.parts) as stream:
        stream.write(digest.encode("ascii"))


def _root_of(place: Place) -> str:
    """The folder that a place is or is in, spelled in one way."""
    if isinstance(place, RemoteFolder):
        return place.url
    resolved = place.resolve()
    return str(resolved.parent if place.is_file() else resolved)


def _spelled(file: File) -> tuple[str, str]:
    """One spelling for each file, whichever address it was found by."""
    if isinstance(file, RemoteFile):
        return ("store", file.path)
    return ("here", str(file.resolve()))
