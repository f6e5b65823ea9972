"""The rows of a case sorted by the contract they belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol, TypeVar

from legaldocs.case.payment import Payment, PaymentMethod

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from legaldocs.case.bill import Bill
    from legaldocs.case.communication import Communication
    from legaldocs.case.contract import Contract
    from legaldocs.case.deposit import Deposit
    from legaldocs.case.model import Case, Cost, Delivery, Invoice, Statement
    from legaldocs.case.payment import Credit, Refund


class _ContractRow(Protocol):
    @property
    def contract(self) -> str: ...


R = TypeVar("R", bound=_ContractRow)


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """One contract and the rows that belong to it, in the order of the case file (合同及其履行).

    ``deliveries`` are the creditor's own, ``handed_back`` those of a tenant. ``payments`` holds the
    bills that count and the deposits that were applied too. ``joint_statements`` name no contract
    and cover all of them, ``joint_payments`` when there are payments that name none;
    ``communications`` name none either.
    """

    contract: Contract
    deliveries: tuple[Delivery, ...]
    invoices: tuple[Invoice, ...]
    payments: tuple[Payment, ...]
    credits: tuple[Credit, ...]
    costs: tuple[Cost, ...]
    statements: tuple[Statement, ...]
    joint_statements: tuple[Statement, ...] = ()
    joint_payments: bool = False
    communications: tuple[Communication, ...] = ()
    bills: tuple[Bill, ...] = ()
    deposits: tuple[Deposit, ...] = ()
    refunds: tuple[Refund, ...] = ()
    handed_back: tuple[Delivery, ...] = ()

    def standing(self, day: dt.date) -> tuple[Payment | Credit, ...]:
        """Return the payments and credits that counted at the end of ``day``."""
        return (
            *(row for row in self.payments if row.stands_on(day)),
            *(row for row in self.credits if row.agreed_on <= day),
        )

    def without_rows(self) -> ContractFacts:
        """Return the facts for a settlement in the contract's place: what was given is in it."""
        return replace(
            self,
            deliveries=(),
            invoices=(),
            statements=(),
            bills=(),
            deposits=(),
            refunds=(),
            handed_back=(),
        )


def facts_by_contract(case: Case) -> tuple[ContractFacts, ...]:
    """Return each contract with its rows; a row names none where there is only one contract.

    Where there are several, payments and set-offs that name none are in no contract's rows yet:
    :mod:`legaldocs.claim.spreading` divides them.
    """
    only = case.contracts[0].number if len(case.contracts) == 1 else ""
    deliveries = _by_number(case.deliveries, only)
    invoices = _by_number(case.invoices, only)
    payments = _by_number(case.payments, only)
    credits_ = _by_number(case.credits, only)
    costs = _by_number(case.costs, only)
    statements = _by_number(case.statements, only)
    bills, deposits = _by_number(case.bills, only), _by_number(case.deposits, only)
    refunds = _by_number(case.refunds, only)
    joint = tuple(statements.pop("", ())) if len(case.contracts) > 1 else ()
    joint_payments = bool(payments.get("")) and len(case.contracts) > 1
    return tuple(
        ContractFacts(
            contract,
            tuple(row for row in deliveries[contract.number] if not row.handed_back),
            tuple(invoices[contract.number]),
            (
                *payments[contract.number],
                *(_from_bill(bill) for bill in bills[contract.number] if bill.counted),
                *_from_deposits(deposits[contract.number]),
            ),
            tuple(credits_[contract.number]),
            tuple(costs[contract.number]),
            tuple(statements[contract.number]),
            joint,
            joint_payments,
            case.communications,
            tuple(bills[contract.number]),
            tuple(deposits[contract.number]),
            tuple(refunds[contract.number]),
            tuple(row for row in deliveries[contract.number] if row.handed_back),
        )
        for contract in case.contracts
    )


def _from_bill(bill: Bill) -> Payment:
    return Payment(
        origin=bill.origin,
        paid_on=bill.received_on,
        amount=bill.amount,
        contract=bill.contract,
        method=PaymentMethod(str(bill.kind)),
        towards=bill.towards,
        given=bill,
    )


def _from_deposits(deposits: Iterable[Deposit]) -> Iterator[Payment]:
    """Yield the deposits that were applied to the debt, each from its day."""
    for deposit in deposits:
        if deposit.counts_from is not None:
            yield Payment(
                origin=deposit.origin,
                paid_on=deposit.counts_from,
                amount=deposit.amount,
                contract=deposit.contract,
                towards=deposit.towards,
                given=deposit,
            )


def _by_number(rows: Iterable[R], only: str) -> defaultdict[str, list[R]]:
    groups: defaultdict[str, list[R]] = defaultdict(list)
    for row in rows:
        groups[row.contract or only].append(row)
    return groups
