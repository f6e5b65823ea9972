"""The QR codes on a scan or a photograph, read by zxing-cpp (extra ``[codes]``), fenced."""

from __future__ import annotations

import importlib.util
import io
import warnings
from typing import TYPE_CHECKING, Any

from PIL import Image

from legaldocs.volume.fence import fenced
from legaldocs.volume.limits import Unreadable, unforeseen
from legaldocs.volume.render_page import rendered
from legaldocs.volume.whole_pictures import whole_pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

_DPI = 200
_POINTS = 72
_PAGES = 40
"""Pages that are looked at: a code stands on the first ones of what comes back."""

_PIXELS = 64_000_000
_FORMATS = ("JPEG", "PNG")
_PDF = b"%PDF-"


def can_read_codes() -> bool:
    """Return whether the program that reads codes is installed."""
    return importlib.util.find_spec("zxingcpp") is not None


def codes_in(data: bytes) -> tuple[str, ...]:
    """Return what each QR code of a PDF, JPEG or PNG says, each once, page by page.

    Raises Unreadable for a file that cannot be read, or takes too much time or memory.
    """
    return fenced(_codes, data)


def _codes(data: bytes) -> tuple[str, ...]:
    import zxingcpp  # noqa: PLC0415 - an extra

    found: list[str] = []
    with unforeseen():
        for picture in _pictures(data):
            grey = picture.convert("L")
            dots = memoryview(grey.tobytes()).cast("B", shape=[grey.height, grey.width])
            formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
            found += [code.text for code in zxingcpp.read_barcodes(dots, formats=formats)]
    return tuple(dict.fromkeys(found))


def _pictures(data: bytes) -> Iterator[Image.Image]:
    if data.lstrip()[:5] != _PDF:
        yield _opened(data)
        return
    with rendered(data) as pages:
        for number in range(min(len(pages), _PAGES)):
            size = tuple(max(1, int(edge * _DPI / _POINTS)) for edge in pages.size(number))
            if size[0] * size[1] > _PIXELS:
                raise Unreadable("页面太大")
            yield pages.picture(number, (size[0], size[1]))


def _opened(data: bytes) -> Any:
    with warnings.catch_warnings(), whole_pictures():
        warnings.simplefilter("error")
        try:
            picture = Image.open(io.BytesIO(data), formats=_FORMATS)
            if picture.width * picture.height > _PIXELS:
                raise Unreadable("图片太大")
            picture.load()
        except (OSError, SyntaxError, Warning, Image.DecompressionBombError) as error:
            raise Unreadable("不是能读出的 JPEG 或者 PNG") from error
    return picture
