"""The tables of statements of account."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from legaldocs.portfolio.model import Kept


class AccountStatement(Kept):
    """A statement of account for a period (对账单); the book holds only the hash of its code.

    ``content_sha256`` is that of 对账单.json in ``folder``, ``document_sha256`` that of the PDF. A
    statement that a newer one of the same period replaces is closed.
    """

    __tablename__ = "account_statement"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    number: Mapped[str] = mapped_column(Text, unique=True)
    from_on: Mapped[dt.date]
    to_on: Mapped[dt.date]
    opening_fen: Mapped[int]
    closing_fen: Mapped[int]
    made_on: Mapped[dt.date]
    reply_by: Mapped[dt.date | None]
    content_sha256: Mapped[str] = mapped_column(Text)
    document_sha256: Mapped[str] = mapped_column(Text, default="")
    code_sha256: Mapped[str] = mapped_column(Text)
    folder: Mapped[str] = mapped_column(Text, default="")
    sent_on: Mapped[dt.date | None]


class StatementAnswer(Kept):
    """What came back on a statement (对账回执): confirmed, objected to or signed.

    ``outcome`` and ``way`` are those of ``statement.outcome``. ``balance_fen`` is what the customer
    says it owes, None where it names no sum; ``kept_as`` is the file in the book's folder.
    """

    __tablename__ = "statement_answer"

    statement_id: Mapped[int] = mapped_column(ForeignKey("account_statement.id"), index=True)
    answered_on: Mapped[dt.date]
    way: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    balance_fen: Mapped[int | None]
    who: Mapped[str] = mapped_column(Text, default="")
    authority: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    sha256: Mapped[str] = mapped_column(Text)
    kept_as: Mapped[str] = mapped_column(Text)
