"""The rows of the book that a day is worked out from, as they stood on it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Iterator

    from legaldocs.portfolio.day.promises import Judged
    from legaldocs.portfolio.day.step import Step
    from legaldocs.portfolio.open_items import OpenItem, Unmatched

_CHUNK = 500
"""Values in one condition: fewer than any database allows."""


class CustomerRow(NamedTuple):
    """Who owes (客户)."""

    id: int
    name: str
    owner: str
    segment: str
    address: str
    service_address: str
    kind: str
    uscc: str | None
    closed_on: dt.date | None


class TaskRow(NamedTuple):
    """A task that the book has (待办)."""

    id: int
    key: str | None
    customer_id: int
    step: str
    letter: str
    owner: str
    channel: str
    amount_fen: int
    why: str
    made_on: dt.date
    due_on: dt.date
    approval_level: int
    sent_on: dt.date | None
    result: str
    arrived_on: dt.date | None
    pay_by: dt.date | None
    tracking: str
    address: str
    done_on: dt.date | None
    outcome: str
    drafts: str

    def open_on(self, day: dt.date) -> bool:
        """Return whether it was still to be done at the end of a day."""
        return self.done_on is None or self.done_on > day


class Asked(NamedTuple):
    """A receivable in a step, by which task and attempt (已列入的步骤)."""

    receivable_id: int
    step: Step
    attempt: int
    task_id: int
    amount_fen: int


class DisputeRow(NamedTuple):
    """A dispute that was open on the day (未解决的争议)."""

    id: int
    customer_id: int
    receivable_id: int | None
    raised_on: dt.date
    ground: str
    amount_fen: int | None
    answered_on: dt.date | None


class LetterFiles(NamedTuple):
    """The files kept of a letter, and those that show its arrival (函件的留底)."""

    files: tuple[str, ...] = ()
    proof: tuple[str, ...] = ()


@dataclass(slots=True)
class Account:
    """What the book knew of one customer on a day (客户当日情况)."""

    customer: CustomerRow
    items: list[OpenItem] = field(default_factory=list)
    unmatched: Unmatched | None = None
    promises: list[Judged] = field(default_factory=list)
    disputes: list[DisputeRow] = field(default_factory=list)
    tasks: dict[int, TaskRow] = field(default_factory=dict)
    asked: dict[tuple[int, Step], list[Asked]] = field(default_factory=dict)
    files: dict[int, LetterFiles] = field(default_factory=dict)
    placed: dict[int, str] = field(default_factory=dict)
    in_case: set[int] = field(default_factory=set)
    grade: str = ""
    warning_level: int = 0
    reviewed_on: dt.date | None = None

    @property
    def unmatched_fen(self) -> int:
        """What came in and nobody said what for."""
        return self.unmatched.fen if self.unmatched else 0

    def open_tasks(self, day: dt.date) -> list[TaskRow]:
        """Return what is still to be done."""
        return [task for task in self.tasks.values() if task.open_on(day)]

    def items_of_tasks(self) -> dict[int, list[OpenItem]]:
        """Return the open receivables of each task, by its number."""
        items = {item.id: item for item in self.items}
        found: dict[int, list[OpenItem]] = {}
        for (receivable, _), asked in self.asked.items():
            for one in asked:
                if receivable in items:
                    found.setdefault(one.task_id, []).append(items[receivable])
        return found

    def noted_of(self, task: int) -> dict[int, int]:
        """Return what the book noted that a task asks for, by receivable."""
        return {
            one.receivable_id: one.amount_fen
            for asked in self.asked.values()
            for one in asked
            if one.task_id == task
        }

    def asked_of(self, receivable: int, step: Step) -> list[Asked]:
        """Return by which tasks a receivable was in a step, the first first."""
        return self.asked.get((receivable, step), [])


def chunks(values: Iterable[int]) -> Iterator[list[int]]:
    """Yield numbers in order, in parts that one condition can name in any database."""
    ordered = sorted(values)
    for first in range(0, len(ordered), _CHUNK):
        yield ordered[first : first + _CHUNK]
