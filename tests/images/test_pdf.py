"""PDF in: every page rendered; PDF out: pictures only."""

from __future__ import annotations

import numpy as np
import pypdfium2
import pytest

from masking.errors import DamagedImageError, EncryptedFileError, ImageTooLargeError
from masking.images import Format, Limits, encode, open_document
from masking.images.pdf import render_dpi
from tests.images.pictures import pdf_of

TEXT = "BT /F 12 Tf 20 400 Td (Receiver Lin Demo 13800001111) Tj ET"


def test_pages_are_rendered_so_that_small_type_is_legible() -> None:
    document = open_document(pdf_of([TEXT, TEXT]))
    assert len(document) == 2
    page = document.page(1)
    assert page.dpi == 300
    assert page.image.size == (1180, 1771)
    assert np.asarray(page.image).min() < 60


def test_no_text_survives_into_the_output() -> None:
    document = open_document(pdf_of([TEXT, TEXT]))
    data = encode(document.pages, Format.PDF)
    pdf = pypdfium2.PdfDocument(data)
    assert len(pdf) == 2
    for page in pdf:
        assert page.get_textpage().get_text_range() == ""
        width, height = page.get_size()
        assert (round(width), round(height)) == (283, 425)
    assert b"13800001111" not in data
    assert pdf.get_metadata_dict(skip_empty=True) == {}
    again = open_document(data).page(0).image
    assert np.asarray(again).min() < 80


def test_the_output_is_the_same_every_time() -> None:
    first, second = (encode(open_document(pdf_of([TEXT])).pages, Format.PDF) for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("size", "dpi"),
    [
        ((283, 425), 300.0),  # 100 x 150 mm
        ((595, 842), 300.0),  # A4
        ((72, 144), 1000.0),  # drawn an inch wide: enlarged to 1000 pixels
        ((10, 10), 1200.0),
    ],
)
def test_resolution_follows_the_paper(size: tuple[float, float], dpi: float) -> None:
    assert render_dpi(*size, Limits()) == pytest.approx(dpi)


@pytest.mark.parametrize("size", [(14_400, 14_400), (50, 14_400), (2_384, 3_370)])
def test_large_paper_stays_under_the_limits(size: tuple[int, int]) -> None:
    limits = Limits(max_pixels=2_000_000)
    page = open_document(pdf_of([TEXT], size), limits).page(0)
    width, height = page.image.size
    assert width * height <= limits.max_pixels
    assert width * height > limits.max_pixels * 0.8


def test_too_many_pages_broken_and_empty() -> None:
    with pytest.raises(ImageTooLargeError):
        open_document(pdf_of([TEXT] * 3), Limits(max_pages=2))
    with pytest.raises(DamagedImageError):
        open_document(b"%PDF-1.7\nnothing more")
    with pytest.raises(DamagedImageError):
        open_document(pdf_of([]))


def test_scripts_do_not_run_and_do_no_harm() -> None:
    script = "/OpenAction << /S /JavaScript /JS (while(true){app.alert(1)}) >>"
    document = open_document(pdf_of([TEXT], extra=script))
    data = encode(document.pages, Format.PDF)
    assert b"JavaScript" not in data


def test_a_password_is_named() -> None:
    with pytest.raises(EncryptedFileError):
        open_document(ENCRYPTED)


ENCRYPTED = pdf_of([TEXT]).replace(
    b"/Root 1 0 R",
    b"/Root 1 0 R /ID [<00112233445566778899aabbccddeeff> <00112233445566778899aabbccddeeff>]"
    b" /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -44"
    b" /O <0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f20>"
    b" /U <2122232425262728292a2b2c2d2e2f303132333435363738393a3b3c3d3e3f40> >>",
)
"""No password opens it: the owner's and the user's entries are arbitrary."""
