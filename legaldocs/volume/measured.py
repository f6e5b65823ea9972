"""How fine the pictures of a file are and how it is coloured, as a court that limits both looks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from math import hypot
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageChops

from legaldocs.volume.fence import fenced
from legaldocs.volume.render_page import rendered

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_AT_ONCE = 20
"""Pages that are looked at in one go behind the fence, which limits the time of each go."""

_APART = 24
"""Shades of 255 by which red, green and blue differ where there is colour: a grey scan has less."""

_SPECKS = 20
"""Dots, at 72 to the inch, up to which neither colour nor grey counts."""

_BLACK, _WHITE = 40, 215
_LEAST = 36
"""Points that a picture is wide and high at least to be measured: an icon is no scan."""

_SCAN = Decimal("0.5")
"""Part of a page from which a picture is a scan of it."""


class Colour(StrEnum):
    """How a page is coloured (色彩)."""

    COLOUR = "彩色"
    GREY = "灰度"
    BLACK_AND_WHITE = "黑白"


@dataclass(frozen=True, slots=True)
class PageMeasure:
    """A page as it is measured (页面测量).

    ``finest`` is the highest resolution of its pictures in dots an inch, ``coarsest`` the lowest of
    those that fill at least half of it; None where it has none.
    """

    finest: int | None
    coarsest: int | None
    colour: Colour


def measured(path: Path, pages: int) -> tuple[PageMeasure, ...]:
    """Return the measures of each of the ``pages`` of a PDF.

    Raises ValueError when the second renderer cannot open it, and Unreadable when it takes too
    much.
    """
    found: list[PageMeasure] = []
    for begin in range(0, pages, _AT_ONCE):
        found += fenced(_pages, path, begin, min(begin + _AT_ONCE, pages))
    return tuple(found)


def measured_picture(path: Path) -> PageMeasure:
    """Return the measures of a picture as it states them; it has no page to fill.

    Raises ValueError when it cannot be read, and Unreadable when it takes too much.
    """
    return fenced(_picture, path)


def _pages(path: Path, begin: int, end: int) -> list[PageMeasure]:
    found = []
    with rendered(path) as file:
        for number in range(begin, min(end, len(file))):
            width, height = file.size(number)
            sheet = file.picture(number, (_side(width), _side(height)), smooth=False)
            sizes = list(_resolutions(file.page(number), width * height))
            found.append(
                PageMeasure(
                    max((dpi for dpi, _ in sizes), default=None),
                    min((dpi for dpi, is_scan in sizes if is_scan), default=None),
                    colour_of(sheet),
                )
            )
    return found


def _side(points: Decimal) -> int:
    return min(max(int(points), 1), 4000)


def _resolutions(page: Any, area: Decimal) -> Iterator[tuple[int, bool]]:
    """Yield dots an inch of each picture of a page, the lower of both ways, and if it is a scan."""
    import pypdfium2.raw as pdfium  # noqa: PLC0415 - only where pictures are measured

    for picture in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
        matrix, around = picture.get_matrix(), picture.container
        while around is not None:
            matrix, around = matrix.multiply(around.get_matrix()), around.container
        across, up = hypot(matrix.a, matrix.b), hypot(matrix.c, matrix.d)
        wide, high = picture.get_px_size()
        if min(across, up) >= _LEAST:
            covered = Decimal(f"{abs(matrix.a * matrix.d - matrix.b * matrix.c):.2f}")
            yield round(min(wide / across, high / up) * 72), covered >= area * _SCAN


def _picture(path: Path) -> PageMeasure:
    try:
        with Image.open(path) as picture:
            stated = picture.info.get("dpi", (0, 0))
            bilevel = picture.mode == "1"
            small = picture.convert("RGB")
            small.thumbnail((1200, 1200), Image.Resampling.NEAREST)
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValueError("图片不能读取") from error
    dpi = round(min(map(float, stated))) or None
    return PageMeasure(dpi, dpi, Colour.BLACK_AND_WHITE if bilevel else colour_of(small))


def colour_of(picture: Image.Image) -> Colour:
    """Return how a picture that was drawn without smoothing is coloured."""
    red, green, blue = picture.convert("RGB").split()
    apart = ImageChops.difference(red, green)
    for one, other in ((green, blue), (red, blue)):
        apart = ImageChops.lighter(apart, ImageChops.difference(one, other))
    if sum(apart.histogram()[_APART:]) > _SPECKS:
        return Colour.COLOUR
    grey = sum(green.histogram()[_BLACK:_WHITE])
    return Colour.GREY if grey > _SPECKS else Colour.BLACK_AND_WHITE
