"""The OCR engine: paddleocr's modules on ONNX Runtime or OpenVINO. The only file that imports paddleocr.

The PP-OCRv6 small weights come from the installed `rapidocr` package (Apache-2.0), so nothing is
downloaded. paddleocr wants a folder per model with `inference.onnx` and `inference.yml`; such
folders exist only while the models load, in the system's temporary directory.
"""

from __future__ import annotations

import math
import os
import socket
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from masking.errors import EngineError, ModelUnavailableError
from masking.geometry import Quad
from masking.model import Character
from masking.reading.ctc import ColumnDecode, Columns
from masking.reading.curved import score_along
from masking.reading.engine import Detected, Pixels, Recognized, Turn
from masking.reading.lean import without_unused
from masking.reading.model_inputs import beginning, bgr, then_bgr, then_let_go
from masking.reading.on_openvino import OpenVINOSession, require_openvino
from masking.reading.runtime import (
    DEFAULT,
    LARGE_INPUT,
    LOOKS,
    Device,
    Runtime,
    RuntimeName,
    give_back,
)
from masking.reading.shipped import (
    DETECTION,
    ORIENTATION,
    RECOGNITION,
    RECOGNITION_MIN_WIDTH,
    Shipped,
    model_folder,
    weights_of,
)
from masking.reading.weights import metadata

BINARY_THRESHOLD = 0.3
"""Detector probability (0..1) above which a pixel belongs to text."""
BOX_THRESHOLD = 0.5
"""Mean probability (0..1) a text area needs; the models' default of 0.6 misses faint lines."""
UNCLIP_RATIO = 1.6
"""How far the detector's shrunken areas grow back, as its authors define it."""

RECOGNITION_HEIGHT = 48
"""Pixels: the recogniser's input height."""
OFFICIAL_MIN_WIDTH = 320
"""The same of official models that are fetched."""
RECOGNITION_MAX_WIDTH = 3200
"""Pixels: wider crops are squeezed to this width by paddlex."""
WIDTHS_AN_OCTAVE = 4
"""Widths that OpenVINO is given between one power of two and the next. It prepares itself for every shape
that it has not seen, which takes longer than the line itself and as much memory as eight megabytes."""
CUDA = "CUDAExecutionProvider"
"""ONNX Runtime's name for an NVIDIA GPU; the package onnxruntime-gpu has it."""


@dataclass(frozen=True, slots=True)
class Models:
    """Which weights to load. None means the small ones of the rapidocr package.

    A name is one of paddleocr's official models; paddleocr then fetches it itself, which needs a
    network and puts it into its own cache folder.
    """

    detection: str | None = None
    recognition: str | None = None
    orientation: str | None = None

    @property
    def all_shipped(self) -> bool:
        """Whether nothing has to be fetched."""
        return self.detection is self.recognition is self.orientation is None


