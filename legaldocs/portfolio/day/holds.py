"""What is asked for of each receivable: what is open, less what is disputed, promised or placed."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from legaldocs.core.money import figure
from legaldocs.portfolio.day.policy import Disputed
from legaldocs.portfolio.day.promises import Kept
from legaldocs.portfolio.day.work import Held
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    from legaldocs.portfolio.day.policy import DayPolicy
    from legaldocs.portfolio.day.promises import Judged
    from legaldocs.portfolio.day.rows import Account, DisputeRow
    from legaldocs.portfolio.open_items import OpenItem


class Claims:
    """What is asked for of a customer's receivables, by their identifier (可催金额).

    A dispute or promise that names no receivable is laid upon those that fell due first.
    """

    def __init__(self, account: Account, policy: DayPolicy, as_of: dt.date) -> None:
        self._account = account
        self.held: list[Held] = []
        self.fen = {item.id: item.open_fen for item in account.items if item.open_fen > 0}
        self._oldest = sorted(account.items, key=lambda item: (item.due_on, item.id))
        self._numbers = {item.id: item.number for item in account.items}
        for item in account.items:
            if item.id in account.placed and item.id in self.fen:
                self._hold(item.id, self.fen[item.id], account.placed[item.id])
        if policy.disputed is not Disputed.NONE:
            for dispute in account.disputes:
                self._dispute(dispute, whole=policy.disputed is Disputed.WHOLE)
        for judged in account.promises if policy.hold_promised else ():
            if judged.outcome is Kept.OPEN:
                self._promise(judged, policy.grace_days, as_of)
        for item in account.items:
            if item.open_fen < 0:
                why = "红字，不自动对冲，与客户核对"
                self.held.append(self._row(item.number, item.open_fen, why))

    @property
    def credit_fen(self) -> int:
        """What came in, or was credited, and is not yet set against a receivable."""
        red = sum(item.open_fen for item in self._account.items if item.open_fen < 0)
        return max(self._account.unmatched_fen - red, 0)

    def asked(self, item: OpenItem) -> int:
        """Return what is asked for of a receivable, in fen."""
        return self.fen.get(item.id, 0)

    def _dispute(self, dispute: DisputeRow, *, whole: bool) -> None:
        why = f"{dispute.raised_on} 提出异议：{dispute.ground}"
        wanted = None if whole and dispute.receivable_id is not None else dispute.amount_fen
        self._lay(dispute.receivable_id, wanted, why)

    def _promise(self, judged: Judged, grace_days: int, as_of: dt.date) -> None:
        promise = judged.promise
        until = promise.due_on + dt.timedelta(days=grace_days)
        passed = "已到期，" if promise.due_on < as_of else ""
        why = (
            f"{promise.made_on} 承诺 {promise.due_on} 付 {figure(yuan_of(promise.amount_fen))} 元，"
            f"{passed}等到 {until}"
        )
        self._lay(promise.receivable_id, judged.left_fen, why)

    def _lay(self, receivable: int | None, wanted: int | None, why: str) -> None:
        """Hold a sum on one receivable, or on those that fell due first; None holds all."""
        ids = [receivable] if receivable is not None else [item.id for item in self._oldest]
        for one in ids:
            share = self.fen.get(one, 0) if wanted is None else min(wanted, self.fen.get(one, 0))
            if share:
                self._hold(one, share, why)
                wanted = None if wanted is None else wanted - share

    def _hold(self, receivable: int, amount: int, why: str) -> None:
        self.fen[receivable] -= amount
        self.held.append(self._row(self._numbers[receivable], amount, why))

    def _row(self, number: str, amount: int, why: str) -> Held:
        customer = self._account.customer
        return Held(customer.id, customer.name, number, amount, why)
