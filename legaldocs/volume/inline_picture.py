"""A picture that stands in a text, as an address that holds it."""

from __future__ import annotations

import base64
import io
import struct
import warnings
import zlib
from typing import TYPE_CHECKING

from PIL import Image, ImageOps

if TYPE_CHECKING:
    from decimal import Decimal

PIXELS = 40_000_000
_FORMATS = ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")
_FAULTS = (
    *(SyntaxError, EOFError, OSError, ArithmeticError, AttributeError, LookupError, TypeError),
    *(ValueError, NotImplementedError, RuntimeError, MemoryError, struct.error, zlib.error),
    Image.DecompressionBombError,
)

Crop = tuple["Decimal", "Decimal", "Decimal", "Decimal"]
"""The parts of width and height that are cut off left, top, right, bottom."""


def address(data: bytes, crop: Crop | None = None, turn: int = 0) -> str:
    """Return a picture as a data address; empty when it cannot be shown or is too large.

    ``turn`` is in degrees, clockwise, a multiple of 90. A JPEG that needs no change keeps its
    bytes.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
                if picture.width * picture.height > PIXELS:
                    return ""
                picture.load()
                if crop or turn or picture.format != "JPEG" or picture.mode not in {"L", "RGB"}:
                    return _written("png", _redrawn(picture, crop, turn))
    except _FAULTS:
        return ""
    return _written("jpeg", data)


def _redrawn(picture: Image.Image, crop: Crop | None, turn: int) -> bytes:
    shown = ImageOps.exif_transpose(picture)
    if crop:
        left, top, right, bottom = crop
        across, down = shown.size
        box = int(across * left), int(down * top), int(across * (1 - right))
        shown = shown.crop((*box, int(down * (1 - bottom))))
    clear = shown.convert("RGBA")
    paper = Image.new("RGB", clear.size, "white")
    paper.paste(clear, mask=clear.getchannel("A"))
    out = io.BytesIO()
    (paper.rotate(-turn, expand=True) if turn else paper).save(out, "PNG")
    return out.getvalue()


def _written(kind: str, data: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"
