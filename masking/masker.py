"""`Masker`: the library's front door."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

from masking import pipeline
from masking.errors import WaybillMaskError
from masking.images import Limits, open_document, upright
from masking.model import Masked, Status
from masking.painting import Style
from masking.policy import Level, Policy
from masking.reading.engine import Engine, Reader
from masking.reading.reader import LabelReader


class Masker:
    """Redacts pictures of waybills. Load it once; it is not to be shared between threads.

    Args:
        policy: how much to hide.
        style: asterisks on paper colour, or plain blocks.
        threads: CPU threads for reading; 0 takes every core. Ignored where an engine is given.
        engine: an engine to read with instead of paddleocr.
        reader: a whole reader, instead of an engine.
        limits: how large an input may be.

    Raises:
        ValueError: no such policy or style.
        ModelUnavailableError: the OCR models cannot be loaded.
    """

    def __init__(
        self,
        policy: Policy | Level | str = Policy.STANDARD,
        style: Style | str = Style.STARS,
        *,
        threads: int = 0,
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

                engine = PaddleEngine(threads=threads)
            reader = LabelReader(engine)
        self.reader = reader

    def mask(self, source: Image.Image | bytes | str | Path) -> Masked:
        """Redact one image, or the first page of a document.

        An input that cannot be used does not raise: the answer's status is failed, it has no
        image, and its reason says why.

        Args:
            source: a Pillow image, an image file's bytes, or its path.

        Raises:
            TypeError: the source is none of these.
        """
        try:
            if isinstance(source, Image.Image):
                image = upright(source)
            elif isinstance(source, bytes | str | Path):
                path_or_bytes = Path(source) if isinstance(source, str) else source
                image = next(iter(open_document(path_or_bytes, self.limits).pages)).image
            else:
                raise TypeError(f"an image, bytes or a path is masked, not {type(source).__name__}")
            return self.mask_upright(image)
        except WaybillMaskError as error:
            return Masked(None, Status.FAILED, (error.reason,))

    def mask_upright(self, image: Image.Image) -> Masked:
        """Redact an upright RGB image.

        Raises:
            NothingToReadError: no text, or no sender and no receiver.
            EngineError: reading failed.
        """
        return pipeline.mask_upright(image, self.reader, self.policy, self.style)
