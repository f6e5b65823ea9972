"""What of the receipts of a settlement earns no commission, for a person to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from legaldocs.case.payment import PaymentMethod
from legaldocs.core.findings import Finding
from legaldocs.core.money import figure
from legaldocs.portfolio.agency.received import came_in
from legaldocs.portfolio.agency.registry import engagement_named
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from legaldocs.portfolio.agency.settling import Settlement

_HONOURED = "兑付以后，用同一个回款单号再导入，付款方式改为银行转账、回款日期改为到账日"
_SET_OFF = "抵销不是回款；付款方式登记有误的，用同一个回款单号再导入改正"


def not_money(connection: Connection, number: str, settlement: Settlement) -> tuple[Finding, ...]:
    """Return the set-offs and bills of the period of a settlement, which it does not count."""
    came = came_in(connection, engagement_named(connection, number), settlement.through_on)
    return tuple(
        Finding(
            "LD-AGENCY-NOT-MONEY", "warning",
            f"回款 {one.receipt}（{one.paid_on}，{one.method}，"
            f"{figure(yuan_of(one.amount_fen))} 元）没有计佣：抵销和尚未兑付的票据不是回款",
            where=f"应收 {one.receivable}",
            next_step=_SET_OFF if one.method == PaymentMethod.SET_OFF else _HONOURED,
        )
        for one in came.left_out
        if one.paid_on >= settlement.from_on
    )  # fmt: skip
