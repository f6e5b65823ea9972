"""Pictures as pages: a JPEG keeps its bytes, any other becomes PNG data without loss."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError
from pypdf.generic import ArrayObject, ByteStringObject, NumberObject

from legaldocs.core.findings import Finding
from legaldocs.volume.convert.picture_colour import (
    flat,
    is_transparent,
    profile_of,
    put_profile,
)
from legaldocs.volume.cutting import SMALLEST, Band, bands, cut_remark, small_remark
from legaldocs.volume.limits import Unreadable
from legaldocs.volume.pages import OriginalPages
from legaldocs.volume.pdf.copy import PageContent
from legaldocs.volume.pdf.geometry import (
    PIXEL,
    Box,
    oriented,
    place_band,
    place_picture,
    upright_size,
)
from legaldocs.volume.pdf.writer import dictionary, name, stream
from legaldocs.volume.whole_pictures import whole_pictures

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pypdf.generic import PdfObject, StreamObject

    from legaldocs.volume.pdf.document import Document
    from legaldocs.volume.pdf.geometry import Placement


_FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP", "AVIF", "HEIF")
_ANIMATED = frozenset({"GIF", "WEBP", "PNG", "AVIF"})
"""Formats whose further frames are moments of one picture, and no pages."""

_JPEG = frozenset({"JPEG", "MPO"})
FRAMES = 300
WIDE = 4
"""More heights wide than this, and a picture is a strip that may have become too small to read."""

_PIXELS = 160_000_000
_PROGRESSIVE = 50_000_000
"""Fewer for a progressive JPEG: it is decoded as a whole even at a reduced size."""

_DECODED = 120_000_000
"""Bytes of a picture that has to be decoded, so that one picture cannot fill the memory."""

_EXACT = frozenset({"PNG", "BMP", "GIF", "TIFF"})
"""Formats in which screens and scans are kept; a photo comes as JPEG, HEIC or WEBP."""

_SCREEN, _FINEST = 96, 2400
_ORIENTATION = 0x0112
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOUR, _PALETTE = 2, 3
_FAULTS = (
    *(UnidentifiedImageError, SyntaxError, EOFError, OSError),
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
    *(NotImplementedError, RuntimeError, struct.error, zlib.error, ImageCms.PyCMSError),
)
"""What Pillow raises on files that are not what they should be."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a picture as an image that a PDF can hold (图片页)."""

    image: StreamObject
    pixels: tuple[int, int]
    orientation: int
    profile: bytes = b""


@dataclass(frozen=True, slots=True)
class UprightFrame:
    """Width and height of a frame once it stands upright, and its parts (图片分段).

    ``dots`` to the inch are as the file states them; None where they say nothing, as for a photo.
    """

    size: tuple[int, int]
    bands: tuple[Band, ...]
    dots: Decimal | None = None


def convert(path: Path, name: str) -> OriginalPages:
    """Return the frames of a picture as pages, a tall one in parts; see ``Converter``."""
    inspected, moments = inspect(path)
    count = sum(len(frame.bands) for frame in inspected)
    return OriginalPages(
        count, partial(_draw, path, inspected), tuple(_remarks(name, inspected, moments))
    )


def _remarks(name: str, inspected: tuple[UprightFrame, ...], moments: int) -> Iterator[Finding]:
    if moments > 1:
        yield Finding(
            "LD-VOL-ANIMATION",
            "warning",
            f"动画图片共 {moments} 帧，只印出第一帧",
            where=name,
            next_step="其余各帧与待证事实有关的，另存为图片，与原件写在同一行的 file 里",
        )
    cut = sum(len(frame.bands) for frame in inspected if len(frame.bands) > 1)
    if cut:
        yield cut_remark(name, cut)
    scale = min(map(_scale, inspected), default=Decimal(1))
    if scale < SMALLEST:
        yield small_remark(name, scale)


def _scale(frame: UprightFrame) -> Decimal:
    """Return how large a frame stands on its sheet beside its own size, as far as that is known.

    How large the writing in a photo is, its dots do not tell: it only counts when it is a strip.
    """
    strip = frame.size[0] > WIDE * frame.size[1]
    if frame.dots is None and not strip:
        return Decimal(1)
    tallest = max(band.last - band.first for band in frame.bands)
    cut = len(frame.bands) > 1
    placed = place_band(frame.size, 0, tallest) if cut else place_picture(frame.size)
    natural = PIXEL if frame.dots is None else min(72 / frame.dots, PIXEL)
    return placed.matrix.a / frame.size[0] / natural


