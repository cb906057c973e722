"""Every kind of pixel becomes upright 8-bit RGB."""

from __future__ import annotations

import io

import numpy as np
import pytest
from PIL import Image, ImageCms

from masking.images import Format, open_document, upright
from tests.images.pictures import CORNER, REST, SIZE, exif_with, heic, picture, saved

ORIENTATION = 274


def decoded(data: bytes) -> Image.Image:
    return open_document(data).page(0).image


def near(pixel: object, wanted: tuple[int, ...], by: int = 12) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) <= by for a, b in zip(pixel, wanted, strict=True))


UNDO = {
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}
"""How a camera that writes the tag stores an upright picture."""


@pytest.mark.parametrize("orientation", UNDO)
@pytest.mark.parametrize("pillow_format", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF", "HEIC"])
def test_orientation_is_applied(orientation: int, pillow_format: str) -> None:
    stored = picture()
    undo = UNDO[orientation]
    if undo is not None:
        stored = stored.transpose(undo)
    exif = exif_with(ORIENTATION, orientation)
    if pillow_format == "HEIC":
        data = heic(stored, exif=exif)
    else:
        data = saved(stored, pillow_format, exif=exif)

    image = decoded(data)

    assert image.size == SIZE
    assert near(image.getpixel((5, 5)), CORNER)
    for x, y in ((55, 5), (5, 35), (55, 35)):
        assert near(image.getpixel((x, y)), REST)


@pytest.mark.parametrize("tag", [0, 9, 255, 65535])
@pytest.mark.parametrize("pillow_format", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_an_invalid_orientation_counts_as_none(tag: int, pillow_format: str) -> None:
    image = decoded(saved(picture(), pillow_format, exif=exif_with(ORIENTATION, tag)))
    assert image.size == SIZE
    assert near(image.getpixel((5, 5)), CORNER)


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_broken_exif_counts_as_none() -> None:
    image = decoded(saved(picture(), "JPEG", exif=b"Exif\x00\x00II*\x00\xff\xff\xff\xff"))
    assert image.size == SIZE


def gray_ramp() -> np.ndarray:
    return np.tile(np.arange(64, dtype=np.uint16) * 1040, (40, 1))


@pytest.mark.parametrize("pillow_format", ["PNG", "TIFF"])
def test_16_bit_gray_is_scaled_and_not_clipped(pillow_format: str) -> None:
    image = decoded(saved(Image.fromarray(gray_ramp()), pillow_format))
    expected = np.rint(gray_ramp() * (255 / 65535)).astype(np.uint8)
    assert np.array_equal(np.asarray(image), np.stack([expected] * 3, axis=-1))


@pytest.mark.parametrize(
    ("samples", "white"),
    [
        (np.full((40, 40), 65535, dtype=np.int32), 255),
        (np.full((40, 40), 1.0, dtype=np.float32), 255),
        (np.full((40, 40), 0.5, dtype=np.float32), 128),
        (np.full((40, 40), np.nan, dtype=np.float32), 0),
    ],
)
def test_wide_samples_are_scaled(samples: np.ndarray, white: int) -> None:
    image = decoded(saved(Image.fromarray(samples), "TIFF"))
    assert image.getpixel((20, 20)) == (white, white, white)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "PA"])
def test_transparent_parts_become_white(mode: str) -> None:
    image = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    image.paste((0, 0, 0, 255), (0, 0, 30, 20))
    pillow_format = "TIFF" if mode == "PA" else "PNG"
    if mode == "PA":
        result = upright(image.convert("PA"))
    else:
        result = decoded(saved(image.convert(mode), pillow_format))
    assert result.mode == "RGB"
    assert result.getpixel((5, 5)) == (0, 0, 0)
    assert result.getpixel((55, 35)) == (255, 255, 255)


def test_half_transparent_black_becomes_gray() -> None:
    image = decoded(saved(Image.new("RGBA", SIZE, (0, 0, 0, 128)), "PNG"))
    assert image.getpixel((5, 5)) == (127, 127, 127)


