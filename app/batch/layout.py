"""Where things lie in an output folder. Only the images and the report are the user's concern."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

STATE = ".waybill-mask"
"""Folder for what the tool itself needs: journal, lock, unfinished files."""
REPORT = "report.jsonl"
INDEX = "index.html"
PAGES = "index"
"""Folder for the thumbnails and further pages of the index."""
RESERVED = {STATE, REPORT, INDEX, PAGES}
"""Names at the top of an output folder that no input may take."""

_JOURNAL = "journal.jsonl"


def is_output_folder(folder: Path) -> bool:
    """Whether a folder holds results of this tool."""
    return (folder / STATE / _JOURNAL).exists()


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths below one output folder."""

    root: Path
    """Resolved."""

    @property
    def state(self) -> Path:
        """The tool's own folder."""
        return self.root / STATE

    @property
    def parts(self) -> Path:
        """Unfinished files, on the same disk as the finished ones; emptied at every start."""
        return self.state / "parts"

    @property
    def journal(self) -> Path:
        """One line for each finished input."""
        return self.state / _JOURNAL

    @property
    def lock(self) -> Path:
        """Held while a run writes here."""
        return self.state / "lock"

    @property
    def report(self) -> Path:
        """One line for each page."""
        return self.root / REPORT

    @property
    def index(self) -> Path:
        """The page for people."""
        return self.root / INDEX

    @property
    def pages(self) -> Path:
        """Thumbnails and further pages."""
        return self.root / PAGES
