"""Which library multiplies: the choice of runtime, precision and device behind the OCR engine."""

from __future__ import annotations

import ctypes
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from masking.errors import ConfigError

LARGE_INPUT, LOOKS = 1_000_000, 4
"""Pixels of one input from which on the 200 bytes that each needs are given back to the system, which
costs a sixth of the detection's time; and the looks at parts of the same picture that follow one. Few
labels are so large, all photos are."""


class RuntimeName(StrEnum):
    """A library that runs the models."""

    ONNXRUNTIME = "onnxruntime"
    OPENVINO = "openvino"


class Precision(StrEnum):
    """The numbers that are multiplied; sums are kept in 32 bits by either."""

    AUTO = "auto"
    """The fastest that was shown not to read worse; see `docs/performance.md`."""
    F32 = "f32"
    BF16 = "bf16"


class Device(StrEnum):
    """What the models run on."""

    CPU = "cpu"
    GPU = "gpu"


@dataclass(frozen=True, slots=True)
class Runtime:
    """How the models are run.

    Raises:
        ConfigError: the parts do not go together.
    """

    name: RuntimeName = RuntimeName.ONNXRUNTIME
    precision: Precision = Precision.AUTO
    device: Device = Device.CPU

    def __post_init__(self) -> None:
        if self.precision is Precision.BF16 and self.name is not RuntimeName.OPENVINO:
            raise ConfigError(
                "the precision bf16 needs the runtime openvino",
                next_step="Set the runtime to openvino, or the precision to f32.",
            )

    @classmethod
    def parse(
        cls, name: Runtime | str, precision: str = Precision.AUTO, device: str = Device.CPU
    ) -> Runtime:
        """A runtime from words; one that is made already stays as it is.

        Raises:
            ConfigError: there is no such runtime, precision or device, or they do not go together.
        """
        if isinstance(name, Runtime):
            return name
        try:
            return cls(RuntimeName(name), Precision(precision), Device(device))
        except ValueError as error:
            # Of the enumeration: it names the word and what it should be one of.
            raise ConfigError(str(error)) from None


DEFAULT = Runtime()
"""ONNX Runtime on the CPU."""


def give_back() -> None:
    """Let the C library return to the system what was freed; only glibc has to be told."""
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)
