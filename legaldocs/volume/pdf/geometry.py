"""The place of a page on its A4 sheet, in exact points, with the band of the stamp kept free."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

SHORT = Decimal("595.28")
LONG = Decimal("841.89")
BAND = Decimal(30)
"""Height of the strip at the foot of every sheet that belongs to the stamp alone."""

CODE_BAND = Decimal(58)
"""Height of that strip on a sheet with a code, which is 38 points high and keeps five above it."""

PICTURE_MARGIN = Decimal(36)
PIXEL = Decimal("0.75")
"""A pixel at 96 to the inch: a small picture is not blown up to fill the sheet."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in the page's own space (页面框)."""

    left: Decimal
    bottom: Decimal
    right: Decimal
    top: Decimal

    @property
    def width(self) -> Decimal:
        """Return the width in the page's own units."""
        return self.right - self.left

    @property
    def height(self) -> Decimal:
        """Return the height in the page's own units."""
        return self.top - self.bottom

    def within(self, other: Box) -> Box | None:
        """Return the part inside ``other``, or None when they do not overlap."""
        shared = Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )
        return shared if shared.width > 0 and shared.height > 0 else None


@dataclass(frozen=True, slots=True)
class Matrix:
    """A PDF transformation: x' = ax + cy + e, y' = bx + dy + f (变换矩阵)."""

    a: Decimal
    b: Decimal
    c: Decimal
    d: Decimal
    e: Decimal
    f: Decimal

    def then(self, other: Matrix) -> Matrix:
        """Return this transformation followed by ``other``."""
        return Matrix(
            self.a * other.a + self.b * other.c,
            self.a * other.b + self.b * other.d,
            self.c * other.a + self.d * other.c,
            self.c * other.b + self.d * other.d,
            self.e * other.a + self.f * other.c + other.e,
            self.e * other.b + self.f * other.d + other.f,
        )

    def bounds(self, box: Box) -> Box:
        """Return the smallest upright rectangle around ``box`` once transformed."""
        corners = [
            (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
            for x in (box.left, box.right)
            for y in (box.bottom, box.top)
        ]
        across, up = [x for x, _ in corners], [y for _, y in corners]
        return Box(min(across), min(up), max(across), max(up))

    def operands(self) -> str:
        """Return the six numbers as a content stream writes them.

        Ten places: a plan a million units wide must not drift by a point when it is scaled.
        """
        parts = (self.a, self.b, self.c, self.d, self.e, self.f)
        return " ".join(point(part, places=10) for part in parts)


@dataclass(frozen=True, slots=True)
class Placement:
    """The sheet of a page and the transformation that places the page on it (版面位置)."""

    width: Decimal
    height: Decimal
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class PageShape:
    """The box of a page that shows, its turn clockwise in degrees, its points a unit (页面形状)."""

    box: Box
    rotation: int = 0
    unit: Decimal = Decimal(1)


def point(number: Decimal, *, places: int = 4) -> str:
    """Return a number as a content stream writes it, without an exponent.

    >>> point(Decimal("595.280000"))
    '595.28'
    """
    text = f"{number:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def place_page(shape: PageShape) -> Placement:
    """Return the place of a PDF page: upright, never enlarged, above the band of the stamp."""
    box = shape.box
    across, up = upright(shape)
    width, height = _sheet(across, up)
    scale = _fitting(shape)
    left = (width - across * scale) / 2
    bottom = BAND + (height - BAND - up * scale) / 2
    return Placement(width, height, _turned(box, shape.rotation).then(_scaled(scale, left, bottom)))


def raised(placement: Placement) -> Placement:
    """Return a place that leaves the wider band for a code free: a little smaller, and higher."""
    scale = (placement.height - CODE_BAND) / (placement.height - BAND)
    left = placement.width * (1 - scale) / 2
    lifted = _scaled(scale, left, CODE_BAND - BAND * scale)
    return Placement(placement.width, placement.height, placement.matrix.then(lifted))


def scale_of(shape: PageShape) -> Decimal:
    """Return the size of a page on its sheet as a part of its own size."""
    return _fitting(shape) / shape.unit


def _fitting(shape: PageShape) -> Decimal:
    """Return the points on the sheet that one unit of the page becomes."""
    across, up = upright(shape)
    width, height = _sheet(across, up)
    return min(shape.unit, width / across, (height - BAND) / up)


def upright(shape: PageShape) -> tuple[Decimal, Decimal]:
    """Return width and height of a page once it is turned."""
    box = shape.box
    return (box.height, box.width) if shape.rotation % 180 else (box.width, box.height)


def place_front(shape: PageShape) -> Placement:
    """Return the place of a front page: unchanged, on a sheet of its own size."""
    box = shape.box
    return Placement(box.width, box.height, _scaled(Decimal(1), -box.left, -box.bottom))


def place_picture(pixels: tuple[int, int]) -> Placement:
    """Return the place of an upright picture: the unit square it fills, inside the margins.

    ``pixels`` are its width and height.
    """
    wide, high = (Decimal(side) for side in pixels)
    width, height = _sheet(wide, high)
    scale = min(
        PIXEL, (width - 2 * PICTURE_MARGIN) / wide, (height - BAND - 2 * PICTURE_MARGIN) / high
    )
    left = (width - wide * scale) / 2
    bottom = BAND + (height - BAND - high * scale) / 2
    return Placement(width, height, _stretched(wide * scale, high * scale, left, bottom))


def place_band(pixels: tuple[int, int], first: int, tallest: int) -> Placement:
    """Return the place of an upright picture whose row ``first`` is to stand at the top margin.

    ``tallest`` counts the rows of the tallest band, so that all have one scale.
    """
    wide, high = (Decimal(side) for side in pixels)
    scale = min(
        PIXEL, (SHORT - 2 * PICTURE_MARGIN) / wide, (LONG - BAND - 2 * PICTURE_MARGIN) / tallest
    )
    left = (SHORT - wide * scale) / 2
    bottom = LONG - PICTURE_MARGIN - (high - first) * scale
    return Placement(SHORT, LONG, _stretched(wide * scale, high * scale, left, bottom))


def _stretched(across: Decimal, up: Decimal, left: Decimal, bottom: Decimal) -> Matrix:
    return Matrix(across, Decimal(0), Decimal(0), up, left, bottom)


def upright_size(pixels: tuple[int, int], orientation: int) -> tuple[int, int]:
    """Return width and height of a picture once it is turned by its EXIF orientation."""
    return (pixels[1], pixels[0]) if orientation in (5, 6, 7, 8) else pixels


def _sheet(across: Decimal, up: Decimal) -> tuple[Decimal, Decimal]:
    return (LONG, SHORT) if across > up else (SHORT, LONG)


def _scaled(scale: Decimal, left: Decimal, bottom: Decimal) -> Matrix:
    return Matrix(scale, Decimal(0), Decimal(0), scale, left, bottom)


def _matrix(a: int, b: int, c: int, d: int, e: Decimal, f: Decimal) -> Matrix:
    return Matrix(Decimal(a), Decimal(b), Decimal(c), Decimal(d), e, f)


def _turned(box: Box, rotation: int) -> Matrix:
    """Return the turn that brings ``box`` upright with its lower left corner at the origin."""
    match rotation:
        case 90:
            return _matrix(0, -1, 1, 0, -box.bottom, box.right)
        case 180:
            return _matrix(-1, 0, 0, -1, box.right, box.top)
        case 270:
            return _matrix(0, 1, -1, 0, box.top, -box.left)
        case _:
            return _matrix(1, 0, 0, 1, -box.left, -box.bottom)


_ORIENTATIONS: dict[int, tuple[int, int, int, int, int, int]] = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""EXIF orientation as a transformation of the unit square, its origin at the lower left."""


def oriented(orientation: int) -> Matrix:
    """Return the turn of the unit square that brings a picture upright."""
    a, b, c, d, e, f = _ORIENTATIONS.get(orientation, _ORIENTATIONS[1])
    return _matrix(a, b, c, d, Decimal(e), Decimal(f))
