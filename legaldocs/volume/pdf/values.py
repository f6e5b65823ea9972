"""Values read from a PDF, where any of them may be missing, malformed or a reference."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from pypdf.generic import ArrayObject, FloatObject, IndirectObject, NumberObject

from legaldocs.volume.pdf.geometry import Box, Matrix, PageShape, point

if TYPE_CHECKING:
    from pypdf import PageObject
    from pypdf.generic import DictionaryObject

_LETTER = Box(Decimal(0), Decimal(0), Decimal(612), Decimal(792))
"""What readers show for a page whose size is missing or makes no sense."""

_FARTHEST = Decimal(1_000_000)


def page_shape(page: PageObject) -> PageShape:
    """Return the shape of a page: its crop box as far as the media box goes."""
    media = box_of(page.get("/MediaBox")) or _LETTER
    crop = box_of(page.get("/CropBox"))
    box = (crop.within(media) if crop else None) or media
    turn = number_of(page.get("/Rotate"))
    rotation = int(turn) % 360 if turn is not None and turn == int(turn) else 0
    unit = number_of(page.get("/UserUnit"))
    return PageShape(
        box,
        rotation if rotation % 90 == 0 else 0,
        unit if unit is not None and 0 < unit <= 1000 else Decimal(1),  # noqa: PLR2004  # sane
    )


def has_usual_crop(page: PageObject) -> bool:
    """Return whether a page's crop box, if any, lies on the page: else each reader has its way."""
    if "/CropBox" not in page:
        return True
    crop, media = edges_of(page.get("/CropBox")), box_of(page.get("/MediaBox")) or _LETTER
    return crop is not None and crop.within(media) is not None


def resolved(value: object) -> object:
    """Return what a reference leads to, or the value itself."""
    return value.get_object() if isinstance(value, IndirectObject) else value


def lookup(holder: DictionaryObject, key: str) -> object:
    """Return the value under ``key``, references followed, or None."""
    return resolved(holder.get(key))


def number_of(value: object) -> Decimal | None:
    """Return a PDF number exactly as written, or None for anything else and for absurd sizes."""
    found = resolved(value)
    if not isinstance(found, NumberObject | FloatObject):
        return None
    exact = Decimal(str(found))
    return exact if exact.is_finite() and abs(exact) <= _FARTHEST else None


def box_of(value: object) -> Box | None:
    """Return the rectangle that an array names, as ``edges_of``, or None when it is too small."""
    box = edges_of(value)
    return box if box is not None and box.width >= 1 and box.height >= 1 else None


def edges_of(value: object) -> Box | None:
    """Return the rectangle that an array names, its corners in order, or None."""
    found = resolved(value)
    if not isinstance(found, ArrayObject) or len(found) != 4:  # noqa: PLR2004  # two corners
        return None
    x1, y1, x2, y2 = (number_of(number) for number in found)
    if x1 is None or y1 is None or x2 is None or y2 is None:
        return None
    return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))


def matrix_of(value: object) -> Matrix | None:
    """Return the transformation that an array names, or None."""
    found = resolved(value)
    if not isinstance(found, ArrayObject) or len(found) != 6:  # noqa: PLR2004  # a matrix
        return None
    a, b, c, d, e, f = (number_of(number) for number in found)
    if a is None or b is None or c is None or d is None or e is None or f is None:
        return None
    return Matrix(a, b, c, d, e, f)


def numbers(box: Box) -> ArrayObject:
    """Return a rectangle as a PDF array."""
    edges = (box.left, box.bottom, box.right, box.top)
    return ArrayObject([FloatObject(point(edge)) for edge in edges])
