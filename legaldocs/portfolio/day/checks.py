"""What is looked after beside the ladder: money to be matched, promises, disputes, invoices."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from legaldocs.case.vocabulary import Channel
from legaldocs.core.money import figure
from legaldocs.portfolio.day.facts import called_about
from legaldocs.portfolio.day.ladder import line_of
from legaldocs.portfolio.day.owners import owner_of, salesperson
from legaldocs.portfolio.day.policy import SALESPERSON
from legaldocs.portfolio.day.promises import Kept
from legaldocs.portfolio.day.step import Step
from legaldocs.portfolio.day.work import Work
from legaldocs.portfolio.fen import yuan_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from legaldocs.portfolio.day.policy import DayPolicy
    from legaldocs.portfolio.day.promises import Judged
    from legaldocs.portfolio.day.rows import Account
    from legaldocs.portfolio.open_items import OpenItem, Unmatched
    from legaldocs.portfolio.settings import BookFile

FINANCE, LEGAL = "财务部门", "法务部门"


class Checks:
    """What a customer's rows ask for beside the ladder (其他待办)."""

    def __init__(
        self, account: Account, policy: DayPolicy, settings: BookFile, as_of: dt.date
    ) -> None:
        self._account, self._policy, self._settings = account, policy, settings
        self._as_of = as_of
        self._called = called_about(account.open_tasks(as_of))
        every = [(item, item.open_fen) for item in account.items]
        self._sales = salesperson(account.customer, every)

    def work(self, overdue_fen: int) -> Iterator[Work]:
        """Yield what is to be done; ``overdue_fen`` is what may be asked for."""
        yield from self._match()
        yield from self._invoices()
        yield from self._disputes()
        for judged in self._account.promises:
            yield from self._promise(judged, overdue_fen)
        yield from self._credit()

    def made(self, step: Step, mark: str, days: int, **given: Any) -> Work:
        """Return a task about one thing, which ``mark`` names."""
        customer, owner = self._account.customer, given.pop("owner", SALESPERSON)
        owners = self._policy.owners or {}
        return Work(
            key=f"{step.name}:{mark}",
            step=step,
            customer_id=customer.id,
            customer=customer.name,
            owner=owner_of(owner, self._sales, self._settings.people, owners),
            channel=given.pop("channel", None),
            made_on=self._as_of,
            due_on=given.pop("due_on", self._as_of + dt.timedelta(days=days)),
            **given,
        )

    def _match(self) -> Iterator[Work]:
        left = self._account.unmatched
        if left and left.fen:
            # The receipts are named: the same sum of another month is another question.
            mark = f"{self._account.customer.id}:{left.fen}:{left.first}-{left.last}"
            yield self.made(
                Step.MATCH, mark, 1, owner=FINANCE, amount_fen=left.fen,
                why=f"{_unmatched_words(left)}，先核对再催",
            )  # fmt: skip

    def _invoices(self) -> Iterator[Work]:
        days = self._policy.invoice_days
        items = [item for item in self._account.items if days and self.unconfirmed(item)]
        fresh = [item for item in items if not self._account.asked_of(item.id, Step.INVOICE)]
        if fresh:
            first = min(item.id for item in fresh)
            yield self.made(
                Step.INVOICE, f"{first}:1", 3, channel=Channel.PHONE,
                amount_fen=sum(item.open_fen for item in fresh),
                why=f"{len(fresh)} 张发票开出满 {days} 天，客户财务还没有确认收到",
                lines=tuple(line_of(item, item.open_fen) for item in fresh),
            )  # fmt: skip

    def unconfirmed(self, item: OpenItem) -> bool:
        """Return whether the invoice of a receivable is still to be confirmed."""
        days = [day for day in (item.issued_on, item.invoice_received_on) if day is not None]
        confirmed = item.invoice_confirmed_on
        return (
            bool(item.invoice_number and days)
            and min(days) + dt.timedelta(days=self._policy.invoice_days) <= self._as_of
            and (confirmed is None or confirmed > self._as_of)
            and item.open_fen > 0
            and item.id not in self._account.placed
        )

    def _disputes(self) -> Iterator[Work]:
        numbers = {item.id: item.number for item in self._account.items}
        for dispute in self._account.disputes:
            if dispute.answered_on is None:
                about = numbers.get(dispute.receivable_id or 0, "")
                by = dispute.raised_on + dt.timedelta(days=self._policy.answer_days)
                yield self.made(
                    Step.ANSWER, str(dispute.id), 0, due_on=max(by, self._as_of),
                    amount_fen=dispute.amount_fen or 0,
                    why=f"{dispute.raised_on} 对{about or '欠款'}提出异议：{dispute.ground}",
                )  # fmt: skip

    def _promise(self, judged: Judged, overdue_fen: int) -> Iterator[Work]:
        promise = judged.promise
        grace = promise.due_on + dt.timedelta(days=self._policy.grace_days)
        said = (
            f"{promise.made_on} 承诺 {promise.due_on} 付 {figure(yuan_of(promise.amount_fen))} 元"
        )
        came = f"已到账 {figure(yuan_of(judged.paid_fen))} 元" if judged.paid_fen else "没有到账"
        given: dict[str, Any] = {"amount_fen": judged.left_fen, "promise_id": promise.id}
        given |= {"channel": Channel.PHONE}
        if promise.receivable_id in self._account.placed:
            return
        if judged.outcome is Kept.OPEN and promise.due_on <= self._as_of:
            why = f"{said}，{came}，宽限到 {grace}"
            yield self.made(Step.PROMISE_DUE, str(promise.id), 0, due_on=grace, why=why, **given)
        elif judged.broken and (owed := self._owed(judged, overdue_fen)) > 0:
            why = f"{said}，宽限到 {grace}，{came}"
            why += f"，其后到账 {figure(yuan_of(judged.late_fen))} 元" if judged.late_fen else ""
            given |= {"amount_fen": owed, "why": why}
            days = self._policy.promise_call_days
            yield self.made(Step.PROMISE_BROKEN, str(promise.id), days, **given)

    def _owed(self, judged: Judged, overdue_fen: int) -> int:
        """Return what of a broken promise is still owed; 0 when it was long ago, uncalled for."""
        promise = judged.promise
        days = dt.timedelta(days=self._policy.grace_days + self._policy.broken_days)
        if promise.due_on + days < self._as_of and promise.id not in self._called:
            return 0
        if promise.receivable_id is None:
            return min(judged.left_fen, overdue_fen)
        of_it = (item for item in self._account.items if item.id == promise.receivable_id)
        return min(judged.left_fen, overdue_fen, sum(item.open_fen for item in of_it))

    def _credit(self) -> Iterator[Work]:
        day, days = self._account.reviewed_on, self._policy.credit_days
        if day is None or not days or day + dt.timedelta(days=days) > self._as_of:
            return
        yield self.made(
            Step.CREDIT, f"{self._account.customer.id}:{day}", 14, owner=FINANCE, amount_fen=0,
            why=f"上次授信评定在 {day}，满 {days} 天",
        )  # fmt: skip


def _unmatched_words(left: Unmatched) -> str:
    """Return what is not known of the money, or that it came before its invoice."""
    sums = (
        (left.fen - left.prepaid_fen, "没有写明付的是哪一笔"),
        (left.prepaid_fen, "付的是以后才开票的应收"),
    )
    return "，".join(f"{figure(yuan_of(fen))} 元回款{what}" for fen, what in sums if fen)
