"""One family of errors: each says what is wrong, what to do next and which exit code it means.

No message ever holds text that was recognised on an image.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes of the command line; part of the interface."""

    OK = 0
    """All masked; for ``check``: everything complies."""
    USAGE = 2
    """Wrong usage or configuration; nothing was done."""
    REVIEW = 3
    """Some images need review; for ``check``: something does not comply."""
    FAILED = 4
    """Some images failed; for ``check``: something could not be read."""
    INTERRUPTED = 130
    """Stopped by the user."""


class WaybillMaskError(Exception):
    """Base of all errors that this project raises on purpose."""

    exit_code: ExitCode = ExitCode.FAILED
    code: str = "error"
    """Stable short name, used as the reason's code in reports and as the problem type in REST."""
    next_step: str = ""
    """A sentence that says what the user can do."""

    def __init__(self, message: str, *, next_step: str | None = None) -> None:
        super().__init__(message)
        if next_step is not None:
            self.next_step = next_step

    @property
    def reason(self) -> str:
        """``code: sentence`` for the report."""
        return f"{self.code}: {self}"


class UsageError(WaybillMaskError):
    """The call's words do not make sense together."""

    exit_code = ExitCode.USAGE
    code = "usage"


class ConfigError(UsageError):
    """A setting is unknown or has a wrong value."""

    code = "config"


class ImageError(WaybillMaskError):
    """The input cannot be used as an image."""

    code = "unreadable-image"
    next_step = "Open the file in a viewer and save it again as JPEG or PNG."


class NotAnImageError(ImageError):
    """The bytes are of no image format that is supported."""

    code = "not-an-image"
    next_step = "Give a JPEG, PNG, WebP, BMP, GIF, TIFF, HEIC, AVIF or PDF file."


class EmptyFileError(NotAnImageError):
    """There are no bytes."""

    code = "empty-file"
    next_step = "Copy the file again: it has no content."


class DamagedImageError(ImageError):
    """The format is known but the data is truncated or broken."""

    code = "damaged-image"


class UnreadableFileError(ImageError):
    """The file cannot be opened or is no ordinary file."""

    code = "unreadable-file"
    next_step = "Check that the file exists, is an ordinary file and may be read."


class ChangedFileError(ImageError):
    """The file was written to while it was read."""

    code = "changed-while-read"
    next_step = "Wait until the file is complete and run again."


class EncryptedFileError(ImageError):
    """The file asks for a password."""

    code = "encrypted"
    next_step = "Save it again without a password."


class ImageTooLargeError(ImageError):
    """More bytes, pixels or pages than the limits allow."""

    code = "too-large"
    next_step = "Scale the image down, or raise the limit in the settings."


class ImageTooSmallError(ImageError):
    """Too few pixels to hold legible type."""

    code = "too-small"
    next_step = "Give the original picture rather than a thumbnail."


class EncodingError(ImageError):
    """The redacted picture cannot be stored in the format that was asked for."""

    code = "not-encoded"
    next_step = "Ask for PNG."


class PaintingError(WaybillMaskError):
    """The painted picture is not what was to be painted: it must not leave."""

    code = "not-painted"
    next_step = "Report the program's version and the size of the image."


class NothingToReadError(WaybillMaskError):
    """The image is fine, but no waybill was found on it."""

    code = "nothing-to-read"
    next_step = "Take the picture closer to the label, or turn it the right way up."


class NoTextError(NothingToReadError):
    """Not one line of text was found."""

    code = "no-text"


class NoPartyError(NothingToReadError):
    """There is text, but neither a sender nor a receiver."""

    code = "no-sender-or-receiver"


class EngineError(WaybillMaskError):
    """The reading engine failed on this image."""

    code = "engine-failed"
    next_step = "Try the image again; if it fails again, report the program's version and the size."


class ModelUnavailableError(EngineError):
    """The engine's weights cannot be loaded; no image can be read."""

    exit_code = ExitCode.USAGE
    code = "model-unavailable"
    next_step = "Reinstall the package, or check the model settings and the network."
