"""Cases made from the book."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from legaldocs.portfolio.migrations.columns import ID, kept, refuse_deletion, text

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Make the tables."""
    _book_case()
    _book_case_item()
    refuse_deletion("book_case", "book_case_item")


def _book_case() -> None:
    op.create_table(
        "book_case",
        *kept(),
        sa.Column("customer_id", ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False, unique=True),
        sa.Column("made_on", sa.Date(), nullable=False),
        text("state"),
        sa.Column("followed_on", sa.Date()),
        text("case_sha256"),
    )
    op.create_index("ix_book_case_customer_id", "book_case", ["customer_id"])


def _book_case_item() -> None:
    op.create_table(
        "book_case_item",
        *kept(),
        sa.Column("book_case_id", ID, sa.ForeignKey("book_case.id"), nullable=False),
        sa.Column("receivable_id", ID, sa.ForeignKey("receivable.id"), nullable=False),
    )
    op.create_index("ix_book_case_item_book_case_id", "book_case_item", ["book_case_id"])
    op.create_index("ix_book_case_item_receivable_id", "book_case_item", ["receivable_id"])
