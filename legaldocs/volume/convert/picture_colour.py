"""The colours of a picture brought to what PDF and PNG hold, by its profile where it has one."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING

from PIL import Image, ImageCms, ImageOps
from pypdf.generic import ArrayObject, NumberObject

from legaldocs.volume.pdf.writer import name, stream

if TYPE_CHECKING:
    from pypdf.generic import PdfObject, StreamObject

    from legaldocs.volume.pdf.writer import ObjectWriter

_COMPONENTS = {b"GRAY": 1, b"RGB ": 3, b"CMYK": 4}
_LARGEST_PROFILE = 4 << 20
_PROFILE_HEADER = 128
_SPACE = slice(16, 20)
_TRANSPARENT = frozenset({"RGBA", "RGBa", "LA", "La", "PA"})
_EIGHT_BITS, _SIXTEEN_BITS = 255, 65535
_STRETCHED = range(2, 6)
"""Times, doubled, that a dot may be taller than wide: those of fax machines are twice as tall."""


def is_transparent(picture: Image.Image) -> bool:
    """Return whether what lies below a picture can be seen through it."""
    return picture.mode in _TRANSPARENT or "transparency" in picture.info


def profile_of(picture: Image.Image, components: int) -> bytes:
    """Return the colour profile of a picture, empty when it has none that fits its colours."""
    profile = picture.info.get("icc_profile") or b""
    if not isinstance(profile, bytes) or not _PROFILE_HEADER < len(profile) <= _LARGEST_PROFILE:
        return b""
    return profile if _COMPONENTS.get(profile[_SPACE]) == components else b""


def put_profile(image: StreamObject, profile: bytes, writer: ObjectWriter) -> None:
    """Write a profile, and make it the colours of an image or of its palette."""
    count = _COMPONENTS[profile[_SPACE]]
    written = writer.put(
        stream(zlib.compress(profile, 9), N=NumberObject(count), Filter=name("FlateDecode"))
    )
    space: PdfObject = ArrayObject([name("ICCBased"), written])
    before = image[name("ColorSpace")]
    if isinstance(before, ArrayObject):
        before[1] = space
    else:
        image[name("ColorSpace")] = space


def flat(picture: Image.Image) -> Image.Image:
    """Return a frame upright, on white where it is transparent, in a mode that PNG has."""
    upright = _even(ImageOps.exif_transpose(picture))
    if is_transparent(upright):
        straight = {"La": "LA", "RGBa": "RGBA"}.get(upright.mode)
        clear = (upright.convert(straight) if straight else upright).convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return _in_srgb(paper, upright)
    if upright.mode in {"1", "L", "P", "I;16"}:
        return upright
    if upright.mode in {"RGB", "CMYK"}:
        return _in_srgb(upright, upright)
    if upright.mode == "LAB":
        lab, srgb = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        made = ImageCms.profileToProfile(upright, lab, srgb, outputMode="RGB")
        return made if made is not None else upright.convert("RGB")
    if upright.mode == "F" or upright.mode.startswith("I"):
        return _eight_bits(upright)
    return upright.convert("RGB")


def _even(picture: Image.Image) -> Image.Image:
    """Return a picture with dots as tall as wide: those of a fax are not."""
    across, down = picture.info.get("dpi", (1, 1))
    if picture.format not in {None, "TIFF"} or not (across and down):
        return picture
    double = round(2 * max(across, down) / min(across, down))
    if double == 2 or double not in _STRETCHED:  # noqa: PLR2004  # even already
        return picture
    width, height = picture.size
    if across > down:
        return picture.resize((width, int(height * across / down)))
    return picture.resize((int(width * down / across), height))


def _in_srgb(picture: Image.Image, source: Image.Image) -> Image.Image:
    """Return a picture in RGB, by the profile of ``source`` where it has one that fits."""
    profile = profile_of(source, len(picture.getbands()))
    if profile:
        try:
            made = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode="RGB",
            )
        except (ImageCms.PyCMSError, OSError, ValueError):
            made = None
        if made is not None:
            return made
    return picture.convert("RGB")


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Return a picture of more shades than a screen shows with the darkest and lightest kept."""
    wide = picture if picture.mode in {"F", "I"} else picture.convert("I")
    low, high = wide.getextrema()
    if not (isinstance(low, int | float) and isinstance(high, int | float)):
        return picture.convert("L")
    if low >= 0 and high <= _EIGHT_BITS and wide.mode == "I":
        return wide.convert("L")
    if low >= 0 and high <= _SIXTEEN_BITS and wide.mode == "I":
        low, high = 0, _SIXTEEN_BITS
    scale = _EIGHT_BITS / (high - low) if high > low else 0
    return wide.convert("F").point(lambda shade: shade * scale + -low * scale).convert("L")
