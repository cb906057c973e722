"""Every setting of the service, in one place, read from the environment.

`docs/settings.md` documents them; a test compares the two.
"""

from __future__ import annotations

import os
from typing import Any, Literal

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from masking.errors import ConfigError
from masking.images.limits import MAX_PIXELS, PILLOW_MAX_PIXELS
from masking.reading.runtime import Device, Precision, Runtime, RuntimeName

PREFIX = "WAYBILL_MASK_"
"""Environment variables of the service begin with it."""

MEBIBYTE = 1024 * 1024
"""Bytes."""


class Settings(BaseSettings):
    """The service's settings; each is an environment variable ``WAYBILL_MASK_<NAME>``."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    workers: int = Field(
        default=2,
        ge=1,
        le=64,
        description="Worker processes. Each holds one engine and needs about 1 GB.",
    )
    threads: int = Field(
        default=1, ge=1, le=64, description="Threads of the engine in each worker."
    )
    cores: int = Field(
        default=0,
        ge=0,
        le=1024,
        description="CPU cores that the requests under way share: a lone one uses all of them, as "
        "many as there are workers one each. 0 stands for all that the service may use.",
    )
    runtime: RuntimeName = Field(
        default=RuntimeName.ONNXRUNTIME,
        description="What runs the OCR models: `onnxruntime`, or `openvino` where "
        "`waybill-mask[openvino]` is installed.",
    )
    precision: Precision = Field(
        default=Precision.AUTO,
        description="`auto`, `f32`, or `bf16` with the runtime `openvino`.",
    )
    device: Device = Field(
        default=Device.CPU, description="What the models run on: `cpu` or `gpu`; see below."
    )
    queue: int = Field(
        default=16,
        ge=0,
        le=10_000,
        description="Requests that may wait for a worker; one more is answered 503 at once. "
        "Each may hold one upload in memory.",
    )
    queue_seconds: float = Field(
        default=60,
        gt=0,
        description="Longest wait for a free worker before the request is answered 503.",
    )
    job_seconds: float = Field(
        default=60,
        gt=0,
        description="Longest work on one image; then its worker is replaced and the request "
        "is answered 500.",
    )
    job_memory_mb: int = Field(
        default=4000,
        ge=100,
        description="Megabytes of memory that a worker may use in all; then it is replaced and "
        "the request is answered 500.",
    )
    load_seconds: float = Field(
        default=120, gt=0, description="Longest time a worker may take to load its engine."
    )
    max_upload_bytes: int = Field(
        default=32 * MEBIBYTE,
        ge=1024,
        description="Largest request body; a larger one is answered 413.",
    )
    upload_seconds: float = Field(
        default=120,
        gt=0,
        description="Longest time a whole upload may take before it is answered 408.",
    )
    upload_idle_seconds: float = Field(
        default=10, gt=0, description="Longest pause within an upload before it is answered 408."
    )
    max_pixels: int = Field(
        default=MAX_PIXELS,
        ge=10_000,
        le=PILLOW_MAX_PIXELS,
        description="Largest picture or page, in pixels; a larger one is answered 413.",
    )
    max_pages: int = Field(
        default=200, ge=1, description="Most pages of a PDF or TIFF file; more are answered 413."
    )
    max_regions: int = Field(
        default=1000,
        ge=1,
        description="Most regions of one call of /api/v1/redact; more are answered 422.",
    )
    api_key: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="When set, /api and /metrics ask for it in X-API-Key or as a bearer token. "
        "At least 16 characters.",
    )
    rate_limit: int = Field(
        default=0,
        ge=0,
        description="Requests to /api a client address may make in a minute; more are answered "
        "429. 0 sets no limit.",
    )
    trusted_proxies: str = Field(
        default="",
        description="Addresses of reverse proxies, separated by commas, whose X-Forwarded-For "
        "header names the client. Empty trusts none.",
    )
    shutdown_seconds: int = Field(
        default=30, ge=0, description="How long a stopping service waits for requests under way."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field(
        default="info", description="Least level of the JSON log lines on stderr."
    )

    @classmethod
    def from_environment(cls, **overruling: Any) -> Settings:
        """Read the settings and refuse names that do not exist.

        What is given here overrules the environment.

        A misspelt ``WAYBILL_MASK_API_KYE`` must not start a service without a key.

        Raises:
            ConfigError: an unknown name, or a value out of its range. The message names the
                variable, never its value.
        """
        known = {environment_name(field) for field in cls.model_fields}
        given = {name.upper() for name in os.environ if name.upper().startswith(PREFIX)}
        unknown = sorted(given - known)
        if unknown:
            raise ConfigError(
                f"unknown setting {', '.join(unknown)}",
                next_step="Compare the name with docs/settings.md.",
            )
        try:
            settings = cls(**overruling)
        except ValidationError as error:
            wrong = "; ".join(
                f"{environment_name(str(e['loc'][0]))}: {e['msg']}" for e in error.errors()
            )
            raise ConfigError(wrong, next_step="Compare the value with docs/settings.md.") from None
        settings.to_runtime()
        return settings

    def to_runtime(self) -> Runtime:
        """The runtime of the OCR models.

        Raises:
            ConfigError: runtime and precision do not go together.
        """
        return Runtime(self.runtime, self.precision, self.device)


def environment_name(field: str) -> str:
    """The environment variable of a field of `Settings`."""
    return PREFIX + field.upper()


def settings_table() -> str:
    """The settings as a Markdown table, for the documentation."""
    rows = ["| variable | default | meaning |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "" if field.default in (None, "") else f"`{field.default}`"
        rows.append(f"| `{environment_name(name)}` | {default} | {field.description} |")
    return "\n".join(rows) + "\n"
