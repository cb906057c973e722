"""The models that the rapidocr package carries, and folders around them as paddleocr wants them."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from masking.errors import ModelUnavailableError
from masking.reading.weights import without_denormals

RECOGNITION_MIN_WIDTH = 160
"""Pixels: narrower crops are padded to this width by paddlex. Its own 320 wastes a third of the time
of short lines, and reads them no better."""


@dataclass(frozen=True, slots=True)
class Shipped:
    """A model whose weights the rapidocr package carries."""

    official_name: str
    """paddleocr's name for the architecture."""
    file: str
    """The weights' file name in `rapidocr/models`."""
    config: str
    """What paddlex reads from `inference.yml`."""


DETECTION = Shipped(
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
RECOGNITION = Shipped(
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
ORIENTATION = Shipped(
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


def model_folder(shipped: Shipped, folder: Path) -> Path:
    """A folder as paddleocr wants it, around the weights of the rapidocr package."""
    target = folder / shipped.official_name
    target.mkdir()
    (target / "inference.yml").write_text(shipped.config, encoding="utf-8")
    model = target / "inference.onnx"
    model.write_bytes(without_denormals(weights_of(shipped)))
    return target


def weights_of(shipped: Shipped) -> bytes:
    """An ONNX file of the rapidocr package."""
    try:
        source = resources.files("rapidocr") / "models" / shipped.file
    except ModuleNotFoundError as error:
        raise ModelUnavailableError("the package rapidocr is not installed") from error
    if not source.is_file():
        raise ModelUnavailableError(f"the package rapidocr does not hold {shipped.file}")
    return source.read_bytes()
