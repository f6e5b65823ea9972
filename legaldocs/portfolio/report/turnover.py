"""How long money takes to come in: DSO, CEI, average days late."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from legaldocs.portfolio.report.table import share_of, tenth

if TYPE_CHECKING:
    from collections.abc import Iterable

    from legaldocs.portfolio.report.money_in import Money

DSO = "DSO（应收账款周转天数）＝期末未收÷本期新增应收×本期天数"
CEI = (
    "CEI（催收有效率）＝（期初未收＋净增加－期末未收）÷（期初未收＋净增加－期末未到期）；净增加＝本期开票的"
    "应收－本期关闭的应收里没有收到的，没有开票日的已在期初里"
)
LATE = "平均迟延天数＝Σ（核销金额×付款日到到期日的天数）÷Σ核销金额，早付的为负数"
PRACTICE = (
    "DSO、CEI 是信用管理行业通行的算法（美国信用研究基金会 CRF 等），不是法律规定；"
    "CEI 的净增加取本期合计，有的资料取月平均"
)


def dso(closing: int, new: int, days: int) -> Decimal | None:
    """Return days' sales outstanding: what is open, in days of what became owed.

    >>> dso(60_000, 90_000, 90)
    Decimal('60.0')
    """
    return tenth(Decimal(closing) * days / new) if new > 0 else None


def cei(opening: int, added: int, closing: int, not_due: int) -> Decimal | None:
    """Return the collection effectiveness index: what came in of what could have.

    ``added`` is what joined what is open, less what left it unpaid.

    >>> cei(6_200, 10_890, 6_340, 3_590)
    Decimal('0.7963')
    """
    return share_of(opening + added - closing, opening + added - not_due)


def days_late(money: Iterable[Money]) -> Decimal | None:
    """Return the days between due day and payment, weighted by the money; early is below zero."""
    paid = weighted = 0
    for one in money:
        if one.fen > 0:
            paid += one.fen
            weighted += one.fen * (one.paid_on - one.due_on).days
    return tenth(Decimal(weighted) / paid) if paid else None
