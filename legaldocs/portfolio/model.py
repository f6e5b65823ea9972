"""The tables of the book. Money is whole fen, days are dates, and no row is ever deleted."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 - read at run time
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, ForeignKey, Index, Integer, Text, and_, func, or_, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

Identifier = BigInteger().with_variant(Integer(), "sqlite")


class Base(DeclarativeBase):
    """What every table shares."""

    type_annotation_map = {int: Identifier}  # noqa: RUF012 - as SQLAlchemy declares it


class Kept(Base):
    """A row that is known again and may be closed, never deleted (账册的一行)."""

    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    closed_on: Mapped[dt.date | None]
    closed_why: Mapped[str] = mapped_column(Text, default="")

    @classmethod
    def there(cls, as_of: dt.date) -> ColumnElement[bool]:
        """Return the condition that a row was not closed by a day."""
        return or_(cls.closed_on.is_(None), cls.closed_on > as_of)


class Customer(Kept):
    """Who owes, or owed (客户)."""

    __tablename__ = "customer"

    name: Mapped[str] = mapped_column(Text)
    name_key: Mapped[str] = mapped_column(Text, index=True)
    code: Mapped[str | None] = mapped_column(Text, unique=True)
    uscc: Mapped[str | None] = mapped_column(Text, unique=True)
    id_number: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    representative: Mapped[str] = mapped_column(Text, default="")
    service_address: Mapped[str] = mapped_column(Text, default="")
    owner: Mapped[str] = mapped_column(Text, default="")
    trade: Mapped[str] = mapped_column(Text, default="")
    segment: Mapped[str] = mapped_column(Text, default="")
    registration: Mapped[str] = mapped_column(Text, default="")
    owners: Mapped[str] = mapped_column(Text, default="")
    note: Mapped[str] = mapped_column(Text, default="")


class ContactPerson(Kept):
    """A person at a customer (联系人)."""

    __tablename__ = "contact_person"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"))
    key: Mapped[str] = mapped_column(Text, unique=True)
    name: Mapped[str] = mapped_column(Text, default="")
    post: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")


class Receivable(Kept):
    """One instalment or invoice that is owed (应收账款); below zero for a red invoice.

    ``open_fen`` is what no receipt has paid, as far as the book knows today; it follows from the
    parts of receipts, so the history does not repeat it. ``starts_on`` is the day of the contract
    for an instalment that was planned: before, nothing was owed.
    """

    __tablename__ = "receivable"
    __table_args__ = (
        Index("receivable_due", "due_on", "customer_id"),
        Index("receivable_entered", "issued_on", "starts_on"),
        Index(
            "receivable_open", "due_on", "customer_id",
            sqlite_where=text("open_fen <> 0"), postgresql_where=text("open_fen <> 0"),
        ),
    )  # fmt: skip

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    number: Mapped[str] = mapped_column(Text)
    invoice_number: Mapped[str] = mapped_column(Text, index=True, default="")
    contract_number: Mapped[str] = mapped_column(Text, index=True, default="")
    part: Mapped[str] = mapped_column(Text, default="")
    amount_fen: Mapped[int]
    open_fen: Mapped[int]
    due_on: Mapped[dt.date]
    issued_on: Mapped[dt.date | None]
    starts_on: Mapped[dt.date | None]
    invoice_received_on: Mapped[dt.date | None]
    invoice_confirmed_on: Mapped[dt.date | None]
    owner: Mapped[str] = mapped_column(Text, index=True, default="")
    note: Mapped[str] = mapped_column(Text, default="")

    @classmethod
    def entered_on(cls) -> ColumnElement[dt.date | None]:
        """Return the day from which a row counts: of its invoice, else of its contract.

        Null where nobody said: it counts on every day then.
        """
        return func.coalesce(cls.issued_on, cls.starts_on)

    @classmethod
    def still_to_come(cls, as_of: dt.date) -> ColumnElement[bool]:
        """Return the condition that a row counts from a later day on, as an index answers it."""
        planned = and_(cls.issued_on.is_(None), cls.starts_on > as_of)
        return or_(cls.issued_on > as_of, planned)


class Receipt(Kept):
    """Money that came in (回款); below zero where it went back."""

    __tablename__ = "receipt"

    customer_id: Mapped[int] = mapped_column(ForeignKey("customer.id"), index=True)
    key: Mapped[str] = mapped_column(Text, unique=True)
    number: Mapped[str] = mapped_column(Text)
    paid_on: Mapped[dt.date] = mapped_column(index=True)
    amount_fen: Mapped[int]
    method: Mapped[str] = mapped_column(Text, default="")
    payer: Mapped[str] = mapped_column(Text, default="")


class ReceiptPart(Kept):
    """What of a receipt was stated to pay one receivable, and what of that it took (核销)."""

    __tablename__ = "receipt_part"
    __table_args__ = (
        Index(
            "receipt_part_left", "receipt_id",
            sqlite_where=text("amount_fen <> matched_fen"),
            postgresql_where=text("amount_fen <> matched_fen"),
        ),
    )  # fmt: skip

    receipt_id: Mapped[int] = mapped_column(ForeignKey("receipt.id"), index=True)
    towards: Mapped[str] = mapped_column(Text, default="")
    towards_key: Mapped[str] = mapped_column(Text, index=True, default="")
    amount_fen: Mapped[int]
    receivable_id: Mapped[int | None] = mapped_column(ForeignKey("receivable.id"), index=True)
    matched_fen: Mapped[int] = mapped_column(default=0)


class ImportedFile(Base):
    """A file that rows came from, kept in imports/ (导入的文件)."""

    __tablename__ = "imported_file"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    import_number: Mapped[int] = mapped_column(index=True)
    name: Mapped[str] = mapped_column(Text)
    sha256: Mapped[str] = mapped_column(Text, index=True)
    kept_as: Mapped[str] = mapped_column(Text)


class Change(Base):
    """One change: who, when, from which import, what was and is (变更); a hash seals all before.

    An empty ``field`` means a new row, and ``new`` holds all of it.
    """

    __tablename__ = "change"
    __table_args__ = (Index("change_of", "noun", "row_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(Text)
    import_number: Mapped[int | None] = mapped_column(index=True)
    noun: Mapped[str] = mapped_column(Text)
    row_id: Mapped[int]
    field: Mapped[str] = mapped_column(Text)
    old: Mapped[str] = mapped_column(Text)
    new: Mapped[str] = mapped_column(Text)
    digest: Mapped[str] = mapped_column(Text)


class Head(Base):
    """The last change and import (账册的末端); who writes holds its one row, alone."""

    __tablename__ = "head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    changes: Mapped[int]
    imports: Mapped[int]
    digest: Mapped[str] = mapped_column(Text)
