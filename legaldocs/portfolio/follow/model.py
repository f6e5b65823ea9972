"""The tables of cases made from the book."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from legaldocs.portfolio.model import Kept


class BookCase(Kept):
    """A case folder made from the book (转出的案件), and where it stands."""

    __tablename__ = "book_case"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    folder: Mapped[str] = mapped_column(Text, unique=True)
    made_on: Mapped[dt.date]
    state: Mapped[str] = mapped_column(Text)
    followed_on: Mapped[dt.date | None]
    case_sha256: Mapped[str] = mapped_column(Text, default="")


class BookCaseItem(Kept):
    """A receivable that a case is about (案件所涉应收)."""

    __tablename__ = "book_case_item"

    book_case_id: Mapped[int] = mapped_column(ForeignKey("book_case.id"), index=True)
    receivable_id: Mapped[int] = mapped_column(ForeignKey("receivable.id"), index=True)
