"""The names of the supplementary agreement: the changes, what is owed, who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.vocabulary import LateChargeOutcome
from legaldocs.core.errors import InternalError
from legaldocs.core.money import ZERO
from legaldocs.papers.contracts import contract_views
from legaldocs.papers.names import name
from legaldocs.papers.signatories import Signatory, SignedNames, creditor_and_debtors, side

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.case.amendment import Amendment
    from legaldocs.claim.matter import Matter
    from legaldocs.papers.contracts import ContractView


def amended(matter: Matter, amendment: Amendment) -> ContractView:
    """Return the contract that is to be changed."""
    contract = matter.case.contract_of(amendment.contract)
    views = contract_views(matter.claim.on_contracts)
    found = next(
        (view for view in views if contract and view.contract.title == contract.title), None
    )
    if found is None:
        raise InternalError("没有补充协议所指的合同，读取案件时应当已经指出")
    return found


class SupplementaryNames(SignedNames):
    """The names of a supplement that is to be signed."""

    @name(
        "拟签的补充协议：changes 变更的条款（clause 条款、old 原约定、new 变更后）、"
        "effective_on 开始适用日期、discount 附条件减免的本金、pay_by 付清期限"
    )
    def amendment(self) -> Amendment:
        amendment: Amendment = self.subject
        return amendment

    @name("所变更的合同，字段见函件模板")
    def contract(self) -> ContractView:
        return amended(self.matter, self.amendment)

    @name("该合同到期未付的本金")
    def principal(self) -> Decimal:
        return self.contract.account.principal

    @name("该合同尚未到期或者付款条件尚未成就的款项")
    def not_due(self) -> Decimal:
        return self.contract.account.not_due

    @name("该合同逾期付款责任的名称")
    def late_name(self) -> str:
        return self.contract.account.rule.name

    @name("按期支付即为付清的金额")
    def reduced(self) -> Decimal:
        return self.principal - (self.amendment.discount or ZERO)

    @name("按期付清的，是否免除此前的逾期付款责任")
    def waived(self) -> bool:
        return self.amendment.late_charge is LateChargeOutcome.WAIVED_IF_PAID

    @name("签约各方：name 甲方等称谓、role 地位、party 当事人")
    def signatories(self) -> tuple[Signatory, ...]:
        named = self.amendment.guarantors_sign
        signing = [party for party in self.guarantors if party.name in named]
        return (
            *creditor_and_debtors(self.case),
            *(
                Signatory(side(place), str(party.role), party)
                for place, party in enumerate(signing, start=2)
            ),
        )
