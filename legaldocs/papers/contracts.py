"""The contracts of a claim as papers show them: each with its account and its rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from legaldocs.case.reconcile.amounts import rows_of, total
from legaldocs.core.money import ZERO

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable
    from decimal import Decimal

    from legaldocs.case.model import (
        Case,
        Contract,
        Credit,
        Delivery,
        Invoice,
        Payment,
        Statement,
    )
    from legaldocs.claim.figures import (
        Claim,
        ContractAccount,
        LateChargeRule,
        LateChargeRun,
        Share,
    )

    Row = TypeVar("Row", Delivery, Invoice, Payment, Credit, Statement)


@dataclass(frozen=True, slots=True)
class Line:
    """One instalment as a line of a table (款项).

    Amounts in yuan. ``due_on`` is None where the event it is counted from has not happened.
    """

    contract: Contract
    name: str
    amount: Decimal
    paid: Decimal
    outstanding: Decimal
    due_on: dt.date | None
    due_says: str
    overdue_days: int
    late_charge: Decimal
    late_charge_paid: Decimal
    runs: tuple[LateChargeRun, ...]
    shares: tuple[Share, ...]

    @property
    def accrued(self) -> Decimal:
        """The late charge before what was paid of it."""
        return self.late_charge + self.late_charge_paid

    @property
    def counted(self) -> bool:
        """Whether its due day is counted from an event, so that a court must be told how."""
        parts = [each for each in self.contract.instalments if each.name == self.name]
        return not any(each.due_on for each in parts or (self.contract,))


@dataclass(frozen=True, slots=True)
class ContractView:
    """A contract, its account and the rows that belong to it (合同与履行).

    ``accepted_on`` is the day of the last acceptance; None unless all deliveries are accepted.
    """

    contract: Contract
    account: ContractAccount
    deliveries: tuple[Delivery, ...]
    accepted_on: dt.date | None
    invoices: tuple[Invoice, ...]
    payments: tuple[Payment, ...]
    credits: tuple[Credit, ...]
    statements: tuple[Statement, ...]

    @property
    def title(self) -> str:
        """The title of the contract."""
        return self.contract.title

    @property
    def signed_on(self) -> dt.date | None:
        """The day it was signed."""
        return self.contract.signed_on

    @property
    def goods(self) -> str:
        """What was sold."""
        return self.contract.goods

    @property
    def price(self) -> Decimal:
        """Its price in yuan."""
        return self.contract.price

    @property
    def payment_term(self) -> str:
        """What the contract says of payment, by its clause or in its words; may be empty."""
        clause = self.contract.payment_clause.rstrip("。；")
        if clause.startswith("第"):
            return f"付款约定见合同{clause}"
        return f"付款约定为“{clause}”" if clause else ""

    @property
    def delivered(self) -> Decimal:
        """What was delivered by the day of the claim, in yuan."""
        return total(self.deliveries)

    @property
    def invoiced(self) -> Decimal:
        """What was invoiced by the day of the claim, in yuan."""
        return total(self.invoices)

    @property
    def paid(self) -> Decimal:
        """What was paid in money by the day of the claim, in yuan."""
        return total(self.payments)

    @property
    def credited(self) -> Decimal:
        """What returns and price cuts took off by the day of the claim, in yuan."""
        return total(self.credits)

    @property
    def rule(self) -> LateChargeRule:
        """The standard its late charge is worked out by."""
        return self.account.rule

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its instalments, all of them."""
        return tuple(
            Line(
                self.contract,
                each.name,
                each.amount,
                each.paid,
                each.outstanding,
                each.due_on,
                each.due_says,
                each.overdue_days,
                each.late_charge,
                each.late_charge_paid,
                each.runs,
                each.shares,
            )
            for each in self.account.instalments
        )

    @property
    def late(self) -> bool:
        """Whether anything under it is overdue or was paid late."""
        return self.account.principal > 0 or self.account.late_charge > 0


def contract_views(case: Case, claim: Claim) -> tuple[ContractView, ...]:
    """Return the contracts of the claim in its order."""
    return tuple(_view(case, account, claim.as_of) for account in claim.accounts)


def late_contracts(case: Case, claim: Claim) -> tuple[ContractView, ...]:
    """Return the contracts a demand rests on; all of them when none is late."""
    views = contract_views(case, claim)
    return tuple(view for view in views if view.late) or views


def overdue_lines(contracts: Iterable[ContractView]) -> tuple[Line, ...]:
    """Return the instalments that are overdue or were paid late."""
    return tuple(
        line
        for contract in contracts
        for line in contract.lines
        if (line.overdue_days > 0 and line.outstanding > 0) or line.late_charge > 0
    )


def coming_lines(contracts: Iterable[ContractView], from_day: dt.date) -> tuple[Line, ...]:
    """Return the unpaid instalments that fall due on or after ``from_day``."""
    return tuple(
        line
        for contract in contracts
        for line in contract.lines
        if line.outstanding > 0 and line.due_on is not None and line.due_on >= from_day
    )


@dataclass(frozen=True, slots=True)
class Later:
    """What is unpaid beside the claim, in yuan (未计入的款项).

    A part whose day is not known may be due by law, so no paper may call it 尚未到期.
    """

    scheduled: Decimal
    unscheduled: Decimal

    @property
    def total(self) -> Decimal:
        """Return both together."""
        return self.scheduled + self.unscheduled


def later(claim: Claim) -> Later:
    """Return what the claim leaves out, by whether its due day is known."""
    unscheduled = sum(
        (
            part.outstanding
            for account in claim.accounts
            for part in account.instalments
            if part.due_on is None
        ),
        ZERO,
    )
    return Later(claim.not_due - unscheduled, unscheduled)


def outstanding(lines: Iterable[Line]) -> Decimal:
    """Return what is unpaid on the printed lines together."""
    return sum((line.outstanding for line in lines), ZERO)


def _view(case: Case, account: ContractAccount, as_of: dt.date) -> ContractView:
    contract = account.contract
    deliveries = _until(as_of, rows_of(case, contract, case.deliveries), "delivered_on")
    return ContractView(
        contract,
        account,
        deliveries,
        _accepted_on(deliveries, as_of),
        _until(as_of, rows_of(case, contract, case.invoices), "issued_on"),
        _until(as_of, rows_of(case, contract, case.payments), "paid_on"),
        _until(as_of, rows_of(case, contract, case.credits), "agreed_on"),
        _until(
            as_of,
            (
                each
                for each in case.statements
                if case.contract_of(each.contract) is contract
                and (each.confirmed_on is None or each.confirmed_on <= as_of)
            ),
            "through_on",
        ),
    )


def _accepted_on(deliveries: tuple[Delivery, ...], as_of: dt.date) -> dt.date | None:
    days = [
        each.accepted_on
        for each in deliveries
        if each.accepted_on is not None and each.accepted_on <= as_of
    ]
    return max(days) if days and len(days) == len(deliveries) else None


def _until(as_of: dt.date, rows: Iterable[Row], day: str) -> tuple[Row, ...]:
    """Return the rows of the past in time order; the ledger leaves out the others too."""
    past = (row for row in rows if getattr(row, day) <= as_of)
    return tuple(sorted(past, key=lambda row: getattr(row, day)))
