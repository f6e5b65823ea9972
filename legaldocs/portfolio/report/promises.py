"""Whether promises were kept, of those that fell due in a period."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import and_, func, or_, select

from legaldocs.portfolio.day.model import Promise
from legaldocs.portfolio.model import Receipt, ReceiptPart
from legaldocs.portfolio.report.ageing import TOTAL
from legaldocs.portfolio.report.customers import UNKNOWN
from legaldocs.portfolio.report.kept import there
from legaldocs.portfolio.report.table import Column, Table, Unit, share_of

if TYPE_CHECKING:
    from decimal import Decimal

    from sqlalchemy import Connection

    from legaldocs.portfolio.report.customers import Customers
    from legaldocs.portfolio.report.money_in import Period


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


def judged(connection: Connection, period: Period) -> list[Judged]:
    """Return the promises that fell due in a period, with what came in time."""
    for_it = or_(
        ReceiptPart.receivable_id == Promise.receivable_id,
        and_(Promise.receivable_id.is_(None), Receipt.customer_id == Promise.customer_id),
    )
    came = (
        select(func.sum(ReceiptPart.matched_fen))
        .join_from(Receipt, ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .where(
            for_it, Receipt.paid_on >= Promise.made_on, Receipt.paid_on <= Promise.due_on,
            ReceiptPart.closed_on.is_(None),
        )
        .scalar_subquery()
    )  # fmt: skip
    chosen = (
        select(Promise.customer_id, Promise.amount_fen, func.coalesce(came, 0))
        .where(
            Promise.due_on > period.after, Promise.due_on <= period.through,
            there(Promise, period.through),
        )
        .order_by(Promise.id)
    )  # fmt: skip
    return [Judged(row[0], row[1], int(row[2])) for row in connection.execute(chosen)]


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
        "本期到期的承诺：到期日以前收到并核销足额的为履行。履行率＝履行的件数÷到期的件数。",
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
