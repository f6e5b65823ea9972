"""What letters claim part by part, and what of it is left to their annex."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.papers.contracts import overdue_lines
from legaldocs.papers.names import PaperNames, name

if TYPE_CHECKING:
    from legaldocs.claim.figures import InstalmentAccount

MOST_TITLES = 3
"""Contracts that a sentence can name; more are listed in the annex."""
_MOST_LISTED = 4
"""Unpaid parts that the letter itself lists; more are in the annex."""


class ClaimedNames(PaperNames):
    """The names of what is overdue, and of what the annex of a letter has to say."""

    @name(
        "逾期或者曾经逾期的各期款项：name 名称、amount 应付、paid 已付、outstanding 未付、"
        "due_on 到期日、overdue_days 逾期天数、late_charge 逾期付款责任、due_says 到期日的依据、"
        "counted 到期日是否由约定的事由起算"
    )
    def lines(self) -> tuple[InstalmentAccount, ...]:
        return overdue_lines(self.contracts)

    @name("其中仍未付清的，字段与 lines 相同")
    def unpaid(self) -> tuple[InstalmentAccount, ...]:
        return tuple(line for line in self.lines if line.outstanding)

    @name("其中逾期后已经付清的，字段与 lines 相同")
    def paid_late(self) -> tuple[InstalmentAccount, ...]:
        return tuple(line for line in self.lines if not line.outstanding and line.runs)

    @name("其中由还款协议确定、没有本金的逾期付款责任，字段与 lines 相同")
    def fixed_charges(self) -> tuple[InstalmentAccount, ...]:
        return tuple(line for line in self.lines if not line.outstanding and not line.runs)

    @name("是否另附利息计算表：附件没有逐笔列明计算过程的")
    def schedule_enclosed(self) -> bool:
        deed = self.deed
        return bool(self.paid_late) or (deed is not None and bool(deed.old_left) and not deed.fixed)

    @name("附件有没有欠款的内容：逐笔列出的款项、到期日的依据或者逾期付款责任的计算")
    def debt_annexed(self) -> bool:
        listed = len(self.unpaid) > _MOST_LISTED or len(self.contracts) > MOST_TITLES
        return listed or self.claim.late_charge > 0 or bool(self.due_grounds(self.unpaid))

    @name("附件有没有合同履行和付款的内容")
    def facts_annexed(self) -> bool:
        tables = (view.has_tables for view in self.background)
        return len(self.background) > MOST_TITLES or any(tables) or bool(self.deeds)
