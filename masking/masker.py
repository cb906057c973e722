"""`Masker`: the library's front door."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from masking import pipeline
from masking.checking.compliance import Verdict, check_upright
from masking.checking.proof import Deliver
from masking.errors import WaybillMaskError
from masking.images import Limits, open_document, upright
from masking.model import Masked, Status
from masking.painting import Style
from masking.policy import Level, Policy
from masking.reading.engine import Engine, Reader
from masking.reading.reader import LabelReader
from masking.reading.runtime import DEFAULT, Runtime

Source = Image.Image | bytes | str | Path
"""What can be masked: a Pillow image, an image file's bytes, or its path."""


class Masker:
    """Redacts pictures of waybills. Load it once; it is not to be shared between threads.

    Args:
        policy: how much to hide.
        style: asterisks on paper colour, or plain blocks.
        threads: CPU threads for reading; 0 takes every core. Ignored where an engine is given.
        runtime: what runs the OCR models, `onnxruntime` or `openvino`, or a `Runtime` with a
            precision and a device. Ignored where an engine is given.
        engine: an engine to read with instead of paddleocr.
        reader: a whole reader, instead of an engine.
        limits: how large an input may be.

    Raises:
        ValueError: no such policy or style.
        ConfigError: no such runtime.
        ModelUnavailableError: the OCR models cannot be loaded.
    """

    def __init__(
        self,
        policy: Policy | Level | str = Policy.STANDARD,
        style: Style | str = Style.STARS,
        *,
        threads: int = 0,
        runtime: Runtime | str = DEFAULT,
        engine: Engine | None = None,
        reader: Reader | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.policy = Policy.parse(policy)
        self.style = Style(style)
        self.limits = limits or Limits()
        if reader is None:
            if engine is None:
                # Here, so that rules and painting can be used without loading an engine.
                from masking.reading.paddle import PaddleEngine

                engine = PaddleEngine(threads=threads, runtime=Runtime.parse(runtime))
            reader = LabelReader(engine)
        self.reader = reader

    def mask(self, source: Source) -> Masked:
        """Redact one image, or the first page of a document.

        An input that cannot be used does not raise: the answer's status is failed, it has no
        image, and its reason says why.

        Args:
            source: a Pillow image, an image file's bytes, or its path.

        Raises:
            TypeError: the source is none of these.
        """
        try:
            return self.mask_upright(self._opened(source))
        except WaybillMaskError as error:
            return Masked(None, Status.FAILED, (error.reason,))

    def mask_upright(self, image: Image.Image, deliver: Deliver | None = None) -> Masked:
        """Redact an upright RGB image.

        Args:
            image: the source.
            deliver: how the result is encoded, such as a `masking.images.Delivery`: what is
                checked are then the bytes that come back in `Masked.encoded`, decoded again.
                Without it, the picture itself is checked.

        Raises:
            NothingToReadError: no text, or no sender and no receiver.
            EngineError: reading failed.
            PaintingError: the result is not what was to be painted.
            EncodingError: it cannot be stored in the format that is asked for.
        """
        return pipeline.mask_upright(image, self.reader, self.policy, self.style, deliver)

    def check(self, source: Source) -> Verdict:
        """Whether a waybill already complies with the standard; changes nothing.

        An input that cannot be used does not raise: the answer is not readable, and its reason
        says why.

        Raises:
            TypeError: the source is no image, bytes or path.
        """
        try:
            return check_upright(self._opened(source), self.reader)
        except WaybillMaskError as error:
            return Verdict(False, False, (), (error.reason,))

    def _opened(self, source: Source) -> Image.Image:
        if isinstance(source, Image.Image):
            return upright(source)
        if not isinstance(source, bytes | str | Path):
            raise TypeError(f"an image, bytes or a path is read, not {type(source).__name__}")
        given = Path(source) if isinstance(source, str) else source
        with open_document(given, self.limits) as document:
            return document.page(0).image


def check(source: Source, *, masker: Masker | None = None) -> Verdict:
    """Whether a waybill already complies with GB/T 41833-2022; see `Masker.check`.

    Args:
        source: a Pillow image, an image file's bytes, or its path.
        masker: whose reader is used; without one an engine is loaded for this call.
    """
    return (masker or Masker()).check(source)
