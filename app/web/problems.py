"""Every refusal of the service: its code, HTTP status and RFC 9457 problem document, in one table.

Codes of `masking.errors` are used as they are; a test holds that each of them stands here.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, NamedTuple

from starlette.responses import JSONResponse

from masking import errors

MEDIA_TYPE = "application/problem+json"
TYPE_PREFIX = "urn:waybill-mask:problem:"


class Kind(NamedTuple):
    """What one code means."""

    status: int
    title: str
    """The same for every problem of this code."""
    next_step: str = ""
    """What the client can do, where the error itself does not say."""


KINDS: dict[str, Kind] = {
    # The upload itself.
    "not-multipart": Kind(
        415,
        "The request is not a multipart form",
        "Send multipart/form-data with a file named image.",
    ),
    "broken-multipart": Kind(
        400, "The multipart form is broken", "Send the request again with a well-formed body."
    ),
    "missing-image": Kind(422, "There is no image", "Send a file in the form field named image."),
    "bad-option": Kind(
        422, "An option has a wrong value", "Compare the options with the description at /docs."
    ),
    "page-needed": Kind(
        422, "The file has several pages", "Say which in the form field page, from 0."
    ),
    "upload-too-slow": Kind(
        408, "The upload took too long", "Send it over a faster connection, or a smaller file."
    ),
    # The image; codes of masking.errors.
    "too-large": Kind(413, "The image is too large"),
    "not-an-image": Kind(415, "The file is not an image"),
    "empty-file": Kind(415, "The file is empty"),
    "unreadable-image": Kind(400, "The image cannot be read"),
    "damaged-image": Kind(400, "The image is damaged"),
    "too-small": Kind(400, "The image is too small"),
    "encrypted": Kind(400, "The file asks for a password"),
    "unreadable-file": Kind(400, "The file cannot be read"),
    "changed-while-read": Kind(400, "The file changed while it was read"),
    "nothing-to-read": Kind(422, "There is nothing to read"),
    "no-text": Kind(422, "There is no text on the image"),
    "no-sender-or-receiver": Kind(422, "Neither sender nor receiver was found"),
    "not-encoded": Kind(422, "The result cannot be stored in this format", "Ask for PNG."),
    "usage": Kind(422, "The options do not go together"),
    # Access.
    "key-missing": Kind(401, "An API key is needed", "Send it in the header X-API-Key."),
    "key-wrong": Kind(403, "The API key is wrong", "Ask the operator of this service for a key."),
    "rate-limited": Kind(429, "Too many requests", "Wait for the seconds in Retry-After."),
    "not-found": Kind(404, "There is nothing at this address", "See /docs for the addresses."),
    "method-not-allowed": Kind(405, "The method is not allowed", "See /docs for the methods."),
    "bad-request": Kind(400, "The request cannot be understood"),
    # The service.
    "busy": Kind(503, "Every place is taken", "Wait for the seconds in Retry-After and try again."),
    "model-unavailable": Kind(503, "The reading engine is not available"),
    "not-ready": Kind(503, "The service is still loading", "Try again in a moment."),
    "worker-crashed": Kind(
        500, "The worker that had this image ended", "Try again; if it happens again, report it."
    ),
    "out-of-memory": Kind(
        500,
        "The picture needs too much memory",
        "Cut it to the label, scale it down, or give it as JPEG or PNG.",
    ),
    "took-too-long": Kind(
        500, "The image took too long", "Scale the image down, or cut it to the label."
    ),
    "engine-failed": Kind(500, "The reading engine failed on this image"),
    "not-painted": Kind(500, "The result did not pass the check of its pixels"),
    "config": Kind(500, "The service is configured wrongly", "Tell the operator of this service."),
    "error": Kind(500, "The image could not be processed"),
    "internal": Kind(
        500,
        "The service met an unforeseen error",
        "Try again; if it happens again, report the request id.",
    ),
}

_LIBRARY_STEPS = {
    error.code: error.next_step
    for error in vars(errors).values()
    if isinstance(error, type) and issubclass(error, errors.WaybillMaskError)
}
"""What the library's own errors advise."""


class Problem(Exception):  # noqa: N818 - the word of RFC 9457
    """A refusal on its way to the client."""

    def __init__(
        self,
        code: str,
        detail: str = "",
        *,
        next_step: str = "",
        retry_after: int | None = None,
        extras: dict[str, Any] | None = None,
    ) -> None:
        """Args:
        code: a key of `KINDS`; any other is answered as ``error``.
        detail: a sentence about this one occurrence, without anything read on an image.
        next_step: overrides the code's own.
        retry_after: seconds.
        extras: further members of the document.
        """
        super().__init__(code)
        self.code = code if code in KINDS else "error"
        self.kind = KINDS[self.code]
        self.detail = detail
        self.next_step = next_step or self.kind.next_step or _LIBRARY_STEPS.get(self.code, "")
        self.retry_after = retry_after
        self.extras = extras or {}

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.kind.status

    def headers(self) -> dict[str, str]:
        """Headers that belong to the answer."""
        headers = {}
        if self.retry_after is not None:
            headers["Retry-After"] = str(self.retry_after)
        if self.status == HTTPStatus.UNAUTHORIZED:
            headers["WWW-Authenticate"] = 'Bearer realm="waybill-mask"'
        return headers

    def document(self, request_id: str) -> dict[str, Any]:
        """The problem document."""
        members = {
            "type": TYPE_PREFIX + self.code,
            "title": self.kind.title,
            "status": self.status,
            "detail": self.detail or self.kind.title + ".",
            "code": self.code,
            "next_step": self.next_step,
            "request_id": request_id,
        }
        return members | self.extras

    def response(self, request_id: str, headers: dict[str, str] | None = None) -> JSONResponse:
        """The answer."""
        return JSONResponse(
            self.document(request_id),
            self.status,
            self.headers() | (headers or {}),
            media_type=MEDIA_TYPE,
        )
