"""The day done unattended: tasks written, promises judged, drafts made; again without harm."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from legaldocs.core.atomic import write_whole
from legaldocs.core.errors import InputError
from legaldocs.core.system_error import reason
from legaldocs.portfolio.credit.policy import credit_policy
from legaldocs.portfolio.credit.warning import move_warnings
from legaldocs.portfolio.day.day_list import day_list
from legaldocs.portfolio.day.drafts import DAYS, Drafted, Drafting, folder_name
from legaldocs.portfolio.day.model import Promise, Task, TaskItem
from legaldocs.portfolio.day.step import BY_RECEIVABLE
from legaldocs.portfolio.day.worklist import worklist_book, worklist_text
from legaldocs.portfolio.recording import recording
from legaldocs.portfolio.report.snapshots import take_snapshot

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sqlalchemy import Connection

    from legaldocs.portfolio.day.day_list import DayList
    from legaldocs.portfolio.day.work import Work
    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.model import Kept as KeptRow
    from legaldocs.portfolio.place import BookFolder
    from legaldocs.portfolio.recording import Recording
    from legaldocs.portfolio.settings import BookFile
    from legaldocs.portfolio.store import Store

    Watch = Callable[[str, int, int], None]

_CHUNK = 500
_LIST = "待办"
_BATCH = 50
"""Tasks whose drafts are noted at once: what a kill loses is drafted again, to the same place."""


@dataclass(slots=True)
class DayRun:
    """What a run did (当日运行).

    ``made`` are the new tasks by step, ``settled`` how many were closed because nothing is left of
    them, ``promises`` how many were judged, by outcome, ``warnings`` how many customers have
    another warning level. ``open`` is what is to be done in all.
    """

    as_of: dt.date
    made: Counter[str] = field(default_factory=Counter)
    settled: int = 0
    promises: Counter[str] = field(default_factory=Counter)
    warnings: int = 0
    drafted: list[Drafted] = field(default_factory=list)
    open: int = 0
    worklists: list[str] = field(default_factory=list)


def run_day(
    book: BookFolder,
    store: Store,
    as_of: dt.date,
    author: Author,
    watch: Watch = lambda *_: None,
) -> DayRun:
    """Do what a day asks for; what was done before is not done again.

    Warning levels, tasks and the totals of the day come first, whole; then the drafts, a few tasks
    at a time; then the worklists. A run that was killed is finished by the next. Raises InputError
    for a day before one that was run.
    """
    done = DayRun(as_of)
    with recording(store, author) as entry:
        _refuse_earlier(entry.connection, as_of)
        _move_warnings(entry, book.settings, done)
        _write_tasks(entry, day_list(entry.connection, book.settings, as_of), done)
        entry.flush()
        take_snapshot(entry, as_of, book.settings.report)
    _draft(book, store, author, done, watch)
    with store.reading() as connection:
        works = day_list(connection, book.settings, as_of).work
    done.open = len(works)
    done.worklists = [*_write_worklists(book, works, as_of)]
    return done


def _refuse_earlier(connection: Connection, as_of: dt.date) -> None:
    last = connection.scalar(select(func.max(Task.made_on)))
    if last is not None and last > as_of:
        raise InputError(
            "账册已经运行到更晚的一天，不能回头补做",
            expected=f"{last} 或者以后",
            found=str(as_of),
            next_step="那一天的清单用 legaldocs book today --as-of 查看",
        )


def _move_warnings(entry: Recording, settings: BookFile, done: DayRun) -> None:
    policy = credit_policy(settings.credit, settings.grace_days)
    moves = move_warnings(entry, policy, done.as_of)
    done.warnings = sum(move.before != move.now.level for move in moves.values())
    entry.flush()  # the ladder asks for the levels


def _write_tasks(entry: Recording, found: DayList, done: DayRun) -> None:
    known = _known(entry, Promise, [judged.promise.id for judged in found.judged])
    for judged in found.judged:
        row, final = known[judged.promise.id], judged.outcome.final
        outcome = judged.outcome.value if final else ""
        if row["outcome"] == outcome:
            continue
        # A receipt that was closed, or came to be known late, makes it another.
        values = {"judged_on": found.as_of if final else None, "outcome": outcome}
        entry.rows(Promise).change(row, values)
        done.promises[judged.outcome] += 1
    known = _known(entry, Task, [number for number, _ in found.settled])
    for number, why in found.settled:
        entry.rows(Task).change(known[number], {"done_on": found.as_of, "outcome": why})
        done.settled += 1
    fresh = [work for work in found.work if work.task_id is None]
    numbers = [_write_task(entry, work) for work in fresh]
    entry.rows(Task).flush()  # an item names its task
    for work, number in zip(fresh, numbers, strict=True):
        _write_items(entry, work, number)
        done.made[work.step] += 1


def _known(
    entry: Recording, model: type[KeptRow], wanted: list[int]
) -> dict[int, Mapping[str, Any]]:
    """Return rows by their identifier."""
    return {
        row["id"]: row
        for first in range(0, len(wanted), _CHUNK)
        for row in entry.rows(model).known("id", wanted[first : first + _CHUNK])
    }


def _write_task(entry: Recording, work: Work) -> int:
    values: dict[str, Any] = {
        "key": work.key,
        "customer_id": work.customer_id,
        "step": work.step.value,
        "letter": str(work.letter or ""),
        "owner": work.owner,
        "channel": str(work.channel or ""),
        "amount_fen": work.amount_fen,
        "why": work.why,
        "made_on": work.made_on,
        "due_on": work.due_on,
        "approval_level": work.approval_level,
    }
    return entry.rows(Task).make(values)


def _write_items(entry: Recording, work: Work, number: int) -> None:
    for line in work.lines if work.step in BY_RECEIVABLE else ():
        entry.rows(TaskItem).make(
            {
                "task_id": number,
                "receivable_id": line.receivable_id,
                "step": work.step.value,
                "attempt": work.attempt,
                "amount_fen": line.asked_fen,
            }
        )


def _draft(book: BookFolder, store: Store, author: Author, done: DayRun, watch: Watch) -> None:
    with store.reading() as connection:
        works = day_list(connection, book.settings, done.as_of).work
        drafting = Drafting(connection, book, done.as_of)
        waiting = [
            work for work in works if not work.drafts or work.redraft or drafting.lacks_letter(work)
        ]
    for first in range(0, len(waiting), _BATCH):
        with store.reading() as connection:
            drafting = Drafting(connection, book, done.as_of)
            drafted = []
            for at, work in enumerate(waiting[first : first + _BATCH], start=first):
                watch("起草", at, len(waiting))
                drafted.append((work, drafting.draft(work)))
        _note(store, author, drafted)
        done.drafted += [one for _, one in drafted]
    watch("起草", len(waiting), len(waiting))


def _note(store: Store, author: Author, drafted: Sequence[tuple[Work, Drafted]]) -> None:
    """Note where the drafts of tasks are, and the sums that they ask for."""
    with recording(store, author) as entry:
        known = _known(entry, Task, [one.task_id for _, one in drafted])
        for work, one in drafted:
            values = {
                "drafts": one.folder,
                "amount_fen": work.amount_fen,
                "approval_level": work.approval_level,
            }
            entry.rows(Task).change(known[one.task_id], values)
        asked = {
            (work.task_id, line.receivable_id): line.asked_fen
            for work, _ in drafted
            if work.redraft
            for line in work.lines
        }
        for item in entry.rows(TaskItem).known("task_id", sorted({task for task, _ in asked})):
            fen = asked.get((item["task_id"], item["receivable_id"]), 0)
            entry.rows(TaskItem).change(item, {"amount_fen": fen})


def _write_worklists(book: BookFolder, works: Iterable[Work], as_of: dt.date) -> Iterable[str]:
    """Write the worklist of each owner, and return their folders in the book's."""
    people = book.settings.people
    lists = {
        folder_name(owner): (owner, [*group])
        for owner, group in groupby(works, key=lambda work: work.owner)
    }
    for left in sorted((book.path / DAYS / str(as_of)).glob(f"*/{_LIST}.txt")):
        lists.setdefault(left.parent.name, (left.parent.name, []))  # has nothing more to do
    for name, (owner, mine) in lists.items():
        place = f"{DAYS}/{as_of}/{name}"
        folder = book.path / place
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_whole(folder / f"{_LIST}.txt", worklist_text(owner, mine, people, as_of))
            write_whole(folder / f"{_LIST}.xlsx", worklist_book(mine, people))
        except OSError as error:
            raise InputError(
                "清单没有写成，待办和草稿已经在账册里",
                where=str(error.filename or folder),
                found=reason(error),
                next_step="核对磁盘空间和权限，关掉打开着的清单，再运行一次",
            ) from error
        yield place
