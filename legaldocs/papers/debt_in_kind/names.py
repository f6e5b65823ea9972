"""The names of the agreement: the thing, the debt it is taken for, who signs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.papers.names import name
from legaldocs.papers.signatories import Signatory, SignedNames, creditor_and_debtors, side

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.case.debt_in_kind import DebtInKind


class DebtInKindAgreementNames(SignedNames):
    """The names of an agreement on one thing."""

    @name(
        "拟议的以物抵债：asset 抵债的财产、owner 所有权人、value 抵债金额、identifier 权属证号、"
        "appraised 评估价值、appraised_on 评估日期、encumbrances 负担、co_owners 共有人、"
        "registration 登记机构、deliver_by 交付和登记期限、taxes_by 税费由谁负担"
    )
    def kind(self) -> DebtInKind:
        kind: DebtInKind = self.subject
        return kind

    @name("有到期债务的合同的名称，用顿号连接")
    def owed_under(self) -> str:
        owed = (row for row in self.matter.claim.accounts if row.principal or row.late_charge)
        return "、".join(row.contract.title for row in owed)

    @name("抵债以后债务的余额")
    def rest(self) -> Decimal:
        return self.matter.claim.total - self.kind.value

    @name("签约各方：name 甲方等称谓、role 地位、party 当事人；保证人都签署")
    def signatories(self) -> tuple[Signatory, ...]:
        return (
            *creditor_and_debtors(self.case),
            *(
                Signatory(side(place), str(party.role), party)
                for place, party in enumerate(self.guarantors, start=2)
            ),
        )

    @name("所有权人在协议里的称谓，如“乙方”")
    def owner_side(self) -> str:
        sides = (row.name for row in self.signatories if row.party.name == self.kind.owner)
        return next(sides, "")
