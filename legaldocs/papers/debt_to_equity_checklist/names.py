"""The names of the checklist: the conversion, and each point with what the case says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.core.days import chinese_day
from legaldocs.core.errors import InternalError
from legaldocs.core.money import figure
from legaldocs.papers.debt_in_kind_checklist.names import Point
from legaldocs.papers.names import PaperNames, name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from legaldocs.case.debt_to_equity import DebtToEquity


class ConversionNames(PaperNames):
    """The names of what is made for one conversion."""

    @name("拟议的债转股：company 目标公司、amount 转股的债权、share 取得的股权")
    def conversion(self) -> DebtToEquity:
        conversion = self.case.debt_to_equity
        if conversion is None:
            raise InternalError("没有拟议的债转股，不应制作债转股的文书")
        return conversion

    @name("转股以后剩下的债权")
    def rest(self) -> Decimal:
        return self.claim.total - self.conversion.amount


class DebtToEquityNames(ConversionNames):
    """The names of a list of points for one conversion."""

    @name("各要点：item 事项、stated 案件载明、to_do 签订以前要做的事")
    def points(self) -> tuple[Point, ...]:
        return (*self._of_the_company(), *self._of_the_paper())

    def _of_the_company(self) -> Iterator[Point]:
        row, law = self.conversion, "company_law"
        appraised = f"评估{figure(row.appraised)}元" if row.appraised is not None else ""
        on = f"（{chinese_day(row.appraised_on)}）" if row.appraised_on else ""
        worth = self.cite(law, "contribution_in_kind")
        yield Point(
            "债权评估", f"{appraised}{on}", f"核对评估报告的方法和基准日，不得高估（{worth}）"
        )
        resolved = f"{chinese_day(row.resolved_on)}决议" if row.resolved_on else ""
        votes = "，".join(filter(None, (resolved, row.votes)))
        yield Point(
            "增资决议", votes, f"核对章程和表决权比例（{self.cite(law, 'capital_increase')}）"
        )
        yield Point(
            "优先认缴",
            "其他股东已经放弃" if row.preemption_waived else "",
            f"取得其他股东放弃优先认缴的书面文件（{self.cite(law, 'preemption')}）",
        )
        yield Point("取得的股权", row.share, "写明增资前后的注册资本、比例和作价")
        due = f"{chinese_day(row.register_by)}以前" if row.register_by else ""
        yield Point("变更登记", due, "向登记机关核对所需材料，写明办理期限和责任")

    def _of_the_paper(self) -> Iterator[Point]:
        row = self.conversion
        yield Point(
            "债务消灭的时间", "", "写明：变更登记完成时消灭；没有完成的，债务及其违约金不受影响"
        )
        guarantors = "、".join(party.name for party in self.guarantors)
        if guarantors:
            yield Point("保证人", guarantors, "转股的部分保证责任随债务消灭，写明余额由谁担保")
        yield Point("回购", row.repurchase_by, "由股东承担；写明条件、价格和期限")
        yield Point("陈述保证和治理", "", "写明财务资料的真实性、知情权、退出方式")
        yield Point("税务", "", "由税务人员核算债务重组的税负，写明由谁负担")
