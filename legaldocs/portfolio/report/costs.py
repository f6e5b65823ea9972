"""What collecting cost in a period, and what a yuan that came in late cost."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from legaldocs.portfolio.agency.model import Expense
from legaldocs.portfolio.report.table import Column, Table, Unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy import Connection

    from legaldocs.portfolio.report.money_in import Money, Period

_UNIT = Decimal("0.0001")


def spent(connection: Connection, period: Period) -> dict[str, int]:
    """Return the fen spent on collecting in a period, by kind."""
    chosen = (
        select(Expense.kind, func.sum(Expense.amount_fen))
        .where(
            Expense.spent_on > period.after, Expense.spent_on <= period.through,
            Expense.there(period.through),
        )
        .group_by(Expense.kind)
        .order_by(Expense.kind)
    )  # fmt: skip
    return {row[0]: int(row[1]) for row in connection.execute(chosen)}


def overdue_money(money: Iterable[Money]) -> int:
    """Return the fen that came in after their due day."""
    return sum(one.fen for one in money if one.paid_on > one.due_on)


def per_yuan(cost: int, came: int) -> Decimal | None:
    """Return what a yuan that came in cost, with four decimals.

    >>> per_yuan(5_000, 100_000)
    Decimal('0.0500')
    """
    return (Decimal(cost) / came).quantize(_UNIT, ROUND_HALF_UP) if came > 0 else None


def cost_table(costs: Mapping[str, int], came: int) -> Table:
    """Return the costs of a period by kind, each by the yuan."""
    total = sum(costs.values())
    rows = [(kind, fen, per_yuan(fen, came)) for kind, fen in costs.items()]
    return Table(
        "costs", "催收费用",
        "每元成本＝本期费用÷本期到期日以后收到并核销的金额（按期付的不算）；内部工时按记进账册的金额。",
        (
            Column("kind", "费用"), Column("amount", "金额", Unit.MONEY),
            Column("per_yuan", "每收回一元", Unit.RATIO),
        ),
        (*rows, ("合计", total, per_yuan(total, came))),
    )  # fmt: skip
