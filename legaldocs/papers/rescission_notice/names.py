"""The names of the notice of rescission: the contract, the ground, and what follows."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.case.reconcile.amounts import total
from legaldocs.claim.rescission import ended_account, ground_demand
from legaldocs.papers.contracts import ContractView
from legaldocs.papers.letters import LetterNames
from legaldocs.papers.names import name

if TYPE_CHECKING:
    from decimal import Decimal

    from legaldocs.case.rescission import Rescission
    from legaldocs.claim.rescission import LapsedDemand


class RescissionNoticeNames(LetterNames):
    """The names of letters, and those of the contract that ends."""

    @name(
        "解除：ground 事由、clause 约定解除的条款、claims 解除后的请求、goods_location 标的物所在地"
    )
    def rescission(self) -> Rescission | None:
        return self.case.rescission

    @name("要解除的合同，字段与函件模板的 contracts 相同")
    def contract(self) -> ContractView:
        return ContractView(ended_account(self.matter))

    @name("只有要解除的合同，字段与函件模板的 contracts 相同")
    def contracts(self) -> tuple[ContractView, ...]:
        return (self.contract,)

    @name(
        "期限届满而未付的催告，可以没有：arrived_on 送达日期、ended_on 期限届满日、"
        "unpaid 其中至今未付的金额"
    )
    def lapsed(self) -> LapsedDemand | None:
        row = self.case.rescission
        return None if row is None else ground_demand(self.matter, row)

    @name("债权人已经收取的价款，减去退款")
    def received(self) -> Decimal:
        return self.contract.paid - total(self.contract.refunds)

    @name("为要解除的合同提供保证的人")
    def liable(self) -> tuple[str, ...]:
        number = self.contract.contract.number
        rows = (row for row in self.case.guarantees if not row.covers or number in row.covers)
        return tuple(dict.fromkeys(row.guarantor for row in rows))

    @name("宽限期的最后一日，含当日；没有给宽限期的为空，合同自通知到达时解除")
    def ends_on(self) -> dt.date | None:
        row = self.case.rescission
        if row is None or row.grace_days is None:
            return None
        return self.matter.as_of + dt.timedelta(days=row.grace_days)

    @name("返还标的物的最后一日，含当日；有宽限期的，自宽限期届满起算")
    def return_by(self) -> dt.date:
        row = self.case.rescission
        first = self.ends_on or self.matter.as_of
        return first + dt.timedelta(days=row.return_within_days if row else 0)
