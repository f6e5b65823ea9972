"""Bound pages beside their originals as pictures, through a second renderer (对照)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from PIL import Image, ImageChops, ImageFilter

from legaldocs.volume.pdf.geometry import BAND

if TYPE_CHECKING:
    from legaldocs.volume.pdf.geometry import Box, PageShape, Placement
    from legaldocs.volume.render_page import RenderedFile

_DOTS = Decimal(100) / 72
"""Dots a point: 100 to the inch, where a tick of five points is still seven dots wide."""

_SHADES = 44
"""Shades of 255 by which a dot may differ from all its neighbours in the other picture.

Both are blurred by a dot first, for a hairline falls on one row of dots in one picture and on two
in the other: it then has a third of its darkness, which is still twice this.
"""

_SPECKS = 2
"""Blocks of three by three differing dots that may be: edges are smoothed in two ways."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How far a bound page differs from its original (对照结果)."""

    blocks: int
    """Places whose eight neighbours differ too: a line that is smoothed otherwise has none."""

    share: Decimal
    """Part of the area that differs."""

    @property
    def same(self) -> bool:
        """Whether a person would find no difference."""
        return self.blocks <= _SPECKS


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of the bound file and what stands on it of which page, both from 0 (对照页)."""

    at: int
    page: int
    shape: PageShape
    part: PageShape
    placement: Placement


def compare_page(original: RenderedFile, bound: RenderedFile, sheet: Sheet) -> Comparison:
    """Compare a page of the original with its sheet, but for what the stamp's band covers."""
    placement = sheet.placement
    size = _dots(placement.width), _dots(placement.height)
    left, top, right, bottom = _frame(placement.matrix.bounds(sheet.shape.box), size[1])
    place = (left, top, max(right - left, 1), max(bottom - top, 1))
    before = original.picture(sheet.page, size, place)
    left, top, right, bottom = _frame(placement.matrix.bounds(sheet.part.box), size[1])
    frame = (max(left, 0), max(top, 0), min(right, size[0]), min(bottom, size[1] - _dots(BAND)))
    return compare_pictures(before.crop(frame), bound.picture(sheet.at, size).crop(frame))


def _frame(box: Box, height: int) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a box in dots, counted from the top."""
    return (
        *(_dots(box.left), height - _dots(box.top)),
        *(_dots(box.right), height - _dots(box.bottom)),
    )


def compare_pictures(first: Image.Image, second: Image.Image) -> Comparison:
    """Compare two pictures of one size: a dot differs that no neighbour of its place comes near."""
    first, second = (picture.filter(ImageFilter.BoxBlur(1)) for picture in (first, second))
    apart = ImageChops.lighter(_beyond(first, second), _beyond(second, first))
    red, green, blue = apart.point(lambda shade: 255 if shade > _SHADES else 0).split()
    # The outermost dots are half covered in one picture and not at all in the other.
    found = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    inner = found.crop((2, 2, max(found.width - 2, 3), max(found.height - 2, 3)))
    blocks = inner.filter(ImageFilter.MinFilter(3)).histogram()[255]
    share = Decimal(inner.histogram()[255]) / max(inner.width * inner.height, 1)
    return Comparison(blocks, share)


def _beyond(picture: Image.Image, other: Image.Image) -> Image.Image:
    """Return how far each dot lies outside the shades around its place in ``other``."""
    above = ImageChops.subtract(picture, other.filter(ImageFilter.MaxFilter(3)))
    below = ImageChops.subtract(other.filter(ImageFilter.MinFilter(3)), picture)
    return ImageChops.lighter(above, below)


def _dots(points: Decimal) -> int:
    return int((points * _DOTS).to_integral_value())
