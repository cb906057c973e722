"""The OCR engine: paddleocr's modules on ONNX Runtime. The only file that imports paddleocr.

The PP-OCRv6 small weights come from the installed `rapidocr` package (Apache-2.0), so nothing is
downloaded. paddleocr wants a folder per model with `inference.onnx` and `inference.yml`; such
folders exist only while the models load, in the system's temporary directory.
"""

from __future__ import annotations

import os
import socket
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np

from masking.errors import EngineError, ModelUnavailableError
from masking.geometry import Quad
from masking.model import Character
from masking.reading.engine import Detected, Pixels, Recognized, Turn
from masking.reading.weights import without_denormals

BINARY_THRESHOLD = 0.3
"""Detector probability (0..1) above which a pixel belongs to text."""
BOX_THRESHOLD = 0.5
"""Mean probability (0..1) a text area needs; the models' default of 0.6 misses faint lines."""
UNCLIP_RATIO = 1.6
"""How far the detector's shrunken areas grow back, as its authors define it."""

RECOGNITION_HEIGHT = 48
"""Pixels: the recogniser's input height."""
RECOGNITION_MIN_WIDTH = 160
"""Pixels: narrower crops are padded to this width by paddlex. Its own 320 wastes a third of the time
of short lines, and reads them no better."""
OFFICIAL_MIN_WIDTH = 320
"""The same of official models that are fetched."""
RECOGNITION_MAX_WIDTH = 3200
"""Pixels: wider crops are squeezed to this width by paddlex."""
TURN_SIZE = (192, 48)
"""Width and height in pixels of the orientation classifier's input."""


@dataclass(frozen=True, slots=True)
class _Shipped:
    """A model whose weights the rapidocr package carries."""

    official_name: str
    """paddleocr's name for the architecture."""
    file: str
    """The weights' file name in `rapidocr/models`."""
    config: str
    """What paddlex reads from `inference.yml`."""


