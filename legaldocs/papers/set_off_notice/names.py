"""The names of the notice of set-off: both debts, and what is left of either."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.money import ZERO
from legaldocs.papers.letters import LetterNames
from legaldocs.papers.names import name

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.case.set_off import SetOff


class SetOffNoticeNames(LetterNames):
    """The names of letters, and those of the set-off."""

    @name("要抵销的债务：amount 债权人应付的金额、ground 依据、due_on 到期日")
    def set_off(self) -> SetOff | None:
        return self.case.set_off

    @name("抵销的金额：双方债务里较小的一个")
    def cancelled(self) -> Decimal:
        return min(self._owed_back, self.claim.total)

    @name("抵销后债务人尚欠的金额，按函件落款日计算")
    def left(self) -> Decimal:
        return self.claim.total - self.cancelled

    @name("抵销后债权人尚应付的金额")
    def left_to_pay(self) -> Decimal:
        return self._owed_back - self.cancelled

    @property
    def _owed_back(self) -> Decimal:
        row = self.case.set_off
        return ZERO if row is None else row.amount
