"""What somebody is to do for a customer, and what is left alone, as the day's list shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from legaldocs.case.vocabulary import Channel, Effect
    from legaldocs.portfolio.day.step import Step


class Line(NamedTuple):
    """A receivable of a task (待办的一笔), in fen: its sum, what is open, what is asked for."""

    receivable_id: int
    number: str
    invoice_number: str
    contract_number: str
    amount_fen: int
    open_fen: int
    asked_fen: int
    due_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A task of the day (待办): one that the book has, or one that the rules ask for.

    ``key`` says what it is about; ``task_id`` is None until a run has written it. ``owner`` may be
    empty, where nobody is known. ``note`` is what else is to be known before it is done, one a
    line. ``credit_fen`` is what came in, or was credited, and is not yet set against anything.
    ``redraft`` when it asks for other sums than when it was made or last drafted.
    """

    key: str
    step: Step
    customer_id: int
    customer: str
    owner: str
    channel: Channel | None
    made_on: dt.date
    due_on: dt.date
    why: str
    amount_fen: int
    lines: tuple[Line, ...] = ()
    letter: Effect | None = None
    approval_level: int = 0
    attempt: int = 1
    task_id: int | None = None
    sent_on: dt.date | None = None
    drafts: str = ""
    redraft: bool = False
    note: tuple[str, ...] = ()
    promise_id: int | None = None
    credit_fen: int = 0
    approved_by: str = ""

    @property
    def may_go(self) -> bool:
        """Whether nobody has to approve it, or somebody has."""
        return not self.approval_level or bool(self.approved_by)


class Held(NamedTuple):
    """What is not asked for, and why (不催); ``number`` is empty for all of a customer."""

    customer_id: int
    customer: str
    number: str
    amount_fen: int
    why: str
