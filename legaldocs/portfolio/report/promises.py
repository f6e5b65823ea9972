"""Whether promises were kept, of those whose time ended in a period, as the day judges them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from legaldocs.portfolio.day.model import Promise
from legaldocs.portfolio.day.promises import Kept, Money, Promised, judge
from legaldocs.portfolio.model import Receipt, ReceiptPart
from legaldocs.portfolio.report.ageing import TOTAL
from legaldocs.portfolio.report.customers import UNKNOWN
from legaldocs.portfolio.report.kept import there
from legaldocs.portfolio.report.money_in import Period
from legaldocs.portfolio.report.table import Column, Table, Unit, share_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from sqlalchemy import Connection

    from legaldocs.portfolio.report.customers import Customers

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
    grace = dt.timedelta(days=grace_days)
    over = grace + dt.timedelta(days=1)  # on its last day a promise may still be kept
    due = Period(period.after - over, period.through - over)
    promises = _promises(connection, due, period.through, grace)
    money = _money(connection, promises, period.through)
    return [
        Judged(customer, one.promise.amount_fen, one.paid_fen, one.outcome)
        for customer, some in promises.items()
        for one in judge(some, money.get(customer, ()), period.through, grace_days)
        if due.after < one.promise.due_on <= due.through
    ]


def _promises(
    connection: Connection, due: Period, as_of: dt.date, grace: dt.timedelta
) -> dict[int, list[Promised]]:
    """Return, by customer, the promises due in a period and those that share days with them."""
    in_it = Promise.due_on > due.after, Promise.due_on <= due.through, there(Promise, as_of)
    first = connection.scalar(select(func.min(Promise.made_on)).where(*in_it))
    if first is None:
        return {}
    chosen = (
        select(
            Promise.customer_id, Promise.id, Promise.made_on, Promise.due_on, Promise.amount_fen,
            Promise.receivable_id,
        )
        .where(
            Promise.customer_id.in_(select(Promise.customer_id).where(*in_it)),
            Promise.due_on >= first - grace, Promise.made_on <= as_of, there(Promise, as_of),
        )
        .order_by(Promise.customer_id, Promise.due_on, Promise.id)
    )  # fmt: skip
    found: dict[int, list[Promised]] = {}
    for row in connection.execute(chosen):
        found.setdefault(row[0], []).append(Promised(row[1], row[2], row[3], row[4], row[5]))
    return found


def _money(
    connection: Connection, promises: dict[int, list[Promised]], as_of: dt.date
) -> dict[int, list[Money]]:
    """Return, by customer, what came in since the first promise, in its order."""
    if not promises:
        return {}
    since = min(one.made_on for some in promises.values() for one in some)
    chosen = (
        select(
            Receipt.customer_id, Receipt.paid_on, ReceiptPart.receivable_id,
            ReceiptPart.amount_fen, ReceiptPart.matched_fen,
        )
        .join_from(Receipt, ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .where(
            Receipt.paid_on >= since, Receipt.paid_on <= as_of, there(Receipt, as_of),
            there(ReceiptPart, as_of),
        )
        .order_by(Receipt.paid_on, Receipt.id, ReceiptPart.id)
    )  # fmt: skip
    found: dict[int, list[Money]] = {}
    for customer, paid_on, receivable, amount, matched in connection.execute(chosen):
        if customer in promises:
            parts = ((receivable, matched), (None, amount - matched))
            some = found.setdefault(customer, [])
            some += [Money(paid_on, fen, which) for which, fen in parts if fen]
    return found


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
