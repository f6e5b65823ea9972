"""Which costs of pursuing a claim are a debt of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legaldocs.case.model import Cost

_SUIT_FEE = ("案件受理费", "诉讼费", "上诉费", "受理费")
APPLICATION_FEES = {
    "preservation_borne": ("保全申请费", "申请保全费", "财产保全费", "保全费"),
    "payment_order_borne": ("支付令申请费", "申请支付令费", "支付令费"),
}
"""Fees that fall on the debtor without a clause, by the key of the article on them."""


def is_suit_fee(cost: Cost) -> bool:
    """Return whether a cost is the fee of a suit, which the judgment puts on a party."""
    return any(word in cost.name for word in _SUIT_FEE)


def borne_by(cost: Cost) -> str:
    """Return the key of the article that puts a fee on the debtor; empty where none does."""
    return next(
        (
            key
            for key, words in APPLICATION_FEES.items()
            if any(word in cost.name for word in words)
        ),
        "",
    )


def is_recoverable(cost: Cost, *, clause: bool) -> bool:
    """Return whether a cost is owed now; ``clause`` when the contract puts costs on the debtor."""
    return not is_suit_fee(cost) and (clause or bool(borne_by(cost)))
