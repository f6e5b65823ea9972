"""Labels for envelopes: sheets of A4 with a grid of them, each set as large as it fits."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.errors import MissingGlyphError
from legaldocs.render.html import Sheet
from legaldocs.render.page_setup import Margins, PageSetup
from legaldocs.render.pdf import typeset
from legaldocs.render.template import find_stylesheet

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIZES = (11, 10, 9, 8)
"""Points of type, the largest first; below the last an address is hard to read."""

_A4 = 11_906, 16_838
_TWIPS = 1440
_INCH = 254
"""Tenths of a millimetre."""

_PAD = 50, 40
"""Tenths of a millimetre from the edge of a label to its text: printers reach no nearer."""

_RULES = """
html { line-height: 1.25; }
.张 { position: relative; height: 296mm; break-after: page; overflow: hidden; }
.张:last-child { break-after: auto; }
.签 { position: absolute; }
.签 p { text-indent: 0; overflow-wrap: anywhere; }
.签 .名 { font-weight: bold; }
.签 .注 { font-size: 7pt; color: #444; }
"""


@dataclass(frozen=True, slots=True)
class Grid:
    """How labels lie on A4 (标签规格); lengths in tenths of a millimetre.

    ``pitch`` is from one label to the next, ``start`` where the first one begins.
    """

    across: int
    down: int
    size: tuple[int, int]
    start: tuple[int, int]
    pitch: tuple[int, int]

    @property
    def name(self) -> str:
        """How it is asked for, such as 3x8."""
        return f"{self.across}x{self.down}"

    def place(self, at: int) -> tuple[int, int]:
        """Return the left and upper edge of a label on its sheet."""
        row, column = divmod(at % (self.across * self.down), self.across)
        return self.start[0] + column * self.pitch[0], self.start[1] + row * self.pitch[1]


GRIDS = {
    grid.name: grid
    for grid in (
        Grid(3, 8, (700, 370), (0, 5), (700, 370)),
        Grid(3, 7, (635, 381), (72, 151), (660, 381)),
        Grid(2, 8, (991, 339), (46, 129), (1016, 339)),
        Grid(2, 7, (991, 381), (46, 151), (1016, 381)),
        Grid(2, 4, (991, 677), (46, 131), (1016, 677)),
    )
}


@dataclass(frozen=True, slots=True)
class Label:
    """What one label says (标签): who, where and how to reach them, and a small note."""

    name: str
    lines: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Labels:
    """Sheets of labels (标签页), and why those with these numbers are not on them."""

    pdf: bytes
    left_out: dict[int, str]


def set_labels(labels: Sequence[Label], grid: Grid, title: str, made_on: str) -> Labels:
    """Return the sheets; a label that does not fit at the smallest size, or lacks a glyph, is out.

    Raises InputError when a system library is missing.
    """
    sizes, out = dict.fromkeys(range(len(labels)), 0), dict[int, str]()
    room = _twips(grid.size[1] - 2 * _PAD[1])
    while sizes:
        there = [(at, labels[at], _SIZES[step]) for at, step in sizes.items()]
        pages = typeset(_sheet(there, grid, title, made_on), find_stylesheet().rules + _RULES)
        heights = pages.heights()
        high = [at for at in sizes if heights[_anchor(at)] > room]
        if not high:
            try:
                return Labels(pages.pdf(), out)
            except MissingGlyphError as error:
                lacking = _lacking(labels, sizes, error.characters)
                if not lacking:
                    raise
                out.update(dict.fromkeys(lacking, f"缺字：{'、'.join(error.characters)}"))
                sizes = {at: step for at, step in sizes.items() if at not in lacking}
        for at in high:
            sizes[at] += 1
            if sizes[at] == len(_SIZES):
                del sizes[at]
                out[at] = f"地址太长，{_SIZES[-1]} 磅也排不下"
    return Labels(b"", out)


def _lacking(labels: Sequence[Label], there: dict[int, int], characters: str) -> list[int]:
    return [
        at
        for at in there
        if set(characters) & set("".join((labels[at].name, *labels[at].lines, labels[at].note)))
    ]


def _sheet(there: Sequence[tuple[int, Label, int]], grid: Grid, title: str, made_on: str) -> Sheet:
    a_sheet = grid.across * grid.down
    body = "".join(
        f'<div class="张">{"".join(_label(place, *one, grid) for place, one in rows)}</div>'
        for rows in (
            list(enumerate(there))[begin : begin + a_sheet]
            for begin in range(0, len(there), a_sheet)
        )
    )
    setup = PageSetup(_A4, Margins(0, 0, 0, 0), (0, 0), (), ())
    return Sheet(body, setup, title, "legaldocs", made_on)


def _label(place: int, at: int, label: Label, size: int, grid: Grid) -> str:
    left, top = grid.place(place)
    text = f'<p class="名">{html.escape(label.name)}</p>'
    text += "".join(f"<p>{html.escape(line)}</p>" for line in label.lines if line)
    if label.note:
        text += f'<p class="注">{html.escape(label.note)}</p>'
    style = (
        f"left:{_mm(left + _PAD[0])};top:{_mm(top + _PAD[1])};"
        f"width:{_mm(grid.size[0] - 2 * _PAD[0])};font-size:{size}pt"
    )
    return f'<div class="签" id="{_anchor(at)}" style="{style}">{text}</div>'


def _anchor(at: int) -> str:
    return f"label-{at}"


def _mm(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}mm"


def _twips(tenths: int) -> int:
    return tenths * _TWIPS // _INCH
