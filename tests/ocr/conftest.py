"""The real engine, loaded once, on waybills drawn for the test."""

from __future__ import annotations

import pytest

from masking import Masker
from masking.reading.paddle import PaddleEngine
from masking.reading.reader import LabelReader


@pytest.fixture(scope="session")
def engine() -> PaddleEngine:
    """The shipped models."""
    return PaddleEngine(threads=2)


@pytest.fixture(scope="session")
def masker(engine: PaddleEngine) -> Masker:
    """A masker on the shipped models."""
    return Masker(reader=LabelReader(engine))
