"""The JSON documents of the service, with the examples that /docs shows."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from masking.model import FieldKind, Role, Status

QuadOut = Annotated[
    list[Annotated[list[float], Field(min_length=2, max_length=2)]],
    Field(min_length=4, max_length=4),
]
"""Four [x, y] corners in pixels of the upright image, clockwise from the top-left of the text."""

_QUAD: JsonValue = [[412.0, 655.5], [508.0, 655.5], [508.0, 690.0], [412.0, 690.0]]


class FieldOut(BaseModel):
    """One thing that was found."""

    kind: FieldKind
    role: Role | None = Field(description="Whose it is; null where that is not known.")
    hidden: int = Field(description="Characters that are hidden.")
    of: int = Field(description="Characters it has; for a phone number its digits.")
    rule: str = Field(description="Which rule decided.")
    quad: QuadOut
    confidence: float = Field(ge=0, le=1)


class RegionOut(BaseModel):
    """One area that was painted over, and why."""

    quad: QuadOut
    kind: FieldKind
    stars: int = Field(description="Asterisks drawn on it; 0 for a plain block.")
    role: Role | None
    rule: str = Field(description="The rule that asked for it; empty where none is known.")
    required: bool = Field(
        description="Whether the standard may ask for it, so that a person should think before "
        "removing it."
    )


class PictureOut(BaseModel):
    """An image within JSON."""

    image: str = Field(description="Base64.", json_schema_extra={"contentEncoding": "base64"})
    media_type: str


class MaskOut(PictureOut):
    """What /api/v1/mask answers to ``Accept: application/json``."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "status": "review",
                "reasons": ["unread-text: text was detected that could not be read"],
                "fields": [
                    {
                        "kind": "phone",
                        "role": "receiver",
                        "hidden": 6,
                        "of": 11,
                        "rule": "phone.mobile",
                        "quad": _QUAD,
                        "confidence": 0.98,
                    }
                ],
                "regions": [
                    {
                        "quad": _QUAD,
                        "kind": "phone",
                        "stars": 6,
                        "role": "receiver",
                        "rule": "phone.mobile",
                        "required": True,
                    }
                ],
                "size": [1200, 1800],
                "ms": {"open": 12.0, "read": 810.4, "paint": 3.1, "check": 402.7, "encode": 22.5},
                "image": "/9j/4AAQSkZJRgABAQ…",
                "media_type": "image/jpeg",
                "source": None,
            }
        }
    )

    status: Status = Field(description="`masked`, or `review` where a person should look.")
    reasons: list[str] = Field(description="`code: sentence` each; what to look at.")
    fields: list[FieldOut]
    regions: list[RegionOut] = Field(description="What was painted, for an editor.")
    size: Annotated[list[int], Field(min_length=2, max_length=2)] = Field(
        description="Width and height in pixels of the upright image."
    )
    ms: dict[str, float] = Field(description="Milliseconds by stage.")
    source: PictureOut | None = Field(
        description="The upright source for display, where `include_source` asked for it."
    )


class JudgedFieldOut(BaseModel):
    """One field and whether it complies."""

    kind: FieldKind
    role: Role | None = Field(description="Whose it is; null where that is not known.")
    visible: int = Field(description="Characters that can be read; for a phone number digits.")
    of: int = Field(description="Characters it has.")
    required: str = Field(description="What the standard asks of it.")
    complies: bool
    quad: QuadOut


class CheckOut(BaseModel):
    """What /api/v1/check answers."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {
                "complies": False,
                "readable": True,
                "reasons": [],
                "fields": [
                    {
                        "kind": "phone",
                        "role": "sender",
                        "visible": 7,
                        "of": 11,
                        "required": "at least six digits hidden",
                        "complies": False,
                        "quad": _QUAD,
                    }
                ],
                "ms": {"open": 9.8, "read": 790.2},
            }
        }
    )

    complies: bool = Field(description="Whether everything the standard asks for is hidden.")
    readable: bool = Field(description="Always true: an unreadable label is a problem, 422.")
    reasons: list[str]
    fields: list[JudgedFieldOut]
    ms: dict[str, float] = Field(description="Milliseconds by stage.")


class ProblemOut(BaseModel):
    """A problem document (RFC 9457)."""

    model_config = ConfigDict(extra="allow")

    type: str
    title: str
    status: int
    detail: str
    code: str = Field(description="Short stable name; the type without its prefix.")
    next_step: str = Field(description="What can be done about it.")
    request_id: str = Field(description="Names the request in the service's log.")


class HealthOut(BaseModel):
    """The service lives."""

    status: str = "ok"


class ReadyOut(BaseModel):
    """The service can work."""

    status: str = "ready"
    workers: int = Field(description="Workers that have loaded their engine.")
