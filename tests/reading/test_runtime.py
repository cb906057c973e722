"""Which runtime: words, what does not go together, and what is not installed."""

from __future__ import annotations

import importlib.util

import pytest

from masking import Masker
from masking.errors import ConfigError, ExitCode, ModelUnavailableError
from masking.reading.paddle import PaddleEngine
from masking.reading.runtime import DEFAULT, Device, Precision, Runtime, RuntimeName


def test_words() -> None:
    assert Runtime.parse("onnxruntime") == DEFAULT == Runtime()
    assert Runtime.parse("openvino", "bf16", "gpu") == Runtime(
        RuntimeName.OPENVINO, Precision.BF16, Device.GPU
    )
    made = Runtime(RuntimeName.OPENVINO)
    assert Runtime.parse(made) is made


@pytest.mark.parametrize(
    "words",
    [
        ("tensorrt",),
        ("OpenVINO",),
        ("",),
        ("openvino", "int8"),
        ("openvino", "f32", "tpu"),
        ("onnxruntime", "bf16"),
    ],
)
def test_what_there_is_not(words: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError):
        Runtime.parse(*words)


def test_a_masker_refuses_an_unknown_runtime() -> None:
    with pytest.raises(ConfigError, match="tensorrt"):
        Masker(runtime="tensorrt")


def test_openvino_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelUnavailableError, match="openvino is not installed") as caught:
        PaddleEngine(runtime=Runtime(RuntimeName.OPENVINO))
    assert caught.value.next_step == "Run: pip install 'waybill-mask[openvino]'"
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_gpu_without_its_provider(monkeypatch: pytest.MonkeyPatch) -> None:
    import onnxruntime

    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: ["CPUExecutionProvider"])
    with pytest.raises(ModelUnavailableError, match="CUDAExecutionProvider") as caught:
        PaddleEngine(runtime=Runtime(device=Device.GPU))
    assert "onnxruntime-gpu" in caught.value.next_step


def test_a_gpu_that_openvino_does_not_see(monkeypatch: pytest.MonkeyPatch) -> None:
    import openvino

    class Core:
        available_devices = ("CPU", "NPU")

    monkeypatch.setattr(openvino, "Core", Core)
    with pytest.raises(ModelUnavailableError, match="no GPU"):
        PaddleEngine(runtime=Runtime(RuntimeName.OPENVINO, device=Device.GPU))