class PaddleEngine:
    """paddleocr's text detection, recognition and line orientation.

    Load it once per process; it is not to be shared between threads.

    Args:
        threads: CPU threads for one inference; 0 takes every core.
        models: which weights to load.
        runtime: which library runs them, and how.
        alone: nothing else in this process uses paddleocr: it is imported without what reading
            does not need, in half of the time.

    Raises:
        ModelUnavailableError: the weights are missing, a named model cannot be fetched, or the
            runtime or its device is not there.
    """

    def __init__(
        self,
        threads: int = 0,
        models: Models | None = None,
        runtime: Runtime = DEFAULT,
        *,
        alone: bool = False,
    ) -> None:
        self._at_once = 1
        self._helpers: ThreadPoolExecutor | None = None
        models = models or Models()
        fetched = models.recognition is not None
        self._min_width = OFFICIAL_MIN_WIDTH if fetched else RECOGNITION_MIN_WIDTH
        self._few_widths = runtime.name is RuntimeName.OPENVINO
        # A worker needs most memory in a large detection, with what recognition holds beside it.
        self._makes_room = self._few_widths and runtime.device is Device.CPU
        # Memory patterns are kept by shape, and every picture and line has another.
        options: dict[str, Any] = {"enable_mem_pattern": False}
        if threads > 0:
            options["intra_op_num_threads"] = threads
        if runtime.device is Device.GPU:
            options["providers"] = [CUDA, "CPUExecutionProvider"]
        with ExitStack() as stack:
            folder = Path(stack.enter_context(_temporary_folder()))
            # Read when paddleocr is imported: no telemetry, no probe of model hubs, no cache
            # folder in the user's home unless an official model is to be kept there.
            os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
            os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")
            if models.all_shipped:
                os.environ.setdefault("PADDLE_PDX_CACHE_HOME", str(folder / "cache"))
            try:
                _require(runtime)
                paddleocr = _imported(lean=alone and models.all_shipped)
                with _sessions_on(_for_pictures(runtime), threads):
                    self._detection = paddleocr.TextDetection(
                        **_arguments(DETECTION, models.detection, folder, options)
                    )
                pre = self._detection.paddlex_predictor.pre_tfs
                pre["Resize"] = then_bgr(pre["Resize"])
                pre["ToBatch"] = then_let_go(pre["ToBatch"])
                post = self._detection.paddlex_predictor.post_op
                post.score_mode, post.box_score_slow = "slow", score_along(post)
                with _sessions_on(runtime, threads):
                    self._recognition = paddleocr.TextRecognition(
                        **_arguments(RECOGNITION, models.recognition, folder, options)
                    )
                    self._orientation = paddleocr.TextLineOrientationClassification(
                        **_arguments(ORIENTATION, models.orientation, folder, options)
                    )
                self._install_decoder(shipped=models.recognition is None)
            except ModelUnavailableError:
                raise
            except Exception as error:
                raise ModelUnavailableError(
                    f"the OCR models could not be loaded ({type(error).__name__})"
                ) from error

    def detect(self, image: Pixels, side: int) -> list[Detected]:
        """See `masking.reading.engine.Engine.detect`."""
        if self._makes_room and image.shape[0] * image.shape[1] > LARGE_INPUT:
            # On ONNX Runtime recognition holds less, and to take that anew costs 4 % of a photo's time.
            self._recognition.paddlex_predictor.runner.session.release()
            give_back()
        answer = self._predict(
            self._detection,
            image,
            limit_side_len=side,
            limit_type="max",
            max_side_limit=side,
            thresh=BINARY_THRESHOLD,
            box_thresh=BOX_THRESHOLD,
            unclip_ratio=UNCLIP_RATIO,
        )
        return [
            Detected(Quad.of(polygon), float(score))
            for polygon, score in zip(answer["dt_polys"], answer["dt_scores"], strict=True)
        ]

    def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
        """See `masking.reading.engine.Engine.recognize`.

        One crop per inference: on a CPU that is the fastest, and it keeps the columns of a crop
        independent of its neighbours' widths.
        """
        if self._at_once > 1 and len(crops) > 1:
            self._helpers = self._helpers or ThreadPoolExecutor(self._at_once, "reading")
            return list(self._helpers.map(self._recognize, crops))
        return [self._recognize(crop) for crop in crops]

    def spread(self, cores: int) -> None:
        """Recognise this many crops of one call at once from now on, each in a thread of its own.

        The answers stay the same. OpenVINO's session takes one at a time and goes on doing so.
        """
        wanted = 1 if self._few_widths else cores
        if wanted != self._at_once and self._helpers is not None:
            self._helpers.shutdown()
            self._helpers = None
        self._at_once = wanted

    def turn(self, crops: Sequence[Pixels]) -> list[Turn]:
        """See `masking.reading.engine.Engine.turn`."""
        answers = []
        for crop in crops:
            answer = self._predict(self._orientation, beginning(crop))
            answers.append(
                Turn(str(answer["label_names"][0]).startswith("180"), float(answer["scores"][0]))
            )
        return answers

    def _recognize(self, crop: Pixels) -> Recognized:
        least = self._min_width
        if self._few_widths:
            natural = math.ceil(RECOGNITION_HEIGHT * crop.shape[1] / crop.shape[0])
            least = padded_width(max(least, natural))
        # Said anew for each crop: nothing stays from one to the next.
        resize = self._recognition.paddlex_predictor.pre_tfs["ReisizeNorm"]
        resize.rec_image_shape = [3, RECOGNITION_HEIGHT, least]
        answer = self._predict(self._recognition, crop)
        line: Columns = answer["rec_text"]
        used = line.total * _used_fraction(crop, least)
        scores = line.scores
        characters = tuple(
            Character(character, min(max((column + 0.5) / used, 0.0), 1.0), score)
            for character, column, score in zip(line.text, line.places, scores, strict=True)
        )
        mean = sum(scores) / len(scores) if scores else 0.0
        return Recognized(characters, mean)

    def _predict(self, module: Any, image: Pixels, **options: Any) -> Any:
        try:
            # Detection turns the channels of what it has scaled down.
            given = image if module is self._detection else bgr(image)
            (answer,) = module.predict(given, batch_size=1, **options)
        except Exception as error:
            # The cause's message may quote what was read: its type is enough.
            raise EngineError(f"the OCR engine failed ({type(error).__name__})") from None
        return answer

    def _install_decoder(self, *, shipped: bool) -> None:
        predictor = self._recognition.paddlex_predictor
        if shipped:
            characters = metadata(weights_of(RECOGNITION))["character"].splitlines()
            outputs = predictor.runner.session.get_outputs()[0].shape[-1]
            if isinstance(outputs, int) and outputs != len(characters) + 2:
                raise ModelUnavailableError("the recogniser's character list does not fit it")
            alphabet = ["", *characters, " "]
        else:
            alphabet = list(predictor.post_op.character)
        predictor.post_op = ColumnDecode(alphabet)


