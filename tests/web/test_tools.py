"""The engine that gives up once nobody waits for the answer."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PIL import Image

from app.web.workers.contract import StoppedError
from app.web.workers.tools import CROPS_A_CORE, StoppableEngine, WaybillTools
from masking.geometry import Quad
from masking.images import Delivery, Format
from masking.policy import Policy
from masking.reading.engine import Detected, Pixels, Recognized, Turn

CROP = np.zeros((8, 8, 3), np.uint8)


class CountingEngine:
    """Answers everything and counts the crops it read."""

    def __init__(self) -> None:
        self.read = 0

    def detect(self, image: Pixels, side: int) -> list[Detected]:
        return [Detected(Quad.of_box(10, 10, 100, 30), 0.9)]

    def recognize(self, crops: Sequence[Pixels]) -> list[Recognized]:
        self.read += len(crops)
        return [Recognized((), float(self.read))] * len(crops)

    def turn(self, crops: Sequence[Pixels]) -> list[Turn]:
        return [Turn(False, 1.0)] * len(crops)


def test_answers_pass_through_in_order() -> None:
    engine = StoppableEngine(CountingEngine(), lambda: False)
    assert engine.detect(CROP, 100) == [Detected(Quad.of_box(10, 10, 100, 30), 0.9)]
    assert [answer.score for answer in engine.recognize([CROP] * 3)] == [1.0, 2.0, 3.0]
    assert engine.turn([CROP] * 2) == [Turn(False, 1.0)] * 2


def test_reading_ends_between_two_crops() -> None:
    inner = CountingEngine()
    engine = StoppableEngine(inner, lambda: inner.read == 2)
    with pytest.raises(StoppedError):
        engine.recognize([CROP] * 9)
    assert inner.read == 2


def test_with_more_cores_more_crops_are_read_between_two_looks() -> None:
    inner, told = CountingEngine(), list[int]()
    engine = StoppableEngine(inner, lambda: inner.read > 0)
    tools = WaybillTools(engine, told.append)
    for cores, read in ((1, 1), (2, 2 * CROPS_A_CORE), (1, 1)):
        tools.spread(cores)
        inner.read = 0
        with pytest.raises(StoppedError):
            engine.recognize([CROP] * 30)
        assert inner.read == read
    assert told == [1, 2, 1]


def test_every_call_looks_first() -> None:
    engine = StoppableEngine(CountingEngine(), lambda: True)
    for call in (
        lambda: engine.detect(CROP, 100),
        lambda: engine.recognize([CROP]),
        lambda: engine.turn([CROP]),
    ):
        with pytest.raises(StoppedError):
            call()


def test_no_step_of_masking_mistakes_a_stop_for_an_answer() -> None:
    inner = CountingEngine()
    tools = WaybillTools(StoppableEngine(inner, lambda: inner.read > 0), lambda cores: None)
    picture = Image.new("RGB", (400, 300), "white")
    for call in (
        lambda: tools.mask(picture, Policy.STANDARD, "stars", Delivery(Format.PNG)),
        lambda: tools.check(picture),
    ):
        inner.read = 0
        with pytest.raises(StoppedError):
            call()
