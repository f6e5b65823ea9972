"""Credit reviews, danger signals, warning levels."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from legaldocs.portfolio.migrations.columns import ID, kept, refuse_deletion, text

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the tables."""
    _credit_review()
    _signal_answer()
    _warning_move()
    refuse_deletion("credit_review", "signal_answer", "warning_move")


def _credit_review() -> None:
    op.create_table(
        "credit_review",
        *kept(),
        sa.Column("customer_id", ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        text("who"),
        text("grade"),
        text("reasons"),
        sa.Column("limit_fen", ID),
        sa.Column("term_days", ID),
        sa.Column("prepayment_bp", ID),
    )
    op.create_index("credit_review_of", "credit_review", ["customer_id", "reviewed_on"])


def _signal_answer() -> None:
    op.create_table(
        "signal_answer",
        *kept(),
        sa.Column("customer_id", ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=False),
        text("who"),
        text("signal"),
        text("answer"),
        text("note"),
    )
    op.create_index("signal_answer_of", "signal_answer", ["customer_id", "signal", "checked_on"])


def _warning_move() -> None:
    op.create_table(
        "warning_move",
        *kept(),
        sa.Column("customer_id", ID, sa.ForeignKey("customer.id"), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.Column("level", ID, nullable=False),
        text("reasons"),
    )
    op.create_index("warning_move_of", "warning_move", ["customer_id", "moved_on"])