def test_a_transparent_palette_entry_becomes_white() -> None:
    image = picture().quantize(4)
    index = image.getpixel((55, 35))
    result = decoded(saved(image, "GIF", transparency=index))
    assert result.getpixel((55, 35)) == (255, 255, 255)
    assert near(result.getpixel((5, 5)), CORNER)


def test_one_bit_and_palette() -> None:
    bits = picture().convert("L").point(lambda v: 255 if v > 128 else 0).convert("1")
    for data in (saved(bits, "PNG"), saved(bits, "TIFF", compression="group4")):
        image = decoded(data)
        assert image.getpixel((5, 5)) == (0, 0, 0)
        assert image.getpixel((55, 35)) == (255, 255, 255)
    image = decoded(saved(picture().quantize(8), "PNG"))
    assert near(image.getpixel((5, 5)), CORNER)


@pytest.mark.parametrize(
    ("mode", "pillow_format"),
    [("CMYK", "JPEG"), ("CMYK", "TIFF"), ("YCbCr", "JPEG"), ("YCbCr", "TIFF"), ("LAB", "TIFF")],
)
def test_other_colour_spaces(mode: str, pillow_format: str) -> None:
    if mode == "LAB":
        to_lab = ImageCms.buildTransform(
            ImageCms.createProfile("sRGB"), ImageCms.createProfile("LAB"), "RGB", "LAB"
        )
        source = ImageCms.applyTransform(picture(), to_lab)
        assert source is not None
    else:
        source = picture().convert(mode)
    image = decoded(saved(source, pillow_format))
    assert near(image.getpixel((5, 5)), CORNER, by=20)
    assert near(image.getpixel((55, 35)), REST, by=20)


def swapped_profile() -> bytes:
    """sRGB with the red and the blue primary exchanged, under another name."""
    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    data = data.replace(b"rXYZ", b"temp").replace(b"bXYZ", b"rXYZ").replace(b"temp", b"bXYZ")
    return data.replace("sRGB".encode("utf-16-be"), "swap".encode("utf-16-be"))


@pytest.mark.parametrize("pillow_format", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF", "HEIC"])
def test_a_profile_of_another_space_is_applied(pillow_format: str) -> None:
    options = {"icc_profile": swapped_profile()}
    data = heic(picture(), **options) if pillow_format == "HEIC" else None
    image = decoded(data or saved(picture(), pillow_format, **options))
    assert near(image.getpixel((5, 5)), CORNER[::-1], by=16)
    assert near(image.getpixel((55, 35)), REST[::-1], by=16)


@pytest.mark.parametrize("profile", [b"not a profile", b"\x00" * 200, bytes(5_000_000)])
def test_a_broken_profile_is_ignored(profile: bytes) -> None:
    image = picture()
    image.info["icc_profile"] = profile
    assert np.array_equal(np.asarray(upright(image)), np.asarray(picture()))


def test_srgb_pixels_are_not_touched() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    image = decoded(saved(picture(), "PNG", icc_profile=profile))
    assert np.array_equal(np.asarray(image), np.asarray(picture()))


def test_nothing_of_the_metadata_survives() -> None:
    data = saved(
        picture(),
        "JPEG",
        exif=exif_with(271, "Invented Camera"),
        comment=b"hello",
        icc_profile=swapped_profile(),
    )
    image = decoded(data)
    assert image.info == {}
    assert dict(image.getexif()) == {}


def test_only_the_first_frame_of_an_animation_is_a_page() -> None:
    frames = [Image.new("RGB", SIZE, color) for color in ("red", "lime", "blue")]
    for pillow_format in ("GIF", "WEBP", "PNG"):
        data = saved(frames[0], pillow_format, save_all=True, append_images=frames[1:], duration=50)
        document = open_document(data)
        assert len(document) == 1
        assert near(document.page(0).image.getpixel((5, 5)), (255, 0, 0), by=4)


def test_the_second_picture_of_a_phone_jpeg_is_not_read() -> None:
    stream = io.BytesIO()
    picture().save(stream, "MPO", save_all=True, append_images=[Image.new("RGB", SIZE, "lime")])
    document = open_document(stream.getvalue())
    assert document.format is Format.JPEG
    assert len(document) == 1
    assert near(document.page(0).image.getpixel((5, 5)), CORNER)
