"""What the book's own numbers say of customers: turnover, payments, how late they came."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, exists, func, or_, select, tuple_

from legaldocs.core.near import folded
from legaldocs.portfolio.credit.day_span import days_between
from legaldocs.portfolio.model import Receipt, ReceiptPart, Receivable
from legaldocs.portfolio.plan.model import Contract

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement, Connection, Select

    from legaldocs.portfolio.credit.policy import CreditPolicy

_YEAR = 365


@dataclass(slots=True)
class Lateness:
    """Money that came in and how late (付款情况): fen, fen times days, number, most days."""

    paid_fen: int = 0
    fen_days: int = 0
    payments: int = 0
    longest: int = 0

    @property
    def average(self) -> Decimal:
        """The days late on average, weighted with the money, to a tenth; early is 0."""
        if not self.paid_fen:
            return Decimal(0)
        exact = Decimal(self.fen_days) / self.paid_fen
        return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(slots=True)
class Dealings:
    """What the book knows of a customer's past (往来), in fen.

    A sale is of the day of its invoice, else of its due day. ``largest_new`` is the largest of the
    last ``order_days``, the others are those before; a part of a planned contract is no order until
    it is invoiced, since its due day says nothing of when it was ordered.
    """

    turnover_fen: int = 0
    year_fen: int = 0
    year_before_fen: int = 0
    received_fen: int = 0
    received_year_fen: int = 0
    earlier_sales: int = 0
    earlier_fen: int = 0
    largest_earlier: int = 0
    largest_new: int = 0
    new_contract_fen: int = 0
    new_contract: str = ""
    recent: Lateness | None = None
    before: Lateness | None = None
    window: Lateness | None = None


def dealings(
    connection: Connection,
    policy: CreditPolicy,
    as_of: dt.date,
    customers: Collection[int] | None = None,
) -> dict[int, Dealings]:
    """Return the dealings of customers, all of them by default, each query for all at once."""
    found: dict[int, Dealings] = {}

    def rows(chosen: Select[*tuple[Any, ...]], of: Any) -> Any:
        limited = chosen if customers is None else chosen.where(of.in_(customers))
        return connection.execute(limited).mappings()

    for row in rows(_sales(policy, as_of, _spelled(connection)), Receivable.customer_id):
        found[row["customer_id"]] = one = Dealings()
        for name in _SALES:
            setattr(one, name, int(row[name] or 0))
    for row in rows(_receipts(as_of), Receipt.customer_id):
        one = found.setdefault(row["customer_id"], Dealings())
        one.received_fen, one.received_year_fen = int(row["all"] or 0), int(row["year"] or 0)
    for row in rows(_payments(policy, as_of), Receipt.customer_id):
        one = found.setdefault(row["customer_id"], Dealings())
        for name in _WINDOWS:
            parts = (int(row[f"{name}_{part}"] or 0) for part in _PARTS)
            setattr(one, name, Lateness(*parts))
    for row in rows(_new_contracts(policy, as_of), Contract.customer_id):
        one = found.setdefault(row["customer_id"], Dealings())
        if row["price_fen"] > one.new_contract_fen:
            one.new_contract_fen, one.new_contract = int(row["price_fen"]), row["number"]
    return found


def _sum(of: Any, *conditions: ColumnElement[bool]) -> Any:
    return func.sum(case((and_(*conditions), of), else_=0))


_SALES = (
    "turnover_fen",
    "year_fen",
    "year_before_fen",
    "earlier_sales",
    "earlier_fen",
    "largest_earlier",
    "largest_new",
)


def _sales(policy: CreditPolicy, as_of: dt.date, spelled: Sequence[tuple[int, str]]) -> Select[Any]:
    day = func.coalesce(Receivable.issued_on, Receivable.due_on)
    amount = Receivable.amount_fen
    year, before = as_of - dt.timedelta(_YEAR), as_of - dt.timedelta(2 * _YEAR)
    new = as_of - dt.timedelta(policy.order_days)
    # Positive sums alone: a red invoice is no order.
    order = and_(amount > 0, or_(Receivable.issued_on.is_not(None), ~_planned_part(spelled)))
    earlier = and_(day <= new, order)
    lately = and_(day > new, day <= as_of, order)
    return (
        select(
            Receivable.customer_id,
            _sum(amount, day <= as_of).label("turnover_fen"),
            _sum(amount, day <= as_of, day > year).label("year_fen"),
            _sum(amount, day <= year, day > before).label("year_before_fen"),
            _sum(1, earlier).label("earlier_sales"),
            _sum(amount, earlier).label("earlier_fen"),
            func.max(case((earlier, amount), else_=0)).label("largest_earlier"),
            func.max(case((lately, amount), else_=0)).label("largest_new"),
        )
        .where(Receivable.there(as_of))
        .group_by(Receivable.customer_id)
    )


def _planned_part(spelled: Sequence[tuple[int, str]]) -> ColumnElement[bool]:
    """Return that a receivable is of a contract that the book has."""
    of_it = exists().where(
        Contract.customer_id == Receivable.customer_id,
        Contract.number == Receivable.contract_number,
    )
    named = tuple_(Receivable.customer_id, Receivable.contract_number)
    return or_(of_it, named.in_(spelled)) if spelled else of_it


def _spelled(connection: Connection) -> list[tuple[int, str]]:
    """Return customer and contract number where receivables spell that of a contract otherwise."""
    contracts = connection.execute(select(Contract.customer_id, Contract.number, Contract.key))
    exact, keys = set(), set()
    for customer, number, key in contracts:
        exact.add((customer, number))
        keys.add(key)
    if not keys:
        return []
    stated = (
        select(Receivable.customer_id, Receivable.contract_number)
        .where(
            Receivable.customer_id.in_(select(Contract.customer_id)),
            Receivable.contract_number != "",
            Receivable.issued_on.is_(None),
        )
        .distinct()
    )
    others = ((customer, number) for customer, number in connection.execute(stated))
    return sorted(
        one for one in others if one not in exact and f"{one[0]}:{folded(one[1])}" in keys
    )


def _receipts(as_of: dt.date) -> Select[Any]:
    year = as_of - dt.timedelta(_YEAR)
    return (
        select(
            Receipt.customer_id,
            func.sum(Receipt.amount_fen).label("all"),
            _sum(Receipt.amount_fen, Receipt.paid_on > year).label("year"),
        )
        .where(Receipt.there(as_of), Receipt.paid_on <= as_of)
        .group_by(Receipt.customer_id)
    )


_WINDOWS = ("window", "recent", "before")
_PARTS = ("paid", "days", "count", "longest")


def _payments(policy: CreditPolicy, as_of: dt.date) -> Select[Any]:
    days = days_between(Receipt.paid_on, Receivable.due_on)
    late = case((days > 0, days), else_=0)
    recent = as_of - dt.timedelta(policy.payment_days)
    spans = {
        "window": (Receipt.paid_on > as_of - dt.timedelta(policy.history_days),),
        "recent": (Receipt.paid_on > recent,),
        "before": (Receipt.paid_on <= recent,
                   Receipt.paid_on > recent - dt.timedelta(policy.history_days)),
    }  # fmt: skip
    columns = []
    for name, span in spans.items():
        fen = ReceiptPart.matched_fen
        sums = (
            _sum(fen, *span),
            _sum(fen * late, *span),
            _sum(1, *span),
            func.max(case((and_(*span), late), else_=0)),
        )
        columns += [one.label(f"{name}_{part}") for one, part in zip(sums, _PARTS, strict=True)]
    return (
        select(Receipt.customer_id, *columns)
        .join(ReceiptPart, ReceiptPart.receipt_id == Receipt.id)
        .join(Receivable, Receivable.id == ReceiptPart.receivable_id)
        .where(
            ReceiptPart.closed_on.is_(None),
            ReceiptPart.matched_fen > 0,
            Receivable.amount_fen > 0,
            Receipt.paid_on <= as_of,
            Receivable.there(as_of),
        )
        .group_by(Receipt.customer_id)
    )


def _new_contracts(policy: CreditPolicy, as_of: dt.date) -> Select[*tuple[Any, ...]]:
    new = as_of - dt.timedelta(policy.order_days)
    chosen: Select[*tuple[Any, ...]] = (
        select(Contract.customer_id, Contract.number, Contract.price_fen)
        .where(
            Contract.there(as_of),
            Contract.signed_on > new,
            Contract.signed_on <= as_of,
            Contract.price_fen.is_not(None),
        )
        .order_by(Contract.id)
    )
    return chosen
