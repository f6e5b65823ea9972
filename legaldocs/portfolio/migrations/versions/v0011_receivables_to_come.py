"""Which receivables enter later than a day, found by an index."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Make the index."""
    op.create_index("receivable_entered", "receivable", ["issued_on", "starts_on"])
