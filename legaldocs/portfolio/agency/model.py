"""The tables of agencies and lawyers, what was placed with them, and what it cost."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from legaldocs.portfolio.model import Kept


class Agency(Kept):
    """Who collects for us: an agency or a law firm (受托机构)."""

    __tablename__ = "agency"

    key: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(Text)
    uscc: Mapped[str] = mapped_column(Text, default="")
    licence: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class Engagement(Kept):
    """A customer's debts placed with an agency on terms (委托).

    ``terms`` are those of commission, as JSON; ``placed_fen`` what was open at the end of
    ``placed_on``, so that the agency is paid for money that came after that day. While the
    engagement is under review, both are those of the review. ``ends_on`` and ``ended_on`` are its
    last day, agreed and real; ``sha256`` and ``kept_as`` the signed agreement in the book's folder.
    """

    __tablename__ = "engagement"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    number: Mapped[str] = mapped_column(Text, unique=True)
    state: Mapped[str] = mapped_column(Text)
    placed_on: Mapped[dt.date]
    placed_fen: Mapped[int]
    terms: Mapped[str] = mapped_column(Text, default="")
    accepted_on: Mapped[dt.date | None]
    ends_on: Mapped[dt.date | None]
    ended_on: Mapped[dt.date | None]
    outcome: Mapped[str] = mapped_column(Text, default="")
    sha256: Mapped[str] = mapped_column(Text, default="")
    kept_as: Mapped[str] = mapped_column(Text, default="")


class EngagementItem(Kept):
    """A receivable placed with an agency (委托所涉应收), and what was open of it then."""

    __tablename__ = "engagement_item"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    receivable_id: Mapped[int] = mapped_column(ForeignKey("receivable.id"), index=True)
    placed_fen: Mapped[int]


class EngagementStep(Kept):
    """What was done in an engagement (委托步骤), when and by whom; the files it made or showed."""

    __tablename__ = "engagement_step"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    step: Mapped[str] = mapped_column(Text)
    done_on: Mapped[dt.date]
    who: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    files: Mapped[str] = mapped_column(Text, default="")


class WorkHours(Kept):
    """Time that an agency worked on an engagement paid by the hour (工时), in minutes."""

    __tablename__ = "work_hours"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    worked_on: Mapped[dt.date]
    minutes: Mapped[int]
    who: Mapped[str] = mapped_column(Text, default="")
    gist: Mapped[str] = mapped_column(Text, default="")


class Commission(Kept):
    """A settlement of commission (佣金结算): what came in since the one before, and its fee.

    ``fee_fen`` is by the terms; ``price_fen`` and ``tax_fen`` add up to ``total_fen``, what is
    paid. Below zero where the agency gives back. ``detail`` is JSON: what the statement prints.
    """

    __tablename__ = "commission"

    engagement_id: Mapped[int] = mapped_column(ForeignKey("engagement.id"), index=True)
    number: Mapped[str] = mapped_column(Text, unique=True)
    from_on: Mapped[dt.date]
    through_on: Mapped[dt.date]
    received_fen: Mapped[int]
    fee_fen: Mapped[int]
    price_fen: Mapped[int]
    tax_fen: Mapped[int]
    total_fen: Mapped[int]
    settled_on: Mapped[dt.date]
    paid_on: Mapped[dt.date | None]
    detail: Mapped[str] = mapped_column(Text)


class Expense(Kept):
    """What collecting cost (催收费用): fees of court, lawyer, agency, travel; also own hours.

    A settled commission is one, with its tax, on the day it was settled.
    """

    __tablename__ = "expense"

    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customer.id"), index=True)
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagement.id"), index=True)
    spent_on: Mapped[dt.date]
    kind: Mapped[str] = mapped_column(Text)
    amount_fen: Mapped[int]
    who: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class AgencyComplaint(Kept):
    """A complaint about the conduct of an agency (对受托机构的投诉)."""

    __tablename__ = "agency_complaint"

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    engagement_id: Mapped[int | None] = mapped_column(ForeignKey("engagement.id"), index=True)
    received_on: Mapped[dt.date]
    gist: Mapped[str] = mapped_column(Text)
    upheld: Mapped[bool | None]
