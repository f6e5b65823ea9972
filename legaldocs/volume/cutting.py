"""A page or picture too tall for one sheet, cut into parts that can be read (长图分段)."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from PIL import Image

from legaldocs.core.findings import Finding
from legaldocs.volume.pdf.geometry import Box, PageShape, upright

if TYPE_CHECKING:
    from collections.abc import Iterator

TALL = 3
"""More widths high than this, and a page is cut: whole on one sheet it would be a narrow strip."""

_PART = Decimal("2.2")
"""Widths that a part is high at most, as the screen of a telephone is."""

_OVERLAP = Decimal("0.06")
"""Widths that a part shows again of the one before, so that no line is lost between the two."""

_COLUMNS = 96
_QUIET = 12
"""Shades by which the dots of a row may differ where nothing is written."""

SMALLEST = Decimal("0.4")
"""Scale below which the small print of a page cannot be read any more."""


@dataclass(frozen=True, slots=True)
class Band:
    """The rows ``first`` to before ``last`` of an upright picture, from its top (图片分段)."""

    first: int
    last: int


def bands(size: tuple[int, int], picture: Image.Image) -> tuple[Band, ...]:
    """Return the parts of a picture of ``size`` (width, height), one when it is not tall.

    ``picture`` is the same picture upright, of any smaller size. A cut is made where the rows are
    empty, if there is such a place near the end of a part of even height.
    """
    width, height = size
    if height <= TALL * width:
        return (Band(0, height),)
    grey = picture.convert("L")
    spread = _spread(grey.resize((min(_COLUMNS, grey.width), grey.height), Image.Resampling.BOX))
    part, overlap = int(width * _PART) or 1, int(width * _OVERLAP)
    found = []
    top = 0
    while height - top > part:
        even = top + -(-(height - top) // -(-(height - top) // part))
        cut = _quiet_row(spread, height, even - part // 8, min(even + part // 8, top + part))
        found.append(Band(top, cut))
        top = max(cut - overlap, top + 1)
    return (*found, Band(top, height))


def _spread(grey: Image.Image) -> list[int]:
    """Return how much the dots of each row differ."""
    data, width = grey.tobytes(), grey.width
    rows = (data[at : at + width] for at in range(0, len(data), width))
    return [max(row) - min(row) for row in rows]


def _quiet_row(spread: list[int], height: int, start: int, end: int) -> int:
    """Return the row to cut at: the middle of the longest empty run, else the quietest row."""
    scale = len(spread)
    window = range(start * scale // height, max(end * scale // height, 1))
    longest, run = range(0), range(0)
    for row in window:
        run = range(run.start if run and run.stop == row else row, row + 1)
        if spread[row] > _QUIET:
            run = range(0)
        if len(run) > len(longest):
            longest = run
    quietest = min(window, key=lambda row: (spread[row], -row), default=window.start)
    row = longest[len(longest) // 2] if longest else quietest
    return min(max(row * height // scale, start), end)


def parts_of(shape: PageShape) -> tuple[PageShape, ...]:
    """Return the parts of a PDF page, one when it is not tall; each shows a part of its box."""
    across, up = upright(shape)
    if up <= TALL * across:
        return (shape,)
    return tuple(replace(shape, box=_part(shape, *ends)) for ends in _ends(across, up))


def _ends(across: Decimal, up: Decimal) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield where each part of even height begins and ends, measured from the top."""
    overlap = across * _OVERLAP
    count = math.ceil((up - overlap) / (across * _PART - overlap))
    part = (up + (count - 1) * overlap) / count
    for number in range(count):
        top = number * (part - overlap)
        yield top, min(top + part, up)


def _part(shape: PageShape, start: Decimal, end: Decimal) -> Box:
    """Return the part of the box between two distances from the edge that is shown on top."""
    box = shape.box
    match shape.rotation:
        case 90:
            return replace(box, left=box.left + start, right=box.left + end)
        case 180:
            return replace(box, bottom=box.bottom + start, top=box.bottom + end)
        case 270:
            return replace(box, left=box.right - end, right=box.right - start)
        case _:
            return replace(box, bottom=box.top - end, top=box.top - start)


def cut_remark(name: str, parts: int) -> Finding:
    """Return the note that a tall page or picture stands on several sheets."""
    return Finding(
        "LD-VOL-CUT",
        "note",
        f"页面过长，分成 {parts} 页装订，相邻两页略有重叠，内容没有删减",
        where=name,
        next_step="看一遍分开的各页，确认文字没有被截断；原件完整保存在证据包中",
    )


def small_remark(name: str, scale: Decimal) -> Finding:
    """Return the warning that a page had to be made so small that it may not be readable."""
    return Finding(
        "LD-VOL-SMALL",
        "warning",
        f"页面过大或者过宽，缩小到原来的 {scale:.0%} 才能装入 A4，文字可能看不清",
        where=name,
        next_step="把该文件分成几页另存，或者提交原尺寸的纸质材料",
    )
