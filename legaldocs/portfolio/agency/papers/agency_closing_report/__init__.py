"""结案报告书: what was done and recovered, what is left, and what to do with it."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from legaldocs.papers.kind import Family, Form
from legaldocs.papers.names import name
from legaldocs.portfolio.agency.papers.agency_review import ReviewNames
from legaldocs.portfolio.agency.registry import last_day
from legaldocs.portfolio.agency.week import conduct_in
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from decimal import Decimal

    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.agency.closing import Result
    from legaldocs.portfolio.agency.situation import Situation
    from legaldocs.portfolio.settings import OwnSide


class SettledRow(NamedTuple):
    """A settlement of commission (已结算的佣金)."""

    number: str
    through: dt.date
    received: Decimal
    total: Decimal
    paid_on: dt.date | None


class ClosingNames(ReviewNames):
    """The names of the closing report."""

    def __init__(self, found: Situation, creditor: OwnSide, book: LawBook, result: Result) -> None:
        super().__init__(found, creditor, book)
        self._result = result

    @name("委托期间的回款合计")
    def recovered(self) -> Decimal:
        return yuan_of(self._result.recovered_fen)

    @name("委托的末日：期限的末日、结案日中较早的")
    def last(self) -> dt.date:
        return min(last_day(self.found.engagement), self.found.day)

    @name("委托的末日以后的回款")
    def later(self) -> Decimal:
        return yuan_of(self._result.later_fen)

    @name("委托期间以抵销、票据清偿的金额，不是回款")
    def no_money(self) -> Decimal:
        return yuan_of(self._result.no_money_fen)

    @name("收回的比例，百分数，一位小数")
    def share(self) -> str:
        placed = self.found.engagement["placed_fen"]
        # Whole tenths of a percent, rounded half up, without a float.
        tenths = (self._result.recovered_fen * 2000 + placed) // (2 * placed) if placed else 0
        return f"{tenths // 10}.{tenths % 10}%"

    @name("联络次数，例如 电话5次、快递1次")
    def work(self) -> tuple[str, ...]:
        counted = Counter(row["channel"] for row in self._contacts)
        return tuple(f"{channel}{count}次" for channel, count in sorted(counted.items()))

    @property
    def _contacts(self) -> list[Mapping[str, Any]]:
        about = self.found.engagement["id"]
        return [row for row in self.found.contacts if row["engagement_id"] == about]

    @name("从联络记录中找出、须委托人核对的行为的次数")
    def conduct(self) -> int:
        return len(conduct_in(self.found, self._contacts))

    @name("投诉的件数")
    def complaints(self) -> int:
        return self._result.complaints

    @name("各次结算：number 编号、through 截止日、received 回款、total 应付、paid_on 付款日")
    def settled(self) -> tuple[SettledRow, ...]:
        return tuple(
            SettledRow(
                row["number"],
                row["through_on"],
                yuan_of(row["received_fen"]),
                yuan_of(row["total_fen"]),
                row["paid_on"],
            )
            for row in self._result.settlements
        )

    @name("还没有结算的回款")
    def unsettled(self) -> Decimal:
        return yuan_of(self._result.unsettled_fen)


FORM = Form(
    id="agency_closing_report",
    title="结案报告书",
    family=Family.BOOK,
    names=ClosingNames,
    folder=Path(__file__).parent,
)
