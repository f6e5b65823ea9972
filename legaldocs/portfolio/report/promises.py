"""Whether promises were kept, of those that fell due in a period."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from legaldocs.portfolio.day.model import Promise
from legaldocs.portfolio.model import Receipt, ReceiptPart
from legaldocs.portfolio.report.ageing import TOTAL
from legaldocs.portfolio.report.customers import UNKNOWN
from legaldocs.portfolio.report.kept import there
from legaldocs.portfolio.report.money_in import Period
from legaldocs.portfolio.report.table import Column, Table, Unit, share_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from sqlalchemy import Connection

    from legaldocs.portfolio.report.customers import Customers
    from legaldocs.portfolio.report.policy import ReportPolicy


class Outcome(StrEnum):
    """What became of a promise (承诺的结果)."""

    KEPT = "履行"
    PART = "部分履行"
    BROKEN = "未履行"


class Judged(NamedTuple):
    """A promise that fell due, and what became of it (已到期的承诺); money in fen."""

    customer_id: int
    promised_fen: int
    paid_fen: int

    @property
    def outcome(self) -> Outcome:
        """Kept, in part, or broken."""
        if self.paid_fen >= self.promised_fen:
            return Outcome.KEPT
        return Outcome.PART if self.paid_fen > 0 else Outcome.BROKEN


class _Promised(NamedTuple):
    customer_id: int
    made_on: dt.date
    due_on: dt.date
    amount_fen: int
    receivable_id: int | None


@dataclass(slots=True)
class _Money:
    """Money that came in, and what of it no promise has taken yet."""

    paid_on: dt.date
    receivable_id: int | None
    left: int


def judged(connection: Connection, period: Period, policy: ReportPolicy) -> list[Judged]:
    """Return the promises whose time, with its grace, ended in a period, and what came for them.

    Money counts once, for the promise whose day comes first; what is known to pay one receivable
    does not count for a promise about another.
    """
    grace = dt.timedelta(days=policy.promise_grace_days)
    due = Period(period.after - grace, period.through - grace)
    promises = _promises(connection, due, period.through, grace)
    money = _money(connection, promises, period.through)
    found = []
    for one in promises:
        paid = 0
        for came in money.get(one.customer_id, ()):
            about = one.receivable_id in (None, came.receivable_id) or came.receivable_id is None
            if about and one.made_on <= came.paid_on <= one.due_on + grace:
                taken = min(came.left, one.amount_fen - paid)
                came.left -= taken
                paid += taken
        if one.due_on > due.after:
            found.append(Judged(one.customer_id, one.amount_fen, paid))
    return found


def _promises(
    connection: Connection, due: Period, as_of: dt.date, grace: dt.timedelta
) -> list[_Promised]:
    """Return the promises due in a period, by their day, with those that shared days with them."""
    in_it = Promise.due_on > due.after, Promise.due_on <= due.through, there(Promise, as_of)
    first = connection.scalar(select(func.min(Promise.made_on)).where(*in_it))
    if first is None:
        return []
    chosen = (
        select(
            Promise.customer_id, Promise.made_on, Promise.due_on, Promise.amount_fen,
            Promise.receivable_id,
        )
        .where(
            Promise.customer_id.in_(select(Promise.customer_id).where(*in_it)),
            Promise.due_on >= first - grace, Promise.due_on <= due.through,
            there(Promise, as_of),
        )
        .order_by(Promise.due_on, Promise.id)
    )  # fmt: skip
    return [_Promised(*row) for row in connection.execute(chosen)]


def _money(
    connection: Connection, promises: Sequence[_Promised], as_of: dt.date
) -> dict[int, list[_Money]]:
    """Return, by customer, what came in since the first promise, in its order."""
    if not promises:
        return {}
    known = {one.customer_id for one in promises}
    chosen = (
        select(
            Receipt.customer_id, Receipt.paid_on, ReceiptPart.receivable_id,
            ReceiptPart.amount_fen, ReceiptPart.matched_fen,
        )
        .join_from(Receipt, ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .where(
            Receipt.paid_on >= min(one.made_on for one in promises),
            Receipt.paid_on <= as_of,
            ReceiptPart.closed_on.is_(None), ReceiptPart.amount_fen > 0,
        )
        .order_by(Receipt.paid_on, Receipt.id, ReceiptPart.id)
    )  # fmt: skip
    found: dict[int, list[_Money]] = {}
    for customer, paid_on, receivable, amount, matched in connection.execute(chosen):
        if customer in known:
            parts = ((receivable, matched), (None, amount - matched))
            some = found.setdefault(customer, [])
            some += [_Money(paid_on, which, fen) for which, fen in parts if fen > 0]
    return found


def kept_share(promises: list[Judged]) -> Decimal | None:
    """Return how many of the promises were kept in full, as a share."""
    return share_of(sum(one.outcome is Outcome.KEPT for one in promises), len(promises))


def promise_table(promises: list[Judged], customers: Customers) -> Table:
    """Return what became of promises, by the person the customer belongs to."""
    lines: dict[str, list[int]] = {}
    for one in promises:
        owner = customers[one.customer_id].owner or UNKNOWN
        for name in (owner, TOTAL):
            line = lines.setdefault(name, [0, 0, 0, 0, 0, 0])
            line[0] += 1
            line[1 + list(Outcome).index(one.outcome)] += 1
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
