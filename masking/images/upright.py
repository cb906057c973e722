"""Any Pillow image to what the rest of the project works on: upright 8-bit RGB, no metadata."""

from __future__ import annotations

import io

from PIL import Image, ImageCms, ImageOps

MAX_PROFILE_BYTES = 4_000_000
"""Colour profiles above this are ignored: real CMYK ones stay below three megabytes."""

_WHITE = (255, 255, 255)
_ORIENTATION = 0x0112
"""Number of the EXIF tag."""


def upright(image: Image.Image) -> Image.Image:
    """A new RGB image, turned as its EXIF orientation says, transparent parts on white.

    An orientation tag outside 1..8 counts as none. An embedded colour profile is applied, so that
    the image looks the same without it; a broken profile is ignored. 16-bit and float samples are
    scaled to 8 bits. Nothing of the input's metadata is in the result.

    Raises:
        OSError, ValueError: the pixel data is damaged.
    """
    image.load()
    profile = image.info.get("icc_profile")
    turned = _turned(image)
    alpha = _alpha(turned)
    rgb = _to_rgb(_to_8_bits(turned), profile)
    if alpha is not None:
        rgb = Image.composite(rgb, Image.new("RGB", rgb.size, _WHITE), alpha)
    return _bare(rgb)


def _turned(image: Image.Image) -> Image.Image:
    try:
        # Pillow copies even what needs no turning.
        upright_already = image.getexif().get(_ORIENTATION, 1) not in range(2, 9)
        return image if upright_already else ImageOps.exif_transpose(image)
    except Exception:  # metadata is the input's: a broken block is no orientation
        return image


def _alpha(image: Image.Image) -> Image.Image | None:
    """The transparency as an 8-bit mask, or None for an opaque image."""
    if image.mode in ("RGBA", "LA", "PA"):
        return image.getchannel("A")
    if image.mode in ("RGBa", "La"):
        return image.convert("RGBA" if image.mode == "RGBa" else "LA").getchannel("A")
    if "transparency" in image.info and image.mode in ("1", "L", "P", "RGB"):
        return image.convert("RGBA").getchannel("A")
    return None


def _to_8_bits(image: Image.Image) -> Image.Image:
    """Scale samples of more than 8 bits; Pillow's own conversion would clip them to white."""
    if not (image.mode.startswith("I") or image.mode == "F"):
        return image
    import numpy as np  # here: the process that only hands files to workers does without

    samples = np.asarray(image).astype(np.float64)
    if image.mode == "F":
        samples = np.nan_to_num(samples, nan=0.0, posinf=0.0, neginf=0.0)
        low, high = float(samples.min()), float(samples.max())
        low, high = (0.0, 1.0) if low >= 0 and high <= 1 else (min(low, 0.0), high)
    else:
        low, high = 0.0, max(float(samples.max()), 65535.0)
    scaled = (samples - low) * (255.0 / max(high - low, 1e-9))
    return Image.fromarray(np.clip(np.rint(scaled), 0, 255).astype(np.uint8))


def _to_rgb(image: Image.Image, profile: object) -> Image.Image:
    """RGB in the sRGB colour space."""
    if image.mode in ("1", "LA", "La"):
        image = image.convert("L")
    elif image.mode in ("P", "PA", "RGBA", "RGBa"):
        image = image.convert("RGBA").convert("RGB")
    if isinstance(profile, bytes) and 0 < len(profile) <= MAX_PROFILE_BYTES:
        converted = _through_profile(image, profile)
        if converted is not None:
            return converted
    if image.mode == "LAB":
        lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        converted = _through_profile(image, lab.tobytes())
        if converted is not None:
            return converted
    return image if image.mode == "RGB" else image.convert("RGB")


def _through_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """The image in sRGB; None where the profile is broken, is of another mode or is sRGB itself."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if "sRGB" in ImageCms.getProfileDescription(source) and image.mode == "RGB":
            return None
        return ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
        )
    except Exception:  # a profile is only a refinement
        return None


def _bare(image: Image.Image) -> Image.Image:
    """The pixels alone: a fresh image without the info dictionary of the input."""
    image.load()
    bare = Image.new("RGB", image.size)
    bare.paste(image)
    return bare
