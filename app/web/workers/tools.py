"""The real tools: one engine for the life of the process, cheap maskers on top of it."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image

from app.web.workers.contract import Config, Stopped, StoppedError
from masking import Masker, Verdict
from masking.images import Delivery
from masking.model import Masked
from masking.policy import Policy
from masking.reading.engine import Detected, Engine, Pixels, Recognized, Turn


class StoppableEngine:
    """An engine that gives up between its calls once nobody waits for the answer.

    A model call cannot be interrupted; killing the process instead would cost the next request
    the loading of a new engine.
    """

    def __init__(self, engine: Engine, stopped: Stopped) -> None:
        self._engine = engine
        self._stopped = stopped

    def detect(self, image: Pixels, side: int) -> list[Detected]:
        """As `Engine.detect`; raises StoppedError when stopped."""
        self._look()
        return self._engine.detect(image, side)

    def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
        """As `Engine.recognize`, a crop at a time; raises StoppedError when stopped."""
        answers: list[Recognized] = []
        for crop in crops:
            self._look()
            answers += self._engine.recognize([crop])
        return answers

    def turn(self, crops: Sequence[Pixels]) -> list[Turn]:
        """As `Engine.turn`; raises StoppedError when stopped."""
        self._look()
        return self._engine.turn(crops)

    def _look(self) -> None:
        if self._stopped():
            raise StoppedError


class WaybillTools:
    """Masking and checking with one loaded engine."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def mask(self, image: Image.Image, policy: Policy, style: str, delivery: Delivery) -> Masked:
        """As `Tools.mask`."""
        return Masker(policy, style=style, engine=self._engine).mask_upright(image, delivery)

    def check(self, image: Image.Image) -> Verdict:
        """As `Tools.check`."""
        return Masker(engine=self._engine).check(image)


def load(config: Config, stopped: Stopped) -> WaybillTools:
    """Load the real engine.

    Raises:
        ModelUnavailableError: its weights cannot be loaded.
    """
    from masking.reading.paddle import PaddleEngine

    engine = PaddleEngine(threads=config.threads, runtime=config.runtime)
    return WaybillTools(StoppableEngine(engine, stopped))
