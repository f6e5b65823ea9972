"""Whether promises were kept, of those whose time ended in a period, as the day judges them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.portfolio.day.model import Promise
from legaldocs.portfolio.day.promise_rows import judged_promises
from legaldocs.portfolio.day.promises import Kept
from legaldocs.portfolio.report.ageing import TOTAL
from legaldocs.portfolio.report.customers import UNKNOWN
from legaldocs.portfolio.report.table import Column, Table, Unit, share_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from sqlalchemy import Connection

    from legaldocs.portfolio.report.customers import Customers
    from legaldocs.portfolio.report.money_in import Period

_OUTCOMES = (Kept.KEPT, Kept.PART, Kept.BROKEN)


class Judged(NamedTuple):
    """A promise whose time is over, and what became of it (已到期的承诺); money in fen."""

    customer_id: int
    promised_fen: int
    paid_fen: int
    outcome: Kept


def judged(connection: Connection, period: Period, grace_days: int) -> list[Judged]:
    """Return the promises whose time, with its grace, ended in a period, and what came for them.

    Money counts as :func:`legaldocs.portfolio.day.promises.judge` counts it.
    """
    over = dt.timedelta(days=grace_days + 1)  # on its last day a promise may still be kept
    due = Promise.due_on > period.after - over, Promise.due_on <= period.through - over
    found = judged_promises(connection, grace_days, period.through, *due)
    return [
        Judged(customer, one.promise.amount_fen, one.paid_fen, one.outcome)
        for customer, some in sorted(found.items())
        for one in sorted(some, key=lambda one: (one.promise.due_on, one.promise.id))
    ]


def kept_share(promises: Iterable[Judged]) -> Decimal | None:
    """Return how many of the promises were kept in full, as a share."""
    outcomes = [one.outcome for one in promises]
    return share_of(outcomes.count(Kept.KEPT), len(outcomes))


def promise_table(promises: Iterable[Judged], customers: Customers) -> Table:
    """Return what became of promises, by the person the customer belongs to."""
    lines: dict[str, list[int]] = {}
    for one in promises:
        owner = customers[one.customer_id].owner or UNKNOWN
        for name in (owner, TOTAL):
            line = lines.setdefault(name, [0, 0, 0, 0, 0, 0])
            line[0] += 1
            line[1 + _OUTCOMES.index(one.outcome)] += 1
            line[4] += one.promised_fen
            line[5] += min(one.paid_fen, one.promised_fen)
    names = [*sorted(name for name in lines if name != TOTAL), *([TOTAL] if lines else [])]
    return Table(
        "promises", "付款承诺的履行",
        "期限（加宽限）在本期届满的承诺：从承诺起到那时收足的为履行；同一笔钱只算一次，先算到期早的。履行率＝"
        "履行的件数÷到期的件数。",
        (
            Column("person", "业务员"), Column("count", "到期", Unit.COUNT),
            Column("kept", "履行", Unit.COUNT), Column("part", "部分履行", Unit.COUNT),
            Column("broken", "未履行", Unit.COUNT), Column("promised", "承诺金额", Unit.MONEY),
            Column("paid", "其中收到", Unit.MONEY), Column("share", "履行率", Unit.SHARE),
        ),
        tuple(
            (name, *lines[name], share_of(lines[name][1], lines[name][0])) for name in names
        ),
    )  # fmt: skip
