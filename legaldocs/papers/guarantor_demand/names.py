"""The names of the letter to a guarantor: the guarantee, its end, and what may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.guaranteed import (
    answers_for,
    form_of,
    guaranteed_claim,
    guarantor_of,
    period_of,
    saved_before,
)
from legaldocs.papers.contracts import late_contracts, later
from legaldocs.papers.letters import LetterNames
from legaldocs.papers.names import name

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.party import Guarantee, Party
    from legaldocs.claim.figures import Claim
    from legaldocs.claim.guaranteed import Saved
    from legaldocs.papers.contracts import ContractView, Later


class GuarantorDemandNames(LetterNames):
    """The names of letters, and those of the guarantee that this letter is about."""

    @property
    def _addressee(self) -> Party:
        return self.guarantor

    @name("保证：signed_on 签订日期、amount 约定的保证金额、scope 约定的保证范围")
    def guarantee(self) -> Guarantee:
        guarantee: Guarantee = self.subject
        return guarantee

    @name("收函的保证人，字段与债权人相同")
    def guarantor(self) -> Party:
        return guarantor_of(self.matter, self.guarantee)

    @name("保证方式：约定的，或者没有约定时依法适用的")
    def guarantee_form(self) -> str:
        return str(form_of(self.matter, self.guarantee) or "")

    @name("所保证合同的债权金额，字段见 PaperNames")
    def claim(self) -> Claim:
        return guaranteed_claim(self.matter, self.guarantee)

    @name("所保证的、有逾期款项的合同列表，字段见函件模板")
    def contracts(self) -> tuple[ContractView, ...]:
        return late_contracts(self.claim)

    @name("所保证合同未计入债权金额的未付款项：scheduled、unscheduled、total")
    def later(self) -> Later:
        return later(self.claim)

    @name("保证期间届满日；请求须在这一天以前到达保证人")
    def guaranteed_until(self) -> dt.date | None:
        period = period_of(self.matter, self.guarantee)
        return None if period is None else period.deadline.raw_end

    @name(
        "保证期间届满以后发函的，期间内已经作出的主张，可以没有：on 送达日或者起诉日、"
        "how 送达、视为送达或者电话，起诉的为空、by_suit 是否起诉"
    )
    def earlier_request(self) -> Saved | None:
        return saved_before(self.matter, self.guarantee)

    @name("请求保证人清偿的金额：所保证债务在保证范围之内的部分，约定了保证金额的以它为限")
    def asked(self) -> Decimal:
        return answers_for(self.matter, self.guarantee)
