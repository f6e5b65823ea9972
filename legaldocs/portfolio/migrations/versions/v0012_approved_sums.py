"""Up to which sum an approval is; what was approved before is taken for the sum that was noted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from legaldocs.portfolio.migrations.columns import ID

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column and fill it for tasks."""
    op.add_column("approval", sa.Column("amount_fen", ID))
    op.execute(
        "UPDATE approval SET amount_fen = "
        "(SELECT task.amount_fen FROM task WHERE task.id = approval.row_id) WHERE noun = 'task'"
    )
