"""What paddleocr's modules answer through our engine: characters and their places."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PIL import Image, ImageDraw

from app.samples.fonts import available
from masking.errors import ModelUnavailableError
from masking.reading.engine import Pixels
from masking.reading.paddle import Models, PaddleEngine, _FrugalSession
from masking.reading.reader import LabelReader
from masking.reading.runtime import Device, Runtime

pytestmark = pytest.mark.ocr

TYPE_SIZE = 32
WORST_POSITION_ERROR = 0.25
"""In type sizes; more would cut into a neighbour."""
TEXT = "收件人王小明13812345678杭州市文三路1502室"


def drawn(text: str = TEXT) -> tuple[Pixels, list[float]]:
    """A white strip with the text, and the centre of every character in pixels."""
    font = available()[0].regular.at(TYPE_SIZE)
    image = Image.new("RGB", (1200, 120), "white")
    draw = ImageDraw.Draw(image)
    draw.text((40, 40), text, font=font, fill="black")
    centres = []
    for index, character in enumerate(text):
        left = 40 + draw.textlength(text[:index], font=font)
        box = draw.textbbox((left, 40), character, font=font)
        centres.append((box[0] + box[2]) / 2)
    return np.asarray(image), centres


def turned(image: Pixels, degrees: float) -> Pixels:
    return np.asarray(Image.fromarray(image).rotate(-degrees, expand=True, fillcolor="white"))


def bent(image: Pixels, sag: float) -> Pixels:
    """A strip with its ends `sag` pixels higher than its middle."""
    height, width = image.shape[:2]
    rise = sag * (np.linspace(-1, 1, width) ** 2)
    rows = np.arange(height)[:, None] + rise[None, :]
    shown = image[np.clip(np.rint(rows), 0, height - 1).astype(int), np.arange(width)[None, :]]
    return np.asarray(shown, np.uint8)


@pytest.mark.parametrize("sag", [0.0, 60.0, 120.0, 160.0])
def test_a_long_curved_line_is_detected(engine: PaddleEngine, sag: float) -> None:
    strip = np.full((420, 1200, 3), 255, np.uint8)
    strip[200:320] = drawn()[0]
    found = engine.detect(bent(strip, sag), 1200)
    assert found
    left = min(one.quad.bounds[0] for one in found)
    right = max(one.quad.bounds[2] for one in found)
    centres = drawn()[1]
    assert left < centres[0]
    assert right > centres[-1]


def test_every_character_has_its_place(engine: PaddleEngine) -> None:
    assert worst_position(engine) <= WORST_POSITION_ERROR


def worst_position(engine: PaddleEngine) -> float:
    """How far off the worst character of a drawn line is, in ems, where all are read right."""
    image, centres = drawn()
    (line,) = LabelReader(engine).read(image).lines
    assert line.text == TEXT
    assert line.score > 0.9
    return max(
        abs(line.quad.at(character.x, 0.5)[0] - centre) / TYPE_SIZE
        for character, centre in zip(line.characters, centres, strict=True)
    )


@pytest.mark.parametrize("degrees", [-15, 15, 90, 180, 270])
def test_any_direction_is_read(engine: PaddleEngine, degrees: float) -> None:
    (line,) = LabelReader(engine).read(turned(drawn()[0], degrees)).lines
    assert line.text == TEXT
    assert math.cos(line.quad.angle - math.radians(degrees)) > 0.999


def test_no_text_is_an_empty_answer(engine: PaddleEngine) -> None:
    blank = np.full((400, 400, 3), 255, np.uint8)
    assert engine.detect(blank, 960) == []
    assert engine.recognize([]) == []
    (answer,) = engine.recognize([blank[:40]])
    assert answer.characters == ()
    assert answer.score == 0


def test_a_model_that_cannot_be_fetched_is_a_clear_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    import socket

    def refused(*_: object) -> None:
        raise OSError("no network in tests")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    with pytest.raises(ModelUnavailableError) as caught:
        PaddleEngine(models=Models(recognition="PP-OCRv5_server_rec"))
    assert caught.value.next_step


def test_what_a_large_picture_needed_is_given_back() -> None:
    """With that picture's further looks, and not what a label or a line needs."""

    class Session:
        get_inputs = get_outputs = None

        def run(self, names: object, feeds: object, options: object) -> bool:
            return options is not None

    session = _FrugalSession(Session())

    def given_back(height: int, width: int) -> object:
        return session.run(["y"], {"x": np.zeros((1, 3, height, width), np.float32)})

    assert not given_back(1056, 608)
    assert given_back(960, 1280)
    assert [given_back(700, 700) for _ in range(5)] == [True, True, True, False, False]
    assert not given_back(48, 3200)


def test_crops_read_at_once_are_read_the_same(engine: PaddleEngine) -> None:
    image, _ = drawn()
    crops = [image[30:90, :width] for width in (200, 900, 300, 1200, 60, 500)]
    alone = engine.recognize(crops)
    assert alone[0] != alone[1]
    try:
        for cores in (3, 2):
            engine.spread(cores)
            assert engine.recognize(crops) == alone
    finally:
        engine.spread(1)
    assert engine.recognize(crops) == alone


def test_a_gpu_is_asked_for_before_the_cpu(monkeypatch: pytest.MonkeyPatch) -> None:
    import onnxruntime

    real, asked = onnxruntime.InferenceSession, []

    def session(path: str, sess_options: object, providers: list[str], **_: object) -> object:
        asked.append(providers)
        return real(path, sess_options, providers=["CPUExecutionProvider"])

    both = ["CUDAExecutionProvider", "CPUExecutionProvider"]
    monkeypatch.setattr(onnxruntime, "get_available_providers", lambda: both)
    monkeypatch.setattr(onnxruntime, "InferenceSession", session)
    engine = PaddleEngine(threads=1, runtime=Runtime(device=Device.GPU))
    assert asked == [both] * 3
    assert engine.detect(np.full((64, 64, 3), 255, np.uint8), 64) == []
