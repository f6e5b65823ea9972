"""What a payment pays: which debt first, then costs, interest, principal (MFD 560, 561)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.core.errors import InputError

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

_ZERO = Decimal(0)
_FEN = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class DebtBalance:
    """One debt and what is owed on it when the payment arrives, in yuan to the fen (债务余额).

    ``interest`` is what ranks before the principal: a penalty only where the contract says so.
    ``secured`` is the part of the debt that security covers, 1 for all of it and more where several
    securities do; ``burden`` orders debts by how heavily they weigh on the debtor (the yearly
    percent that runs on them).
    """

    id: str
    due_on: dt.date
    costs: Decimal = _ZERO
    interest: Decimal = _ZERO
    principal: Decimal = _ZERO
    secured: Decimal = _ZERO
    burden: Decimal = _ZERO

    @property
    def total(self) -> Decimal:
        """Return everything owed on the debt."""
        return self.costs + self.interest + self.principal


@dataclass(frozen=True, slots=True)
class Imputation:
    """What a payment pays on one debt, in yuan (抵充)."""

    debt: str
    costs: Decimal
    interest: Decimal
    principal: Decimal
    why: str

    @property
    def total(self) -> Decimal:
        """Return what the payment pays on the debt."""
        return self.costs + self.interest + self.principal


def impute(
    amount: Decimal,
    debts: Sequence[DebtBalance],
    *,
    paid_on: dt.date,
    designated: Sequence[str] = (),
) -> tuple[Imputation, ...]:
    """Return what a payment of ``amount`` yuan pays on each debt, in the order it pays them.

    On each debt it pays costs, then interest, then principal (art. 561).

    ``designated`` are the debts the debtor named when paying, or the parties agreed; they come
    first in that order. The rest follow art. 560: due before not due, less secured, more
    burdensome, earlier due, and pro rata among equals. What exceeds all debts is left; see
    :func:`unapplied`.

    Raises InputError for a negative amount, a negative debt, or a designated debt not given.
    """
    _check_input(amount, debts, designated)
    left = amount
    imputations: list[Imputation] = []
    for group, why in _ranked(debts, paid_on, designated):
        for debt, part in _pro_rata(left, group):
            imputations.append(_within(debt, part, why))
            left -= part
    return tuple(paid for paid in imputations if paid.total)


def unapplied(amount: Decimal, imputations: Sequence[Imputation]) -> Decimal:
    """Return what is left of a payment once every debt is paid."""
    return amount - sum((paid.total for paid in imputations), _ZERO)


def _check_input(amount: Decimal, debts: Sequence[DebtBalance], designated: Sequence[str]) -> None:
    if amount < 0:
        raise InputError("付款金额不能为负", found=f"{amount}")
    for debt in debts:
        if min(debt.costs, debt.interest, debt.principal) < 0:
            raise InputError("债务余额不能为负", found=debt.id)
    unknown = set(designated) - {debt.id for debt in debts}
    if unknown:
        raise InputError("指定抵充的债务不存在", found="、".join(sorted(unknown)))


def _ranked(
    debts: Sequence[DebtBalance], paid_on: dt.date, designated: Sequence[str]
) -> list[tuple[list[DebtBalance], str]]:
    """Return groups of debts of equal rank, first to be paid first, each with the reason."""
    named = {id_: place for place, id_ in enumerate(designated)}
    chosen = sorted((debt for debt in debts if debt.id in named), key=lambda debt: named[debt.id])
    groups = [([debt], "付款时指定或者双方约定") for debt in chosen]
    rest = [debt for debt in debts if debt.id not in named]

    def rank(debt: DebtBalance) -> tuple[bool, Decimal, Decimal, dt.date]:
        return (debt.due_on > paid_on, debt.secured, -debt.burden, debt.due_on)

    for place in sorted({rank(debt) for debt in rest}):
        equals = [debt for debt in rest if rank(debt) == place]
        reason = "已到期的、担保少的、负担重的、先到期的依次在先"
        groups.append((equals, reason + ("，同等的按比例" if len(equals) > 1 else "")))
    return groups


def _pro_rata(amount: Decimal, group: Sequence[DebtBalance]) -> list[tuple[DebtBalance, Decimal]]:
    """Split ``amount`` over debts of equal rank by size, to the fen, with nothing lost."""
    owed = sum((debt.total for debt in group), _ZERO)
    if amount >= owed:
        return [(debt, debt.total) for debt in group]
    parts = [(amount * debt.total / owed // _FEN) * _FEN for debt in group]
    missing = amount - sum(parts, _ZERO)
    for place, debt in enumerate(group):
        step = min(missing, debt.total - parts[place], _FEN)
        parts[place] += step
        missing -= step
    return list(zip(group, parts, strict=True))


def _within(debt: DebtBalance, amount: Decimal, why: str) -> Imputation:
    costs = min(amount, debt.costs)
    interest = min(amount - costs, debt.interest)
    principal = min(amount - costs - interest, debt.principal)
    return Imputation(debt.id, costs, interest, principal, why)