_DETECTION = _Shipped(
    "PP-OCRv6_small_det",
    "PP-OCRv6_det_small.onnx",
    """\
Global: {model_name: PP-OCRv6_small_det}
PreProcess:
  transform_ops:
  - DecodeImage: {channel_first: false, img_mode: BGR}
  - DetResizeForTest: {}
  - NormalizeImage:
      mean: [0.485, 0.456, 0.406]
      std: [0.229, 0.224, 0.225]
      scale: 0.00392156862745098
      order: hwc
  - ToCHWImage: {}
PostProcess: {name: DBPostProcess, thresh: 0.3, box_thresh: 0.5, unclip_ratio: 1.6}
""",
)
_RECOGNITION = _Shipped(
    "PP-OCRv6_small_rec",
    "PP-OCRv6_rec_small.onnx",
    # The real character list stands in the weights' metadata; reading 18,708 entries from YAML
    # would cost most of the start-up time.
    """\
Global: {model_name: PP-OCRv6_small_rec}
PreProcess:
  transform_ops:
  - DecodeImage: {channel_first: false, img_mode: BGR}
  - RecResizeImg: {image_shape: [3, 48, MIN_WIDTH]}
PostProcess: {name: CTCLabelDecode, character_dict: ['0']}
""".replace("MIN_WIDTH", str(RECOGNITION_MIN_WIDTH)),
)
_ORIENTATION = _Shipped(
    "PP-LCNet_x0_25_textline_ori",
    "ch_ppocr_mobile_v2.0_cls_mobile.onnx",
    """\
Global: {model_name: PP-LCNet_x0_25_textline_ori}
PreProcess:
  transform_ops:
  - ResizeImage: {size: [192, 48]}
  - NormalizeImage:
      mean: [0.5, 0.5, 0.5]
      std: [0.5, 0.5, 0.5]
      scale: 0.00392156862745098
  - ToCHWImage: {}
PostProcess: {Topk: {topk: 1, label_list: ['0_degree', '180_degree']}}
""",
)


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
    """paddleocr's text detection, recognition and line orientation on ONNX Runtime.

    Load it once per process; it is not to be shared between threads.

    Args:
        threads: CPU threads for one inference; 0 lets ONNX Runtime take every core.
        models: which weights to load.

    Raises:
        ModelUnavailableError: the weights are missing, or a named model cannot be fetched.
    """

    def __init__(self, threads: int = 0, models: Models | None = None) -> None:
        models = models or Models()
        fetched = models.recognition is not None
        self._min_width = OFFICIAL_MIN_WIDTH if fetched else RECOGNITION_MIN_WIDTH
        # Memory patterns are kept by shape, and every picture and line has another.
        options: dict[str, int] = {"enable_mem_pattern": False}
        if threads > 0:
            options["intra_op_num_threads"] = threads
        with ExitStack() as stack:
            folder = Path(stack.enter_context(_temporary_folder()))
            # Read when paddleocr is imported: no telemetry, no probe of model hubs, no cache
            # folder in the user's home unless an official model is to be kept there.
            os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
            os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")
            if models.all_shipped:
                os.environ.setdefault("PADDLE_PDX_CACHE_HOME", str(folder / "cache"))
            try:
                with _no_probe_socket():
                    import paddleocr

                self._detection = paddleocr.TextDetection(
                    **_arguments(_DETECTION, models.detection, folder, options)
                )
                self._recognition = paddleocr.TextRecognition(
                    **_arguments(_RECOGNITION, models.recognition, folder, options)
                )
                self._orientation = paddleocr.TextLineOrientationClassification(
                    **_arguments(_ORIENTATION, models.orientation, folder, options)
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
        answer = self._predict(
            self._detection,
            _bgr(image),
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
        return [self._recognize(crop) for crop in crops]

    def turn(self, crops: Sequence[Pixels]) -> list[Turn]:
        """See `masking.reading.engine.Engine.turn`."""
        answers = []
        for crop in crops:
            answer = self._predict(self._orientation, _bgr(_padded(crop)))
            answers.append(
                Turn(str(answer["label_names"][0]).startswith("180"), float(answer["scores"][0]))
            )
        return answers

    def _recognize(self, crop: Pixels) -> Recognized:
        answer = self._predict(self._recognition, _bgr(crop))
        text, columns, scores, total = answer["rec_text"]
        used = total * _used_fraction(crop, self._min_width)
        characters = tuple(
            Character(character, min(max((column + 0.5) / used, 0.0), 1.0), score)
            for character, column, score in zip(text, columns, scores, strict=True)
        )
        mean = sum(scores) / len(scores) if scores else 0.0
        return Recognized(characters, mean)

    def _predict(self, module: Any, image: Pixels, **options: Any) -> Any:
        try:
            (answer,) = module.predict(image, batch_size=1, **options)
        except Exception as error:
            # The cause's message may quote what was read: its type is enough.
            raise EngineError(f"the OCR engine failed ({type(error).__name__})") from None
        return answer

    def _install_decoder(self, *, shipped: bool) -> None:
        predictor = self._recognition.paddlex_predictor
        if shipped:
            metadata = predictor.runner.session.get_modelmeta().custom_metadata_map
            characters = metadata["character"].splitlines()
            outputs = predictor.runner.session.get_outputs()[0].shape[-1]
            if isinstance(outputs, int) and outputs != len(characters) + 2:
                raise ModelUnavailableError("the recogniser's character list does not fit it")
            alphabet = ["", *characters, " "]
        else:
            alphabet = list(predictor.post_op.character)
        predictor.post_op = _decoder_class()(alphabet)


def _decoder_class() -> Any:
    from paddlex.inference.models.text_recognition.processors import CTCLabelDecode

    class ColumnDecode(CTCLabelDecode):  # type: ignore[misc]
        """CTC decoding that keeps the column and the score of every character."""

        def __init__(self, alphabet: list[str]) -> None:
            super().__init__(character_list=[])
            self.character = alphabet

        def __call__(self, pred: Any, **_: Any) -> tuple[list[Any], list[float]]:
            texts: list[Any] = []
            means: list[float] = []
            for best, scores in zip(pred[0].argmax(-1), pred[0].max(-1), strict=True):
                text: list[str] = []
                columns: list[float] = []
                kept: list[float] = []
                start = 0
                for column in range(1, len(best) + 1):
                    if column < len(best) and best[column] == best[start]:
                        continue
                    if best[start] != 0:
                        # A character may win several neighbouring columns: take their middle
                        # and the best of their scores.
                        symbols = self.character[best[start]]
                        for symbol in symbols:
                            text.append(symbol)
                            columns.append((start + column - 1) / 2)
                            kept.append(float(scores[start:column].max()))
                    start = column
                texts.append(("".join(text), columns, kept, len(best)))
                means.append(float(np.mean(kept)) if kept else 0.0)
            return texts, means

    return ColumnDecode


def _arguments(
    shipped: _Shipped, chosen: str | None, folder: Path, options: dict[str, int]
) -> dict[str, Any]:
    arguments: dict[str, Any] = {
        "engine": "onnxruntime",
        "engine_config": options,
        "device": "cpu",
        "model_name": chosen or shipped.official_name,
    }
    if chosen is None:
        arguments["model_dir"] = str(_model_folder(shipped, folder))
    return arguments


def _model_folder(shipped: _Shipped, folder: Path) -> Path:
    """A folder as paddleocr wants it, around the weights of the rapidocr package."""
    target = folder / shipped.official_name
    target.mkdir()
    (target / "inference.yml").write_text(shipped.config, encoding="utf-8")
    try:
        source = resources.files("rapidocr") / "models" / shipped.file
    except ModuleNotFoundError as error:
        raise ModelUnavailableError("the package rapidocr is not installed") from error
    if not source.is_file():
        raise ModelUnavailableError(f"the package rapidocr does not hold {shipped.file}")
    model = target / "inference.onnx"
    model.write_bytes(without_denormals(source.read_bytes()))
    return target


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


def _bgr(image: Pixels) -> Pixels:
    """The channel order that the models were trained on."""
    return np.ascontiguousarray(image[:, :, ::-1])


def _padded(crop: Pixels) -> Pixels:
    """The beginning of a line at the classifier's size: scaled, then padded, not stretched."""
    import cv2

    width, height = TURN_SIZE
    scaled_width = min(max(round(crop.shape[1] * height / crop.shape[0]), 1), width)
    # A longer line is cut, not squeezed: its first characters tell as much.
    source_width = min(crop.shape[1], max(round(width * crop.shape[0] / height), 1))
    scaled = cv2.resize(crop[:, :source_width], (scaled_width, height))
    # Grey 128 is the zero of the normalised input.
    canvas = np.full((height, width, 3), 128, np.uint8)
    canvas[:, :scaled_width] = scaled
    return canvas


def _used_fraction(crop: Pixels, min_width: int) -> float:
    """How much of the recogniser's input width the crop fills; the rest is padding."""
    height, width = crop.shape[:2]
    natural = int(np.ceil(RECOGNITION_HEIGHT * width / height))
    padded = int(RECOGNITION_HEIGHT * max(min_width / RECOGNITION_HEIGHT, width / height))
    if padded > RECOGNITION_MAX_WIDTH:
        return 1.0
    return min(natural, padded) / padded
