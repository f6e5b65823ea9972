"""Agencies compared on a day, and to whom a customer's debt might go."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from legaldocs.portfolio.report.assignment import proposal
from legaldocs.portfolio.report.customers import Customers
from legaldocs.portfolio.report.debt import debt_of
from legaldocs.portfolio.report.placements import complaints, placements
from legaldocs.portfolio.report.pool import kinds_table, pool_tables

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import Connection

    from legaldocs.portfolio.report.policy import ReportPolicy
    from legaldocs.portfolio.report.table import Table


class Compared(NamedTuple):
    """Agencies compared (机构比较); the last three are of one customer's debt."""

    results: Table
    alike: Table
    kinds: Table
    customer: str = ""
    proposal: Table | None = None
    reasons: tuple[str, ...] = ()


def compared(
    connection: Connection, as_of: dt.date, customer: str | None, policy: ReportPolicy
) -> Compared:
    """Return the agencies on a day, and with a customer the proposal for its overdue debt.

    Raises InputError where the customer owes nothing that is overdue.
    """
    found = placements(connection, as_of, Customers(connection), policy)
    complained = complaints(connection, as_of)
    tables = Compared(*pool_tables(found, complained, policy), kinds_table(found))
    if not customer:
        return tables
    debt = debt_of(connection, customer, as_of, policy)
    said = proposal(debt, found, complained, policy)
    kind = f"逾期未收的账龄 {debt.age}，金额 {debt.size}，行业 {debt.trade}"
    if said is None:
        few = f"哪一家都没有 {policy.fewest_cases} 件同类的委托，不作建议"
        return tables._replace(customer=debt.customer, reasons=(kind, few))
    reasons = (kind, f"建议先考虑{said.table.rows[0][0]}", *said.reasons)
    return tables._replace(customer=debt.customer, proposal=said.table, reasons=reasons)
