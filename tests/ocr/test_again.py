"""Masking what is masked already changes nothing more; what is masked too little is completed."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image

from app.samples import draw
from masking import Masker, Status
from masking.images import Delivery, Format
from masking.reading.paddle import PaddleEngine
from masking.reading.reader import LabelReader

pytestmark = pytest.mark.ocr

CASES = [
    ("labelled", "stars", "standard"),
    ("labelled", "solid", "standard"),
    ("run", "solid", "standard"),
    ("bare", "stars", "strict"),
    ("bare", "stars", "full"),
    ("screenshot", "solid", "full"),
    ("two-ply", "solid", "standard"),
]


@pytest.mark.parametrize(("layout", "style", "policy"), CASES)
def test_masking_a_masked_image_changes_nothing(
    engine: PaddleEngine, layout: str, style: str, policy: str
) -> None:
    masker = Masker(policy, style, reader=LabelReader(engine))
    _assert_settled(masker, draw("again", layout=layout, plain=True).image)


PHOTOS = [
    ("labelled", "photo"),
    ("screenshot", "photo"),
    ("table", "dark"),  # white fills on dull paper
]


@pytest.mark.parametrize(("layout", "condition"), PHOTOS)
def test_masking_a_masked_photo_changes_nothing(
    engine: PaddleEngine, layout: str, condition: str
) -> None:
    masker = Masker(reader=LabelReader(engine))
    _assert_settled(masker, draw("again-photo/0", layout=layout, condition=condition).image)


def _assert_settled(masker: Masker, picture: Image.Image) -> None:
    once = masker.mask_upright(picture, Delivery(Format.PNG))
    assert once.status is Status.MASKED
    assert once.encoded is not None
    with Image.open(io.BytesIO(once.encoded)) as stored:
        twice = masker.mask(stored.convert("RGB"))
    assert once.image is not None
    assert twice.image is not None
    changed = (np.asarray(once.image) != np.asarray(twice.image)).any(axis=2)
    assert int(changed.sum()) == 0
