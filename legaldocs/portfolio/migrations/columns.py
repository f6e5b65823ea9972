"""What the tables of several versions share; like a published version, it is never edited."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def kept() -> list[sa.Column[object]]:
    """Return the columns of a row that is closed, never deleted."""
    return [
        sa.Column("id", ID, primary_key=True, autoincrement=False),
        sa.Column("closed_on", sa.Date()),
        text("closed_why"),
    ]


def text(name: str, default: str | None = None) -> sa.Column[object]:
    """Return a column of text; ``default`` fills the rows of a table that is there."""
    return sa.Column(name, sa.Text(), nullable=False, server_default=default)


def refuse_deletion(*tables: str) -> None:
    """Let the database refuse to delete rows; version 0002 made PostgreSQL's function for it."""
    postgres = op.get_bind().dialect.name == "postgresql"
    for table in tables:
        action = (
            "FOR EACH ROW EXECUTE FUNCTION book_is_kept()"
            if postgres
            else "BEGIN SELECT RAISE(ABORT, 'the book is kept'); END"
        )
        op.execute(f'CREATE TRIGGER {table}_delete_refused BEFORE DELETE ON "{table}" {action}')
