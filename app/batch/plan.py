"""What is to be done for each input: settings, earlier results and names come together here."""

from __future__ import annotations

import functools
import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path

import masking
from app.batch.inputs import Input
from app.batch.job import Job
from app.batch.journal import Mark
from app.batch.outputs import Outputs, thumbnail
from app.config import BatchConfig

OUTPUT_REVISION = 1
"""Raise it when what `app.batch` does with the library's result changes."""


def settings_digest(config: BatchConfig) -> str:
    """Digest of all that could give another result for the same content."""
    values = {
        "version": _version(),
        "revision": OUTPUT_REVISION,
        "program": _program(),
        "policy": asdict(config.to_policy()),
        "style": config.style,
        "runtime": asdict(config.to_runtime()),
        "limits": config.limits.model_dump(),
    }
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Planner:
    """Turns inputs into jobs."""

    outputs: Outputs
    config: BatchConfig
    settings: str
    """See `settings_digest`."""

    def jobs(
        self, inputs: Iterable[Input], names: Mapping[str, str], marks: Mapping[str, Mark]
    ) -> Iterator[Job]:
        """A job for every input, in order. One whose earlier result may stand knows its digest."""
        # Keeps the unfinished files of this run apart from those of one that was just killed.
        run_id = secrets.token_hex(4)
        limits = self.config.limits.to_limits()
        for number, item in enumerate(inputs):
            mark = marks.get(item.source)
            yield Job(
                input=item,
                output=names.get(item.source, ""),
                parts=self.outputs.shelf.parts,
                token=f"{run_id}-{number}",
                limits=limits,
                known_sha256=mark.sha256 if mark and self.may_stand(item.source, mark) else None,
                stale=self.outputs.earlier(item.source, mark.output, mark.pages) if mark else (),
                with_original=self.config.with_originals,
            )

    def may_stand(self, source: str, mark: Mark) -> bool:
        """Whether an earlier result holds as long as the content is the same."""
        return (
            self.config.resume
            and mark.settings == self.settings
            and not mark.transient
            and (not self.config.with_originals or self._has_originals(source, mark))
            and (mark.output is None or self.outputs.shelf.has(mark.output))
        )

    def _has_originals(self, source: str, mark: Mark) -> bool:
        return mark.originals is not None and all(
            self.outputs.shelf.has(thumbnail(source, "before", page)) for page in mark.originals
        )


READERS = ("paddleocr", "paddlex", "onnxruntime", "openvino", "rapidocr", "zxing-cpp", "pillow")
"""Packages of which another version may read or write another result."""


@functools.cache
def _program() -> str:
    """Digest of the library's own files and of the versions of what it reads with.

    A checkout that is brought up to date keeps its version number: what an earlier rule left
    readable must be done again all the same.
    """
    digest = hashlib.sha256()
    root = Path(masking.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(root).as_posix().encode() + b"\0")
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    for name in READERS:
        digest.update(f"{name} {_version(name)}\n".encode())
    return digest.hexdigest()


def _version(name: str = "waybill-mask") -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "unknown"
