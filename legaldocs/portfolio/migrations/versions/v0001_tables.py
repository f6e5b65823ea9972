"""The tables of the first book."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables."""
    _customers()
    _receivables()
    _receipts()
    _history()


def _kept() -> list[sa.Column[object]]:
    return [
        sa.Column("id", _ID, primary_key=True, autoincrement=False),
        sa.Column("closed_on", sa.Date()),
        sa.Column("closed_why", sa.Text(), nullable=False),
    ]


def _text(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=False)


def _customers() -> None:
    op.create_table(
        "customer",
        *_kept(),
        _text("name"),
        _text("name_key"),
        sa.Column("code", sa.Text(), unique=True),
        sa.Column("uscc", sa.Text(), unique=True),
        _text("id_number"),
        _text("kind"),
        _text("address"),
        _text("representative"),
        _text("service_address"),
    )
    op.create_index("ix_customer_name_key", "customer", ["name_key"])
    op.create_table(
        "contact_person",
        *_kept(),
        sa.Column("customer_id", _ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        _text("name"),
        _text("post"),
        _text("phone"),
        _text("email"),
    )


def _receivables() -> None:
    op.create_table(
        "receivable",
        *_kept(),
        sa.Column("customer_id", _ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        _text("number"),
        _text("invoice_number"),
        _text("contract_number"),
        _text("part"),
        sa.Column("amount_fen", _ID, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("issued_on", sa.Date()),
        sa.Column("invoice_received_on", sa.Date()),
        sa.Column("invoice_confirmed_on", sa.Date()),
        _text("owner"),
        _text("note"),
    )
    op.create_index("receivable_due", "receivable", ["due_on", "customer_id"])
    for name in ("customer_id", "invoice_number", "contract_number", "owner"):
        op.create_index(f"ix_receivable_{name}", "receivable", [name])


def _receipts() -> None:
    op.create_table(
        "receipt",
        *_kept(),
        sa.Column("customer_id", _ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        _text("number"),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.Column("amount_fen", _ID, nullable=False),
        _text("method"),
        _text("payer"),
    )
    op.create_index("ix_receipt_customer_id", "receipt", ["customer_id"])
    op.create_table(
        "receipt_part",
        *_kept(),
        sa.Column("receipt_id", _ID, sa.ForeignKey("receipt.id"), nullable=False),
        _text("towards"),
        _text("towards_key"),
        sa.Column("amount_fen", _ID, nullable=False),
        sa.Column("receivable_id", _ID, sa.ForeignKey("receivable.id")),
        sa.Column("matched_fen", _ID, nullable=False),
    )
    for name in ("receipt_id", "towards_key", "receivable_id"):
        op.create_index(f"ix_receipt_part_{name}", "receipt_part", [name])


def _history() -> None:
    op.create_table(
        "imported_file",
        sa.Column("id", _ID, primary_key=True, autoincrement=False),
        sa.Column("import_number", _ID, nullable=False),
        _text("name"),
        _text("sha256"),
        _text("kept_as"),
    )
    for name in ("import_number", "sha256"):
        op.create_index(f"ix_imported_file_{name}", "imported_file", [name])
    op.create_table(
        "change",
        sa.Column("id", _ID, primary_key=True, autoincrement=False),
        _text("at"),
        _text("who"),
        sa.Column("import_number", _ID),
        _text("noun"),
        sa.Column("row_id", _ID, nullable=False),
        _text("field"),
        _text("old"),
        _text("new"),
        _text("digest"),
    )
    op.create_index("change_of", "change", ["noun", "row_id"])
    op.create_index("ix_change_import_number", "change", ["import_number"])
    head = op.create_table(
        "head",
        sa.Column("id", _ID, primary_key=True, autoincrement=False),
        sa.Column("changes", _ID, nullable=False),
        sa.Column("imports", _ID, nullable=False),
        _text("digest"),
    )
    op.bulk_insert(head, [{"id": 1, "changes": 0, "imports": 0, "digest": "0" * 64}])
