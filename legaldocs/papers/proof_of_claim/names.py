"""The names of a proof of claim: the bankrupt, its proceedings, and what is filed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.claim.guaranteed import form_of
from legaldocs.claim.proceedings import pending_arbitration, pending_suit
from legaldocs.core.days import chinese_day
from legaldocs.core.errors import InternalError
from legaldocs.papers.filings import FilingNames
from legaldocs.papers.names import name
from legaldocs.papers.parties import PartyRow
from legaldocs.papers.words import citing

if TYPE_CHECKING:
    from collections.abc import Callable

    from legaldocs.case.model import Case
    from legaldocs.case.party import BankAccount, Bankruptcy, Party


@dataclass(frozen=True, slots=True)
class Answering:
    """Someone who answers for the debt beside the bankrupt (保证人或者其他连带债务人)."""

    name: str
    how: str


def proceedings_of(debtor: Party) -> Bankruptcy:
    """Return the proceedings over a debtor that is bankrupt.

    Raises InternalError for another: it gets no proof of claim.
    """
    if debtor.bankruptcy is None:
        raise InternalError("债务人没有破产受理情况")
    return debtor.bankruptcy


def pending(case: Case) -> str:
    """Return the suit or arbitration on the claim that goes on, in words; empty without one."""
    suit, arbitration = pending_suit(case), pending_arbitration(case)
    if suit is not None:
        number = f"（案号：{suit.case_number}）" if suit.case_number else ""
        return f"{chinese_day(suit.filed_on)}向{suit.court}提起诉讼{number}"
    if arbitration is not None:
        number = f"（案号：{arbitration.case_number}）" if arbitration.case_number else ""
        return f"{chinese_day(arbitration.filed_on)}向{arbitration.institution}申请仲裁{number}"
    return ""


class ProofOfClaimNames(FilingNames):
    """The names of filings, and those of the proceedings that this claim is filed in."""

    @name("破产的债务人，字段与债权人相同")
    def bankrupt(self) -> Party:
        debtor: Party = self.subject
        return debtor

    @name(
        "破产案件：accepted_on 受理日期、court 受理法院、case_number 案号、administrator 管理人、"
        "claims_until 债权申报期限届满日、collateral 财产担保（kind 方式、property 财产、"
        "amount 金额、registered_on 登记日期）"
    )
    def bankruptcy(self) -> Bankruptcy:
        return proceedings_of(self.bankrupt)

    @name("当事人栏：role 称谓、party 当事人、agents 委托诉讼代理人")
    def parties(self) -> tuple[PartyRow, ...]:
        return (
            PartyRow("申报人", self.case.creditor, self.case.agents),
            PartyRow("债务人", self.bankrupt),
        )

    @name("债权申报期限是否已经届满")
    def is_late(self) -> bool:
        until = self.bankruptcy.claims_until
        return until is not None and until < self.matter.as_of

    @name("是否有款项因破产申请受理而视为到期")
    def has_matured(self) -> bool:
        return any(line.due_on == self.bankruptcy.accepted_on for line in self.lines)

    @name("尚未审结的诉讼或者仲裁，如“2026年3月1日向某法院提起诉讼”，没有的为空")
    def pending(self) -> str:
        return pending(self.case)

    @name("债务人以外的责任人：name 名称、how 责任，如连带责任保证")
    def answering(self) -> tuple[Answering, ...]:
        others = (debtor for debtor in self.debtors if debtor is not self.bankrupt)
        return (
            *(Answering(debtor.name, "连带债务人") for debtor in others),
            *(
                Answering(row.guarantor, str(form_of(self.matter, row) or "保证"))
                for row in self.case.guarantees
            ),
        )

    @name("申报人收款的账户：holder 户名、bank 开户行、number 账号，可以没有")
    def account(self) -> BankAccount | None:
        return self.case.creditor.account

    @name("引用企业破产法：cite('bankruptcy', 'file_claim')，条文编号以破产申请受理之日为准")
    def cite(self) -> Callable[..., str]:
        return citing(self.matter.book, self.bankruptcy.accepted_on)
