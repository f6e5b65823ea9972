"""Contracts of which the book holds more receivables than their price: one may stand twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.model import Customer, Receivable
from legaldocs.portfolio.plan.model import Contract

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import ColumnElement, Connection


def overbooked(
    connection: Connection, *conditions: ColumnElement[bool], where: str = ""
) -> Iterator[Finding]:
    """Yield a finding for each contract; ``conditions`` restrict them."""
    total = func.sum(Receivable.amount_fen)
    own = and_(
        Receivable.customer_id == Contract.customer_id,
        Receivable.contract_number == Contract.number,
        Receivable.closed_on.is_(None),
    )
    chosen = (
        select(Customer.name, Contract.number, Contract.price_fen, total)
        .join(Contract, Contract.customer_id == Customer.id)
        .join(Receivable, own)
        .where(Contract.closed_on.is_(None), *conditions)
        .group_by(Customer.name, Contract.id, Contract.number, Contract.price_fen)
        .having(total > Contract.price_fen)
        .order_by(Contract.id)
    )
    for name, number, price, booked in connection.execute(chosen):
        yield Finding(
            "LD-PLAN-OVER",
            "warning",
            f"账册里{name}的合同 {number} 应收合计 {figure(yuan_of(int(booked)))} 元，"
            f"超过合同价款 {figure(yuan_of(price or 0))} 元，可能有一期记了两次",
            where,
            next_step="财务的应收表写上期次，与合同文件一致；重复的用 legaldocs book close 关闭",
        )
