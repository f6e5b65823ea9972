"""The tables of daily work: contacts, promises, disputes, tasks."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from legaldocs.portfolio.model import Kept


class Contact(Kept):
    """Something said or sent between us and a customer (联络记录).

    ``at`` is the time of the day, empty where it is not known; ``engagement_id`` is set where an
    agency or lawyer spoke for us; ``kept_as`` is the file that shows it, in the book's folder.
    ``proves`` when that file shows that a letter arrived, or whose number or account it was.
    """

    __tablename__ = "contact"
    __table_args__ = (Index("contact_of", "customer_id", "happened_on"),)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    happened_on: Mapped[dt.date]
    at: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[str] = mapped_column(Text)
    direction: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    with_whom: Mapped[str] = mapped_column(Text, default="")
    gist: Mapped[str] = mapped_column(Text)
    attitude: Mapped[str] = mapped_column(Text, default="")
    task_id: Mapped[int | None] = mapped_column(ForeignKey("task.id"), index=True)
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagement.id"), index=True)
    sha256: Mapped[str] = mapped_column(Text, default="")
    kept_as: Mapped[str] = mapped_column(Text, default="")
    proves: Mapped[bool] = mapped_column(default=False)


class Promise(Kept):
    """A payment that a customer promised in a contact (付款承诺).

    ``judged_on`` is the day on which the book found what became of it, ``outcome`` what it found.
    """

    __tablename__ = "promise"
    __table_args__ = (
        Index("promise_due", "due_on", "customer_id"),
        Index("promise_judged", "judged_on"),
    )

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contact.id"), index=True)
    made_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    amount_fen: Mapped[int]
    receivable_id: Mapped[int | None] = mapped_column(ForeignKey("receivable.id"), index=True)
    judged_on: Mapped[dt.date | None]
    outcome: Mapped[str] = mapped_column(Text, default="")


class Dispute(Kept):
    """What a customer objects to, and what became of it (争议); no amount: the whole of it."""

    __tablename__ = "dispute"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    receivable_id: Mapped[int | None] = mapped_column(ForeignKey("receivable.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contact.id"), index=True)
    raised_on: Mapped[dt.date]
    ground: Mapped[str] = mapped_column(Text)
    amount_fen: Mapped[int | None]
    answered_on: Mapped[dt.date | None]
    answer: Mapped[str] = mapped_column(Text, default="")
    settled_on: Mapped[dt.date | None] = mapped_column(index=True)
    outcome: Mapped[str] = mapped_column(Text, default="")


class Task(Kept):
    """What the policy asks somebody to do for a customer by a day (待办).

    ``key`` says what it is about, so that it is asked for once. ``step`` is the level of the
    policy, ``letter`` the letter it sends, ``amount_fen`` what it asks for. ``sent_on``,
    ``result``, ``arrived_on`` and ``pay_by`` are those of its letter or message; where it came
    back, ``arrived_on`` is the day it did. ``approval_level`` is the level that has to approve it,
    ``drafts`` the folder of what was drafted for it, in the book's folder.
    """

    __tablename__ = "task"
    __table_args__ = (Index("task_open", "done_on", "due_on"),)

    key: Mapped[str | None] = mapped_column(Text, unique=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    step: Mapped[str] = mapped_column(Text, index=True)
    letter: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(Text, index=True, default="")
    channel: Mapped[str] = mapped_column(Text, default="")
    amount_fen: Mapped[int] = mapped_column(default=0)
    why: Mapped[str] = mapped_column(Text, default="")
    made_on: Mapped[dt.date]
    due_on: Mapped[dt.date]
    approval_level: Mapped[int] = mapped_column(default=0)
    sent_on: Mapped[dt.date | None]
    result: Mapped[str] = mapped_column(Text, default="")
    arrived_on: Mapped[dt.date | None]
    pay_by: Mapped[dt.date | None]
    tracking: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    done_on: Mapped[dt.date | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
    drafts: Mapped[str] = mapped_column(Text, default="")


class TaskItem(Kept):
    """A receivable that a task is about (待办所涉应收); one is in a step once an ``attempt``.

    A letter that came back is sent again, which is another attempt. ``amount_fen`` is what the
    task asks for of it.
    """

    __tablename__ = "task_item"
    __table_args__ = (Index("task_item_once", "receivable_id", "step", "attempt", unique=True),)

    task_id: Mapped[int] = mapped_column(ForeignKey("task.id"), index=True)
    receivable_id: Mapped[int] = mapped_column(ForeignKey("receivable.id"))
    step: Mapped[str] = mapped_column(Text)
    attempt: Mapped[int] = mapped_column(default=1)
    amount_fen: Mapped[int] = mapped_column(default=0)
