"""The ageing of the book over the months: kept totals, or worked out anew from the receipts."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.portfolio.open_items import open_items
from legaldocs.portfolio.report.bands import age_bands
from legaldocs.portfolio.report.snapshots import kept_totals
from legaldocs.portfolio.report.table import Column, Table, Unit

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from legaldocs.portfolio.report.policy import ReportPolicy

_ONE_DAY = dt.timedelta(days=1)
KEPT, WORKED_OUT = "日结", "重算"


class Point(NamedTuple):
    """The ageing on one day, in fen by band (趋势的一点)."""

    day: dt.date
    source: str
    bands: tuple[int, ...]


def month_ends(as_of: dt.date, count: int) -> list[dt.date]:
    """Return the last days of the months before a day, and the day itself.

    >>> [str(day) for day in month_ends(dt.date(2026, 3, 15), 2)]
    ['2026-01-31', '2026-02-28', '2026-03-15']
    """
    days = [as_of]
    first = as_of.replace(day=1) if (as_of + _ONE_DAY).month == as_of.month else as_of
    while len(days) <= count:
        last = first.replace(day=1) - _ONE_DAY
        days.append(last)
        first = last
    return days[::-1]


def trend(connection: Connection, as_of: dt.date, policy: ReportPolicy) -> list[Point]:
    """Return the ageing at each month's end and on the day, in the order of time."""
    bands, days = age_bands(policy), month_ends(as_of, policy.months)
    kept = kept_totals(connection, days[:-1], bands.labels)
    found = []
    for day in days:
        if day in kept:
            found.append(Point(day, KEPT, kept[day]))
            continue
        sums = [0] * len(bands.labels)
        for item in open_items(connection, day):
            sums[bands.band(item.due_on, day)] += item.open_fen
        found.append(Point(day, WORKED_OUT, tuple(sums)))
    return found


def trend_table(points: list[Point], policy: ReportPolicy) -> Table:
    """Return the ageing over the months as a table."""
    labels = age_bands(policy).labels
    return Table(
        "trend", "账龄的变化",
        "各月末未收的金额按账龄分档。日结：当时记进账册的合计；重算：没有日结的，按现在账册里的"
        "应收和回款倒推到那一天。",
        (
            Column("day", "截至", Unit.DAY),
            *(Column(f"band_{at}", label, Unit.MONEY) for at, label in enumerate(labels)),
            Column("total", "合计", Unit.MONEY),
            Column("source", "来源"),
        ),
        tuple((one.day, *one.bands, sum(one.bands), one.source) for one in points),
    )  # fmt: skip
