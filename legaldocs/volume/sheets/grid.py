"""A sheet as it is printed: its filled cells, and what is hidden or cannot be shown."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from legaldocs.volume.limits import Unreadable

CELLS = 120_000
"""Filled cells of one file that are printed."""

TEXT = 2_000_000
"""Characters of one file's cells that are printed."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells (区域), rows and columns counted from one, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Cell:
    """What a cell shows (单元格): its text, and whether it is a number, set to the right."""

    text: str
    number: bool = False


@dataclass(slots=True)
class Sheet:
    """One sheet of a workbook (工作表).

    ``cells`` are by row and column from one. ``head_rows`` and ``head_columns`` repeat on every
    page. ``lost`` counts, by name, what is not printed; ``behind`` is HTML that follows the table.
    """

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    head_rows: range | None = None
    head_columns: range | None = None
    lost: Counter[str] = field(default_factory=Counter)
    behind: str = ""


class Measure:
    """How much of a file has been read (读取量). Raises Unreadable beyond what is printed."""

    def __init__(self) -> None:
        self._cells = self._text = 0

    def take(self, text: str) -> None:
        """Count a filled cell."""
        self._cells += 1
        self._text += len(text)
        if self._cells > CELLS:
            raise Unreadable(f"表格过大（上限 {CELLS // 10_000} 万个有内容的单元格）")
        if self._text > TEXT:
            raise Unreadable(f"表格文字过多（上限 {TEXT // 10_000} 万字）")


def column_name(number: int) -> str:
    """Return the letters of a column counted from one.

    >>> column_name(1), column_name(28)
    ('A', 'AB')
    """
    letters = ""
    while number > 0:
        number, place = divmod(number - 1, 26)
        letters = chr(ord("A") + place) + letters
    return letters