def _draw(
    path: Path, inspected: tuple[UprightFrame, ...], document: Document
) -> Iterator[tuple[Placement, PageContent]]:
    for frame, upright in zip(frames(path), inspected, strict=True):
        if frame.profile:
            put_profile(frame.image, frame.profile, document.writer)
        drawn = ((document.writer.put(frame.image), oriented(frame.orientation)),)
        size = upright.size
        if len(upright.bands) == 1:
            yield place_picture(size), PageContent(drawn)
            continue
        rows, tallest = Decimal(size[1]), max(band.last - band.first for band in upright.bands)
        for band in upright.bands:
            shown = Box(Decimal(0), 1 - band.last / rows, Decimal(1), 1 - band.first / rows)
            yield place_band(size, band.first, tallest), PageContent(drawn, shown)


def _know_heif() -> None:
    """Let Pillow open HEIC, where the extra is installed that can."""
    try:
        from pi_heif import register_heif_opener  # noqa: PLC0415 - an extra
    except ImportError:
        return
    register_heif_opener()


def convert_heif(path: Path, name: str) -> OriginalPages:
    """Return a HEIC photograph as a page, where the extra for it is installed."""
    if find_spec("pi_heif") is None:
        raise Unreadable("读取 HEIC 照片要先安装：pip install 'legaldocs[heif]'")
    return convert(path, name)


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """Yield an opened picture of a known format; its frames are decoded one at a time."""
    # A file that cannot be read at all is no fault of the picture, and is not reported as one.
    with path.open("rb") as file, warnings.catch_warnings(), whole_pictures():
        warnings.simplefilter("ignore")
        _know_heif()
        try:
            with Image.open(file, formats=_FORMATS) as picture:
                yield picture
        except Image.DecompressionBombError as error:
            raise Unreadable("图片过大") from error
        except _FAULTS as error:
            cut = "truncated" in str(error)
            raise Unreadable(
                "图片不完整，文件被截断" if cut else "图片已损坏或格式不受支持"
            ) from error


