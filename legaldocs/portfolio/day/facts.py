"""What the book knew on a day, read in a few queries, each by an index."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, func, or_, select

from legaldocs.portfolio.agency.model import Agency, Engagement, EngagementItem
from legaldocs.portfolio.credit.model import CreditReview, WarningMove
from legaldocs.portfolio.day.model import Contact, Dispute, Task, TaskItem
from legaldocs.portfolio.day.promise_rows import open_promises
from legaldocs.portfolio.day.rows import (
    Account,
    Asked,
    CustomerRow,
    DisputeRow,
    LetterFiles,
    TaskRow,
    chunks,
)
from legaldocs.portfolio.day.step import Step
from legaldocs.portfolio.follow.model import BookCase, BookCaseItem
from legaldocs.portfolio.model import Change, Customer, Receivable
from legaldocs.portfolio.open_items import OpenItem, open_items, unmatched_receipts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import ColumnElement, Connection

    from legaldocs.portfolio.day.policy import DayPolicy

_ENDED_CASE = "已了结"
_NOT_ACCEPTED = "不受理"


def accounts(
    connection: Connection, policy: DayPolicy, as_of: dt.date, customer: int | None = None
) -> dict[int, Account]:
    """Return what the book knew on a day of each customer with something to look at.

    ``customer`` reads the rows of one alone. Closed customers are among them, to be named.
    """
    reading = _Reading(connection, policy, as_of, customer)
    items = reading.items()
    left = unmatched_receipts(connection, as_of, customer=customer)
    disputes, tasks = reading.disputes(), reading.open_tasks()
    judged = open_promises(
        connection, policy.grace_days, as_of, customer,
        since=as_of - dt.timedelta(days=policy.grace_days + policy.broken_days),
        called=called_about(tasks),
    )  # fmt: skip
    concerned = {item.customer_id for item in items} | {*left} | {*judged}
    concerned |= {row.customer_id for row in disputes} | {row.customer_id for row in tasks}
    if customer is not None:
        concerned &= {customer}
    found = {row.id: Account(row) for row in reading.customers(concerned)}
    for item in items:
        if item.customer_id in found:
            found[item.customer_id].items.append(item)
    for who, account in found.items():
        account.unmatched = left.get(who)
        account.promises = judged.get(who, [])
    for dispute in disputes:
        if dispute.customer_id in found:
            found[dispute.customer_id].disputes.append(dispute)
    _add_tasks(reading, found, items, tasks)
    _add_holders(reading, found)
    _add_credit(reading, found)
    return found


def called_about(tasks: Iterable[TaskRow]) -> list[int]:
    """Return the promises that somebody is to call about, which the keys of tasks name."""
    marks = (task.key.partition(":") for task in tasks if task.key)
    return sorted(
        int(number)
        for step, _, number in marks
        if step == Step.PROMISE_BROKEN.name and number.isdecimal()
    )


class _Reading:
    """The queries of one day (当日的读取)."""

    def __init__(
        self, connection: Connection, policy: DayPolicy, as_of: dt.date, customer: int | None
    ) -> None:
        self._connection = connection
        self._as_of = as_of
        self._customer = customer
        self._policy = policy
        first = min(rule.from_day for rules in policy.rules().values() for rule in rules)
        self._horizon = as_of - dt.timedelta(days=min(first, 0))

    def _kept(self, *tables: Any) -> tuple[ColumnElement[bool], ...]:
        """Return that rows were not closed by the day."""
        return tuple(
            or_(table.closed_on.is_(None), table.closed_on > self._as_of) for table in tables
        )

    def _of(self, column: Any) -> tuple[ColumnElement[bool], ...]:
        return () if self._customer is None else (column == self._customer,)

    def rows(self, statement: Any) -> Sequence[Any]:
        return self._connection.execute(statement).all()

    def items(self) -> list[OpenItem]:
        """Return what falls due within reach of the ladder, or has an unconfirmed invoice."""
        wanted: ColumnElement[bool] = Receivable.due_on <= self._horizon
        if self._policy.invoice_days:
            sent = self._as_of - dt.timedelta(days=self._policy.invoice_days)
            confirmed = Receivable.invoice_confirmed_on
            waits = and_(
                Receivable.invoice_number != "",
                or_(confirmed.is_(None), confirmed > self._as_of),
                or_(Receivable.issued_on <= sent, Receivable.invoice_received_on <= sent),
            )
            wanted = or_(wanted, waits)
        return open_items(self._connection, self._as_of, wanted, customer=self._customer)

    def customers(self, wanted: set[int]) -> Iterator[CustomerRow]:
        columns = [getattr(Customer, name) for name in CustomerRow._fields]
        for chunk in chunks(wanted):
            for row in self.rows(select(*columns).where(Customer.id.in_(chunk))):
                yield CustomerRow(*row)

    def disputes(self) -> list[DisputeRow]:
        columns = [getattr(Dispute, name) for name in DisputeRow._fields]
        open_then = or_(Dispute.settled_on.is_(None), Dispute.settled_on > self._as_of)
        chosen = select(*columns).where(
            open_then, Dispute.raised_on <= self._as_of, *self._kept(Dispute),
            *self._of(Dispute.customer_id),
        )  # fmt: skip
        found = sorted(DisputeRow(*row) for row in self.rows(chosen))
        return [row if not self._later(row.answered_on) else row._replace(answered_on=None)
                for row in found]  # fmt: skip

    def _later(self, day: dt.date | None) -> bool:
        return day is not None and day > self._as_of

    def open_tasks(self) -> list[TaskRow]:
        open_then = or_(Task.done_on.is_(None), Task.done_on > self._as_of)
        return self._tasks(select(*_TASK), open_then, *self._of(Task.customer_id))

    def _tasks(self, chosen: Any, *conditions: ColumnElement[bool]) -> list[TaskRow]:
        # Sorted here: to read in the order of the rows, SQLite would read all of them.
        statement = chosen.where(Task.made_on <= self._as_of, *self._kept(Task), *conditions)
        found = (TaskRow(*row) for row in self.rows(statement))
        return sorted(task for task in found if task.step in _STEPS)

    def asked(self, items: Sequence[OpenItem]) -> list[Asked]:
        """Return in which steps the open receivables have been."""
        columns = [getattr(TaskItem, name) for name in Asked._fields]
        chosen = (
            select(*columns)
            .join(Task, Task.id == TaskItem.task_id)
            .where(Task.made_on <= self._as_of, *self._kept(Task, TaskItem))
        )
        wanted = [item.id for item in items]
        found = [
            Asked(row[0], Step(row[1]), *row[2:])
            for chunk in chunks(wanted)
            for row in self.rows(chosen.where(TaskItem.receivable_id.in_(chunk)))
            if row[1] in _STEPS
        ]
        return sorted(found, key=lambda one: (one.receivable_id, one.step, one.attempt))

    def tasks_named(self, wanted: Iterable[int]) -> Iterator[TaskRow]:
        for chunk in chunks(wanted):
            yield from self._tasks(select(*_TASK), Task.id.in_(chunk))

    def letter_files(self, tasks: Iterable[int]) -> dict[int, LetterFiles]:
        """Return the files kept of letters, by task."""
        found: dict[int, tuple[list[str], list[str]]] = {}
        columns = (Contact.id, Contact.task_id, Contact.kept_as, Contact.proves)
        for chunk in chunks(tasks):
            chosen = select(*columns).where(
                Contact.task_id.in_(chunk), Contact.kept_as != "",
                Contact.happened_on <= self._as_of, *self._kept(Contact),
            )  # fmt: skip
            for _, task, file, proves in sorted(self.rows(chosen)):
                files, proofs = found.setdefault(task, ([], []))
                (proofs if proves else files).append(file)
        return {task: LetterFiles(tuple(a), tuple(b)) for task, (a, b) in found.items()}

    def in_cases(self) -> Iterator[tuple[int, int, str]]:
        """Yield customer, receivable and folder of what is in a case."""
        cases = (
            select(
                BookCase.customer_id, BookCaseItem.receivable_id, BookCase.folder, BookCase.id,
                BookCase.state, BookCase.followed_on,
            )
            .join(BookCase, BookCase.id == BookCaseItem.book_case_id)
            .where(
                BookCase.made_on <= self._as_of,
                or_(BookCase.state != _ENDED_CASE, BookCase.followed_on > self._as_of),
                *self._kept(BookCase, BookCaseItem), *self._of(BookCase.customer_id),
            )
        )  # fmt: skip
        ended: dict[int, dt.date] = {}
        for *found, case, state, followed_on in self.rows(cases):
            if state == _ENDED_CASE:
                ended[case] = ended.get(case) or self._ended_on(case, followed_on)
                if ended[case] <= self._as_of:
                    continue
            yield found[0], found[1], found[2]

    def _ended_on(self, case: int, followed_on: dt.date) -> dt.date:
        """Return the day on which a case was found to have ended; it may be followed after that.

        The history has it: the state, and the day that was noted with it, or before it.
        """
        of_case = Change.noun == BookCase.__tablename__, Change.row_id == case
        over = select(func.max(Change.id)).where(
            *of_case, Change.field == "state", Change.new == _ENDED_CASE
        )
        last = self._connection.scalar(over)
        if last is None:
            return followed_on
        noted = select(Change.new).where(
            *of_case, Change.field == "followed_on", Change.id <= last + 1
        )
        day = self._connection.scalar(noted.order_by(Change.id.desc()).limit(1))
        return dt.date.fromisoformat(day) if day else followed_on

    def placed(self) -> Iterator[tuple[int, int, str]]:
        """Yield customer, receivable and agency of what is placed with one."""
        # The day it ended says whether it ran then; the state is that of now.
        ended = Engagement.ended_on
        running = or_(and_(ended.is_(None), Engagement.state != _NOT_ACCEPTED), ended > self._as_of)
        placed = (
            select(
                Engagement.customer_id, EngagementItem.receivable_id, Agency.name, Engagement.number
            )
            .join(Engagement, Engagement.id == EngagementItem.engagement_id)
            .join(Agency, Agency.id == Engagement.agency_id)
            .where(
                Engagement.placed_on <= self._as_of, running,
                *self._kept(Engagement, EngagementItem), *self._of(Engagement.customer_id),
            )
        )  # fmt: skip
        for who, receivable, name, number in self.rows(placed):
            yield who, receivable, f"{name}（{number}）"

    def credit(self) -> Iterator[tuple[int, dt.date, str]]:
        """Yield customer, day and grade of every review, the last one last."""
        chosen = select(CreditReview.customer_id, CreditReview.reviewed_on, CreditReview.grade)
        conditions = (CreditReview.reviewed_on <= self._as_of, *self._kept(CreditReview))
        order = (CreditReview.customer_id, CreditReview.reviewed_on, CreditReview.id)
        chosen = chosen.where(*conditions, *self._of(CreditReview.customer_id)).order_by(*order)
        yield from self.rows(chosen)

    def warnings(self) -> Iterator[tuple[int, int]]:
        """Yield customer and warning level of every move, the last one last."""
        chosen = select(WarningMove.customer_id, WarningMove.level).where(
            WarningMove.moved_on <= self._as_of, *self._kept(WarningMove),
            *self._of(WarningMove.customer_id),
        )  # fmt: skip
        order = (WarningMove.customer_id, WarningMove.moved_on, WarningMove.id)
        yield from self.rows(chosen.order_by(*order))


_STEPS = frozenset(step.value for step in Step)
_TASK = tuple(getattr(Task, name) for name in TaskRow._fields)


def _add_tasks(
    reading: _Reading, found: dict[int, Account], items: list[OpenItem], tasks: list[TaskRow]
) -> None:
    """Add what is to be done, and what the open receivables have been asked for before."""
    asked = reading.asked(items)
    known = {task.id: task for task in tasks}
    rest = {one.task_id for one in asked} - {*known}
    known |= {task.id: task for task in reading.tasks_named(rest)}
    letters = [task.id for task in known.values() if task.sent_on]
    files = reading.letter_files(letters)
    for task in known.values():
        if task.customer_id in found:
            found[task.customer_id].tasks[task.id] = task
            if task.id in files:
                found[task.customer_id].files[task.id] = files[task.id]
    for one in asked:
        account = found.get(known[one.task_id].customer_id)
        if account is not None:
            account.asked.setdefault((one.receivable_id, one.step), []).append(one)


def _add_holders(reading: _Reading, found: dict[int, Account]) -> None:
    for who, receivable, name in reading.placed():
        if who in found:
            found[who].placed[receivable] = f"已委托{name}"
    for who, receivable, folder in reading.in_cases():
        if who in found:
            found[who].placed[receivable] = f"已转出案件 {folder}"
            found[who].in_case.add(receivable)


def _add_credit(reading: _Reading, found: dict[int, Account]) -> None:
    for who, day, grade in reading.credit():
        if who in found:
            found[who].reviewed_on, found[who].grade = day, grade
    for who, level in reading.warnings():
        if who in found:
            found[who].warning_level = level
