"""What is written: the same family, the same pixels where the format allows, no metadata."""

from __future__ import annotations

import io
from collections.abc import Iterator

import numpy as np
import pytest
from PIL import Image, PngImagePlugin

from masking.images import Format, Page, encode, open_document, write
from tests.images.pictures import exif_with, picture

SECRET = "Invented-Secret-4711"


def noise(size: tuple[int, int] = (90, 70)) -> Image.Image:
    values = np.random.default_rng(7).integers(0, 256, (size[1], size[0], 3), dtype=np.uint8)
    return Image.fromarray(values)


def loaded_with_metadata() -> Image.Image:
    """An image object that carries all that Pillow would write by itself."""
    image = picture((120, 80))
    text = PngImagePlugin.PngInfo()
    text.add_text("Comment", SECRET)
    image.info |= {
        "exif": exif_with(271, SECRET),
        "icc_profile": SECRET.encode(),
        "comment": SECRET.encode(),
        "xmp": SECRET.encode(),
        "photoshop": SECRET.encode(),
        "dpi": (123, 123),
        "pnginfo": text,
        "transparency": (1, 2, 3),
        "background": 3,
    }
    image.getexif()[270] = SECRET
    return image


@pytest.mark.parametrize("format", Format)
def test_no_metadata_reaches_the_file(format: Format) -> None:
    data = encode(loaded_with_metadata(), format)
    assert SECRET.encode() not in data
    for name in (b"Exif", b"http://ns.adobe", b"ICC_PROFILE", b"iCCP", b"eXIf", b"tEXt", b"pHYs"):
        assert name not in data
    if format is not Format.PDF:
        info = Image.open(io.BytesIO(data)).info
        allowed = {"jfif", "jfif_version", "jfif_unit", "jfif_density", "version", "compression"}
        allowed |= {"background", "loop", "timestamp", "duration", "dpi", "resolution"}
        assert set(info) <= allowed
        assert info.get("jfif_density", (1, 1)) == (1, 1)
        assert round(info.get("dpi", (1, 1))[0]) in (1, 96)  # what Pillow writes for none
        assert dict(Image.open(io.BytesIO(data)).getexif()).keys().isdisjoint({270, 271, 274})


@pytest.mark.parametrize("format", Format)
def test_size_and_family_are_kept(format: Format) -> None:
    data = encode(Page(0, noise(), 300), format)
    document = open_document(data)
    assert document.format is format.written_as
    assert len(document) == 1
    if format is not Format.PDF:
        assert document.page(0).image.size == (90, 70)


@pytest.mark.parametrize("format", [Format.PNG, Format.BMP, Format.TIFF])
@pytest.mark.parametrize("mode", ["RGB", "L", "1"])
def test_lossless_formats_are_exact(format: Format, mode: str) -> None:
    image = noise().convert(mode).convert("RGB")
    back = open_document(encode(image, format)).page(0).image
    assert np.array_equal(np.asarray(back), np.asarray(image))


def test_gif_is_exact_up_to_256_colours_and_flat_beyond() -> None:
    few = noise((16, 16)).resize((64, 64), Image.Resampling.NEAREST)
    back = open_document(encode(few, Format.GIF)).page(0).image
    assert np.array_equal(np.asarray(back), np.asarray(few))

    many = noise((200, 200))
    many.paste((0, 0, 0), (50, 50, 150, 150))
    back = open_document(encode(many, Format.GIF)).page(0).image
    assert len(back.crop((50, 50, 150, 150)).getcolors() or []) == 1


def test_lossless_webp_stays_lossless() -> None:
    for lossless in (True, False):
        stream = io.BytesIO()
        noise().save(stream, "WEBP", lossless=lossless)
        document = open_document(stream.getvalue())
        assert document.lossless is lossless
        data = encode(noise(), Format.WEBP, lossless=document.lossless)
        same = np.array_equal(np.asarray(open_document(data).page(0).image), np.asarray(noise()))
        assert same is lossless


def test_jpeg_keeps_colour_at_painted_edges() -> None:
    """Half the colour resolution would smear a coloured paper's hue a pixel into the fill."""
    with Image.open(io.BytesIO(encode(picture(), Format.JPEG))) as image:
        assert [(across, down) for _, across, down, _ in image.layer] == [(1, 1)] * 3


def test_what_is_encoded_depends_on_the_pixels_alone() -> None:
    for format in Format:
        pages = [Page(0, picture(), 300)]
        assert encode(pages, format) == encode([Page(0, picture(), 300)], format)


class CountingStream(io.BytesIO):
    """Remembers how many pages had been asked for at each write."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.at_writes: set[int] = set()

    def pages(self, count: int) -> Iterator[Image.Image]:
        for index in range(count):
            self.asked += 1
            yield picture((40 + index, 40))

    def write(self, data: bytes) -> int:  # type: ignore[override]
        self.at_writes.add(self.asked)
        return super().write(data)


@pytest.mark.parametrize("format", [Format.PDF, Format.TIFF])
def test_pages_are_taken_one_at_a_time(format: Format) -> None:
    """A long document never stands in memory whole."""
    stream = CountingStream()
    write(stream.pages(4), format, stream)
    assert stream.at_writes >= {1, 2, 3, 4}
    assert len(open_document(stream.getvalue())) == 4


@pytest.mark.parametrize("format", Format)
def test_no_page_is_an_error(format: Format) -> None:
    with pytest.raises(ValueError, match="at least one page"):
        encode([], format)


@pytest.mark.parametrize("format", [f for f in Format if not f.has_pages])
def test_one_picture_formats_refuse_a_second(format: Format) -> None:
    with pytest.raises(ValueError, match="one picture"):
        encode([picture(), picture()], format)
