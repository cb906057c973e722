"""Tools that a test's picture scripts: they answer, crash, hang or refuse."""

from __future__ import annotations

import os
import signal
import time
from typing import TYPE_CHECKING

from PIL import Image

from app.web.workers.contract import Config, Stopped, StoppedError
from masking.errors import EngineError, ModelUnavailableError, NoTextError
from masking.geometry import Quad
from masking.images import Delivery
from masking.model import Field, FieldKind, Masked, Region, Role, Status
from masking.painting import paint
from masking.policy import Policy
from masking.reasons import Reason
from tests.web.pictures import Scenario, scenario_of

if TYPE_CHECKING:
    from masking.checking.compliance import Verdict

SECRET = "13812345678"
"""Stands for recognised text; no answer and no log line may hold it."""
SLOW_SECONDS = 1.0
"""What a slow picture takes."""
LONG_SECONDS = 30.0
"""What a long picture takes unless it is stopped."""
HANG_SECONDS = 600.0
"""What a picture takes on which an engine hangs; it looks for no stop."""
POLL_SECONDS = 0.02

REGIONS = (
    Region(Quad.of_box(60, 120, 180, 150), FieldKind.NAME, 2),
    Region(Quad.of_box(60, 180, 300, 210), FieldKind.PHONE, 6),
    Region(Quad.of(((60, 300), (340, 260), (345, 292), (65, 332))), FieldKind.ADDRESS, 5),
    Region(Quad.of_box(40, 600, 400, 660), FieldKind.BLOCK),
    Region(Quad.of_box(40, 700, 400, 780), FieldKind.BARCODE),
)
FIELDS = (
    Field(FieldKind.NAME, Role.RECEIVER, 2, 3, "name.given", REGIONS[0].quad, 0.99, "label"),
    Field(FieldKind.PHONE, Role.RECEIVER, 6, 11, "phone.mobile", REGIONS[1].quad, 0.98),
    Field(FieldKind.ADDRESS, Role.RECEIVER, 5, 18, "address.room", REGIONS[2].quad, 0.9),
    Field(FieldKind.BLOCK, None, 1, 1, Reason.UNREAD_TEXT.value, REGIONS[3].quad, 0.0),
    Field(FieldKind.BARCODE, None, 1, 1, "code.policy", REGIONS[4].quad, 1.0),
)


class FakeTools:
    """Does what the picture's corner says."""

    def __init__(self, stopped: Stopped) -> None:
        self._stopped = stopped

    def spread(self, cores: int) -> None:
        self.cores = cores

    def mask(self, image: Image.Image, policy: Policy, style: str, delivery: Delivery) -> Masked:
        scenario = scenario_of(image)
        self._act(scenario)
        if scenario is Scenario.FAILED:
            return Masked(None, Status.FAILED, ("no-sender-or-receiver: nobody is named",))
        doubt = scenario is Scenario.REVIEW
        kinds = {FieldKind.BLOCK} if not doubt else set()
        if not policy.hides_waybill_number:
            kinds.add(FieldKind.BARCODE)
        regions = tuple(r for r in REGIONS if r.kind not in kinds)
        painted = paint(image, regions, style)
        return Masked(
            image=painted,
            encoded=delivery(painted)[0],
            status=Status.REVIEW if doubt else Status.MASKED,
            reasons=(str(Reason.UNREAD_TEXT),) if doubt else (),
            fields=tuple(f for f in FIELDS if f.kind not in kinds),
            regions=regions,
            size=image.size,
            milliseconds={"read": 2.0, "paint": 1.0, "check": 1.5},
        )

    def check(self, image: Image.Image) -> Verdict:
        # Here and not above: it loads all rules, and workers are started by the dozen.
        from masking.checking.compliance import FieldVerdict, Verdict

        scenario = scenario_of(image)
        self._act(scenario)
        if scenario is Scenario.FAILED:
            return Verdict(False, False, (), ("no-sender-or-receiver: nobody is named",))
        complies = scenario is Scenario.MASKED
        field = FieldVerdict(
            FieldKind.PHONE, Role.SENDER, 5, 11, "six digits hidden", complies, REGIONS[1].quad
        )
        return Verdict(complies, True, (field,), ())

    def _act(self, scenario: Scenario) -> None:
        match scenario:
            case Scenario.CRASH:
                os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))
                time.sleep(HANG_SECONDS)
            case Scenario.RAISE:
                raise RuntimeError(f"cannot work on {SECRET}")
            case Scenario.ENGINE:
                raise EngineError("the OCR engine failed (ValueError)")
            case Scenario.NOTHING:
                raise NoTextError("not one line of text was found")
            case Scenario.GROW:
                eaten = []
                while True:
                    eaten.append(bytearray(b"x") * (1 << 24))
            case Scenario.NO_MEMORY:
                raise MemoryError
            case Scenario.HANG:
                time.sleep(HANG_SECONDS)
            case Scenario.SLOW:
                self._wait(SLOW_SECONDS)
            case Scenario.LONG:
                self._wait(LONG_SECONDS)

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self._stopped():
                raise StoppedError
            time.sleep(POLL_SECONDS)


def load(config: Config, stopped: Stopped) -> FakeTools:
    """Tools that do what the picture says."""
    return FakeTools(stopped)


def load_unavailable(config: Config, stopped: Stopped) -> FakeTools:
    """Tools that cannot be loaded."""
    raise ModelUnavailableError("the weights are missing")


def load_dying(config: Config, stopped: Stopped) -> FakeTools:
    """A worker that ends while it loads."""
    os._exit(3)


def load_slowly(config: Config, stopped: Stopped) -> FakeTools:
    """Tools that take a while to load."""
    time.sleep(SLOW_SECONDS)
    return FakeTools(stopped)
