"""The tables of a report, as JSON and as lines for a person."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from legaldocs.portfolio.report.table import Table


class ReportColumn(Struct, frozen=True):
    """A column of a table (列)."""

    key: Annotated[str, Meta(description="各行里的键")]
    title: Annotated[str, Meta(description="列名")]
    unit: Annotated[str, Meta(description="文字、元、比例（1 为全部）、元每元、天、个或者日期")]


class ReportTable(Struct, frozen=True):
    """A table of figures (报表)."""

    id: Annotated[str, Meta(description="固定的名称")]
    title: Annotated[str, Meta(description="标题")]
    defined: Annotated[str, Meta(description="口径")]
    columns: Annotated[tuple[ReportColumn, ...], Meta(description="各列")]
    rows: Annotated[
        tuple[dict[str, str | int | None], ...],
        Meta(description="各行：金额、比例、天数是文字，个数是数字，没有的为 null"),
    ]


def report_table(table: Table) -> ReportTable:
    """Return a table as JSON states it."""
    columns = tuple(ReportColumn(one.key, one.title, one.unit.value) for one in table.columns)
    return ReportTable(table.id, table.title, table.defined, columns, table.plain())


def lines_of(table: Table) -> list[str]:
    """Return a table as lines whose columns stand below each other."""
    from legaldocs.portfolio.report.table import Unit

    rows = [tuple(column.title for column in table.columns), *table.shown()]
    widths = [max(map(_width, cells)) for cells in zip(*rows, strict=True)]
    left = [column.unit in (Unit.TEXT, Unit.DAY) for column in table.columns]
    return [_line(row, widths, left) for row in rows]


def _line(row: Sequence[str], widths: Sequence[int], left: Sequence[bool]) -> str:
    cells = []
    for text, width, start in zip(row, widths, left, strict=True):
        space = " " * (width - _width(text))
        cells.append(text + space if start else space + text)
    return "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Return how many places of a terminal a text takes: a Chinese sign two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
