from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from legaldocs.volume.cutting import TALL, Band, bands, parts_of
from legaldocs.volume.pdf.geometry import Box, PageShape


def lines(width: int, height: int, *, every: int, thick: int) -> Image.Image:
    """Return white paper with dark checkered lines of writing."""
    picture = Image.new("L", (width, height), "white")
    draw = ImageDraw.Draw(picture)
    for top in range(0, height, every):
        for left in range(0, width, 20):
            draw.rectangle((left, top, left + 9, top + thick - 1), fill=0)
    return picture


def test_a_picture_that_is_not_tall_stays_whole() -> None:
    assert bands((100, 300), Image.new("L", (100, 300))) == (Band(0, 300),)


def test_a_cut_goes_between_the_lines_of_writing() -> None:
    written = lines(200, 3000, every=70, thick=40)
    for band in bands(written.size, written)[:-1]:
        assert 40 <= band.last % 70 < 70


def test_a_reduced_picture_gives_the_place_in_the_rows_of_the_whole() -> None:
    written = lines(400, 8000, every=160, thick=80)
    for band in bands(written.size, written.reduce(8))[:-1]:
        assert 80 <= band.last % 160 < 160


@given(
    st.integers(1, 60),
    st.integers(1, 4000),
    st.integers(2, 90),
    st.integers(1, 60),
)
def test_parts_follow_each_other_overlap_and_leave_nothing_out(
    width: int, height: int, every: int, thick: int
) -> None:
    written = lines(width, height, every=every, thick=min(thick, every))
    parts = bands(written.size, written)
    assert parts[0].first == 0
    assert parts[-1].last == height
    for before, after in itertools.pairwise(parts):
        assert before.first < after.first <= before.last < after.last
    assert all(part.last - part.first <= max(width * TALL, 1) for part in parts)


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_a_tall_page_is_cut_from_the_top_as_it_is_turned(rotation: int) -> None:
    box = Box(Decimal(10), Decimal(20), Decimal(110), Decimal(1020))
    if rotation % 180:
        box = Box(box.bottom, box.left, box.top, box.right)
    parts = parts_of(PageShape(box, rotation))
    # 1,000 high and 100 wide: at most 220 a part with 6 shown twice, so (1,000 - 6) / 214 = 4.6
    # gives 5 parts of (1,000 + 4 x 6) / 5 = 204.8, each beginning 198.8 below the one before it.
    starts = [Decimal(start) for start in ("0", "198.8", "397.6", "596.4", "795.2")]
    ends = [start + Decimal("204.8") for start in starts]
    low, high = 20, 1020
    from_top = {
        0: [(high - part.box.top, high - part.box.bottom) for part in parts],
        180: [(part.box.bottom - low, part.box.top - low) for part in parts],
        90: [(part.box.left - low, part.box.right - low) for part in parts],
        270: [(high - part.box.right, high - part.box.left) for part in parts],
    }[rotation]
    assert from_top == list(zip(starts, ends, strict=True))
    assert {part.rotation for part in parts} == {rotation}
