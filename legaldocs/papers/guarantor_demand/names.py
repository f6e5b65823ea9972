"""The names of the letter to a guarantor: the guarantee, its end, and what may be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.claim.guards.guarantee import period_of
from legaldocs.papers.letters import LetterNames
from legaldocs.papers.names import name

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.case.model import Guarantee, Party


class GuarantorDemandNames(LetterNames):
    """The names of letters, and those of the guarantee that this letter is about."""

    @property
    def _addressee(self) -> Party:
        return self.guarantor

    @name("保证：signed_on 签订日期、form 保证方式、amount 约定的保证金额，可以没有")
    def guarantee(self) -> Guarantee:
        guarantee: Guarantee = self.subject
        return guarantee

    @name("收函的保证人，字段与债权人相同")
    def guarantor(self) -> Party:
        return next(party for party in self.case.parties if party.name == self.guarantee.guarantor)

    @name("保证期间届满日；请求须在这一天以前到达保证人")
    def guaranteed_until(self) -> dt.date | None:
        period = period_of(self.matter, self.guarantee)
        return None if period is None else period.deadline.raw_end

    @name("请求保证人清偿的金额：债权金额，约定了保证金额的以它为限")
    def asked(self) -> Decimal:
        owed = self.matter.claim.total
        return owed if self.guarantee.amount is None else min(owed, self.guarantee.amount)
