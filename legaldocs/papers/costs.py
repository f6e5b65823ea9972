"""The costs of pursuing the claim as papers name them: what was paid for, and why it is owed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.case.contract import clause_number
from legaldocs.claim.cost import borne_by, is_recoverable
from legaldocs.core.money import ZERO, figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.model import Cost
    from legaldocs.claim.figures import ContractAccount
    from legaldocs.claim.matter import Matter


@dataclass(frozen=True, slots=True)
class CostRow:
    """A cost that the debtor owes, in yuan, and its ground (实现债权的费用)."""

    name: str
    amount: Decimal
    ground: str


def cost_rows(matter: Matter) -> tuple[CostRow, ...]:
    """Return the costs that the claim counts, those from before a settlement first."""
    return tuple(
        CostRow(cost.name, cost.amount, _ground(matter, account, cost))
        for cost, account in _rows(matter)
    )


def owed_costs(matter: Matter) -> tuple[Cost, ...]:
    """Return the rows of the case behind ``cost_rows``."""
    return tuple(cost for cost, _ in _rows(matter))


def _rows(matter: Matter) -> Iterator[tuple[Cost, ContractAccount]]:
    accounts = [account for deed in matter.claim.deeds for account in deed.before.accounts]
    for account in (*accounts, *matter.claim.accounts):
        yield from _owed(account)


def costs_in_words(matter: Matter) -> str:
    """Return what follows the sum of the costs in a sentence, in brackets; empty without costs."""
    rows, owed = cost_rows(matter), matter.claim.costs
    if not rows or not owed:
        return ""
    one = len(rows) == 1 and rows[0].amount == owed
    says = [
        f"{row.name}{'' if one else f'{figure(row.amount)}元'}，依据{row.ground}" for row in rows
    ]
    paid = sum((row.amount for row in rows), ZERO) - owed
    if paid:
        says.append(f"其中{figure(paid)}元已经清偿")
    return f"（{'；'.join(says)}）"


def _owed(account: ContractAccount) -> Iterator[tuple[Cost, ContractAccount]]:
    clause = bool(account.contract.cost_clause)
    for cost in account.facts.costs:
        if is_recoverable(cost, clause=clause):
            yield cost, account


def _ground(matter: Matter, account: ContractAccount, cost: Cost) -> str:
    """Return the clause that puts a cost on the debtor; of a court's fee without one the rule."""
    contract = account.contract
    if not contract.cost_clause:
        return matter.article("cn.fee_rules", borne_by(cost))
    return contract.title + (clause_number(contract.cost_clause) or "关于费用承担的约定")
