"""What is open of each receivable, by an index; what a credit file says of a customer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from legaldocs.portfolio.migrations.columns import ID, text

revision = "0003"
down_revision = "0002"

_CUSTOMER = ("owner", "trade", "segment", "registration", "owners", "note")


def upgrade() -> None:
    """Add the columns and work out the sums."""
    for name in _CUSTOMER:
        op.add_column("customer", text(name, ""))
    op.add_column("receivable", sa.Column("starts_on", sa.Date()))
    op.add_column("receivable", sa.Column("open_fen", ID, nullable=False, server_default="0"))
    op.execute(
        "UPDATE receivable SET open_fen = amount_fen - COALESCE((SELECT SUM(matched_fen) "
        "FROM receipt_part WHERE receivable_id = receivable.id AND closed_on IS NULL), 0)"
    )
    is_open = sa.text("open_fen <> 0")
    op.create_index(
        "receivable_open",
        "receivable",
        ["due_on", "customer_id"],
        sqlite_where=is_open,
        postgresql_where=is_open,
    )
    op.create_index("ix_receipt_paid_on", "receipt", ["paid_on"])
