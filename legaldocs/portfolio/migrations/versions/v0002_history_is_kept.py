"""The database itself refuses to edit or delete the history, and to delete rows."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"

_KEPT = ("customer", "contact_person", "receivable", "receipt", "receipt_part", "imported_file")


def upgrade() -> None:
    """Make the triggers."""
    postgres = op.get_bind().dialect.name == "postgresql"
    if postgres:
        op.execute(
            "CREATE FUNCTION book_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'the book is kept'; END $$"
        )
    for table, event in [("change", "UPDATE"), *((name, "DELETE") for name in ("change", *_KEPT))]:
        name = f"{table}_{event.lower()}_refused"
        action = (
            "FOR EACH ROW EXECUTE FUNCTION book_is_kept()"
            if postgres
            else "BEGIN SELECT RAISE(ABORT, 'the book is kept'); END"
        )
        op.execute(f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" {action}')
