"""The rows of a case sorted by the contract they belong to."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.case.communication import Communication
    from legaldocs.case.model import (
        Case,
        Contract,
        Cost,
        Credit,
        Delivery,
        Invoice,
        Payment,
        Statement,
    )


class _ContractRow(Protocol):
    @property
    def contract(self) -> str: ...


R = TypeVar("R", bound=_ContractRow)


@dataclass(frozen=True, slots=True)
class ContractFacts:
    """One contract and the rows that belong to it, in the order of the case file (合同及其履行).

    ``joint_statements`` name no contract and cover all of them, ``joint_payments`` when there are
    payments that name none; ``communications``
    name none either.
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
    joint = tuple(statements.pop("", ())) if len(case.contracts) > 1 else ()
    joint_payments = bool(payments.get("")) and len(case.contracts) > 1
    return tuple(
        ContractFacts(
            contract,
            tuple(deliveries[contract.number]),
            tuple(invoices[contract.number]),
            tuple(payments[contract.number]),
            tuple(credits_[contract.number]),
            tuple(costs[contract.number]),
            tuple(statements[contract.number]),
            joint,
            joint_payments,
            case.communications,
        )
        for contract in case.contracts
    )


def _by_number(rows: Iterable[R], only: str) -> defaultdict[str, list[R]]:
    groups: defaultdict[str, list[R]] = defaultdict(list)
    for row in rows:
        groups[row.contract or only].append(row)
    return groups
