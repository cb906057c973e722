"""Settings of ``batch``: flags over a TOML file over defaults, through one validated model."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from masking.errors import ConfigError
from masking.images import Limits
from masking.images.limits import (
    MAX_BYTES,
    MAX_PAGES,
    MAX_PIXELS,
    MAX_SIDE,
    MIN_SIDE,
    PDF_DPI,
    PILLOW_MAX_PIXELS,
)
from masking.policy import Level, Policy
from masking.reading.runtime import Device, Precision, Runtime, RuntimeName

MEGABYTE = 1_000_000


class LimitSettings(BaseModel):
    """How large one input may be; the table ``[limits]``."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    max_bytes: int = Field(MAX_BYTES, ge=1, description="Bytes of one file.")
    max_pixels: int = Field(
        MAX_PIXELS, ge=1, le=PILLOW_MAX_PIXELS, description="Pixels of one page."
    )
    max_side: int = Field(MAX_SIDE, ge=1, description="Pixels of the longer side.")
    min_side: int = Field(MIN_SIDE, ge=1, description="Pixels of the shorter side.")
    max_pages: int = Field(MAX_PAGES, ge=1, description="Pages of one PDF or TIFF.")
    pdf_dpi: int = Field(PDF_DPI, ge=72, le=1200, description="Dots per inch of rendered pages.")

    def to_limits(self) -> Limits:
        """The same for the library."""
        return Limits(**self.model_dump())


class WorkerSettings(BaseModel):
    """What a worker process may use before it is replaced; the table ``[worker]``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    page_seconds: float = Field(120, gt=0, description="Longest work on one page.")
    images: int = Field(500, ge=1, description="Files after which a worker is replaced.")
    memory_mb: int = Field(
        1500, ge=1, description="Megabytes after which a worker is replaced between two files."
    )
    max_memory_mb: int = Field(
        4000, ge=1, description="Megabytes at which a worker is stopped; its file is tried again."
    )


class RaySettings(BaseModel):
    """What the engine ray asks of a cluster; the table ``[ray]``."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    address: str | None = Field(
        None, description="Cluster to join; without it the one of this machine, or a new one."
    )
    cpus: float = Field(1, gt=0, description="CPUs that each worker takes.")
    gpus: float = Field(0, ge=0, description="GPUs that are reserved for each worker.")


class BatchConfig(BaseModel):
    """All settings of ``batch``. The TOML file has the same keys; unknown ones are errors."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    policy: Level = Field(Level.STANDARD, description="How much is hidden.")
    style: Literal["stars", "solid"] = Field("stars", description="What is painted.")
    hide_waybill_number: bool = Field(False, description="Hide waybill numbers and barcodes too.")
    keep_last_four: bool = Field(False, description="Leave the last four of hidden numbers.")
    keep_companies: bool = Field(False, description="Leave companies in the sender's place.")
    engine: Literal["local", "ray"] = Field("local", description="Where the work is scheduled.")
    runtime: RuntimeName = Field(
        RuntimeName.ONNXRUNTIME, description="What runs the OCR models: onnxruntime or openvino."
    )
    precision: Precision = Field(
        Precision.AUTO, description="auto, f32, or bf16 with the runtime openvino."
    )
    device: Device = Field(Device.CPU, description="What the models run on: cpu or gpu.")
    workers: int | None = Field(
        None, ge=1, description="Worker processes; as many as cores where it is not set."
    )
    resume: bool = Field(True, description="Go on where an earlier run stopped.")
    quiet: bool = Field(False, description="Say nothing but errors.")
    dry_run: bool = Field(False, description="Only say what would be done.")
    review_dir: Path | None = Field(None, description="Folder that collects review outputs.")
    with_originals: bool = Field(False, description="Show originals in index.html as well.")
    limits: LimitSettings = LimitSettings()  # type: ignore[call-arg]
    ray: RaySettings = RaySettings()  # type: ignore[call-arg]
    worker: WorkerSettings = WorkerSettings()  # type: ignore[call-arg]

    def to_policy(self) -> Policy:
        """The policy with its options."""
        return Policy(
            self.policy,
            keep_companies=self.keep_companies,
            hide_waybill_number=self.hide_waybill_number,
            keep_last_four=self.keep_last_four,
        )

    def to_runtime(self) -> Runtime:
        """The runtime of the OCR models.

        Raises:
            ConfigError: runtime and precision do not go together.
        """
        return Runtime(self.runtime, self.precision, self.device)


def load(file: Path | None, flags: Mapping[str, Any]) -> BatchConfig:
    """Settings from an optional TOML file, overruled by the flags that are not None.

    Raises:
        ConfigError: the file cannot be read, or a key is unknown or has a wrong value.
    """
    values = _read(file) if file is not None else {}
    for name, value in flags.items():
        if isinstance(value, Mapping) and isinstance(values.get(name), dict):
            values[name] = values[name] | dict(value)
        elif value is not None:
            values[name] = value
    try:
        config = BatchConfig.model_validate(values)
    except ValidationError as error:
        raise ConfigError(_explained(error)) from None
    config.to_runtime()
    return config


def _read(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"the settings file cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"the settings file is not valid TOML: {error}") from None


def _explained(error: ValidationError) -> str:
    """One sentence that names every wrong key."""
    parts = []
    for wrong in error.errors():
        key = ".".join(str(part) for part in wrong["loc"])
        unknown = wrong["type"] == "extra_forbidden"
        parts.append(f"unknown setting {key}" if unknown else f"{key}: {wrong['msg']}")
    return "; ".join(parts)