def _imported(*, lean: bool) -> Any:
    """paddleocr."""
    with _no_probe_socket():
        if lean:
            # Another version of it may need more: then it is imported whole.
            with suppress(Exception), without_unused():
                import paddleocr
        import paddleocr

        return paddleocr


def padded_width(width: int) -> int:
    """The narrowest of the few widths that a line of this many pixels fits into, or the widest."""
    step = max(1 << ((width - 1).bit_length() - 1), WIDTHS_AN_OCTAVE) // WIDTHS_AN_OCTAVE
    return min(-(-width // step) * step, RECOGNITION_MAX_WIDTH)


def _for_pictures(runtime: Runtime) -> Runtime:
    """What detection runs on: on a CPU always ONNX Runtime. Every picture has a size of its own, for
    each of which OpenVINO takes 0.2 seconds and keeps 17 MB."""
    return runtime if runtime.device is Device.GPU else DEFAULT


def _require(runtime: Runtime) -> None:
    """Make sure that a runtime is installed, with its device."""
    if runtime.name is RuntimeName.OPENVINO:
        require_openvino()
    elif runtime.device is Device.GPU:
        import onnxruntime

        if CUDA not in onnxruntime.get_available_providers():
            raise ModelUnavailableError(
                f"ONNX Runtime has no {CUDA} here",
                next_step="Install onnxruntime-gpu instead of onnxruntime, and NVIDIA's CUDA and "
                "cuDNN; or set the device to cpu.",
            )


@contextmanager
def _sessions_on(runtime: Runtime, threads: int) -> Iterator[None]:
    """Let the models that load meanwhile run on this runtime.

    paddlex has a runner for ONNX Runtime and none for OpenVINO; what its runner asks of a session
    is little, so another session takes the place of ONNX Runtime's own.
    """
    from paddlex.inference.models.engines import onnxruntime as home

    stock = home.ONNXRuntimeRunner

    class Runner(stock):  # type: ignore[misc, valid-type]
        def _create_session(self) -> OpenVINOSession | _FrugalSession:
            if runtime.name is RuntimeName.OPENVINO:
                return OpenVINOSession(self._get_model_path(), runtime, threads)
            return _FrugalSession(super()._create_session())

    home.ONNXRuntimeRunner = Runner
    try:
        yield
    finally:
        home.ONNXRuntimeRunner = stock


class _FrugalSession:
    """An ONNX Runtime session that gives memory back after it worked on a large picture."""

    def __init__(self, session: Any) -> None:
        import onnxruntime

        self._session = session
        self.get_inputs, self.get_outputs = session.get_inputs, session.get_outputs
        self._looks = 0
        self._returning = onnxruntime.RunOptions()
        self._returning.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")

    def run(self, names: Sequence[str], feeds: Mapping[str, NDArray[np.float32]]) -> Any:
        """The named outputs for the given inputs."""
        height, width = next(iter(feeds.values())).shape[-2:]
        self._looks = LOOKS if height * width > LARGE_INPUT else max(self._looks - 1, 0)
        return self._session.run(names, feeds, self._returning if self._looks else None)


def _arguments(
    shipped: Shipped, chosen: str | None, folder: Path, options: dict[str, Any]
) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "engine": "onnxruntime",
        "engine_config": options,
        "device": "cpu",
        "model_name": chosen or shipped.official_name,
    }
    if chosen is None:
        arguments["model_dir"] = str(model_folder(shipped, folder))
    return arguments


@contextmanager
def _no_probe_socket() -> Iterator[None]:
    """Keep urllib3 from opening a socket to ask for IPv6 when paddleocr's hub clients import it.

    Nothing is sent over it, but a tool that promises to stay offline opens none.
    """
    if "urllib3" in sys.modules:
        yield
        return
    supported = socket.has_ipv6
    socket.has_ipv6 = False
    try:
        yield
    finally:
        socket.has_ipv6 = supported
        connection: Any = sys.modules.get("urllib3.util.connection")
        if connection is not None:
            connection.HAS_IPV6 = supported


@contextmanager
def _temporary_folder() -> Iterator[str]:
    # On Windows a loaded model keeps its file open: what cannot be removed is left behind.
    with tempfile.TemporaryDirectory(prefix="waybill-mask-", ignore_cleanup_errors=True) as folder:
        yield folder


def _used_fraction(crop: Pixels, min_width: int) -> float:
    """How much of the recogniser's input width the crop fills; the rest is padding."""
    height, width = crop.shape[:2]
    natural = int(np.ceil(RECOGNITION_HEIGHT * width / height))
    padded = int(RECOGNITION_HEIGHT * max(min_width / RECOGNITION_HEIGHT, width / height))
    if padded > RECOGNITION_MAX_WIDTH:
        return 1.0
    return min(natural, padded) / padded
