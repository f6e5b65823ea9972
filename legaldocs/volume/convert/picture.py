"""Pictures as pages: a JPEG keeps its bytes, any other becomes PNG data without loss."""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING

from PIL import Image, ImageFile, ImageOps, UnidentifiedImageError
from pypdf.generic import ArrayObject, ByteStringObject, NumberObject

from legaldocs.volume.cutting import SMALLEST, Band, bands, cut_remark, small_remark
from legaldocs.volume.fence import fenced
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

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pypdf.generic import PdfObject, StreamObject

    from legaldocs.core.findings import Finding
    from legaldocs.volume.pdf.document import Document
    from legaldocs.volume.pdf.geometry import Placement


_FORMATS = ("JPEG", "PNG", "GIF", "TIFF", "BMP", "WEBP")
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
_TRANSPARENT = frozenset({"RGBA", "RGBa", "LA", "La", "PA"})
_FAULTS = (
    *(UnidentifiedImageError, SyntaxError, EOFError, OSError),
    *(ArithmeticError, AttributeError, LookupError, TypeError, ValueError),
    *(NotImplementedError, RuntimeError, struct.error, zlib.error),
)
"""What Pillow raises on files that are not what they should be."""


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame of a picture as an image that a PDF can hold (图片页)."""

    image: StreamObject
    pixels: tuple[int, int]
    orientation: int


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
    inspected = fenced(inspect, path)
    count = sum(len(frame.bands) for frame in inspected)
    return OriginalPages(count, partial(_draw, path, inspected), tuple(_remarks(name, inspected)))


def _remarks(name: str, inspected: tuple[UprightFrame, ...]) -> Iterator[Finding]:
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
        drawn = ((document.writer.put(frame.image), oriented(frame.orientation)),)
        size = upright.size
        if len(upright.bands) == 1:
            yield place_picture(size), PageContent(drawn)
            continue
        rows, tallest = Decimal(size[1]), max(band.last - band.first for band in upright.bands)
        for band in upright.bands:
            shown = Box(Decimal(0), 1 - band.last / rows, Decimal(1), 1 - band.first / rows)
            yield place_band(size, band.first, tallest), PageContent(drawn, shown)


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """Yield an opened picture of a known format; its frames are decoded one at a time."""
    # A file that cannot be read at all is no fault of the picture, and is not reported as one.
    with path.open("rb") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Other code in the process, such as pypdf, may have set Pillow to accept truncated files.
        lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
        try:
            with Image.open(file, formats=_FORMATS) as picture:
                yield picture
        except Image.DecompressionBombError as error:
            raise Unreadable("图片过大") from error
        except _FAULTS as error:
            raise Unreadable("图片已损坏或格式不受支持") from error
        finally:
            ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def inspect(path: Path) -> tuple[UprightFrame, ...]:
    """Decode every frame of a picture and return how it is cut.

    Raises Unreadable when a frame cannot be decoded, or is too large, or there are too many.
    """
    with _opened(path) as picture:
        if picture.format in _JPEG:
            _bounded(picture, _PROGRESSIVE if picture.info.get("progressive") else _PIXELS)
            size = upright_size(picture.size, _orientation(picture))
            # Decoding at an eighth of the size finds a truncated file at far less cost.
            picture.draft("L", (max(picture.width // 8, 1), max(picture.height // 8, 1)))
            return (UprightFrame(size, bands(size, ImageOps.exif_transpose(picture))),)
        count = getattr(picture, "n_frames", 1)
        if count > FRAMES:
            raise Unreadable(f"图片帧数过多（{count} 帧，上限 {FRAMES} 帧）")
        return tuple(_inspected(picture, number) for number in range(count))


def _inspected(picture: Image.Image, number: int) -> UprightFrame:
    picture.seek(number)
    samples = 4 if _transparent(picture) else len(picture.getbands())
    _bounded(picture, _DECODED // samples)
    flat = _flat(picture)
    return UprightFrame(flat.size, bands(flat.size, flat), _dots(picture))


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
        count = getattr(picture, "n_frames", 1)
        if count == 1 and (kept := _kept_png(path, picture)) is not None:
            yield kept
            return
        for number in range(count):
            picture.seek(number)
            flat = _flat(picture)
            written = io.BytesIO()
            flat.save(written, "PNG")
            yield _from_png(written.getvalue(), flat.size, 1)


def _jpeg(path: Path, picture: Image.Image) -> Frame:
    """Embed the file as it is; its pixels are never decoded."""
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
    return Frame(image, picture.size, _orientation(picture))


def _kept_png(path: Path, picture: Image.Image) -> Frame | None:
    """Return a PNG with its compressed bytes as they are, or None when a PDF cannot hold them."""
    if picture.format != "PNG" or _transparent(picture) or picture.info.get("interlace"):
        return None
    return _from_png(path.read_bytes(), picture.size, _orientation(picture))


def _transparent(picture: Image.Image) -> bool:
    return picture.mode in _TRANSPARENT or "transparency" in picture.info


def _flat(picture: Image.Image) -> Image.Image:
    """Return the frame upright, on white where it is transparent, in a mode that PNG has."""
    upright = ImageOps.exif_transpose(picture)
    if _transparent(upright):
        clear = upright.convert("RGBA")
        paper = Image.new("RGB", clear.size, "white")
        paper.paste(clear, mask=clear.getchannel("A"))
        return paper
    if upright.mode in {"1", "L", "P", "RGB", "I;16"}:
        return upright
    return upright.convert("L" if upright.mode in {"F", "I"} else "RGB")


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