def inspect(path: Path) -> tuple[tuple[UprightFrame, ...], int]:
    """Decode every frame of a picture; return how each is cut, and the moments of an animation.

    Raises Unreadable when a frame cannot be decoded, or is too large, or there are too many.
    """
    with _opened(path) as picture:
        if picture.format in _JPEG:
            _bounded(picture, _PROGRESSIVE if picture.info.get("progressive") else _PIXELS)
            size = upright_size(picture.size, _orientation(picture))
            # Decoding at an eighth of the size finds a truncated file at far less cost.
            picture.draft("L", (max(picture.width // 8, 1), max(picture.height // 8, 1)))
            return (UprightFrame(size, bands(size, ImageOps.exif_transpose(picture))),), 1
        count = getattr(picture, "n_frames", 1)
        if picture.format in _ANIMATED:
            return (_inspected(picture, 0),), count
        count = _pages(picture)
        if count > FRAMES:
            raise Unreadable(f"图片页数过多（{count} 页，上限 {FRAMES} 页）")
        return tuple(_inspected(picture, number) for number in range(count)), 1


def _pages(picture: Image.Image) -> int:
    """Return how many frames are pages: those of a HEIC are further shots beside the first."""
    return getattr(picture, "n_frames", 1) if picture.format == "TIFF" else 1


def _inspected(picture: Image.Image, number: int) -> UprightFrame:
    picture.seek(number)
    samples = 4 if is_transparent(picture) else len(picture.getbands())
    _bounded(picture, _DECODED // samples)
    paper = flat(picture)
    return UprightFrame(paper.size, bands(paper.size, paper), _dots(picture))


def _dots(picture: Image.Image) -> Decimal | None:
    """Return the dots to the inch of a screenshot or scan; those of a screen unless stated."""
    if picture.format not in _EXACT:
        return None
    stated = picture.info.get("dpi", (0,))[0]
    return Decimal(round(stated)) if _SCREEN < stated <= _FINEST else Decimal(_SCREEN)


def _bounded(picture: Image.Image, most: int) -> None:
    if picture.width * picture.height > most:
        raise Unreadable(f"图片过大（{picture.width}×{picture.height} 像素）")


def frames(path: Path) -> Iterator[Frame]:
    """Yield each frame of a picture as an image that a PDF can hold, in order."""
    with _opened(path) as picture:
        if picture.format in _JPEG:
            yield _jpeg(path, picture)
            return
        count = _pages(picture)
        if count == 1 and (kept := _kept_png(path, picture)) is not None:
            yield kept
            return
        for number in range(count):
            picture.seek(number)
            paper = flat(picture)
            written = io.BytesIO()
            # A profile of the original is used up, or put beside the image.
            paper.save(written, "PNG", icc_profile=None)
            grey = profile_of(picture, 1) if paper.mode in {"1", "L", "I;16"} else b""
            yield replace(_from_png(written.getvalue(), paper.size, 1), profile=grey)


def _jpeg(path: Path, picture: Image.Image) -> Frame:
    """Embed the file as it is; its pixels are never decoded."""
    components = len(picture.getbands())
    spaces = {"L": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK"}
    if picture.mode not in spaces:
        raise Unreadable(f"不支持的 JPEG 颜色模式 {picture.mode}")
    image = stream(
        path.read_bytes(),
        **_header(picture.size, spaces[picture.mode], 8),
        Filter=name("DCTDecode"),
    )
    # Adobe programs write CMYK inverted and say so in a marker that Pillow reports.
    if picture.mode == "CMYK" and "adobe" in picture.info:
        image[name("Decode")] = ArrayObject([NumberObject(n) for n in (1, 0) * 4])
    return Frame(image, picture.size, _orientation(picture), profile_of(picture, components))


def _kept_png(path: Path, picture: Image.Image) -> Frame | None:
    """Return a PNG with its compressed bytes as they are, or None when a PDF cannot hold them."""
    if picture.format != "PNG" or is_transparent(picture) or picture.info.get("interlace"):
        return None
    kept = _from_png(path.read_bytes(), picture.size, _orientation(picture))
    components = 1 if picture.mode in {"1", "L", "I;16"} else 3
    return replace(kept, profile=profile_of(picture, components))


def _from_png(data: bytes, size: tuple[int, int], orientation: int) -> Frame:
    """Return the image whose data are those of a PNG: PDF knows the same filters by number 15."""
    chunks = _chunks(data)
    bits, kind = chunks[b"IHDR"][8:10]
    colours = 3 if kind == _COLOUR else 1
    image = stream(
        chunks[b"IDAT"],
        **_header(size, "DeviceRGB" if kind == _COLOUR else "DeviceGray", bits),
        Filter=name("FlateDecode"),
        DecodeParms=dictionary(
            Predictor=NumberObject(15),
            Colors=NumberObject(colours),
            BitsPerComponent=NumberObject(bits),
            Columns=NumberObject(size[0]),
        ),
    )
    if kind == _PALETTE:
        palette = chunks[b"PLTE"]
        image[name("ColorSpace")] = ArrayObject(
            [
                *(name("Indexed"), name("DeviceRGB"), NumberObject(len(palette) // 3 - 1)),
                ByteStringObject(palette),
            ]
        )
    return Frame(image, size, orientation)


def _chunks(data: bytes) -> dict[bytes, bytes]:
    """Return the chunks of a PNG, those of one kind joined."""
    found: dict[bytes, list[bytes]] = {}
    at = len(_SIGNATURE)
    while at + 8 <= len(data):
        (length,) = struct.unpack_from(">I", data, at)
        found.setdefault(data[at + 4 : at + 8], []).append(data[at + 8 : at + 8 + length])
        at += length + 12
    return {kind: b"".join(parts) for kind, parts in found.items()}


def _header(size: tuple[int, int], space: str, bits: int) -> dict[str, PdfObject]:
    return {
        "Type": name("XObject"),
        "Subtype": name("Image"),
        "Width": NumberObject(size[0]),
        "Height": NumberObject(size[1]),
        "ColorSpace": name(space),
        "BitsPerComponent": NumberObject(bits),
    }


def _orientation(picture: Image.Image) -> int:
    value = picture.getexif().get(_ORIENTATION, 1)
    return value if isinstance(value, int) and 1 <= value <= 8 else 1  # noqa: PLR2004  # EXIF
