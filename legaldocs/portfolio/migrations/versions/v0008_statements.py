"""Statements of account and the answers to them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from legaldocs.portfolio.migrations.columns import ID, kept, refuse_deletion, text

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Make the tables."""
    _account_statement()
    _statement_answer()
    refuse_deletion("account_statement", "statement_answer")


def _account_statement() -> None:
    op.create_table(
        "account_statement",
        *kept(),
        sa.Column("customer_id", ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("number", sa.Text(), nullable=False, unique=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("opening_fen", ID, nullable=False),
        sa.Column("closing_fen", ID, nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("reply_by", sa.Date()),
        text("content_sha256"),
        text("document_sha256"),
        text("code_sha256"),
        text("folder"),
        sa.Column("sent_on", sa.Date()),
    )
    op.create_index("ix_account_statement_customer_id", "account_statement", ["customer_id"])


def _statement_answer() -> None:
    op.create_table(
        "statement_answer",
        *kept(),
        sa.Column("statement_id", ID, sa.ForeignKey("account_statement.id"), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        text("way"),
        text("outcome"),
        sa.Column("balance_fen", ID),
        text("who"),
        text("authority"),
        text("note"),
        text("sha256"),
        text("kept_as"),
    )
    op.create_index("ix_statement_answer_statement_id", "statement_answer", ["statement_id"])
