"""A request's multipart form, read into memory under limits while it streams in.

Nothing touches the disk: Starlette would move a file above one megabyte to a temporary file, so
its parser is told to keep everything, and the byte limit stands in front of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable
from time import monotonic
from typing import NamedTuple

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from app.web.problems import Problem
from app.web.settings import Settings

IMAGE = "image"
"""Name of the form field that holds the file."""
MAX_FILES = 4
"""Most files in one form; more than one is refused with a better word, up to here."""
MAX_FIELDS = 32
"""Most text fields in one form."""
MAX_FIELD_BYTES = 512 * 1024
"""Bytes of one text field: a thousand regions fit."""


class Form(NamedTuple):
    """A parsed form."""

    image: bytes
    """The file; its name and type are not kept, they say nothing reliable."""
    options: dict[str, str]
    """The text fields that were given."""


async def read_form(request: Request, settings: Settings, allowed: Iterable[str]) -> Form:
    """Read the form of a request that has one image and some of the `allowed` text fields.

    Raises:
        Problem: ``not-multipart``, ``broken-multipart``, ``missing-image``, ``bad-option``,
            ``too-large``, ``upload-too-slow``.
        ClientDisconnect: the client went away.
    """
    if request.query_params:
        # An option in the wrong place would hide less than was asked for.
        raise Problem("bad-option", "Options are fields of the form, not of the address.")
    kind = request.headers.get("content-type", "")
    if kind.partition(";")[0].strip().lower() != "multipart/form-data":
        raise Problem("not-multipart")
    _refuse_announced(request, settings)
    try:
        form = await _InMemoryParser(request.headers, _limited(request, settings)).parse()
    except MultiPartException as error:
        raise Problem("broken-multipart", error.message) from None
    return await _sort_out(form.multi_items(), set(allowed))


async def _sort_out(items: list[tuple[str, UploadFile | str]], allowed: set[str]) -> Form:
    image: bytes | None = None
    options: dict[str, str] = {}
    for name, value in items:
        if isinstance(value, UploadFile):
            data = await value.read()
            await value.close()
            if name != IMAGE:
                raise Problem("bad-option", f"The only file is {IMAGE}.")
            if image is not None:
                raise Problem("bad-option", f"There is more than one file named {IMAGE}.")
            image = data
        elif name == IMAGE:
            raise Problem("missing-image", f"The field {IMAGE} is text, not a file.")
        elif name not in allowed:
            # The name came from the client and is not repeated.
            raise Problem("bad-option", f"Known options are {', '.join(sorted(allowed))}.")
        elif name in options:
            raise Problem("bad-option", f"The option {name} is given more than once.")
        else:
            options[name] = value
    if image is None:
        raise Problem("missing-image")
    return Form(image, options)


class _InMemoryParser(MultiPartParser):
    # 0 never rolls over to the disk.
    spool_max_size = 0

    def __init__(self, headers: object, stream: AsyncGenerator[bytes, None]) -> None:
        super().__init__(
            headers,  # type: ignore[arg-type]
            stream,
            max_files=MAX_FILES,
            max_fields=MAX_FIELDS,
            max_part_size=MAX_FIELD_BYTES,
        )


def _refuse_announced(request: Request, settings: Settings) -> None:
    announced = request.headers.get("content-length", "")
    if announced.isdecimal() and int(announced) > settings.max_upload_bytes:
        raise _too_large(settings)


async def _limited(request: Request, settings: Settings) -> AsyncGenerator[bytes, None]:
    """The body's chunks; the limits count while they arrive."""
    deadline = monotonic() + settings.upload_seconds
    total = 0
    stream = request.stream()
    while True:
        patience = min(settings.upload_idle_seconds, deadline - monotonic())
        try:
            async with asyncio.timeout(max(patience, 0)):
                chunk = await anext(stream)
        except StopAsyncIteration:
            return
        except TimeoutError:
            raise Problem("upload-too-slow") from None
        total += len(chunk)
        if total > settings.max_upload_bytes:
            raise _too_large(settings)
        yield chunk


def _too_large(settings: Settings) -> Problem:
    most = settings.max_upload_bytes
    return Problem(
        "too-large",
        f"The request is larger than {most} bytes.",
        next_step="Scale the image down, or ask the operator to raise the limit.",
        extras={"max_bytes": most},
    )
