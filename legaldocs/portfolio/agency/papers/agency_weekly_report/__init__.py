"""应收账款管理周报: what the log and the receipts of a week show, and the conduct to look into."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.case.redaction import RedactionRule
from legaldocs.claim.personal_data import masked
from legaldocs.papers.kind import Family, Form
from legaldocs.papers.names import name
from legaldocs.portfolio.agency.papers.names import EngagementNames
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.agency.situation import Situation
    from legaldocs.portfolio.agency.week import Week
    from legaldocs.portfolio.settings import OwnSide


class ContactRow(NamedTuple):
    """A contact of the week (联络)."""

    day: dt.date
    at: str
    channel: str
    ours: bool
    who: str
    whom: str
    gist: str
    attitude: str


class ReceiptRow(NamedTuple):
    """Money of the week (回款)."""

    day: dt.date
    receipt: str
    receivable: str
    amount: Decimal


class FindRow(NamedTuple):
    """Conduct that the creditor has to look into (须核对的行为)."""

    day: dt.date
    name: str
    weight: str
    words: str
    article: str
    step: str


class WeekNames(EngagementNames):
    """The names of the weekly report."""

    def __init__(self, found: Situation, creditor: OwnSide, book: LawBook, week: Week) -> None:
        super().__init__(found, creditor, book)
        self._week = week

    @name("报告期的第一日")
    def first(self) -> dt.date:
        return self._week.first

    @name("报告期的末日")
    def last(self) -> dt.date:
        return self._week.last

    @name(
        "联络：day 日期、at 时间、channel 方式、ours 是否我方发出、who 我方、whom 对方、gist 内容、"
        "attitude 态度"
    )
    def contacts(self) -> tuple[ContactRow, ...]:
        return tuple(
            ContactRow(
                row["happened_on"],
                row["at"],
                row["channel"],
                row["direction"] != "收到",
                row["who"],
                row["with_whom"],
                masked(row["gist"], (RedactionRule.ID_NUMBER,), ()),
                row["attitude"],
            )
            for row in self._week.contacts
        )

    @name("本期回款：day 日期、receipt 回款单号、receivable 应收单号、amount 金额")
    def receipts(self) -> tuple[ReceiptRow, ...]:
        return tuple(
            ReceiptRow(one.paid_on, one.receipt, one.receivable, yuan_of(one.amount_fen))
            for one in self._week.received
        )

    @name("本期回款合计")
    def received(self) -> Decimal:
        return yuan_of(sum(one.amount_fen for one in self._week.received))

    @name("委托以来的回款合计")
    def all_received(self) -> Decimal:
        return yuan_of(self._week.all_received_fen)

    @name("下一步，每项一句")
    def next_steps(self) -> tuple[str, ...]:
        return self._week.next_steps

    @name(
        "须核对的行为：day 日期、name 行为、weight 性质、words 所见文字或者事实、article 条文、"
        "step 处理"
    )
    def finds(self) -> tuple[FindRow, ...]:
        return tuple(
            FindRow(
                one.contact["happened_on"],
                one.name,
                str(one.weight),
                one.words,
                "、".join(self.cite(instrument, key) for instrument, key in one.articles),
                one.step,
            )
            for one in self._week.finds
        )


FORM = Form(
    id="agency_weekly_report",
    title="应收账款管理周报",
    family=Family.BOOK,
    names=WeekNames,
    folder=Path(__file__).parent,
)
