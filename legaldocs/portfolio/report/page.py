"""The report as one page that opens without a network and prints on A4."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import jinja2
from markupsafe import Markup

from legaldocs.portfolio.report.charts import amount, bars, stacked_columns
from legaldocs.portfolio.report.table import Unit, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.portfolio.report.table import Table
    from legaldocs.portfolio.report.whole import WholeReport

_TEMPLATE = Path(__file__).with_name("page.html")
_WHOLE = 10_000
"""Ten-thousandths in all of something."""
_LONG = frozenset({"defined", "largest"})
"""Columns whose texts run over several lines."""
_SUMS = ("合计", "其余")
_RIGHT = frozenset({Unit.MONEY, Unit.SHARE, Unit.RATIO, Unit.DAYS, Unit.COUNT, Unit.MIXED})


def page(report: WholeReport) -> str:
    """Return the report as HTML: no script, no file beside it, no address of another."""
    environment = jinja2.Environment(
        autoescape=True, undefined=jinja2.StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        report=report, charts=charts(report), right=_RIGHT, long=_LONG, is_sum=_is_sum
    )


def _is_sum(row: tuple[str, ...]) -> bool:
    return row[0].startswith(_SUMS)


def charts(report: WholeReport) -> dict[str, Markup]:
    """Return the drawings by the table they are of."""
    drawn: dict[str, Callable[[Table], Markup]] = {
        "trend": _trend,
        "ageing_业务员": _ageing,
        "recovery_age": _shares,
        "agencies_alike": _adjusted,
        "concentration": _concentration,
    }
    found = {table.id: drawn[table.id](table) for table in report.tables if table.id in drawn}
    return {id_: drawing for id_, drawing in found.items() if drawing}


def _bands(table: Table) -> list[int]:
    return [at for at, column in enumerate(table.columns) if column.key.startswith("band_")]


def _trend(table: Table) -> Markup:
    at = _bands(table)
    names = [f"{row[0]}"[2:7] for row in table.rows]
    names[-1:] = [f"{row[0]}"[5:] for row in table.rows[-1:]]
    series = [table.columns[column].title for column in at]
    return stacked_columns(table.title, names, series, _integers(table, at))


def _ageing(table: Table) -> Markup:
    at = _bands(table)
    rows = [row for row in table.rows if not str(row[0]).startswith(_SUMS[0])]
    series = [table.columns[column].title for column in at]
    return stacked_columns(
        table.title, [str(row[0]) for row in rows], series, _integers(table, at)[: len(rows)]
    )


def _integers(table: Table, at: list[int]) -> list[list[int]]:
    return [[int(str(row[column])) for column in at] for row in table.rows]


def _shares(table: Table) -> Markup:
    return _share_bars(table, -1)


def _adjusted(table: Table) -> Markup:
    return _share_bars(table, 4)


def _share_bars(table: Table, at: int) -> Markup:
    rows = []
    if not any(isinstance(row[at], Decimal) for row in table.rows):
        return Markup()  # nothing to draw: too few cases
    for row in table.rows:
        value = row[at]
        length = int(value * _WHOLE) if isinstance(value, Decimal) else 0
        rows.append((str(row[0]), length, shown(value, Unit.SHARE)))
    return bars(table.title, rows, _WHOLE)


def _concentration(table: Table) -> Markup:
    rows = [
        (str(row[1]), int(str(row[2])), f"{amount(int(str(row[2])))}　{shown(row[4], Unit.SHARE)}")
        for row in table.rows
    ]
    return bars(table.title, rows, max((row[1] for row in rows), default=1))
