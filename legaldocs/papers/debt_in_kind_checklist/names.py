"""The names of the checklist: the thing, the debt, and each point with what the case says of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from legaldocs.core.days import chinese_day
from legaldocs.core.money import figure
from legaldocs.papers.names import PaperNames, name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.case.debt_in_kind import DebtInKind


@dataclass(frozen=True, slots=True)
class Point:
    """A point to settle before signing (要点): what the case says, and what is still to do."""

    item: str
    stated: str
    to_do: str


class DebtInKindNames(PaperNames):
    """The names of a list of points for one thing."""

    @name("拟议的以物抵债：asset 抵债的财产、owner 所有权人、value 抵债金额")
    def kind(self) -> DebtInKind:
        kind: DebtInKind = self.subject
        return kind

    @name("各要点：item 事项、stated 案件载明、to_do 签订以前要做的事")
    def points(self) -> tuple[Point, ...]:
        return (*self._of_the_thing(), *self._of_the_paper())

    def _of_the_thing(self) -> Iterator[Point]:
        row = self.kind
        yield Point("权属", row.identifier, "查询登记并附权属证明；所有权人亲自签署")
        appraised = ""
        if row.appraised is not None:
            on = f"（{chinese_day(row.appraised_on)}）" if row.appraised_on else ""
            appraised = f"评估{figure(row.appraised)}元{on}"
        yield Point("价值", appraised, "以评估报告或者同类成交价为准，写明作价方法和差额怎样处理")
        yield Point(
            "抵押、租赁等负担",
            row.encumbrances,
            "向登记机构查询；已有抵押、租赁的，写明由谁、何时解除",
        )
        yield Point("查封扣押", "没有查封扣押的记载", "签订当日再查询一次")
        yield Point("共有人和配偶", "、".join(row.co_owners), "共有人、配偶书面同意并签名")
        yield Point("交付和登记", row.registration, "写明交付日、登记机构和办理登记的期限")
        yield Point("税费", row.taxes_by, "由税务人员核算，写明各项由谁负担、金额上限")

    def _of_the_paper(self) -> Iterator[Point]:
        settled = self.cite("contract_interpretation", "debt_in_kind")
        broken = self.cite("contract_interpretation", "debt_in_kind_demand")
        yield Point(
            "旧债务",
            "",
            "写明：交付并登记完成以前，原债务及其违约金不消灭；没有完成的，"
            f"恢复按原债务履行（{settled}）",
        )
        yield Point(
            "不履行的后果", "", f"写明催告的合理期限，届满后由债权人选择请求哪一项履行（{broken}）"
        )
        guarantors = "、".join(party.name for party in self.guarantors)
        yield Point(
            "保证人",
            guarantors or "没有保证人",
            "由保证人书面同意并签署" if guarantors else "不适用",
        )
        yield Point("其他债权人", "", "核对债务人有无其他到期债务、关联交易，作价不明显偏离市价")
