"""What was said, sent, promised and disputed, put into the book as one entry."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from sqlalchemy import select

from legaldocs.case.vocabulary import Channel, Direction
from legaldocs.core.errors import InputError
from legaldocs.core.money import figure
from legaldocs.portfolio.agency.model import Engagement
from legaldocs.portfolio.day.approvals import APPROVED, approvals, approved_by
from legaldocs.portfolio.day.day_list import YEARS
from legaldocs.portfolio.day.letter_result import LetterResult, record_letter, refuse_contradiction
from legaldocs.portfolio.day.model import Contact, Dispute, Promise, Task
from legaldocs.portfolio.day.policy import USUAL
from legaldocs.portfolio.day.said_before import dispute_before, promise_before
from legaldocs.portfolio.day.step import Step
from legaldocs.portfolio.fen import yuan_of
from legaldocs.portfolio.naming import customer_named, receivable_named
from legaldocs.portfolio.place import keep_file
from legaldocs.portfolio.plan.model import Approval
from legaldocs.portfolio.recording import recording

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping
    from pathlib import Path

    from sqlalchemy import Connection

    from legaldocs.portfolio.history import Author
    from legaldocs.portfolio.place import BookFolder, KeptFile
    from legaldocs.portfolio.recording import Recording
    from legaldocs.portfolio.store import Store


_WRITTEN = frozenset({Channel.COURIER, Channel.EMAIL, Channel.CHAT, Channel.VISIT})
"""How a letter is handed over; a call hands over none."""


class Attitude(StrEnum):
    """How the other side behaved (对方态度)."""

    WILLING = "配合"
    EVASIVE = "推脱"
    REFUSING = "拒绝"
    LOST = "失联"


class NewPromise(NamedTuple):
    """A payment that was promised (承诺的一笔)."""

    due_on: dt.date
    amount_fen: int


class About(NamedTuple):
    """What is said of a dispute that the book has: its number, and the words (对争议的答复)."""

    number: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """What a person noted of one contact (联络登记).

    ``receivable`` is the number that promises and dispute are about, empty for all that is owed.
    ``disputed_fen`` is None where the whole is disputed. ``done`` closes the task whatever became
    of it, ``approve`` lets it go on; ``letter`` is what became of a letter. ``another`` says that
    what the book knows already was promised or objected to once more.
    """

    customer: str
    day: dt.date
    gist: str = ""
    at: str = ""
    channel: Channel | None = None
    direction: Direction = Direction.SENT
    who: str = ""
    with_whom: str = ""
    attitude: Attitude | None = None
    promises: tuple[NewPromise, ...] = ()
    receivable: str = ""
    dispute: str = ""
    disputed_fen: int | None = None
    answer: About | None = None
    settle: About | None = None
    engagement: str = ""
    task: int | None = None
    done: bool = False
    approve: bool = False
    another: bool = False
    letter: LetterResult | None = None
    file: Path | None = None
    proof: Path | None = None


@dataclass(slots=True)
class Logged:
    """What an entry made of the book (登记结果); numbers are those the book knows the rows by.

    ``known_promises`` and ``known_dispute`` are what it had before, word for word. ``unapproved``
    when a letter went out that nobody had approved: it went, and that is noted.
    """

    customer: str
    contacts: list[int]
    promises: list[int]
    dispute: int | None = None
    known_promises: list[int] = field(default_factory=list)
    known_dispute: bool = False
    task: int | None = None
    step: str = ""
    done: bool = False
    unapproved: bool = False
    files: tuple[KeptFile, ...] = ()


def log(book: BookFolder, store: Store, said: LogEntry, author: Author) -> Logged:
    """Put an entry into the book, whole or not at all.

    Raises InputError for what does not fit the book: an unknown name, another customer's row, a
    day before what it follows.
    """
    _check(said)
    with store.reading() as connection:
        customer_named(connection, said.customer)  # before a file is copied for nothing
    file = keep_file(book.path, said.file) if said.file else None
    proof = keep_file(book.path, said.proof) if said.proof else None
    with recording(store, author) as entry:
        customer = customer_named(entry.connection, said.customer)
        return _Writing(book, entry, said, customer, (file, proof), author.who).write()


def _check(said: LogEntry) -> None:
    nothing = not (said.gist or said.promises or said.dispute or said.answer or said.settle)
    if said.approve and said.task is None:
        raise InputError("没有写批准哪个待办", next_step="加 --task 编号")
    if nothing and said.letter is None and not said.approve:
        raise InputError("没有写联络的要点", next_step="加 --gist 写一句话")
    silent = said.answer or said.settle or said.approve
    if said.channel is None and said.letter is None and not silent:
        raise InputError("没有写联络的方式", expected="、".join(Channel), next_step="加 --channel")
    if said.receivable and not (said.promises or said.dispute):
        raise InputError("--for 没有写的是什么", next_step="与 --promise 或者 --dispute 一起写")
    if said.disputed_fen is not None and not said.dispute:
        raise InputError(
            "写了有异议的金额，没有写提出什么异议", found=figure(yuan_of(said.disputed_fen)),
            next_step="加 --dispute 写异议的内容",
        )  # fmt: skip
    _check_years(said)
    if said.letter is not None:
        refuse_contradiction(said.letter, (said.proof, said.file), said.gist)
    for promise in said.promises:
        if promise.due_on < said.day or promise.amount_fen <= 0:
            raise InputError(
                "承诺的日期早于联络那天，或者金额不大于零",
                found=f"{promise.due_on} {figure(yuan_of(promise.amount_fen))} 元",
                next_step="核对 --promise 的日期和金额",
            )


def _check_years(said: LogEntry) -> None:
    letter = said.letter
    sent = (letter.sent_on, letter.result_on, letter.pay_by) if letter else ()
    for day in (said.day, *(promise.due_on for promise in said.promises), *filter(None, sent)):
        if day.year not in YEARS:
            raise InputError("年份不合常理", found=str(day), next_step="核对日期")


class _Writing:
    """The writing of one entry (登记的写入)."""

    def __init__(
        self,
        book: BookFolder,
        entry: Recording,
        said: LogEntry,
        customer: Mapping[str, Any],
        kept: tuple[KeptFile | None, KeptFile | None],
        by: str,
    ) -> None:
        self._book, self._entry, self._said, self._customer = book, entry, said, customer
        self._file, self._proof = kept
        self._by = by
        files = tuple(one for one in kept if one is not None)
        self._made = Logged(customer["name"], [], [], files=files)

    def write(self) -> Logged:
        said = self._said
        task = self._task()
        if said.letter is not None:
            task = record_letter(self._book, self._entry, self._customer, said.letter, task)
        if task is not None:
            self._made.task, self._made.step = task["id"], task["step"]
            self._made.unapproved = self._went_unapproved(task)
        if said.channel is not None or said.letter is not None:
            self._contact(task)
        self._promise()
        self._dispute()
        self._settle()
        if task is not None and said.approve:
            self._approve(task)
        elif task is not None:
            self._finish(task)
        return self._made

    def _went_unapproved(self, task: Mapping[str, Any]) -> bool:
        letter = self._said.letter
        if letter is None or letter.sent_on is None or not task["approval_level"]:
            return False
        self._entry.flush()
        given = approvals(self._entry.connection, self._said.day, task["id"]).get(task["id"], ())
        return not approved_by(given, task["approval_level"], task["amount_fen"])

    def _approve(self, task: Mapping[str, Any]) -> None:
        """Note who lets the task go on. Raises InputError for one who may not."""
        people = self._book.settings.people
        level = next((one.level for one in people if one.name == self._by), 0)
        if level < task["approval_level"]:
            raise InputError(
                "没有审批的权限",
                expected=f"{task['approval_level']} 级",
                found=f"{self._by} {level} 级",
                next_step="由 book.yaml 的 people 里 level 够的人批准，--by 写他的姓名",
            )
        self._entry.rows(Approval).make(
            {
                "noun": Task.__tablename__,
                "row_id": task["id"],
                "what": task["step"],
                "level": level,
                "who": self._by,
                "decided_on": self._said.day,
                "outcome": APPROVED,
                "note": self._said.gist,
                "amount_fen": task["amount_fen"],
            }
        )

    def _task(self) -> dict[str, Any] | None:
        if self._said.task is None:
            return None
        found = _row(self._entry.connection, Task, self._said.task, "待办")
        if found["customer_id"] != self._customer["id"]:
            raise InputError(
                "待办不是这个客户的", found=str(self._said.task), next_step="用 book today 核对编号"
            )
        adds = self._said.letter is not None or self._file is not None or self._proof is not None
        if found["done_on"] is not None and not adds:
            raise InputError("待办已经办结", found=f"{found['done_on']}：{found['outcome']}")
        return found

    def _contact(self, task: Mapping[str, Any] | None) -> None:
        said, letter = self._said, self._said.letter
        channel = said.channel or (Channel(task["channel"]) if task and task["channel"] else None)
        base = {
            "customer_id": self._customer["id"],
            "happened_on": (letter.day if letter else None) or said.day,
            "at": said.at,
            "channel": str(channel or Channel.COURIER),
            "direction": str(said.direction),
            "who": said.who or self._by,
            "with_whom": said.with_whom,
            "gist": said.gist or self._words(task),
            "attitude": str(said.attitude or ""),
            "task_id": task["id"] if task else None,
            "engagement_id": self._engagement(),
        }
        rows = self._entry.rows(Contact)
        shown = {"sha256": self._file.sha256, "kept_as": self._file.kept_as} if self._file else {}
        self._made.contacts.append(rows.make({**base, **shown}))
        if self._proof is not None:
            proof = {"sha256": self._proof.sha256, "kept_as": self._proof.kept_as}
            gist = f"{self._words(task)}的送达证明"
            self._made.contacts.append(rows.make({**base, **proof, "gist": gist, "proves": True}))

    def _words(self, task: Mapping[str, Any] | None) -> str:
        said = self._said
        if task is not None:
            return str(task["letter"] or task["step"])
        return "承诺付款" if said.promises else said.dispute or "联络"

    def _engagement(self) -> int | None:
        if not self._said.engagement:
            return None
        chosen = select(Engagement.id, Engagement.customer_id).where(
            Engagement.number == self._said.engagement
        )
        found = self._entry.connection.execute(chosen).first()
        if found is None or found.customer_id != self._customer["id"]:
            raise InputError(
                "没有这个客户的这份委托", found=self._said.engagement, next_step="核对委托编号"
            )
        return int(found.id)

    def _receivable(self) -> int | None:
        if not self._said.receivable:
            return None
        found = receivable_named(self._entry.connection, self._said.receivable)
        if found["customer_id"] != self._customer["id"]:
            raise InputError("应收不是这个客户的", found=self._said.receivable)
        return int(found["id"])

    def _promise(self) -> None:
        receivable = self._receivable()
        for promise in self._said.promises:
            row = {
                "customer_id": self._customer["id"],
                "contact_id": self._made.contacts[0],
                "made_on": self._said.day,
                "due_on": promise.due_on,
                "amount_fen": promise.amount_fen,
                "receivable_id": receivable,
            }
            self._entry.flush()
            known = None if self._said.another else promise_before(self._entry.connection, row)
            if known is None:
                self._made.promises.append(self._entry.rows(Promise).make(row))
            else:
                self._made.known_promises.append(known)

    def _dispute(self) -> None:
        if self._said.dispute:
            row = {
                "customer_id": self._customer["id"],
                "receivable_id": self._receivable(),
                "contact_id": self._made.contacts[0] if self._made.contacts else None,
                "raised_on": self._said.day,
                "ground": self._said.dispute,
                "amount_fen": self._said.disputed_fen,
            }
            known = None if self._said.another else dispute_before(self._entry.connection, row)
            self._made.dispute = known or self._entry.rows(Dispute).make(row)
            self._made.known_dispute = known is not None

    def _settle(self) -> None:
        said, changes = self._said, {}
        for about, day, words in (
            (said.answer, "answered_on", "answer"),
            (said.settle, "settled_on", "outcome"),
        ):
            if about is not None:
                found = _row(self._entry.connection, Dispute, about.number, "争议")
                if found["customer_id"] != self._customer["id"] or found["settled_on"] is not None:
                    raise InputError(
                        "争议不是这个客户的，或者已经解决", found=str(about.number),
                        next_step="用 book today --held 核对编号",
                    )  # fmt: skip
                if said.day < found["raised_on"]:
                    raise InputError("日期早于提出争议的那天", found=f"{said.day}")
                changes = {day: said.day, words: about.text}
                self._entry.rows(Dispute).change(found, changes)
                self._entry.flush()
                self._made.dispute = about.number

    def _finish(self, task: dict[str, Any]) -> None:
        """Close the task: one without a letter by its contact, a letter by its result."""
        said = self._said
        if said.done or not task["letter"] or self._by_telling(task):
            self._entry.flush()
            current = _row(self._entry.connection, Task, task["id"], "待办")
            values = {"done_on": said.day, "outcome": said.gist or task["step"]}
            if self._went_out(current):
                values |= {"sent_on": said.day, "channel": str(said.channel)}
            if current["done_on"] is None:
                self._entry.rows(Task).change(current, values)
        self._entry.flush()
        done = _row(self._entry.connection, Task, task["id"], "待办")["done_on"]
        self._made.done = done is not None

    def _went_out(self, task: Mapping[str, Any]) -> bool:
        """Return whether the letter of a task was sent in this contact."""
        sent = self._said.direction is Direction.SENT and self._said.channel in _WRITTEN
        return bool(task["letter"]) and task["sent_on"] is None and sent

    def _by_telling(self, task: Mapping[str, Any]) -> bool:
        """Return whether a message that needs no arrival was passed on without a letter."""
        rules = (self._book.settings.day or USUAL).rules().get(Step(task["step"]), ())
        waits = any(rule.must_arrive for rule in rules)
        return self._said.letter is None and not waits


def _row(connection: Connection, model: Any, number: int, noun: str) -> dict[str, Any]:
    found = connection.execute(select(model.__table__).where(model.id == number)).mappings().first()
    if found is None or found["closed_on"] is not None:
        raise InputError(f"没有这个编号的{noun}", found=str(number), next_step="用 book today 核对")
    return dict(found)
