"""Models on OpenVINO instead of ONNX Runtime. The only file that imports openvino.

What paddleocr's runner asks of an ONNX Runtime session is little; `OpenVINOSession` answers it. The
models' input and output, and all that is done before and after them, are the same on both.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from masking.errors import ModelUnavailableError
from masking.reading.runtime import Device, Precision, Runtime, give_back

Tensor = NDArray[np.float32]


class Port(NamedTuple):
    """An input or output of a model."""

    name: str
    shape: list[int | None]
    """None where a size is known only with the input."""


class OpenVINOSession:
    """One model, compiled; it holds one infer request and is not to be shared between threads.

    Args:
        model: an ONNX file.
        runtime: precision and device.
        threads: CPU threads; 0 takes every core.
        sizes_differ: hardly two inputs have the same size, so what OpenVINO prepares for one on a CPU,
            and the memory that it takes, are given back to the system after it.

    Raises:
        ModelUnavailableError: openvino is not installed, or has no such device.
    """

    def __init__(
        self, model: Path, runtime: Runtime, threads: int, *, sizes_differ: bool = False
    ) -> None:
        require_openvino()
        # Its telemetry writes an id into the user's home and reports when openvino is imported; without
        # that package openvino does without, and a tool that promises to stay offline needs it to.
        sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
        import openvino

        core = openvino.Core()
        device = "GPU" if runtime.device is Device.GPU else "CPU"
        if not any(one.split(".")[0] == device for one in core.available_devices):
            raise ModelUnavailableError(
                f"OpenVINO sees no {device} here",
                next_step="Install the device's driver, or set the device to cpu.",
            )
        options = _options(runtime, device, threads)
        self._gives_back = sizes_differ and device == "CPU"
        if self._gives_back:
            options["CPU_RUNTIME_CACHE_CAPACITY"] = 0
        compiled = core.compile_model(str(model), device, options)
        self._compiled = compiled
        self._request = compiled.create_infer_request()
        self._inputs = [_port(port) for port in compiled.inputs]
        self._outputs = [_port(port) for port in compiled.outputs]

    def get_inputs(self) -> list[Port]:
        """In the model's order."""
        return self._inputs

    def get_outputs(self) -> list[Port]:
        """In the model's order."""
        return self._outputs

    def run(self, names: Sequence[str], feeds: Mapping[str, Tensor]) -> list[Tensor]:
        """The named outputs for the given inputs."""
        # The input is not copied; outputs are, since the next call writes over them.
        answers = self._request.infer(dict(feeds), share_inputs=True)
        found = [answers[name] for name in names]
        if self._gives_back:
            self.release()
            give_back()
        return found

    def release(self) -> None:
        """Free what the last input needed; the next one takes it anew."""
        self._compiled.release_memory()


def require_openvino() -> None:
    """Make sure that the optional package is there.

    Raises:
        ModelUnavailableError: it is not installed.
    """
    if importlib.util.find_spec("openvino") is None:
        raise ModelUnavailableError(
            "the runtime openvino is not installed",
            next_step="Run: pip install 'waybill-mask[openvino]'",
        )


def _options(runtime: Runtime, device: str, threads: int) -> dict[str, Any]:
    options: dict[str, Any] = {
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_PRECISION_HINT": "bf16" if runtime.precision is Precision.BF16 else "f32",
    }
    if device == "CPU":
        # Several processes would pin their threads to the same cores.
        options["ENABLE_CPU_PINNING"] = False
        if threads > 0:
            options["INFERENCE_NUM_THREADS"] = threads
    return options


def _port(port: Any) -> Port:
    shape = [None if size.is_dynamic else size.get_length() for size in port.get_partial_shape()]
    return Port(port.get_any_name(), shape)
