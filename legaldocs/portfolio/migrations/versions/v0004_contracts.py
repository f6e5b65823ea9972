"""Contracts and approvals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from legaldocs.portfolio.migrations.columns import ID, kept, refuse_deletion, text

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make the tables."""
    _approval()
    _contract()
    refuse_deletion("approval", "contract")


def _approval() -> None:
    op.create_table(
        "approval",
        *kept(),
        text("noun"),
        sa.Column("row_id", ID, nullable=False),
        text("what"),
        sa.Column("level", ID, nullable=False),
        text("who"),
        sa.Column("decided_on", sa.Date(), nullable=False),
        text("outcome"),
        text("note"),
        text("digest"),
    )
    op.create_index("approval_of", "approval", ["noun", "row_id"])


def _contract() -> None:
    op.create_table(
        "contract",
        *kept(),
        sa.Column("customer_id", ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("key", sa.Text(), nullable=False, unique=True),
        text("number"),
        text("kind"),
        sa.Column("signed_on", sa.Date()),
        sa.Column("price_fen", ID),
        text("terms"),
        text("events"),
        sa.Column("pending_fen", ID, nullable=False),
    )
    op.create_index("ix_contract_customer_id", "contract", ["customer_id"])
