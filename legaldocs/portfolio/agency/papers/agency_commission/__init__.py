"""佣金结算单: what came in, the fee on it, the tax, and what is paid."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from legaldocs.papers.kind import Family, Form
from legaldocs.papers.names import name
from legaldocs.portfolio.agency.papers.names import EngagementNames
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    import datetime as dt
    from decimal import Decimal

    from legaldocs.law.lawbook import LawBook
    from legaldocs.portfolio.agency.settling import Settlement
    from legaldocs.portfolio.agency.situation import Situation
    from legaldocs.portfolio.settings import OwnSide


class CountedRow(NamedTuple):
    """Money that the settlement counts (计佣的回款)."""

    day: dt.date
    receipt: str
    receivable: str
    age: int
    amount: Decimal


class Figures(NamedTuple):
    """The figures of a settlement (结算金额), in yuan."""

    received: Decimal
    all_received: Decimal
    whole: Decimal
    before: Decimal
    fee: Decimal
    price: Decimal
    tax: Decimal
    total: Decimal


class CommissionNames(EngagementNames):
    """The names of the statement of commission."""

    def __init__(
        self, found: Situation, creditor: OwnSide, book: LawBook, settlement: Settlement
    ) -> None:
        super().__init__(found, creditor, book)
        self._settlement = settlement

    @name("结算单编号")
    def number(self) -> str:
        return self._settlement.number

    @name("结算期的第一日")
    def first(self) -> dt.date:
        return self._settlement.from_on

    @name("结算期的末日")
    def last(self) -> dt.date:
        return self._settlement.through_on

    @name(
        "计佣的回款：day 日期、receipt 回款单号、receivable 应收单号、age 委托时逾期天数、"
        "amount 金额"
    )
    def rows(self) -> tuple[CountedRow, ...]:
        return tuple(
            CountedRow(one.paid_on, one.receipt, one.receivable, one.age, yuan_of(one.amount_fen))
            for one in self._settlement.parts
        )

    @name("佣金的计算，每步一句")
    def working(self) -> tuple[str, ...]:
        return self._settlement.working

    @name("工时，分钟")
    def minutes(self) -> int:
        return self._settlement.minutes

    @name(
        "金额：received 本期回款、all_received 累计回款、whole 累计佣金、before 已结算、"
        "fee 本期佣金、price 不含税、tax 税额、total 价税合计"
    )
    def figures(self) -> Figures:
        made = self._settlement
        fen = (
            made.received_fen, made.all_received_fen, made.whole_fen, made.before_fen,
            made.fee_fen, made.price_fen, made.tax_fen, made.total_fen,
        )  # fmt: skip
        return Figures(*map(yuan_of, fen))

    @name("价税合计的绝对值，退还时用")
    def returned(self) -> Decimal:
        return abs(yuan_of(self._settlement.total_fen))


FORM = Form(
    id="agency_commission",
    title="佣金结算单",
    family=Family.BOOK,
    names=CommissionNames,
    folder=Path(__file__).parent,
)
