"""The columns of a finished table, widened where an amount or a day would break over two lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.oxml.ns import qn

from legaldocs.render.tables import grid_span, placed_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIGURE = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d{2,}…?|\d{4}年\d{1,2}月\d{1,2}日")
"""An amount as papers print it, exact ones with more than two decimals among them, or a day."""

_DIGIT = 105
"""Twips of a digit at the 10.5 points in which tables are set."""
_SIGN = 210
_POINTS = {",": 53, ".": 53}
_APART = 88
"""Twips by which some editors part a Chinese sign from the figures beside it."""
_EDGES = 210
"""Twips that a cell needs beside its words: margins, lines, and what rounding takes."""


class _Way(NamedTuple):
    """A way to give figures their room (列宽的取法).

    ``apart`` are the twips between Chinese signs and figures; a column without figures keeps
    ``narrowest``, and half of its width where it ``keeps_half``.
    """

    apart: int
    narrowest: int
    keeps_half: bool


_WAYS = (
    _Way(_APART, 640, keeps_half=True),
    _Way(0, 640, keeps_half=True),
    _Way(0, 440, keeps_half=False),
)
"""The next is tried where one finds no room: two characters a line, at last one."""


def fit_columns(document: Any) -> None:
    """Give each column of a document's tables the room that its widest amount or day needs.

    The columns with the most room to spare give it; where they have not enough, a table stays as it
    is. Word and the PDF both set a table by these widths.
    """
    for table in document.element.body.iter(qn("w:tbl")):
        columns = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        stated = [column.get(qn("w:w")) or "" for column in columns]
        if not all(width.isdecimal() for width in stated):
            continue
        widths = [int(width) for width in stated]
        found = (_fitted(widths, _needed(table, len(widths), way.apart), way) for way in _WAYS)
        fitted = next((one for one in found if one is not None), widths)
        if fitted != widths:
            _set_widths(table, columns, fitted)


def _needed(table: Any, count: int, apart: int) -> list[int]:
    """Return the least width of each column: that of its widest figure, where it has one."""
    needed = [0] * count
    for row in table.findall(qn("w:tr")):
        for at, cell in placed_cells(row):
            if grid_span(cell) == 1 and at < count:
                needed[at] = max(needed[at], _widest_figure(cell, apart))
    return needed


def _widest_figure(cell: Any, apart: int) -> int:
    words = (
        "".join(text.text or "" for text in part.iter(qn("w:t"))) for part in cell.iter(qn("w:p"))
    )
    figures = (figure for text in words for figure in _FIGURE.findall(text))
    return max((_width(figure, apart) for figure in figures), default=0)


def _width(figure: str, apart: int) -> int:
    signs = {**_POINTS, "…": _SIGN, **dict.fromkeys("年月日", _SIGN + apart)}
    return _EDGES + sum(signs.get(sign, _DIGIT) for sign in figure)


def _fitted(widths: Sequence[int], needed: Sequence[int], way: _Way) -> list[int] | None:
    """Return the widths with what the figures need, taken from where most is to spare.

    None where not enough is to spare.
    """
    fitted = [max(pair) for pair in zip(widths, needed, strict=True)]
    owed = sum(fitted) - sum(widths)
    keeps = [need or _kept(width, way) for width, need in zip(widths, needed, strict=True)]
    spare = [width - keep for width, keep in zip(fitted, keeps, strict=True)]
    if owed > sum(spare):
        return None
    while owed:
        at = max(range(len(spare)), key=spare.__getitem__)
        below = max((other for place, other in enumerate(spare) if place != at), default=0)
        taken = min(owed, max(1, spare[at] - below))
        fitted[at] -= taken
        spare[at] -= taken
        owed -= taken
    return fitted


def _kept(width: int, way: _Way) -> int:
    """Return what a column without figures keeps of its width."""
    return max(min(way.narrowest, width), width // 2 if way.keeps_half else 0)


def _set_widths(table: Any, columns: Sequence[Any], widths: Sequence[int]) -> None:
    for column, width in zip(columns, widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table.findall(qn("w:tr")):
        for at, cell in placed_cells(row):
            width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
            if width is not None and width.get(qn("w:type")) == "dxa":
                width.set(qn("w:w"), str(sum(widths[at : at + grid_span(cell)])))
