"""The names of the agreement: what of the debt is converted, what is left, who signs."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.claim.guaranteed import still_bound
from legaldocs.core.money import ZERO
from legaldocs.papers.contracts import contract_views
from legaldocs.papers.debt_to_equity_checklist.names import ConversionNames
from legaldocs.papers.names import name
from legaldocs.papers.settlement_agreement.names import pending
from legaldocs.papers.signatories import Signatory, SignedNames, with_sureties

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.claim.figures import Claim, ContractAccount
    from legaldocs.papers.contracts import ContractView
    from legaldocs.papers.settlement_agreement.names import Pending


@dataclass(frozen=True, slots=True)
class DebtPart:
    """One part of the debt, in yuan (债务构成): what is owed and what of it is converted."""

    name: str
    owed: Decimal
    converted: Decimal

    @property
    def left(self) -> Decimal:
        """Return what stays a debt."""
        return self.owed - self.converted


def debt_parts(claim: Claim, amount: Decimal) -> tuple[DebtPart, ...]:
    """Return the parts of the debt with what of ``amount`` yuan each gives, none that is empty.

    The parties agree on this order (民法典561): principal, of what fell due first, then late
    charge, then costs. Principal that is converted bears nothing more, as a credit in the ledger.
    """
    parts, left = [], amount
    for title, owed in _owed(claim):
        taken = min(owed, left)
        left -= taken
        parts.append(DebtPart(title, owed, taken))
    return tuple(parts)


def _owed(claim: Claim) -> Iterator[tuple[str, Decimal]]:
    accounts = sorted(claim.accounts, key=_first_due)
    several = len(accounts) > 1
    for account in accounts:
        if account.principal:
            yield f"{account.contract.title}的本金" if several else "本金", account.principal
    for account in accounts:
        if account.late_charge:
            kind = account.rule.name
            yield f"{account.contract.title}的{kind}" if several else kind, account.late_charge
    if claim.costs:
        yield "实现债权的费用", claim.costs


def _first_due(account: ContractAccount) -> dt.date:
    """Return the day from which something of an account is overdue."""
    days = [row.due_on for row in account.instalments if row.overdue and row.due_on is not None]
    return min(days, default=dt.date.max)


class DebtToEquityAgreementNames(ConversionNames, SignedNames):
    """The names of an agreement by which a claim becomes a share."""

    @name("合同列表，无论是否逾期；字段见函件模板")
    def contracts(self) -> tuple[ContractView, ...]:
        return contract_views(self.matter.claim.on_contracts)

    @name("债务的各部分：name 名称、owed 截至计算截止日的金额、converted 其中转股的、left 其余")
    def parts(self) -> tuple[DebtPart, ...]:
        return debt_parts(self.claim, self.conversion.amount)

    @name("出资额，即转股债权的评估价值")
    def contribution(self) -> Decimal:
        return self.conversion.appraised or ZERO

    @name("转股的债权超过出资额的部分，可以为零")
    def shortfall(self) -> Decimal:
        return self.conversion.amount - self.contribution

    @name("目标公司是否为有限责任公司；股份有限公司的增资另有规定")
    def limited(self) -> bool:
        return "股份" not in self.conversion.company

    @name(
        "正在进行的诉讼或者仲裁：forum 法院或者仲裁机构、filed_on 起诉或者申请日期、number 案号、"
        "arbitral 是否仲裁，可以没有"
    )
    def pending(self) -> Pending | None:
        return pending(self.matter)

    @name("签约各方：name 甲方等称谓、role 地位、party 当事人、surety 继续有效的保证")
    def signatories(self) -> tuple[Signatory, ...]:
        matter = self.matter
        bound = [row for row in self.case.guarantees if still_bound(matter, row, matter.as_of)]
        return with_sureties(matter, bound)

    @name("其中的目标公司，字段与 signatories 相同")
    def company(self) -> Signatory:
        sides = self.signatories
        return next(side for side in sides if side.party.name == self.conversion.company)
