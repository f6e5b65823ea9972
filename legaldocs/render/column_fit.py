"""The columns of a finished table, as wide as what stands in them: figures first, then words."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from docx.oxml.ns import qn

from legaldocs.render.tables import grid_span, head_rows, placed_cells

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


_SET_IN_TABLE = frozenset(("表头", "表格文字", "表格居中", "表格金额", "表格小标题"))
"""The styles whose words are as wide as counted here."""
_BY_HAND = re.compile("[＿_□☐]|\u3000月")
"""What a cell has that somebody fills in; such a column keeps its room."""
_LATIN = (("0123456789", _DIGIT), ("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 152), ("mwMW%@", 190))
_WIDTHS = {sign: width for signs, width in _LATIN for sign in signs}
_WIDTHS |= dict.fromkeys(" ,.:;'|!()[]/iljtfI", 60) | dict.fromkeys("-", 70)
_LETTER = 110
_STEP = 50
"""Twips that are given at a time."""
_FIRST_CHINESE = "\u2e80"
_QUOTES = frozenset("“”‘’—…·×÷")
"""Signs of the general block that Chinese fonts set a whole character wide."""


def fit_columns(document: Any) -> None:
    """Give each column of a document's tables the room that what stands in it needs.

    An amount or a day stays on one line: the columns with the most room to spare give it; where
    they have not enough, a table stays as it is. Then columns with more room than words give to
    those whose words break. Word and the PDF both set a table by these widths.
    """
    names = {style.style_id: style.name for style in document.styles}
    for table in document.element.body.iter(qn("w:tbl")):
        columns = table.findall(f"{qn('w:tblGrid')}/{qn('w:gridCol')}")
        stated = [column.get(qn("w:w")) or "" for column in columns]
        if not all(width.isdecimal() for width in stated):
            continue
        widths = [int(width) for width in stated]
        found = (_fitted(widths, _needed(table, len(widths), way.apart), way) for way in _WAYS)
        fitted = next((one for one in found if one is not None), widths)
        words = _words_of(table, len(widths), names)
        # A second time for the editors that part figures from words, where room is left.
        for wanted in ("longest", "apart"):
            fitted = _balanced(fitted, words, [getattr(one, wanted) for one in words])
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


class _Column(NamedTuple):
    """What stands in a column (一列的文字): the width of its longest line, and whether it gives.

    ``apart`` is that width where an editor parts figures from Chinese signs. A column that somebody
    fills in by hand gives nothing.
    """

    longest: int
    apart: int
    gives: bool


def _words_of(table: Any, count: int, names: Mapping[str, str]) -> list[_Column]:
    """Return what stands in each column; nothing where a cell is set in another size."""
    rows = table.findall(qn("w:tr"))
    heads = len([*head_rows(rows)])
    longest, apart = [0] * count, [0] * count
    said, cells = [0] * count, [0] * count
    for number, row in enumerate(rows):
        for at, cell in placed_cells(row):
            lines = _lines_of(cell, names)
            if lines is None:
                return []
            if grid_span(cell) == 1 and at < count:
                longest[at] = max(longest[at], *map(_room, lines))
                apart[at] = max(apart[at], *map(_room_apart, lines))
                cells[at] += number >= heads
                said[at] += number >= heads and _is_filled("".join(lines))
    # The cell beside the word 合计 is often empty, and no place to write in.
    gives = [2 * some >= of for some, of in zip(said, cells, strict=True)]
    return [_Column(*known) for known in zip(longest, apart, gives, strict=True)]


def _lines_of(cell: Any, names: Mapping[str, str]) -> list[str] | None:
    """Return the lines of a cell; None where one is not set in the size of tables."""
    lines = []
    for paragraph in cell.iter(qn("w:p")):
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        if style is None or names.get(style.get(qn("w:val"))) not in _SET_IN_TABLE:
            return None
        text = ""
        for part in paragraph.iter(qn("w:t"), qn("w:br")):
            text += "\n" if part.tag == qn("w:br") else part.text or ""
        lines += text.split("\n")
    return lines


def _is_filled(text: str) -> bool:
    return bool(text.strip()) and not _BY_HAND.search(text)


def _room(text: str) -> int:
    """Return the twips that a line of words takes in a cell."""
    return _EDGES + sum(map(_sign_width, text))


def _room_apart(text: str) -> int:
    """Return what it takes where figures and letters stand apart from Chinese signs."""
    chinese = [sign >= _FIRST_CHINESE for sign in text if not sign.isspace()]
    return _room(text) + _APART // 2 * sum(one != other for one, other in pairwise(chinese))


def _sign_width(sign: str) -> int:
    if sign >= _FIRST_CHINESE or sign in _QUOTES:
        return _SIGN
    return _WIDTHS.get(sign, _LETTER)


def _balanced(widths: list[int], columns: Sequence[_Column], wanted: Sequence[int]) -> list[int]:
    """Return the widths with what some columns have too much, given to those that break lines.

    The column whose words take most lines is served first, so that rows become low.
    """
    known = [*zip(widths, columns, strict=False)]
    spare = [max(width - one.apart, 0) if one.gives else 0 for width, one in known]
    broken = [at for at, want in enumerate(wanted) if want > widths[at]]
    left = min(sum(wanted[at] - widths[at] for at in broken), sum(spare))
    if not left:
        return widths
    balanced = [width - taken for width, taken in zip(widths, _shares(spare, left), strict=True)]
    while left:
        at = max(broken, key=lambda one: wanted[one] / balanced[one])
        step = min(left, _STEP, wanted[at] - balanced[at])
        balanced[at] += step
        left -= step
    return balanced


def _shares(spare: Sequence[int], whole: int) -> list[int]:
    """Return what each gives of ``whole``: as much as it can spare of all that can be spared."""
    given = [one * whole // sum(spare) for one in spare]
    rest = whole - sum(given)
    for at, one in enumerate(spare):
        more = min(rest, one - given[at])
        given[at] += more
        rest -= more
    return given
