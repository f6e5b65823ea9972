"""The warning levels of customers on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from legaldocs.portfolio.credit.model import WarningMove
from legaldocs.portfolio.report.table import Column, Table, Unit

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping, Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.open_items import OpenItem


def level_of(connection: Connection, as_of: dt.date) -> dict[int, int]:
    """Return the warning level of each customer that ever had one."""
    chosen = (
        select(WarningMove.customer_id, WarningMove.level)
        .where(WarningMove.moved_on <= as_of, WarningMove.there(as_of))
        .order_by(WarningMove.moved_on, WarningMove.id)
    )
    return {row[0]: row[1] for row in connection.execute(chosen)}  # the last one holds


def levels_on(
    connection: Connection, as_of: dt.date, items: Sequence[OpenItem]
) -> dict[int, tuple[int, int]]:
    """Return, by level, how many customers with something open there are, and the fen they owe."""
    levels = level_of(connection, as_of)
    owed: dict[int, int] = {}
    for item in items:
        owed[item.customer_id] = owed.get(item.customer_id, 0) + item.open_fen
    found: dict[int, tuple[int, int]] = {}
    for customer, fen in owed.items():
        count, total = found.get(level := levels.get(customer, 0), (0, 0))
        found[level] = count + 1, total + fen
    return dict(sorted(found.items()))


def warning_table(
    now: Mapping[int, tuple[int, int]], before: Mapping[int, tuple[int, int]]
) -> Table:
    """Return the levels of two days beside each other."""
    rows = []
    for level in sorted({*now, *before}, reverse=True):
        (count, total), (old_count, old_total) = now.get(level, (0, 0)), before.get(level, (0, 0))
        name = f"{level} 级" if level else "没有预警"
        rows.append((name, count, total, old_count, old_total, count - old_count))
    return Table(
        "warnings", "预警级别",
        "有未收款的客户按当日的预警级别计；级别的依据见各客户的预警变动。",
        (
            Column("level", "级别"), Column("count", "客户数", Unit.COUNT),
            Column("amount", "未收", Unit.MONEY), Column("count_before", "上期客户数", Unit.COUNT),
            Column("amount_before", "上期未收", Unit.MONEY), Column("change", "增减", Unit.COUNT),
        ),
        tuple(rows),
    )  # fmt: skip
