"""The columns of a finished table, widened where an amount or a day would break over two lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from docx.oxml.ns import qn

from legaldocs.render.tables import grid_span, placed_cells

if TYPE_CHECKING:
    from collections.abc import Sequence

_FIGURE = re.compile(r"-?\d{1,3}(?:,\d{3})*\.\d{2,}…?|\d{4}年\d{1,2}月\d{1,2}日")
"""An amount as papers print it, exact ones with more than two decimals among them, or a day."""

_DIGIT = 105
"""Twips of a digit at the 10.5 points in which tables are set."""
_OTHER_SIGNS = {",": 53, ".": 53, "…": 210, **dict.fromkeys("年月日", 298)}
"""Others; some editors part figures from the Chinese signs beside them by a quarter of a sign."""
_EDGES = 210
"""Twips that a cell needs beside its words: margins, lines, and what rounding takes."""
_NARROWEST = 640
"""Twips that any column keeps: two characters a line."""


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
        fitted = _fitted(widths, _needed(table, len(widths)))
        if fitted != widths:
            _set_widths(table, columns, fitted)


def _needed(table: Any, count: int) -> list[int]:
    """Return the least width of each column: that of its widest figure, where it has one."""
    needed = [0] * count
    for row in table.findall(qn("w:tr")):
        for at, cell in placed_cells(row):
            if grid_span(cell) == 1 and at < count:
                needed[at] = max(needed[at], _widest_figure(cell))
    return needed


def _widest_figure(cell: Any) -> int:
    words = (
        "".join(text.text or "" for text in part.iter(qn("w:t"))) for part in cell.iter(qn("w:p"))
    )
    figures = (figure for text in words for figure in _FIGURE.findall(text))
    return max(map(_width, figures), default=0)


def _width(figure: str) -> int:
    return _EDGES + sum(_OTHER_SIGNS.get(sign, _DIGIT) for sign in figure)


def _fitted(widths: Sequence[int], needed: Sequence[int]) -> list[int]:
    """Return the widths with what the figures need, taken from where most is to spare."""
    fitted = [max(pair) for pair in zip(widths, needed, strict=True)]
    owed = sum(fitted) - sum(widths)
    keeps = [
        max(need, min(_NARROWEST, width)) if need else max(min(_NARROWEST, width), width // 2)
        for width, need in zip(widths, needed, strict=True)
    ]
    spare = [width - keep for width, keep in zip(fitted, keeps, strict=True)]
    if not owed or owed > sum(spare):
        return list(widths)
    while owed:
        at = max(range(len(spare)), key=spare.__getitem__)
        below = max((other for place, other in enumerate(spare) if place != at), default=0)
        taken = min(owed, max(1, spare[at] - below))
        fitted[at] -= taken
        spare[at] -= taken
        owed -= taken
    return fitted


def _set_widths(table: Any, columns: Sequence[Any], widths: Sequence[int]) -> None:
    for column, width in zip(columns, widths, strict=True):
        column.set(qn("w:w"), str(width))
    for row in table.findall(qn("w:tr")):
        for at, cell in placed_cells(row):
            width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
            if width is not None and width.get(qn("w:type")) == "dxa":
                width.set(qn("w:w"), str(sum(widths[at : at + grid_span(cell)])))
