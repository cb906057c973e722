"""Pages, limits and damage."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pytest
from PIL import Image

from masking.errors import (
    DamagedImageError,
    EmptyFileError,
    ImageTooLargeError,
    ImageTooSmallError,
    NotAnImageError,
    UnreadableFileError,
)
from masking.images import Format, Limits, encode, open_document, read_bytes
from tests.images.pictures import file_of, picture, png_announcing, saved


@pytest.mark.parametrize("format", [f for f in Format if f is not Format.PDF])
@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9])
def test_truncated_files_are_damaged(format: Format, kept: float) -> None:
    image = Image.effect_noise((300, 200), 60).convert("RGB")
    data = file_of(format, image)
    with pytest.raises(DamagedImageError):
        list(open_document(data[: int(len(data) * kept)]).pages)


def test_a_truncated_pdf_never_leaks_a_foreign_error() -> None:
    data = encode([picture((300, 400))] * 2, Format.PDF)
    for kept in range(20, len(data) - 1, len(data) // 25):
        try:
            pages = list(open_document(data[:kept]).pages)
        except DamagedImageError:
            continue
        assert all(page.image.mode == "RGB" for page in pages)  # PDFium rebuilt its table


@pytest.mark.parametrize(
    ("data", "error"),
    [(b"", EmptyFileError), (b"hello", NotAnImageError), (b"\xff\xd8\xff", DamagedImageError)],
)
def test_wrong_content_says_what_it_is(data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        open_document(data)


@pytest.mark.parametrize(
    ("size", "error"),
    [
        ((10_000, 6_000), ImageTooLargeError),
        ((60_000, 60_000), ImageTooLargeError),
        ((2**31 - 1, 2**31 - 1), ImageTooLargeError),
        ((30_001, 40), ImageTooLargeError),
        ((31, 400), ImageTooSmallError),
        ((400, 1), ImageTooSmallError),
    ],
)
def test_the_size_is_refused_before_anything_is_decoded(
    size: tuple[int, int], error: type[Exception]
) -> None:
    with pytest.raises(error):
        open_document(png_announcing(*size))


def test_limits_are_settings() -> None:
    data = saved(picture((100, 50)), "PNG")
    assert open_document(data, Limits(max_pixels=5_000)).page(0).image.size == (100, 50)
    with pytest.raises(ImageTooLargeError):
        open_document(data, Limits(max_pixels=4_999))
    with pytest.raises(ImageTooLargeError):
        open_document(data, Limits(max_bytes=len(data) - 1))
    with pytest.raises(ImageTooLargeError):
        open_document(data, Limits(max_side=99))
    with pytest.raises(ImageTooSmallError):
        open_document(data, Limits(min_side=51))


@pytest.mark.parametrize("wrong", [{"max_bytes": 0}, {"max_pixels": 200_000_000}])
def test_senseless_limits_are_refused(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"at (least|most)"):
        Limits(**wrong)


def test_tiff_pages_come_one_by_one_in_their_own_sizes() -> None:
    sizes = [(60, 40), (40, 60), (80, 80)]
    data = encode([picture(size) for size in sizes], Format.TIFF)
    document = open_document(data)
    assert len(document) == 3
    assert [(page.index, page.image.size) for page in document.pages] == list(enumerate(sizes))
    assert document.page(1).image.size == (40, 60)


def test_too_many_tiff_pages() -> None:
    data = encode([picture()] * 4, Format.TIFF)
    assert len(open_document(data, Limits(max_pages=4))) == 4
    with pytest.raises(ImageTooLargeError):
        open_document(data, Limits(max_pages=3))


def test_a_large_later_page_is_refused_alone() -> None:
    data = encode([picture(), picture((200, 200))], Format.TIFF)
    document = open_document(data, Limits(max_pixels=10_000))
    assert document.page(0).image.size == (60, 40)
    with pytest.raises(ImageTooLargeError):
        document.page(1)


def test_a_smaller_copy_in_a_tiff_is_no_page() -> None:
    first, thumbnail = picture(), picture((40, 40))
    thumbnail.encoderinfo = {"tiffinfo": {254: 1}}
    data = saved(first, "TIFF", save_all=True, append_images=[thumbnail])
    with Image.open(io.BytesIO(data)) as image:
        assert image.n_frames == 2
    assert len(open_document(data)) == 1


def test_paths_and_bytes_are_the_same(tmp_path: Path) -> None:
    data = saved(picture(), "PNG")
    path = tmp_path / "waybill.txt"
    path.write_bytes(data)
    assert (
        open_document(path).page(0).image.tobytes() == open_document(data).page(0).image.tobytes()
    )


def test_what_is_no_ordinary_file_is_refused_at_once(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.jpg"):
        with pytest.raises(UnreadableFileError):
            read_bytes(path)
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.jpg")
        with pytest.raises(UnreadableFileError):
            read_bytes(tmp_path / "pipe.jpg")
        with pytest.raises(UnreadableFileError):
            read_bytes(Path("/dev/zero"))


def test_messages_do_not_quote_the_data() -> None:
    data = saved(picture(), "JPEG", comment=b"ZHANG WEI 13812345678")[:-40]
    with pytest.raises(DamagedImageError) as caught:
        open_document(data).page(0)
    assert "ZHANG" not in caught.value.reason
    assert caught.value.reason == "damaged-image: the image data is truncated or broken"


@pytest.mark.parametrize(("good", "bad"), [(b"hvcC", b"h\0\0\xff"), (b"hvc1", b"none")])
def test_a_heic_that_opens_but_holds_no_picture_is_damaged(good: bytes, bad: bytes) -> None:
    """Without its decoder's settings libheif lists no picture at all: found by the fuzzer."""
    data = file_of(Format.HEIC, picture((64, 48)))
    assert data.count(good) == 1
    with pytest.raises(DamagedImageError):
        open_document(data.replace(good, bad))


def test_a_page_may_be_asked_for_again(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    Image.effect_noise((60, 50), 80).save(path)
    with open_document(path) as document:
        first, again = (document.page(0).image.tobytes() for _ in range(2))
        assert first == again
