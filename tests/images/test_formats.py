"""What a file is follows from its bytes; what the output is called follows from its name."""

from __future__ import annotations

import pytest

from masking.images import Format, claims_image, open_document, output_suffix, sniff
from tests.images.pictures import file_of, pdf_of

NOT_IMAGES = {
    "nothing": b"",
    "text": b"Dear customer, your parcel has arrived.\n",
    "svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>',
    "html": b"<!doctype html><title>x</title>",
    "wav": b"RIFF\x24\x00\x00\x00WAVEfmt ",
    "mp4": b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isommp41",
    "zip": b"PK\x03\x04\x14\x00\x00\x00",
    "half a png signature": b"\x89PNG\r",
    "utf-16 text": "收件人".encode("utf-16"),
}


@pytest.mark.parametrize("format", [f for f in Format if f is not Format.PDF])
def test_every_format_is_known_by_its_content(format: Format) -> None:
    data = file_of(format)
    assert sniff(data[:1024]) is format
    assert open_document(data).format is format


@pytest.mark.parametrize("junk", [b"", b"\n\n", b"x" * 1000])
def test_a_pdf_header_may_stand_behind_junk(junk: bytes) -> None:
    assert sniff((junk + pdf_of(["q Q"]))[:1024]) is Format.PDF


@pytest.mark.parametrize("head", NOT_IMAGES.values(), ids=NOT_IMAGES.keys())
def test_other_content_is_no_image(head: bytes) -> None:
    assert sniff(head) is None


@pytest.mark.parametrize(
    ("format", "name", "suffix"),
    [
        (Format.JPEG, "a.jpg", ".jpg"),
        (Format.JPEG, "a.JPEG", ".JPEG"),
        (Format.PNG, "a.jpg", ".jpg"),
        (Format.PNG, "a", ""),
        (Format.HEIC, "a.heic", ".jpg"),
        (Format.HEIC, "a.HEIC", ".jpg"),
        (Format.HEIC, "a.jpeg", ".jpeg"),
        (Format.HEIC, "a", ".jpg"),
        (Format.AVIF, "a.avif", ".avif"),
        (Format.PDF, "a.pdf", ".pdf"),
        (Format.TIFF, "scan.1.tif", ".tif"),
    ],
)
def test_the_output_keeps_its_suffix_unless_the_format_changes(
    format: Format, name: str, suffix: str
) -> None:
    assert output_suffix(format, name) == suffix


@pytest.mark.parametrize(
    ("name", "claims"),
    [("a.jpg", True), ("A.PDF", True), ("x.tiff", True), ("a.txt", False), ("jpg", False)],
)
def test_a_name_may_claim_to_be_an_image(name: str, claims: bool) -> None:
    assert claims_image(name) is claims
