"""The totals of a day, kept in the book, so that a trend is what was true and not what is now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import select

from legaldocs.portfolio.open_items import open_items, unmatched
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.report.bands import age_bands
from legaldocs.portfolio.report.customers import Customers, Grouping
from legaldocs.portfolio.report.model import Snapshot
from legaldocs.portfolio.report.policy import USUAL
from legaldocs.portfolio.report.warnings import levels_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy import Connection

    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.recording import Recording
    from legaldocs.portfolio.report.policy import ReportPolicy
    from legaldocs.portfolio.store import Store

WHOLE, LEVEL, UNMATCHED = "全部", "预警级别", "未核销回款"
_GROUPS = (Grouping.PERSON, Grouping.TRADE)


class Total(NamedTuple):
    """One total of a day (日结的一项); money in fen."""

    dimension: str
    name: str
    bucket: str
    number: int
    amount_fen: int


def take_snapshot(
    entry: Recording, as_of: dt.date, policy: ReportPolicy | None = None
) -> tuple[int, int]:
    """Keep the totals at the end of a day; return how many are new and how many changed.

    Done again on the same book it changes nothing; where money was entered meanwhile it brings the
    day up to date, and the history says so.
    """
    rows = entry.rows(Snapshot)
    before = {
        (row["dimension"], row["name"], row["bucket"]): row
        for row in rows.known("taken_on", [as_of])
    }
    made, changed = rows.made, rows.changed
    for total in totals(entry.connection, as_of, policy or USUAL):
        figures = {"count": total.number, "amount_fen": total.amount_fen}
        row = before.pop(total[:3], None)
        if row is None:
            rows.make(
                {
                    "taken_on": as_of,
                    "dimension": total.dimension,
                    "name": total.name,
                    "bucket": total.bucket,
                    **figures,
                }
            )
        else:
            rows.change(row, figures)
    for row in before.values():
        rows.change(row, {"count": 0, "amount_fen": 0})
    return rows.made - made, rows.changed - changed


def totals(connection: Connection, as_of: dt.date, policy: ReportPolicy) -> Iterator[Total]:
    """Yield the totals of the book at the end of a day."""
    items, left = open_items(connection, as_of), unmatched(connection, as_of)
    customers = Customers(connection)
    yield from _of(WHOLE, "", items, as_of, policy)
    yield Total(WHOLE, "", UNMATCHED, len(left), sum(left.values()))
    for grouping in _GROUPS:
        groups: dict[str, list[OpenItem]] = {}
        for item in items:
            name = customers.group(item.customer_id, grouping, item.owner)
            groups.setdefault(name, []).append(item)
        for name, mine in sorted(groups.items()):
            yield from _of(grouping.value, name, mine, as_of, policy)
    for level, (count, fen) in levels_on(connection, as_of, items).items():
        yield Total(LEVEL, str(level), "", count, fen)


def _of(
    dimension: str, name: str, items: list[OpenItem], as_of: dt.date, policy: ReportPolicy
) -> Iterator[Total]:
    bands = age_bands(policy)
    counts, sums = [0] * len(bands.labels), [0] * len(bands.labels)
    for item in items:
        band = bands.band(item.due_on, as_of)
        counts[band] += 1
        sums[band] += item.open_fen
    for label, count, amount in zip(bands.labels, counts, sums, strict=True):
        yield Total(dimension, name, label, count, amount)


def kept_totals(
    connection: Connection, days: list[dt.date], labels: tuple[str, ...]
) -> dict[dt.date, tuple[int, ...]]:
    """Return the ageing of the whole book on the days that were kept in these bands."""
    chosen = select(Snapshot.taken_on, Snapshot.bucket, Snapshot.amount_fen).where(
        Snapshot.taken_on.in_(days), Snapshot.dimension == WHOLE, Snapshot.closed_on.is_(None)
    )
    found: dict[dt.date, dict[str, int]] = {}
    for day, bucket, amount in connection.execute(chosen):
        found.setdefault(day, {})[bucket] = amount
    return {
        day: tuple(sums[label] for label in labels)
        for day, sums in found.items()
        if {*labels} <= {*sums}
    }


def keep_day(store: Store, as_of: dt.date, policy: ReportPolicy, author: Author) -> tuple[int, int]:
    """Keep the totals of a day as an entry of its own; return how many are new and changed."""
    with recording(store, author) as entry:
        return take_snapshot(entry, as_of, policy)
