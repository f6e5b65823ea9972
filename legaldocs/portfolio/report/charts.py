"""Charts as SVG that reads in print: whole numbers only, and every figure also in words."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from markupsafe import Markup

from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    from collections.abc import Sequence

COLOURS = ("#cfdcea", "#f3d9a4", "#e6a15c", "#c4583b", "#6f1626", "#3f0d18", "#1d060b")
"""Light to dark, so that the order of ages is seen without colour too."""
_WIDTH, _LEFT, _RIGHT = 720, 64, 8
_TALL, _TOP, _BOTTOM = 260, 34, 30
_ROW, _NAME, _FIGURE = 26, 190, 130
_WAN, _YI = Decimal(10_000), Decimal(100_000_000)
_LINES = 4


def amount(fen: int) -> str:
    """Return an amount as an axis shows it.

    >>> amount(123_456_789_00), amount(56_000_00)
    ('1.23亿', '5.6万')
    """
    yuan = yuan_of(fen)
    for unit, name, places in ((_YI, "亿", Decimal("0.01")), (_WAN, "万", Decimal("0.1"))):
        if abs(yuan) >= unit:
            return f"{(yuan / unit).quantize(places).normalize():f}{name}"
    return f"{yuan:.0f}"


def stacked_columns(
    title: str, names: Sequence[str], series: Sequence[str], values: Sequence[Sequence[int]]
) -> Markup:
    """Return columns of parts laid on each other, a column a name; ``values`` are fen by column.

    Parts below zero are left out of the drawing; the table beside it has them.
    """
    most = _round(max((sum(max(part, 0) for part in parts) for parts in values), default=0))
    high = _TALL - _TOP - _BOTTOM
    step = (_WIDTH - _LEFT - _RIGHT) // max(len(names), 1)
    shapes = [*_legend(series)]
    for line in range(_LINES + 1):
        y = _TALL - _BOTTOM - high * line // _LINES
        shapes.append(f'<line x1="{_LEFT}" x2="{_WIDTH - _RIGHT}" y1="{y}" y2="{y}" class="grid"/>')
        shapes.append(_text(_LEFT - 6, y + 4, amount(most * line // _LINES), "end"))
    for at, (name, parts) in enumerate(zip(names, values, strict=True)):
        x, foot = _LEFT + step * at + step // 6, _TALL - _BOTTOM
        for number, part in enumerate(parts):
            tall = high * max(part, 0) // most
            foot -= tall
            shapes.append(_box(x, foot, step * 2 // 3, tall, number))
        shapes.append(_text(x + step // 3, _TALL - 10, name, "middle"))
    return _svg(title, _TALL, shapes)


def _round(most: int) -> int:
    """Return a round number not below ``most`` that four lines divide.

    >>> _round(376), _round(0)
    (400, 4)
    """
    size = int("1".ljust(len(str(most)) - 1, "0"))
    return max(-(-most // (_LINES * size)), 1) * _LINES * size


def bars(title: str, rows: Sequence[tuple[str, int, str]], most: int, colour: int = 3) -> Markup:
    """Return a bar a row: its name, its length of ``most``, the figure beside it."""
    shapes = []
    room, most = _WIDTH - _NAME - _FIGURE, max(most, 1)
    for at, (name, length, figure) in enumerate(rows):
        y = _ROW * at + 4
        wide = room * min(max(length, 0), most) // most
        shapes.append(_text(_NAME - 8, y + 14, name, "end"))
        shapes.append(_box(_NAME, y, max(wide, 1), _ROW - 8, colour))
        shapes.append(_text(_NAME + wide + 6, y + 14, figure, "start"))
    return _svg(title, _ROW * len(rows) + 8, shapes)


def _legend(series: Sequence[str]) -> list[str]:
    shapes = []
    step = (_WIDTH - _LEFT) // max(len(series), 1)
    for at, name in enumerate(series):
        x = _LEFT + step * at
        shapes += [_box(x, 6, 12, 12, at), _text(x + 17, 17, name, "start")]
    return shapes


def _box(x: int, y: int, wide: int, tall: int, colour: int) -> str:
    fill = COLOURS[min(colour, len(COLOURS) - 1)]
    return f'<rect x="{x}" y="{y}" width="{wide}" height="{tall}" fill="{fill}"/>'


def _text(x: int, y: int, text: str, anchor: str) -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}">{Markup.escape(text)}</text>'


def _svg(title: str, tall: int, shapes: Sequence[str]) -> Markup:
    head = f'<svg viewBox="0 0 {_WIDTH} {tall}" role="img" aria-label="{Markup.escape(title)}">'
    return Markup("\n").join(map(Markup, (head, *shapes, "</svg>")))
