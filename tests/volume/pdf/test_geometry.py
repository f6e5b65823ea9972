from __future__ import annotations

import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageOps

from legaldocs.volume.pdf.geometry import (
    BAND,
    LONG,
    PICTURE_MARGIN,
    SHORT,
    Box,
    Matrix,
    PageShape,
    Placement,
    oriented,
    place_page,
    place_picture,
    upright_size,
)
from tests.volume import made

UNIT_SQUARE = Box(Decimal(0), Decimal(0), Decimal(1), Decimal(1))
HAIR = Decimal("0.001")
lengths = st.integers(1, 1_000_000).map(Decimal)
corners = st.integers(-5000, 5000).map(Decimal)
shapes = st.builds(
    lambda left, bottom, width, height, turn, unit: PageShape(
        Box(left, bottom, left + width, bottom + height), turn, unit
    ),
    *(corners, corners, lengths, lengths),
    st.sampled_from([0, 90, 180, 270]),
    st.sampled_from([Decimal(1), Decimal("2.5")]),
)


def inside(placement: Placement, box: Box) -> bool:
    return (
        box.left >= -HAIR
        and box.right <= placement.width + HAIR
        and box.bottom >= BAND - HAIR
        and box.top <= placement.height + HAIR
    )


@given(shapes)
@settings(max_examples=200, deadline=None)
def test_no_page_reaches_into_the_band_of_the_stamp(shape: PageShape) -> None:
    placement = place_page(shape)
    written = Matrix(*map(Decimal, placement.matrix.operands().split()))
    assert inside(placement, written.bounds(shape.box))
    assert {placement.width, placement.height} == {SHORT, LONG}
    assert inside(placement, placement.matrix.bounds(shape.box))


@given(shapes)
@settings(max_examples=200, deadline=None)
def test_a_page_keeps_its_proportions_and_is_not_enlarged(shape: PageShape) -> None:
    placement = place_page(shape)
    on_sheet = placement.matrix.bounds(shape.box)
    across, up = shape.box.width, shape.box.height
    if shape.rotation % 180:
        across, up = up, across
    assert on_sheet.width / across == pytest.approx(on_sheet.height / up)
    assert on_sheet.width <= across * shape.unit + HAIR
    assert (placement.width > placement.height) == (across > up)


@pytest.mark.parametrize(
    ("turn", "corner"),
    [(0, "lower left"), (90, "upper left"), (180, "upper right"), (270, "lower right")],
)
def test_a_page_is_turned_clockwise(turn: int, corner: str) -> None:
    box = Box(Decimal(10), Decimal(20), Decimal(310), Decimal(320))
    placement = place_page(PageShape(box, turn))
    origin = placement.matrix.bounds(Box(box.left, box.bottom, box.left, box.bottom))
    whole = placement.matrix.bounds(box)
    up = "upper" if origin.top == whole.top else "lower"
    side = "right" if origin.right == whole.right else "left"
    assert f"{up} {side}" == corner


@given(st.tuples(st.integers(1, 9000), st.integers(1, 9000)), st.integers(1, 8))
@settings(max_examples=200, deadline=None)
def test_a_picture_stays_inside_the_margins(pixels: tuple[int, int], orientation: int) -> None:
    upright = upright_size(pixels, orientation)
    placement = place_picture(upright)
    box = placement.matrix.bounds(UNIT_SQUARE)
    assert box.left >= PICTURE_MARGIN - HAIR
    assert box.right <= placement.width - PICTURE_MARGIN + HAIR
    assert box.bottom >= BAND + PICTURE_MARGIN - HAIR
    assert box.top <= placement.height - PICTURE_MARGIN + HAIR
    assert box.width * upright[1] == pytest.approx(box.height * upright[0])


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_exif_says(orientation: int) -> None:
    """The dark quarter is where Pillow's own transposition puts it."""
    data = made.picture((40, 30), "PNG", orientation=orientation)
    upright = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("L")
    dark = {
        (across, down)
        for across in (0, 1)
        for down in (0, 1)
        if upright.getpixel(
            ((4 * across + 1) * upright.width // 6, (4 * down + 1) * upright.height // 6)
        )
        == 0
    }
    quarter = Box(Decimal(0), Decimal("0.5"), Decimal("0.5"), Decimal(1))
    placement = place_picture(upright_size((40, 30), orientation))
    turned = oriented(orientation).then(placement.matrix)
    whole, part = turned.bounds(UNIT_SQUARE), turned.bounds(quarter)
    assert dark == {(int(part.left > whole.left), int(part.top < whole.top))}


def test_a_transformation_applies_before_the_one_that_follows() -> None:
    one, zero = Decimal(1), Decimal(0)
    moved = Matrix(one, zero, zero, one, Decimal(5), Decimal(7))
    doubled = Matrix(Decimal(2), zero, zero, Decimal(2), zero, zero)
    assert moved.then(doubled).bounds(UNIT_SQUARE) == Box(
        Decimal(10), Decimal(14), Decimal(12), Decimal(16)
    )
