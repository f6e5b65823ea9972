"""The tables of contracts and approvals."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from legaldocs.portfolio.model import Kept


class Contract(Kept):
    """A contract with its terms (合同); ``key`` is the customer and the folded number.

    ``pending_fen`` is what of the price has no due day yet; finance may have booked some of it all
    the same (plan/pending.py).
    """

    __tablename__ = "contract"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    number: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text, default="")
    signed_on: Mapped[dt.date | None]
    price_fen: Mapped[int | None]
    terms: Mapped[str] = mapped_column(Text, default="")
    """The terms of payment and the rest of the check list, as JSON."""
    events: Mapped[str] = mapped_column(Text, default="")
    """The days of the events that parts count from, as JSON."""
    pending_fen: Mapped[int] = mapped_column(default=0)


class Approval(Kept):
    """Who approved what, at which level, when (审批); ``noun`` and ``row_id`` name its subject.

    ``digest`` is the SHA-256 of what was approved: a subject that has changed needs another one.
    ``amount_fen`` is up to which sum a task was approved.
    """

    __tablename__ = "approval"
    __table_args__ = (Index("approval_of", "noun", "row_id"),)

    noun: Mapped[str] = mapped_column(Text)
    row_id: Mapped[int]
    what: Mapped[str] = mapped_column(Text)
    level: Mapped[int]
    who: Mapped[str] = mapped_column(Text)
    decided_on: Mapped[dt.date]
    outcome: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")
    digest: Mapped[str] = mapped_column(Text, default="")
    amount_fen: Mapped[int | None]
