"""The tables of credit."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from legaldocs.portfolio.model import Kept


class CreditReview(Kept):
    """What a customer may owe from a day on, and why (授信评定); the latest is in force."""

    __tablename__ = "credit_review"
    __table_args__ = (Index("credit_review_of", "customer_id", "reviewed_on"),)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    reviewed_on: Mapped[dt.date]
    who: Mapped[str] = mapped_column(Text)
    grade: Mapped[str] = mapped_column(Text, default="")
    reasons: Mapped[str] = mapped_column(Text, default="")
    limit_fen: Mapped[int | None]
    term_days: Mapped[int | None]
    prepayment_bp: Mapped[int | None]
    """Hundredths of a percent of the price that are paid before delivery."""


class SignalAnswer(Kept):
    """One danger signal of a dated check: yes, no or unknown, with a note (危险信号)."""

    __tablename__ = "signal_answer"
    __table_args__ = (Index("signal_answer_of", "customer_id", "signal", "checked_on"),)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    checked_on: Mapped[dt.date]
    who: Mapped[str] = mapped_column(Text)
    signal: Mapped[str] = mapped_column(Text)
    answer: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(Text, default="")


class WarningMove(Kept):
    """The warning level of a customer from a day on, and why (预警级别变动)."""

    __tablename__ = "warning_move"
    __table_args__ = (Index("warning_move_of", "customer_id", "moved_on"),)

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    moved_on: Mapped[dt.date]
    level: Mapped[int]
    reasons: Mapped[str] = mapped_column(Text, default="")
