"""The report as files in a folder that appears whole."""

from __future__ import annotations

import calendar
import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.core.atomic import publish
from legaldocs.core.errors import InputError
from legaldocs.portfolio.report.money_in import Period
from legaldocs.portfolio.report.page import page
from legaldocs.portfolio.report.workbook import write_tables

if TYPE_CHECKING:
    from pathlib import Path

    from legaldocs.portfolio.report.whole import WholeReport

PAGE, WORKBOOK = "report.html", "report.xlsx"
_MONTHS = 3
_YEAR = 12


def period_of(as_of: dt.date, first: dt.date | None) -> Period:
    """Return the period from its first day to a day; without one, the three months to that day.

    Raises InputError for a first day after the last.

    >>> period_of(dt.date(2026, 11, 30), None)
    Period(after=datetime.date(2026, 8, 31), through=datetime.date(2026, 11, 30))
    """
    if first is not None and first > as_of:
        raise InputError(
            "期间的第一天晚于最后一天", expected=f"不晚于 {as_of}", found=str(first),
            next_step="改正 --from 或者 --as-of",
        )  # fmt: skip
    if first is not None:
        return Period(first - dt.timedelta(days=1), as_of)
    months = as_of.year * _YEAR + as_of.month - 1 - _MONTHS
    year, month = divmod(months, _YEAR)
    last = calendar.monthrange(year, month + 1)[1]
    at_end = as_of.day == calendar.monthrange(as_of.year, as_of.month)[1]
    return Period(dt.date(year, month + 1, last if at_end else min(as_of.day, last)), as_of)


def write_report(report: WholeReport, out: Path, *, replace: bool = False) -> None:
    """Write the page and the workbook. Raises InputError for a folder that is there already."""
    with publish(out, replace=replace) as fresh:
        (fresh / PAGE).write_text(page(report), encoding="utf-8", newline="\n")
        write_tables(fresh / WORKBOOK, report.tables, f"截至 {report.period.through}")
