"""案件受理审查表: what the book knows, for the agency and the creditor to decide on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.papers.kind import Family, Form
from legaldocs.papers.names import name
from legaldocs.portfolio.agency.guards import limitation_end
from legaldocs.portfolio.agency.papers.names import EngagementNames
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Sequence
    from decimal import Decimal


_MOST_DAYS = 5
_MOST_LISTED, _SHOWN = 5, 3


def few(numbers: Sequence[str]) -> str:
    """Return numbers joined, or the first of many and how many there are."""
    if len(numbers) <= _MOST_LISTED:
        return "、".join(numbers)
    return f"{'、'.join(numbers[:_SHOWN])}等{len(numbers)}笔"


class DisputeRow(NamedTuple):
    """A dispute that is not settled (未解决的异议)."""

    raised_on: dt.date
    ground: str
    amount: Decimal | None


class LimitationRow(NamedTuple):
    """Until when a debt can be sued for, with the events the book knows (诉讼时效)."""

    numbers: str
    due_on: dt.date
    ends_on: dt.date | None
    passed: bool


class ReviewNames(EngagementNames):
    """The names of the review."""

    @name("没有写合同编号的应收单号")
    def without_contract(self) -> tuple[str, ...]:
        return tuple(row["number"] for row in self.found.receivables if not row["contract_number"])

    @name("没有写发票号码的应收单号")
    def without_invoice(self) -> tuple[str, ...]:
        return tuple(row["number"] for row in self.found.receivables if not row["invoice_number"])

    @name("发票没有经债务人确认的应收单号")
    def unconfirmed(self) -> tuple[str, ...]:
        rows = self.found.receivables
        return tuple(row["number"] for row in rows if row["invoice_confirmed_on"] is None)

    @name("最长逾期天数")
    def longest(self) -> int:
        return max((debt.overdue_days for debt in self.debts), default=0)

    @name("没有解决的异议：raised_on 提出日、ground 理由、amount 所涉金额（可以没有）")
    def disputes(self) -> tuple[DisputeRow, ...]:
        return tuple(
            DisputeRow(
                row["raised_on"],
                row["ground"],
                None if row["amount_fen"] is None else yuan_of(row["amount_fen"]),
            )
            for row in self.found.disputes
        )

    @name(
        "诉讼时效最先届满的，至多五个到期日：numbers 单号、due_on 到期日、"
        "ends_on 届满日（算不出的为空）、passed 是否已过"
    )
    def limitations(self) -> tuple[LimitationRow, ...]:
        day = self.found.day
        rows = []
        for due_on, numbers in [*self._by_due_day.items()][:_MOST_DAYS]:
            end = limitation_end(self.found, due_on)
            rows.append(LimitationRow(few(numbers), due_on, end, end is not None and end < day))
        return tuple(rows)

    @property
    def _by_due_day(self) -> dict[dt.date, list[str]]:
        by_day: dict[dt.date, list[str]] = {}
        for item in sorted(self.found.items, key=lambda item: (item.due_on, item.number)):
            by_day.setdefault(item.due_on, []).append(item.number)
        return by_day

    @name("没有列出诉讼时效的、较晚到期的笔数")
    def later_due(self) -> int:
        return sum(len(numbers) for numbers in [*self._by_due_day.values()][_MOST_DAYS:])

    @name("少量单号：few(unconfirmed)，多于五个的写前三个和笔数")
    def few(self) -> Callable[[Sequence[str]], str]:
        return few

    @name("最近一次联络的日期，没有的为空")
    def last_contact_on(self) -> dt.date | None:
        return self.found.contacts[-1]["happened_on"] if self.found.contacts else None

    @name("最近一次写明的态度，没有的为空文本")
    def attitude(self) -> str:
        stated = [row["attitude"] for row in self.found.contacts if row["attitude"]]
        return str(stated[-1]) if stated else ""

    @name("付款承诺的次数")
    def promises(self) -> int:
        return len(self.found.promises)

    @name("登记状况，照账册所载")
    def registration(self) -> str:
        return str(self.found.customer["registration"])

    @name("办理中的案件")
    def cases(self) -> tuple[str, ...]:
        return tuple(folder for folder, _ in self.found.cases)

    @name("已经委托给别的机构的应收单号")
    def elsewhere(self) -> tuple[str, ...]:
        return tuple(number for number, _ in self.found.elsewhere)


FORM = Form(
    id="agency_review",
    title="案件受理审查表",
    family=Family.BOOK,
    names=ReviewNames,
    folder=Path(__file__).parent,
)
