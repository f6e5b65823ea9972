"""The list of a day: what is to be done for each customer, and what is left alone and why."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from legaldocs.case.vocabulary import Channel, Effect
from legaldocs.core.errors import InputError
from legaldocs.portfolio.day.approvals import approvals, approved_by, not_covered
from legaldocs.portfolio.day.checks import LEGAL, Checks
from legaldocs.portfolio.day.contract_terms import agreed_of, contract_terms
from legaldocs.portfolio.day.deadlines import Deadlines
from legaldocs.portfolio.day.facts import accounts
from legaldocs.portfolio.day.holds import Claims
from legaldocs.portfolio.day.ladder import Ladder, line_of, notes_of
from legaldocs.portfolio.day.letters import read_letters
from legaldocs.portfolio.day.model import Task
from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.day.step import BY_RECEIVABLE, Step
from legaldocs.portfolio.day.work import Held, Work

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.day.approvals import GivenApproval
    from legaldocs.portfolio.day.deadlines import Ending
    from legaldocs.portfolio.day.letters import Correspondence
    from legaldocs.portfolio.day.policy import DayPolicy
    from legaldocs.portfolio.day.promises import Judged
    from legaldocs.portfolio.day.rows import Account, TaskRow
    from legaldocs.portfolio.open_items import OpenItem
    from legaldocs.portfolio.settings import BookFile

_CHUNK = 500
YEARS = range(1950, 2200)
"""Any other year is a typing error, and sums of days must stay on the calendar."""


@dataclass(slots=True)
class DayList:
    """What a day asks for (当日清单).

    ``work`` is what is to be done, by owner and time limit; ``held`` what is left alone.
    ``settled`` are tasks of the book that nothing is left of, with why; ``judged`` are promises
    that nobody had judged, or that came due of late.
    """

    as_of: dt.date
    work: list[Work] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    settled: list[tuple[int, str]] = field(default_factory=list)
    judged: list[Judged] = field(default_factory=list)


def day_list(
    connection: Connection, settings: BookFile, as_of: dt.date, customer: int | None = None
) -> DayList:
    """Return the list of a day, of one customer or of all; nothing is written.

    It holds the open tasks of the book and those that the rules ask for and no run has written.
    Raises InputError for a day that no receivable has.
    """
    if as_of.year not in YEARS:
        expected = f"{YEARS[0]} 年至 {YEARS[-1]} 年"
        raise InputError("日期不合常理", expected=expected, found=str(as_of))
    making = _Making(connection, settings, as_of, customer)
    found = DayList(as_of)
    fresh: list[Work] = []
    for account in making.accounts.values():
        fresh += making.look_at(account, found)
    known = _known(connection, [work.key for work in fresh])
    found.work += [work for work in fresh if work.key not in known]
    order = {step: place for place, step in enumerate(Step)}
    found.work.sort(
        key=lambda one: (one.owner == "", one.owner, one.due_on, one.customer_id,
                         order[one.step], one.key)
    )  # fmt: skip
    return found


class _Making:
    """The making of a list (当日清单的编制)."""

    def __init__(
        self, connection: Connection, settings: BookFile, as_of: dt.date, customer: int | None
    ) -> None:
        self._settings, self._as_of = settings, as_of
        self._policy: DayPolicy = settings.day or USUAL
        self._rules = self._policy.rules()
        self.accounts = accounts(connection, self._policy, as_of, customer)
        self._deadlines = Deadlines(connection, self._policy, as_of)
        self._old = {who: self._deadlines.old(one) for who, one in self.accounts.items()}
        self._said = self._deadlines.limitation.acknowledged(
            who for who, old in self._old.items() if old
        )
        self._terms = contract_terms(connection, self.accounts, as_of)
        self._approved = approvals(connection, as_of)

    def look_at(self, account: Account, found: DayList) -> list[Work]:
        """Return what is asked for of one customer; add what its own tasks come to."""
        items = account.items_of_tasks()
        self._let_go(account, found, items)
        claims = Claims(account, self._policy, self._as_of)
        within = self._policy.pay_within_days
        letters = read_letters(account, agreed_of(account, self._terms), self._as_of, within)
        ladder = Ladder(account, claims, letters, self._settings, self._rules)
        checks = Checks(account, self._policy, self._settings, self._as_of)
        found.judged += account.promises
        if account.customer.closed_on is not None and account.customer.closed_on <= self._as_of:
            found.held += _closed(account)
            found.settled += [(task.id, "客户已关闭") for task in account.open_tasks(self._as_of)]
            return []
        others = [*checks.work(ladder.overdue_fen), *self._endings(account, letters, checks)]
        fresh = [*ladder.work(), *others]
        found.held += [*claims.held, *ladder.held]
        standing = {work.key: work for work in others}
        own = _Own(account, claims, letters, checks, ladder, standing, self._approved, items)
        own.add_to(found, self._as_of)
        return fresh

    def _let_go(self, account: Account, found: DayList, items: dict[int, list[OpenItem]]) -> None:
        """Close what was not done in its days: a notice after the due day helps nobody."""
        for task in account.open_tasks(self._as_of):
            last = [rule.to_day for rule in self._rules.get(Step(task.step), ())]
            if None in last or not last or task.sent_on is not None or task.id not in items:
                continue
            ends = max(day for day in last if day is not None)
            if min((self._as_of - item.due_on).days for item in items[task.id]) > ends:
                found.settled.append((task.id, "时间已过，进入下一步"))
                account.tasks[task.id] = task._replace(done_on=self._as_of)

    def _endings(self, account: Account, letters: Correspondence, checks: Checks) -> Iterator[Work]:
        who = account.customer.id
        endings = [*self._deadlines.limitations(who, self._old[who], letters, self._said)]
        endings += self._deadlines.enforcements(account)
        endings += self._deadlines.guaranteed(account, self._terms)
        for ending in endings:
            yield _ending_work(ending, account, checks, self._as_of)


@dataclass(frozen=True, slots=True)
class _Own:
    """The tasks that the book has of a customer, held against what still stands (已有的待办)."""

    account: Account
    claims: Claims
    letters: Correspondence
    checks: Checks
    ladder: Ladder
    standing: dict[str, Work]
    approved: Mapping[int, Sequence[GivenApproval]]
    items: Mapping[int, list[OpenItem]]

    def add_to(self, found: DayList, as_of: dt.date) -> None:
        for task in self.account.open_tasks(as_of):
            if Step(task.step) in BY_RECEIVABLE:
                self._by_lines(task, found)
            elif task.key in self.standing:
                found.work.append(_as_made(task, self.standing[str(task.key)]))
            else:
                found.settled.append((task.id, "所述的情况已经没有了"))

    def _by_lines(self, task: TaskRow, found: DayList) -> None:
        step = Step(task.step)
        mine = [item for item in self.items.get(task.id, ()) if item.open_fen > 0]
        if step is Step.INVOICE:
            mine = [item for item in mine if self.checks.unconfirmed(item)]
        if not mine:
            found.settled.append((task.id, "已付清" if step is not Step.INVOICE else "已确认"))
            return
        asked = [
            (item, item.open_fen if step is Step.INVOICE else self.claims.asked(item))
            for item in mine
        ]
        total = sum(amount for _, amount in asked)
        if not total and task.sent_on is None:
            customer = self.account.customer
            open_fen = sum(item.open_fen for item, _ in asked)
            why = f"待办 {task.id}（{step}）暂缓：有争议、承诺、案件或者委托"
            found.held.append(Held(customer.id, customer.name, "", open_fen, why))
            return
        self._show(task, step, asked, found)

    def _show(
        self, task: TaskRow, step: Step, asked: Sequence[tuple[OpenItem, int]], found: DayList
    ) -> None:
        work = _stored(task, step)
        notes = () if step is Step.INVOICE else notes_of(self.account, self.claims, work.letter)
        missing = self.letters.missing(task.id) if task.sent_on else ""
        given, total = self.approved.get(task.id, ()), sum(amount for _, amount in asked)
        level = self._level(task, step, total)
        short = "" if task.sent_on else not_covered(given, level, total)
        found.work.append(
            replace(
                work,
                customer=self.account.customer.name,
                lines=tuple(line_of(item, amount) for item, amount in asked),
                amount_fen=total,
                approval_level=level,
                redraft=task.sent_on is None and self._differ(task, asked),
                note=(*notes, *filter(None, (missing, short))),
                credit_fen=self.claims.credit_fen,
                approved_by=approved_by(given, level, total),
            )
        )

    def _level(self, task: TaskRow, step: Step, total: int) -> int:
        """Return the level that has to approve a task; a higher sum may need a higher one."""
        if task.sent_on is not None or total <= task.amount_fen:
            return task.approval_level
        return max(task.approval_level, self.ladder.level_of(step))

    def _differ(self, task: TaskRow, asked: Sequence[tuple[OpenItem, int]]) -> bool:
        """Return whether the sums are others than those the book noted for the task."""
        noted = self.account.noted_of(task.id)
        now = {item.id: amount for item, amount in asked}
        total = sum(now.values())
        return total != task.amount_fen or any(noted[one] != fen for one, fen in now.items())


def _stored(task: TaskRow, step: Step) -> Work:
    return Work(
        key=task.key or f"task:{task.id}",
        step=step,
        customer_id=task.customer_id,
        customer="",
        owner=task.owner,
        channel=Channel(task.channel) if task.channel else None,
        made_on=task.made_on,
        due_on=task.due_on,
        why=task.why,
        amount_fen=task.amount_fen,
        letter=Effect(task.letter) if task.letter else None,
        approval_level=task.approval_level,
        task_id=task.id,
        sent_on=task.sent_on,
        drafts=task.drafts,
    )


def _as_made(task: TaskRow, standing: Work) -> Work:
    """Return a task with what stands of it today, and what was fixed when it was made."""
    return replace(
        standing, owner=task.owner, made_on=task.made_on, due_on=task.due_on, task_id=task.id,
        drafts=task.drafts,
        redraft=task.amount_fen != standing.amount_fen,
    )  # fmt: skip


def _ending_work(ending: Ending, account: Account, checks: Checks, as_of: dt.date) -> Work:
    by = max(as_of, min(as_of + dt.timedelta(days=7), ending.act_by))
    first = min(item.id for item in ending.items)
    return checks.made(
        ending.step, f"{account.customer.id}:{first}:{ending.ends_on}", 0, owner=LEGAL, due_on=by,
        amount_fen=sum(item.open_fen for item in ending.items), why=ending.why,
        lines=tuple(line_of(item, item.open_fen) for item in ending.items),
    )  # fmt: skip


def _closed(account: Account) -> Iterator[Held]:
    customer = account.customer
    total = sum(item.open_fen for item in account.items)
    if total:
        why = f"客户 {customer.closed_on} 已关闭"
        yield Held(customer.id, customer.name, "", total, why)


def _known(connection: Connection, keys: Sequence[str]) -> set[str]:
    """Return which of some keys the book has tasks for."""
    found: set[str] = set()
    for first in range(0, len(keys), _CHUNK):
        chosen = select(Task.key).where(Task.key.in_(keys[first : first + _CHUNK]))
        found |= {key for key in connection.scalars(chosen) if key}
    return found
