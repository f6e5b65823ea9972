"""The names of the settlement agreement: those of a plan, the conditions, the proceedings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.claim.proceedings import pending_arbitration, pending_suit
from legaldocs.core.errors import InternalError
from legaldocs.papers.names import name
from legaldocs.papers.repayment_agreement.names import RepaymentNames

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.compromise import Compromise
    from legaldocs.claim.matter import Matter


@dataclass(frozen=True, slots=True)
class Pending:
    """The suit or arbitration that goes on when the parties settle (正在进行的程序)."""

    forum: str
    filed_on: dt.date
    number: str
    arbitral: bool


def pending(matter: Matter) -> Pending | None:
    """Return the proceedings that go on, a suit before an arbitration."""
    suit = pending_suit(matter.case)
    if suit is not None:
        return Pending(suit.court, suit.filed_on, suit.case_number, arbitral=False)
    found = pending_arbitration(matter.case)
    if found is not None:
        return Pending(found.institution, found.filed_on, found.case_number, arbitral=True)
    return None


def assets_are_held(matter: Matter) -> bool:
    """Whether a court holds assets of the debtor."""
    procedure = matter.case.procedure
    held = procedure.preservation if procedure is not None else None
    return held is not None and held.taken_on is not None


class SettlementNames(RepaymentNames):
    """The names of a plan of payment, and what the settlement says beside it."""

    @name(
        "和解条件：suit_ends_by 结案方式、withdraws_after 撤诉的时间、fees_by 诉讼费用由谁负担、"
        "releases_after 解除保全的时间、discount 附条件减免的本金、quality 质量异议的处理"
    )
    def compromise(self) -> Compromise:
        compromise = self.settlement.compromise
        if compromise is None:
            raise InternalError("没有和解条件，不应制作和解协议")
        return compromise

    @name(
        "正在进行的诉讼或者仲裁：forum 法院或者仲裁机构、filed_on 起诉或者申请日期、number 案号、"
        "arbitral 是否仲裁，可以没有"
    )
    def pending(self) -> Pending | None:
        return pending(self.matter)

    @name("法院是否已经采取保全措施")
    def held(self) -> bool:
        return assets_are_held(self.matter)

    @name("最后一期的还款日")
    def last_day(self) -> dt.date:
        return max(part.due_on for part in self.settlement.instalments)
