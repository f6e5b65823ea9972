"""Daily totals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from legaldocs.portfolio.migrations.columns import ID, kept, refuse_deletion, text

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Make the tables."""
    _snapshot()
    refuse_deletion("snapshot")


def _snapshot() -> None:
    op.create_table(
        "snapshot",
        *kept(),
        sa.Column("taken_on", sa.Date(), nullable=False),
        text("dimension"),
        text("name"),
        text("bucket"),
        sa.Column("count", ID, nullable=False),
        sa.Column("amount_fen", ID, nullable=False),
    )
    op.create_index(
        "snapshot_once", "snapshot", ["taken_on", "dimension", "name", "bucket"], unique=True
    )
