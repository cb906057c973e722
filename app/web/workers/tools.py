"""The real tools: one engine for the life of the process, cheap maskers on top of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PIL import Image

from app.web.workers.contract import Config, Stopped, StoppedError
from masking import Masker, Verdict
from masking.images import Delivery
from masking.model import Masked
from masking.policy import Policy
from masking.reading.engine import Detected, Engine, Pixels, Recognized, Turn

CROPS_A_CORE = 4
"""Of one call that are recognised before it is asked whether anybody still waits."""


class StoppableEngine:
    """An engine that gives up between its calls once nobody waits for the answer.

    A model call cannot be interrupted; killing the process instead would cost the next request
    the loading of a new engine.
    """

    def __init__(self, engine: Engine, stopped: Stopped) -> None:
        self._engine = engine
        self._stopped = stopped
        self.at_once = 1
        """Crops that are recognised between two looks."""

    def detect(self, image: Pixels, side: int) -> list[Detected]:
        """As `Engine.detect`; raises StoppedError when stopped."""
        self._look()
        return self._engine.detect(image, side)

    def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
        """As `Engine.recognize`, some crops at a time; raises StoppedError when stopped."""
        answers: list[Recognized] = []
        for start in range(0, len(crops), self.at_once):
            self._look()
            answers += self._engine.recognize(crops[start : start + self.at_once])
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

    def __init__(self, engine: StoppableEngine, spread: Callable[[int], None]) -> None:
        self._engine = engine
        self._spread = spread

    def spread(self, cores: int) -> None:
        """As `Tools.spread`."""
        # Lines are of different lengths: with a few for each core, none waits for long.
        self._engine.at_once = 1 if cores == 1 else CROPS_A_CORE * cores
        self._spread(cores)

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

    engine = PaddleEngine(config.threads, runtime=config.runtime, alone=True)
    return WaybillTools(StoppableEngine(engine, stopped), engine.spread)
